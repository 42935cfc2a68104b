"""A table as a grid: where its values begin, what heads a column and a row, which unit a head prints."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from corpus.model import Cell
from corpus.reference.units import Unit, units
from nlp.quantity import scale_of
from nlp.units import find_unit

NUMBER_CELL = re.compile(
    r"[\[［(（$]?[ ]?(?P<bound>[≥≤<>＞＜约近超]|不低于|不超过|不少于|低于|高于)?[ ]?"
    r"(?P<sign>[-+−－]|下降|增长)?[ ]?"
    r"(?P<number>\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)[ ]?(?P<percent>%|‰)?[ ]?"
    r"(?:左右|上下|(?:及|或)?以[内上下])?[\]］)）$]?(?:[*①-⑳]|\[\d\])?$"
)
BRACKETED = re.compile(r"[（(\[]([^（）()\[\]]{1,16})[）)\]]")
TAIL = re.compile(r"[一-鿿A-Za-z）)][_：:，,、/／ ]([^_：:，,、 ]{1,10})$")
"""A unit behind a mark at a head's end: 人口数_万人, 产值/亿元."""
NOTE = re.compile(r"(?:计量)?单位[ ]?[：:][ ]?[（(]?([^，。；\s）)]{1,16})")
MAGNITUDE = re.compile(r"[十百千万亿]+")
YEAR_HEAD = re.compile(r"^(?:19|20)\d\d[ ]?年?度?$")
INDICATOR = re.compile(r"(?:统计)?指标(?:名称)?[：:](?P<what>.{2,40})$")
TITLE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d年(?:\d{1,2}(?:[-—–至~]\d{1,2})?月)?")
AGES = re.compile(r"年龄|岁数|周岁")
YEARS = re.compile(r"(?:年份|年度|年|时间|时期|日期|year)$", re.IGNORECASE)
"""Heads of a column of years."""
DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:[-/](?P<month>0?[1-9]|1[0-2])(?:[-/](?P<day>0?[1-9]|[12]\d|3[01]))?)?"
    r"(?:[ T]?0?0:00(?::00)?)?$"
)
UNIT_HEADS = frozenset(("单位", "计量单位", "数量单位"))
BLANKS = frozenset("-—–―…./、－ ")
HEAD_ROWS = 12
LABEL_COLUMNS = 12
MERGED = 16
"""Columns that a head cell reaches over which lost its width."""
LEAST_KEYS = 5
LOOKED_AT = 40
"""Rows of values looked at for what a column holds."""
WIDEST = 1000
PLACES = 500_000
"""Places beyond which a merged cell is no longer followed."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A unit with its magnitude: 万元 is 元 by 10,000."""

    scale: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True)
class TableBlock:
    """One block: its cells with their folded texts, its first row and its first row of values; `loose` are the places
    among its heads that hold a value."""

    cells: list[tuple[Cell, str]]
    first: int = 0
    body: int = 0
    loose: frozenset[tuple[int, int]] = frozenset()


@dataclass(slots=True)
class Grid:
    """The cells of a table's block by row and column, a merged cell in each of its places; texts are folded, white
    space gone.

    `first` is the block's first row, `body` the first that holds values; `carried` are the heads of a table before
    that this one goes on; `loose` are the places among the heads that hold a value.
    """

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    first: int = 0
    body: int = 0
    loose: frozenset[tuple[int, int]] = frozenset()
    unit_column: int | None = None
    notes: tuple[Measured, ...] = ()
    carried: tuple[tuple[str, ...], ...] = ()
    heads: dict[int, tuple[str, ...]] = field(default_factory=dict)
    rates: frozenset[int] = frozenset()
    """Columns that arithmetic shows to print percentages."""
    places: frozenset[int] = frozenset()
    """Columns of coordinates, as far as nothing gives them a unit."""
    title: str = ""
    """What 指标： names above the heads."""
    year: str = ""
    """The one year that the block's titles and first heads tell."""
    keys: frozenset[int] = frozenset()
    """Columns whose numbers only name their rows, counting up by one: ages, serial numbers."""
    starts: dict[int, int] = field(default_factory=dict)
    """Where the table begins that a column is of, where empty columns part tables side by side; filled as asked."""


def build_grid(block: TableBlock) -> Grid:
    """The cells of a block placed, merged ones at most over a thousand places each way."""
    grid = Grid(first=block.first, body=block.body, loose=block.loose)
    for cell, folded in block.cells:
        crowded = len(grid.texts) > PLACES
        for row in range(cell.row, cell.row + (1 if crowded else min(cell.rows, 1000))):
            for column in range(cell.column, cell.column + (1 if crowded else min(cell.columns, 1000))):
                grid.texts[row, column] = folded
        grid.rows, grid.columns = max(grid.rows, cell.row + cell.rows), max(grid.columns, cell.column + cell.columns)
    above = [(cell.row, text) for cell, text in block.cells if cell.row < max(grid.body, grid.first + 1)]
    grid.notes = next((found for _, text in above if (found := parse_note(text))), ()) or _of_captions(above)
    grid.year = _titled_year(block)
    grid.title = next((named["what"] for _, text in above if (named := INDICATOR.match(text))), "")
    grid.unit_column = next((c for c in range(min(grid.columns, LABEL_COLUMNS)) if _holds_units(grid, c)), None)
    return grid


def _of_captions(above: list[tuple[int, str]]) -> tuple[Measured, ...]:
    """The unit of a line above the heads that is one cell alone: 指标：生产总值(亿元)."""
    filled = Counter(row for row, text in above if text)
    alone = (text for row, text in above if text and filled[row] == 1)
    return next((found for text in alone if (found := parse_caption(text))), ())


def _holds_units(grid: Grid, column: int) -> bool:
    """Whether a column is headed 单位 and, where it is the first one, prints units and no names of rows."""
    if not UNIT_HEADS & set(column_heads(grid, column)):
        return False
    below = (grid.texts.get((row, column), "") for row in range(grid.body, min(grid.rows, grid.body + LOOKED_AT)))
    return column > 0 or any(map(parse_unit, below))


def _titled_year(block: TableBlock) -> str:
    """The year of a block's title, 2013年 or 2013年1—6月, where it has one; a title stands first in its row."""
    if block.body == block.first:
        return ""
    titles = [text for cell, text in block.cells if cell.row < block.body and not cell.column and len(text) < 60]
    years = {found[0] for title in titles for found in TITLE_YEAR.finditer(title)}
    return years.pop() if len(years) == 1 else ""


def key_columns(grid: Grid) -> frozenset[int]:
    """The columns of five numbers and more that go up by one from row to row: from 0 or 1, or ages."""
    return frozenset(column for column in range(min(grid.columns, WIDEST)) if _counts_up(grid, column))


def _counts_up(grid: Grid, column: int) -> bool:
    texts = (grid.texts.get((row, column), "") for row in range(grid.body, min(grid.rows, grid.body + LOOKED_AT)))
    numbers = [int(text) for text in texts if text.isdigit() and len(text) < 4]
    if len(numbers) < LEAST_KEYS or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return False
    return numbers[0] < 2 or any(map(AGES.match, column_heads(grid, column)))


def is_numbering(texts: list[str]) -> bool:
    """A row of column numbers 1, 2, 3 …"""
    numbers = [text for text in texts if text.isdigit()]
    if len(numbers) < 3 or len(numbers[0]) > 1 or numbers[0] > "2":
        return False
    return numbers == [str(int(numbers[0]) + i) for i in range(len(numbers))]


def parse_note(text: str) -> tuple[Measured, ...]:
    """The units of a note, as 单位：万元 or 单位：亿元、%; empty where there is none."""
    for found in NOTE.finditer(text):
        parts = re.split(r"[、,/](?![一-鿿]*[人年月日])", found[1])
        measured = tuple(unit for part in parts if (unit := parse_unit(part)))
        if measured:
            return measured
    return ()


def parse_caption(text: str) -> tuple[Measured, ...]:
    """The units of a passage before a table: its note, or what a short caption has in brackets (生产总值(亿元))."""
    notes = parse_note(text[-200:])
    if notes or len(text) > 60:
        return notes
    return tuple(measured for part in BRACKETED.findall(text) if (measured := parse_unit(part)))


def parse_unit(text: str) -> Measured | None:
    """万元, 亿千瓦时, %, 个百分点, 吨标煤/万元 as a whole, or None."""
    text = text.strip(" ：:")
    found = MAGNITUDE.match(text)
    for at in range(found.end() if found else 0, -1, -1):
        hit = find_unit(text, at) if at < len(text) else None
        if hit and (hit.end == len(text) or text[hit.end] in "/／"):
            return Measured(scale_of(text[:at]), hit.unit)
    return None


def unit_of_head(head: str, *, bare: bool = True) -> Measured | None:
    """The unit that a head prints: 产值（万元）, 增长%; and, where `bare` allows it, a head that is one: 万人."""
    for part in reversed(BRACKETED.findall(head)):
        measured = parse_unit(part.removeprefix("单位").strip("：:"))
        if measured:
            return measured
    if head.endswith(("%", "‰")):
        return Measured(Decimal(1), units()[head[-1]])
    tail = TAIL.search(head)
    if tail and (measured := parse_unit(tail[1])):
        return measured
    notes = parse_note(head)
    whole = parse_unit(head) if bare and not notes and len(head) <= 5 else None
    return notes[0] if notes else whole if whole and _is_measure(whole.unit) else None


def _is_measure(unit: Unit) -> bool:
    """Whether a head that is nothing but a unit means it: 公里 and 万元 do, 城市 and 人口 are what is measured."""
    return unit.printed == unit.name and unit.dimension != "count"


def column_heads(grid: Grid, column: int) -> tuple[str, ...]:
    """The head cells above a column, from the top, a merged one once; else those of the table it goes on."""
    if column not in grid.heads:
        above = _above(grid, column)
        heads = tuple(dict.fromkeys(_in_words(text) for text in above if text and not NOTE.match(text)))
        carried = grid.carried[column] if not heads and column < len(grid.carried) else ()
        grid.heads[column] = heads or carried
    return grid.heads[column]


def _in_words(text: str) -> str:
    """A year, month or day in digits as it is written in words: 2010-05 is 2010年5月."""
    date = DATE.match(text)
    if date is None:
        return text
    day = f"{int(date['day'])}日" if date["day"] else ""
    return f"{date['year']}年{int(date['month'])}月{day}" if date["month"] else f"{date['year']}年"


def _above(grid: Grid, column: int) -> list[str]:
    """The texts of the head rows over a column. An empty place over a head goes on with the text to its left, as a
    merged cell does that lost its width; not with the first column's, nor with a title alone in its row."""
    rows = range(grid.first, min(grid.body, grid.first + HEAD_ROWS))
    texts = [grid.texts.get((row, column), "") if (row, column) not in grid.loose else "" for row in rows]
    last = max((k for k, text in enumerate(texts) if text), default=0)
    for k in range(last if column > 1 else 0):
        if not texts[k]:
            texts[k] = _reaching(grid, rows[k], column)
    return texts


def _reaching(grid: Grid, row: int, column: int) -> str:
    """The text to the left whose merged cell may reach a place of a head row: as far as those before it, where two of
    these are of one width."""
    left = [place for place in range(column - 1, max(0, column - 3 * MERGED), -1) if grid.texts.get((row, place))][:3]
    if not left or column - left[0] > MERGED:
        return ""
    alike = len(left) == 3 and left[0] - left[1] == left[1] - left[2]
    return "" if alike and column - left[0] >= left[0] - left[1] else grid.texts[row, left[0]]


def row_heads(grid: Grid, row: int, column: int) -> tuple[str, ...]:
    """The label cells to the left of a cell; serial numbers, values and the unit's column left out."""
    start = _start(grid, column)
    places = (place for place in range(start, min(column, start + LABEL_COLUMNS)) if place != grid.unit_column)
    if (row, column) in grid.loose:
        places = (place for place in range(column - 1, column))
    left = ((place, grid.texts.get((row, place), "")) for place in places)
    labels = (_year(grid, place, text) if NUMBER_CELL.match(text) else _in_words(text) for place, text in left if text)
    found = tuple(dict.fromkeys(text for text in labels if text and not set(text) <= BLANKS))
    return tuple(text for text in found if not is_quantity(text)) or found if len(found) > 1 else found


def is_quantity(text: str) -> bool:
    """Whether a cell is a number with its unit (200元/月), which is a value and no label."""
    rest = text.lstrip("0123456789.,")
    return text[0].isdigit() and not YEAR_HEAD.match(text) and (not rest or parse_unit(rest) is not None)


def _year(grid: Grid, column: int, text: str) -> str:
    """A bare year that is its row's label, with 年; empty for another number."""
    if len(text) != 4 or not YEAR_HEAD.match(text):
        return ""
    heads = column_heads(grid, column)
    return f"{text}年" if any(map(YEARS.match, heads)) or (not heads and column == 0) else ""


def _start(grid: Grid, column: int) -> int:
    """The column where the table begins that a cell stands in: the first, or one of labels behind an empty column."""
    if not grid.starts:
        grid.starts.update(_starts(grid))
    return grid.starts.get(column, 0)


def _starts(grid: Grid) -> dict[int, int]:
    rows = range(grid.first, min(grid.rows, grid.body + LOOKED_AT))
    starts, start = {0: 0}, 0
    for column in range(1, min(grid.columns, WIDEST)):
        texts = [text for row in rows if (text := grid.texts.get((row, column), ""))]
        values = [text for text in texts if NUMBER_CELL.match(text)]
        before = grid.texts.keys() & {(row, column - 1) for row in rows if grid.texts.get((row, column - 1))}
        if texts and not values and not before and len(set(texts)) > 1:
            start = column
        starts[column] = start
    return starts


def unit_cell(grid: Grid, row: int) -> str:
    """The text of the row's cell in the column headed 单位, or empty."""
    return "" if grid.unit_column is None else grid.texts.get((row, grid.unit_column), "")
