"""A second reading of a figure's measure, basis, role and kind of period, from the characters around it alone.

A linear model over the characters left and right of the number, its dimension and the measure of the figure before it.
It knows no words and no rules, and its labels never become a figure's fields: how far it agrees with the rules is a
sign of how sure they are (nlp.confidence). Its weights are those of nlp/lexicon/second_reading.tsv, which `make train`
writes (bench/train.py) from the made-up sentences of tests/nlp/cases and corpus/samples as the rules read them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import repeat
from operator import add, itemgetter
from struct import Struct
from typing import NamedTuple

from corpus.model import BASES, ROLES
from nlp.lexicon.load import LexiconError, trained
from nlp.reading import Mention, Reading, Window

KINDS = (
    "level -", "level down", "share -", "change up", "change down", "growth up", "growth down", "multiple -",
    "per_unit -",
)  # fmt: skip
STRETCHES = ("none", "year", "part", "years")
"""Of a period: unknown, a year, a part of one, several."""
HEADS = (KINDS, BASES, ROLES, STRETCHES)
WIDTH = sum(map(len, HEADS))
STARTS = tuple(sum(map(len, HEADS[:place])) for place in range(len(HEADS)))
ENDING, FOLLOWING, NEAR = 4, 3, 9
"""Code points: of the longest run that ends before the number and that follows it, and how far before it pairs of
characters are looked at."""
PLACES = ("ending", "following", "near", "dimension", "before")
"""The kinds of signs, the first column of the weights."""
Sign = tuple[str, str]
LANE, MIDDLE = 16, 1 << 15
"""Bits of a lane, and what is added to each so that no sum of weights falls below 0."""
SIZE = WIDTH * LANE // 8 + 1
ZEROS = repeat(0)
unpack = Struct(f"<{WIDTH}Hx").unpack


class Model(NamedTuple):
    """The weights of all labels, in hundredths and packed: of no sign, and by kind of sign."""

    bias: int
    signs: dict[str, dict[str, int]]


def stretch_of(period: str | None) -> int:
    """The place of a period in STRETCHES."""
    if period is None:
        return 0
    if len(period) == 4:
        return 1
    first, dots, last = period.partition("..")
    return 3 if dots and first[:4] != last[:4] else 2


def labels_of(reading: Reading, number: int) -> tuple[int, int, int, int]:
    """What the rules say of a mention, as a place in each of the heads."""
    measure = reading.measures[number]
    found = (
        KIND_OF.get(measure[:2], KIND)[0],
        BASIS_OF[measure.basis][0],
        ROLE_OF[reading.roles[number]][0],
        STRETCH_OF[stretch_of(reading.periods[number])][0],
    )
    kind, basis, role, stretch = (at - first for at, first in zip(found, STARTS, strict=True))
    return kind, basis, role, stretch


Label = tuple[int, Callable[[Sequence[int]], tuple[int, ...]]]
"""The place of a label among those of all heads, and what takes the others of its head out of a row of them."""


def _label(head: int, place: int) -> Label:
    first, size = STARTS[head], len(HEADS[head])
    return first + place, itemgetter(*(first + at for at in range(size) if at != place))


KIND_OF: dict[tuple[str, str | None], Label] = {
    (kind, None if direction == "-" else direction): _label(0, place)
    for place, (kind, direction) in enumerate(label.split() for label in KINDS)
}
KIND = KIND_OF["level", None]
BASIS_OF = {basis: _label(1, place) for place, basis in enumerate(BASES)}
ROLE_OF = {role: _label(2, place) for place, role in enumerate(ROLES)}
STRETCH_OF = [_label(3, place) for place in range(len(STRETCHES))]


def signs_of(folded: str, mention: Mention, window: Window, before: str) -> Iterator[Sign]:
    """All signs of a mention; `before` is the measure of the figure before it in its sentence, empty for the first."""
    start, end = mention.start, mention.end
    left = folded[max(window.sentence_start, start - NEAR) : start]
    after = folded[end : min(end + FOLLOWING, window.sentence_end)]
    yield from (("ending", left[-length:]) for length in range(2, ENDING + 1))
    yield from (("following", after[:length]) for length in range(1, FOLLOWING + 1))
    yield from (("near", left[at : at + 2]) for at in range(len(left) - 1))
    yield "dimension", mention.dimension
    yield "before", before


def margins(model: Model, reading: Reading, windows: list[Window]) -> list[tuple[int, int, int, int]]:
    """For each mention and head by how much the second reading prefers the rules' label to the best of the others, in
    whole steps of the logit; below 0 where it prefers another."""
    folded, sentence, before = reading.folded, -1, ""
    measures, roles, periods = reading.measures, reading.roles, reading.periods
    told: list[tuple[int, int, int, int]] = []
    bias, signs = model
    ending, following, near, dimensions, befores = (signs[place].get for place in PLACES)
    for mention, window, measure, role, period in zip(reading.mentions, windows, measures, roles, periods, strict=True):
        start, end = mention.start, mention.end
        if window.sentence_start != sentence:
            sentence, before = window.sentence_start, ""
        left = folded[start - NEAR if start - NEAR > sentence else sentence : start]
        after = folded[end : end + FOLLOWING if end + FOLLOWING < window.sentence_end else window.sentence_end]
        packed = (
            bias
            + sum(map(near, map(add, left, left[1:]), ZEROS))
            + ending(left[-4:], 0) + ending(left[-3:], 0) + ending(left[-2:], 0)
            + following(after, 0) + following(after[:2], 0) + following(after[:1], 0)
            + dimensions(mention.dimension, 0) + befores(before, 0)
        )  # fmt: skip
        sums = unpack(packed.to_bytes(SIZE, "little", signed=True))
        kind, other_kinds = KIND_OF.get(measure[:2], KIND)
        basis, other_bases = BASIS_OF[measure.basis]
        role_, other_roles = ROLE_OF[role]
        stretch, other_stretches = STRETCH_OF[stretch_of(period)]
        told.append(
            (
                (sums[kind] - max(other_kinds(sums))) // 100,
                (sums[basis] - max(other_bases(sums))) // 100,
                (sums[role_] - max(other_roles(sums))) // 100,
                (sums[stretch] - max(other_stretches(sums))) // 100,
            )
        )
        before = measure.measure
    return told


def pack(weights: Sequence[int]) -> int:
    """Weights as the 16-bit lanes of one number: adding two such numbers adds all their weights at once."""
    return sum(weight << (LANE * place) for place, weight in enumerate(weights))


@cache
def read_model() -> Model:
    """The trained weights. LexiconError where they are missing or not of these labels."""
    bias = 0
    signs: dict[str, dict[str, int]] = {place: {} for place in PLACES}
    for place, sign, text in trained("second_reading", 3):
        weights = tuple(map(int, text.split()))
        if len(weights) != WIDTH:
            raise LexiconError(f"second_reading.tsv has {len(weights)} weights of {sign!r}, not {WIDTH}: make train")
        if place == "bias":
            bias = pack([weight + MIDDLE for weight in weights])
        else:
            signs[place][sign] = pack(weights)
    return Model(bias, signs)
