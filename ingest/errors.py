"""What can be wrong with an input, each with one sentence that says what to do.

IngestError
├── UnreadableError     these bytes are no text we can read: empty, too large, binary, undecodable, of no known format
├── PathError           a path that is not there, may not be read or leads in a circle
└── AnalysisError       the text was read, its analysis was not finished: it failed, took too long or its process died
"""

from __future__ import annotations


class IngestError(Exception):
    """Base of all. `code` is a short constant for programs, `message` one sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[IngestError], tuple[str, str]]:
        """Both parts travel when a worker process hands the error to its parent."""
        return type(self), (self.code, self.message)


class UnreadableError(IngestError):
    """Bytes that cannot be read. Codes: empty, too_large, binary, undecodable, unknown_format."""


class PathError(IngestError):
    """A path that cannot be read. Codes: missing, denied, loop, not_a_file, unreadable."""


class AnalysisError(IngestError):
    """A document that was not analysed to its end. Codes: analysis, timeout, crash."""
