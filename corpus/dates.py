"""Periods as stretches of days, so that one can be told to lie inside another."""

from __future__ import annotations

from calendar import monthrange
from functools import lru_cache


@lru_cache(4096)
def day_range(period: str) -> tuple[str, str] | None:
    """The first and last day (as comparable texts) of `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `a..b`; None for others."""
    first, dots, last = period.partition("..")
    start, end = _days(first), _days(last if dots else first)
    return (start[0], end[1]) if start and end else None


def _days(date: str) -> tuple[str, str] | None:
    parts = date.split("-")
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if [len(part) for part in parts] != [4, 2, 2][: len(parts)]:
        return None
    month = int(parts[1]) if len(parts) > 1 else 1
    if not (1 <= month <= 12 and int(parts[0])):
        return None
    if len(parts) == 1:
        return f"{date}-01-01", f"{date}-12-31"
    if len(parts) == 2:
        return f"{date}-01", f"{date}-{monthrange(int(parts[0]), month)[1]}"
    return date, date
