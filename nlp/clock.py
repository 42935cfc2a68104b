"""What a document tells of its own time: the year of 今年, and the period its sections and titles set.

A period here is a pair of texts, first and last (`2018`, `2018-10`, `2018-10-31`); `period_text` joins them.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from corpus.model import Document
from nlp.congresses import party_date, session_date
from nlp.dates import BARE, NEXT, WITHIN, Time, find_times, month_end
from nlp.document_date import find_place
from nlp.document_year import is_late, name_years, report_year
from nlp.fold import fold
from nlp.reading import Scene
from nlp.time_words import words

# heads of a document where its date may stand in a line of its own, in blocks and code points
HEAD_BLOCKS, HEAD_LENGTH = 6, 60
DATELINE = 24  # code points of a paragraph that may hold its dateline: 本报讯（2023年12月28日）
# a report given before August looks back on the year before
EARLY = 7
LATE = 10  # from this month on the years ahead begin with the next
RULES = ("规划", "政策文件", "法规")
REPORT = "工作报告"
YEARLY = (REPORT, "统计公报")
ONLY = 2  # mentions of one year that make a text's own year, when four of five are of it
AHEAD = ("今后", "未来", "下", "下一个")
OPENING = 400  # code points in which a piece of news says what it is about
MASTHEAD = re.compile(
    r"((?:19|20)\d\d)\s?年\s?(1[0-2]|0?[1-9])\s?月\s?([12]\d|3[01]|0?[1-9])\s?日"
    r"[^。，；\n\d]{0,6}(?:星期[一二三四五六日天]|第?\s?[\dA-Z]{1,3}\s?版|责任编辑|责编)"
)
WIRE = re.compile(r"(?<!\d)(1[0-2]|[1-9])月([12]\d|3[01]|[1-9])日[电讯]")
WHOLE_YEAR = re.compile(r"1(?:月份?)?\s?[至到—\-–~～]{1,2}\s?12月")
POSTED = re.compile(r"(?:稿件|信息|文章)?来源\s*[:：]|发布(?:时间|日期)\s*[:：]")
"""From here on a line says where a text was taken from."""
TITLED = re.compile(r"《[^《》]{0,80}》")


class Period(NamedTuple):
    """A stretch of time, both ends as printed dates of any precision."""

    lo: str
    hi: str

    @property
    def many(self) -> bool:
        """Whether it is more than a year."""
        return self.lo != self.hi and self.lo[:4] != self.hi[:4]

    @property
    def years(self) -> int:
        """How many calendar years it touches."""
        return int(self.hi[:4]) - int(self.lo[:4]) + 1

    @property
    def text(self) -> str:
        return self.lo if self.lo == self.hi else f"{self.lo}..{self.hi}"


class Defaults(NamedTuple):
    """What holds where the text says nothing: for what was reported and for what is planned."""

    reported: Period | None = None
    target: Period | None = None
    other: Period | None = None

    def of(self, role: str) -> Period | None:
        """The one for a figure's role."""
        return self.target if role == "target" else self.other if role == "other" else self.reported


def year_period(first: int, last: int | None = None) -> Period:
    return Period(str(first), str(first if last is None else last))


UNKNOWN = (-1, -1)


class Clock:
    """A document's own time. `year` is the year of 今年 (None: not known); `date` the day it speaks, as far as known;
    `defaults` what its title and kind set."""

    def __init__(self, scene: Scene) -> None:
        document = scene.document
        meta = document.metadata
        self.title = POSTED.split(fold(meta.title or _first_line(document)), maxsplit=1)[0]
        self.kind = meta.kind or _kind(self.title)
        self.date = (
            meta.date
            or _printed_date(document)
            or _masthead(scene)
            or (session_date(document) if self.kind == REPORT else party_date(document))
        )
        titled = list(find_times(TITLED.sub("", self.title)))
        self.titled = [time for time in titled if time.year is not None]
        self.late = False
        self._document = document
        self._place: tuple[int, int] | None = UNKNOWN
        self.spoken: dict[int, Period] = {}
        """The stretches of years that the text told of last with both their years, by their length."""
        dated = self.date is not None or (bool(self.titled) and self.titled[0].kind == "date")
        told = bool(self.titled) or self.kind in RULES or self.kind == REPORT
        count = None if dated and told else self._years(scene.folded)
        self.year = self._own_year(count)
        self.date = self.date or self._wire_date(scene)
        if not self.titled and self.year is not None:  # 上半年经济运行: of the document's own year
            parts = [time for time in titled if time.kind == "date" and time.year is None]
            past = self.date is None and self._tells_of_last_year()
            self.titled = [time._replace(year=self.year - past + (time.shift or 0)) for time in parts]
        self.defaults = self._defaults(count)

    @property
    def place(self) -> tuple[int, int] | None:
        """Where the reading text prints the document's own time: in its title, else at its head or end."""
        if self._place == UNKNOWN:
            self._place = find_place(self._document, self.titled[0].year if self.titled else None, self.date)
        return self._place

    def _own_year(self, count: Counter[int] | None) -> int | None:
        """The year of the date, else of the title, else the one that the text names most."""
        if self.date:
            return int(self.date[:4])
        if self.titled and self.titled[0].kind == "date":
            return self.titled[0].year
        year = max(count, key=lambda year: (count[year], year)) if count else None
        return year + 1 if year is not None and self._tells_of_last_year() else year

    def _wire_date(self, scene: Scene) -> str | None:
        """The day of a piece of news whose dateline leaves out the year (11月5日电), in the year that it tells of."""
        wire = WIRE.search(scene.folded[:OPENING]) if self.kind == "新闻" and self.year is not None else None
        return f"{self.year}-{int(wire[1]):02}-{int(wire[2]):02}" if wire else None

    def _tells_of_last_year(self) -> bool:
        """Whether a piece of news opens with the results of twelve months: it is of the January after them."""
        return self.kind == "新闻" and WHOLE_YEAR.search(fold(self._document.text[:OPENING])) is not None

    @property
    def month(self) -> int | None:
        return int(self.date[5:7]) if self.date and len(self.date) > 4 else None

    @property
    def looks_back(self) -> int | None:
        """The last full year the document can report on."""
        if self.year is None:
            return None
        ended = self.month > EARLY if self.month is not None else self.late
        return self.year if ended else self.year - 1

    def _years(self, text: str) -> Counter[int]:
        """How often the text names each year; of a work report, and one written late in its year, the year it tells."""
        named = name_years(text)
        self.late = is_late(text, named)
        told = report_year(text, named, late=self.late) if self.kind == REPORT or self.late else None
        return Counter({told: 1}) if told else Counter(one.year for one in named)

    def _defaults(self, count: Counter[int] | None) -> Defaults:
        """The periods that the title sets, or a text that speaks of one year alone."""
        if self.kind == REPORT and self.year is not None and self.looks_back is not None:
            return Defaults(year_period(self.looks_back), year_period(self.year))
        periods = [period for time in self.titled if (period := self.absolute(time))]
        if not periods:
            only = self._only_year(count)
            return Defaults(only, only)
        if self.kind in RULES:
            return Defaults(None, periods[0], None if periods[0].many or len(periods) > 1 else periods[0])
        if any(word in self.title for word in words("report")) or self.kind in ("统计公报", "预算决算", "审计"):
            return Defaults(periods[0], periods[-1])
        return Defaults(periods[0] if self.titled[0].kind == "date" else None, periods[0])

    def _only_year(self, count: Counter[int] | None) -> Period | None:
        """The year that nearly all dates of a text are of."""
        if not count or self.kind in RULES:
            return None
        year, most = count.most_common(1)[0]
        return year_period(year) if most >= ONLY and most * 5 >= sum(count.values()) * 4 else None

    def absolute(self, time: Time) -> Period | None:
        """The period of an expression that names its year."""
        if time.year is None:
            return None
        last = time.year + NEXT if time.last == NEXT else time.last if time.last is not None else time.year
        return Period(f"{time.year}{time.lo}", f"{last}{_leap(time.hi, last)}")

    def since(self, lo: str) -> Period:
        """From a day on to the document's own date; in a yearly report, to the end of the year it reports on."""
        told = self.defaults.reported
        if self.kind in YEARLY and told is not None and not told.many and lo[:4] < told.hi[:4]:
            return Period(lo, told.hi[:4])
        hi = self.date or (str(self.year) if self.year is not None else lo)
        if hi[:4] < lo[:4]:
            return Period(lo, lo)
        if hi == lo[:4]:
            return Period(hi, hi)
        return Period(lo if len(lo) > 4 or len(hi) == 4 else f"{lo}-01-01", hi)

    def day(self, back: int) -> Period | None:
        """Today, or a day before; None in a document without a day."""
        if self.date is None or len(self.date) < len("2018-10-31"):
            return None
        try:
            day = (date.fromisoformat(self.date) + timedelta(days=back)).isoformat()
        except ValueError:  # printed, but no day of the calendar
            return None
        return Period(day, day)

    def month_before(self, shift: int) -> Period | None:
        """This month, or one before; None in a document without a month."""
        if self.year is None or self.month is None:
            return None
        months = self.year * 12 + self.month - 1 + shift
        return Period(*[f"{months // 12}-{months % 12 + 1:02}"] * 2)

    def deictic(self, time: Time, spoken: Period | None, around: Period | None) -> Period | None:
        """五年来, 过去三年, 今后五年: the stretch `spoken` of just before or that of the section `around`, where it is
        as long; else counted from the document's own year. None where that is not known."""
        count = time.last or 1
        within = around is not None and around.many and around.years == count
        if time.word in (BARE, WITHIN):
            told = self.spoken.get(count) if time.word == BARE else None
            return around if within else spoken or told
        if time.word in ("", "前", "头") and spoken is None and not within and count in self.spoken:
            return self.spoken[count]
        if time.word not in AHEAD:
            for period in (spoken, around):
                if period is not None and period.many and abs(period.years - count) <= (period is spoken):
                    return period
        if time.word in AHEAD:
            if self.year is None:
                return None
            first = self.year + (self.month is not None and self.month >= LATE)
            return year_period(first, first + count - 1)
        if time.word in ("前", "头"):
            return self._plan_start(count)
        plan = self.plan()
        ended = around is None or around.hi[:4] >= (plan.hi if plan else "")
        near = time.word in ("近", "最近") and self.looks_back != self.year
        if count == 5 and plan is not None and self.year == int(plan.hi) and ended and not near:
            return plan
        known = [self.looks_back] if self.looks_back is not None else []
        last = min([*known, *([int(around.hi[:4])] if around is not None and not around.many else [])], default=None)
        return year_period(last - count + 1, last) if last is not None else None

    def plan(self) -> Period | None:
        """The five-year plan that the document's year lies in: the first from 1953, the third and later from 1966."""
        if self.year is None or 1962 < self.year < 1966 or self.year < 1953:
            return None
        first = 1953 if self.year < 1958 else 1958 if self.year < 1963 else self.year - (self.year - 1966) % 5
        return year_period(first, first + 4)

    def _plan_start(self, count: int) -> Period | None:
        """前三年: the first years of the plan, when they have passed."""
        plan = self.plan()
        if plan is None or self.year is None or int(plan.lo) + count - 1 > self.year:
            return None
        return year_period(int(plan.lo), int(plan.lo) + count - 1)


class Clocks:
    """The memory of a document's reading: its clock."""

    __slots__ = ("clock",)

    def __init__(self) -> None:
        self.clock: Clock | None = None


def find_clock(scene: Scene) -> Clock:
    """The document's clock, made once."""
    memory = scene.recall(Clocks)
    memory.clock = memory.clock or Clock(scene)
    return memory.clock


def _first_line(document: Document) -> str:
    """The first block, where it is short enough to be a title that was not told as one."""
    first = document.block_text(document.blocks[0]) if document.blocks else ""
    return first if len(first) <= HEAD_LENGTH and "。" not in first else ""


def _leap(tail: str, year: int) -> str:
    """End of February as the year has it."""
    return f"-02-{month_end(year, 2)}" if tail == "-02-28" else tail


def _kind(title: str) -> str | None:
    kinds = {
        "工作报告": REPORT,
        "统计公报": "统计公报",
        "规划": "规划",
        "预算": "预算决算",
        "决算": "预算决算",
        "审计": "审计",
    }
    return next((kind for word, kind in kinds.items() if word in title), None)


def _masthead(scene: Scene) -> str | None:
    """The day of a newspaper's page, wherever its head stands in the text: 2018年11月5日 星期一."""
    text = scene.document.text
    signed = "星期" in text or "责任编辑" in text or "责编" in text
    found = MASTHEAD.search(scene.folded) if signed else None
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None


def _printed_date(document: Document) -> str | None:
    """A day printed in a short line at the head of the document, or where its first paragraphs begin."""
    for block in document.blocks[:HEAD_BLOCKS]:
        line = fold(document.block_text(block))
        line = line if len(line) <= HEAD_LENGTH else line[:DATELINE]
        for time in find_times(line):
            if time.year is not None and time.edge and time.lo == time.hi:
                return f"{time.year}{time.lo}"
    return None
