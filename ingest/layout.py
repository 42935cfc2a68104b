"""Lines to title, headings, paragraphs, tables and notes, every character traced to its source.

The order of work: page furniture out, tables apart, lines joined to paragraphs, kinds told, the reading text written.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Block, SourceMap, Span
from ingest.draft import Draft, GridCell, Item
from ingest.layout_furniture import find_furniture
from ingest.layout_kinds import tell_kinds
from ingest.layout_paragraphs import find_paragraphs
from ingest.layout_tables import find_tables
from ingest.layout_text import write_items

ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff\x1a]")


@dataclass(frozen=True, slots=True)
class Layout:
    """The reading text, its blocks, its map to the source, and what was left out: (reason, characters)."""

    text: str
    blocks: tuple[Block, ...]
    source_map: SourceMap
    dropped: tuple[tuple[str, int], ...]


def lay_out(draft: Draft) -> Layout:
    """Repair a draft's layout. Pure; linear in the text."""
    dropped = Counter(draft.dropped)
    furniture = find_furniture(draft.text, draft.lines)
    for reason, characters in furniture.values():
        dropped[reason] += characters
    dropped["invisible"] += _invisible(draft)
    shown = [i for i, line in enumerate(draft.lines) if not line.blank and i not in furniture]
    tables = find_tables(draft.text, draft.lines, shown, dropped)
    items = _items(draft, shown, tables)
    items = tell_kinds(draft.text, items, dropped)
    text, blocks, source_map = write_items(draft.text, items, dropped)
    return Layout(text, blocks, source_map, tuple(sorted((+dropped).items())))


def _invisible(draft: Draft) -> int:
    """Zero-width characters on the margins of lines."""
    if not ZERO_WIDTH.search(draft.text):
        return 0
    margins = (draft.text[line.begin : line.start] + draft.text[line.end : line.stop] for line in draft.lines)
    return sum(len(ZERO_WIDTH.findall(margin)) for margin in margins)


def _grid_item(grid: list[GridCell]) -> Item:
    """The table of a format that states its tables itself."""
    whole = Span(grid[0].parts[0].start, grid[-1].parts[-1].end)
    return Item([whole], whole.end, kind="table", cells=grid)


def _items(draft: Draft, shown: list[int], tables: dict[int, tuple[Item, int]]) -> list[Item]:
    """Paragraphs and tables in the order in which they stand; a table ends the paragraph before it."""
    in_table = {i for first, (_, last) in tables.items() for i in range(first, last + 1)}
    usable = [i for i in shown if i not in in_table]
    barriers = {i for before, i in pairwise([-1, *shown]) if before in in_table and i not in in_table}
    items = [_grid_item(grid) for grid in draft.grids]
    items += [item for item, _ in tables.values()]
    items += find_paragraphs(draft.text, draft.lines, usable, barriers)
    return sorted(items, key=lambda item: item.parts[0].start)
