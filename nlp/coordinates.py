"""Columns of places on a map: longitude and latitude, or the metres of a grid. Such numbers count nothing."""

from __future__ import annotations

import re

from nlp.grid import LOOKED_AT, NUMBER_CELL, Grid, column_heads

HEADS = re.compile(r"经度|纬度|坐标|东经|北纬|拐点|^[XxYy]$|longitude|latitude|^lng$|^lon$|^lat$", re.IGNORECASE)
FINE = 3
"""Decimals that a coordinate is printed with at least."""
LONGITUDES, LATITUDES = (73, 136), (3, 54)
"""Degrees that China reaches over."""
WIDEST = 200


def coordinate_columns(grid: Grid) -> frozenset[int]:
    """The columns headed as coordinates, and those of fine longitudes beside fine latitudes."""
    columns = range(min(grid.columns, WIDEST))
    headed = {column for column in columns if any(map(HEADS.search, column_heads(grid, column)))}
    ranges = {column: _range(grid, column) for column in columns if column not in headed}
    pairs = (
        (left, left + 1) for left in columns if {ranges.get(left), ranges.get(left + 1)} == {LONGITUDES, LATITUDES}
    )
    return frozenset(headed.union(*pairs))


def _range(grid: Grid, column: int) -> tuple[int, int] | None:
    """Longitudes or latitudes, where all numbers of a column lie there and most are printed fine."""
    texts = (grid.texts.get((row, column), "") for row in range(grid.body, min(grid.rows, grid.body + LOOKED_AT)))
    numbers = [
        found["number"].replace(" ", "").replace(",", "") for text in texts if (found := NUMBER_CELL.match(text))
    ]
    if 3 * sum(len(number.partition(".")[2]) >= FINE for number in numbers) < max(2 * len(numbers), 3):
        return None
    for least, most in (LONGITUDES, LATITUDES):
        if all(least <= float(number) <= most for number in numbers):
            return least, most
    return None
