"""Figures of a table: every number cell with its heads, its unit from the cell, a head, a unit column or a note."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from corpus.model import Cell, Issue
from corpus.reference.units import Unit, units
from nlp.fold import fold
from nlp.found import Found, to_mention
from nlp.numerals import CTX, Numeral, last_place, plain, power_of
from nlp.prose import read_prose
from nlp.reading import Mention, Reading
from nlp.units import find_unit

NUMBER_CELL = re.compile(
    r"(?P<sign>[-+−－]|下降|增长)?[ ]?(?P<number>\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)[ ]?(?P<percent>%|‰)?(?P<mark>[*①-⑳]|\[\d\])?$"
)
BRACKETED = re.compile(r"[（(\[]([^（）()\[\]]{1,14})[）)\]]")
NOTE = re.compile(r"(?:计量)?单位[ ]?[：:]?[ ]?[（(]?([^，。；\s）)]{1,16})")
MAGNITUDE = re.compile(r"[十百千万亿]+(?![分])")
RATE = re.compile(r"增长|增速|增幅|比重|占比|比例|同比|环比|%|±|升降|完成率|率$|幅度|构成")
SKIPPED_HEAD = re.compile(
    r"^(?:序号|编号|代码|编码|行政区划代码|年份|年度|年|月份|日期|时间|邮编|邮政编码|电话|联系电话|联系方式|文号|备注|页码|行次|栏次|项次|序|时期|起止|学号|证号|车次|科目编码)"
)
YEAR_HEAD = re.compile(r"^(?:19|20)\d\d[ ]?年?度?$")
BLANKS = frozenset("-—–―…./、－ ")


@dataclass(frozen=True, slots=True)
class Measured:
    """A unit with its magnitude: 万元 is 元 by 10,000."""

    scale: Decimal
    unit: Unit


@dataclass(slots=True)
class Grid:
    """The cells of a table by row and column, a merged cell standing in each of its places; texts are folded."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    body: int = 0
    """The first row that holds values."""


def find_in_table(reading: Reading) -> tuple[list[Mention], list[Issue]]:
    """The figures of a table's passage, cell by cell in reading order, and the numbers that cannot be read."""
    grid = reading.scene.recall(GridMemory).grid(reading)
    note = reading.scene.recall(GridMemory).note(reading, grid)
    mentions: list[Mention] = []
    issues: list[Issue] = []
    first, last = reading.passage.start, reading.passage.end
    for cell in sorted(reading.block.cells, key=lambda cell: cell.start):
        if first <= cell.start and cell.end <= last and cell.end > cell.start:
            _read_cell(reading, grid, cell, note, mentions, issues)
    return mentions, issues


class GridMemory:
    """The grids of the document's tables, each built once however many passages a long table makes."""

    def __init__(self) -> None:
        self._grids: dict[int, Grid] = {}
        self._notes: dict[int, Measured | None] = {}

    def grid(self, reading: Reading) -> Grid:
        block = reading.passage.block
        if block not in self._grids:
            self._grids[block] = build_grid(reading.block.cells, reading.scene.document.text)
        return self._grids[block]

    def note(self, reading: Reading, grid: Grid) -> Measured | None:
        block = reading.passage.block
        if block not in self._notes:
            self._notes[block] = _find_note(reading, grid)
        return self._notes[block]


def build_grid(cells: tuple[Cell, ...], text: str) -> Grid:
    """Cells placed, merged ones at most over a thousand places each, and the head rows told from the body."""
    grid = Grid()
    for cell in cells:
        folded = re.sub(r"\s+", "", fold(text[cell.start : cell.end])) if cell.end > cell.start else ""
        for row in range(cell.row, cell.row + min(cell.rows, 1000)):
            for column in range(cell.column, cell.column + min(cell.columns, 1000)):
                grid.cells[row, column], grid.texts[row, column] = cell, folded
        grid.rows, grid.columns = max(grid.rows, cell.row + cell.rows), max(grid.columns, cell.column + cell.columns)
    grid.body = _first_body_row(grid)
    return grid


def _first_body_row(grid: Grid) -> int:
    """The first row with a number that is no year; a table without such a row is all body."""
    rows: dict[int, list[str]] = {}
    for (row, _column), text in grid.texts.items():
        rows.setdefault(row, []).append(text)
    for row in sorted(rows):
        if any(NUMBER_CELL.match(text) and not YEAR_HEAD.match(text) for text in rows[row]) and not _is_numbering(
            rows[row]
        ):
            return row
    return 0


def _is_numbering(texts: list[str]) -> bool:
    """A row of column numbers 1, 2, 3 …"""
    numbers = [text for text in texts if text.isdigit()]
    return (
        len(numbers) >= 3
        and numbers == [str(int(numbers[0]) + i) for i in range(len(numbers))]
        and int(numbers[0]) <= 2
    )


def _find_note(reading: Reading, grid: Grid) -> Measured | None:
    """单位：万元 in the table's head rows, or in the two passages before it or the one after."""
    heads = [text for (row, _), text in grid.texts.items() if row < max(grid.body, 1)]
    passages, at = reading.scene.passages, reading.passage.ordinal
    near = [passages[i].text[-200:] for i in (at - 1, at - 2) if 0 <= i < len(passages)]
    for text in (*heads, *map(fold, near)):
        found = NOTE.search(text)
        measured = parse_unit(found[1]) if found else None
        if measured:
            return measured
    return None


def parse_unit(text: str) -> Measured | None:
    """万元, 亿千瓦时, %, 个百分点 as a whole, or None."""
    text = text.strip(" ：:").removeprefix("单位").strip("：: ")
    found = MAGNITUDE.match(text)
    at = found.end() if found else 0
    while True:
        hit = find_unit(text, at) if at < len(text) else None
        if hit and hit.end == len(text):
            return Measured(power_of(text[:at]) if at else Decimal(1), hit.unit)
        if at == 0:
            return None
        at -= 1


def unit_of_head(head: str) -> Measured | None:
    """The unit a head prints: 产值（万元）, 增长%, 面积(亩), 万人."""
    for part in reversed(BRACKETED.findall(head)):
        measured = parse_unit(part)
        if measured:
            return measured
    if head.endswith(("%", "‰")):
        return Measured(Decimal(1), units()[head[-1]])
    note = NOTE.search(head)
    return parse_unit(note[1]) if note else parse_unit(head) if len(head) <= 4 else None


def column_heads(grid: Grid, column: int) -> list[str]:
    """The head cells above a column, from the top, a merged one once."""
    heads: list[str] = []
    for row in range(min(grid.body, 12)):
        text = grid.texts.get((row, column), "")
        if text and text not in heads and not NOTE.match(text):
            heads.append(text)
    return heads


def row_heads(grid: Grid, row: int, column: int) -> list[str]:
    """The label cells to the left of a cell, serial numbers and values left out."""
    heads: list[str] = []
    for place in range(min(column, 12)):
        text = grid.texts.get((row, place), "")
        if text and text not in heads and not NUMBER_CELL.match(text) and not set(text) <= BLANKS:
            heads.append(text)
    return heads


def _read_cell(
    reading: Reading, grid: Grid, cell: Cell, note: Measured | None, mentions: list[Mention], issues: list[Issue]
) -> None:
    text = reading.scene.document.text[cell.start : cell.end]
    folded = fold(text)
    shift = cell.start - reading.passage.start
    lead = len(folded) - len(folded.lstrip())
    columns, rows = column_heads(grid, cell.column), row_heads(grid, cell.row, cell.column)
    if cell.row < grid.body or _is_skipped(columns, cell, grid):
        return
    number = NUMBER_CELL.match(folded.strip())
    if number:
        found = [_value(number, lead, columns, rows, _unit_cell(grid, cell.row), note)]
        made = [to_mention(text, folded, item) for item in found]
    else:
        made, wrong = read_prose(text, folded)
        issues.extend(replace(issue, start=(issue.start or 0) + shift, end=(issue.end or 0) + shift) for issue in wrong)
    heads = {"cell": cell, "row_head": " ".join(rows), "column_head": " ".join(columns)}
    mentions.extend(replace(m, start=m.start + shift, end=m.end + shift, **heads) for m in made)  # type: ignore[arg-type]


def _is_skipped(columns: list[str], cell: Cell, grid: Grid) -> bool:
    """Whether a column holds serial numbers, codes or years; so does a first column of 1, 2, 3 beside labels."""
    if any(SKIPPED_HEAD.match(head) for head in columns):
        return True
    text = grid.texts.get((cell.row, cell.column), "")
    if cell.column == 0 and (YEAR_HEAD.match(text) or (not columns and text.isdigit() and grid.columns > 1)):
        return True
    return (
        cell.column == 0
        and text.isdigit()
        and len(text) <= 3
        and int(text) == cell.row - grid.body + 1
        and grid.columns > 1
    )


def _unit_cell(grid: Grid, row: int) -> str:
    """The text of the row's cell in a column headed 单位, or empty."""
    for column in range(min(grid.columns, 12)):
        if any(head in ("单位", "计量单位") for head in column_heads(grid, column)):
            return grid.texts.get((row, column), "")
    return ""


def _value(
    number: re.Match[str], lead: int, columns: list[str], rows: list[str], unit_cell: str, note: Measured | None
) -> Found:
    printed = Decimal(re.sub("[, ]", "", number["number"]))
    measured, confidence = _cell_unit(number, columns, rows, unit_cell, note)
    scale = measured.scale if measured else Decimal(1)
    value = plain(CTX.multiply(printed, scale))
    ulp = CTX.multiply(CTX.scaleb(Decimal(1), int(printed.as_tuple().exponent)), scale)
    numeral = Numeral(end=0, value=value, ulp=ulp, last=CTX.multiply(last_place(printed), scale))
    minus = (number["sign"] or "") in ("-", "−", "－", "下降") and bool(number["sign"])
    start = lead + (number.start() if number["sign"] in ("-", "−", "－") else number.start("number"))
    end = lead + (number.end("percent") if number["percent"] else number.end("number"))
    return Found(
        start=start, end=end, numeral=numeral, value=CTX.minus(value) if minus else value, unit=measured.unit if measured else None,
        name=measured.unit.name if measured else "", dimension=measured.unit.dimension if measured else "other", confidence=confidence, derived=True,
    )  # fmt: skip


def _cell_unit(
    number: re.Match[str], columns: list[str], rows: list[str], unit_cell: str, note: Measured | None
) -> tuple[Measured | None, float]:
    """The unit from the cell, the unit column, the column's heads, the row's heads, the note, in that order."""
    if number["percent"]:
        return Measured(Decimal(1), units()[number["percent"]]), 0.99
    if unit_cell and (measured := parse_unit(unit_cell)) and not any(RATE.search(head) for head in columns):
        return measured, 0.97
    for heads in (reversed(columns), reversed(rows)):
        for head in heads:
            measured = unit_of_head(head)
            if measured:
                return measured, 0.96
    if any(RATE.search(head) for head in (*columns[-1:], *rows[-1:])) and (
        note is None or note.unit.dimension != "ratio"
    ):
        return Measured(Decimal(1), units()["%"]), 0.8
    return note, 0.93 if note else 0.6
