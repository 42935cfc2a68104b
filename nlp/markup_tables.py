"""Tables that stand in running text as HTML, as tools that read pages of papers write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Cell

OPEN = re.compile(r"<table\b[^>]{0,200}>", re.IGNORECASE)
CLOSE = re.compile(r"</table>", re.IGNORECASE)
PART = re.compile(r"<(?P<row>tr)\b[^>]{0,200}>|<t[dh]\b(?P<marks>[^>]{0,200})>(?P<text>[^<]*)", re.IGNORECASE)
SPAN = re.compile(r"(?P<way>row|col)span\s*=\s*[\"']?(?P<count>\d{1,2})", re.IGNORECASE)


PLACES = 200_000
"""Places of a table beyond which a span is not followed: no page prints so many."""


@dataclass(frozen=True, slots=True)
class MarkupTable:
    """A table's stretch of the text, and its cells; offsets in the text it was found in."""

    start: int
    end: int
    cells: tuple[Cell, ...]


def markup_tables(text: str) -> list[MarkupTable]:
    """The HTML tables of a text, in order; a table that is not closed is none."""
    found: list[MarkupTable] = []
    at = 0
    while (opened := OPEN.search(text, at)) and (closed := CLOSE.search(text, opened.end())):
        found.append(MarkupTable(opened.start(), closed.end(), _cells(text, opened.end(), closed.start())))
        at = closed.end()
    return found


def _cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    """The cells of one table in reading order, each at the first place of its row that no span from above covers."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    row, column = -1, 0
    for part in PART.finditer(text, start, end):
        if part["row"]:
            row, column = row + 1, 0
            continue
        while (row, column) in taken:
            column += 1
        spans = {found["way"].lower(): max(1, int(found["count"])) for found in SPAN.finditer(part["marks"])}
        rows, columns = spans.get("row", 1), spans.get("col", 1)
        if len(taken) > PLACES:
            rows = columns = 1
        cells.append(Cell(max(row, 0), column, part.start("text"), part.end("text"), rows, columns))
        taken.update((row + r, column + c) for r in range(rows) for c in range(columns))
        column += columns
    return tuple(cells)
