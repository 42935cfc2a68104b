"""Corrections in their table. They bear a document's hash and not its number: they last when it goes and comes back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from corpus.model import Correction, Span
from corpus.sqlite.columns import insert

COLUMNS = ("document", "start", "end", "surface", "sentence", "field", "value", "who", "at")
INSERT = insert("correction", COLUMNS)
SELECT = f"SELECT {', '.join(COLUMNS)} FROM correction"


def read_corrections(connection: sqlite3.Connection, document: str | None = None) -> tuple[Correction, ...]:
    """The corrections of a document, or of all, in the order of places."""
    where, values = ("", ()) if document is None else (" WHERE document = ?", (document,))
    rows = connection.execute(f"{SELECT}{where} ORDER BY document, start, end, at, field", values)
    return tuple(
        Correction(
            document=document, start=start, end=end, surface=surface, sentence=sentence, field=field, value=value,
            by=who, at=at,
        )
        for document, start, end, surface, sentence, field, value, who, at in rows
    )  # fmt: skip


def replace_corrections(
    connection: sqlite3.Connection, document: str, place: Span, corrections: Iterable[Correction]
) -> None:
    """Let these be the corrections of the figure at a place."""
    connection.execute(
        "DELETE FROM correction WHERE document = ? AND start = ? AND end = ?", (document, place.start, place.end)
    )
    connection.executemany(
        INSERT,
        (
            (document, one.start, one.end, one.surface, one.sentence, one.field, one.value, one.by, one.at)
            for one in corrections
        ),
    )


def drop_corrections(connection: sqlite3.Connection, document: str) -> None:
    """Forget the corrections of a document."""
    connection.execute("DELETE FROM correction WHERE document = ?", (document,))
