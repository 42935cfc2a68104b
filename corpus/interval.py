"""A printed number as an exact decimal interval in its base unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal

from corpus.frozen import swift


@swift
@dataclass(frozen=True, slots=True)
class Interval:
    """A set of decimals between two ends; None is an end that is not bounded."""

    lo: Decimal | None
    hi: Decimal | None
    lo_open: bool = False
    hi_open: bool = False

    def meets(self, other: Interval) -> bool:
        """Whether the two share a point."""
        return _reaches(self.lo, self.lo_open, other.hi, other.hi_open) and _reaches(
            other.lo, other.lo_open, self.hi, self.hi_open
        )

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies in it."""
        return self.meets(Interval(value, value))


def _reaches(lo: Decimal | None, lo_open: bool, hi: Decimal | None, hi_open: bool) -> bool:
    if lo is None or hi is None:
        return True
    return lo < hi if lo_open or hi_open else lo <= hi


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A number as it stands on the page, in its own unit.

    `ulp` is one unit of the last printed place under its multiplier (1.97亿: 1000000); `last` one unit of the last
    printed digit that is not zero (6800万: 1000000). `countable` says that whole numbers are exact (15734人).
    `inside` marks 余, 多 or 来 within the number.
    """

    value: Decimal
    value_max: Decimal | None = None
    ulp: Decimal = Decimal(1)
    last: Decimal = Decimal(1)
    qualifier: str = "exact"
    countable: bool = False
    inside: bool = False
    near: bool = False
    """Whether 近, 将近 or 接近 stands before: up to the value, not around it."""


EXACT = Context(prec=60)
ONE = Decimal(1)
HALF = Decimal("0.5")
TWENTIETH = Decimal("0.05")
TENTH = Decimal("0.1")


def printed_interval(number: Printed) -> Interval:
    """The decimals that a printed number may stand for, in its own unit (the project's checks, §1).

    以上 and 以内 include the number, 超过 and 不足 do not (Civil Code, article 1259).
    """
    value, upper = number.value, number.value_max
    if upper is not None:
        return Interval(value, upper)
    match number.qualifier:
        case "at_least":
            return Interval(value, None)
        case "at_most":
            return Interval(None, value)
        case "less_than":
            return Interval(None, value, hi_open=True)
        case "more_than":
            return Interval(value, EXACT.add(value, number.last), hi_open=True) if number.inside else _above(value)
        case "approx":
            return _around(number)
    return exact_interval(value, number.ulp, countable=number.countable)


def exact_interval(value: Decimal, ulp: Decimal, *, countable: bool) -> Interval:
    """A number with no word that bounds it: half a unit of its last place to each side; a whole count is itself."""
    if countable and ulp <= ONE:
        return Interval(value, value)
    half = EXACT.multiply(ulp, HALF)
    return Interval(EXACT.subtract(value, half), EXACT.add(value, half))


def _above(value: Decimal) -> Interval:
    return Interval(value, None, lo_open=True)


def _within(value: Decimal, slack: Decimal) -> Interval:
    return Interval(EXACT.subtract(value, slack), EXACT.add(value, slack))


def _around(number: Printed) -> Interval:
    value = number.value
    if number.near:
        below = min(number.last, EXACT.multiply(abs(value), TENTH)) if value else number.ulp
        return Interval(EXACT.subtract(value, below), value, hi_open=True)
    return _within(value, max(EXACT.multiply(abs(value), TWENTIETH), number.ulp * HALF))
