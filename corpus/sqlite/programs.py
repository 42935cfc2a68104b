"""What programs are called over all documents, and which documents are called so themselves."""

from __future__ import annotations

import sqlite3

from corpus.backend import NAMES, TITLED
from corpus.query import DocumentRow, NameRow
from corpus.sqlite.columns import DOCUMENT, named, read_document_row
from corpus.sqlite.conditions import among


def find_names(
    connection: sqlite3.Connection, entities: tuple[str, ...], numbers: tuple[str, ...]
) -> tuple[NameRow, ...]:
    """The surfaces of some programs, those named most first."""
    called, numbered = among("entity", entities), among("number_key", numbers)
    rows = connection.execute(
        "SELECT surface, kind, entity, count(*) AS mentions, count(DISTINCT document) FROM program "
        f"WHERE {called.sql} OR {numbered.sql} GROUP BY surface, kind, entity "
        "ORDER BY mentions DESC, surface, kind, entity LIMIT ?",
        (*called.values, *numbered.values, NAMES),
    )
    return tuple(NameRow(surface=s, kind=k, entity=e, mentions=m, documents=d) for s, k, e, m, d in rows)


def find_titled(
    connection: sqlite3.Connection, titles: tuple[str, ...], numbers: tuple[str, ...]
) -> tuple[DocumentRow, ...]:
    """Documents of these titles or numbers, newest first."""
    titled, numbered = among("d.title_key", titles), among("d.number_key", numbers)
    rows = connection.execute(
        f"SELECT {named('d', DOCUMENT)} FROM document d WHERE {titled.sql} OR {numbered.sql} "
        "ORDER BY d.date DESC, d.path, d.id LIMIT ?",
        (*titled.values, *numbered.values, TITLED),
    )
    return tuple(map(read_document_row, rows))
