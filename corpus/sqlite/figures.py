"""Figures by value, indicator, place and time. What is found is decided by SQL alone, exactly: bounds are compared as
order keys (corpus.order_key), words against folded text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.cursor import Place, asked, decode_cursor, page_of
from corpus.dates import day_range
from corpus.index_text import fold
from corpus.interval import Interval
from corpus.model import Span
from corpus.order_key import HIGHEST, LOWEST, high_key, low_key
from corpus.query import FigureQuery, FigureRow, Page
from corpus.sqlite.columns import DOCUMENT, FIGURE, Row, named, read_document_row, read_figure
from corpus.sqlite.conditions import Clause, among, below, compile_filters, equals
from corpus.sqlite.match import match_all

LAST = "\U0010ffff"
"""Sorts after all that a key goes on with."""
SENTENCE = "(SELECT folded FROM sentence WHERE number = f.sentence)"


def compile_figures(query: FigureQuery) -> Clause:
    """Which figures (as `f`, of a document `d`) match."""
    kept = equals("f.dimension", query.dimension) & equals("f.unit", query.unit)
    if query.interval is not None:
        kept &= Clause("f.lo_key <= ? AND f.hi_key >= ?", (high_key(query.interval), low_key(query.interval)))
    if query.near is not None:
        kept &= _bounded_near(query.near)
    if query.region is not None:
        kept &= among("f.region", below([query.region]))
    if query.period is not None:
        kept &= _within(query.period)
    if query.program:
        kept &= among("f.program", query.program)
    if query.gate:
        kept &= Clause("f.indicator_key >= ? AND f.indicator_key < ?", (query.gate, query.gate + LAST))
    return kept & _indicated(query.indicator) & compile_filters(query.filters)


def _bounded_near(near: Interval) -> Clause:
    """Bounded on both sides, or with the only end inside an interval. By keys alone, which the index holds."""
    bounds = (low_key(near), high_key(near))
    return Clause(
        "CASE WHEN f.hi_key = ? THEN f.lo_key BETWEEN ? AND ? "
        "WHEN f.lo_key = ? THEN f.hi_key BETWEEN ? AND ? ELSE 1 END",
        (HIGHEST, *bounds, LOWEST, *bounds),
    )


def _within(period: str) -> Clause:
    """The same period, or one inside it."""
    days = day_range(period)
    if days is None:
        return equals("f.period", period)
    return Clause("f.first_day >= ? AND f.last_day <= ?", days)


def _indicated(words: tuple[str, ...]) -> Clause:
    """Every word stands in the indicator or the sentence, one of them in the indicator: a figure that is only told in
    the same breath is not meant. The index narrows, the texts decide."""
    folded = [text for text in map(fold, words) if text]
    if not folded:
        return Clause()
    narrow = Clause(
        "f.sentence IN (SELECT rowid FROM sentence_grams WHERE sentence_grams MATCH ?)", (match_all(folded),)
    )
    for text in folded:
        narrow &= Clause(f"(instr(f.indicator_folded, ?) > 0 OR instr({SENTENCE}, ?) > 0)", (text, text))
    return narrow & Clause(f"({' OR '.join(['instr(f.indicator_folded, ?) > 0'] * len(folded))})", tuple(folded))


def find_figures(connection: sqlite3.Connection, query: FigureQuery) -> Page[FigureRow]:
    """A page of the figures that match."""
    sort = _sort(query)
    kept = compile_figures(query)
    place = decode_cursor(asked(query), query.cursor, (str, str, int))
    rows = _select(connection, sort, kept, _after(sort, place) if place else Clause(), query.limit + 1).fetchall()
    page = page_of(
        [(row[0], row[1], _figure_row(row[3:])) for row in rows],
        limit=query.limit,
        total=rows[0][2] if rows else _count(connection, kept) if place else 0,
        asked=asked(query),
        place=lambda row: (row[0], row[2].row.document, row[1]),
    )
    return Page(items=tuple(row for _, _, row in page.items), total=page.total, cursor=page.cursor)


def first_figures(connection: sqlite3.Connection, query: FigureQuery, number: int, limit: int) -> list[Span]:
    """The places of the first figures of a document that match, by the document's number."""
    kept = Clause("f.document = ?", (number,)) & compile_figures(query)
    sql = f'SELECT f.start, f."end" FROM figure f WHERE {kept.sql} ORDER BY f.ordinal LIMIT ?'
    return [Span(*row) for row in connection.execute(sql, (*kept.values, limit))]


def stream_figures(connection: sqlite3.Connection, query: FigureQuery) -> Iterator[FigureRow]:
    """All figures that match, in the query's order."""
    for row in _select(connection, _sort(query), compile_figures(query), Clause(), -1):
        yield _figure_row(row[3:])


@dataclass(frozen=True, slots=True)
class Sort:
    """What figures are sorted by first, never null; ties go by document and place in it."""

    key: str
    descending: bool = False
    values: tuple[str, ...] = ()

    @property
    def order(self) -> str:
        return f"place{' DESC' if self.descending else ''}, id, ordinal"


def _sort(query: FigureQuery) -> Sort:
    name = query.sort
    if name == "relevance":
        return _by_words(tuple(text for text in map(fold, query.indicator) if text))
    # figures without a value, and documents without a date, come last in either order
    sorts = {
        "document": Sort("coalesce(d.date, '')", descending=True),
        "-date": Sort("coalesce(d.date, '')", descending=True),
        "date": Sort("coalesce(d.date, '~')"),
        "value": Sort("coalesce(f.sort_key, '~')"),
        "-value": Sort("coalesce(f.sort_key, '')", descending=True),
    }
    if name not in sorts:
        raise ValueError(f"no sort {name!r}: use one of {', '.join(sorts)}")
    return sorts[name]


def _by_words(folded: tuple[str, ...]) -> Sort:
    """By how many of the words stand in the indicator, then newest first."""
    held = " + ".join(["(instr(f.indicator_folded, ?) > 0)"] * len(folded)) or "0"
    return Sort(f"printf('%06d', {held}) || coalesce(d.date, '')", descending=True, values=folded)


def _after(sort: Sort, place: Place) -> Clause:
    first, document, ordinal = place
    sign = "<" if sort.descending else ">"
    return Clause(f"(place {sign} ? OR place = ? AND (id, ordinal) > (?, ?))", (first, first, document, ordinal))


def _select(connection: sqlite3.Connection, sort: Sort, kept: Clause, after: Clause, limit: int) -> sqlite3.Cursor:
    """Rows of place, ordinal, how many match in all, sentence, stamp, figure and document. What matches is found once,
    by its keys alone, and counted, sorted and cut before anything is read of it."""
    return connection.execute(
        f"WITH found AS MATERIALIZED (SELECT {sort.key} AS place, d.id AS id, f.ordinal AS ordinal, "
        f"f.number AS number FROM figure f JOIN document d ON d.number = f.document WHERE {kept.sql}), "
        f"shown AS MATERIALIZED (SELECT * FROM found WHERE {after.sql} ORDER BY {sort.order} LIMIT ?) "
        f"SELECT place, n.ordinal, (SELECT count(*) FROM found), s.text, d.analyser, {named('f', FIGURE)}, "
        f"{named('d', DOCUMENT)} FROM shown n CROSS JOIN figure f ON f.number = n.number "
        "CROSS JOIN document d ON d.number = f.document CROSS JOIN sentence s ON s.number = f.sentence "
        f"ORDER BY {sort.order.replace('id, ordinal', 'n.id, n.ordinal')}",
        (*sort.values, *kept.values, *after.values, limit),
    )


def _count(connection: sqlite3.Connection, kept: Clause) -> int:
    sql = f"SELECT count(*) FROM figure f JOIN document d ON d.number = f.document WHERE {kept.sql}"
    (total,) = connection.execute(sql, kept.values).fetchone()
    return int(total)


def _figure_row(row: Row) -> FigureRow:
    sentence, analyser, *rest = row
    figure = read_figure(tuple(rest[: len(FIGURE)]), sentence)
    return FigureRow(figure=figure, row=read_document_row(tuple(rest[len(FIGURE) :])), analyser=analyser)
