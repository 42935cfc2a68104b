"""Queries that are already understood, and what comes back. No engine's language in them.

Whoever builds a Query has parsed, folded and segmented what the person typed (search_api.parse_query); a backend only
compiles it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from corpus.interval import Interval
from corpus.model import Figure, Metadata, Program, Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which documents count. Values of one field are alternatives; fields are all required. A region also stands for
    the places below it."""

    region: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    document: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A text search. `text` ranks and is never required, `words` are its segmented words; every one of `phrases` must
    stand in the document as written, white space, punctuation and width aside. Without either, all documents match."""

    text: str = ""
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    limit: int = 10
    cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureQuery:
    """A search for figures. `interval` is in the base unit of `dimension`; a figure matches when its own interval meets
    it. One whose interval has no other end (1万元以上) must have the end it has inside `near`, too: it may be anything
    beyond, and would answer every question. All words of `indicator` must stand in the figure's indicator or its
    sentence, and at least one of them in the indicator. `period` matches the same period or one inside it. `sort` is
    one of document, value, -value, date, -date."""

    indicator: tuple[str, ...] = ()
    interval: Interval | None = None
    near: Interval | None = None
    dimension: str | None = None
    unit: str | None = None
    region: str | None = None
    period: str | None = None
    filters: Filters = field(default_factory=Filters)
    sort: str = "document"
    limit: int = 50
    cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document as a list shows it. `path` is where it stands now, as it was given to ingest."""

    document: str
    path: str
    metadata: Metadata
    figures: int = 0
    programs: int = 0
    characters: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One document that was found, by its best passage. `snippet` holds the hit, `marks` are places in the snippet;
    `start` and `end` are the hit's place in the reading text, `source` in the decoded file."""

    score: float
    row: DocumentRow
    snippet: str
    marks: tuple[Span, ...]
    start: int
    end: int
    source: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure with the document it stands in."""

    figure: Figure
    row: DocumentRow
    analyser: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramRow:
    """An entity: its name, kind, how many mentions in how many documents, and one mention to open."""

    entity: str
    kind: str
    mentions: int
    documents: int
    example: Program
    row: DocumentRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Some results, how many there are in all, and where the next ones begin (None: no more)."""

    items: tuple[T, ...]
    total: int
    cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Counts of documents by value, most first, for each of region, year, issuer, kind."""

    region: tuple[tuple[str, int], ...] = ()
    year: tuple[tuple[str, int], ...] = ()
    issuer: tuple[tuple[str, int], ...] = ()
    kind: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a corpus holds and what made it. `url` holds no secret."""

    url: str
    schema: int
    analyser: str | None
    documents: int
    passages: int
    figures: int
    programs: int
    issues: int
    bytes: int
