"""Units in text: the longest one that begins at a place, and the one a head noun stands for (guideline, §2: unit)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from corpus.reference.units import Unit, units
from nlp.lexicon.read import read_rows
from nlp.numerals import NEW

PER = re.compile(
    r"[/／](?:平方公里|平方米|立方米|公顷|千瓦时|公里|公斤|千克|小时|分钟|昼夜|季度|学年|学期|人次|车次|班次|"
    r"(?:[一-鿿]{1,2}(?![一-鿿])|[年月日天周时秒人户亩吨斤升度车辆次床台套件个只头张米里课份瓶盒剂针床生]))"
    r"(?:[·•.、/](?:年|月|日|天|次|人|户|亩|平方米))?"
)
TIMES = re.compile(r"[（(][^（）()]{1,8}[）)]次")
WELLS = re.compile(r"[井塘窖窑][^，。；]{0,4}$")
BOUNDS = frozenset(("以上", "以下", "以内", "以外", "左右", "上下"))
PEOPLE_WELLS = re.compile(r"[井塘锅缸窑钟池棺箱]|水井|机井|鱼塘")
HORSES = re.compile(r"马|骡|驴|骆驼|牲|畜")
STRINGS = re.compile(r"序号|数[^据]|字|编码|密码|代码|泊|床")


SUFFIXED = frozenset("/／（(")


class UnitHit(NamedTuple):
    """A unit found in folded text: where it ends, per suffix (元/吨) and 次 of 辆（艘、架）次 included."""

    end: int
    unit: Unit
    name: str
    per: str = ""


class Ready(NamedTuple):
    """A unit ready to be found: the longer words that only begin like it, and whether Latin letters may carry it on."""

    unit: Unit
    name: str
    traps: tuple[str, ...]
    latin: bool


@cache
def _traps() -> tuple[str, ...]:
    """Words that only begin like a unit."""
    return tuple(row[0] for row in read_rows("not_units", ("word",)))


@cache
def _ready() -> dict[str, Ready]:
    """All units by printed form."""
    return {
        printed: Ready(
            unit,
            unit.name,
            tuple(word for word in _traps() if word.startswith(printed) and len(word) > len(printed)),
            printed[-1].isascii() and printed[-1].isalpha(),
        )
        for printed, unit in units().items()
    }


@cache
def _longest() -> dict[str, re.Pattern[str]]:
    """By first character, the pattern of the units that begin with it, longest first."""
    found: dict[str, list[str]] = {}
    for printed in sorted(units(), key=len, reverse=True):
        found.setdefault(printed[0], []).append(re.escape(printed))
    return {first: re.compile("|".join(printed)) for first, printed in found.items()}


def find_unit(text: str, at: int) -> UnitHit | None:
    """The longest unit that begins at an offset of folded text, at most two spaces on, or None."""
    first = text[at : at + 1]
    if first == " ":
        at = _after_spaces(text, at)
        first = text[at]
    pattern = _longest().get(first)
    found = pattern.match(text, at) if pattern else None
    if found is None:
        return None
    ready, end = _ready()[found[0]], found.end()
    if (ready.traps or ready.latin) and _is_other(text, at, end, ready):
        return _shorter(text, at, end)
    if text[end : end + 1] in SUFFIXED:
        return _with_suffix(text, end, ready.unit)
    return NEW(UnitHit, (end, ready.unit, ready.name, ""))


def _after_spaces(text: str, at: int) -> int:
    while text.startswith(" ", at) and at < len(text) - 1 and not text.startswith("   ", at):
        at += 1
    return at


def _shorter(text: str, at: int, end: int) -> UnitHit | None:
    """A shorter unit where the longest is only the beginning of a word."""
    for shorter in range(end - 1, at, -1):
        ready = _ready().get(text[at:shorter])
        if ready and not _is_other(text, at, shorter, ready):
            return _with_suffix(text, shorter, ready.unit)
    return None


def _is_other(text: str, at: int, end: int, ready: Ready) -> bool:
    """Whether a longer word that is no unit begins at the unit; 200所以上 is no 所以."""
    if ready.traps and text.startswith(ready.traps, at) and text[at + 1 : at + 3] not in BOUNDS:
        return True
    return ready.latin and _goes_on(text, end)


def _goes_on(text: str, end: int) -> bool:
    """Whether a Latin unit runs on into a longer Latin word: the m of mm, the t of the."""
    after = text[end : end + 1]
    return after.isascii() and after.isalnum()


def _with_suffix(text: str, end: int, unit: Unit) -> UnitHit:
    if text[end : end + 1] in ("/", "／"):
        per = PER.match(text, end)
        if per:
            return UnitHit(per.end(), unit, unit.name, per[0][1:])
    if text[end : end + 1] in ("（", "("):
        times = TIMES.match(text, end)
        if times:
            combined = units().get(f"{unit.printed}次") or units()["次"]
            return UnitHit(times.end(), combined, combined.name)
    return UnitHit(end, unit, unit.name)


@cache
def _heads() -> tuple[re.Pattern[str], dict[str, str]]:
    nouns = {row[0]: row[1] for row in read_rows("head_nouns", ("noun", "unit"))}
    longest = sorted(nouns, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), nouns


CLAUSE = re.compile(r"[^，。；、：！？,;:（）()\n\t\d《》“”]{0,24}")


def head_unit(text: str, at: int) -> tuple[Unit, int] | None:
    """The unit that the clause's next head noun stands for and where that noun begins, at most 24 characters on."""
    clause = CLAUSE.match(text, at)
    pattern, nouns = _heads()
    found = pattern.search(text, at, clause.end()) if clause else None
    first = found.start() if found else at
    while found and clause:
        following = pattern.match(text, found.end(), clause.end())
        if following is None:
            return units()[nouns[found[0]]], first
        found = following
    return None


LEAD = re.compile(r"[^，。；！？\n]{0,20}$")


def lead_unit(text: str, at: int) -> Unit | None:
    """The unit that a noun before a number stands for: 参保人数增加1753万, 新增人口100万."""
    lead = LEAD.search(text[max(0, at - 20) : at])
    if lead is None:
        return None
    if "人次" in lead[0]:
        return units()["人次"]
    people, money = (max((m.end() for m in noun.finditer(lead[0])), default=0) for noun in (PEOPLE_LEAD, MONEY_LEAD))
    return units()["元" if money > people else "人"] if people or money else None


MONEY_LEAD = re.compile(
    r"资产|资金|投资(?!者|人|企业|公司|项目|机构|户)|(?<!就业)收入(?!户|者|家庭|人|群体)|(?:注册|实缴|股|成)本(?!科|级|市|县|省)|资本(?!市场)"
    r"|产值|营业额|销售额|成交额|交易额|贷款(?!户|企业|人|项目)|存款(?!人|户)|债务|负债|税款|税收|利润|经费|补[贴助](?![农户人对学])"
    r"|奖金|奖励|罚款|费用|工资|年薪|净值|市值|赔偿金?|损失|欠款|货款|借款"
)
"""Nouns of money, before a number of 万 or 亿 whose 元 is left out."""
PEOPLE_LEAD = re.compile(
    r"人数|人口|参保|就业|农民工|职工|学生|毕业生|用户数|受益|劳动力|党员|会员|从业人员|移民|群众|游客|员额|定员|裁员|裁军"
)


HOUSEHOLDS = re.compile(
    r"农户|农牧户|贫困户|居民|家庭|住户|农村|牧户|牧民|搬迁|脱贫|低保|移民|渔户|棚户|困难户|特困|群众|村民|农民|人家|危房|户籍|户均|入户|受灾|户人|人口|养殖户|种植户|监测户|五保"
)
PREMISES = re.compile(
    r"企业|商户|个体|工商户|用户|客户|市场主体|经营主体|法人|电商|纳税|宽带|门店|工厂|单位|公司|规上|规模以上|限额|登记|户表|专业户|店|厂|机构|会员|户外|宿舍|电话|手机|电视|天然气|燃气|供热|供水|网络"
)
ANIMALS = re.compile(r"[羊鸡鸭鹅兔禽犬狗鸽猪牛驴猫鸟貂狐鹿雁鹤猴]|畜|存栏|出栏|饲养|家养|种蛋|绵羔")


CLAUSE_END = re.compile("[，。；！？\n]")


def household_dimension(before: str, after: str) -> str:
    """户 counts households with 农户, 贫困户, 居民 and their like, else enterprises, clients (guideline §2)."""
    near = CLAUSE_END.split(after[:10], maxsplit=1)[0]
    if PREMISES.search(near) and not HOUSEHOLDS.search(near):
        return "count"
    if HOUSEHOLDS.search(near):
        return "households"
    kin = [m.end() for m in HOUSEHOLDS.finditer(before)]
    other = [m.end() for m in PREMISES.finditer(before)]
    return "count" if other and (not kin or other[-1] > kin[-1]) else "households"


NEIGHBOURLY = frozenset("户只口匹位度")


def dimension_of(hit: UnitHit, text: str, start: int, end: int) -> str:
    """The dimension of a number's unit, which for 户, 只, 口, 匹, 位 and 度 its neighbours decide."""
    if hit.unit.printed not in NEIGHBOURLY:
        return hit.unit.dimension
    if hit.unit.printed == "户":  # 民营企业由2022年的1.24万户增加到1.36万户: what is counted may stand further off
        return household_dimension(text[max(0, start - 40) : start], text[end : end + 16])
    return _by_neighbours(hit, text[max(0, start - 16) : start], text[end : end + 16])


def _by_neighbours(hit: UnitHit, before: str, after: str) -> str:
    match hit.unit.printed:
        case "只":
            return "livestock" if ANIMALS.search(before) or ANIMALS.match(after) else "count"
        case "口":
            return "count" if PEOPLE_WELLS.match(after) or WELLS.search(before) else "people"
        case "匹":
            return "livestock" if HORSES.search(before + after) else "count"
        case "位":
            return "count" if STRINGS.match(after) or "字符" in before else "people"
        case "度":
            return "temperature" if re.search(r"温|零[上下]|摄氏", before) else "energy"
    return hit.unit.dimension
