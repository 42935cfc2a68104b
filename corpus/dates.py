"""Periods as stretches of days, so that one can be told to lie inside another."""

from __future__ import annotations


def day_range(period: str) -> tuple[str, str] | None:
    """The first and last day (as comparable texts) of `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `a..b`; None for others."""
    first, dots, last = period.partition("..")
    start, end = _days(first), _days(last if dots else first)
    return (start[0], end[1]) if start and end else None


def _days(date: str) -> tuple[str, str] | None:
    parts = date.split("-")
    if not (1 <= len(parts) <= 3 and all(part.isascii() and part.isdigit() for part in parts)):
        return None
    if [len(part) for part in parts] != [4, 2, 2][: len(parts)]:
        return None
    # day 00 and 99 bound a month, month 00 and 99 a year: no calendar is needed to compare
    return "-".join([*parts, "00", "00"][:3]), "-".join([*parts, "99", "99"][:3])
