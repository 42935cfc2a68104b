"""Exact decimals as strings that sort as the numbers do, so that an engine compares them without floating point.

A key is a sign, the exponent, the digits and a side. The side says whether the point itself is meant, or a place just
below or just above it: an open bound. So two intervals meet exactly when `low_key(a) <= high_key(b)` and
`low_key(b) <= high_key(a)`, as strings.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from corpus.interval import Interval

LOWEST = ""
"""Sorts before every key: a low end without bound."""
HIGHEST = "~"
"""Sorts after every key: a high end without bound."""

BIAS = 5_000_000
NINES = str.maketrans("0123456789", "9876543210")
# a side's mark must sort before all digits where more digits mean a greater number, after them where a smaller one
RISING = {-1: "!", 0: "$", 1: "+"}
FALLING = {-1: ":", 0: ";", 1: "<"}


@lru_cache(1 << 12)
def order_key(value: Decimal, side: int = 0) -> str:
    """The key of a finite decimal; `side` is -1 for just below it, 1 for just above."""
    if not value:
        return "1" + RISING[side]
    text = str(value).partition("E")[0].replace(".", "").lstrip("-0").rstrip("0")
    scale = str(value.adjusted() + 1 + BIAS).zfill(7)
    if value < 0:
        return "0" + (scale + text).translate(NINES) + FALLING[side]
    return "2" + scale + text + RISING[side]


def low_key(interval: Interval) -> str:
    """The key of an interval's low end."""
    return LOWEST if interval.lo is None else order_key(interval.lo, 1 if interval.lo_open else 0)


def high_key(interval: Interval) -> str:
    """The key of an interval's high end."""
    return HIGHEST if interval.hi is None else order_key(interval.hi, -1 if interval.hi_open else 0)


def middle_key(interval: Interval) -> str:
    """The key of an interval's middle, or of its only end: what figures are sorted by."""
    ends = [end for end in (interval.lo, interval.hi) if end is not None]
    return order_key(sum(ends, Decimal(0)) / len(ends)) if ends else LOWEST
