"""A number that was found in folded text, between its reading and its record."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from corpus.interval import Interval, Printed, exact_interval, printed_interval
from corpus.reference.units import Unit
from nlp.numerals import NEW, Numeral
from nlp.qualifiers import EXACT, Qualifier, bounded, read_qualifier
from nlp.reading import Mention

COUNTABLE = frozenset(("people", "households", "count", "times", "person_times", "livestock"))
BROKEN_THROUGH = frozenset(("突破", "突破了", "破", "跨过", "跨越", "迈过", "越过"))
ACHIEVED = frozenset(("项", "个", "种", "款", "类", "条", "件"))
GRANTED = frozenset(("money", "ratio"))
FEW = frozenset("几数")
JUST = re.compile("(?:正好|恰好|刚好)翻了?$")
POWER_WORDS = frozenset("百千万亿")
ROUND_MARKS = {"上": Qualifier("at_least", "上"), "过": Qualifier("more_than", "过")}
"""上千人, 过百亿: before a power word without digit."""


PRINTED = 0.995
"""A unit printed beside its number, which holds in all but a few of a thousand figures of the annotated documents."""
WEAKER = {"small": 0.98, "vague": 0.97, "other": 0.98}
"""Where samples of real documents show more errors: 两个, 八项 (names and phrases), 数百, units of no common kind."""


class Found(NamedTuple):
    """A number with what its print says; `unit` is None where none is printed or derived.

    `value` is in `unit`, fully expanded; `derived` says that the unit stands elsewhere. `confidence` is the chance that
    value and unit are right, from the evidence they were read from.
    """

    start: int
    end: int
    numeral: Numeral
    value: Decimal | None
    upper: Decimal | None = None
    unit: Unit | None = None
    name: str = ""
    dimension: str = "other"
    confidence: float = PRINTED
    derived: bool = False


def found(start: int, end: int, numeral: Numeral, unit: Unit, *, upper: Decimal | None = None) -> Found:
    """A number whose unit is known as it stands."""
    return Found(
        start=start, end=end, numeral=numeral, value=numeral.value, upper=upper, unit=unit, name=unit.name,
        dimension=unit.dimension,
    )  # fmt: skip


def to_mention(text: str, folded: str, item: Found) -> Mention:
    """The record of a number, with its qualifier and its interval in the base unit."""
    start, end, _, value, upper, _, name, dimension, _, _ = item
    qualifier = _qualifier(folded, item)
    kind, word, _near = qualifier
    if upper is not None:
        kind = "range"
    interval = interval_of(item, kind, qualifier)
    if name == "番" and value is not None:
        interval = _doubled(value, folded, start)
    return NEW(
        Mention,
        (
            start,
            end,
            text[start:end],
            value,
            upper,
            name,
            dimension,
            kind,
            word,
            interval,
            certainty(item),
            None,
            "",
            "",
        ),
    )


def certainty(item: Found) -> float:
    """The chance that value and unit are right. For a unit that stands elsewhere the reader of that place has said it;
    for one printed beside its number, by the kind of numeral and unit."""
    if item.derived or item.confidence != PRINTED:
        return item.confidence
    if item.value is None:
        return WEAKER["vague"]
    if not item.numeral.arabic and item.dimension in COUNTABLE and item.value < 20:
        return WEAKER["small"]
    return WEAKER["other"] if item.dimension == "other" else PRINTED


def _qualifier(folded: str, item: Found) -> Qualifier:
    """突破3项技术 is an achievement, not a bound; a number as vague as 数百 is always approximate."""
    start = item.start
    qualifier = read_qualifier(folded, start, item.end, inside=item.numeral.inside)
    if qualifier.kind == "exact":
        if item.dimension in GRANTED and "高" in folded[max(0, start - 16) : start]:
            return bounded(folded, start)
        if start and folded[start] in POWER_WORDS:
            return ROUND_MARKS.get(folded[start - 1], qualifier)
    elif qualifier.word in BROKEN_THROUGH and item.name in ACHIEVED and (item.value or 0) < 1000:
        return qualifier if folded[start] in POWER_WORDS else EXACT
    if item.value is None:
        return Qualifier("approx", qualifier.word or item.numeral.inside)
    return qualifier


def interval_of(item: Found, kind: str, qualifier: Qualifier) -> Interval | None:
    """What the printed number may stand for, in the base unit of its dimension; None for 几 and 数."""
    value, numeral, unit = item.value, item.numeral, item.unit
    if value is None or numeral.inside in FEW:
        return None
    countable = item.dimension in COUNTABLE
    if kind == "exact":
        own = exact_interval(value, numeral.ulp, countable=countable)
    else:
        own = printed_interval(
            Printed(
                value=value, value_max=item.upper, ulp=numeral.ulp, last=numeral.last, qualifier=kind,
                countable=countable, near=qualifier.near,
                inside=bool(numeral.inside) and qualifier.word == numeral.inside,
            )
        )  # fmt: skip
    return own if unit is None or unit.written == "1" else _in_base(own, unit)


def _in_base(own: Interval, unit: Unit) -> Interval:
    lo = None if own.lo is None else unit.to_base(own.lo)
    hi = None if own.hi is None else unit.to_base(own.hi)
    return Interval(lo, hi, own.lo_open, own.hi_open)


def _doubled(times: Decimal, folded: str, start: int) -> Interval:
    """翻两番 is four times as much, within a tenth unless it is 正好; in 倍 (the project's checks, §1)."""
    whole = Decimal(2) ** min(times, Decimal(30))
    if JUST.search(folded[max(0, start - 4) : start]):
        return Interval(whole, whole)
    return Interval(whole * Decimal("0.9"), whole * Decimal("1.1"))
