"""Tables set with spaces: words to columns by where they stand, wrapped cells put together.

Printed columns keep their places only roughly (a tool that reads them off a page counts characters, not widths), so a
row that has all its cells is read in order, and one that lacks some is laid along the columns at the least distance.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median

from corpus.model import Span
from ingest.draft import GridCell
from ingest.layout_wrap import MARKER
from ingest.lines import Line, cells

GAP = re.compile(r"[ \u00a0\u3000]{2,}|\u3000")
SINGLE = re.compile(r"[ \u00a0\u3000]+")
NUMBER = re.compile(r"[\[（(]?[≥≤<>]?[-+－−]?[0-9０-９][0-9０-９,，.．]*[%％‰]?[\]）)]?|[-—–－…―]+|[.…]{2,}")
SPREAD = re.compile(r"(?:[\u3400-\u9fff][ \u3000]{1,8}){1,3}[\u3400-\u9fff](?=[ \u3000]{2,}|$)")
OWN_ROW = re.compile(r"其中|其他|合计|总计|小计|\d")
NO_ROW = re.compile(r"[。\t]")
CAPTION = re.compile(r"(?:附?表|专栏|图)\s*[\d一二三四五六七八九十—-]{1,5}\s")
LONGEST = 400
HEAD_ROWS = 6
APART = 8
"""Cells between a head and the nearest column from which on it has a column of its own."""
MISMATCH = 12
"""Cells by which a number is held further from a column of words, and words from one of numbers."""


@dataclass(frozen=True, slots=True)
class Word:
    """A cell's words on one line: where in the source, and from which to which half-width cell of the line."""

    start: int
    end: int
    left: int
    right: int
    number: bool

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(slots=True)
class _Row:
    """A row in the making: stretches by column. `alone`: it is one stretch of words; `opens`: it says itself that it is
    a row of its own (其中, a number, a code)."""

    places: dict[int, list[Span]]
    numeric: bool
    alone: bool
    opens: bool


def read_words(text: str, line: Line) -> list[Word]:
    """The words of a line that are set apart by two spaces or more, or by one where most of them are numbers; empty
    for a line of prose."""
    if line.end - line.start > LONGEST or NO_ROW.search(text, line.start, line.end) or CAPTION.match(text, line.start):
        return []
    words = _split(text, line, GAP)
    if len(words) < 3:
        finer = split_words(text, line)
        if len(finer) >= 3 and all(word.number for word in finer[1:]):
            return finer
    return words


def split_words(text: str, line: Line) -> list[Word]:
    """All words of a line."""
    return _split(text, line, SINGLE)


def _split(text: str, line: Line, gap: re.Pattern[str]) -> list[Word]:
    words: list[Word] = []
    at = line.start
    while at < line.end:
        spread = SPREAD.match(text, at, line.end) if gap is GAP else None
        border = gap.search(text, spread.end() if spread else at, line.end)
        end = border.start() if border else line.end
        left = line.indent + cells(text[line.start : at])
        shown = text[at:end]
        words.append(Word(at, end, left, left + cells(shown), bool(NUMBER.fullmatch(shown))))
        at = border.end() if border else line.end
    return words


def is_table(rows: list[list[Word]]) -> bool:
    """Whether lines of words are a table: two or more that have several, numbers in two of them or in all."""
    several = [row for row in rows if len(row) > 1]
    numeric = sum(any(word.number for word in row[1:]) for row in several)
    wordy = sum(not any(word.number for word in row) for row in several)
    return len(several) > 1 and numeric > 0 and (numeric > 1 or len(several) == 2) and numeric * 3 >= wordy


def lay_out_rows(text: str, rows: list[list[Word]]) -> list[GridCell]:
    """The cells of a table, row by row, each with its column; a cell that was wrapped over lines is one."""
    columns = _columns(rows)
    head = next((k for k, row in enumerate(rows) if any(word.number for word in row)), 0)
    laid = [_row(text, row, columns, kinds=k >= head) for k, row in enumerate(rows)]
    first = head
    while first and laid[first - 1].alone:
        first -= 1
    body = _unwrap(laid[first:], _fullness(laid[first:]), [column.number for column in columns])
    return _grid([*laid[:first], *body], len(columns))


def _row(text: str, row: list[Word], columns: list[_Column], *, kinds: bool) -> _Row:
    numeric = any(word.number for word in row)
    return _Row(_assign(row, columns, kinds=kinds), numeric, len(row) == 1 and not numeric, begins_row(text, row[0]))


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    right: float
    number: bool


def _columns(rows: list[list[Word]]) -> list[_Column]:
    """The places of the columns, from the rows that have as many words as two rows have."""
    counts = Counter(len(row) for row in rows)
    most = max((n for n in counts if sum(counts[m] for m in counts if m >= n) > 1), default=max(counts))
    whole = [row for row in rows if len(row) == most and any(word.number for word in row)]
    whole = whole or [row for row in rows if len(row) == most]
    columns = [
        _Column(
            median(row[k].left for row in whole),
            median(row[k].right for row in whole),
            sum(row[k].number for row in whole) * 2 > len(whole),
        )
        for k in range(most)
    ]
    return sorted([*columns, *_empty_columns(rows, columns)], key=lambda column: column.left)


def _empty_columns(rows: list[list[Word]], columns: list[_Column]) -> list[_Column]:
    """Columns that have a head and no value in any row: heads that stand by no column with values."""
    head = max(rows[:HEAD_ROWS], key=len)
    if len(head) <= len(columns):
        return []
    return [
        _Column(word.left, word.right, True)
        for word in head
        if min(_place(word, column) for column in columns) > APART and not word.number
    ]


def _assign(row: list[Word], columns: list[_Column], *, kinds: bool) -> dict[int, list[Span]]:
    """Columns of a row's words in order, at the least distance in all; below the heads (`kinds`) numbers keep to the
    columns of numbers."""
    if len(row) >= len(columns):
        return {k: [word.span] for k, word in enumerate(row)}
    costs = [[_distance(word, column, kinds=kinds) for column in columns] for word in row]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), *[(float("inf"), ())] * len(row)]
    for c in range(len(columns)):
        for k in range(min(c + 1, len(row)), 0, -1):
            cost, places = best[k - 1]
            if cost + costs[k - 1][c] < best[k][0]:
                best[k] = (cost + costs[k - 1][c], (*places, c))
    return {column: [word.span] for word, column in zip(row, best[-1][1], strict=True)}


def _distance(word: Word, column: _Column, *, kinds: bool) -> float:
    return _place(word, column) + (MISMATCH if kinds and word.number != column.number else 0)


def _place(word: Word, column: _Column) -> float:
    """Cells between a word and a column, by their left, right or middle, whichever is least."""
    middle = abs(word.left + word.right - column.left - column.right) / 2
    return min(abs(word.left - column.left), abs(word.right - column.right), middle)


def _fullness(rows: list[_Row]) -> dict[int, int]:
    """By column, how many characters its longest cell has on one line: one that is so long may go on below."""
    longest: dict[int, int] = {}
    for row in rows:
        for column, spans in row.places.items():
            longest[column] = max(longest.get(column, 0), spans[0].end - spans[0].start)
    return longest


def _unwrap(rows: list[_Row], longest: dict[int, int], numbers: list[bool]) -> list[_Row]:
    """Rows without the lines that are parts of a cell above or below. Where a cell is set around the middle of its row,
    as many of its lines stand above the row's numbers as below."""
    done: list[_Row] = []
    above: list[_Row] = []
    owed = 0
    for row in rows:
        if row.alone:
            if done and not row.opens and (owed or (not above and _goes_on(done[-1], row, longest))):
                _append(done[-1], row)
                owed = max(0, owed - 1)
            else:
                above.append(row)
            continue
        taken = _taken(above, row, longest, numbers)
        done.extend(above[: len(above) - len(taken)])
        owed = len(taken)
        for part in reversed(taken):
            _prepend(row, part)
        above = []
        done.append(row)
    return [*done, *above]


def _only(row: _Row) -> tuple[int, Span]:
    column, spans = next(iter(row.places.items()))
    return column, spans[0]


def _goes_on(last: _Row, part: _Row, longest: dict[int, int]) -> bool:
    """Whether a lone stretch below a row is the rest of its cell: the cell was as long as its column allows."""
    column, _ = _only(part)
    spans = last.places.get(column)
    return spans is not None and spans[-1].end - spans[-1].start >= longest.get(column, 0) - 2


def _taken(above: list[_Row], row: _Row, longest: dict[int, int], numbers: list[bool]) -> list[_Row]:
    """Which of the lone stretches right above a row of numbers begin a cell of it."""
    if not above or not row.numeric:
        return []
    column, span = _only(above[-1])
    spans = row.places.get(column)
    if (spans is not None and row.opens) or numbers[min(column, len(numbers) - 1)]:
        return []
    short = spans is None or spans[0].end - spans[0].start < span.end - span.start
    long_enough = spans is None or span.end - span.start >= longest.get(column, 0) - 2
    return above[-1:] if short and long_enough else []


def _append(row: _Row, part: _Row) -> None:
    column, span = _only(part)
    row.places.setdefault(column, []).append(span)


def _prepend(row: _Row, part: _Row) -> None:
    column, span = _only(part)
    row.places.setdefault(column, []).insert(0, span)


def _grid(rows: list[_Row], columns: int) -> list[GridCell]:
    """Cells of all rows; a row with one cell of words in the first column is a section's head over all columns."""
    made: list[GridCell] = []
    for r, row in enumerate(rows):
        last = row.places[min(row.places)][0].start
        wide = max([columns, *(c + 1 for c in row.places)])
        for c in range(wide):
            spans = tuple(row.places.get(c, ()))
            made.append(GridCell(spans or (Span(last, last),), r, c))
            last = spans[-1].end if spans else last
    return made


def begins_row(text: str, word: Word) -> bool:
    """Whether a lone stretch says itself that it is a row: 其中, a number, a code."""
    return bool(MARKER.match(text, word.start) or OWN_ROW.match(text, word.start))
