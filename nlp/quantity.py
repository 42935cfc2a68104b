"""A numeral with its unit: single (14.47亿元), halved (五个半月), multiplied (2×34万千瓦), or a range (3～5亿元)."""

from __future__ import annotations

import re
from decimal import Decimal

from corpus.reference.units import units
from nlp.found import PRINTED, Found
from nlp.numerals import CTX, NEW, POWERS, Numeral, match_numeral, plain
from nlp.units import NEIGHBOURLY, UnitHit, dimension_of, find_unit, head_unit

RANGE = re.compile(r"[ ]?(?:-{1,2}|—{1,2}|–|―|─|~{1,2}|～|〜|∼|至|到)[ ]?")
JOINTS = frozenset(" -—–―─~～〜∼至到")
OPEN_ENDS = JOINTS | frozenset("半多余")
"""What may carry a number and its unit on to more than they are."""
NUMERAL_START = re.compile(r"[0-9一二三四五六七八九两十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟]")
SIGN = frozenset("-−－负下")
DEGREES = frozenset("度℃摄")
RATED = frozenset("%‰℃")
WORD = re.compile("[一-鿿](?<![零一二三四五六七八九十百千万亿几数第])")
OPENINGS = SIGN | frozenset("×xX✕* ")
BEFORE_SIGN = frozenset(" \t\n（(：:，、。；为达是降长率至值由从比")
HALVES = re.compile(r"半(?![年径天数导成夜生路价日])")
HALVED = frozenset(("ratio", "duration", "age", "length", "mass", "area"))
MORE_AFTER = re.compile(r"[多余](?![出达种样元次名家少数于方边个额款粮热党功媒渠])")
TIMES = re.compile(r"(?<![\d.])(\d{1,3})[ ]?[×xX✕*][ ]?$")
CALENDAR = frozenset("年月日")
HALF = Decimal("0.5")


def read_quantity(text: str, at: int, numeral: Numeral) -> Found:
    """The numeral at an offset with the unit that follows, and the range that it opens."""
    hit = find_unit(text, numeral.end)
    if hit and numeral.magnitude and len(hit.unit.printed) >= 2 and hit.unit.dimension == "count":
        hit = None if _heads_on(text, hit) else hit
    item = _single(text, at, numeral, hit)
    if text[item.end : item.end + 1] not in OPEN_ENDS:
        return item
    return _range(text, at, numeral, hit) or _more_after(text, _halved(text, item))


def _heads_on(text: str, hit: UnitHit) -> bool:
    """2235万城市居民: the noun goes on to another that counts people."""
    ahead = head_unit(text, hit.end)
    return ahead is not None and ahead[1] == hit.end and ahead[0].dimension == "people"


def signed(text: str, at: int, numeral: Numeral) -> int:
    """Where the figure begins: at its minus sign, where there is one; a rate's may follow any word (同比-3.2%)."""
    if not at or text[at - 1] not in SIGN:
        return at
    if text[at - 1] == "下":
        return at - 2 if text[at - 2 : at - 1] == "零" and text[numeral.end : numeral.end + 1] in DEGREES else at
    if text[at - 1] == "负":
        return at - 1 if at == 1 or text[at - 2] in BEFORE_SIGN else at
    if not numeral.arabic:
        return at
    if at == 1 or text[at - 2] in BEFORE_SIGN:
        return at - 1
    return at - 1 if text[numeral.end : numeral.end + 1] in RATED and WORD.match(text, at - 2) else at


def _single(text: str, at: int, numeral: Numeral, hit: UnitHit | None) -> Found:
    start, value = at, numeral.value
    if at and text[at - 1] in OPENINGS:
        start, value = _opened(text, at, numeral)
    if hit is None:
        return Found(start, numeral.end, numeral, value, numeral.upper)
    unit = hit.unit
    if unit.printed in NEIGHBOURLY or unit.dimension == "people":
        dimension = dimension_of(hit, text, start, hit.end)
        return Found(start, hit.end, numeral, value, numeral.upper, unit, _named(hit, dimension), dimension)
    return NEW(
        Found,
        (start, hit.end, numeral, value, numeral.upper, unit, hit.name, unit.dimension, PRINTED, False),
    )


def _opened(text: str, at: int, numeral: Numeral) -> tuple[int, Decimal | None]:
    """Where a figure begins and its value, with a minus sign or a factor before its numeral."""
    start, value = signed(text, at, numeral), numeral.value
    if value is not None and start < at:
        value = CTX.minus(value)
    return _product(text, start, value) or (start, value)


def _named(hit: UnitHit | None, dimension: str) -> str:
    """The recorded name of a unit; a 口 or 位 that counts no people stays itself."""
    if hit is None:
        return ""
    return hit.unit.printed if dimension == "count" and hit.unit.dimension == "people" else hit.name


def _product(text: str, start: int, value: Decimal | None) -> tuple[int, Decimal] | None:
    """2×34万千瓦: two of 340,000 kilowatts each are one figure of their product."""
    if value is None or not start or text[start - 1] not in "×xX✕* ":
        return None
    found = TIMES.search(text[max(0, start - 6) : start])
    return (start - len(found[0]), plain(CTX.multiply(value, Decimal(found[1])))) if found else None


def _halved(text: str, item: Found) -> Found:
    """一倍半, 两年半, 五个半月: half a unit more."""
    if item.value is None or item.upper is not None or text[item.end : item.end + 1] != "半":
        return item
    half = item.numeral._replace(ulp=HALF, last=HALF)
    if item.unit and item.unit.printed == "个":
        hit = find_unit(text, item.end + 1)
        if hit is None or hit.unit.dimension != "duration":
            return item
        unit = units().get(f"个{hit.unit.printed}", hit.unit)
        return item._replace(
            end=hit.end,
            value=CTX.add(item.value, HALF),
            unit=unit,
            name=unit.name,
            dimension="duration",
            numeral=half,
        )
    if item.dimension in HALVED and HALVES.match(text, item.end) and not item.numeral.magnitude.endswith(("万", "亿")):
        return item._replace(end=item.end + 1, value=CTX.add(item.value, HALF), numeral=half)
    return item


def _more_after(text: str, item: Found) -> Found:
    """九倍多, 两年多, 三公里多: 多 after a measuring unit."""
    if item.unit is None or item.numeral.inside or text[item.end : item.end + 1] not in ("多", "余"):
        return item
    if item.unit.dimension in ("count", "people", "other", "times", "person_times") or not MORE_AFTER.match(
        text, item.end
    ):
        return item
    return item._replace(end=item.end + 1, numeral=item.numeral._replace(inside=text[item.end]))


def _range(text: str, at: int, first: Numeral, hit: UnitHit | None) -> Found | None:
    """3～5亿元, 6%至8%, 50万到80万元: the unit and magnitude of the second serve a first that has none."""
    end = hit.end if hit else first.end
    joint = RANGE.match(text, end) if text[end : end + 1] in JOINTS else None
    if not joint or first.value is None or not NUMERAL_START.match(text, joint.end()):
        return None
    second = match_numeral(text, joint.end())
    if second is None or second.value is None or second.arabic != first.arabic:
        return None
    other = find_unit(text, second.end)
    if not _fits(text, at, first, hit, second, other):
        return None
    low = first.value if hit else shared(first, second)
    start = signed(text, at, first)
    low = CTX.minus(low) if start < at else low
    if low >= second.value:
        return None
    end = other.end if other else second.end
    numeral = second._replace(ulp=min(first.ulp, second.ulp), last=min(first.last, second.last))
    dimension = dimension_of(other, text, at, end) if other else "other"
    return Found(
        start=start, end=end, numeral=numeral, value=low, upper=second.value, unit=other.unit if other else None,
        name=_named(other, dimension), dimension=dimension,
    )  # fmt: skip


def _fits(text: str, at: int, first: Numeral, hit: UnitHit | None, second: Numeral, other: UnitHit | None) -> bool:
    """Whether two numbers with a dash, 至 or 到 between are the ends of one range."""
    if other is None:
        return hit is None and bool(second.magnitude)
    if hit:
        return hit.unit.name == other.unit.name and not _from_to(text, at, other.end)
    return other.unit.printed not in CALENDAR


def _from_to(text: str, at: int, end: int) -> bool:
    """从 a 到 b tells two figures, unless 不等 follows."""
    return text[max(0, at - 1) : at] in ("从", "由", "自") and not text.startswith("不等", end)


def shared(first: Numeral, second: Numeral) -> Decimal:
    """The lower end of 3～5亿: it takes the second's magnitude when it has none and stays the smaller number."""
    value = first.value or Decimal(0)
    if first.magnitude or not second.magnitude or second.value is None:
        return value
    scaled = CTX.multiply(value, scale_of(second.magnitude))
    return plain(scaled) if scaled < second.value else value


def scale_of(magnitude: str) -> Decimal:
    """What a trailing magnitude multiplies by: 千万 is 10,000,000."""
    return CTX.scaleb(Decimal(1), sum(POWERS[char] for char in magnitude))
