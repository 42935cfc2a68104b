"""When a figure holds.

A figure is dated by the time expression that governs it: one in its own clause, else the one that leads its sentence,
else the one its paragraph is under, else its section's (headings and leads such as 五年来), else what the document's
title and kind set. In a stretch of years a flow has the whole stretch, a stock and a level that was reached have its
last year, the level it rose from the year before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from nlp.asides import shut
from nlp.clauses import Window, find_windows
from nlp.clock import Clock, Defaults, Period, words, year_period
from nlp.fold import fold
from nlp.reading import Measure, Mention, Reading
from nlp.time_frames import Frame, find_frames

CHANGES = ("growth", "change", "multiple")
STEP = r"(?:" + "|".join(sorted(words("reach"), key=len, reverse=True)) + r")"
QUALIFIED = r"(?:了|约|近|超过?|逾|不足|不到|至少|最高|最低|大约|将近|接近|左右)*"
REACHED = re.compile(rf"(?:{STEP}(?:到|至|为)|达到?|突破|超过|稳定在|保持在|升至|降至|增至|减至|跃上|迈上){QUALIFIED}$")
PLAIN = re.compile(rf"(?:[为是占]|约占){QUALIFIED}$")
FROM = re.compile(r"[从由自](?![业此然主动觉治])[^，。；：]{0,40}$")
THEN = re.compile(
    rf"(?:左右|以上|多|的水平)*[，]?(?:逐步|大幅|进一步|连续|快速|稳步|历史性地?|分别|一举|又|相应|普遍|全部|已)*{STEP}(?:到|至|为)"
)
RISEN = re.compile(rf"{STEP}(?:到|至|为)|达到")
FLOW = re.compile("|".join(sorted(words("flow"), key=len, reverse=True)))
STOCK = re.compile(
    "(?:" + "|".join(sorted(words("stock"), key=len, reverse=True)) + rf")(?:已|均|都|分别|仍|还|共)*{QUALIFIED}$"
)
YEARLY = re.compile(r"年均|平均每年|每年|年平均")
ALONE = 12  # code points of a line that can be a date alone and so a heading in effect
AFTER = re.compile(r"（((?:1[89]|20)\d\d)年?）")
SUMMED = re.compile(r"合计|累计|总计|共计|总共")
OBJECT = re.compile(r"\s*(?:针对|围绕|根据|按照)")


@dataclass(slots=True)
class PeriodMemory:
    """What the document told so far: its clock, and the period its present section is under."""

    clock: Clock | None = None
    section: tuple[str, ...] = ()
    heads: dict[str, list[Frame]] = field(default_factory=dict)
    set_by_lead: Period | None = None


@dataclass(slots=True)
class _State:
    """What governs while a passage is read from left to right."""

    paragraph: Frame | None = None
    sentence: Frame | None = None
    clause: Frame | None = None
    pair: tuple[Period, Period] | None = None


def assign_periods(reading: Reading) -> list[str | None]:
    """`YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `a..b`, or None a mention."""
    memory = reading.scene.recall(PeriodMemory)
    clock = memory.clock = memory.clock or Clock(reading.scene.document)
    if reading.headings[:1] != memory.section:
        memory.section, memory.set_by_lead = reading.headings[:1], None
    if not reading.mentions and not _leads(reading.folded):
        return []
    defaults = _section_defaults(reading.headings, clock, memory)
    frames = find_frames(reading.folded, clock, defaults.reported, defaults.target)
    periods = [_period(reading, index, frame, defaults, pair) for index, frame, pair in _govern(reading, frames)]
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


def _govern(reading: Reading, frames: list[Frame]) -> Iterator[tuple[int, Frame | None, tuple[Period, Period] | None]]:
    """For each mention the frame that governs it, and the two ends of a 从…到… its sentence told before."""
    state, place, windows = _State(), 0, find_windows(reading)
    sentence_start = clause_start = -1
    for index, (mention, window) in enumerate(zip(reading.mentions, windows, strict=True)):
        if window.sentence_start != sentence_start:
            sentence_start, clause_start = window.sentence_start, window.clause_start
            state.sentence = state.clause = state.pair = None
        elif window.clause_start != clause_start:
            clause_start, state.clause = window.clause_start, None
        while place < len(frames) and frames[place].end <= mention.start:
            if not shut(reading.folded, frames[place].end, mention.start):
                _take(state, frames[place], window)
            place += 1
        if state.clause is not None and state.clause.local and index and _moved_on(reading, index, state.clause):
            state.clause = None
        frame = state.clause or state.sentence or _announced(reading.folded, frames, place, window) or state.paragraph
        own = state.clause
        if own is not None and own.local and _beside(reading.measures[index], own):
            frame = state.sentence or state.paragraph
        if own is not None and not own.local:
            state.paragraph = own if state.sentence is None or own.whole_year else state.paragraph
            state.sentence = state.sentence or own
        parted = frame is state.paragraph and frame is not state.sentence
        if frame is not None and reading.roles[index] == "other" and (parted or frame.word):
            frame = None  # a rule's number is dated by a day its sentence names, not by 当年 or what was told before
        yield index, frame, state.pair


def _beside(measure: Measure, frame: Frame) -> bool:
    """Whether a number only says how many times as much as at another time it is (不足上年的八成, 是2012年的2.3倍)."""
    return measure.measure == "multiple" or (frame.compared and measure.measure == "share")


def _moved_on(reading: Reading, index: int, frame: Frame) -> bool:
    """Whether a number before had the expression to itself: in 由上年的88个增加到317个 the second has another time."""
    before = reading.mentions[index - 1]
    between = reading.folded[before.end : reading.mentions[index].start]
    return before.start >= frame.end and RISEN.search(between) is not None


def _announced(text: str, frames: list[Frame], place: int, window: Window) -> Frame | None:
    """The expression that follows in a sentence that opens with its object (针对10项问题，8月开展…)."""
    if place < len(frames) and frames[place].end < window.sentence_end and OBJECT.match(text, window.sentence_start):
        return frames[place] if frames[place].lead else None
    return None


def _take(state: _State, frame: Frame, window: Window) -> None:
    """Let a time expression before the next mention govern from here on."""
    inside = frame.start >= window.clause_start
    if frame.local:
        if inside:
            before = state.clause
            if before is not None and before.local and before.known and frame.known:
                state.pair = (before.known, frame.known)
            state.clause = frame
        return
    if inside:
        state.clause = frame
    if frame.lead:
        state.paragraph = frame
    if frame.start >= window.sentence_start and (frame.lead or frame.whole_year):
        state.sentence = frame


def _period(
    reading: Reading, index: int, frame: Frame | None, defaults: Defaults, pair: tuple[Period, Period] | None
) -> str | None:
    """The period of one mention."""
    mention, measure = reading.mentions[index], reading.measures[index]
    if head := _table_period(reading, mention):
        return head.text
    if printed := AFTER.match(reading.folded, mention.end):
        return printed[1]
    if frame is not None and mention.cell is not None and frame.start + reading.passage.start < mention.cell.start:
        frame = None  # what another cell says
    window = find_windows(reading)[index]
    lead = reading.folded[window.clause_start : mention.start]
    if pair and measure.measure in CHANGES and (YEARLY.search(lead) or frame is None):
        return _steps(pair)
    role = reading.roles[index]
    known = frame.known if frame is not None else defaults.of(role)
    if known is None:
        return None
    if frame is not None and frame.edge and frame.end < window.sentence_start:
        known = _after_edge(known, measure, lead)
    if not known.many or (frame is None and known.years == 2):
        return _yearly(known, lead, defaults, _plan(reading)) or known.text
    return _within(reading.folded, mention, window, measure, known, frame)


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


def _within(text: str, mention: Mention, window: Window, measure: Measure, known: Period, frame: Frame | None) -> str:
    """What of a stretch of years a figure has: all of it, its last year, or the year it started from."""
    lead = text[window.left : mention.start]
    named = frame is not None and not frame.wide
    if FROM.search(text[window.clause_start : mention.start]) and THEN.match(text, mention.end):
        return known.lo if named else str(int(known.lo[:4]) - 1)
    if measure.measure in CHANGES:
        return _steps((known, known)) if frame is not None and frame.steps and YEARLY.search(lead) else known.text
    if (frame is not None and frame.total) or SUMMED.search(lead):
        return known.text
    if YEARLY.search(text, window.clause_start, mention.start):
        return known.text
    if REACHED.search(lead) or measure.measure == "share":
        return known.hi
    if FLOW.search(lead):
        return known.text
    if STOCK.search(lead) or PLAIN.search(lead) or mention.dimension == "ratio":
        return known.hi
    return known.text


def _plan(reading: Reading) -> Period | None:
    """The five-year plan that the document's year lies in."""
    clock = reading.scene.recall(PeriodMemory).clock
    return clock.plan() if clock is not None else None


def _table_period(reading: Reading, mention: Mention) -> Period | None:
    """The period that a table's heads give."""
    if mention.cell is None:
        return None
    clock = reading.scene.recall(PeriodMemory).clock
    for head in (mention.column_head, mention.row_head):
        if head and clock is not None:
            memory = reading.scene.recall(PeriodMemory)
            known = [frame.known for frame in _head_frames(head, clock, memory) if frame.known is not None]
            if known:
                return _summed(reading.folded, mention, known[-1])
    return None


def _summed(text: str, mention: Mention, period: Period) -> Period:
    """A number in square brackets is, in the tables of plans, the sum of the five years up to its column's."""
    bracketed = mention.start > 0 and text[mention.start - 1] in "[［〔" and period.lo == period.hi
    return year_period(int(period.hi[:4]) - 4, int(period.hi[:4])) if bracketed else period
