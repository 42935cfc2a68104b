"""Figures as they are written: number, unit, qualifier, place. The component's door to prose and tables."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Cell, Issue
from nlp.markup_tables import MarkupTable, markup_tables
from nlp.prose import read_prose
from nlp.reading import Mention, Reading
from nlp.tables import find_in_cells, find_in_table


def find_mentions(reading: Reading) -> tuple[list[Mention], list[Issue]]:
    """The figures of a passage in order, and the numbers that cannot be read.

    Offsets are offsets in the passage. A number that is malformed, or longer than any quantity, becomes an issue.
    """
    if reading.passage.kind == "table" and reading.block.cells:
        return find_in_table(reading)
    if reading.plain:
        return read_prose(reading.text, reading.folded, plain=True)
    tables = markup_tables(reading.folded)
    return _around_tables(reading, tables) if tables else read_prose(reading.text, reading.folded)


def _around_tables(reading: Reading, tables: list[MarkupTable]) -> tuple[list[Mention], list[Issue]]:
    """Prose with HTML tables in it: the tables cell by cell, what is around them as prose."""
    text, folded, shift = reading.text, reading.folded, reading.passage.start
    for table in tables:
        blank = "\n" * (table.end - table.start)
        text, folded = (part[: table.start] + blank + part[table.end :] for part in (text, folded))
    mentions, issues = read_prose(text, folded)
    for table in tables:
        cells = tuple(_moved(cell, shift) for cell in table.cells)
        made, wrong = find_in_cells(reading, cells, key=table.start + shift, lead=reading.folded[: table.start])
        mentions, issues = mentions + made, issues + wrong
    return sorted(mentions, key=lambda mention: mention.start), sorted(issues, key=lambda issue: issue.start or 0)


def _moved(cell: Cell, shift: int) -> Cell:
    return replace(cell, start=cell.start + shift, end=cell.end + shift)
