"""Figures as they are written: number, unit, qualifier, place.

Reading goes from numeral to numeral: what counts nothing is skipped (nlp.not_figures), the rest is a numeral
(nlp.numerals), its unit (nlp.units) and, where another follows, a range. Definition: the project's guideline, §1 and §2.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.interval import Interval, Printed, printed_interval
from corpus.model import Issue
from corpus.reference.units import Unit, units
from nlp.malformed import find_malformed
from nlp.not_figures import PERIOD_LEAD, quotations, skip_end, titles
from nlp.numerals import CTX, FRACTION, TOKENS, Numeral, evaluate, match_numeral, plain
from nlp.qualifiers import Qualifier, read_qualifier
from nlp.reading import Mention, Reading
from nlp.units import UnitHit, dimension_of, find_unit, head_unit

START = re.compile(r"[0-9零〇一二三四五六七八九两十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟]|[几数](?=[十百千万亿])")
SIGN = frozenset("-−－")
RANGE = re.compile(r"[ ]?(?:-{1,2}|—{1,2}|–|―|─|~|～|〜|至|到)[ ]?")
SERIES = re.compile(r"[ ]?(?:、|和|及|与|或|，|,|；|：|∶|:|/)[ ]?(?:分别)?")
TENTHS = re.compile(
    r"(?P<whole>[一二两三四五六七八九]|\d(?:\.\d)?)成(?P<half>半|[一二三四五六七八九])?(?![为立功员果长本绩熟都品效就年人交型活片套渝因份色灵])"
)
HALVES = re.compile(r"半(?![年径天数导成夜生路价日])")
LETTER = re.compile(r"[A-Za-z]")
TITLED = frozenset("个项条名位件种次届张款类门家")
DURATIONS = frozenset(("duration", "age"))
WEAK = frozenset("零一二三四五六七八九两〇")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A number in folded text with what its print says; `unit` is None where none is printed or derived."""

    start: int
    end: int
    numeral: Numeral
    value: Decimal | None
    upper: Decimal | None = None
    unit: Unit | None = None
    name: str = ""
    dimension: str = "other"
    confidence: float = 0.99
    derived: bool = False


def find_mentions(reading: Reading) -> tuple[list[Mention], list[Issue]]:
    """The figures of a passage in order, and the numbers that cannot be read.

    Offsets are offsets in the passage. A number that is malformed, or longer than any quantity, becomes an issue.
    """
    if reading.passage.kind == "table" and reading.block.cells:
        from nlp.tables import find_in_table

        return find_in_table(reading)
    return read_prose(reading.text, reading.folded)


def read_prose(text: str, folded: str) -> tuple[list[Mention], list[Issue]]:
    """Figures and issues of running text; `folded` is the same text folded, as long."""
    issues = find_malformed(text, folded)
    found = scan(folded, [(issue.start or 0, issue.end or 0) for issue in issues])
    return [to_mention(text, folded, item) for item in found], issues


def scan(folded: str, taken: list[tuple[int, int]]) -> list[Found]:
    """All numbers that count something, in order; `taken` are stretches to leave alone."""
    closed = _merged(titles(folded) + taken)
    quoted = quotations(folded)
    found: list[Found] = []
    at = 0
    while start := START.search(folded, at):
        at = start.start()
        stretch = _inside(closed, at)
        if stretch:
            at = stretch[1]
            continue
        item, at = _read_at(folded, at)
        if item and not (_inside(quoted, item.start) and not _measured(item)):
            found.append(item)
    return _resolve(folded, found)


def _merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _inside(stretches: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """The stretch that holds an offset; stretches are sorted and do not overlap."""
    place = bisect_right(stretches, (at, len(stretches) and 1 << 60)) - 1
    if place >= 0 and stretches[place][0] <= at < stretches[place][1]:
        return stretches[place]
    return None


def _measured(item: Found) -> bool:
    return item.unit is not None and item.dimension not in (
        "count",
        "people",
        "times",
        "households",
        "other",
        "duration",
        "person_times",
    )


def _read_at(text: str, at: int) -> tuple[Found | None, int]:
    """The figure that begins at a numeral, if any, and where reading goes on."""
    char = text[at]
    if char.isascii() and at and _in_code(text, at):
        return None, _code_end(text, at)
    skipped = skip_end(text, at)
    if skipped is not None and skipped > at:
        return None, skipped
    fraction = _fraction(text, at) if char in _FRACTION_STARTS or "分之" in text[at : at + 6] else None
    if fraction:
        return fraction, fraction.end
    tenths = TENTHS.match(text, at)
    if tenths:
        item = _tenths(tenths)
        return item, item.end
    numeral = match_numeral(text, at)
    if numeral is None:
        return None, _token_end(text, at)
    return _quantity(text, at, numeral)


_FRACTION_STARTS = frozenset("百千万")
TOKEN_END = re.compile(r"[\d.,]+|[零〇一二三四五六七八九两十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟几数点]+")


def _token_end(text: str, at: int) -> int:
    found = TOKEN_END.match(text, at)
    return found.end() if found else at + 1


def _in_code(text: str, at: int) -> bool:
    """Whether an Arabic numeral is the tail of a code: G20, PM2.5, COVID-19, H5N1."""
    before = text[at - 1]
    if before.isascii() and before.isalpha():
        return text[max(0, at - 3) : at] not in ("CPI", "PPI", "PMI", "GDP", "CNY", "RMB")
    return before in "-_." and at > 1 and text[at - 2].isascii() and text[at - 2].isalpha()


CODE = re.compile(r"[\dA-Za-z._-]+")


def _code_end(text: str, at: int) -> int:
    found = CODE.match(text, at)
    return found.end() if found else at + 1


def _fraction(text: str, at: int) -> Found | None:
    """百分之九十 is 90 %, 千分之二点四 is 2.4 ‰, 三分之一 is 33.33 %."""
    found = FRACTION.match(text, at)
    if not found:
        return None
    if found["hundred"]:
        return _hundredths(text, at, found)
    above, below = _number(found["above"]), _number(found["below"])
    if not above or not below:
        return None
    value = CTX.quantize(CTX.divide(CTX.multiply(above, Decimal(100)), below), Decimal("0.01"))
    numeral = Numeral(end=found.end(), value=plain(value), ulp=Decimal("0.02"), last=Decimal("0.01"))
    return _found(at, found.end(), numeral, units()["%"])


def _hundredths(text: str, at: int, found: re.Match[str]) -> Found | None:
    value = _number(found["part"])
    if value is None:
        return None
    kind, end = found["hundred"], found.end()
    unit = units()["‰" if kind[0] == "千" else "%"]
    if kind[0] == "万":
        value = CTX.scaleb(value, -2)
    upper = None
    span = RANGE.match(text, end)
    if span:
        other = FRACTION.match(text, span.end())
        high = _number(other["part"]) if other and other["hundred"] == kind else None
        if other and high is not None and high > value:
            upper, end = high, other.end()
    last = CTX.scaleb(Decimal(1), int(value.as_tuple().exponent))
    numeral = Numeral(
        end=end, value=plain(value), ulp=min(last, Decimal(1)), last=min(last, Decimal(1)), inside=found["fmore"] or ""
    )
    return _found(at, end, numeral, unit, upper=upper)


def _number(text: str) -> Decimal | None:
    numeral = match_numeral(text, 0)
    return numeral.value if numeral and numeral.end == len(text) else None


def _tenths(found: re.Match[str]) -> Found:
    """两成 is 20 %, 六成五 is 65 %, 三成半 is 35 %."""
    whole = _number(found["whole"]) or Decimal(0)
    half = found["half"]
    extra = Decimal(5) if half == "半" else (_number(half) or Decimal(0)) if half else Decimal(0)
    ulp = Decimal(1) if half and half != "半" else Decimal(10) if "." not in found["whole"] else Decimal(1)
    numeral = Numeral(end=found.end(), value=plain(whole * 10 + extra), ulp=ulp, last=ulp, arabic=found[0][0].isascii())
    return _found(found.start(), found.end(), numeral, units()["%"])


def _found(start: int, end: int, numeral: Numeral, unit: Unit, *, upper: Decimal | None = None) -> Found:
    return Found(
        start=start,
        end=end,
        numeral=numeral,
        value=numeral.value,
        upper=upper,
        unit=unit,
        name=unit.name,
        dimension=unit.dimension,
    )


def _quantity(text: str, at: int, numeral: Numeral) -> tuple[Found | None, int]:
    """A numeral with its unit, and the range it opens."""
    hit = find_unit(text, numeral.end)
    end = hit.end if hit else numeral.end
    if not hit and _is_code(text, at, numeral):
        return None, max(end, _code_end(text, end) if text[end : end + 1].isascii() else end)
    ranged = _range(text, at, numeral, hit, end)
    if ranged:
        return (ranged if _counts(text, ranged) else None), ranged.end
    item = _single(text, _signed(text, at, numeral), numeral, hit, end)
    item = _halved(text, item)
    return (item if _counts(text, item) else None), item.end


def _is_code(text: str, at: int, numeral: Numeral) -> bool:
    """5G, 4K, 3D: a numeral that runs into Latin letters which are no unit; or a long bare number."""
    after = text[numeral.end : numeral.end + 1]
    return numeral.arabic and (
        (after.isascii() and after.isalpha()) or (numeral.end - at >= 9 and not numeral.magnitude)
    )


def _signed(text: str, at: int, numeral: Numeral) -> int:
    """Where the figure begins: at its minus sign, when the hyphen before it is one."""
    if not numeral.arabic or not at or text[at - 1] not in SIGN:
        return at
    before = text[at - 2 : at - 1]
    return at - 1 if not before or before in " \t\n（(：:，、。；为达是降长率至" else at


def _single(text: str, start: int, numeral: Numeral, hit: UnitHit | None, end: int) -> Found:
    value = numeral.value
    if value is not None and text[start] in SIGN:
        value = CTX.minus(value)
    product = _product(text, start, value)
    if product:
        start, value = product
    unit = hit.unit if hit else None
    dimension = dimension_of(hit, text[max(0, start - 16) : start], text[end : end + 16]) if hit else "other"
    return Found(
        start=start,
        end=end,
        numeral=numeral,
        value=value,
        upper=numeral.upper,
        unit=unit,
        name=hit.name if hit else "",
        dimension=dimension,
    )


TIMES = re.compile(r"(?<![\d.])(\d{1,3})[ ]?[×xX✕*][ ]?$")


def _product(text: str, start: int, value: Decimal | None) -> tuple[int, Decimal] | None:
    """2×34万千瓦: two of 340,000 kilowatts each, one figure of their product."""
    if value is None or not start or text[start - 1] not in "×xX✕* ":
        return None
    found = TIMES.search(text[max(0, start - 6) : start])
    return (start - len(found[0]), plain(CTX.multiply(value, Decimal(found[1])))) if found else None


def _halved(text: str, item: Found) -> Found:
    """一倍半, 两年半, 五个半月: half a unit more."""
    if item.value is None or item.upper is not None:
        return item
    half = None
    if item.unit and item.unit.printed == "个" and text.startswith("半", item.end):
        half = find_unit(text, item.end + 1)
        if half and half.unit.dimension != "duration":
            half = None
        if half:
            return replace(item, end=half.end, value=item.value + Decimal("0.5"), unit=half.unit, name=half.name, dimension="duration",
                           numeral=replace(item.numeral, ulp=Decimal("0.5"), last=Decimal("0.5")))  # fmt: skip
    if (
        item.dimension in ("ratio", "duration", "age", "length", "mass", "area")
        and HALVES.match(text, item.end)
        and not item.numeral.arabic
    ):
        return replace(
            item,
            end=item.end + 1,
            value=item.value + Decimal("0.5"),
            numeral=replace(item.numeral, ulp=Decimal("0.5"), last=Decimal("0.5")),
        )
    return item


def _range(text: str, at: int, first: Numeral, hit: UnitHit | None, end: int) -> Found | None:
    """3～5亿元, 6%至8%, 50万到80万元: both ends, the unit and magnitude of the second serving a first that has none."""
    span = RANGE.match(text, end)
    if not span or first.value is None:
        return None
    second = match_numeral(text, span.end()) if START.match(text, span.end()) else None
    if second is None or second.value is None or second.arabic != first.arabic:
        return None
    other = find_unit(text, second.end)
    if not other or (hit and hit.unit.name != other.unit.name) or (not hit and _unit_alone(text, at, other)):
        return None
    low = _shared(first, second) if not hit else first.value
    if low >= second.value or (hit and _from_to(text, at, other.end)):
        return None
    start = _signed(text, at, first)
    if start < at:
        low = CTX.minus(low)
    numeral = replace(second, ulp=min(first.ulp, second.ulp), inside=second.inside)
    dimension = dimension_of(other, text[max(0, at - 16) : at], text[other.end : other.end + 16])
    return Found(
        start=start,
        end=other.end,
        numeral=numeral,
        value=low,
        upper=second.value,
        unit=other.unit,
        name=other.name,
        dimension=dimension,
    )


def _unit_alone(text: str, at: int, other: UnitHit) -> bool:
    return other.unit.dimension == "duration" and other.unit.printed in ("年", "月", "日")


def _from_to(text: str, at: int, end: int) -> bool:
    """从 a 到 b tells two figures, unless 不等 follows."""
    return text[max(0, at - 1) : at] in ("从", "由") and not text.startswith("不等", end)


def _shared(first: Numeral, second: Numeral) -> Decimal:
    """The lower end of 3～5亿: it takes the second's magnitude when it has none and is the smaller number."""
    value = first.value or Decimal(0)
    if first.magnitude or not second.magnitude or second.value is None:
        return value
    scale = _scale(second.magnitude)
    return plain(CTX.multiply(value, scale)) if CTX.multiply(value, scale) < second.value else value


def _scale(magnitude: str) -> Decimal:
    return evaluate(TOKENS.findall("一" + magnitude)) or Decimal(1)


NOTED = re.compile(r"单位[ ]?[：:]?[ ]?(?:人民币)?$")
QUALIFIED = frozenset("近超逾过上破达约足万")


def _counts(text: str, item: Found) -> bool:
    """Whether a number with its unit, or with none, says how much or how many."""
    numeral, unit = item.numeral, item.unit
    if numeral.value is None:
        return unit is not None and item.dimension not in DURATIONS
    if not numeral.arabic and text[item.start] in "百千万亿" and not _powers_count(text, item):
        return False
    if unit is None:
        return _bare_counts(text, item)
    if item.dimension == "duration":
        return _duration_counts(text, item)
    after = text[item.end : item.end + 2]
    if after[:1] == "级" and not after.startswith("级以"):
        return False
    if _is_base(text, item):
        return False
    return numeral.arabic or _chinese_counts(text, item)


def _powers_count(text: str, item: Found) -> bool:
    """万亿元, 近百家, 上千人: a power word without digit counts with a qualifier, or with money and 亿 (a bare 万元 is a base of rates)."""
    if item.unit is None or NOTED.search(text[max(0, item.start - 6) : item.start]):
        return False
    before = text[item.start - 1 : item.start]
    if before and before in QUALIFIED:
        return True
    return item.dimension == "money" and item.end - item.start >= 3 and before not in "每"


def _is_base(text: str, item: Found) -> bool:
    """每万人, 每10万人, 每百户: what a rate is counted per."""
    before = text[max(0, item.start - 2) : item.start]
    if not before.endswith("每") and before != "平均每":
        return False
    return item.value is not None and plain(item.value) in (1, 10, 100, 1000, 10000, 100000, 1000000)


def _duration_counts(text: str, item: Found) -> bool:
    if PERIOD_LEAD.search(text[max(0, item.start - 4) : item.start]) and not text.startswith(
        ("以上", "以内", "以下"), item.end
    ):
        return False
    if item.unit and item.unit.printed in ("日", "月", "季度", "周", "星期"):
        return (
            item.unit.printed != "月"
            and item.numeral.arabic
            and text.startswith(("内", "以内", "以上", "之内"), item.end)
        )
    return item.numeral.arabic or text[item.start] != "一"


YIELDS = frozenset("倍番成")


def _chinese_counts(text: str, item: Found) -> bool:
    """A Chinese numeral: 一+classifier counts only beside another count (一个国贫旗和两个区贫旗县)."""
    surface = text[item.start : item.end]
    unit = item.unit
    if unit is None:
        return False
    if (
        unit.printed
        in (
            "年",
            "月",
            "日",
            "点",
            "分",
            "里",
            "头",
            "方",
            "面",
            "级",
            "手",
            "国",
            "地",
            "区",
            "市",
            "县",
            "省",
            "村",
            "镇",
            "乡",
            "部门",
            "州",
            "旗",
            "角",
            "字",
            "步",
            "城",
            "两",
            "层",
            "节",
            "站",
            "环节",
        )
        and item.value is not None
        and item.value < 20
    ):
        return False
    if item.value == 1 and surface[0] == "一" and len(item.numeral.magnitude) == 0:
        return unit.dimension == "ratio" or _coordinated(text, item)
    return True


NEXT_COUNT = re.compile(
    r"[^，。；！？\d]{1,14}?(?:和|、|及|与)(?:[二两三四五六七八九十]+|\d+)(?P<unit>[个名家座项件条户人所])"
)


def _coordinated(text: str, item: Found) -> bool:
    found = NEXT_COUNT.match(text, item.end)
    return found is not None and item.unit is not None and found["unit"] == item.unit.printed


BARE_LEAD = re.compile(
    r"(?:指数|系数|比值|系数值|容积率|指标值|得分|均值)[^，。；\d]{0,6}(?:为|达到?|至|到|是|在)[ ]?$|(?:为|达到?|至|到|分别为|：|:)[ ]?$"
)


def _bare_counts(text: str, item: Found) -> bool:
    """A number without unit: kept for now when it has a magnitude, a decimal, or a series may lend it a unit."""
    surface = text[item.start : item.end]
    if not item.numeral.arabic:
        return bool(item.numeral.magnitude) and item.numeral.magnitude[-1] in "万亿" and len(surface) > 1
    return True


def _resolve(text: str, found: list[Found]) -> list[Found]:
    """Bare numbers get the unit of the series they stand in, of a head noun, or of an index; the rest are dropped."""
    resolved: list[Found] = []
    following: Found | None = None
    for item in reversed(found):
        if item.unit is None:
            known = _lend(text, item, following)
            following = known
            if known:
                resolved.append(known)
        else:
            following = item
            resolved.append(item)
    resolved.reverse()
    return _lend_forward(text, resolved)


def _lend(text: str, item: Found, following: Found | None) -> Found | None:
    """A bare number's unit from what follows it; None drops it."""
    head = (
        head_unit(text, item.end)
        if item.numeral.magnitude or text[item.end : item.end + 1] not in "，。；、：！？,.;: ）)"
        else None
    )
    if head and (item.numeral.magnitude or _is_noun_next(text, item)):
        name = head.name if head.dimension in ("people", "households") else ""
        return replace(item, unit=head, name=name, dimension=head.dimension, confidence=0.92, derived=True)
    if following and following.unit and _joined(text, item, following):
        return _borrow(item, following)
    if item.numeral.magnitude or _is_index(text, item):
        return replace(item, confidence=0.75)
    return None


def _is_noun_next(text: str, item: Found) -> bool:
    return (item.value or 0) >= 10 and head_unit(text[: item.end + 5], item.end) is not None and not _is_year(item)


def _is_year(item: Found) -> bool:
    value = item.value or Decimal(0)
    return item.end - item.start == 4 and 1600 <= value <= 2199 and value == value.to_integral_value()


def _joined(text: str, item: Found, following: Found) -> bool:
    """Whether two numbers are neighbours in a series: 0.9、5.9个百分点."""
    gap = text[item.end : following.start]
    joint = SERIES.fullmatch(gap)
    if joint is None or _is_year(item):
        return False
    return "、" in gap or "和" in gap or "与" in gap or "及" in gap or "或" in gap or item.numeral.magnitude != ""


def _borrow(item: Found, other: Found) -> Found:
    """The item with a neighbour's unit, and its magnitude when it has none itself (分别为3.2、4.1万亩)."""
    value = item.value
    if value is not None and not item.numeral.magnitude and other.numeral.magnitude:
        scale = _scale(other.numeral.magnitude)
        value = plain(CTX.multiply(value, scale))
        item = replace(
            item,
            numeral=replace(
                item.numeral,
                ulp=CTX.multiply(item.numeral.ulp, scale),
                last=CTX.multiply(item.numeral.last, scale),
                magnitude=other.numeral.magnitude,
            ),
        )
    return replace(
        item, value=value, unit=other.unit, name=other.name, dimension=other.dimension, confidence=0.9, derived=True
    )


def _lend_forward(text: str, found: list[Found]) -> list[Found]:
    """ "30亿" after "20亿元" in one clause: the unit of the last figure with the same magnitude."""
    lent: list[Found] = []
    for item in found:
        before = lent[-1] if lent else None
        if item.unit is None and item.numeral.magnitude and before and before.unit and item.start - before.end < 24:
            gap = text[before.end : item.start]
            if "。" not in gap and "\n" not in gap:
                item = replace(
                    item, unit=before.unit, name=before.name, dimension=before.dimension, confidence=0.85, derived=True
                )
        lent.append(item)
    return lent


INDEX = re.compile(r"(?:指数|系数|容积率|CPI|PPI|PMI|GDP|比值)[^，。；\d]{0,8}$")


def _is_index(text: str, item: Found) -> bool:
    """指数为100.7: a number that has no unit by nature."""
    return INDEX.search(text[max(0, item.start - 16) : item.start]) is not None and not _is_year(item)


def to_mention(text: str, folded: str, item: Found) -> Mention:
    """The record of a number that was found, with its qualifier and interval."""
    qualifier = _qualifier(folded, item)
    upper = item.upper
    kind = "range" if upper is not None else qualifier.kind
    return Mention(
        start=item.start, end=item.end, surface=text[item.start : item.end], value=item.value, value_max=upper, unit=item.name,
        dimension=item.dimension, qualifier=kind, qualifier_text=qualifier.word, interval=interval_of(item, kind, qualifier), confidence=item.confidence,
    )  # fmt: skip


BROKEN_THROUGH = frozenset(("突破", "突破了", "破"))


def _qualifier(folded: str, item: Found) -> Qualifier:
    qualifier = read_qualifier(folded, item.start, item.end, inside=item.numeral.inside)
    if (
        qualifier.word in BROKEN_THROUGH
        and item.dimension == "count"
        and item.name in ("项", "个", "种", "款", "类", "条", "件")
    ):
        return Qualifier()
    if item.numeral.value is None:
        return Qualifier("approx", qualifier.word or item.numeral.inside)
    return qualifier


COUNTABLE = frozenset(("people", "households", "count", "times", "person_times", "livestock"))


def interval_of(item: Found, kind: str, qualifier: Qualifier) -> Interval | None:
    """What the printed number may stand for, in the base unit of its dimension; None for 几 and 数."""
    if item.value is None or item.numeral.inside in ("几", "数"):
        return None
    printed = Printed(
        value=item.value, value_max=item.upper, ulp=item.numeral.ulp, last=item.numeral.last, qualifier=kind,
        countable=item.dimension in COUNTABLE, inside=bool(item.numeral.inside) and qualifier.word in ("余", "多", "来"), near=qualifier.near,
    )  # fmt: skip
    own = printed_interval(printed)
    unit = item.unit
    if unit is None:
        return own
    return Interval(
        None if own.lo is None else unit.to_base(own.lo),
        None if own.hi is None else unit.to_base(own.hi),
        own.lo_open,
        own.hi_open,
    )
