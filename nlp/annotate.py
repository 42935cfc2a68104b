"""A document to its Analysis, passage by passage. No words and no spaCy here: `gouji extract` starts without them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace

from corpus.model import EVIDENCE_FIELDS, Analysis, Document, Evidence, Figure, Issue, Passage, Program
from nlp.passages import split_passages
from nlp.reading import Reading, Scene
from nlp.stamp import fingerprint
from nlp.steps import STEPS

Words = tuple[str, ...]


def annotate(document: Document) -> Analysis:
    """Figures, programs and issues; passages carry no words. The same readings as nlp.pipeline.analyse, and faster."""
    return read_passages(document, _read, fingerprint())


def _read(reading: Reading) -> Words:
    for step in STEPS.values():
        step(reading)
    return ()


def read_passages(document: Document, read: Callable[[Reading], Words], stamp: str) -> Analysis:
    """The Analysis of a document; `read` fills the Reading of a passage and returns its words."""
    scene = Scene(document, split_passages(document))
    passages: list[Passage] = []
    figures: list[Figure] = []
    programs: list[Program] = []
    issues: list[Issue] = []
    for passage in scene.passages:
        reading = Reading(scene, passage)
        words = read(reading)
        passages.append(replace(passage, words=words) if words else passage)
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
    )


def _figures(document: Document, reading: Reading) -> Iterator[Figure]:
    passage = reading.passage
    ends = [found.end() for found in SENTENCE_END.finditer(reading.text)] if reading.mentions else []
    for number, mention in enumerate(reading.mentions):
        measure = reading.measures[number]
        start, end = passage.start + mention.start, passage.start + mention.end
        yield Figure(
            surface=mention.surface,
            start=start,
            end=end,
            source=document.source_map.span(start, end),
            sentence=_sentence(passage, ends, mention.start, mention.end),
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
            confidence=mention.confidence,
            evidence=_evidence(reading, number),
        )


def _evidence(reading: Reading, number: int) -> tuple[Evidence, ...]:
    """Where the fields of a mention were read that its clause does not say."""
    told = reading.evidence
    if not told:
        return ()
    return tuple(Evidence(name, *place) for name in EVIDENCE_FIELDS if name in told and (place := told[name][number]))


SENTENCE_END = re.compile(r"[。！？!?\n]")
SENTENCE = 400
"""Code points of a sentence that are kept around a figure on each side: a list can be one sentence of a page."""


def _sentence(passage: Passage, ends: list[int], start: int, end: int) -> str:
    """The sentence around a stretch; `ends` are the offsets after each sentence's last character."""
    first, last = bisect_right(ends, start), bisect_right(ends, end - 1)
    before = ends[first - 1] if first else 0
    after = ends[last] if last < len(ends) else len(passage.text)
    return passage.text[max(before, start - SENTENCE) : min(after, end + SENTENCE)].strip()


def _programs(document: Document, reading: Reading) -> Iterator[Program]:
    offset = reading.passage.start
    for found in reading.programs:
        start, end = offset + found.start, offset + found.end
        yield Program(
            surface=document.text[start:end],
            start=start,
            end=end,
            source=document.source_map.span(start, end),
            kind=found.kind,
            entity=found.entity,
        )


def _issues(document: Document, reading: Reading) -> Iterator[Issue]:
    offset = reading.passage.start
    for issue in reading.issues:
        if issue.start is None or issue.end is None:
            yield issue
            continue
        start, end = offset + issue.start, offset + issue.end
        yield replace(issue, start=start, end=end, source=document.source_map.span(start, end))
