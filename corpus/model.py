"""The nouns. One definition each, frozen; verbs live elsewhere.

Offsets are Unicode code points, 0-based, half-open. "Reading text" is the repaired text of a document
(`Document.text`); "source" is the decoded file, without newline translation, a byte order mark not counted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from corpus.frozen import swift
from corpus.interval import Interval

BLOCK_KINDS = ("title", "heading", "paragraph", "table", "note")
DIMENSIONS = (
    "money", "people", "person_times", "households", "count", "times", "ratio", "mass", "area", "length", "volume",
    "energy", "power", "temperature", "duration", "age", "livestock", "other",
)  # fmt: skip
QUALIFIERS = ("exact", "approx", "more_than", "at_least", "less_than", "at_most", "range")
MEASURES = ("level", "share", "change", "growth", "multiple", "per_unit")
BASES = ("yoy", "mom", "base", "none")
ROLES = ("reported", "target", "other")
EVIDENCE_FIELDS = ("period", "region", "role")
"""What of a figure can be told by words outside its own clause."""
TO_CONFIRM = 0.8
"""Figures less sure than this are shown as to be confirmed (待核)."""
RELATION_KINDS = ("sum_of_parts", "share", "change", "growth", "target_vs_done", "multiple")
PROGRAM_KINDS = (
    "document", "document_number", "plan", "action", "project", "platform", "mechanism", "fund", "agreement", "park",
    "other",
)  # fmt: skip


@swift
@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Reading-text offsets to source offsets, as runs of equal steps.

    `reading[i]` is the reading offset where run i begins and `source[i]` the source offset of that character; inside
    a run both advance together. Runs cover the whole reading text, `reading[0] == 0`. A reading character that was
    put for a line break (a space, a block's end) maps to that line break.
    """

    reading: tuple[int, ...]
    source: tuple[int, ...]

    def place(self, offset: int) -> int:
        """The source offset of the character at a reading offset."""
        run = bisect_right(self.reading, offset) - 1
        return self.source[run] + offset - self.reading[run]

    def shift(self, start: int, end: int) -> int | None:
        """What leads from reading to source offsets in a whole stretch, or None where the stretch has several runs."""
        run = bisect_right(self.reading, start) - 1
        whole = run + 1 == len(self.reading) or self.reading[run + 1] >= end
        return self.source[run] - self.reading[run] if whole else None

    def span(self, start: int, end: int) -> Span:
        """The source stretch from the first to the last character of a non-empty reading stretch."""
        first, last = self.place(start), self.place(end - 1)
        return Span(min(first, last), max(first, last) + 1)

    def part(self, start: int, end: int) -> SourceMap:
        """The map of a reading stretch, its offsets still the document's."""
        first = bisect_right(self.reading, start) - 1
        after = max(bisect_left(self.reading, end), first + 1)
        return SourceMap(self.reading[first:after], self.source[first:after])


@swift
@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `start` and `end` in the reading text, empty when the cell is."""

    row: int
    column: int
    start: int
    end: int
    rows: int = 1
    columns: int = 1


@swift
@dataclass(frozen=True, slots=True)
class Block:
    """A title, heading, paragraph, table or note of the reading text.

    `level` is 0 for the title, 1 and deeper for headings, 0 for the rest. `placed` is False for a heading whose place
    among the paragraphs the text does not show. `cells` is empty for all but tables.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    placed: bool = True
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the document says of itself; None where it does not say.

    `date` is an ISO date, or `YYYY-MM` or `YYYY` where no more is printed. `region` is a full name of the gazetteer,
    or 全国. `kind` is one of ingest.metadata.KINDS: 工作报告, 统计公报, 政策文件, 法规 …
    """

    title: str | None = None
    issuer: str | None = None
    number: str | None = None
    date: str | None = None
    region: str | None = None
    kind: str | None = None

    @property
    def year(self) -> str | None:
        """The year of `date`."""
        return self.date[:4] if self.date else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text that was read: its id is the SHA-256 of the bytes; `text` never changes once repaired.

    Blocks stand in reading order and do not overlap; `text` is their texts joined by one line break.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    source_map: SourceMap
    metadata: Metadata
    encoding: str
    size: int
    dropped: tuple[tuple[str, int], ...] = ()
    """Page furniture left out of the reading text: (reason, characters)."""

    def block_text(self, block: Block) -> str:
        return self.text[block.start : block.end]


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit that is indexed and analysed: a block, or a part of a very long one.

    `text == document.text[start:end]`. `headings` are the headings above it, outermost first. `words` are the
    segmenter's words, for ranking.
    """

    ordinal: int
    block: int
    kind: str
    start: int
    end: int
    text: str
    headings: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Evidence(NamedTuple):
    """Where a field of a figure was read, when that is not the figure's own clause: one of EVIDENCE_FIELDS, and the
    words that say it, at [start, end) of the reading text (a heading, the title, a date, an earlier sentence)."""

    field: str
    start: int
    end: int


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A printed number with what it means. Fields are those of the project's definition of a figure.

    `value` is fully expanded in `unit` (14.47亿元: 1447000000 元; percent in percent points); None for a vague count
    (数百家). `interval` is in the base unit of the dimension and None where the number is too vague to bound.
    `confidence` is the chance that every field is right (nlp.confidence); below TO_CONFIRM a figure is shown as to be
    confirmed. `evidence` has an entry for each field that was
    inferred from elsewhere in the document; a field without one stands in the figure's own clause, or follows from what
    the document as a whole is. `indicator_key` is the indicator as it is compared across documents (nlp.indicator_key,
    corpus.fact): its slots between bars, the last of them outside the gate. `program` is the entity of the
    named program that its clause speaks of.
    """

    surface: str
    start: int
    end: int
    source: Span
    sentence: str
    value: Decimal | None
    value_max: Decimal | None = None
    unit: str = ""
    dimension: str = "other"
    qualifier: str = "exact"
    qualifier_text: str = ""
    measure: str = "level"
    direction: str | None = None
    basis: str = "none"
    role: str = "reported"
    indicator: str = ""
    region: str | None = None
    period: str | None = None
    per: str | None = None
    interval: Interval | None = None
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    indicator_key: str = ""
    program: str | None = None
    corrected: Corrected | None = None

    @property
    def to_confirm(self) -> bool:
        """Whether it is too unsure to be used unread; not once a person has corrected it."""
        return self.confidence < TO_CONFIRM and self.corrected is None


class Mark(NamedTuple):
    """A field of a figure that a person has corrected, who did it, and when (ISO 8601)."""

    field: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """What the machine read where a person knew better, and which fields those are."""

    machine: Figure
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A person's better reading of one field of the figure at [start, end) of a document's reading text.

    `value` is as text what the field holds: a decimal for `value` and `value_max`, None for unknown or none. `surface`
    and `sentence` are the figure's, by which it is known again in a new edition. `at` is an ISO 8601 time.
    """

    document: str
    start: int
    end: int
    surface: str
    sentence: str
    field: str
    value: str | None
    by: str
    at: str


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One mention of a named policy, plan, action …; mentions of one thing share `entity`."""

    surface: str
    start: int
    end: int
    source: Span
    kind: str
    entity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A part of an input that could not be processed: kept and counted, never dropped."""

    code: str
    message: str
    surface: str = ""
    start: int | None = None
    end: int | None = None
    source: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Figures that the text ties together, and the words at [start, end) of the reading text that say so.

    `kind` is one of RELATION_KINDS, which are named as the checks that recompute them. `operands` are (part, figure):
    what a figure is in it (total, part, whole, share, from, to, by, rate, level, times, done, target) and its place in
    `Analysis.figures`. `closed` is whether the text says that the parts are all there are.
    """

    kind: str
    operands: tuple[tuple[str, int], ...]
    start: int
    end: int
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The annotations of one document, stamped with the fingerprint of what made them."""

    document: str
    analyser: str
    passages: tuple[Passage, ...] = ()
    figures: tuple[Figure, ...] = ()
    programs: tuple[Program, ...] = ()
    issues: tuple[Issue, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What stands at a path now: the document, and the ones that stood there before, oldest first."""

    path: str
    document: str
    seen_at: str
    earlier: tuple[str, ...] = field(default=())
