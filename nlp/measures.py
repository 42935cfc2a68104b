"""How a figure measures: level, share, change, growth, multiple, per unit; its direction, basis and per."""

from __future__ import annotations

from nlp.reading import Measure, Reading


def assign_measures(reading: Reading) -> list[Measure]:
    """One Measure a mention."""
    return [Measure() for _ in reading.mentions]
