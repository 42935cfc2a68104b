"""A value as a person asks for it: `>1亿元`, `3%..5%`, `约50万人`, `>=1000亩`, `14.47亿元`, `不低于三分之一`.

    value    = end .. end | [word or sign] quantity [word]
    quantity = numeral [unit], the numeral as a report would print it

A quantity alone asks for what it may have been rounded from, by the rules for printed numbers (14.47亿元 finds
144,712万元); 约 for five per cent around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.interval import Interval, Printed, printed_interval
from corpus.reference.units import Unit, units
from nlp.fold import fold
from nlp.numerals import Numeral, match_numeral, power_of
from search_api.query_error import QueryError

EXAMPLES = "write it like '>1亿元', '3%..5%', '约50万人', '>=1000亩'"

WORDS = {
    "at_least": ">= ≥ => ≧ 大于等于 不低于 不少于 不小于 至少",
    "at_most": "<= ≤ =< ≦ 小于等于 不超过 不高于 不多于 不大于 至多 最多",
    "more_than": "> 大于 超过 高于 多于 超 突破",
    "less_than": "< 小于 低于 少于 不足 不到",
    "approx": "≈ ~ 大约 大概 约 近",
    "exact": "= 等于",
}
SIGNS = {sign: qualifier for qualifier, signs in WORDS.items() for sign in signs.split()}
AFTER = {"以上": "at_least", "以内": "at_most", "以下": "at_most", "左右": "approx", "上下": "approx"}
"""Words and signs before a quantity, and words after it. 以上 and 以下 include it (Civil Code, article 1259)."""

BEFORE = re.compile("|".join(sorted(map(re.escape, SIGNS), key=len, reverse=True)))
BEHIND = re.compile(f"及?({'|'.join(AFTER)})$")
RANGE = re.compile(r"\.{2,3}|…|[~～—–]+|至|到|(?<=[\d%万亿元])-(?=\d)")
PARTS = {"百分之": "%", "千分之": "‰"}
BASE_TELLS_APART = frozenset({"money", "ratio", "duration", "other"})
"""Dimensions whose units do not all convert into each other: 元 and 美元, % and 倍."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedValue:
    """`interval` in the base unit of `dimension`; both None parts are no condition. `unit` is set where figures of
    other units of the dimension must not be compared. `near` is twice as wide, for figures with an open end: 至少1000人
    is no answer to 约50万人."""

    interval: Interval
    near: Interval
    dimension: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class _Quantity:
    numeral: Numeral
    unit: Unit | None
    unit_text: str


def parse_value(text: str) -> AskedValue:
    """The interval, dimension and unit that a value expression asks for. Raises QueryError."""
    folded = fold(text).replace(" ", "")
    ends = RANGE.split(folded)
    if len(ends) == 2 and all(ends):
        return _between(*ends, text=text)
    return _compared(folded, text)


def _between(first: str, last: str, *, text: str) -> AskedValue:
    lo, hi = _quantity(first, text), _quantity(last, text)
    unit = hi.unit or lo.unit
    if lo.unit and hi.unit and (lo.unit.dimension, lo.unit.base) != (hi.unit.dimension, hi.unit.base):
        raise QueryError(f"the ends of {text!r} have units that cannot be compared: use one unit for both")
    low = _value(lo.numeral, text)
    if lo.unit is None and not lo.numeral.magnitude and hi.numeral.magnitude:
        low *= power_of(hi.numeral.magnitude)  # 3..5亿元
    bottom, top = _base(low, lo.unit or unit), _base(_value(hi.numeral, text), unit)
    if bottom > top:
        raise QueryError(f"the first end of {text!r} is above the second: write the smaller one first")
    return _asked(Interval(bottom, top), unit)


def _compared(folded: str, text: str) -> AskedValue:
    qualifier, rest = "exact", folded
    if sign := BEFORE.match(folded):
        qualifier, rest = SIGNS[sign[0]], folded[sign.end() :]
    elif word := BEHIND.search(folded):
        qualifier, rest = AFTER[word[1]], folded[: word.start()]
    found = _quantity(rest, text)
    number = found.numeral
    countable = found.unit is None or found.unit.dimension in ("people", "households", "count", "times", "person_times")
    printed = Printed(
        value=_value(number, text),
        value_max=number.upper,
        ulp=min(number.ulp, Decimal(1)) if found.unit and found.unit.dimension == "ratio" else number.ulp,
        last=number.last,
        qualifier=qualifier,
        countable=countable and not number.magnitude,
    )
    return _asked(_scaled(printed_interval(printed), found.unit), found.unit)


def _quantity(part: str, text: str) -> _Quantity:
    for word, sign in PARTS.items():
        if part.startswith(word):
            part = part[len(word) :] + sign
    minus = part.startswith("-")
    part = part.removeprefix("-")
    numeral = match_numeral(part, 0) if part else None
    if numeral is None:
        raise QueryError(f"no number in {text!r}: {EXAMPLES}")
    name = part[numeral.end :]
    unit = units().get(name)
    if name and unit is None:
        raise QueryError(f"{name!r} in {text!r} is no unit that is known: {EXAMPLES}")
    return _Quantity(_negative(numeral) if minus else numeral, unit, name)


def _negative(numeral: Numeral) -> Numeral:
    return numeral._replace(value=None if numeral.value is None else -numeral.value)


def _value(numeral: Numeral, text: str) -> Decimal:
    if numeral.value is None:
        raise QueryError(f"the number in {text!r} is too vague: {EXAMPLES}")
    return numeral.value


def _base(value: Decimal, unit: Unit | None) -> Decimal:
    return unit.to_base(value) if unit else value


def _scaled(interval: Interval, unit: Unit | None) -> Interval:
    lo, hi = (None if end is None else _base(end, unit) for end in (interval.lo, interval.hi))
    return Interval(lo, hi, interval.lo_open, interval.hi_open)


def _asked(interval: Interval, unit: Unit | None) -> AskedValue:
    near = Interval(_halved(interval.lo), _doubled(interval.hi))
    if unit is None:
        return AskedValue(interval=interval, near=near)
    own = unit.dimension in BASE_TELLS_APART or (unit.dimension == "count" and unit.name != "个")
    return AskedValue(interval=interval, near=near, dimension=unit.dimension, unit=unit.name if own else None)


def _halved(low: Decimal | None) -> Decimal | None:
    return None if low is None else low / 2 if low > 0 else low * 2


def _doubled(high: Decimal | None) -> Decimal | None:
    return None if high is None else high * 2 if high > 0 else high / 2


SHOWN = {"at_least": "≥ ", "at_most": "≤ ", "more_than": "> ", "less_than": "< ", "approx": "约 ", "exact": "= "}


def shown_value(text: str) -> str:
    """A value expression in one way of writing: `≥ 1亿元`, `3%–5%`, `约 50万人`."""
    folded = fold(text).replace(" ", "")
    ends = RANGE.split(folded)
    if len(ends) == 2 and all(ends):
        return "–".join(ends)
    if sign := BEFORE.match(folded):
        return SHOWN[SIGNS[sign[0]]] + folded[sign.end() :]
    if word := BEHIND.search(folded):
        return SHOWN[AFTER[word[1]]] + folded[: word.start()]
    return SHOWN["exact"] + folded
