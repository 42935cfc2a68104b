"""A document to its Analysis, passage by passage. No words and no spaCy here: `gouji extract` starts without them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.model import EVIDENCE_FIELDS, Analysis, Document, Evidence, Figure, Issue, Passage, Program, Relation, Span
from nlp.confidence import confidences
from nlp.indicator_key import indicator_keys
from nlp.passages import split_passages
from nlp.program_figures import programs_of
from nlp.reading import Reading, Scene
from nlp.stamp import fingerprint
from nlp.steps import STEPS, Step
from nlp.undisturbed import undisturbed

Words = tuple[str, ...]
Read = Callable[[Sequence[Reading]], Iterable[Words]]
BATCH = 50_000
"""Code points of the passages that are read together, about: as many as are held in memory beside the document."""


def annotate(document: Document) -> Analysis:
    """Figures, programs and issues; passages carry no words. The same readings as nlp.pipeline.analyse, and faster."""
    return read_passages(document, run_steps(tuple(STEPS.values())), fingerprint())


def run_steps(steps: Sequence[Step]) -> Read:
    """A reader that runs steps alone, each over a whole batch before the next: what it needs stays in the processor's
    cache."""

    def read(batch: Sequence[Reading]) -> tuple[Words, ...]:
        for step in steps:
            for reading in batch:
                step(reading)
        return ((),) * len(batch)

    return read


def read_passages(document: Document, read: Read, stamp: str) -> Analysis:
    """The Analysis of a document; `read` fills the Readings of a batch of passages and returns the words of each."""
    with undisturbed():
        return _read_passages(document, read, stamp)


def _read_passages(document: Document, read: Read, stamp: str) -> Analysis:
    scene = Scene(document, split_passages(document))
    passages: list[Passage] = []
    figures: list[Figure] = []
    programs: list[Program] = []
    issues: list[Issue] = []
    relations: list[Relation] = []
    for batch in _batches(scene):
        for reading, words in zip(batch, read(batch), strict=True):
            passages.append(replace(reading.passage, words=words) if words else reading.passage)
            if reading.relations:
                relations += _relations(reading, len(figures))
            figures += _figures(document, reading)
            programs += _programs(document, reading)
            issues += _issues(document, reading)
    return Analysis(
        document=document.id,
        analyser=stamp,
        passages=tuple(passages),
        figures=tuple(figures),
        programs=tuple(programs),
        issues=tuple(issues),
        relations=tuple(relations),
    )


def read_batches(document: Document) -> Iterator[Reading]:
    """The passages of a document as all steps have read them: what an Analysis is made of."""
    read = run_steps(tuple(STEPS.values()))
    for batch in _batches(Scene(document, split_passages(document))):
        read(batch)
        yield from batch


def _batches(scene: Scene) -> Iterator[list[Reading]]:
    batch: list[Reading] = []
    size = 0
    for passage in scene.passages:
        batch.append(Reading(scene, passage))
        size += passage.end - passage.start
        if size > BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _figures(document: Document, reading: Reading) -> list[Figure]:
    if not reading.mentions:
        return []
    passage, source = reading.passage, document.source_map
    offset = passage.start
    shift = source.shift(offset, passage.end)
    sentences, keys, programs = _sentences(reading), indicator_keys(reading), programs_of(reading)
    evidence, sure = _evidence(reading), confidences(reading)
    return [
        Figure(
            surface=mention.surface,
            start=offset + mention.start,
            end=offset + mention.end,
            source=source.span(offset + mention.start, offset + mention.end)
            if shift is None
            else Span(offset + mention.start + shift, offset + mention.end + shift),
            sentence=sentences[number],
            value=mention.value,
            value_max=mention.value_max,
            unit=mention.unit,
            dimension=mention.dimension,
            qualifier=mention.qualifier,
            qualifier_text=mention.qualifier_text,
            measure=measure.measure,
            direction=measure.direction,
            basis=measure.basis,
            per=measure.per,
            role=reading.roles[number],
            indicator=reading.indicators[number],
            region=reading.regions[number],
            period=reading.periods[number],
            interval=mention.interval,
            confidence=sure[number],
            evidence=evidence[number],
            indicator_key=keys[number],
            program=programs[number],
        )
        for number, (mention, measure) in enumerate(zip(reading.mentions, reading.measures, strict=True))
    ]


def _evidence(reading: Reading) -> list[tuple[Evidence, ...]]:
    """Where the fields of each mention were read that its clause does not say; mentions of one place share it."""
    fields = [name for name in EVIDENCE_FIELDS if name in reading.evidence]
    if not fields:
        return [()] * len(reading.mentions)
    known: dict[tuple[tuple[int, int] | None, ...], tuple[Evidence, ...]] = {}
    told: list[tuple[Evidence, ...]] = []
    for places in zip(*(reading.evidence[name] for name in fields), strict=True):
        found = known.get(places)
        if found is None:
            found = known[places] = tuple(
                [Evidence(name, *place) for name, place in zip(fields, places, strict=True) if place is not None]
            )
        told.append(found)
    return told


SENTENCE_END = re.compile(r"[。！？!?\n]")
SENTENCE = 400
"""Code points of a sentence that are kept around a figure on each side: a list can be one sentence of a page."""


def _sentences(reading: Reading) -> list[str]:
    """The sentence around each mention."""
    text = reading.text
    ends = [0, *(found.end() for found in SENTENCE_END.finditer(text)), len(text)]
    told: list[str] = []
    before, after, cut = 0, -1, True
    for mention in reading.mentions:
        start, end = mention.start, mention.end
        if cut or start < before or end > after:
            before, after = ends[bisect_right(ends, start) - 1], ends[bisect_left(ends, end)]
            cut = after - before > SENTENCE
            told.append(text[max(before, start - SENTENCE) : min(after, end + SENTENCE)].strip())
        else:
            told.append(told[-1])
    return told


def _programs(document: Document, reading: Reading) -> list[Program]:
    if not reading.programs:
        return []
    source, offset, text = document.source_map, reading.passage.start, reading.text
    shift = source.shift(offset, reading.passage.end)
    return [
        Program(
            surface=text[found.start : found.end],
            start=offset + found.start,
            end=offset + found.end,
            source=source.span(offset + found.start, offset + found.end)
            if shift is None
            else Span(offset + found.start + shift, offset + found.end + shift),
            kind=found.kind,
            entity=found.entity,
        )
        for found in reading.programs
    ]


def _relations(reading: Reading, first: int) -> Iterator[Relation]:
    """The relations of a passage whose first figure is the document's figure `first`."""
    offset = reading.passage.start
    for found in reading.relations:
        operands = tuple((part, first + index) for part, index in found.operands)
        yield Relation(
            kind=found.kind,
            operands=operands,
            start=offset + found.start,
            end=offset + found.end,
            closed=found.closed,
        )


def _issues(document: Document, reading: Reading) -> list[Issue]:
    offset = reading.passage.start
    told: list[Issue] = []
    for issue in reading.issues:
        if issue.start is not None and issue.end is not None:
            start, end = offset + issue.start, offset + issue.end
            issue = replace(issue, start=start, end=end, source=document.source_map.span(start, end))
        told.append(issue)
    return told
