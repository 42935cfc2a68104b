"""A table as a grid: where its values begin, what heads a column and a row, which unit a head prints."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from corpus.model import Cell
from corpus.reference.units import Unit, units
from nlp.fold import fold
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
UNIT_HEADS = frozenset(("单位", "计量单位", "数量单位"))
BLANKS = frozenset("-—–―…./、－ ")
HEAD_ROWS = 12
LABEL_COLUMNS = 12
PLACES = 500_000
"""Places beyond which a merged cell is no longer followed."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A unit with its magnitude: 万元 is 元 by 10,000."""

    scale: Decimal
    unit: Unit


@dataclass(slots=True)
class Grid:
    """The cells of a table by row and column, a merged cell in each of its places; texts are folded, white space gone.

    `body` is the first row that holds values; `carried` are the heads of a table before that this one goes on.
    """

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    body: int = 0
    unit_column: int | None = None
    notes: tuple[Measured, ...] = ()
    carried: tuple[tuple[str, ...], ...] = ()
    heads: dict[int, tuple[str, ...]] = field(default_factory=dict)
    rates: frozenset[int] = frozenset()
    """Columns that arithmetic shows to print percentages."""
    places: bool = False
    """Whether the numbers are coordinates, as far as nothing gives them a unit."""


def build_grid(cells: tuple[Cell, ...], text: str) -> Grid:
    """Cells placed, merged ones at most over a thousand places each way, and the head rows told from the body."""
    grid = Grid()
    wide: list[tuple[int, str]] = []
    for cell in cells:
        folded = "".join(fold(text[cell.start : cell.end]).replace("$", "").split()) if cell.end > cell.start else ""
        crowded = len(grid.texts) > PLACES
        for row in range(cell.row, cell.row + (1 if crowded else min(cell.rows, 1000))):
            for column in range(cell.column, cell.column + (1 if crowded else min(cell.columns, 1000))):
                grid.texts[row, column] = folded
        grid.rows, grid.columns = max(grid.rows, cell.row + cell.rows), max(grid.columns, cell.column + cell.columns)
        wide.append((cell.row, folded))
    grid.body = _first_body_row(wide)
    above = [(row, text) for row, text in wide if row < max(grid.body, 1)]
    grid.notes = next((found for _, text in above if (found := parse_note(text))), ()) or _of_captions(above)
    grid.unit_column = next(
        (c for c in range(min(grid.columns, LABEL_COLUMNS)) if UNIT_HEADS & set(column_heads(grid, c))), None
    )
    return grid


def _of_captions(above: list[tuple[int, str]]) -> tuple[Measured, ...]:
    """The unit of a line above the heads that is one cell alone: 指标：生产总值(亿元)."""
    filled = Counter(row for row, text in above if text)
    alone = (text for row, text in above if text and filled[row] == 1)
    return next((found for text in alone if (found := parse_caption(text))), ())


def _first_body_row(cells: list[tuple[int, str]]) -> int:
    """The first row with a number that is no year and numbers no columns; a table without such a row is all body."""
    rows: dict[int, list[str]] = {}
    for row, text in cells:
        rows.setdefault(row, []).append(text)
    for row in sorted(rows):
        numbers = [text for text in rows[row] if NUMBER_CELL.match(text) and not YEAR_HEAD.match(text)]
        if numbers and not _is_numbering(rows[row]):
            return row
    return 0


def _is_numbering(texts: list[str]) -> bool:
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
        above = [grid.texts.get((row, column), "") for row in range(min(grid.body, HEAD_ROWS))]
        heads = tuple(dict.fromkeys(text for text in above if text and not NOTE.match(text)))
        carried = grid.carried[column] if not heads and column < len(grid.carried) else ()
        grid.heads[column] = heads or carried
    return grid.heads[column]


def row_heads(grid: Grid, row: int, column: int) -> tuple[str, ...]:
    """The label cells to the left of a cell; serial numbers, values and the unit's column left out."""
    places = (place for place in range(min(column, LABEL_COLUMNS)) if place != grid.unit_column)
    left = (grid.texts.get((row, place), "") for place in places)
    return tuple(
        dict.fromkeys(text for text in left if text and not NUMBER_CELL.match(text) and not set(text) <= BLANKS)
    )


def unit_cell(grid: Grid, row: int) -> str:
    """The text of the row's cell in the column headed 单位, or empty."""
    return "" if grid.unit_column is None else grid.texts.get((row, grid.unit_column), "")
