"""Tables in text: cells set apart by tabs, by pipes, or by runs of spaces that line up over several lines.

A note of the unit (单位：万元) above a table is a note block of its own right before it, not a row.
"""

from __future__ import annotations

import re
from collections import Counter

from corpus.model import Span
from ingest.draft import GridCell, Item
from ingest.layout_wrap import MARKER
from ingest.lines import MARGIN, Line

Row = list[Span]
PIPE = re.compile(r"\|")
PIPE_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?\|?")
TAB = re.compile(r"\t")
SPACES = re.compile(r"[ \u3000\u00a0]{2,}|\u3000")
SINGLE = re.compile(r"[ \u00a0\u3000]+")
NUMBER = re.compile(r"[-+－−]?[0-9０-９][0-9０-９,，.．]*[%％‰]?|[-—–－…]+|[（(]?[-+]?[\d.]+[）)]?")
FIELD = re.compile(r"[^\t]{1,12}[:：]")
LONGEST = 400
"""Characters: a line longer than this is no row of a space-aligned table."""


def find_tables(text: str, lines: list[Line], shown: list[int], dropped: Counter[str]) -> dict[int, tuple[Item, int]]:
    """By the index of its first line, a table and the index of its last line. `shown` are the lines that are neither
    blank nor furniture."""
    tables: dict[int, tuple[Item, int]] = {}
    k = 0
    while k < len(shown):
        rows, ends = _rows(text, lines, shown, k)
        if len(rows) > 1:
            last = shown[ends - 1]
            tables[shown[k]] = (_table(rows, lines[last].stop), last)
            _count_markup(text, lines, shown[k:ends], dropped)
            k = ends
        else:
            k += 1
    return tables


def _rows(text: str, lines: list[Line], shown: list[int], k: int) -> tuple[list[Row], int]:
    """Rows of the table that begins at shown[k], and where in `shown` it ends; no rows when none begins there."""
    for read in (_piped, _tabbed, _spaced):
        rows, ends = read(text, lines, shown, k)
        if len(rows) > 1:
            return rows, ends
    return [], k


def split(text: str, start: int, end: int, border: re.Pattern[str]) -> Row:
    """The stretches between borders, without margins; empty ones keep their place."""
    row: Row = []
    at = start
    for match in border.finditer(text, start, end):
        row.append(_trim(text, at, match.start()))
        at = match.end()
    row.append(_trim(text, at, end))
    return row


def _trim(text: str, start: int, end: int) -> Span:
    whole = text[start:end]
    bare = whole.strip(MARGIN)
    if not bare:
        return Span(start, start)
    lead = len(whole) - len(whole.lstrip(MARGIN))
    return Span(start + lead, start + lead + len(bare))


def _piped(text: str, lines: list[Line], shown: list[int], k: int) -> tuple[list[Row], int]:
    rows: list[Row] = []
    while k < len(shown):
        line = lines[shown[k]]
        whole = text[line.start : line.end]
        if not whole.startswith("|") or whole.count("|") < 2:
            break
        if not PIPE_RULE.fullmatch(whole):
            end = line.end - 1 if whole.endswith("|") else line.end
            rows.append(split(text, line.start + 1, end, PIPE))
        k += 1
    return rows, k


def _tabbed(text: str, lines: list[Line], shown: list[int], k: int) -> tuple[list[Row], int]:
    """Rows with tabs, blank lines between them or not. A line without a tab right below a row is of its last cell."""
    rows: list[Row] = []
    spaced = k + 1 < len(shown) and shown[k + 1] > shown[k] + 1
    while k < len(shown):
        line = lines[shown[k]]
        if "\t" in text[line.start : line.end]:
            row = split(text, line.start, line.end, TAB)
            if _fields(text, row):
                break
            rows.append(row)
        elif rows and spaced and shown[k] == shown[k - 1] + 1 and not MARKER.match(text, line.start):
            rows[-1] = [*rows[-1][:-1], *_continued(rows[-1][-1], line)]
        else:
            break
        k += 1
    return rows, k


def _continued(cell: Span, line: Line) -> Row:
    """A wrapped cell: its first line as it was, the next line as one stretch with it."""
    return [Span(cell.start, line.end)]


def _fields(text: str, row: Row) -> bool:
    """Whether a row is a name: value line (发文机关：<tab>国务院) and no row of a table."""
    return bool(FIELD.fullmatch(text[row[0].start : row[0].end]))


def _spaced(text: str, lines: list[Line], shown: list[int], k: int) -> tuple[list[Row], int]:
    """Rows of which at least two, one below the other, have the same number of cells, half of these numbers."""
    rows: list[Row] = []
    numeric = 0
    first = k
    while k < len(shown) and (k == first or shown[k] == shown[k - 1] + 1):
        line = lines[shown[k]]
        row = _spaced_row(text, line)
        if row is None or (len(rows) > 1 and len(row) != len(rows[-1])):
            break
        numeric += _numeric(text, row)
        rows.append(row)
        k += 1
    if rows and len(rows[0]) != len(rows[-1]) and len(rows) == 2:
        return [], first
    return (rows, k) if numeric >= 2 or (numeric and len(rows) == 2) else ([], first)


def _spaced_row(text: str, line: Line) -> Row | None:
    whole = text[line.start : line.end]
    if len(whole) > LONGEST or "。" in whole or (" " not in whole and "\u3000" not in whole):
        return None
    row = split(text, line.start, line.end, SPACES)
    if len(row) < 3:
        finer = split(text, line.start, line.end, SINGLE)
        row = finer if len(finer) >= 3 and _numeric(text, finer) else row
    return row if len(row) >= 2 else None


def _numeric(text: str, row: Row) -> bool:
    """Whether all cells of a row but the first are numbers, blanks or dashes."""
    return all(NUMBER.fullmatch(text[cell.start : cell.end]) for cell in row[1:])


def _table(rows: list[Row], stop: int) -> Item:
    cells = [GridCell(c.start, c.end, r, k) for r, row in enumerate(rows) for k, c in enumerate(row)]
    cells = _merge_heads(cells, [len(row) for row in rows])
    return Item([Span(cells[0].start, cells[-1].end)], stop, kind="table", cells=cells)


def _merge_heads(cells: list[GridCell], widths: list[int]) -> list[GridCell]:
    """A head of two rows: the last cell of the first spans the cells of the second, the others stand over both."""
    if len(widths) < 3:
        return cells
    full = Counter(widths[2:]).most_common(1)[0][0]
    above, below = widths[0], widths[1]
    if above >= full or above - 1 + below != full:
        return cells
    return [
        GridCell(c.start, c.end, 0, c.column, 1 if c.column == above - 1 else 2, below if c.column == above - 1 else 1)
        if c.row == 0
        else GridCell(c.start, c.end, 1, c.column + above - 1)
        if c.row == 1
        else c
        for c in cells
    ]


def _count_markup(text: str, lines: list[Line], rows: list[int], dropped: Counter[str]) -> None:
    """Pipes and the rules below heads are no text."""
    for i in rows:
        whole = text[lines[i].start : lines[i].end]
        if whole.startswith("|"):
            ruled = bool(PIPE_RULE.fullmatch(whole))
            dropped["markup"] += len("".join(whole.split())) if ruled else whole.count("|")
