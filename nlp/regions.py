"""Which place a figure is about."""

from __future__ import annotations

from nlp.reading import Reading


def assign_regions(reading: Reading) -> list[str | None]:
    """A full name of the gazetteer, 全国, a place as written, or None a mention."""
    return [None for _ in reading.mentions]
