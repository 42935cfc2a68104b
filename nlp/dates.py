"""Time expressions in running text: dates, months, halves, quarters, years, plan periods, and words like 去年.

`find_times` reads them as they stand, not yet placed on a calendar (`Time`); `find_dates` gives those that name their
year. Texts are folded (nlp.fold): half-width digits, simplified characters.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

from nlp.time_pattern import BEGINNING, EVENTS, PLANS, SPAN_PARTS, STEP_PARTS, TIME, WORDS

CN = dict(zip("〇○零一二三四五六七八九两", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))


# a count of years alone: 两年完成的投资
BARE = "年"
# a second year that is the one after the first
NEXT = 1
# a count of years in which something is to be done: 五年内
WITHIN = "内"
DECADE = "代"
# an event that is counted from: 改革开放以来
SINCE = "自"


class Time(NamedTuple):
    """A time expression at [start, end) of a text.

    `kind`: date (a year or a part of it), years (two years), plan, now, century (本世纪末), day (昨天), month (上月),
    deictic (五年来), edge (年末), same (同期), within (当年, 全年). `year` is the printed year, `shift` the years from
    the document's own (去年: -1) where a word says it, both None where the text leaves the year to the context. `lo`
    and `hi` are what comes after the year: "", "-10", "-10-31". `last` is the second year (NEXT: the one after
    the first), for deictic the count of years.
    `since`: it is where a stretch begins. `edge`: a point that is printed (年末, 10月末).
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
    if text.isascii() and text.isdecimal():
        return int(text)
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
        later = small_number(to[1]) if to[1] else NEXT if to[0][0] in "今明次翌" else None
        return first_lo, _step(match[f"to{suffix}"], year if later == NEXT else later or year)[1], later, False
    if step := match[f"step{suffix}"]:
        lo, hi, point = _step(step, year)
        return lo, hi, None, point
    return "", "", None, False


def _dated(match: re.Match[str]) -> Time:
    """A year, printed or by a word, and a part of it."""
    whole = match[0]
    if len(whole) == len("2018年") and whole[:4].isdecimal() and whole[4] == "年":
        return Time(match.start(), match.end(), "date", int(whole[:4]))
    if whole in WORDS:
        return Time(match.start(), match.end(), "date", None, WORDS[whole], word=whole)
    word = match["word"] or ""
    year = small_number(match["y"]) if match["y"] else None
    if match["roc"]:  # the years of the Republic: 民国113年 is 2024
        year = int(re.sub(r"\D", "", match["roc"])) + 1911
    shift = None if year is not None else WORDS[word]
    since = (match["since"] or "").endswith(("以来", "至今"))
    if since and word and match["since"] not in ("以来", "至今"):
        since = False  # 今年入冬以来: not from the new year on
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


def plan_start(number: int) -> int:
    """The first year of a five-year plan: the first ran 1953 to 1957, the second 1958 to 1962, the third from 1966."""
    return {1: 1953, 2: 1958}.get(number, 1966 + 5 * (number - 3))


def _plan(match: re.Match[str]) -> Time:
    """A five-year plan."""
    name = match["p"] or match["q"]
    number = PLANS[name] if name else small_number(match["n"])
    first = plan_start(number)
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
    word = match["day"]
    if word.endswith("月"):
        return Time(match.start(), match.end(), "month", None, 0 if word == "本月" else -1, word=word)
    back = {"今": 0, "昨": -1, "前": -2}[word[0]]
    return Time(match.start(), match.end(), "day", None, back, edge=True, word=match["day"])


def _deictic(match: re.Match[str]) -> Time:
    count = small_number(match["count"] or match["count_"] or match["count_in"] or match["count_bare"])
    if match["count_in"]:
        return Time(match.start(), match.end(), "deictic", last=count, word=WITHIN)
    if match["count_bare"]:
        return Time(match.start(), match.end(), "deictic", last=count, word=BARE)
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


def _decade(match: re.Match[str]) -> Time:
    """九十年代, 20世纪90年代, 1990年代: of the last century where none is named."""
    if match["whole"]:
        first = int(match["whole"])
    else:
        century = 2000 if match["age"] in ("本", "二十一", "21") else 1900
        first = century + small_number(match["tens"])
    return Time(match.start(), match.end(), "years", first, None, "", "", first + 9, word=DECADE)


def _event(match: re.Match[str]) -> Time:
    """改革开放以来: from the event on."""
    date = EVENTS[match["since_event"]]
    return Time(match.start(), match.end(), "date", int(date[:4]), None, date[4:], date[4:], since=True, word=SINCE)


def _iso(match: re.Match[str]) -> Time:
    year, month, day = (int(part) for part in match["iso"].split(match["mark"]))
    tail = f"-{month:02}-{day:02}"
    return Time(match.start(), match.end(), "date", year, None, tail, tail, edge=True)


READERS = {
    "decade": _decade,
    "event": _event,
    "iso": _iso,
    "years": _years,
    "year": _dated,
    "tail": _loose,
    "plan": _plan,
    "edgeword": _word,
    "today": _day,
    "deictic": _deictic,
}


WORDS_ALONE = frozenset({"now", "century"})


def find_times(text: str) -> Iterator[Time]:
    """The time expressions of a folded text, in order."""
    at = 0
    for candidate in BEGINNING.finditer(text):
        start = candidate.start()
        if start < at or (match := TIME.match(text, start)) is None:
            continue
        at = match.end()
        group = match.lastgroup or ""
        if group in WORDS_ALONE:
            yield Time(match.start(), at, group, word=match[0])
        elif time := READERS[group](match):
            yield time


def place(lo: str, hi: str, first: int, last: int | None = None) -> str:
    """A period as text, from what comes after the year and the years."""
    start, end = f"{first}{lo}", f"{last if last is not None else first}{hi}"
    return start if start == end else f"{start}..{end}"


def find_dates(text: str) -> list[DateSpan]:
    """The dates of a folded text that name their year and are in the calendar, in order."""
    return [
        DateSpan(time.start, time.end, place(time.lo, time.hi, time.year, time.last))
        for time in find_times(text)
        if time.year is not None
        and time.kind in ("date", "years")
        and time.word != DECADE
        and _exists(time.year, time.lo, time.hi)
    ]


def _exists(year: int, *tails: str) -> bool:
    """Whether the days of a year are in the calendar."""
    parts = [tail.split("-")[1:] for tail in tails]
    return all(len(part) < 2 or int(part[1]) <= month_end(year, int(part[0])) for part in parts)
