"""Errors as a sentence."""

from __future__ import annotations

import os

from corpus.errors import CorpusError


def known_errors() -> tuple[type[Exception], ...]:
    """Errors whose text is written for the user. Imported here: this is read when something went wrong already."""
    from ingest.errors import IngestError
    from nlp.lexicon.load import LexiconError
    from nlp.segment import SegmenterError
    from search_api.actions import ActionError
    from search_api.parse_query import QueryError
    from search_api.settings import SettingsError

    return (CorpusError, IngestError, LexiconError, SegmenterError, ActionError, QueryError, SettingsError)


def explain(error: Exception) -> str:
    """One sentence for any error."""
    if isinstance(error, known_errors()):
        return str(error)
    if isinstance(error, OSError) and error.errno is not None:
        name = f" ({os.fsdecode(error.filename)})" if error.filename else ""
        return f"{os.strerror(error.errno).lower()}{name}"
    if isinstance(error, MemoryError):
        return "not enough memory: try fewer or smaller files at a time"
    return f"something went wrong inside the program ({type(error).__name__}: {error}); GOUJI_DEBUG=1 shows where"
