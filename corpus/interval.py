"""A printed number as an exact decimal interval in its base unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


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
