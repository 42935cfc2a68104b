"""Which of a passage's time expressions date its figures, and to what period each one comes.

Skipped are those that a figure is only compared with (比2015年), those inside a title in 《》, and those that carry no
date of their own. What is left is placed on the calendar from left to right, a month without a year in the year that
was named last.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.clock import REPORT, RULES, Clock, Period, year_period
from nlp.dates import BARE, WITHIN, Time, find_times

# what a time stands behind when a figure is only compared with it; 占比, 比重, 比例 are no comparisons
COMPARED = re.compile(
    r"(?:(?<![占对之环同百])比(?![重例值率])|较之?|高于|低于|多于|少于|快于|相当于|不足|不到|接近|占|超过|对比|高出|好于|优于|不及)[^，。；、：\d由从自]{0,4}$"
)
COMPARING = frozenset("比较于当足到近占过出好优及象像如")
"""A character of each of them, and of what only likens."""
WITH = frozenset("与同和跟")
BESIDE = re.compile(r"(?:与|同|和|跟)[^，。；、：\d]{0,2}$")
# 始建于1958年的水库: of its beginning alone
FOUNDED = re.compile(r"(?:建|成立|创办|创建|诞生|出生|设立)于$")
LIKENED = re.compile(r"[^，。；]{0,12}?(?:相比|比较|相当|持平|相同|一致|作比)")
# 在1979到1983年平均每年增长5%的基础上: of the numbers up to there alone
GROUNDED = re.compile(r"[^，。；]{0,30}基础上")
# 提前达到1985年的指标: what is reached is only named
REACHED = re.compile(r"(?:达到|完成|超过|实现|提前|接近|保持)[了^，。；\d]{0,2}$")
AIM = re.compile(r"[^，。；\d是为]{0,6}(?:指标|目标|水平|任务|计划数)(?![是为：])")
# prices of a year, sums over years, and what a time is only the ground of: 在上年增长的基础上, 保持去年的水平
ASIDE = re.compile(
    r"[的]?(?:不变价|可比价|价格|为基期|为基数|为100|结转|结余|实际数|实有数|决算数|实绩|基数|远景目标)"
    r"|[^，。；]{0,8}(?:总和|之和|总量的)|[^，。；\d]{0,14}基础上|的水平"
)
# a plan that is only named: “十四五”开局之年
NAMED = re.compile(
    r"的?(?:开局|收官|规划|纲要|目标|蓝图|良好|首年|重大|重点|主要|起步|开篇|开门红|第[一二三四五]年|头一年|最后一年|承上启下|关键|决胜|冲刺)"
)
TITLED = re.compile(r"《[^《》]{0,120}》")
UNTIL = re.compile(r"(?:截至|截止|截止到|截至到|到|至|在|于|从|自|以|按)$")
CLOSED = re.compile(r"(?:这个)?(?:期间|时期|内|里|间|止|起|以来|份|前|后)?[，,：]")
# 2012年的51.6%, 2016年实施的24项: of the number that follows alone
NUMBERED = re.compile(r"[^，。；：、的\d]{0,6}的[近约超]?[\d一二三四五六七八九十百千两半]")
TOTAL = re.compile(r"[^，。；]{0,8}(?:合计|累计|总计|共计|总共)")
ENDS = re.compile(r"(?:[从由自]|[高加升大降少落小展整长增减](?:到|至|为))$")
ENDING = frozenset("从由自到至为")
FIGURED = re.compile(r"的|[近约超]?\d")
LIKE = re.compile(r"(?<![例比诸譬])[象像如]$")
SENTENCE = re.compile(r"[。！？\n]")
REACH = 40  # code points before a time in which its sentence's head is looked for
SUBJECT = 6  # code points of a subject that may stand before a sentence's own time (我国1957年的…)
# 18日晚8时40分和19日
JOINED = re.compile(r"(?:[早晚上下中午夜凌晨]{0,2}\d{1,2}时(?:\d{1,2}分)?)?[和、及与]")
PAIR = re.compile("[、和及]")
TOGETHER = 10
NEAR = 12  # code points between a stretch and the words that sum it up (从1900年到1948年，49年合计)
SAME = "同期"
NOW = frozenset({"目前", "现在", "当前", "眼下"})
CENTURY = 2000  # 本世纪末 is this year in the texts up to it
LATER = 3  # months a document may lie ahead of a month it tells of without a year


class Frame(NamedTuple):
    """A time expression that dates figures.

    `known` is None where its date cannot be told (目前 in a document without a date): then the figure has none either.
    `local`: it dates only the number it stands at (从2012年的…). `lead`: it stands at the head of its sentence or
    part, or before a comma, and so goes for what follows. `wide`: a stretch of years by a word (五年来, “十三五”期间);
    `term`: one that a report's section can be about; `steps`: printed as from a year to a year; `total`: taken as one
    (五年合计). `word`: 去年, 当年, 目前, where it is one. `edge`: a point that is printed (年末). `compared`: of the
    number beside it alone, which others are compared with. `against`: the earlier year that figures of this one are
    compared with. `parts`: the dates that are named together (4月和9月). `anchored`: its year is the document's own or
    counted from it."""

    start: int
    end: int
    known: Period | None
    local: bool
    lead: bool
    wide: bool
    term: bool
    steps: bool
    total: bool
    word: str
    edge: bool
    compared: bool
    against: Period | None = None
    parts: tuple[Period, ...] = ()
    anchored: bool = False

    @property
    def whole_year(self) -> bool:
        """Whether it is of years, not of months or days."""
        return self.known is not None and len(self.known.lo) == 4


def find_frames(text: str, clock: Clock, around: Period | None, ahead: Period | None = None) -> list[Frame]:
    """The frames of a folded text, in order; `around` is the period that section or document set for what was, `ahead`
    for what is planned."""
    if not _may_tell(text):
        return []
    titles = [match.span() for match in TITLED.finditer(text)] if "《" in text else []
    frames: list[Frame] = []
    current, compared_end = around or ahead, -1
    for time in find_times(text):
        if any(start < time.start < end for start, end in titles):
            continue
        compared = (time.start == compared_end and time.kind == "same") or _compared(text, time)
        if compared:
            compared_end = time.end
            if frames and frames[-1].word not in NOW:
                _set_against(frames, clock, time)
            if not NUMBERED.match(text, time.end):
                continue
        if time.kind == "same" and frames and frames[-1].end == time.start:
            _of_same_part(frames)
            continue
        if time.kind == "within" and around is not None and not around.many and _passed(text, frames, time):
            current = around
        period = _place(time, clock, current, _spoken(text, frames, time), around)
        if period is None and time.word in (BARE, WITHIN):
            continue
        frame = _frame(text, time, period, compared=compared)
        if frames and _together(text, frames[-1], frame, time):
            frame = _joined(frames.pop(), frame)
        frames.append(frame)
        if period is not None and time.kind != "now":
            current = _running(time, period, around)
        if frame.known is not None and frame.known.many and (time.kind == "years" or frame.parts):
            clock.spoken[frame.known.years - frame.steps] = frame.known
    return frames


def _of_same_part(frames: list[Frame]) -> None:
    """去年同期 after 前10个月 is the first ten months of last year; it goes no further than its sentence."""
    frames[-1] = frames[-1]._replace(word=SAME)
    known, before = frames[-1].known, frames[-2].known if len(frames) > 1 else None
    if known is None or before is None or not frames[-1].whole_year or len(before.lo) == 4 or before.many:
        return
    frames[-1] = frames[-1]._replace(known=Period(known.lo + before.lo[4:], known.hi + before.hi[4:]))


def _may_tell(text: str) -> bool:
    """Whether a text has a sign without which no time is told: seen at once, and spares a fifth of all text."""
    return (
        "年" in text or "月" in text or "期" in text or "今" in text or "前" in text or "现在" in text or "季" in text
        or "五" in text or "昨" in text or "以来" in text or "世纪" in text or "眼下" in text or "-" in text
        or "/" in text
    )  # fmt: skip


def _running(time: Time, period: Period, around: Period | None) -> Period:
    """The time that 全年 or a month goes on with. What runs from a day to now, or over years up to now, leaves a
    section's own year as it is."""
    if around is None or around.many or not (time.since or time.kind == "deictic"):
        return period
    return around if period.lo[:4] <= around.lo[:4] else period


def _passed(text: str, frames: list[Frame], time: Time) -> bool:
    """Whether the last time named was that of a remark in a sentence before, which 全年 does not go on with."""
    return bool(frames) and not frames[-1].lead and SENTENCE.search(text, frames[-1].end, time.start) is not None


def _set_against(frames: list[Frame], clock: Clock, time: Time) -> None:
    """Tell the last year named that its figures are compared with an earlier one."""
    known, earlier = frames[-1].known if frames else None, clock.absolute(time)
    if known and earlier and frames[-1].whole_year and not (known.many or earlier.many) and earlier.hi < known.lo:
        frames[-1] = frames[-1]._replace(against=earlier)


def _together(text: str, before: Frame, frame: Frame, time: Time) -> bool:
    """Whether two dates of one kind are named together: 4月和9月, 12月18日、19日."""
    if time.kind != "date" or before.known is None or frame.known is None or time.since or frame.compared:
        return False
    between = text[before.end : frame.start]
    if len(between) > TOGETHER or not JOINED.fullmatch(between) or before.compared or before.local:
        return False
    last = before.parts[-1] if before.parts else before.known
    return len(last.hi) == len(frame.known.lo) and last.hi < frame.known.lo


def _joined(before: Frame, frame: Frame) -> Frame:
    """Dates named together as one expression from the first to the last."""
    if before.known is None or frame.known is None:
        return frame
    parts = (*(before.parts or (before.known,)), frame.known)
    known = Period(before.known.lo, frame.known.hi)
    return frame._replace(start=before.start, known=known, lead=before.lead or frame.lead, parts=parts)


def _spoken(text: str, frames: list[Frame], time: Time) -> Period | None:
    """What a count of years that follows in the same sentence is counted in: the stretch just before it, or back from
    the year named before it (2020年，…，五年年均)."""
    if not frames or time.kind != "deictic":
        return None
    if time.word in (BARE, WITHIN):
        before = [one.known for one in reversed(frames) if one.known is not None and one.known.many and not one.local]
        return next((period for period in before if period.years == time.last), None)
    if (known := frames[-1].known) is None:
        return None
    if known.many:
        return known if time.start - frames[-1].end <= NEAR and not frames[-1].local else None
    same = frames[-1].whole_year and not SENTENCE.search(text, frames[-1].end, time.start)
    last = int(known.hi[:4])
    return year_period(last - (time.last or 1) + 1, last) if same and time.word in ("", "合计") else None


def _compared(text: str, time: Time) -> bool:
    before = text[max(0, time.start - 10) : time.start]
    if time.kind == "plan" and text[time.end - 1] in "五”" and NAMED.match(text, time.end):
        return True
    if ASIDE.match(text, time.end):
        return True
    if time.kind == "date" and REACHED.search(before) and AIM.match(text, time.end):
        return True
    if before.endswith("于") and FOUNDED.search(before):
        return True
    if not COMPARING.isdisjoint(before) and (COMPARED.search(before) or LIKE.search(before)):
        return True
    return (
        not WITH.isdisjoint(before) and BESIDE.search(before) is not None and LIKENED.match(text, time.end) is not None
    )


def _frame(text: str, time: Time, period: Period | None, *, compared: bool) -> Frame:
    after = text[time.end : time.end + 12]
    local = "的" in after and NUMBERED.match(after) is not None
    if time.kind in ("years", "plan", "deictic") and text[time.start - 1 : time.start] == "在":
        local = local or GROUNDED.match(text, time.end) is not None
    if (
        not local
        and text[time.start - 1 : time.start] in ENDING
        and ENDS.search(text, max(0, time.start - 3), time.start)
    ):
        local = FIGURED.match(text, time.end) is not None
    lead = not local and _is_lead(text, time)
    steps = time.kind == "years" and text[time.start] in "从自"
    total = (
        time.word == "合计"
        or text[time.end - 2 : time.end] in ("学年", "年度")
        or (("计" in after or "总" in after) and TOTAL.match(after) is not None)
    )
    wide = time.kind in ("plan", "deictic")
    term = time.kind == "plan" or (wide and ((time.last or 0) >= 5 or time.word.startswith("过去")))
    parts: tuple[Period, ...] = ()
    if (
        period is not None
        and period.lo != period.hi
        and time.kind == "date"
        and PAIR.search(text, time.start, time.end)
    ):
        parts = Period(period.lo, period.lo), Period(period.hi, period.hi)
    own = time.year is None
    return Frame(
        time.start, time.end, period, local, lead, wide, term, steps, total, time.word, time.edge, compared, None,
        parts, own,
    )  # fmt: skip


def _is_lead(text: str, time: Time) -> bool:
    """Whether a time stands at the head of its sentence or part, or before a comma."""
    head = _head(text, time.start)
    return not head or (len(head) <= SUBJECT and "，" not in head) or CLOSED.match(text, time.end) is not None


def _head(text: str, start: int) -> str:
    """What stands before a time in its sentence, as far as it can be read as nothing or a short subject."""
    near = text[max(0, start - REACH) : start]
    near = near[max(map(near.rfind, "。；！？\n—")) + 1 :].strip()
    return UNTIL.sub("", near) if near else near


def _place(
    time: Time, clock: Clock, current: Period | None, spoken: Period | None, around: Period | None
) -> Period | None:
    """The period an expression comes to."""
    if time.kind == "now":
        if clock.date:
            return Period(clock.date, clock.date)
        return year_period(clock.year) if clock.year is not None and clock.kind == REPORT else None
    if time.kind == "day":
        return clock.day(time.shift or 0)
    if time.kind == "month":
        return clock.month_before(time.shift or 0)
    if time.kind == "deictic":
        return clock.deictic(time, spoken, around)
    if time.kind == "same":
        return current
    if time.kind == "century":
        return year_period(2000) if clock.year is None or clock.year <= CENTURY else None
    if time.kind == "within":
        return _whole_year(current, clock)
    if time.year is not None:
        period = clock.absolute(time)
        return clock.since(period.lo) if period and time.since else period
    year = _year_of(time, clock, current)
    if year is None:
        return None
    period = clock.absolute(time._replace(year=year))
    return clock.since(period.lo) if period and time.since else period


def _year_of(time: Time, clock: Clock, current: Period | None) -> int | None:
    """The year that a word or the context gives."""
    if time.shift is not None:
        if time.word.startswith(("上", "本")) and current is not None:
            return int(current.hi[:4]) + time.shift
        return clock.year + time.shift if clock.year is not None else None
    if current is not None:
        return _in_year(int(current.hi[:4]), int(current.lo[:4]), time, clock)
    if clock.year is None or clock.month is None or time.kind == "edge":
        return clock.year
    month = int(time.hi[1:3])
    return clock.year - 1 if month > clock.month + LATER else clock.year


def _in_year(year: int, first: int, time: Time, clock: Clock) -> int:
    """The year of a month that goes on from what was named: not one in which the document was not yet written, where
    that has an earlier one too (自2003年7月起…，12月18日, in a paper of November 2004)."""
    ahead = first < year and clock.date is not None and len(time.lo) > len("-12") and f"{year}{time.lo}" > clock.date
    return year - 1 if ahead else year


def _whole_year(current: Period | None, clock: Clock) -> Period | None:
    """全年, 当年, 年内: the year that is spoken of."""
    if current is not None and current.many and clock.kind == REPORT and clock.looks_back is not None:
        # 全年 after a term of office is the year that the report looks back on
        return year_period(clock.looks_back) if current.lo[:4] <= str(clock.looks_back) <= current.hi[:4] else current
    if current is not None:
        return year_period(int(current.hi[:4])) if not current.many else current
    # of a rule's own 当年 no year is told
    return year_period(clock.year) if clock.year is not None and clock.kind not in RULES else None
