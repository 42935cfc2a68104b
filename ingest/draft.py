"""What a reader hands to layout, and what layout builds up: places in the source, not yet a reading text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from corpus.model import Span
from ingest.lines import Line


@dataclass(frozen=True, slots=True)
class GridCell:
    """A table cell: its stretches of the source in reading order (one, empty, where the cell is), and its place in the
    grid."""

    parts: tuple[Span, ...]
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as its reader found it: the decoded text and its lines. `grids` are tables that the format itself states
    (the records of a CSV file), each as a list of cells row by row; `dropped` counts markup the reader left out."""

    text: str
    encoding: str
    lines: list[Line]
    grids: list[list[GridCell]] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Item:
    """A block in the making. `parts` are source stretches in reading order; `stop` is the place of the line break after
    the last. `gap` says that a blank line stands before it; `exact` that its lines were cut blindly at so many
    characters, so that a space of the text may stand on their margins. A table has `cells` in place of parts."""

    parts: list[Span]
    stop: int
    gap: bool = False
    kind: str = ""
    level: int = 0
    placed: bool = True
    spaced: bool = False
    cells: list[GridCell] = field(default_factory=list)
    wrapped: bool = False
    exact: bool = False

    def text(self, source: str) -> str:
        """The stretches put together without a space: to judge by, not to show."""
        return "".join(source[part.start : part.end] for part in self.parts)
