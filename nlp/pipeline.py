"""The spaCy Language: words, then our components in order; `analyse` runs it over a document, one Doc a passage."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from corpus.model import Analysis, Document, Figure, Issue, Passage, Program
from nlp.components import STEPS
from nlp.passages import split_passages
from nlp.reading import Reading, Scene
from nlp.segment import Segment, segment
from nlp.stamp import fingerprint

__all__ = ["analyse", "annotate", "fingerprint", "make_language"]


class WordTokenizer:
    """A tokenizer for spaCy: the segmenter's words as they are, white space too, so that the text comes back exact."""

    def __init__(self, vocab: Vocab, cut: Segment) -> None:
        self.vocab = vocab
        self.cut = cut

    def __call__(self, text: str) -> Doc:
        pieces = self.cut(text) if text else []
        return Doc(self.vocab, words=pieces, spaces=[False] * len(pieces))


@cache
def make_language(segmenter: str | None = "jieba") -> Language:
    """A Language with our components. Without a segmenter a passage is one token: numbers need no words, and loading
    a dictionary is most of what a short command would do."""
    nlp = spacy.blank("zh")
    cut = segment(segmenter) if segmenter else lambda text: [text]
    nlp.tokenizer = WordTokenizer(nlp.vocab, cut)
    nlp.max_length = 100_000_000
    for name in STEPS:
        nlp.add_pipe(name)
    return nlp


def analyse(document: Document, *, segmenter: str = "jieba") -> Analysis:
    """Everything a corpus keeps of a document: figures, programs, issues, and the words of its passages."""
    return _run(document, make_language(segmenter), fingerprint(segmenter), keep_words=True)


def annotate(document: Document) -> Analysis:
    """Figures, programs and issues alone; passages carry no words. The same readings as `analyse`, and faster."""
    return _run(document, make_language(None), fingerprint(), keep_words=False)


def _run(document: Document, nlp: Language, stamp: str, *, keep_words: bool) -> Analysis:
    scene = Scene(document, split_passages(document))
    passages: list[Passage] = []
    figures: list[Figure] = []
    programs: list[Program] = []
    issues: list[Issue] = []
    for passage in scene.passages:
        reading, words = _read(nlp, Reading(scene, passage), keep_words=keep_words)
        passages.append(replace(passage, words=words))
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


def _read(nlp: Language, reading: Reading, *, keep_words: bool) -> tuple[Reading, tuple[str, ...]]:
    """One passage through the Language. The Doc lives and dies in here: outside its memory zone spaCy's store of
    strings would grow with every new word."""
    with nlp.memory_zone():
        doc = nlp.make_doc(reading.text)
        doc._.reading = reading
        for _, step in nlp.pipeline:
            doc = step(doc)
        words = tuple(token.lower_ for token in doc if any(map(str.isalnum, token.text))) if keep_words else ()
        doc._.reading = None
    return reading, words


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
        )


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
