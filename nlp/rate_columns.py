"""Columns of a table that print rates without saying so: their values are other columns' quotients in percent.

A head may be lost or cut by the layout; arithmetic is not: of 预算数, 决算数 and a third column, the third is the
second in percent of the first, or its growth, when it is so in row after row.
"""

from __future__ import annotations

import re
from itertools import permutations

from nlp.grid import NUMBER_CELL, Grid

ROWS = 40
COLUMNS = 10
TOLERANCE = 0.06
"""Half a unit of the first decimal and a little: rates are printed with one or two."""
Row = dict[int, float]


def rate_columns(grid: Grid) -> frozenset[int]:
    """The columns whose decimals follow from two others, in at least two rows and nine of ten, or look like it."""
    rows = [row for r in range(grid.body, min(grid.rows, grid.body + ROWS)) if (row := _numbers(grid, r))]
    columns = sorted({column for row in rows for column in row})
    decimal = {column for column in columns if _decimal(grid, column)}
    tied = {column for column in decimal if _follows(rows, column, columns)}
    return frozenset(tied | _styled(rows, columns, decimal) if tied or grid.notes else tied)


def _numbers(grid: Grid, row: int) -> Row:
    numbers: Row = {}
    for column in range(min(grid.columns, COLUMNS)):
        found = NUMBER_CELL.match(grid.texts.get((row, column), ""))
        if found:
            value = float(re.sub("[, ]", "", found["number"]))
            numbers[column] = -value if found["sign"] in ("-", "−", "－", "下降") else value
    return numbers


def _decimal(grid: Grid, column: int) -> bool:
    """Whether at least half of a column's numbers are printed with decimals."""
    texts = [grid.texts.get((row, column), "") for row in range(grid.body, min(grid.rows, grid.body + ROWS))]
    numbers = [text for text in texts if NUMBER_CELL.match(text)]
    return 2 * sum("." in text for text in numbers) >= max(1, len(numbers))


def _styled(rows: list[Row], columns: list[int], decimal: set[int]) -> set[int]:
    """Columns of small decimals among columns of large whole amounts, in a table of at least three rows."""
    whole = [column for column in columns if column not in decimal]
    large = [column for column in whole if sum(abs(row.get(column, 0)) >= 1000 for row in rows) >= 2]
    if len(rows) < 3 or not large:
        return set()
    return {column for column in decimal if all(abs(row.get(column, 0)) < 1000 for row in rows)}


def _follows(rows: list[Row], column: int, columns: list[int]) -> bool:
    others = [other for other in columns if other != column]
    return any(_ties(rows, column, part, whole) for part, whole in permutations(others, 2))


def _ties(rows: list[Row], column: int, part: int, whole: int) -> bool:
    for less in (0.0, 1.0):
        tied = seen = 0
        for row in rows:
            if column in row and part in row and row.get(whole) and abs(row[whole]) >= 10:
                seen += 1
                tied += abs(row[column] - 100 * (row[part] / row[whole] - less)) <= TOLERANCE
        if tied >= 2 and tied >= 0.9 * seen:
            return True
    return False
