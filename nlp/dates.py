"""Time expressions in running text: dates, months, halves, quarters, years, plan periods, and words like 去年.

`find_times` reads them as they stand, not yet placed on a calendar (`Time`); `find_dates` gives those that name their
year. Texts are folded (nlp.fold): half-width digits, simplified characters.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

CN = dict(zip("〇○零一二三四五六七八九两", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
S = r"\s{0,2}"
YEAR = rf"(?:(?<!\d)(?:(?:1[89]|20)\d\d|(?<!\d\s)(?:1\s?[89]|2\s?0)\s?\d{S}\d)(?!\d)|[一二][〇○零Ｏ0-9一二三四五六七八九]{{3}})"
SHORT_YEAR = r"(?:\d\d|[〇○零一二三四五六七八九]{2})(?=学年|年|课税年|财政年|财务年)"
MONTH = r"(?:1[0-2](?!\d)|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:[12]\d(?!\d)|3[01](?!\d)|0?[1-9](?!\d)|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
TO = rf"{S}(?:[-—–─~至到]{{1,2}}){S}"
PART = r"(?:上半年|下半年|第?[一二三四1-4]季度末?|前[一二三两123]个?季度|前(?:[1-9]|1[01]|[一二三四五六七八九两]|十一?)个月)"
STEP = rf"(?:{S}{MONTH}{S}月{S}{DAY}{S}[日号]|{S}{MONTH}{S}月(?:份|[上中下]旬|[末底初])?|{PART})"
SPAN = rf"{S}{MONTH}(?:{S}月(?:份)?)?{TO}{MONTH}{S}月(?:份|[末底])?"
# 1月1日至10月31日, 8月中旬至9月20日, 1—10月, 3月5日至10日
TAIL = rf"(?:(?P<span>{SPAN}(?!{S}{DAY}{S}[日号]))|(?P<from>{STEP}){TO}(?P<to>(?:{YEAR}{S}年)?{STEP}|{DAY}{S}[日号])|(?P<step>{STEP}))"
WORDS = {
    "今年": 0, "本年度": 0, "本年": 0, "去年": -1, "上年度": -1, "上年": -1, "上一年度": -1, "上一年": -1, "前年": -2,
    "明年": 1, "来年": 1, "后年": 2,
}  # fmt: skip
PLANS = (
    {"一五": 1, "二五": 2, "三五": 3, "四五": 4, "五五": 5, "六五": 6, "七五": 7, "八五": 8, "九五": 9}
    | {f"十{digit}五": 10 + number for digit, number in zip("一二三四五六", range(1, 7), strict=True)}
    | {"十五": 10}
)
NUMBER = r"(?:[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]|\d{1,2})"
QUOTED = r"[“\"‘「『]"
CLOSING = r"[”\"’」』]"
# what an expression can begin with: spares most places the long list below
FIRST = (
    r"(?:(?<!\d)\d|[一二三四五六七八九十两](?:[〇○零Ｏ一二三四五六七八九十两年月个季五半\d]|\s)|今|昨|去年|上[年一半]|前[年一二三四两天日\d]"
    r"|当[年前]|本[年届]|同[年期]|[明后来下]年|近|最近|过去|第[一二三四五六七八九十\d]|[从自](?=[\d一二])|[“\"‘「『][一二三四五六七八九十]"
    r"|目前|民国|现在|迄今|至今|如今|眼下|截至今|期末|下[半一两二三四五]|未来|这[一二三四五六七八九十两\d]|头[一二三四五两]|全年|年[末底初内])"
)
TIME = re.compile(
    rf"""
    (?={FIRST})(?:
    (?P<iso>(?<!\d)(?:19|20)\d\d(?P<mark>[-/.])(?:0?[1-9]|1[0-2])(?P=mark)(?:[12]\d|3[01]|0?[1-9])(?!\d))
    |(?P<years>(?:从|自)?(?P<y1>{YEAR})(?:{S}年)?度?(?:{TO}|[/／])(?P<y2>{YEAR}|{SHORT_YEAR})
            {S}(?:学年度?|(?:课税|财政|财务)年度|年度?(?!代))(?P<endof>年?[底末])?)
    |(?P<year>(?:(?P<roc>民国{S}\d{{2,3}}|(?<!\d)1[01]\d(?=年{S}(?:\d{{1,2}}{S}[月至到—-])))年度?|(?P<y>{YEAR}){S}(?:年(?:牧业年度)?度?(?!代|[来间])|(?=学年)|牧业年度)|(?P<word>{"|".join(WORDS)})(?=(?P<same>{S}同期)?)))
        (?:{S}(?P<edge>年?[底末初])(?!级)|{TAIL})?(?P<since>以来|起)?
    |(?P<tail>(?<![\d.个])(?<!第)(?={S}[\d一二三四五六七八九十上下第前])(?P<t>{TAIL.replace("(?P<span>", "(?P<span_>").replace("(?P<from>", "(?P<from_>").replace("(?P<to>", "(?P<to_>").replace("(?P<step>", "(?P<step_>")})(?P<since_>以来)?)
    |(?P<plan>{QUOTED}(?P<p>{"|".join(sorted(PLANS, key=len, reverse=True))}){CLOSING}(?:规划|计划)?(?:时期|期间)?(?P<planend>末|以来)?(?:前(?P<planfirst>[一二三四])年)?
        |(?P<q>十[一二三四五六]五)(?:规划|计划)?(?:时期|期间)(?P<planend_>末)?
        |第(?P<n>{NUMBER})个五年(?:计划|规划)?(?:时期|期间)?)
    |(?P<edgeword>(?:上|去)?年[末底](?!级)|期末|年初以来|年内|全年(?!预算|计划|目标|任务|预期)|当年|同年|同期(?!声)|年初(?!预算|计划|预期|目标|安排|批复|数|确定|提出|制定|部署|下达))
    |(?P<day>今[天日](?!后)|昨[天日]|前[天日])(?:[上下]午)?(?!{S}(?:发布|公布|召开|举行|从|获悉|印发|宣布|通报|报道|的|对外))
    |(?P<now>目前|现在|当前(?!形势)|眼下|截至今日|迄今|至今|如今)
    |(?P<deictic>(?P<way>过去的?|近|最近|这|本届政府|今后|未来|下一个|下|前|头)(?P<count>{NUMBER})年(?:多?来|间|里|以来|时间|期间)?(?!级|[前级期])
        |(?P<count_>{NUMBER})年(?:来(?!水)|间|累计|合计|共(?=[计新完累])|年均|平均))
    )""",
    re.VERBOSE,
)
STEP_PARTS = re.compile(
    rf"(?:({YEAR}){S}年)?{S}(?:({MONTH}){S}月{S}(?:({DAY}){S}[日号])?(份|[上中下]旬|[末底初])?|({PART})|({DAY}){S}[日号])"
)
SPAN_PARTS = re.compile(rf"{S}({MONTH})[^一二三四五六七八九十\d]*?{TO}({MONTH}){S}月(?:份|([末底]))?")


class Time(NamedTuple):
    """A time expression at [start, end) of a text.

    `kind`: date (a year or a part of it), years (two years), plan, now, day (昨天), deictic, same (同期), within (当年, 全年 …).
    `year` is the printed year, `shift` the years from the document's own (去年: -1) where a word says it, both None where
    the text leaves the year to the context. `lo` and `hi` are what comes after the year: "", "-10", "-10-31".
    `last` is the second year. `since`: it is where a stretch begins. `edge`: a point that is printed (年末, 10月末).
    """

    start: int
    end: int
    kind: str
    year: int | None = None
    shift: int | None = None
    lo: str = ""
    hi: str = ""
    last: int | None = None
    since: bool = False
    edge: bool = False
    word: str = ""


class DateSpan(NamedTuple):
    """A date that names its year, at [start, end): `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `a..b`."""

    start: int
    end: int
    value: str


def small_number(text: str) -> int:
    """A number below 100 in either script (十五, 二十, 12); a year's digits also (二〇一八)."""
    digits = re.sub(r"\s", "", text).replace("Ｏ", "〇")
    if digits.isascii():
        return int(digits)
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        return (CN[tens] if tens else 1) * 10 + (CN[ones] if ones else 0)
    return int("".join(c if c.isascii() else str(CN[c]) for c in digits))


def month_end(year: int | None, month: int) -> int:
    """The last day of a month; of February 28 where no year is known."""
    return monthrange(year or 2001, month)[1]


def _part(text: str, year: int | None) -> tuple[str, str, bool]:
    """上半年, 一季度, 前三季度, 前十个月 as month bounds."""
    if text in ("上半年", "下半年"):
        return ("-01", "-06", False) if text[0] == "上" else ("-07", "-12", False)
    number = small_number(re.sub(r"[第前个季度月末]", "", text))
    if "季度" not in text:
        return "-01", f"-{number:02}", False
    first, last = (1, 3 * number) if text[0] == "前" else (3 * number - 2, 3 * number)
    if text.endswith("末"):
        point = f"-{last:02}-{month_end(year, last)}"
        return point, point, True
    return f"-{first:02}", f"-{last:02}", False


def _step(text: str, year: int | None) -> tuple[str, str, bool]:
    """One day, month, ten days, half or quarter: first and last, and whether it is a printed point."""
    match = STEP_PARTS.fullmatch(text)
    if match is None:
        return "", "", False
    _, month, day, edge, part, _ = match.groups()
    if part:
        return _part(part, year)
    number = small_number(month)
    head = f"-{number:02}"
    if day:
        return f"{head}-{small_number(day):02}", f"{head}-{small_number(day):02}", True
    if edge in ("末", "底"):
        point = f"{head}-{month_end(year, number)}"
        return point, point, True
    if edge == "初":
        return f"{head}-01", f"{head}-01", True
    if edge and edge.endswith("旬"):
        first, last = {"上": ("01", "10"), "中": ("11", "20"), "下": ("21", str(month_end(year, number)))}[edge[0]]
        return f"{head}-{first}", f"{head}-{last}", False
    return head, head, False


def _tail(match: re.Match[str], suffix: str, year: int | None) -> tuple[str, str, int | None, bool]:
    """What comes after the year: bounds, a second year where one is printed, whether it is a printed point."""
    if span := match[f"span{suffix}"]:
        parts = SPAN_PARTS.fullmatch(span)
        if parts is None:
            return "", "", None, False
        first, last = small_number(parts[1]), small_number(parts[2])
        return f"-{first:02}", f"-{last:02}", None, False
    if match[f"from{suffix}"]:
        first_lo, _, _ = _step(match[f"from{suffix}"], year)
        to = STEP_PARTS.fullmatch(match[f"to{suffix}"])
        if to is None:
            return first_lo, first_lo, None, False
        if to[6]:
            return first_lo, f"{first_lo[:3]}-{small_number(to[6]):02}", None, False
        later = small_number(to[1]) if to[1] else None
        return first_lo, _step(match[f"to{suffix}"], later or year)[1], later, False
    if step := match[f"step{suffix}"]:
        lo, hi, point = _step(step, year)
        return lo, hi, None, point
    return "", "", None, False


def _dated(match: re.Match[str]) -> Time:
    """A year, printed or by a word, and a part of it."""
    word = match["word"] or ""
    year = small_number(match["y"]) if match["y"] else None
    if match["roc"]:  # the years of the Republic: 民国113年 is 2024
        year = int(re.sub(r"\D", "", match["roc"])) + 1911
    shift = None if year is not None else WORDS[word]
    since = bool(match["since"])
    if edge := match["edge"]:
        day = "-01-01" if edge.endswith("初") else "-12-31"
        return Time(match.start(), match.end(), "date", year, shift, day, day, None, since, True, word)
    lo, hi, last, point = _tail(match, "", year)
    return Time(match.start(), match.end(), "date", year, shift, lo, hi, last, since, point, word)


def _years(match: re.Match[str]) -> Time | None:
    first = small_number(match["y1"])
    last = small_number(match["y2"])
    last = first // 100 * 100 + last if last < 100 else last
    if last < first:
        return None
    kind = "date" if match["endof"] else "years"
    return Time(match.start(), match.end(), kind, first, None, "", "", last)


def _plan(match: re.Match[str]) -> Time:
    """A five-year plan: the first ran 1953 to 1957, the second 1958 to 1962, the third from 1966 on."""
    name = match["p"] or match["q"]
    number = PLANS[name] if name else small_number(match["n"])
    first = {1: 1953, 2: 1958}.get(number, 1966 + 5 * (number - 3))
    start, end = match.span()
    if match["planend"] == "末" or match["planend_"]:
        return Time(start, end, "date", first + 4, word="末")
    if match["planfirst"]:
        return Time(start, end, "years", first, None, "", "", first + CN[match["planfirst"]] - 1)
    return Time(start, end, "plan", first, None, "", "", first + 4, since=match["planend"] == "以来", word="五")


def _word(match: re.Match[str]) -> Time:
    word, (start, end) = match["edgeword"], match.span()
    if word == "年初以来":
        return Time(start, end, "date", None, 0, since=True, word=word)
    if word in ("上年末", "上年底", "去年末", "去年底"):
        return Time(start, end, "date", None, -1, "-12-31", "-12-31", edge=True, word=word)
    if word in ("年末", "年底", "期末"):
        return Time(start, end, "edge", None, None, "-12-31", "-12-31", edge=True, word=word)
    if word == "年初":
        return Time(start, end, "edge", None, None, "-01-01", "-01-01", edge=True, word=word)
    return Time(start, end, "same" if word == "同期" else "within", word=word)


def _day(match: re.Match[str]) -> Time:
    back = {"今": 0, "昨": -1, "前": -2}[match["day"][0]]
    return Time(match.start(), match.end(), "day", None, back, edge=True, word=match["day"])


def _deictic(match: re.Match[str]) -> Time:
    count = small_number(match["count"] or match["count_"])
    return Time(
        match.start(),
        match.end(),
        "deictic",
        None,
        None,
        "",
        "",
        count,
        word=match["way"] or ("合计" if match[0][-2:] in ("合计", "累计", "年均", "平均") else ""),
    )


def _loose(match: re.Match[str]) -> Time | None:
    lo, hi, last, point = _tail(match, "_", None)
    if not lo:
        return None
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return Time(start, match.end(), "date", None, None, lo, hi, last, bool(match["since_"]), point)


def _iso(match: re.Match[str]) -> Time:
    year, month, day = (int(part) for part in match["iso"].split(match["mark"]))
    tail = f"-{month:02}-{day:02}"
    return Time(match.start(), match.end(), "date", year, None, tail, tail, edge=True)


READERS = {
    "iso": _iso,
    "years": _years,
    "year": _dated,
    "tail": _loose,
    "plan": _plan,
    "edgeword": _word,
    "day": _day,
    "deictic": _deictic,
}


def find_times(text: str) -> Iterator[Time]:
    """The time expressions of a folded text, in order."""
    for match in TIME.finditer(text):
        group = next(
            name
            for name in ("iso", "years", "year", "tail", "plan", "edgeword", "day", "now", "deictic")
            if match[name]
        )
        if group == "now":
            yield Time(match.start(), match.end(), "now", word=match[0])
        elif time := READERS[group](match):
            yield time


def place(lo: str, hi: str, first: int, last: int | None = None) -> str:
    """A period as text, from what comes after the year and the years."""
    start, end = f"{first}{lo}", f"{last if last is not None else first}{hi}"
    return start if start == end else f"{start}..{end}"


def find_dates(text: str) -> list[DateSpan]:
    """The dates of a folded text that name their year, in order."""
    return [
        DateSpan(time.start, time.end, place(time.lo, time.hi, time.year, time.last))
        for time in find_times(text)
        if time.year is not None and time.kind in ("date", "years")
    ]
