"""Values as a person reads them: 1447000000 元 as 14.47 亿元, or all money in one unit that was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from search_api.query_error import QueryError
from search_api.records import Record, decimal_text

if TYPE_CHECKING:
    pass

MAGNITUDES = (("万亿", Decimal(10) ** 12, 4), ("亿", Decimal(10) ** 8, 4), ("万", Decimal(10) ** 4, 2))
"""Name, factor, and the decimals with which a value is still easier to read in it than written out."""

PLAIN_UNITS = frozenset({"%", "‰", "百分点", "千分点", "倍", "番", "℃", "成", "折"})
"""Units that no magnitude stands before."""


def readable(value: Decimal | None, value_max: Decimal | None, unit: str) -> str:
    """A value or a range in the largest scale that loses no digit: `14.47 亿元`, `1.06 万户`, `3–5 亿元`, `72 %`."""
    if value is None:
        return ""
    name, factor = _magnitude(value if value_max is None else value_max, unit)
    ends = [grouped(end / factor) for end in (value, value_max) if end is not None]
    return f"{'–'.join(ends)} {name}{unit}".rstrip()


def _magnitude(value: Decimal, unit: str) -> tuple[str, Decimal]:
    if unit not in PLAIN_UNITS:
        for name, factor, places in MAGNITUDES:
            if abs(value) >= factor and _decimals(value / factor) <= places:
                return name, factor
    return "", Decimal(1)


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def grouped(value: Decimal) -> str:
    """Written out with separators for thousands: 15,734."""
    whole, _, rest = (decimal_text(value) or "").partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    first = len(digits) % 3
    groups = [digits[:first]] * bool(first) + [digits[at : at + 3] for at in range(first, len(digits), 3)]
    return sign + ",".join(groups) + (f".{rest}" if rest else "")


SIGNS = {"approx": "≈", "more_than": ">", "at_least": "≥", "less_than": "<", "at_most": "≤"}
"""How a qualifier (约, 超过, 以上 …) is shown before a value."""


def readable_record(record: Record) -> str:
    """The value of a figure with its qualifier, in the scale that was asked for where it has one: `≥20 万人`."""
    if record.get("scaled") is not None:
        ends = [grouped(Decimal(record[end])) for end in ("scaled", "scaled_max") if record.get(end)]
        text = f"{'–'.join(ends)} {record['scale']}"
    else:
        value, value_max = record["value"], record["value_max"]
        text = readable(value and Decimal(value), value_max and Decimal(value_max), record["unit"])
    return SIGNS.get(record["qualifier"], "") + text if text else ""


@dataclass(frozen=True, slots=True)
class Scale:
    """A unit that values are shown in: `1 name` is `factor` of `base`."""

    name: str
    dimension: str
    base: str
    factor: Decimal


EXACT, ROUND = Context(prec=40), Context(prec=20)
POWERS = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10,
          "千亿": 11, "万亿": 12}  # fmt: skip


def parse_scales(names: Iterable[str]) -> tuple[Scale, ...]:
    """Scales by name (亿元, 万人, 公顷). Raises QueryError for an unknown one, or two for the same units."""
    scales: dict[tuple[str, str], Scale] = {}
    for name in names:
        scale = _scale(name.strip())
        taken = scales.setdefault((scale.dimension, scale.base), scale)
        if taken is not scale:
            raise QueryError(f"{taken.name} and {name} measure the same: give one of them with --in")
    return tuple(scales.values())


def _scale(name: str) -> Scale:
    from corpus.reference.units import units

    for start in range(len(name)):
        magnitude, unit = name[:start], units().get(name[start:])
        if unit and magnitude in POWERS:
            factor = EXACT.divide(Decimal(unit.factor.numerator), Decimal(unit.factor.denominator))
            return Scale(name, unit.dimension, unit.base, factor.scaleb(POWERS[magnitude]))
    raise QueryError(f"{name!r} is no unit that is known: write it like 亿元, 万元, 万人, 公顷")


def scale_record(record: Record, scales: Iterable[Scale]) -> Record:
    """A figure's record with `scaled`, `scaled_max` and `scale`: its value in the scale that fits its unit, else None.

    A converted value is rounded at 20 significant digits, so that 亩 to 公顷 ends somewhere.
    """
    from corpus.reference.units import units_by_name

    unit = units_by_name().get(record["unit"])
    for scale in scales:
        if unit and (unit.dimension, unit.base) == (scale.dimension, scale.base):
            ends = {name: record[name] and unit.to_base(Decimal(record[name])) for name in ("value", "value_max")}
            shown = {
                name: end if end is None else decimal_text(ROUND.divide(end, scale.factor))
                for name, end in ends.items()
            }
            return record | {"scaled": shown["value"], "scaled_max": shown["value_max"], "scale": scale.name}
    return record | {"scaled": None, "scaled_max": None, "scale": None}
