"""What can go wrong with a corpus, each with a sentence that says what to do.

CorpusError
├── NotFoundError        no such document or path
├── NewerCorpusError     written by a newer version
├── StaleCorpusError     analysed by another analyser: rebuild
├── BusyCorpusError      another process holds it too long
├── SlowCorpusError      a question took longer than who asked waits
├── BadCursorError       a cursor from another query or corpus
├── RejectedError        the engine does not take this document; others may go on
└── UnusableCorpusError  not a corpus, not readable, not writable, disk full
"""

from __future__ import annotations


class CorpusError(Exception):
    """Base of all; its text is shown to the user as it stands."""


class NotFoundError(CorpusError):
    """No such document or path."""


class NewerCorpusError(CorpusError):
    """The corpus was written by a newer version of the program."""


class StaleCorpusError(CorpusError):
    """The corpus was made by another analyser; `gouji rebuild` makes it anew."""


class BusyCorpusError(CorpusError):
    """Another process held the corpus for longer than we wait."""


class SlowCorpusError(CorpusError):
    """A question took longer than it may (corpus.deadline)."""


class BadCursorError(CorpusError):
    """A cursor that does not belong to this query."""


class RejectedError(CorpusError):
    """The engine does not take this one document; the others are not concerned."""


class UnusableCorpusError(CorpusError):
    """The address names no corpus that can be used."""
