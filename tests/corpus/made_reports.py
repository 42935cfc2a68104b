"""Made-up reports to fill a corpus with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from corpus.backend import Corpus
from corpus.interval import Interval
from corpus.model import (
    Analysis,
    Block,
    Document,
    Figure,
    Issue,
    Metadata,
    Passage,
    Program,
    SourceMap,
    Span,
)

CUT = 40
"""Code points of a passage: blocks longer than that come in parts, so that phrases must be found across cuts."""


@dataclass(frozen=True)
class Report:
    """A document with its analysis and its bytes."""

    document: Document
    analysis: Analysis
    original: bytes

    @property
    def id(self) -> str:
        return self.document.id

    def put(self, corpus: Corpus, path: str) -> None:
        corpus.put(self.document, self.analysis, path=path, original=self.original)


@dataclass(frozen=True)
class Statement:
    """A figure to be: its sentence must hold the surface."""

    surface: str
    value: str | None
    sentence: str
    interval: Interval | None = None
    extra: dict[str, object] = field(default_factory=dict)


def make_report(
    *texts: str,
    kinds: tuple[str, ...] = (),
    metadata: Metadata | None = None,
    figures: tuple[Statement, ...] = (),
    programs: tuple[tuple[str, str, str], ...] = (),
    issues: tuple[Issue, ...] = (),
    analyser: str = "test-1",
) -> Report:
    """A report of some blocks: the first is the title, the others paragraphs unless `kinds` says otherwise. Sentences
    of figures follow as paragraphs; programs are (surface, kind, entity) and their surfaces follow too."""
    parts = [*texts, *dict.fromkeys(figure.sentence for figure in figures), *(surface for surface, _, _ in programs)]
    given = [*kinds, *(["title", *["paragraph"] * len(parts)][len(kinds) :])]
    blocks, start = [], 0
    for kind, part in zip(given, parts, strict=False):
        blocks.append(Block(kind, start, start + len(part), 1 if kind == "heading" else 0))
        start += len(part) + 1
    text = "\n".join(parts)
    original = ("\ufeff" + text).encode("utf-8", "surrogatepass")
    document = Document(
        id=hashlib.sha256(original).hexdigest(),
        text=text,
        blocks=tuple(blocks),
        source_map=SourceMap((0,), (0,)),
        metadata=metadata or Metadata(title=texts[0] if texts else None),
        encoding="utf-8",
        size=len(original),
    )
    analysis = Analysis(
        document=document.id,
        analyser=analyser,
        passages=tuple(_passages(document)),
        figures=tuple(_figure(text, figure) for figure in figures),
        programs=tuple(_program(text, *program) for program in programs),
        issues=issues,
    )
    return Report(document, analysis, original)


def _passages(document: Document) -> Iterator[Passage]:
    ordinal = 0
    for number, block in enumerate(document.blocks):
        for start in range(block.start, block.end, CUT):
            end = min(block.end, start + CUT)
            words = tuple(document.text[at : at + 2] for at in range(start, end, 2))
            text = document.text[start:end]
            yield Passage(ordinal=ordinal, block=number, kind=block.kind, start=start, end=end, text=text, words=words)
            ordinal += 1


def _figure(text: str, statement: Statement) -> Figure:
    start = text.index(statement.sentence) + statement.sentence.index(statement.surface)
    end = start + len(statement.surface)
    value = None if statement.value is None else Decimal(statement.value)
    return Figure(
        surface=statement.surface,
        start=start,
        end=end,
        source=Span(start, end),
        sentence=statement.sentence,
        value=value,
        interval=statement.interval or (None if value is None else Interval(value, value)),
        **statement.extra,  # type: ignore[arg-type]
    )


def _program(text: str, surface: str, kind: str, entity: str) -> Program:
    start = text.rindex(surface)
    end = start + len(surface)
    return Program(surface=surface, start=start, end=end, source=Span(start, end), kind=kind, entity=entity)


def make_statement(
    surface: str, value: str | None, sentence: str, interval: Interval | None = None, **extra: object
) -> Statement:
    return Statement(surface, value, sentence, interval, extra)
