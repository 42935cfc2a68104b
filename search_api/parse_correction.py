"""What a person gives as the better reading of a figure's fields, checked before it is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from corpus.corrections import FIELDS
from corpus.dates import day_range
from corpus.model import BASES, DIMENSIONS, MEASURES, QUALIFIERS, ROLES, Figure
from corpus.reference.units import Unit, units, units_by_name
from nlp.fold import fold
from nlp.numerals import match_numeral
from search_api.query_error import QueryError

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0]")
LENGTHS = {"indicator": 100, "region": 60, "per": 20, "qualifier_text": 20, "by": 60}
"""Code points of a text that a person gives, at most."""
CHOICES: dict[str, tuple[str, ...]] = {
    "dimension": DIMENSIONS, "qualifier": QUALIFIERS, "measure": MEASURES, "direction": ("up", "down", ""),
    "basis": BASES, "role": ROLES,
}  # fmt: skip
NUMBERS = "write it like 14.47亿元, 1.06万人, 7.4% or 1447000000"
PERIODS = "write it like 2018, 2018-06, 2018-06-30 or 2016..2020"

Read = dict[str, str | None]


def parse_correction(given: Mapping[str, str], figure: Figure) -> Read:
    """The fields that a person gives for a figure, as a corpus keeps them, and those that follow from them: a unit
    brings its dimension, a second end makes a range. An empty text is unknown, or none. Raises QueryError."""
    if unknown := [name for name in given if name not in FIELDS]:
        raise QueryError(f"{unknown[0]!r} is no field of a figure: correct one of {', '.join(FIELDS)}")
    if not given:
        raise QueryError("nothing to correct: give a field, such as --indicator 一般公共预算收入")
    read: Read = {}
    for name, text in given.items():
        read |= PARSERS.get(name, _text)(name, text.strip())
    if "unit" in read and "dimension" not in given and read["unit"]:
        read["dimension"] = units_by_name()[read["unit"]].dimension
    _settle_range(read, figure, given)
    return read


def parse_person(by: str) -> str:
    """Who corrects. Raises QueryError."""
    name = by.strip()
    if not name:
        raise QueryError("say who corrects: --by NAME")
    return _checked("by", name)


def _number(name: str, text: str) -> Read:
    if not text:
        return {name: None}
    if re.fullmatch(r"-?\d{1,40}(?:\.\d{1,20})?", text):
        return {name: text}
    folded = fold(text).replace(" ", "")
    minus, folded = folded.startswith("-"), folded.removeprefix("-")
    numeral = match_numeral(folded, 0) if folded else None
    if numeral is None or numeral.value is None or numeral.upper is not None:
        raise QueryError(f"no number in {text!r}: {NUMBERS}")
    value = numeral.value.quantize(Decimal(1).scaleb(numeral.ulp.adjusted())) if numeral.ulp else numeral.value
    rest = folded[numeral.end :]
    read: Read = {name: str(-value if minus else value)}
    if rest:
        read["unit"] = _known_unit(rest).name
    return read


def _unit(name: str, text: str) -> Read:
    return {name: _known_unit(text).name if text else ""}


def _known_unit(text: str) -> Unit:
    unit = units_by_name().get(text) or units().get(fold(text))
    if unit is None:
        raise QueryError(f"{text!r} is no unit that is known: write it like 元, 人, 亩, %; amounts belong to the value")
    return unit


def _choice(name: str, text: str) -> Read:
    if text not in CHOICES[name]:
        raise QueryError(f"{name} is one of {', '.join(filter(None, CHOICES[name]))}, not {text!r}")
    return {name: text or None}


def _period(name: str, text: str) -> Read:
    if not text:
        return {name: None}
    days = day_range(text)
    try:
        first, last = map(date.fromisoformat, days or ())
    except ValueError:
        raise QueryError(f"{text!r} is no period: {PERIODS}") from None
    if first > last:
        raise QueryError(f"the period {text!r} ends before it begins: {PERIODS}")
    return {name: text}


def _text(name: str, text: str) -> Read:
    return {name: _checked(name, text) if text else None}


def _checked(name: str, text: str) -> str:
    if CONTROL.search(text):
        raise QueryError(f"{name} holds a line break or another control character: write it on one line")
    if len(text) > LENGTHS[name]:
        raise QueryError(f"{name} has {len(text)} characters: write {LENGTHS[name]} at most")
    return text


def _settle_range(read: Read, figure: Figure, given: Mapping[str, str]) -> None:
    """A range has two ends in order, and only a range has."""
    low, high = (_end(read, figure, name) for name in ("value", "value_max"))
    if "qualifier" not in given and "value_max" in given:
        if high is not None:
            read["qualifier"] = "range"
        elif figure.qualifier == "range":
            read["qualifier"] = "exact"
    qualifier = read.get("qualifier", figure.qualifier)
    if high is None:
        if qualifier == "range" and ("qualifier" in given or figure.value_max is not None):
            raise QueryError("a range has two ends: give value_max, or another qualifier")
        return
    if qualifier != "range":
        raise QueryError(f"a value that is {qualifier} has one end: give value_max as empty, or the qualifier range")
    if low is None or low > high:
        raise QueryError("value_max is the upper end of a range: it must not be below value")


def _end(read: Read, figure: Figure, name: str) -> Decimal | None:
    if name not in read:
        own: Decimal | None = getattr(figure, name)
        return own
    text = read[name]
    return None if text is None else Decimal(text)


PARSERS: dict[str, Callable[[str, str], Read]] = {
    "value": _number, "value_max": _number, "unit": _unit, "period": _period, **dict.fromkeys(CHOICES, _choice),
}  # fmt: skip
