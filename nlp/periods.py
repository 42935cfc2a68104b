"""When a figure holds."""

from __future__ import annotations

from nlp.reading import Reading


def assign_periods(reading: Reading) -> list[str | None]:
    """`YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `a..b`, or None a mention."""
    return [None for _ in reading.mentions]
