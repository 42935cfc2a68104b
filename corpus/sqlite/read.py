"""What is kept, read back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from corpus.codec import unpack_document, unpack_issues, unpack_passages, unpack_relations, unpack_text
from corpus.cursor import decode_cursor, page_of
from corpus.errors import NotFoundError
from corpus.index_text import fold
from corpus.model import Analysis, Document, Edition
from corpus.path_spelling import spellings
from corpus.query import DocumentRow, Filters, Page, ProgramRow, Status
from corpus.sqlite.columns import (
    DOCUMENT,
    FIGURE,
    METADATA,
    PROGRAM,
    Row,
    named,
    one,
    pack_path,
    read_document_row,
    read_figure,
    read_metadata,
    read_program,
    unpack_path,
)
from corpus.sqlite.conditions import Clause, compile_filters, equals, holds
from corpus.sqlite.schema import SCHEMA

PREFIX = 8
"""Digits of an id that may stand for it, at least."""
HEX = frozenset("0123456789abcdef")


def find_number(connection: sqlite3.Connection, document: str) -> int | None:
    """The number of a document, None when it is not kept."""
    row = one(connection, "SELECT number FROM document WHERE id = ?", document)
    return row[0] if row else None


def document_number(connection: sqlite3.Connection, document: str) -> int:
    """The number of a document. Raises NotFoundError when it is not kept."""
    number = find_number(connection, document)
    if number is None:
        raise NotFoundError(f"the corpus has no document {document[:12]}: see `gouji status` and `gouji search`")
    return number


def document_id(connection: sqlite3.Connection, number: int) -> str:
    """The id of a document that is kept."""
    (document,) = connection.execute("SELECT id FROM document WHERE number = ?", (number,)).fetchone()
    return str(document)


def read_stamp(connection: sqlite3.Connection, number: int) -> str:
    """The analyser that read a document that is kept."""
    (analyser,) = connection.execute("SELECT analyser FROM document WHERE number = ?", (number,)).fetchone()
    return str(analyser)


def read_edition(connection: sqlite3.Connection, path: str) -> Edition | None:
    return next(_editions(connection, "e.path = ?", pack_path(path)), None)


def read_editions(connection: sqlite3.Connection, document: str) -> tuple[Edition, ...]:
    return tuple(_editions(connection, "d.id = ?", document))


def _editions(connection: sqlite3.Connection, condition: str, value: str) -> Iterator[Edition]:
    sql = (
        "SELECT e.path, d.id, e.seen_at, e.earlier FROM edition e JOIN document d ON d.number = e.document "
        f"WHERE {condition} ORDER BY e.path"
    )
    for path, document, seen_at, earlier in connection.execute(sql, (value,)):
        yield Edition(path=unpack_path(path), document=document, seen_at=seen_at, earlier=tuple(json.loads(earlier)))


def resolve(connection: sqlite3.Connection, name: str) -> str:
    """The id that an id, a unique prefix of one or a path stands for."""
    for path in spellings(name):
        if edition := read_edition(connection, path):
            return edition.document
    prefix = name.lower()
    if len(prefix) < PREFIX or not HEX.issuperset(prefix):
        raise NotFoundError(f"no document {name!r}: give its path as it was ingested, or {PREFIX} digits of its id")
    found = connection.execute(
        "SELECT id FROM document WHERE id >= ? AND id < ? LIMIT 2", (prefix, prefix + "g")
    ).fetchall()
    if not found:
        raise NotFoundError(f"no document's id begins with {name}: see `gouji status` and `gouji search`")
    if len(found) > 1:
        raise NotFoundError(f"the ids of several documents begin with {name}: give more digits")
    return str(found[0][0])


def read_document(connection: sqlite3.Connection, document: str) -> Document:
    number = document_number(connection, document)
    row = one(connection, "SELECT text, layout FROM content WHERE document = ?", number)
    about = one(connection, f"SELECT {', '.join(METADATA)} FROM document WHERE number = ?", number)
    assert row is not None
    assert about is not None
    return unpack_document(document, unpack_text(row[0]), row[1], read_metadata(about))


def read_analysis(connection: sqlite3.Connection, document: str) -> Analysis:
    number = document_number(connection, document)
    row = one(connection, "SELECT text, passages, issues, relations FROM content WHERE document = ?", number)
    stamp = one(connection, "SELECT analyser FROM document WHERE number = ?", number)
    assert row is not None
    assert stamp is not None
    figures = connection.execute(
        f"SELECT s.text, {named('f', FIGURE)} FROM figure f JOIN sentence s ON s.number = f.sentence "
        "WHERE f.document = ? ORDER BY f.ordinal",
        (number,),
    )
    programs = connection.execute(
        f"SELECT {', '.join(PROGRAM)} FROM program WHERE document = ? ORDER BY ordinal", (number,)
    )
    return Analysis(
        document=document,
        analyser=stamp[0],
        passages=unpack_passages(row[1], unpack_text(row[0])),
        figures=tuple(read_figure(rest, sentence) for sentence, *rest in figures),
        programs=tuple(map(read_program, programs)),
        issues=unpack_issues(row[2]),
        relations=unpack_relations(row[3]),
    )


def list_documents(
    connection: sqlite3.Connection, filters: Filters, *, limit: int, cursor: str | None
) -> Page[DocumentRow]:
    """Documents, newest date first (unknown last), then by path."""
    asked = repr(("documents", filters))
    kept = compile_filters(filters)
    total = count(connection, kept)
    if place := decode_cursor(asked, cursor, (str, str, str)):
        day = place[0] or ""
        kept &= Clause(
            "(coalesce(d.date, '') < ? OR coalesce(d.date, '') = ? AND (d.path, d.id) > (?, ?))", (day, day, *place[1:])
        )
    sql = f"SELECT {named('d', DOCUMENT)} FROM document d WHERE {kept.sql} ORDER BY d.date DESC, d.path, d.id LIMIT ?"
    rows = [read_document_row(row) for row in connection.execute(sql, (*kept.values, limit + 1))]
    return page_of(
        rows,
        limit=limit,
        total=total,
        asked=asked,
        place=lambda row: (row.metadata.date, pack_path(row.path), row.document),
    )


def list_programs(
    connection: sqlite3.Connection, name: str, *, kind: str | None, filters: Filters, limit: int, cursor: str | None
) -> Page[ProgramRow]:
    """Entities whose name holds a text, those in most documents first."""
    asked = repr(("programs", name, kind, filters))
    kept = compile_filters(filters) & equals("p.kind", kind) & holds("p.entity_folded", fold(name))
    grouped = (
        "SELECT p.entity AS entity, count(*) AS mentions, count(DISTINCT p.document) AS documents "
        f"FROM program p JOIN document d ON d.number = p.document WHERE {kept.sql} GROUP BY p.entity"
    )
    (total,) = connection.execute(f"SELECT count(*) FROM ({grouped})", kept.values).fetchone()
    after = Clause()
    if place := decode_cursor(asked, cursor, (int, int, str)):
        after = Clause("(-documents, -mentions, entity) > (?, ?, ?)", tuple(place))
    rows = connection.execute(
        f"SELECT * FROM ({grouped}) WHERE {after.sql} ORDER BY documents DESC, mentions DESC, entity LIMIT ?",
        (*kept.values, *after.values, limit + 1),
    ).fetchall()
    return page_of(
        [_program_row(connection, row, kept) for row in rows],
        limit=limit,
        total=total,
        asked=asked,
        place=lambda row: (-row.documents, -row.mentions, row.entity),
    )


def _program_row(connection: sqlite3.Connection, row: Row, kept: Clause) -> ProgramRow:
    """An entity with the first of its mentions that count."""
    entity, mentions, documents = row
    found = one(
        connection,
        f"SELECT {named('p', PROGRAM)}, {named('d', DOCUMENT)} FROM program p JOIN document d ON d.number = p.document "
        f"WHERE p.entity = ? AND {kept.sql} ORDER BY d.date DESC, d.id, p.ordinal LIMIT 1",
        entity,
        *kept.values,
    )
    assert found is not None
    example = read_program(found[: len(PROGRAM)])
    return ProgramRow(
        entity=entity,
        kind=example.kind,
        mentions=mentions,
        documents=documents,
        example=example,
        row=read_document_row(found[len(PROGRAM) :]),
    )


def read_status(connection: sqlite3.Connection, url: str, path: Path) -> Status:
    sums = "count(*), coalesce(sum(passages), 0), coalesce(sum(figures), 0), coalesce(sum(programs), 0)"
    counts = one(connection, f"SELECT {sums}, coalesce(sum(issues), 0) FROM document")
    analyser = one(connection, "SELECT value FROM meta WHERE key = 'analyser'")
    assert counts is not None
    documents, passages, figures, programs, issues = counts
    return Status(
        url=url,
        schema=SCHEMA,
        analyser=analyser[0] if analyser else None,
        documents=documents,
        passages=passages,
        figures=figures,
        programs=programs,
        issues=issues,
        bytes=path.stat().st_size,
    )


def stale_ids(connection: sqlite3.Connection, analyser: str) -> list[str]:
    """Ids of the documents that another analyser has read."""
    rows = connection.execute("SELECT id FROM document WHERE analyser <> ? ORDER BY number", (analyser,))
    return [row[0] for row in rows]


def count(connection: sqlite3.Connection, kept: Clause) -> int:
    """How many documents meet a condition."""
    (total,) = connection.execute(f"SELECT count(*) FROM document d WHERE {kept.sql}", kept.values).fetchone()
    return int(total)
