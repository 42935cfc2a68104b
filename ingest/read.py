"""One document's way from bytes to a Document: reader, layout, metadata. Pure."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import PurePath

from corpus.model import Document, Metadata
from ingest.detect import LIMIT
from ingest.draft import Draft
from ingest.errors import UnreadableError
from ingest.layout import lay_out
from ingest.metadata import read_metadata
from ingest.readers.csv import read_csv
from ingest.readers.text import read_text

Reader = Callable[..., Draft]
"""`reader(data, *, name, limit)`: bytes to a draft; raises UnreadableError."""

READERS: dict[str, Reader] = {".txt": read_text, ".md": read_text, ".csv": read_csv}
"""By the suffix of the file's name, in small letters."""


def read_document(data: bytes, *, name: str, limit: int = LIMIT) -> Document:
    """The document in these bytes. `name` gives the format and stands in messages; `limit` is in bytes.

    Raises UnreadableError with a code and one sentence that says what to do.
    """
    suffix = PurePath(name).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        known = ", ".join(READERS)
        raise UnreadableError(
            "unknown_format", f"{name} is of a kind that is not read: give a file that ends in {known}"
        )
    draft = reader(data, name=name, limit=limit)
    layout = lay_out(draft)
    metadata: Metadata = read_metadata(layout.text, layout.blocks)
    return Document(
        id=sha256(data).hexdigest(),
        text=layout.text,
        blocks=layout.blocks,
        source_map=layout.source_map,
        metadata=metadata,
        encoding=draft.encoding,
        size=len(data),
        dropped=layout.dropped,
    )
