"""What a component sees: one passage being read, with what the document has told so far.

All offsets here are offsets in the passage's text. Components run in the order of nlp.pipeline.COMPONENTS; each fills
its own list of a Reading, one entry a mention, from the ones before it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from corpus.interval import Interval
from corpus.model import Block, Cell, Document, Issue, Passage
from nlp.fold import fold, fold_odd, is_plain

T = TypeVar("T")


class Mention(NamedTuple):
    """A figure as it is written: number, unit and qualifier, before its meaning."""

    start: int
    end: int
    surface: str
    value: Decimal | None
    value_max: Decimal | None = None
    unit: str = ""
    dimension: str = "other"
    qualifier: str = "exact"
    qualifier_text: str = ""
    interval: Interval | None = None
    confidence: float = 1.0
    cell: Cell | None = None
    row_head: str = ""
    column_head: str = ""


class Measure(NamedTuple):
    """How a mention measures: see measure, direction, basis and per of corpus.model.Figure."""

    measure: str = "level"
    direction: str | None = None
    basis: str = "none"
    per: str | None = None


class ProgramMention(NamedTuple):
    """A named program in the passage; `entity` is the name that its mentions share."""

    start: int
    end: int
    kind: str
    entity: str


class RelationMention(NamedTuple):
    """Mentions of a passage that its words tie: `operands` are (part, index of the mention), `start` and `end` the
    words. `closed` is whether the text says that the parts are all there are."""

    kind: str
    operands: tuple[tuple[str, int], ...]
    start: int
    end: int
    closed: bool = False


class Window(NamedTuple):
    """Bounds in code points of the passage, half-open, the mention inside each of them.

    `left` is where the text before the mention begins: its clause, or the end of the mention before; `right` is where
    the text after it ends: its clause, or the next mention. `first` is the index of the first mention of the list of
    coordinated numbers it stands in (its own outside a list) and `place` its place there, from 0.
    """

    sentence_start: int
    sentence_end: int
    part_start: int
    part_end: int
    clause_start: int
    clause_end: int
    left: int
    right: int
    first: int
    place: int


@dataclass(slots=True)
class Scene:
    """A document while it is read, passage after passage. `recall` gives each component a memory of its own that
    lives as long as the document's reading: what it learned from the passages before."""

    document: Document
    passages: tuple[Passage, ...]
    _memory: dict[object, Any] = field(default_factory=dict)
    _folded: str | None = None

    @property
    def folded(self) -> str:
        """The document's text, folded (nlp.fold) when it is first asked for."""
        if self._folded is None:
            self._folded = fold(self.document.text)
        return self._folded

    def recall(self, kind: Callable[[], T]) -> T:
        """The component's memory, made on first use: `memory = scene.recall(PeriodMemory)`."""
        memory: T | None = self._memory.get(kind)
        if memory is None:
            memory = self._memory[kind] = kind()
        return memory


class Reading:
    """One passage while it is read; each list has an entry a mention. Made for every passage, so by hand."""

    __slots__ = (
        "evidence", "folded", "indicators", "issues", "measures", "mentions", "passage", "periods", "plain", "programs",
        "regions", "relations", "roles", "scene", "text", "windows",
    )  # fmt: skip

    def __init__(self, scene: Scene, passage: Passage) -> None:
        self.scene = scene
        self.passage = passage
        self.text = text = passage.text
        """The passage as it stands; `folded` is as long, with half-width, simplified characters."""
        self.plain = is_plain(text)
        self.folded = text if self.plain else fold_odd(text)
        self.mentions: list[Mention] = []
        self.measures: list[Measure] = []
        self.roles: list[str] = []
        self.periods: list[str | None] = []
        self.regions: list[str | None] = []
        self.indicators: list[str] = []
        self.programs: list[ProgramMention] = []
        self.relations: list[RelationMention] = []
        self.windows: list[Window] | None = None
        """Of nlp.clauses.find_windows, once a step has asked for them."""
        self.issues: list[Issue] = []
        self.evidence: dict[str, list[tuple[int, int] | None]] = {}
        """By field (corpus.model.EVIDENCE_FIELDS) an entry a mention: the words that say it, in the reading text of the
        document, where they stand outside the mention's clause. A step that tells nothing of a field leaves it out."""

    @property
    def block(self) -> Block:
        return self.scene.document.blocks[self.passage.block]

    @property
    def headings(self) -> tuple[str, ...]:
        return self.passage.headings
