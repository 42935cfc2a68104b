"""Queries that are already understood, and what comes back. No engine's language in them.

Whoever builds a Query has parsed, folded and segmented what the person typed (search_api.parse_query); a backend only
compiles it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from corpus.interval import Interval
from corpus.model import Figure, Metadata, Program, Span

T = TypeVar("T")

FACETS = ("region", "year", "issuer", "kind", "program", "dimension")
"""What documents are counted by, and chosen by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which documents count. Values of one field are alternatives; fields are all required. A region also stands for
    the places below it."""

    region: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    program: tuple[str, ...] = ()
    """Entities that the document names."""
    dimension: tuple[str, ...] = ()
    """Dimensions of which it has a figure."""
    document: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holds:
    """A text stands in one block, white space, punctuation and width aside."""

    phrase: str


@dataclass(frozen=True, slots=True)
class Says:
    """What a document says of itself holds a text, folded; `field` is one of title, number, issuer."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Names:
    """A document names a program whose name holds a text."""

    program: str


@dataclass(frozen=True, slots=True)
class Meets:
    """A document meets filters."""

    filters: Filters


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of some conditions."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of some conditions."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class NotThis:
    """A condition does not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Also:
    """A text that means the same as a part of a query, `said`; with `script` it is the same in the other script, of the
    same length."""

    said: str
    meant: str
    script: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A text search. `text` ranks and is never required, `words` are its segmented words, `also` other texts that mean
    the same as a part of it: they find, and rank less; every one of `phrases` must stand in the document as written,
    white space, punctuation and width aside, and `condition` must hold. Where there is neither, a document must share a
    bigram with the text; without any of them all documents match.

    `sort` is one of relevance, date, -date. With `passages` above 1 a hit has so many places at most. With `explain` a
    hit says what each part of the ranking gave."""

    text: str = ""
    words: tuple[str, ...] = ()
    also: tuple[Also, ...] = ()
    phrases: tuple[str, ...] = ()
    condition: Condition | None = None
    filters: Filters = field(default_factory=Filters)
    sort: str = "relevance"
    passages: int = 1
    explain: bool = False
    limit: int = 10
    cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureQuery:
    """A search for figures. `interval` is in the base unit of `dimension`; a figure matches when its own interval meets
    it. One whose interval has no other end (1万元以上) must have the end it has inside `near`, too: it may be anything
    beyond, and would answer every question. All words of `indicator` must stand in the figure's indicator or its
    sentence, and at least one of them in the indicator. `period` matches the same period or one inside it. `gate` is
    what the figures' indicator keys have before their last part (corpus.fact.gate_of). `program` are entities:
    the figure is of one of them. `sort` is
    one of document, relevance (how many of the words stand in the indicator), value, -value, date, -date."""

    indicator: tuple[str, ...] = ()
    interval: Interval | None = None
    near: Interval | None = None
    dimension: str | None = None
    unit: str | None = None
    region: str | None = None
    period: str | None = None
    gate: str = ""
    program: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    sort: str = "document"
    limit: int = 50
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """A document has a figure that a query finds; its filters, sort, limit and cursor are not read."""

    figures: FigureQuery


Condition = Holds | Says | Names | Meets | Counts | AllOf | AnyOf | NotThis
"""What a document must be like."""


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
class Extract:
    """A place in a document that answers a query. `snippet` holds it, `marks` are places in the snippet; `start` and
    `end` are its place in the reading text, `source` in the decoded file."""

    snippet: str
    marks: tuple[Span, ...]
    start: int
    end: int
    source: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One document that was found, by its best passage. `snippet` holds the hit, `marks` are places in the snippet;
    `start` and `end` are the hit's place in the reading text, `source` in the decoded file. `more` are the next best
    passages. `parts` says what each part of the ranking gave: its name and what it added to the score."""

    score: float
    row: DocumentRow
    snippet: str
    marks: tuple[Span, ...]
    start: int
    end: int
    source: Span
    more: tuple[Extract, ...] = ()
    parts: tuple[tuple[str, float], ...] = ()


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
class NameRow:
    """What a program is called: a surface, of which entity and kind, and how often in how many documents."""

    surface: str
    kind: str
    entity: str
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Some results, how many there are in all, and where the next ones begin (None: no more)."""

    items: tuple[T, ...]
    total: int
    cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Counts of documents by value, most first, for each of FACETS. A region also counts the documents of the places
    below it."""

    region: tuple[tuple[str, int], ...] = ()
    year: tuple[tuple[str, int], ...] = ()
    issuer: tuple[tuple[str, int], ...] = ()
    kind: tuple[tuple[str, int], ...] = ()
    program: tuple[tuple[str, int], ...] = ()
    dimension: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A search that is kept under a name. `body` is what was asked, as a text that the corpus does not look into;
    `seen` are the documents that its last run found, by SEEN bytes of their ids; `run_at` when that was (ISO, UTC)."""

    name: str
    body: str
    seen: frozenset[bytes] = frozenset()
    run_at: str | None = None


SEEN = 8
"""Bytes of a document's id by which a saved search knows it again."""


def seen_key(document: str) -> bytes:
    """A document as `Saved.seen` has it."""
    return bytes.fromhex(document[: 2 * SEEN])


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


def wanted_phrases(query: Query) -> tuple[str, ...]:
    """The texts that a query wants to stand in a document."""
    return tuple(dict.fromkeys((*query.phrases, *_positive(query.condition))))


def wanted_figures(query: Query) -> FigureQuery | None:
    """The first figures that a query wants a document to have."""
    return next(_counted(query.condition), None)


def _counted(condition: Condition | None) -> Iterator[FigureQuery]:
    if isinstance(condition, Counts):
        yield condition.figures
    elif isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from _counted(part)


def _positive(condition: Condition | None) -> Iterator[str]:
    if isinstance(condition, Holds):
        yield condition.phrase
    elif isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from _positive(part)
