"""The base of a per-unit value: 人均, 户均, 每亩, 元/吨.

The base is a unit as units are written in figures (人, 户, 亩, 千人); where a person and a time are both named they are
joined, the person first: 每人每月 gives 人·月.
"""

from __future__ import annotations

import re

TIMES = frozenset("年月日天周") | {"小时", "分钟", "季度", "学年", "学期"}
SAME = {"名": "人", "位": "人", "人口": "千人", "天": "日"}
SLASH = re.compile(r"/([千百万]?[一-龥]{1,4}(?:·[一-龥]{1,2})?)$")
TAIL = re.compile(
    r"/([千百万]?(?:人|户|亩|吨|年|月|日|天|次|秒|小时|平方米|立方米|公斤|斤|公里|小时|床|生|头|只|台|辆|件|桶|度|千瓦时)(?:·[人户年月日次])?)"
)
NOUN = (
    "人口|平方公里|平方米|立方米|公里|公顷|小时|分钟|秒|季度|学年|学期|千瓦时|标准箱|千克|公斤|农户|贫困户|人次"
    "|人|户|亩|吨|年|月|日|天|周|生|床|车|次|斤|度|股|台|辆|头|只|名|位|家|件|村|乡|镇|县|市|区|校|班|所|例|米|场|期|套|间|桶|元"
)
EVERY = re.compile(
    rf"每(?:(?:新?增加?|多|成功|新)[^\d，。；]{{0,4}}?)?(?:一|1)?(?P<number>[百千万亿十]+|\d+[百千万亿]?)?(?:个)?(?P<unit>{NOUN})|每个(?P<people>人|农民|职工|学生|老人|居民|子女|孩子|劳动力)|每(?P<piece>个)"
    r"|(?P<time>[年月日])?(?P<mean>[人户亩生日月年村地单床次县校班])均(?<![村地单次县校班]均(?=[已为由超达]))(?!衡|可|匀|等)(?P<later>[年月](?!均))?"
    r"|(?<![0-9今昨明当本节近末])(?P<daily>日)(?=处理(?!能力)|供水(?!能力)|产|接待|加工|输送)|一(?P<one>斤|公斤|亩|吨|头|只)(?=能|可|卖|就|的?价)"
    r"|(?P<income>[人户])均(?=可支配)"
    r"|(?P<yield>亩)产(?!业|品|值)|(?P<gdp>万元|单位)(?=(?:国内|地区)?(?:生产总值|GDP|工业增加值|产值))"
)
CROWD = frozenset({"十", "百", "千", "万", "十万", "百万"})


# a unit of density is one unit: 微克/立方米
DENSITY = re.compile(r"(?:克|mg|μg|g)[/每](?:立方米|升|千克|公斤|m³|L|kg)$")


EACH = re.compile(r"每(年|月|天|日|户|人|吨|亩|公斤)(?![年月天日户人])")


def _base(match: re.Match[str]) -> list[str]:
    if match["mean"]:
        return [match["mean"], *(time for time in (match["time"] or match["later"],) if time and time != match["mean"])]
    if match["income"] or match["yield"] or match["gdp"]:
        return [match["income"] or match["yield"] or match["gdp"].replace("单位", "")]
    if match["daily"] or match["one"]:
        return [match["daily"] or match["one"]]
    if match["people"]:
        return ["人"]
    if match["piece"]:
        return ["个"]
    unit, number = match["unit"], match["number"] or ""
    if unit == "人口":
        unit = "人"
    return [number + SAME.get(unit, unit)] if number or unit else []


def per_in(folded: str, start: int, end: int) -> str | None:
    """The base that the words of a stretch name last, None where they name none."""
    return find_per(folded, start, end)[0]


def find_per(folded: str, start: int, end: int) -> tuple[str | None, int]:
    """The base that the words of a stretch name last and where they end; None where they name none."""
    last: list[str] = []
    last_end = -9
    for match in EVERY.finditer(folded, start, end):
        base = _base(match)
        near = match.start() - last_end <= 2
        last = last + [b for b in base if b not in last] if near else base
        last_end = match.end()
    if not last:
        return None, start
    ordered = [b for b in last if b not in TIMES] + [b for b in last if b in TIMES]
    return "·".join(ordered) or None, last_end


def per_of_surface(surface: str, folded: str, end: int) -> str | None:
    """The base that is printed with the unit or right behind it: 645元/月."""
    if DENSITY.search(surface):
        return None
    match = SLASH.search(surface) or TAIL.match(folded, end)
    if match is None and (each := EACH.match(folded, end)):
        return SAME.get(each[1], each[1])
    return match[1] if match else None
