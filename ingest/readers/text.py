"""Plain text, Markdown and CSV: decoded bytes to a draft."""

from __future__ import annotations

from ingest.detect import decode
from ingest.draft import Draft
from ingest.lines import split_lines


def read_text(data: bytes, *, name: str, limit: int) -> Draft:
    """A text or Markdown file. Raises UnreadableError."""
    decoded = decode(data, name=name, limit=limit)
    return Draft(decoded.text, decoded.encoding, split_lines(decoded.text))
