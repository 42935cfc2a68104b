"""Figures of a table: every number cell with its heads, its unit from the cell, the unit column, a head or a note."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from corpus.model import Cell, Issue
from corpus.reference.units import units
from nlp.broken import mend
from nlp.coordinates import coordinate_columns
from nlp.fold import fold
from nlp.found import Found, to_mention
from nlp.grid import (
    AGES,
    BLANKS,
    NUMBER_CELL,
    UNIT_HEADS,
    YEAR_HEAD,
    Grid,
    Measured,
    build_grid,
    column_heads,
    key_columns,
    parse_caption,
    parse_unit,
    row_heads,
    unit_cell,
    unit_of_head,
)  # fmt: skip
from nlp.numerals import CTX, Numeral, last_place, plain
from nlp.prose import back, read_prose
from nlp.rate_columns import rate_columns
from nlp.reading import Mention, Reading
from nlp.table_blocks import cut_blocks

RATE = re.compile(
    r"增长(?![额量数点极])|增速|增幅|比重|占比|(?<!性别)比例|同比|环比|%|±|升降|幅度|构成"
    r"|(?:增长|完成|达标|合格|覆盖|普及|失业|参保|参合|入学|升学|巩固|毛入园|执行|到位|城镇化|城市化|绿化|贡献|资产负债|产销)率"
)
"""Heads of what is in percent though no unit is printed; other rates (出生率, 容积率) may be in ‰ or in nothing."""
SKIPPED_HEAD = re.compile(
    r"(?:序号|编号|.{0,4}代码|.{0,4}编码|年份|年度|年|月份|日期|.{0,4}时间|邮编|邮政编码|(?:联系)?电话|联系方式|文号|备注|页码|行次|栏次|项次|"
    r"序|时期|起止|学号|证号|车次|.{0,4}年限)$"
)
MINUS = frozenset(("-", "−", "－"))
DATED = re.compile(r"(?:19|20)\d\d|[去今本上当]年|\d月|[^个]季度")
CHAPTER = re.compile(r"第[一二三四五六七八九十百\d]+[章节部编篇卷]|附[件录表][一二三四五六七八九十\d]*$|目录$")
GAP = re.compile(r"\t|[ \u3000]{1,}")


@dataclass(slots=True)
class TableMemory:
    """The grids of the document's tables, each built once however many passages a long table makes."""

    tables: dict[int, Table] = field(default_factory=dict)
    last: Grid | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table's cells in reading order with their starts, and its blocks' grids with their first rows, from the top."""

    cells: list[Cell]
    starts: list[int]
    grids: list[Grid]
    firsts: list[int]

    def within(self, start: int, end: int) -> Iterator[Cell]:
        """The cells that lie in a stretch of the document, empty ones left out."""
        for cell in self.cells[bisect_left(self.starts, start) : bisect_right(self.starts, end)]:
            if cell.start < cell.end <= end:
                yield cell

    def grid(self, row: int) -> Grid:
        """The grid of the block that a row is of."""
        return self.grids[max(bisect_right(self.firsts, row) - 1, 0)]


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands at the head of a cell's column and row, and in its row's unit cell."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    unit: str
    rate: bool = False
    """Whether arithmetic shows the column to be one of percentages."""
    places: bool = False
    """Whether the column is one of places on a map."""


def find_in_table(reading: Reading) -> tuple[list[Mention], list[Issue]]:
    """The figures of a table's passage, cell by cell in reading order, and the numbers that cannot be read."""
    return find_in_cells(reading, reading.block.cells, key=reading.block.start)


def find_in_cells(
    reading: Reading, cells: tuple[Cell, ...], *, key: int, lead: str = ""
) -> tuple[list[Mention], list[Issue]]:
    """The same for cells (in the document's offsets) within a passage, `lead` being the text before them there;
    `key` is the table's own."""
    table = _table(reading, cells, key, lead)
    mentions: list[Mention] = []
    issues: list[Issue] = []
    for cell in table.within(reading.passage.start, reading.passage.end):
        grid = table.grid(cell.row)
        value = cell.row >= grid.body or (cell.row, cell.column) in grid.loose
        if value and cell.column != grid.unit_column:
            made, wrong = _read_cell(reading, grid, cell)
            mentions += made
            issues += wrong
    return mentions, issues


def _table(reading: Reading, cells: tuple[Cell, ...], key: int, lead: str) -> Table:
    memory = reading.scene.recall(TableMemory)
    if key not in memory.tables:
        ahead = [lead[-60:], *_passages_before(reading, 3)]
        grids: list[Grid] = []
        for block in cut_blocks(cells, reading.scene.document.text):
            grid = build_grid(block)
            if grids:
                _continue(grid, grids[-1])
            else:
                _complete(grid, ahead, memory.last)
            grid.rates, grid.places = rate_columns(grid), coordinate_columns(grid)
            grid.keys = key_columns(grid)
            grids.append(grid)
            memory.last = grid
        ordered = sorted(cells, key=lambda cell: cell.start)
        starts = [cell.start for cell in ordered]
        memory.tables[key] = Table(ordered, starts, grids or [Grid()], [grid.first for grid in grids] or [0])
    return memory.tables[key]


def _continue(grid: Grid, before: Grid) -> None:
    """Give a block the note of the one before where it repeats that one's heads."""
    columns = range(min(grid.columns, before.columns, 12))
    same = [column_heads(grid, column)[-1:] == column_heads(before, column)[-1:] for column in columns]
    if not grid.notes and same and all(same):
        grid.notes = before.notes


def _complete(grid: Grid, ahead: list[str], before: Grid | None) -> None:
    """Give a grid what stands outside it: a unit note in the texts before, nearest first; the heads it goes on with."""
    if not grid.notes:
        grid.notes = next((notes for text in ahead if (notes := parse_caption(text))), ())
    if grid.body == grid.first:
        line = next((cells for text in ahead if (cells := _head_line(text, grid.columns))), None)
        if line:
            grid.carried = tuple((cell,) for cell in line)
        elif before and before.columns == grid.columns:
            grid.carried = tuple(column_heads(before, column) for column in range(min(grid.columns, 1000)))
            grid.notes = grid.notes or before.notes
        grid.heads.clear()
        grid.unit_column = next((c for c, head in enumerate(grid.carried[:12]) if UNIT_HEADS & set(head)), None)


def _passages_before(reading: Reading, count: int) -> list[str]:
    passages, at = reading.scene.passages, reading.passage.ordinal
    return [fold(passages[i].text) for i in range(at - 1, max(-1, at - 1 - count), -1)]


def _head_line(text: str, columns: int) -> list[str] | None:
    """A line of as many cells as the table has columns, none of them a number: its head, left outside by the layout."""
    if len(text) > 400 or columns < 3:
        return None
    cells = GAP.split(text.strip())
    return cells if len(cells) == columns and not any(NUMBER_CELL.match(cell) for cell in cells) else None


def _read_cell(reading: Reading, grid: Grid, cell: Cell) -> tuple[list[Mention], list[Issue]]:
    text = reading.scene.document.text[cell.start : cell.end]
    folded, shift = fold(text), cell.start - reading.passage.start
    heads = Heads(
        column_heads(grid, cell.column),
        row_heads(grid, cell.row, cell.column),
        unit_cell(grid, cell.row),
        cell.column in grid.rates,
        cell.column in grid.places,
    )
    if _is_skipped(grid, cell, heads.columns) or set(folded) <= BLANKS:
        return [], []
    made, wrong = _read_number(text, folded, heads, grid.notes), list[Issue]()
    if made is None:
        return [], []
    if not made:
        made, wrong = read_prose(text, folded)
    year = (grid.year,) if grid.year and not any(map(DATED.search, (*heads.columns, *heads.rows))) else ()
    row, column = " ".join(heads.rows), " ".join((*year, *([grid.title] if grid.title else ()), *heads.columns))
    placed = [
        m._replace(start=m.start + shift, end=m.end + shift, cell=cell, row_head=row, column_head=column) for m in made
    ]
    return placed, [replace(i, start=(i.start or 0) + shift, end=(i.end or 0) + shift) for i in wrong]


def _read_number(text: str, folded: str, heads: Heads, notes: tuple[Measured, ...]) -> list[Mention] | None:
    """The figure of a cell that is nothing but a number, broken by a tool or not.

    [] where the cell is more than a number, None where the number is a place on a map.
    """
    mended = mend(folded)
    source = mended.text if mended else folded
    number = NUMBER_CELL.match(source.strip())
    if not number:
        return []
    item = _value(number, len(source) - len(source.lstrip()), heads, notes)
    if item.unit is None and (heads.places or _is_page(heads)):
        return None
    return [back(text, mended, to_mention(source, source, item)) if mended else to_mention(text, folded, item)]


def _is_page(heads: Heads) -> bool:
    """Whether a bare number is the page of a chapter in a table of contents."""
    return any(CHAPTER.match(head) for head in heads.rows)


def _is_skipped(grid: Grid, cell: Cell, columns: tuple[str, ...]) -> bool:
    """Whether a cell is a serial number, a code or a year, or its column holds such."""
    if any(SKIPPED_HEAD.match(head) for head in columns):
        return True
    text = grid.texts.get((cell.row, cell.column), "")
    if cell.column in grid.keys and text.isdigit():
        return True
    if cell.column or grid.columns < 2:
        return False
    if YEAR_HEAD.match(text) or any(map(AGES.match, columns)):
        return True
    serial = text.isdigit() and len(text) <= 4
    return serial and (not columns or int(text) == cell.row - grid.body + 1)


def _value(number: re.Match[str], lead: int, heads: Heads, notes: tuple[Measured, ...]) -> Found:
    """The figure of a number cell; `lead` is the white space before it."""
    printed = Decimal(re.sub("[, ]", "", number["number"]))
    measured, confidence = _unit_of_cell(number, heads, notes)
    scale = measured.scale if measured else Decimal(1)
    value = plain(CTX.multiply(printed, scale))
    ulp = CTX.multiply(CTX.scaleb(Decimal(1), int(printed.as_tuple().exponent)), scale)
    numeral = Numeral(end=0, value=value, ulp=ulp, last=CTX.multiply(last_place(printed), scale))
    signed = number["sign"] in MINUS
    return Found(
        start=lead + (number.start("sign") if signed else number.start("number")),
        end=lead + max(number.end("number"), number.end("percent")), numeral=numeral,
        value=CTX.minus(value) if signed or number["sign"] == "下降" else value,
        unit=measured.unit if measured else None,
        name=measured.unit.name if measured else "", dimension=measured.unit.dimension if measured else "other",
        confidence=confidence, derived=True,
    )  # fmt: skip


def _unit_of_cell(number: re.Match[str], heads: Heads, notes: tuple[Measured, ...]) -> tuple[Measured | None, float]:
    """The unit from the cell, the column's heads, the unit column, the row's heads or the note, and how sure it is."""
    if number["percent"]:
        return Measured(Decimal(1), units()[number["percent"]]), 0.99
    for sure, printed in ((0.985, heads.columns), (0.985, (heads.unit,)), (0.98, heads.rows)):
        for head in reversed(printed):
            measured = parse_unit(head) if head is heads.unit else unit_of_head(head, bare=printed is heads.columns)
            if measured:
                return measured, _agreed(measured, sure, notes)
    rate = any(RATE.search(head) for head in (*heads.columns[-1:], *heads.rows[-1:]))
    if heads.rate and not rate:
        return Measured(Decimal(1), units()["%"]), 0.9
    percent = next((note for note in notes if note.unit.dimension == "ratio"), None)
    if rate:
        return percent or Measured(Decimal(1), units()["%"]), 0.95 if percent else 0.9
    plain_note = next((note for note in notes if note.unit.dimension != "ratio"), percent)
    return plain_note, 0.97 if plain_note else 0.6


def _agreed(measured: Measured, sure: float, notes: tuple[Measured, ...]) -> float:
    """How sure a head's unit is beside the table's note: more where both readings agree, less where they tell one
    dimension in two sizes (a head of 元 under a note of 万元)."""
    if measured in notes:
        return 0.99
    return min(sure, 0.97) if any(note.unit.dimension == measured.unit.dimension for note in notes) else sure
