"""When a figure holds.

A figure is dated by the time expression that governs it: one in its own clause, else the one that leads its sentence,
else the one its paragraph is under, else its section's (headings and leads such as 五年来), else what the document's
title and kind set. In a stretch of years a flow has the whole stretch, a stock and a level that was reached have its
last year, the level it rose from the year before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nlp.clauses import Window, find_windows
from nlp.clock import Clock, Defaults, Period, find_clock, year_period
from nlp.fold import fold
from nlp.reading import Measure, Mention, Reading
from nlp.time_frames import Frame, find_frames
from nlp.time_govern import Governed, govern
from nlp.time_words import AMOUNT, CHANGES, FLOW, FROM, PLAIN, REACHED, STOCK, SUMMED, THEN, YEARLY, words

ALONE = 12  # code points of a line that can be a date alone and so a heading in effect
TERM = re.compile(r"(?<!第)[两三四五六七八九十]年(?![级前后期]|计划|规划|行动)")
AFTER = re.compile(r"（((?:1[89]|20)\d\d)年?）")


@dataclass(slots=True)
class PeriodMemory:
    """What the document told so far: the period its present section is under."""

    section: tuple[str, ...] = ()
    heads: dict[str, list[Frame]] = field(default_factory=dict)
    set_by_lead: Period | None = None


def assign_periods(reading: Reading) -> list[str | None]:
    """`YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `a..b`, or None a mention."""
    memory = reading.scene.recall(PeriodMemory)
    clock = find_clock(reading.scene)
    if reading.headings[:1] != memory.section:
        memory.section, memory.set_by_lead = reading.headings[:1], None
    if not reading.mentions and not (reading.passage.kind == "paragraph" and _leads(reading.folded)):
        return []
    defaults = _section_defaults(reading.headings, clock, memory)
    frames = find_frames(reading.folded, clock, defaults.reported, defaults.target)
    windows = find_windows(reading)
    periods = [
        _period(reading, index, window, given, defaults)
        for index, (window, given) in enumerate(zip(windows, govern(reading, windows, frames), strict=True))
    ]
    _remember(reading, frames, memory, clock)
    return periods


def _leads(text: str) -> bool:
    """Whether a text without figures can set the period of those that follow."""
    return len(text) <= ALONE or "年来" in text or "过去" in text or "今后" in text or "未来" in text


def _remember(reading: Reading, frames: list[Frame], memory: PeriodMemory, clock: Clock) -> None:
    """A lead such as 五年来 goes for the rest of its section, until one such as 过去一年; a plan's name only where the
    section's heading names it too."""
    if reading.passage.kind != "paragraph":
        return
    if len(frames) == 1 and frames[0].known is not None and not _rest(reading.folded, frames[0]):
        memory.set_by_lead = frames[0].known
    for frame in frames:
        if frame.term and frame.lead and frame.known is not None:
            named = frame.word != "五" or any(
                frame.known == other.known
                for head in reading.headings
                for other in find_frames(fold(head), clock, None)
            )
            memory.set_by_lead = frame.known if named else memory.set_by_lead


def _rest(text: str, frame: Frame) -> str:
    """What a line says beside its date."""
    return (text[: frame.start] + text[frame.end :]).strip(" 　:：()（）度")


def _head_frames(heading: str, clock: Clock, memory: PeriodMemory) -> list[Frame]:
    """The time expressions of a heading, found once a document."""
    if heading not in memory.heads:
        memory.heads[heading] = find_frames(fold(heading), clock, clock.defaults.reported)
    return memory.heads[heading]


def _section_defaults(headings: tuple[str, ...], clock: Clock, memory: PeriodMemory) -> Defaults:
    """The period of the innermost heading that names one, else the document's."""
    if memory.set_by_lead is not None:
        return Defaults(memory.set_by_lead, memory.set_by_lead)
    for heading in reversed(headings):
        text = fold(heading)
        known = [frame.known for frame in _head_frames(heading, clock, memory) if frame.known is not None]
        known = [period for period in known if len(period.lo) < len("2018-10-31")]
        if known:
            return Defaults(known[0], known[0])
        if clock.kind == "工作报告" and clock.year is not None:
            if any(word in text for word in words("review")) and clock.looks_back is not None:
                return Defaults(year_period(clock.looks_back), year_period(clock.looks_back))
            if any(word in text for word in words("plan")):
                return Defaults(year_period(clock.year), year_period(clock.year))
    return clock.defaults


def _period(reading: Reading, index: int, window: Window, governed: Governed, defaults: Defaults) -> str | None:
    """The period of one mention."""
    mention, measure, frame = reading.mentions[index], reading.measures[index], governed.frame
    if head := _table_period(reading, mention):
        return head.text
    if printed := AFTER.match(reading.folded, mention.end):
        return printed[1]
    if governed.end is not None:
        return governed.end.text
    if frame is not None and mention.cell is not None and frame.start + reading.passage.start < mention.cell.start:
        frame = None  # what another cell says
    lead = reading.folded[window.clause_start : mention.start]
    if governed.pair and measure.measure in CHANGES and (YEARLY.search(lead) or frame is None):
        return _steps(governed.pair)
    known = frame.known if frame is not None else defaults.of(reading.roles[index])
    if known is None:
        return None
    if frame is not None and frame.parts:
        return _of_parts(reading, frame, window) or known.text
    if stretch := _totalled(reading.folded, mention, window, governed, defaults):
        return stretch.text
    if frame is not None and frame.edge and frame.end < window.sentence_start:
        known = _after_edge(known, measure, lead)
    if not known.many or (frame is None and known.years == 2):
        return _yearly(known, lead, defaults, _plan(reading)) or known.text
    return _within(
        reading.folded, mention, reading.mentions[window.first], window, measure, known, governed._replace(frame=frame)
    )


def _of_parts(reading: Reading, frame: Frame, window: Window) -> str | None:
    """Which of the dates that are named together a number of a list as long has: 4月和9月5件和6件."""
    listed = sum(1 for other in find_windows(reading) if other.first == window.first)
    return frame.parts[window.place].text if listed == len(frame.parts) > window.place else None


def _totalled(text: str, mention: Mention, window: Window, governed: Governed, defaults: Defaults) -> Period | None:
    """The section's stretch of years, where a number is summed up over it, though a year of it was named before: 2018年
    实现摘帽，累计减贫3万人."""
    frame, stretch = governed.frame, governed.term or defaults.reported
    if frame is None or governed.inside or frame.known is None or stretch is None or not stretch.many:
        return None
    if not frame.whole_year or frame.known.many or not stretch.lo <= frame.known.lo <= stretch.hi:
        return None
    return stretch if SUMMED.search(text, max(window.sentence_start, frame.end), mention.start) else None


def _after_edge(known: Period, measure: Measure, lead: str) -> Period:
    """年末 goes on for the stocks of the sentences after it; what flows is of the year."""
    flows = measure.measure in CHANGES or FLOW.search(lead) is not None
    return year_period(int(known.hi[:4])) if flows else known


def _yearly(known: Period, lead: str, defaults: Defaults, plan: Period | None) -> str | None:
    """A yearly mean said of one year is that of the stretch which ends in it."""
    if not YEARLY.search(lead) or "年均浓度" in lead:
        return None
    stretches = [period for period in (defaults.target, defaults.reported, plan) if period is not None and period.many]
    return next((period.text for period in stretches if period.hi[:4] == known.hi[:4]), None)


def _steps(pair: tuple[Period, Period]) -> str:
    """Growth a year between two years counts the steps: from 1997 to 2002 it is that of 1998 to 2002."""
    return year_period(int(pair[0].lo[:4]) + 1, int(pair[1].hi[:4])).text


def _within(
    text: str, mention: Mention, first: Mention, window: Window, measure: Measure, known: Period, governed: Governed
) -> str:
    """What of a stretch of years a figure has: all of it, its last year, or the year it started from. `first` is the
    first of the list of numbers it stands in."""
    frame, lead = governed.frame, text[window.clause_start if window.place else window.left : first.start]
    if FROM.search(text[window.clause_start : mention.start]) and THEN.match(text, mention.end):
        named = frame is not None and not frame.wide
        return known.lo if named else str(int(known.lo[:4]) - 1)
    if measure.measure in CHANGES:
        return _steps((known, known)) if frame is not None and frame.steps and YEARLY.search(lead) else known.text
    summed = window.sentence_start if measure.measure == "share" else window.left
    same = frame is not None and (frame.end >= window.sentence_start or not REACHED.search(lead))
    if (frame is not None and frame.total and same) or SUMMED.search(text, summed, mention.start):
        return known.text
    if YEARLY.search(text, window.clause_start, mention.start):
        return known.text
    since = frame.end if governed.inside and frame is not None else _term_end(text, window, mention)
    if since is not None and FLOW.search(text, since, mention.start):
        return known.text  # 五年投入达到3406亿元
    return known.hi if _stands(lead, mention, measure) else known.text


def _term_end(text: str, window: Window, mention: Mention) -> int | None:
    """Where a count of years ends that the clause names (五年投入…)."""
    match = TERM.search(text, window.clause_start, mention.start)
    return match.end() if match else None


def _stands(lead: str, mention: Mention, measure: Measure) -> bool:
    """Whether a number is of the end of a stretch: a level that was reached, a share, a stock."""
    if REACHED.search(lead) or measure.measure == "share":
        return True
    if STOCK.search(lead) and not AMOUNT.search(lead):
        return True
    if FLOW.search(lead):
        return False
    return STOCK.search(lead) is not None or PLAIN.search(lead) is not None or mention.dimension == "ratio"


def _plan(reading: Reading) -> Period | None:
    """The five-year plan that the document's year lies in."""
    return find_clock(reading.scene).plan()


def _table_period(reading: Reading, mention: Mention) -> Period | None:
    """The period that a table's heads give."""
    if mention.cell is None:
        return None
    clock = find_clock(reading.scene)
    for head in (mention.column_head, mention.row_head):
        if head:
            memory = reading.scene.recall(PeriodMemory)
            known = [frame.known for frame in _head_frames(head, clock, memory) if frame.known is not None]
            if known:
                return _summed(reading.folded, mention, known[-1])
    return None


def _summed(text: str, mention: Mention, period: Period) -> Period:
    """A number in square brackets is, in the tables of plans, the sum of the five years up to its column's."""
    bracketed = mention.start > 0 and text[mention.start - 1] in "[［〔" and period.lo == period.hi
    return year_period(int(period.hi[:4]) - 4, int(period.hi[:4])) if bracketed else period
