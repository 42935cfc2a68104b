"""The base of a per-unit value: 人均, 户均, 每亩, 元/吨.

The base is a unit as units are written in figures (人, 户, 亩, 千人); where a person and a time are both named they are
joined, the person first: 每人每月 gives 人·月, 年户均 gives 户·年.
"""

from __future__ import annotations

import re
from typing import NamedTuple

TIMES = frozenset("年月日天周") | {"小时", "分钟", "秒", "季度", "学年", "学期"}
SAME = {
    "常住人口": "人",
    "户籍人口": "人",
    "名": "人",
    "位": "人",
    "人口": "人",
    "天": "日",
    "家庭": "户",
    "家庭户": "户",
    "学校": "校",
    "乡镇": "乡",
}

NOUN = (
    "人口|常住人口|户籍人口|平方公里|平方米|立方米|公里|公顷|小时|分钟|秒|季度|学年|学期|千瓦时|标准箱|千克|公斤|农户|贫困户|人次"
    "|课时|学分|千克|兆瓦|千瓦"
    "|人|户|亩|吨|年|月|日|天|周|生|床|车|次|斤|度|股|台|辆|头|只|名|位|家|件|村|乡|镇|县|市|区|校|班|所|例|米|场|期|套|间|桶|元"
    "|株|棵|片|支(?![部行队])|票|单(?![位元])|餐|本|份|篇|盒|瓶|袋|箱|筐|节|艘|架|匹|条|门|栋|幢|座|处|口|眼|组|团|队|项|宗|笔|批|升|克"
)
PEOPLE = "人|农民|职工|学生|老人|居民|子女|孩子|劳动力"
# every branch begins with a literal character, so that a search skips what begins none
EVERY = re.compile(
    # 每个贫困村: of villages
    r"每一?个(?![人月])(?:[一-龥]{0,4}?)(?P<whole>村|乡镇|[乡镇县旗户]|学校|家庭户?)"
    # 每年, 每千人口, 每增加1人
    rf"|每(?:(?:新?增加?|多|成功|新)[^\d，。；]{{0,4}}?)?(?:一|1(?!\d))?(?P<number>[百千万亿十]+|\d+[百千万亿]?)?个?(?P<unit>{NOUN})"
    # 每招用1人: a condition that counts
    r"|每(?![年月日天周季个户人名亩村县镇市区家学次吨千万百])[一-龥]{1,6}?[1一]个?(?P<counted>[人名家户个亩吨辆台例])"
    rf"|每个(?P<people>{PEOPLE})|每(?P<piece>个)"
    # 人均, 年户均, 人均月; but not 三个村均达到, where 均 is an adverb, and not 均衡
    r"|均(?P<mean>)(?<=[人户亩生日月年村地单床次县校班]均)"
    r"(?<![村地单次县校班]均(?=[已为由超达]))(?!衡|可(?!支配)|匀|等|浓度|气温|温度|降[水雨]|湿度|等效|声级|水[温位]|日照)(?P<later>[年月](?!均))?"
    # 日处理; but not 15日处理 and not the name of a capacity
    r"|日(?P<daily>)(?<![0-9今昨明当本节近末]日)(?=处理(?!能力)|供水(?!能力)|产|接待|加工|输送)"
    r"|一(?P<one>斤|公斤|亩|吨|头|只)(?=能|可|卖|就|的?价)|亩(?P<yield>)产(?:(?!业|品|值)|(?<![\d万千百十亿]亩产)(?=值))"
    r"|万元(?P<gdp>)(?=(?:国内|地区)?(?:生产总值|GDP|工业增加值|产值))"
    # 千人拥有病床; but not 三千人拥有
    r"|千人(?P<thousand>)(?<![\d一二三四五六七八九十百万数几上近]千人)(?=拥有|占有)"
    r"|百户(?P<hundred>)(?<![\d一二三四五六七八九十千万数几上近]百户)(?=拥有|家庭)"
)
NAMED = {"daily": "日", "yield": "亩", "gdp": "万元", "thousand": "千人", "hundred": "百户"}
MEAN_TIMES = frozenset("年月日")
# 2018年人均, 去年户均: a date before the word, no base
DATED = re.compile(r"[\d〇○零一二三四五六七八九十去今上当全前明本同个]")
SIGNS = (
    "每", "均", "亩产", "日处理", "日供水", "日产", "日接待", "日加工", "日输送", "万元国内", "万元地区",
    "万元生产总值", "万元GDP", "万元工业", "万元产值", "一斤", "一公斤", "一亩", "一吨", "一头", "一只",
    "千人拥有", "千人占有", "百户拥有", "百户家庭",
)  # fmt: skip
"""One of these stands wherever a base is named: most texts are spared the search."""
# 每增加1人，增加5平方米: the base stands in the clause before; 每引进1名博士，给予5万元
CONDITION = re.compile(rf"每(?:新?增加?|多)[^，。；\d]{{0,4}}?(?:一|1)?个?(?P<unit>{NOUN})[，,]?$")
CONDITION_REACH = 14
RAISED = re.compile(
    r"(?:^|[。；，,：:）])(?:对|凡)?[^，。；：\d]{0,6}?每[^，。；：\d]{1,8}?[1一]?个?(?P<unit>[人名位家户个亩吨台套辆例项件])(?![均次])"
    r"[^，。；：\d]{0,10}[，,]$"
)
RAISED_REACH = 34
GIVES = re.compile("(?:可|则|由|再|另|将|均|按|一次性|财政|最高|[一-龥]{0,4}给予|奖|补|发放|支付)")
# two bases that stand this near belong together: 每人每月; a time a little farther, too: 每名驾驶员每日
TOGETHER, TOGETHER_TIME = 2, 6
SLASH = re.compile(r"/([千百万]?[一-龥]{1,4}(?:[·/][一-龥]{1,2})?)$")
AFTER = re.compile(
    r"/([千百万]?(?:人|户|亩|吨|年|月|日|天|次|秒|小时|平方米|立方米|公斤|斤|公里|床|生|头|只|台|辆|件|桶|度|千瓦时)(?:[·/][人户年月日天次])?)"
    r"|每(人次|平方米|立方米|平方公里|公里|千瓦时|小时|[年月天日周户人吨亩套台辆头只次件床生斤]|公斤)(?![年月天日户人])"
)
# a unit of density is one unit: 微克/立方米
DENSITY = re.compile(r"(?:克|mg|μg|g)[/每](?:立方米|升|千克|公斤|m³|L|kg)$")


class Base(NamedTuple):
    """Words that name a base, and the units that they give."""

    start: int
    end: int
    units: tuple[str, ...]


def find_bases(folded: str) -> list[Base]:
    """All words of a text that name a base, in order."""
    if not any(sign in folded for sign in SIGNS):
        return []
    return [_base(match, folded) for match in EVERY.finditer(folded)]


def _base(match: re.Match[str], folded: str) -> Base:
    start, end = match.span()
    group = match.lastgroup or ""
    if group in ("mean", "later"):
        mean, time = folded[start - 1], folded[start - 2 : start - 1]
        timed = time in MEAN_TIMES and time != mean and not DATED.match(folded, start - 3)
        times = [unit for unit in (time if timed else None, match["later"]) if unit and unit != mean]
        return Base(start - 1 - timed, end, (mean, *times))
    if group == "people":
        return Base(start, end, ("人",))
    if group == "unit":
        return Base(start, end, ((match["number"] or "") + SAME.get(match["unit"], match["unit"]),))
    printed = NAMED.get(group) or match[group]
    return Base(start, end, (SAME.get(printed, printed),))


def per_in(text: str) -> str | None:
    """The base that the words of a text name last, None where they name none."""
    return last_base(find_bases(text), 0, len(text))[0]


def last_base(bases: list[Base], start: int, end: int) -> tuple[str | None, int]:
    """The base that is named last in a stretch and where its words end; None where none is."""
    last: tuple[str, ...] = ()
    last_end = start
    for base in bases:
        if base.start < start:
            continue
        if base.end > end:
            break
        near = TOGETHER_TIME if last and (base.units[0] in TIMES) != (last[0] in TIMES) else TOGETHER
        together = last and base.start - last_end <= near
        last = (*last, *(unit for unit in base.units if unit not in last)) if together else base.units
        last_end = base.end
    if not last:
        return None, start
    return "·".join(sorted(last, key=TIMES.__contains__)) if len(last) > 1 else last[0], last_end


def per_of_condition(folded: str, clause_start: int) -> str | None:
    """The base that the clause before a clause sets: 每增加1人，增加5平方米."""
    match = CONDITION.search(folded, max(0, clause_start - CONDITION_REACH), clause_start)
    return SAME.get(match["unit"], match["unit"]) if match else None


def per_of_offer(folded: str, clause_start: int) -> str | None:
    """The base that the clause before sets for what is given: 每引进1名博士，给予5万元."""
    if folded[clause_start - 1 : clause_start] not in ("，", ",") or not GIVES.match(folded, clause_start):
        return None
    match = RAISED.search(folded, max(0, clause_start - RAISED_REACH), clause_start)
    return SAME.get(match["unit"], match["unit"]) if match else None


def per_of_surface(surface: str, folded: str, end: int) -> str | None:
    """The base that is printed with the unit or right behind it: 645元/月, 1000人次每年."""
    if (folded[end : end + 1] not in ("/", "每") and "/" not in surface) or DENSITY.search(surface):
        return None
    match = SLASH.search(surface) or AFTER.match(folded, end)
    if match is None:
        return None
    printed = re.split("[·/]", match[match.lastindex or 1])
    return "·".join(SAME.get(unit, unit) for unit in printed)
