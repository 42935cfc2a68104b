"""Rows of the tables, from nouns and back."""

from __future__ import annotations

import json
import re
import sqlite3
from decimal import Decimal
from typing import Any

from corpus.dates import day_range
from corpus.entity import entity_name, number_key
from corpus.fact import fact_key
from corpus.index_text import fold
from corpus.interval import Interval
from corpus.model import Corrected, Evidence, Figure, Metadata, Program, Span
from corpus.order_key import high_key, low_key, middle_key, order_key
from corpus.plain import plain_corrected, read_corrected
from corpus.query import DocumentRow

Row = tuple[Any, ...]

METADATA = ("title", "issuer", "doc_number", "date", "region", "kind")
KEYS = ("title_key", "number_key")
DOCUMENT = ("id", "path", *METADATA, "figures", "programs", "characters")
FIGURE = (
    "surface", "start", "end", "source_start", "source_end", "value", "value_max", "unit", "dimension", "qualifier",
    "qualifier_text", "measure", "direction", "basis", "role", "indicator", "region", "period", "per", "confidence",
    "bounded", "lo", "hi", "lo_open", "hi_open", "evidence", "indicator_key", "program", "corrected",
)  # fmt: skip
FIGURE_INDEX = ("lo_key", "hi_key", "sort_key", "first_day", "last_day", "indicator_folded", "fact_key")
PROGRAM = ("surface", "start", "end", "source_start", "source_end", "kind", "entity")


ESCAPE = "\ufdd0"
"""A code point that stands for no character: it marks what SQLite's text cannot hold in a path."""
UNPRINTABLE = re.compile(f"[\ud800-\udfff{ESCAPE}]")
ESCAPED = re.compile(f"{ESCAPE}([0-9a-f]{{4}})")


def pack_path(path: str) -> str:
    """A path as a text that SQLite takes: bytes of a name that are no UTF-8 are lone surrogates in Python."""
    return UNPRINTABLE.sub(lambda found: f"{ESCAPE}{ord(found[0]):04x}", path)


def unpack_path(packed: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), packed)


def named(table: str, columns: tuple[str, ...]) -> str:
    """Columns for a SELECT."""
    return ", ".join(f"{table}.{column}" for column in columns)


def insert(table: str, columns: tuple[str, ...]) -> str:
    """An INSERT with a place for each column."""
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def metadata_values(metadata: Metadata) -> Row:
    return (metadata.title, metadata.issuer, metadata.number, metadata.date, metadata.region, metadata.kind)


def metadata_keys(metadata: Metadata) -> Row:
    """The columns KEYS: what a document is called by others."""
    return (entity_name(metadata.title or "") or None, number_key(metadata.number or "") or None)


def read_metadata(row: Row) -> Metadata:
    """From the columns METADATA."""
    title, issuer, number, date, region, kind = row
    return Metadata(title=title, issuer=issuer, number=number, date=date, region=region, kind=kind)


def read_document_row(row: Row) -> DocumentRow:
    """From the columns DOCUMENT."""
    document, path, *metadata, figures, programs, characters = row
    return DocumentRow(
        document=document,
        path=unpack_path(path),
        metadata=read_metadata(tuple(metadata)),
        figures=figures,
        programs=programs,
        characters=characters,
    )


def figure_values(figure: Figure) -> Row:
    """The columns FIGURE."""
    interval = figure.interval
    return (
        figure.surface, figure.start, figure.end, figure.source.start, figure.source.end, _text(figure.value),
        _text(figure.value_max), figure.unit, figure.dimension, figure.qualifier, figure.qualifier_text,
        figure.measure, figure.direction, figure.basis, figure.role, figure.indicator, figure.region, figure.period,
        figure.per, figure.confidence, interval is not None, interval and _text(interval.lo),
        interval and _text(interval.hi), bool(interval and interval.lo_open), bool(interval and interval.hi_open),
        _evidence_text(figure.evidence), figure.indicator_key, figure.program, _corrected_text(figure.corrected),
    )  # fmt: skip


def figure_index(figure: Figure) -> Row:
    """The columns FIGURE_INDEX: what figures are found and sorted by."""
    days = day_range(figure.period) if figure.period else None
    interval = figure.interval
    return (
        None if interval is None else low_key(interval),
        None if interval is None else high_key(interval),
        _sort_key(figure),
        *(days or (None, None)),
        fold(figure.indicator),
        fact_key(figure),
    )


def _sort_key(figure: Figure) -> str | None:
    """A range sorts by its low end, what is not bounded at all not by value."""
    interval = figure.interval
    if interval is None:
        return None
    if figure.value_max is not None and interval.lo is not None:
        return order_key(interval.lo)
    return middle_key(interval)


def read_figure(row: Row, sentence: str) -> Figure:
    """From the columns FIGURE."""
    (
        surface, start, end, source_start, source_end, value, value_max, unit, dimension, qualifier, qualifier_text,
        measure, direction, basis, role, indicator, region, period, per, confidence, bounded, lo, hi, lo_open, hi_open,
        evidence, indicator_key, program, corrected,
    ) = row  # fmt: skip
    return Figure(
        surface=surface,
        start=start,
        end=end,
        source=Span(source_start, source_end),
        sentence=sentence,
        value=_decimal(value),
        value_max=_decimal(value_max),
        unit=unit,
        dimension=dimension,
        qualifier=qualifier,
        qualifier_text=qualifier_text,
        measure=measure,
        direction=direction,
        basis=basis,
        role=role,
        indicator=indicator,
        region=region,
        period=period,
        per=per,
        interval=Interval(_decimal(lo), _decimal(hi), bool(lo_open), bool(hi_open)) if bounded else None,
        confidence=confidence,
        evidence=_read_evidence(evidence),
        indicator_key=indicator_key,
        program=program,
        corrected=None if corrected is None else read_corrected(json.loads(corrected)),
    )


def _corrected_text(corrected: Corrected | None) -> str | None:
    return None if corrected is None else json.dumps(plain_corrected(corrected))


def _evidence_text(evidence: tuple[Evidence, ...]) -> str:
    """period 12 40 region 0 9"""
    return " ".join(f"{one.field} {one.start} {one.end}" for one in evidence)


def _read_evidence(text: str) -> tuple[Evidence, ...]:
    parts = text.split()
    return tuple(Evidence(f, int(a), int(b)) for f, a, b in zip(parts[::3], parts[1::3], parts[2::3], strict=True))


def program_values(program: Program) -> Row:
    """The columns PROGRAM."""
    source = program.source
    return (program.surface, program.start, program.end, source.start, source.end, program.kind, program.entity)


def read_program(row: Row) -> Program:
    """From the columns PROGRAM."""
    surface, start, end, source_start, source_end, kind, entity = row
    source = Span(source_start, source_end)
    return Program(surface=surface, start=start, end=end, source=source, kind=kind, entity=entity)


def one(connection: sqlite3.Connection, sql: str, *values: Any) -> Row | None:
    """The first row of a SELECT."""
    row: Row | None = connection.execute(sql, values).fetchone()
    return row


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
