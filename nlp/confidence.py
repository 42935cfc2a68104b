"""The chance that every field of a figure is right.

A logistic model over what the rules relied on: how the document's own time and place are known, and what kind of number
it is and how it measures. Its weights, of nlp/lexicon/confidence.tsv, are written by `make train` (bench/train.py) from
the annotated figures of bench/confidence.tsv, calibrated on documents that no rule was tuned on.

Asked too, and left out since figures of left-out documents were ranked worse with them: where in the text each field
was told, how long its clause is, and how far a second reading by characters agrees (docs/accuracy.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from math import exp
from typing import NamedTuple

from corpus.reference.regions import NATION
from nlp.clock import find_clock
from nlp.lexicon.load import LexiconError, trained
from nlp.reading import Measure, Reading
from nlp.region_subjects import RegionMemory

OF_DOCUMENT = ("dated", "shown", "home", "era")
OF_NUMBER = ("unit", "dimension", "qualifier", "measure", "basis", "per", "indicator")
SIGNS = (*OF_DOCUMENT, *OF_NUMBER)
"""What is asked of a figure, each answered by a short text; the answers have weights."""
Answers = tuple[str, ...]
"""One for each of SIGNS, or of a group of them."""
LEAST, MOST = 0.01, 0.99
"""The model was fitted to some thousands of figures: it knows no more certainty than that."""
OLD = 1990


class Weights(NamedTuple):
    """The logit of no sign, and what each answer adds to it, by sign."""

    bias: float
    signs: dict[str, dict[str, float]]

    def of(self, signs: tuple[str, ...], answers: Answers) -> float:
        """What some answers add."""
        return sum(self.signs[sign].get(answer, 0.0) for sign, answer in zip(signs, answers, strict=True))


class Known:
    """The memory of a document's reading: the logit that is given by how its own time and place are known."""

    __slots__ = ("logit",)

    def __init__(self) -> None:
        self.logit: float | None = None


def confidences(reading: Reading) -> list[float]:
    """For each mention the chance that all its fields are right, between 0 and 1. LexiconError without the weights."""
    if not reading.mentions:
        return []
    logit = _known(reading)
    pairs = zip(reading.mentions, reading.measures, reading.indicators, strict=True)
    return [
        _chance(logit, mention.confidence, mention.dimension, mention.qualifier, measure, len(phrase))
        for mention, measure, phrase in pairs
    ]


def answers_of(reading: Reading) -> Iterator[Answers]:
    """The answers for each mention of a passage that all steps have read."""
    document = _of_document(reading)
    for mention, measure, phrase in zip(reading.mentions, reading.measures, reading.indicators, strict=True):
        yield *document, *_of_number(mention.confidence, mention.dimension, mention.qualifier, measure, len(phrase))


def chance(logit: float) -> float:
    """Of a logit, within LEAST and MOST."""
    return min(MOST, max(LEAST, 1 / (1 + exp(-logit))))


@cache
def read_weights() -> Weights:
    """The trained weights. LexiconError where they are missing or for other signs."""
    bias = 0.0
    signs: dict[str, dict[str, float]] = {sign: {} for sign in SIGNS}
    for sign, answer, weight in trained("confidence", 3):
        if sign == "bias":
            bias = float(weight)
        elif sign in signs:
            signs[sign][answer] = float(weight)
        else:
            raise LexiconError(f"confidence.tsv weighs a sign that is not asked for, {sign!r}: run `make train`")
    return Weights(bias, signs)


@lru_cache(4096)
def _chance(logit: float, sure: float, dimension: str, qualifier: str, measure: Measure, size: int) -> float:
    """Figures of a kind recur, so what they come to is reckoned once."""
    return chance(logit + read_weights().of(OF_NUMBER, _of_number(sure, dimension, qualifier, measure, size)))


def _known(reading: Reading) -> float:
    """The logit of a figure of the document, whatever number it is; found once."""
    known = reading.scene.recall(Known)
    if known.logit is None:
        weights = read_weights()
        known.logit = weights.bias + weights.of(OF_DOCUMENT, _of_document(reading))
    return known.logit


def _of_document(reading: Reading) -> Answers:
    """How the document's own time and place are known."""
    scene = reading.scene
    meta, clock, home = scene.document.metadata, find_clock(scene), scene.recall(RegionMemory).home
    dated = "none" if clock.year is None else "titled" if clock.titled else "counted"
    if clock.date:
        dated = f"{'printed' if meta.date else 'found'}{len(clock.date)}"
    shown = "none" if clock.year is None else "nowhere" if clock.place is None else "in text"
    era = "none" if clock.year is None else "old" if clock.year < OLD else "new"
    place = "none" if home is None else "nation" if home == NATION else "told"
    return dated, shown, place if meta.region == home else f"{place} guessed", era


def _of_number(sure: float, dimension: str, qualifier: str, measure: Measure, size: int) -> Answers:
    """What number it is, how sure its unit, how it measures, and how long its indicator."""
    unit = "printed" if sure > 0.99 else "plain" if sure > 0.975 else "near" if sure > 0.95 else "far"
    kind = f"{measure.measure} {measure.direction or '-'}"
    per = "none" if measure.per is None else "per"
    length = str(size) if size < 3 else "3-6" if size < 7 else "7-12" if size < 13 else "13-16" if size < 17 else "17-"
    return unit, dimension, qualifier, kind, measure.basis, per, length
