"""Numbers whose unit stands elsewhere in running text: a series, a head noun, a figure before, an index."""

from __future__ import annotations

import re
from decimal import Decimal

from corpus.reference.units import Unit, units
from nlp.found import Found
from nlp.numerals import CTX, plain
from nlp.quantity import scale_of
from nlp.units import head_unit, lead_unit

JOINT = re.compile(r"[ ]?(?P<mark>、|和|及|与|或|以及|，|,|；|：|∶|:|/)[ ]?(?:分别|约|近|超|超过)?")
TIGHT = frozenset(("、", "和", "及", "与", "或", "以及"))
INDEX = re.compile(
    r"(?:(?:指数|系数|pH|PH|容积率|CPI|PPI|PMI|GDP|比值|得分|评分)(?:[^，。；\d]{0,8}|[^，。；\d]{0,8}\d[\d.]*[^，。；\d]{1,8})"
    r"|[度率值比差数](?:[^，。；\d]{0,6}\d[\d.]*)?[^，。；\d]{0,6}[为从由至到达是在：:]"
    r"|以[^，。；\d]{1,12}为(?:100|一百)[，,；][^，。；\d]{0,10}为"
    r"|(?:增长|下降|上升|回落|降低|提高))[ ]?$"
)


MONEY_NAMES = {
    "人民币": "元", "RMB": "元", "CNY": "元", "¥": "元", "￥": "元",
    "美元": "美元", "美金": "美元", "US$": "美元", "USD": "美元",
    "港币": "港元", "港元": "港元", "HK$": "港元", "HKD": "港元",
    "日元": "日元", "欧元": "欧元", "€": "欧元", "英镑": "英镑", "£": "英镑", "新台币": "新台币", "NT$": "新台币",
    "澳门元": "澳门元",
}  # fmt: skip
CURRENCY = re.compile(rf"({'|'.join(map(re.escape, MONEY_NAMES))})[ ]?$")
"""A currency printed before its number: 人民币5亿, US$300万, ￥3000."""


GROWN = re.compile(r"(?:增长|下降|上升|回落)[ ]?$")
"""What a bare decimal after can only be a rate of, its % lost."""


def resolve(text: str, items: list[Found]) -> list[Found]:
    """Numbers without unit get one, or stay without where they have none by nature, or are dropped as no figures."""
    return _lend_forward(text, _lend_backward(text, items))


def _lend_backward(text: str, items: list[Found]) -> list[Found]:
    """From the end: 提高0.9、5.9个百分点 gives 0.9 the unit of 5.9."""
    kept: list[Found] = []
    following: Found | None = None
    for item in reversed(items):
        known: Found | None = item if item.unit else _known(text, item, following)
        if known and following and known.name == "个" and following.name == "百分点":
            known = _points(text, known, following)
        if known:
            kept.append(known)
        following = known
    kept.reverse()
    return kept


def _known(text: str, item: Found, following: Found | None) -> Found | None:
    """A number without unit, with what is known of its unit; None when it is no figure."""
    currency = CURRENCY.search(text[max(0, item.start - 5) : item.start])
    if currency:
        return _counted(item, units()[MONEY_NAMES[currency[1]]], 0.97)
    if _is_year(item):
        return None
    ahead = head_unit(text, item.end)
    if ahead and ahead[0].dimension not in ("people", "households") and lead_unit(text, item.start):
        ahead = None
    if ahead and (item.numeral.magnitude or (ahead[1] == item.end and ahead[0].dimension in ("people", "households"))):
        behind = lead_unit(text, item.start)
        return _counted(item, ahead[0], 0.98 if behind and behind.name == ahead[0].name else 0.96)
    if following and following.unit and _in_series(text, item, following):
        return _borrow(item, following)
    if item.numeral.magnitude:
        behind = lead_unit(text, item.start)
        return _counted(item, behind, 0.93) if behind else item._replace(confidence=0.6)
    if _is_decimal(item) and INDEX.search(text[max(0, item.start - 30) : item.start]):
        grown = GROWN.search(text[max(0, item.start - 6) : item.start]) is not None
        return _counted(item, units()["%"], 0.8) if grown else item._replace(confidence=0.85)
    return None


def _points(text: str, item: Found, following: Found) -> Found:
    """快于全国3.4个、1个百分点: the 个 of both is that of 个百分点."""
    joint = JOINT.fullmatch(text, item.end, following.start)
    if joint is None or joint["mark"] not in TIGHT:
        return item
    return item._replace(unit=following.unit, name=following.name, dimension=following.dimension, confidence=0.97)


def _counted(item: Found, unit: Unit, confidence: float) -> Found:
    """A number that a noun gives its unit; things have no classifier that is sure, only a dimension."""
    sure = unit.dimension in ("people", "households", "money", "person_times", "ratio")
    return item._replace(
        unit=unit, name=unit.name if sure else "", dimension=unit.dimension, confidence=confidence, derived=True
    )


def _is_year(item: Found) -> bool:
    value = item.value or Decimal(0)
    return item.end - item.start == 4 and not item.numeral.magnitude and 1600 <= value <= 2199


def _is_decimal(item: Found) -> bool:
    """What has no unit by nature is printed with decimals: 指数为100.7, 收入比缩小至2.12."""
    return item.numeral.ulp < 1


def _in_series(text: str, item: Found, following: Found) -> bool:
    joint = JOINT.fullmatch(text, item.end, following.start)
    if _is_round_mark(item, following):
        return False
    return joint is not None and (joint["mark"] in TIGHT or bool(item.numeral.magnitude))


def _is_round_mark(item: Found, other: Found) -> bool:
    """总量近千亿、4个县过百亿: a hundred million and more is no count of the neighbour's things."""
    return item.numeral.magnitude.endswith("亿") and other.dimension == "count" and not other.numeral.magnitude


def _borrow(item: Found, other: Found) -> Found:
    """A number with its neighbour's unit, and its magnitude when it has none itself (分别为3.2、4.1万亩)."""
    value, numeral = item.value, item.numeral
    if value is not None and not numeral.magnitude and other.numeral.magnitude:
        scale = scale_of(other.numeral.magnitude)
        value = plain(CTX.multiply(value, scale))
        ulp, last = CTX.multiply(numeral.ulp, scale), CTX.multiply(numeral.last, scale)
        numeral = numeral._replace(ulp=ulp, last=last, magnitude=other.numeral.magnitude)
    return item._replace(numeral=numeral, value=value, unit=other.unit, name=other.name, dimension=other.dimension,
        confidence=0.97, derived=True,
    )  # fmt: skip


def _lend_forward(text: str, items: list[Found]) -> list[Found]:
    """ "30亿" after "20亿元" in one sentence: the unit of the figure before; and money that breaks a round mark."""
    lent: list[Found] = []
    for item in items:
        if item.unit is None and item.numeral.magnitude:
            item = _from_before(text, item, lent[-1] if lent else None)
        lent.append(item)
    return lent


MONEY = re.compile(
    r"总值|总量|产值|收入|资金|投资|贷款|存款|余额|总额|规模|金额|支出|成交|GDP|税|利润|资产|营收|市值|经费|费用|销售|消费|融资|授信"
)


def _from_before(text: str, item: Found, before: Found | None) -> Found:
    if (
        before
        and before.unit
        and not _is_round_mark(item, before)
        and before.dimension != "ratio"
        and item.start - before.end < 24
        and not set("。\n") & set(text[before.end : item.start])
    ):
        return item._replace(
            unit=before.unit, name=before.name, dimension=before.dimension, confidence=0.9, derived=True
        )
    if item.numeral.magnitude.endswith("亿") and MONEY.search(_clause_before(text, item.start)):
        return _counted(item, units()["元"], 0.9)
    return item


def _clause_before(text: str, at: int) -> str:
    return re.split(r"[，。；\n]", text[max(0, at - 20) : at])[-1]
