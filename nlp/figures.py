"""Figures as they are written: number, unit, qualifier, place."""

from __future__ import annotations

from corpus.model import Issue
from nlp.reading import Mention, Reading


def find_mentions(reading: Reading) -> tuple[list[Mention], list[Issue]]:
    """The figures of a passage in order, and the numbers that cannot be read."""
    return [], []
