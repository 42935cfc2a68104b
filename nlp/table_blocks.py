"""A sheet cut into its blocks: each with the titles, notes and heads that stand over its values.

A spreadsheet often holds several tables below one another. The next begins where rows without numbers head columns
that hold numbers below them, and either something sets them apart (a blank row, a title, a note) or they look like
heads: they print units or years, repeat a head above, or begin as heads do (指标, 地区).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.model import Cell
from nlp.fold import fold
from nlp.grid import BLANKS, NUMBER_CELL, YEAR_HEAD, TableBlock, is_numbering, is_quantity, unit_of_head

KEYS = re.compile(
    r"(?:序号|编号|指标|指标名称|项目|项目名称|名称|科目|预算科目|地区|区域|县区|县市区|市县|乡镇|单位|部门|行业|产业|产品|品种|类别|分类|种类|年份|年度|年龄|年龄组"
    r"|月份|时间|时期|日期|季度|学校|城市|省份|省市|国家|国别|街道|镇街|企业|收入|支出)(?:[（(].{0,6}[）)])?$"
)
AFTERWORD = re.compile(r"(?:注|备注|说明|数据来源|资料来源|来源)[：:\d]")
NO_VALUE = re.compile(
    r"(?:[待未]定|[待未][^率量数]{1,2}|不详|无|暂无|没有|未知|保密|完成|已完成|达标|未?达到|持平|缺失?|不变|NA|N/A|nan|null)$"
)
SECTION = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|其中")
LONGEST_HEAD = 40
LOOKED_BELOW = 3
MOST_HEADS = 3
LEAST_YEARS = 3
LEAST_MIXED = 3
"""Labels over numbers that a row has at least which is a head though it holds a value beside."""


@dataclass(slots=True)
class _Row:
    """A row's cells with text; the columns of its values; whether a blank line stands before it."""

    number: int
    cells: list[tuple[Cell, str]] = field(default_factory=list)
    filled: list[tuple[Cell, str]] = field(default_factory=list)
    values: frozenset[int] = frozenset()
    mixed: bool = False
    spaced: bool = False

    @property
    def labels(self) -> list[tuple[Cell, str]]:
        """The cells of words and years; the first column's left out, which label rows, and words for no value."""
        cells = ((c, text) for c, text in self.filled if c.column and c.column not in self.values)
        return [(c, text) for c, text in cells if not set(text) <= BLANKS and not NO_VALUE.match(text)]


def cut_blocks(cells: Sequence[Cell], text: str) -> list[TableBlock]:
    """The blocks of a table in order, one at least where it has cells; `text` is the document's."""
    rows = _rows(cells, text)
    tops, bodies, top = [0], list[int](), 0
    for k, row in enumerate(rows):
        if not row.values or row.mixed:
            continue
        if not bodies:
            bodies.append(k)
        elif top < k and (begins := _begins(rows, top, k)) is not None:
            tops, bodies = [*tops, begins], [*bodies, k]
        top = k + 1
    if not rows:
        return []
    ends, bodies = [*tops[1:], len(rows)], bodies or [_below_words(rows)]
    return [_block(rows[a:b], rows[body].number) for a, b, body in zip(tops, ends, bodies, strict=True)]


def _below_words(rows: list[_Row]) -> int:
    """The first row of a table without bare numbers that has a number with its unit, right below heads of words."""
    for k, row in enumerate(rows[: MOST_HEADS + 1]):
        if any(is_quantity(words) for _, words in row.filled):
            return k
        if any(any(map(str.isdigit, words)) for _, words in row.filled):
            break
    return 0


def _block(rows: list[_Row], body: int) -> TableBlock:
    loose = frozenset((row.number, column) for row in rows if row.mixed and row.number < body for column in row.values)
    return TableBlock([cell for row in rows for cell in row.cells], rows[0].number, body, loose)


def _rows(cells: Sequence[Cell], text: str) -> list[_Row]:
    """The rows in order; a number that is a year, or one of a row that numbers the columns, is no value."""
    found: dict[int, _Row] = {}
    for cell in cells:
        row = found.setdefault(cell.row, _Row(cell.row))
        whole = text[cell.start : cell.end]
        row.cells.append((cell, "".join(fold(whole).replace("$", "").split()) if whole else ""))
    rows = [found[number] for number in sorted(found)]
    for row in rows:
        row.filled = [(cell, words) for cell, words in row.cells if words]
        numbers = (cell.column for cell, words in row.filled if NUMBER_CELL.match(words) and not YEAR_HEAD.match(words))
        row.values = frozenset() if is_numbering([words for _, words in row.filled]) else frozenset(numbers)
    for above, row in pairwise(rows):
        between = text[above.cells[-1][0].end : row.cells[0][0].start]
        row.spaced = between.isspace() and between.count("\n") > 1
    for k in range(len(rows) - 1, -1, -1):
        rows[k].mixed = _is_mixed(rows, k)
    return rows


def _is_mixed(rows: list[_Row], k: int) -> bool:
    """Whether a row of heads has a value or two beside them, as where another table stands to its right."""
    row = rows[k]
    labels = row.labels if row.values and len(row.filled) > LEAST_MIXED else []
    over = _over(labels, _below(rows, k + 1)) if 4 * len(row.values) <= len(labels) else []
    return len(over) >= LEAST_MIXED and len(set(over)) > 1 and 2 * len(over) > len(labels)


def _below(rows: list[_Row], k: int) -> set[int]:
    """The columns with values in the rows of values from the k-th on."""
    return {column for row in rows[k : k + LOOKED_BELOW] if not row.mixed for column in row.values}


def _over(labels: list[tuple[Cell, str]], below: set[int]) -> list[str]:
    """The labels that stand over values."""
    return [
        words
        for cell, words in labels
        if len(words) <= LONGEST_HEAD
        and (cell.column in below or any(cell.column < column < cell.column + cell.columns for column in below))
    ]


def _begins(rows: list[_Row], top: int, body: int) -> int | None:
    """The row where a block begins whose values begin at `body`, after rows without values from `top` on; None where
    these are of the block before."""
    below, apart = _below(rows, body), False
    for k in range(top, body):
        row = rows[k]
        apart = apart or row.spaced or not row.filled or (len(row.filled) < 2 and not SECTION.match(row.filled[0][1]))
        labels = row.labels
        over = _over(labels, below)
        if over and (apart or len(set(over)) > 1):
            like = _like_heads(row, over, rows[0])
            several = len(over) > 1 and (apart or sum(len(other.filled) > 1 for other in rows[top:body]) > 1)
            if (like and (apart or several or 2 * len(over) >= len(labels))) or (several and len(over) == len(labels)):
                return _after_notes(rows, top, k)
    return None


def _after_notes(rows: list[_Row], top: int, k: int) -> int:
    """The first row that is no note under the block before."""
    while top < k and (not rows[top].filled or AFTERWORD.match(rows[top].filled[0][1])):
        top += 1
    return top


def _like_heads(row: _Row, over: list[str], first: _Row) -> bool:
    if any(KEYS.match(words) for _, words in row.filled[:2]) or [words for _, words in row.filled] == [
        words for _, words in first.filled
    ]:
        return True
    return _are_years([words for words in over if YEAR_HEAD.match(words)]) or any(map(unit_of_head, over))


def _are_years(years: list[str]) -> bool:
    """Whether several years go up or down by one step."""
    numbers = [int(year[:4]) for year in years]
    return len(numbers) >= LEAST_YEARS and len({b - a for a, b in pairwise(numbers)}) == 1
