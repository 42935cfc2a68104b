"""Figures by value, indicator, place and time. What is found is decided by SQL alone, exactly: bounds are compared as
order keys (corpus.order_key), words against folded text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from corpus.cursor import Place, asked, decode_cursor, page_of
from corpus.dates import day_range
from corpus.index_text import fold
from corpus.order_key import high_key, low_key
from corpus.query import FigureQuery, FigureRow, Page
from corpus.sqlite.columns import DOCUMENT, FIGURE, Row, named, read_document_row, read_figure
from corpus.sqlite.conditions import Clause, among, below, compile_filters, equals
from corpus.sqlite.match import match_all

TABLES = "figure f JOIN document d ON d.number = f.document JOIN sentence s ON s.number = f.sentence"
NEWEST = "coalesce(d.date, '')"
UNVALUED = {"value": "~~", "-value": ""}
"""What stands for the sort key of a figure that has none: it comes last in either order."""


def compile_figures(query: FigureQuery) -> Clause:
    """Which figures (as `f`, of a document `d`, in a sentence `s`) match."""
    kept = equals("f.dimension", query.dimension) & equals("f.unit", query.unit)
    if query.interval is not None:
        kept &= Clause("f.lo_key <= ? AND f.hi_key >= ?", (high_key(query.interval), low_key(query.interval)))
    if query.near is not None:
        bounds = (low_key(query.near), high_key(query.near))
        kept &= Clause("(f.lo IS NOT NULL AND f.hi IS NOT NULL OR f.sort_key BETWEEN ? AND ?)", bounds)
    if query.region is not None:
        kept &= among("f.region", below([query.region]))
    if query.period is not None:
        kept &= _within(query.period)
    return kept & _indicated(query.indicator) & compile_filters(query.filters)


def _within(period: str) -> Clause:
    """The same period, or one inside it."""
    days = day_range(period)
    if days is None:
        return equals("f.period", period)
    return Clause("f.first_day >= ? AND f.last_day <= ?", days)


def _indicated(words: tuple[str, ...]) -> Clause:
    """Every word stands in the indicator or the sentence. The index narrows, the texts decide."""
    folded = [text for text in map(fold, words) if text]
    if not folded:
        return Clause()
    narrow = Clause(
        "f.sentence IN (SELECT rowid FROM sentence_grams WHERE sentence_grams MATCH ?)", (match_all(folded),)
    )
    for text in folded:
        narrow &= Clause("(instr(s.folded, ?) > 0 OR instr(f.indicator_folded, ?) > 0)", (text, text))
    return narrow


def find_figures(connection: sqlite3.Connection, query: FigureQuery) -> Page[FigureRow]:
    """A page of the figures that match."""
    kept = compile_figures(query)
    (total,) = connection.execute(f"SELECT count(*) FROM {TABLES} WHERE {kept.sql}", kept.values).fetchone()
    key, order = _order(query.sort)
    place = decode_cursor(asked(query), query.cursor, (str, str, int))
    after = _after(key, place, descending=query.sort != "value" and query.sort != "date") if place else Clause()
    found = _select(connection, kept & after, f"{key} AS place", f"ORDER BY {order} LIMIT ?", query.limit + 1)
    rows = [(row[0], row[1], _figure_row(row[2:])) for row in found]
    page = page_of(
        rows,
        limit=query.limit,
        total=total,
        asked=asked(query),
        place=lambda row: (row[0], row[2].row.document, row[1]),
    )
    return Page(items=tuple(row for _, _, row in page.items), total=page.total, cursor=page.cursor)


def stream_figures(connection: sqlite3.Connection, query: FigureQuery) -> Iterator[FigureRow]:
    """All figures that match, in the query's order."""
    _, order = _order(query.sort)
    for row in _select(connection, compile_figures(query), "NULL", f"ORDER BY {order} LIMIT ?", -1):
        yield _figure_row(row[2:])


def _order(sort: str) -> tuple[str, str]:
    """What a sort compares first, and the whole ORDER BY. Ties go by document and place in it."""
    if sort in UNVALUED:
        key = f"coalesce(f.sort_key, '{UNVALUED[sort]}')"
        return key, f"{key}{' DESC' if sort == '-value' else ''}, d.id, f.ordinal"
    if sort == "date":
        # a document without a date comes last in either order
        key = "coalesce(d.date, '~')"
        return key, f"{key}, d.id, f.ordinal"
    if sort in ("document", "-date"):
        return NEWEST, f"{NEWEST} DESC, d.id, f.ordinal"
    raise ValueError(f"no sort {sort!r}")


def _after(key: str, place: Place, *, descending: bool) -> Clause:
    first, document, ordinal = place
    sign = "<" if descending else ">"
    return Clause(f"({key} {sign} ? OR {key} = ? AND (d.id, f.ordinal) > (?, ?))", (first, first, document, ordinal))


def _select(connection: sqlite3.Connection, kept: Clause, key: str, tail: str, limit: int) -> Iterator[Row]:
    sql = (
        f"SELECT {key}, f.ordinal, s.text, d.analyser, {named('f', FIGURE)}, {named('d', DOCUMENT)} "
        f"FROM {TABLES} WHERE {kept.sql} {tail}"
    )
    return connection.execute(sql, (*kept.values, limit))


def _figure_row(row: Row) -> FigureRow:
    sentence, analyser, *rest = row
    figure = read_figure(tuple(rest[: len(FIGURE)]), sentence)
    return FigureRow(figure=figure, row=read_document_row(tuple(rest[len(FIGURE) :])), analyser=analyser)
