"""Which time expression governs each figure of a passage, read from left to right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from nlp.asides import shut
from nlp.clock import Period
from nlp.dates import SINCE
from nlp.numerals import NEW
from nlp.reading import Reading, Window
from nlp.time_frames import SAME, Frame
from nlp.time_words import CHANGES, FROM, RISEN, THEN

BRIEF = frozenset({"近", "最近", "目前", "现在", "当前", "眼下"})
PASSING = frozenset({"合计", SINCE, SAME})
"""三年累计, 改革开放以来 and 去年同期 go no further than their sentence."""
OBJECT = re.compile(r"\s*(?:针对|围绕|根据|按照)")


class Governed(NamedTuple):
    """What dates a mention: the frame, if any, and whether it stands in the mention's own clause; the two ends of a
    从…到… that its sentence told before; the one of them that is its own (由2476元增加到4140元 after 由2002年…); and
    the term that its paragraph told of before (五年来)."""

    frame: Frame | None
    inside: bool = False
    pair: tuple[Period, Period] | None = None
    end: Period | None = None
    term: Period | None = None


NOTHING = Governed(None)


@dataclass(slots=True)
class _State:
    """What governs while a passage is read from left to right."""

    paragraph: Frame | None = None
    sentence: Frame | None = None
    clause: Frame | None = None
    pair: tuple[Period, Period] | None = None
    term: Period | None = None
    long: bool = False
    last: Frame | None = None
    """What dated the mention before."""


def govern(reading: Reading, windows: list[Window], frames: list[Frame], *, long: bool = False) -> list[Governed]:
    """What dates each mention, in order; `windows` are the mentions' own. `long`: the section is about a stretch of
    years, to which its sentences go back after a year that one of them named in passing."""
    if not frames:
        return [NOTHING] * len(windows)
    state, place, text = _State(long=long), 0, reading.folded
    count, bracketed = len(frames), "）" in text
    sentence_start = clause_start = -1
    governed: list[Governed] = []
    for index, (mention, window) in enumerate(zip(reading.mentions, windows, strict=True)):
        if window.sentence_start != sentence_start:
            sentence_start, clause_start = window.sentence_start, window.clause_start
            state.sentence = state.clause = state.pair = None
        elif window.clause_start != clause_start:
            clause_start, state.clause = window.clause_start, None
        while place < count and frames[place].end <= mention.start:
            if not (bracketed and shut(text, frames[place].end, mention.start)):
                _take(state, frames[place], window)
            place += 1
        announced = None
        if state.sentence is None and place < count:
            announced = _announced(text, frames[place], window)
        governed.append(_governed(reading, index, window, state, announced))
    return governed


def _governed(reading: Reading, index: int, window: Window, state: _State, announced: Frame | None) -> Governed:
    """What dates one mention; what it takes from its own clause governs on."""
    if state.clause is not None and state.clause.local and index and _moved_on(reading, index, state.clause):
        state.clause = None
    own = state.clause
    frame = own or _goes_with(reading, index, window, state) or state.sentence or announced or state.paragraph
    if own is not None and own.local and _beside(reading, index, own):
        frame = state.sentence or state.paragraph
    if own is not None and not own.local and own.known is not None and own.word not in BRIEF | PASSING:
        goes_on = own.lead or own.known.many or not state.long
        if goes_on and (state.sentence is None or own.whole_year):
            state.paragraph = own
    if own is not None and not own.local:
        state.sentence = state.sentence or own
    parted = frame is state.paragraph and frame is not state.sentence
    if frame is not None and reading.roles[index] == "other" and (parted or frame.word):
        frame = None  # a rule's number is dated by a day its sentence names, not by 当年 or what was told before
    end = _end(reading, index, window, state.pair) if own is None and state.pair is not None else None
    state.last = frame
    return NEW(Governed, (frame, frame is not None and frame is own, state.pair, end, state.term))


def _goes_with(reading: Reading, index: int, window: Window, state: _State) -> Frame | None:
    """What dates the level before, of a rate said of it at once: 截至6月底，参保90万人，上半年支出8亿元，增长9%."""
    if state.last is state.sentence or state.last is None or state.last.local or not index:
        return None
    start = reading.mentions[index].start
    if window.clause_start - reading.mentions[index - 1].end > 1 or start - window.clause_start > len("同比增长"):
        return None
    return state.last if reading.measures[index].measure in CHANGES else None


def _end(reading: Reading, index: int, window: Window, pair: tuple[Period, Period] | None) -> Period | None:
    """Which end of a 从…到… told before a number has that goes from one to the other without years."""
    mention, text = reading.mentions[index], reading.folded
    if pair is None or not FROM.search(text[window.clause_start : mention.start]):
        return None
    if THEN.match(text, mention.end):
        return pair[0]
    return pair[1] if RISEN.search(text, window.left, mention.start) else None


def _beside(reading: Reading, index: int, frame: Frame) -> bool:
    """Whether a number only says how many times as much as at another time it is (不足上年的八成, 是2012年的2.3倍)."""
    measure = reading.measures[index].measure
    part = frame.compared and measure == "share" and reading.folded[frame.start - 1 : frame.start] not in ("比", "较")
    return measure == "multiple" or part


def _moved_on(reading: Reading, index: int, frame: Frame) -> bool:
    """Whether a number before had the expression to itself: in 由上年的88个增加到317个 the second has another time,
    and in 比上年的88个增加29个."""
    before = reading.mentions[index - 1]
    if before.start < frame.end:
        return False
    return frame.compared or RISEN.search(reading.folded, before.end, reading.mentions[index].start) is not None


def _announced(text: str, frame: Frame, window: Window) -> Frame | None:
    """The expression that follows in a sentence that opens with its object (针对10项问题，8月开展…)."""
    if frame.lead and frame.end < window.sentence_end and OBJECT.match(text, window.sentence_start):
        return frame
    return None


def _take(state: _State, frame: Frame, window: Window) -> None:
    """Let a time expression before the next mention govern from here on."""
    inside = frame.start >= window.clause_start
    if frame.against and frame.known and frame.start >= window.sentence_start:
        state.pair = (frame.against, frame.known)
    if frame.local:
        if inside:
            before = state.clause
            if before is not None and before.local and before.known and frame.known:
                state.pair = (before.known, frame.known)
            state.clause = frame
        return
    if inside:
        state.clause = frame
    if frame.term and frame.lead:
        state.term = frame.known
    # 鉴于当前形势, 近三年 and 三年累计 go no further than their sentence
    brief = (frame.word in BRIEF and frame.whole_year and not frame.term) or frame.word in PASSING
    if frame.lead and frame.known is not None and not brief:
        state.paragraph = frame
    if frame.start >= window.sentence_start and (frame.lead or frame.whole_year):
        state.sentence = frame
