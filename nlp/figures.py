"""Figures as they are written: number, unit, qualifier, place. The component's door to prose and tables."""

from __future__ import annotations

from corpus.model import Issue
from nlp.prose import read_prose
from nlp.reading import Mention, Reading
from nlp.tables import find_in_table


def find_mentions(reading: Reading) -> tuple[list[Mention], list[Issue]]:
    """The figures of a passage in order, and the numbers that cannot be read.

    Offsets are offsets in the passage. A number that is malformed, or longer than any quantity, becomes an issue.
    """
    if reading.passage.kind == "table" and reading.block.cells:
        return find_in_table(reading)
    return read_prose(reading.text, reading.folded)
