"""The chance that every field of a figure is right.

A logistic model over what the rules relied on: which of them told period, place and role, and how near; how the
indicator was put together; what kind of number it is; and how far the second reading agrees (nlp.second_reading). Its
weights, of nlp/lexicon/confidence.tsv, are written by `make train` (bench/train.py) from the annotated figures of
bench/confidence.tsv, calibrated on documents that no rule was tuned on.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import cache
from math import exp
from typing import NamedTuple

from corpus.model import EVIDENCE_FIELDS
from corpus.reference.regions import NATION
from nlp.clauses import find_windows
from nlp.clock import Clock, find_clock
from nlp.lexicon.load import LexiconError, trained
from nlp.reading import Measure, Mention, Reading, Window
from nlp.region_subjects import RegionMemory
from nlp.second_reading import STRETCHES, Model, margins, read_model, stretch_of

OF_DOCUMENT = ("dated", "shown", "home", "era")
OF_NUMBER = ("unit", "dimension", "qualifier", "value", "measure", "basis", "per", "indicator", "phrase")
OF_PLACE = ("list", "cell", "clause", "aside", "beside", "broken", "order", "times")
OF_SOURCE = ("stretch", "period", "printed", "lag", "region", "role")
OF_AGAIN = ("again_measure", "again_basis", "again_role", "again_period", "again")
SIGNS = (*OF_DOCUMENT, *OF_NUMBER, *OF_PLACE, *OF_SOURCE, *OF_AGAIN)
"""What is asked of a figure, each answered by a short text; the answers have weights."""
Answers = tuple[str, ...]
"""One for each of SIGNS, or of a group of them."""
LEAST, MOST = 0.01, 0.99
"""The model was fitted to some thousands of figures: it knows no more certainty than that."""
OLD = 1990
KEPT = 50_000
"""So many facts of a group are kept with their weights."""
FEW = frozenset("一二两三四五六七八九几数")
BESIDE = frozenset("比较由从")


Facts = tuple[Hashable, ...]
"""What the answers of a group follow from; it recurs, so what they weigh is found once."""


class Weights(NamedTuple):
    """The logit of no sign, and what each answer adds to it, by sign."""

    bias: float
    signs: dict[str, dict[str, float]]


class Group:
    """Some of SIGNS, and how their answers follow from facts."""

    __slots__ = ("_answer", "_signs", "known")

    def __init__(self, signs: tuple[str, ...], answer: Callable[..., Answers]) -> None:
        self._signs, self._answer = signs, answer
        self.known: dict[Facts, float] = {}
        """What was weighed already."""

    def answers(self, facts: Facts) -> Answers:
        return self._answer(*facts)

    def weight(self, facts: Facts) -> float:
        """What the answers add to the logit."""
        if len(self.known) > KEPT:
            self.known.clear()
        tables = read_weights().signs
        answers = zip(self._signs, self._answer(*facts), strict=True)
        found = self.known[facts] = sum(tables[sign].get(answer, 0.0) for sign, answer in answers)
        return found


class Known:
    """What a document's figures share: how its own time and place are known, and what is known of a period: its place
    in STRETCHES, whether the text prints its year, and how many years it lies back."""

    __slots__ = ("clock", "facts", "home", "periods")

    def __init__(self) -> None:
        self.facts: Facts = ()
        self.clock: Clock | None = None
        self.home: str | None = None
        self.periods: dict[str | None, tuple[int, bool, int | None]] = {}


def confidences(reading: Reading) -> list[float]:
    """For each mention the chance that all its fields are right, between 0 and 1. LexiconError without the weights."""
    if not reading.mentions:
        return []
    bias = read_weights().bias
    document, number, place, source, again = GROUPS
    known = _known(reading)
    bias += document.weight(known.facts)
    of_number, of_place = number.known.get, place.known.get
    of_source, of_again = source.known.get, again.known.get
    return [
        chance(
            bias
            + (of_number(one) or number.weight(one))
            + (of_place(two) or place.weight(two))
            + (of_source(three) or source.weight(three))
            + (of_again(four) or again.weight(four))
        )
        for one, two, three, four in _facts(reading, known, read_model())
    ]


def answers_of(reading: Reading) -> Iterator[Answers]:
    """The answers for each mention of a passage that all steps have read."""
    if reading.mentions:
        known = _known(reading)
        for facts in _facts(reading, known, read_model()):
            groups = zip(GROUPS, (known.facts, *facts), strict=True)
            yield tuple(answer for group, one in groups for answer in group.answers(one))


def chance(logit: float) -> float:
    """Of a logit, within LEAST and MOST."""
    found = 1 / (1 + exp(-logit))
    return MOST if found > MOST else LEAST if found < LEAST else found


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


def _known(reading: Reading) -> Known:
    """What the document tells of its own time and place, found once."""
    known = reading.scene.recall(Known)
    if known.clock is None:
        scene = reading.scene
        meta, clock, home = scene.document.metadata, find_clock(scene), scene.recall(RegionMemory).home
        known.clock, known.home = clock, home
        known.facts = (
            clock.year, len(clock.date or ""), bool(meta.date), bool(clock.titled), clock.place is None,
            "none" if home is None else "nation" if home == NATION else "told", meta.region == home,
        )  # fmt: skip
    return known


def _of_document(
    year: int | None, length: int, given: bool, titled: bool, nowhere: bool, home: str, told: bool
) -> Answers:
    """How the document's own time and place are known."""
    dated = "none" if year is None else "titled" if titled else "counted"
    if length:
        dated = ("printed" if given else "found") + str(length)
    shown = "none" if year is None else "nowhere" if nowhere else "in text"
    era = "none" if year is None else "old" if year < OLD else "new"
    return dated, shown, home if told else f"{home} guessed", era


def _of_number(
    sure: float, dimension: str, qualifier: str, value: str, measure: Measure, size: int, where: str
) -> Answers:
    """What number it is, how it measures, and how its indicator was put together."""
    unit = "printed" if sure > 0.99 else "plain" if sure > 0.975 else "near" if sure > 0.95 else "far"
    kind = f"{measure.measure} {measure.direction or '-'}"
    per = "none" if measure.per is None else "per"
    length = str(size) if size < 3 else "3-6" if size < 7 else "7-12" if size < 13 else "13-16" if size < 17 else "17-"
    return unit, dimension, qualifier, value, kind, measure.basis, per, length, where


def _of_place(
    listed: str, cell: str, reach: int, aside: bool, beside: bool, broken: bool, order: int, times: int
) -> Answers:
    """How long its clause is before the number, whether that is an aside, speaks of two things, or is broken text; how
    many figures and times its sentence has had."""
    clause = "0" if reach < 1 else "1-8" if reach < 9 else "9-20" if reach < 21 else "21-40" if reach < 41 else "41-"
    ordered = str(order) if order < 4 else "4-7" if order < 8 else "8-"
    flags = (str(int(flag)) for flag in (aside, beside, broken))
    return listed, cell, clause, *flags, ordered, str(times) if times < 4 else "4-"


def _of_source(
    stretch: int, told: str, printed: bool, lag: int | None, region: str, by: str, role: str, role_by: str
) -> Answers:
    """Where period, place and role come from, and how far the period is from the document's own."""
    if not stretch:
        period, shown, away = "none", "none", "none"
    else:
        period, shown = told, "in text" if printed else "nowhere"
        away = "unknown" if lag is None else str(lag) if -1 <= lag <= 2 else "ahead" if lag < 0 else "back"
    return STRETCHES[stretch], period, shown, away, f"{region} {by}", f"{role} {role_by}"


def _of_again(*steps: int) -> Answers:
    """How far the second reading agrees, by head, and in how many it does not."""
    names = [
        ("surely" if one > 2 else "rather" if one else "barely") if one >= 0 else "hardly" if one == -1 else "no"
        for one in steps
    ]
    return *names, str(sum(one < 0 for one in steps))


GROUPS = (
    Group(OF_DOCUMENT, _of_document),
    Group(OF_NUMBER, _of_number),
    Group(OF_PLACE, _of_place),
    Group(OF_SOURCE, _of_source),
    Group(OF_AGAIN, _of_again),
)
NOTHING: tuple[None, ...] = (None,)


def _facts(reading: Reading, known: Known, model: Model) -> Iterator[tuple[Facts, Facts, Facts, Facts]]:
    """Of each mention the facts of all groups but the document's."""
    windows, folded, text = find_windows(reading), reading.folded, reading.text
    again = margins(model, reading, windows)
    size, sentence, order = len(windows), -1, 0
    periods, offset, length = known.periods, reading.passage.start, len(text)
    place = known.clock.place if known.clock is not None else None
    broken = "$" in folded or "\\" in folded
    evidence = [reading.evidence.get(field) or NOTHING * size for field in EVIDENCE_FIELDS]

    def near(stretch: tuple[int, int] | None) -> str:
        """How near the words stand that tell a field."""
        if stretch is None:
            return "own"
        start = stretch[0] - offset
        if start < 0 or start >= length:
            return "beyond"
        return "sentence" if start >= sentence else "paragraph"

    for number, (mention, window) in enumerate(zip(reading.mentions, windows, strict=True)):
        start, clause, qualifier, value = mention.start, window.clause_start, mention.qualifier, mention.value
        if window.sentence_start != sentence:
            sentence, order, times, since = window.sentence_start, 0, 0, window.sentence_start
        order += 1
        times += folded.count("年", since, start) + folded.count("月", since, start)
        since = start
        lead = folded[clause:start]
        listed = window.place or (number + 1 < size and windows[number + 1].first == window.first)
        period, region, role, measure = (
            reading.periods[number], reading.regions[number], reading.roles[number], reading.measures[number],
        )  # fmt: skip
        stretch, printed, lag = periods.get(period) or _period(period, known, reading)
        told = "none"
        if period is not None:
            told = near(evidence[0][number])
            if told == "own" and folded.find(period[:4], clause, window.clause_end) < 0:
                told = "own unprinted"
            elif told == "beyond" and evidence[0][number] == place:
                told = "document"
        phrase = reading.indicators[number]
        yield (
            (
                mention.confidence, mention.dimension, qualifier,
                "vague" if value is None else "few" if mention.surface[0] in FEW and value < 10 else "given",
                measure, len(phrase), _where(text, phrase, mention, window),
            ),
            (
                "no" if not listed else "later" if window.place else "first", _cell(mention), len(lead),
                clause > 0 and folded[clause - 1] in "（(", not BESIDE.isdisjoint(lead), broken,
                order, times,
            ),
            (
                stretch, told, printed, lag,
                "none" if region is None else "home" if region == known.home else "other", near(evidence[1][number]),
                role, near(evidence[2][number]),
            ),
            again[number],
        )  # fmt: skip


def _period(period: str | None, known: Known, reading: Reading) -> tuple[int, bool, int | None]:
    """What is known of a period, found once a document."""
    year = period[:4] if period else ""
    own = known.clock.year if known.clock is not None else None
    lag = own - int(year) if own is not None and year.isdecimal() else None
    found = stretch_of(period), bool(year) and year in reading.scene.folded, lag
    known.periods[period] = found
    return found


def _where(text: str, phrase: str, mention: Mention, window: Window) -> str:
    """Whether an indicator's words stand together, and where."""
    if not phrase:
        return "none"
    if text.find(phrase, window.left, mention.start) >= 0:
        return "before"
    if text.find(phrase, window.sentence_start, window.sentence_end) < 0:
        return "composed"
    if text.find(phrase, mention.end, window.right) >= 0:
        return "after"
    return "clause" if text.find(phrase, window.clause_start, window.clause_end) >= 0 else "sentence"


def _cell(mention: Mention) -> str:
    return "no" if mention.cell is None else "headed" if mention.row_head and mention.column_head else "bare"
