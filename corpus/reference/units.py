"""Units and classifiers: dimension, base and factor, from units.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files

from corpus.model import DIMENSIONS

COLUMNS = "printed\tname\tdimension\tbase\tfactor"
EXACT = Context(prec=60)
"""Wide enough that no printed quantity is cut; a market foot (1/3 米) is rounded at the sixtieth digit."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed and what it means: 1 `printed` = `factor` `base`."""

    printed: str
    name: str
    dimension: str
    base: str
    factor: Fraction
    written: str
    """The factor as the table writes it."""

    def to_base(self, value: Decimal) -> Decimal:
        """A value in this unit, in its base unit."""
        if self.written == "1":
            return value
        above, below = _scale(self.written)
        if above != 1:
            value = EXACT.multiply(value, above)
        return value if below == 1 else EXACT.divide(value, below)


@cache
def _scale(factor: str) -> tuple[Decimal, Decimal]:
    """A factor as a decimal, over what is left of its denominator when the decimal would not end."""
    exact = Fraction(factor)
    left = exact.denominator
    for prime in (2, 5):
        while left % prime == 0:
            left //= prime
    return EXACT.divide(Decimal(exact.numerator * left), Decimal(exact.denominator)), Decimal(left)


def parse_units(text: str) -> dict[str, Unit]:
    """The table's rows by printed form; ValueError names a row that is not sound."""
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    if not rows or rows[0] != COLUMNS:
        raise ValueError(f"units.tsv must begin with the columns {COLUMNS!r}")
    units: dict[str, Unit] = {}
    for row in rows[1:]:
        unit = _parse_row(row)
        if unit.printed in units:
            raise ValueError(f"units.tsv names {unit.printed!r} twice")
        units[unit.printed] = unit
    return units


def _parse_row(row: str) -> Unit:
    cells = row.split("\t")
    if len(cells) != 5 or not all(cells):
        raise ValueError(f"units.tsv: five columns expected in {row!r}")
    printed, name, dimension, base, factor = cells
    if dimension not in DIMENSIONS:
        raise ValueError(f"units.tsv: {dimension!r} of {printed!r} is no dimension")
    if Fraction(factor) <= 0:
        raise ValueError(f"units.tsv: the factor of {printed!r} must be positive")
    return Unit(printed, name, dimension, base, Fraction(factor), factor)


@cache
def units() -> dict[str, Unit]:
    """All units by printed form, read once."""
    return parse_units(files("corpus.reference").joinpath("units.tsv").read_text("utf-8"))


@cache
def units_by_name() -> dict[str, Unit]:
    """Units by recorded name: what a figure's `unit` field points to."""
    named: dict[str, Unit] = {}
    for unit in units().values():
        if unit.name not in named or unit.printed == unit.name:
            named[unit.name] = unit
    return named
