"""The year of 今年 in a document that prints no date of its own, told by the years that its text names.

Years in titles, the ends of stretches and those that others are only compared with say nothing of it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from nlp.dates import plan_start, small_number
from nlp.time_pattern import HAN, PLANS
from nlp.time_pattern import YEAR as PRINTED

NEXT_YEAR = 3  # 明年 so often: the report was given late in its year
EXPECTED = 2  # so many results of one year that are only expected: it was not over
TITLE = 80  # code points of a title
YEAR = rf"({PRINTED})年"
PLACES = re.compile(rf"[12一二民](?=[\s\d〇○零Ｏ{HAN}国]{{3,7}}年)")
"""Where a printed year can begin: found by its first character, ten times as fast as by the patterns of years."""
AT = re.compile(rf"(?:(?P<year>{PRINTED})\s{{0,2}}|民国\s?(?P<roc>\d{{2,3}}))年(?!代|来(?![华京沪穗])|间)")
STRETCH = re.compile(rf"{PRINTED}年?\s*[-—–─~至到]{{1,2}}\s*{PRINTED}年")
BESIDE = frozenset("到至比较同与和-—–─~")
TASKS = (
    r"度?(?:是|的?(?:全国|全省|全市|全县|国民经济|经济体制改革|经济社会|经济|社会|政府|各项|重点|主要|预期|总体|发展)*的?"
    r"(?:主要|预期|重点|总体)*(?:国内|政府)?(?:工作)?的?(?:总体|主要|基本|重点|预期)*"
    r"(?:安排|任务|目标|部署|要求|打算|建议|预期|方针|思路|重点))"
)
AHEAD, NEXT = re.compile(YEAR + TASKS), re.compile(f"明年(?:发展)?{TASKS}")
BACK = re.compile(
    YEAR + r"度?(?:(?:政府|各项|主要|国内|国民经济和社会发展|经济社会发展|经济|社会|的)*(?:工作)?(?:和[^，。\d]{0,8})?"
    r"的?(?:基本|简要)?(?:回顾|总结|主要成绩)|是[^，。]{0,12}不平凡|是[^，。]{0,24}(?:取得|获得)[^，。]{0,12}的一年)"
)
# a year that is told of beside the one before it: 1999年财政收入比上年增长
LAST = re.compile(
    rf"(?<![到至比同与和较由从自]){YEAR}(?![以来底前])(?:(?!将|计划|目标|要求|今年|\d年)[^。；]){{0,60}}?比上年"
)
# what a year will come to: 1982年预计达到
ESTIMATED = re.compile(YEAR + "[^。；，]{0,12}[，]?预计")
# 今年是“七五”计划的第二年, 去年是第七个五年计划的头一年
OF_PLAN = re.compile(
    r"(?P<when>今年|去年|过去的?一年)[，]?是[^。；，]{0,20}?"
    rf"(?:[“\"](?P<plan>{'|'.join(sorted(PLANS, key=len, reverse=True))})[”\"]"
    r"|第(?P<number>十?[一二三四五六七八九十])个五年)(?:计划|规划|时期){0,2}[^。；，]{0,8}?"
    r"(?:第(?P<nth>[一二三四五])年|(?P<first>头一年|开局)|(?P<last>最后一年|收官))"
)


class Named(NamedTuple):
    """A year that a text names, and where."""

    year: int
    at: int


def name_years(text: str) -> list[Named]:
    """The years of a folded text in order, those aside that say nothing of its own."""
    found: list[Named] = []
    for place in PLACES.finditer(text):
        at = place.start()
        match = AT.match(text, at)
        if match is None or text[at - 1 : at] in BESIDE or STRETCH.match(text, at) or _titled(text, at):
            continue
        found.append(Named(int(match["roc"]) + 1911 if match["roc"] else small_number(match["year"]), at))
    return found


def _titled(text: str, at: int) -> bool:
    """Whether a place lies in a title in 《》."""
    opened = text.rfind("《", max(0, at - TITLE), at)
    return opened >= 0 and text.find("》", opened, at) < 0


def is_late(text: str, named: list[Named]) -> bool:
    """Whether a text was written late in its year: it speaks often of the next one, or sets its tasks, or tells what
    its own will come to."""
    ahead = text.count("明年")
    if not 0 < ahead < NEXT_YEAR:
        return ahead > 0
    return NEXT.search(text) is not None or estimated_year(text, named) is not None


def estimated_year(text: str, named: list[Named]) -> int | None:
    """The year whose results are expected again and again."""
    count = Counter(_years_of(ESTIMATED, text, named))
    year, times = max(count.items(), key=lambda item: item[::-1], default=(0, 0))
    return year if times >= EXPECTED else None


def report_year(text: str, named: list[Named], *, late: bool) -> int | None:
    """The year in which a work report was given: what says so most among the year whose tasks it sets, the one after
    that it looks back on, and the ones after that it names most and first (right for all national reports but one)."""
    ahead = set(_years_of(AHEAD, text, named))
    if late and ahead:
        return max(ahead) - 1
    if late and (estimated := estimated_year(text, named)):
        return estimated
    if planned := OF_PLAN.search(text):
        return _year_of_plan(planned)
    votes = Counter(dict.fromkeys(ahead, 3))
    votes.update({year + 1: 2 for year in _years_of(BACK, text, named)})
    votes.update({year + 1: 2 for year, _ in Counter(_years_of(LAST, text, named)).most_common(1)})
    if not named:
        return None
    count = Counter(one.year for one in named)
    most = max(count, key=lambda year: (count[year], -year)) + 1
    votes.update({most: 1})
    votes.update({named[0].year + 1: 1})
    return max(votes, key=lambda year: (votes[year], year == most, year))


def _years_of(pattern: re.Pattern[str], text: str, named: list[Named]) -> list[int]:
    """The years that a pattern which begins with one finds, none within another's match."""
    years: list[int] = []
    end = 0
    for one in named:
        if one.at >= end and (found := pattern.match(text, one.at)):
            years.append(one.year)
            end = found.end()
    return years


def _year_of_plan(match: re.Match[str]) -> int:
    """The document's year by a year of a five-year plan."""
    number = PLANS[match["plan"]] if match["plan"] else small_number(match["number"])
    place = small_number(match["nth"]) if match["nth"] else 1 if match["first"] else 5
    return plan_start(number) + place - 1 + (match["when"] != "今年")
