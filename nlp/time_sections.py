"""The period that a section of a document is under: set by its headings, by a line that is a date, or by a lead such as
五年来, and kept until another is."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.clock import REPORT, Clock, Defaults, Period, year_period
from nlp.fold import fold
from nlp.reading import Reading
from nlp.time_frames import NOW, Frame, find_frames
from nlp.time_words import words

OPENING = re.compile(
    r"\s*(?:[一二三四五六七八九十]、|（[一二三四五六七八九十]）|——)?(?:各位代表|同志们)?[，！：]?"
    r"(?:在|回顾|回望)?(?:刚刚|刚)?(?:过去的?|走过的)?"
)
"""What may stand before a paragraph's own time."""
REACH = 12
OPENED = re.compile(r"(?:^|[。；！？\n—：])[\s\d一二三四五六七八九十、.（）]*(?:在|从|这)?$")
SECTION = 200  # blocks before a passage in which the heading it is under is looked for
ALONE_REACH = 40  # code points of a line that can be a date and no more
ALONE = 12  # code points of a line that can be a date alone and so a heading in effect
LEAD = re.compile(r"[一二三四五六七八九十两\d]年多?来|(?:过去的?|今后|未来)[一二三四五六七八九十两\d]")

Place = tuple[int, int]
"""Where in the reading text of the document words stand."""


class Given(NamedTuple):
    """The periods that hold in a section, and where they were told; no place: by the document itself."""

    defaults: Defaults
    place: Place | None = None


class PeriodMemory:
    """What the document told so far: the period its present section is under."""

    __slots__ = ("clock", "given", "headings", "heads", "lead", "section")

    def __init__(self) -> None:
        self.clock: Clock | None = None
        self.headings: tuple[str, ...] = ()
        self.section: tuple[str, ...] = ()
        self.lead: Given | None = None
        """What a lead such as 五年来 set for the rest of the section."""
        self.given: Given | None = None
        """What headings or document set, found once for the passages under the same headings."""
        self.heads: dict[str, list[Frame]] = {}

    def enter(self, headings: tuple[str, ...]) -> None:
        """Go on under these headings."""
        self.headings, self.given = headings, None
        if headings[:1] != self.section:
            self.section, self.lead = headings[:1], None


def can_lead(text: str) -> bool:
    """Whether a text without figures can set the period of those that follow. Most are seen not to by their words."""
    if len(text) <= ALONE:
        return "年" in text or "月" in text or "期" in text or "季" in text
    if text.startswith(("今年", "去年")) or (text[4:5] == "年" and text[:4].isdecimal()):
        return True
    told = "年来" in text or "过去" in text or "今后" in text or "未来" in text
    return told and LEAD.search(text) is not None


def remember(reading: Reading, frames: list[Frame], memory: PeriodMemory, clock: Clock) -> None:
    """A lead such as 五年来 goes for the rest of its section, until one such as 过去一年; a plan's name only where the
    section's heading names it too."""
    if len(frames) == 1 and frames[0].known is not None and not _rest(reading.folded, frames[0]):
        _set_lead(reading, frames[0], frames[0].known, memory)
    first = frames[0]
    opens = first.lead and OPENING.fullmatch(reading.folded, 0, first.start) is not None
    if opens and first.known is not None and first.known in _halves(reading, memory, clock):
        _set_lead(reading, first, first.known, memory)
    for frame in frames:
        if frame.term and frame.lead and frame.known is not None and _opens(reading.folded, frame):
            named = frame.word != "五" or any(
                frame.known == other.known
                for head in reading.headings
                for other in find_frames(fold(head), clock, None)
            )
            if named:
                _set_lead(reading, frame, frame.known, memory)


def _opens(text: str, frame: Frame) -> bool:
    """Whether a sentence opens with a stretch of years, or a comma sets it apart: not 原油产量在十七年间平均增长."""
    return (
        text[frame.end : frame.end + 1] == "，"
        or OPENED.search(text, max(0, frame.start - REACH), frame.start) is not None
    )


def _halves(reading: Reading, memory: PeriodMemory, clock: Clock) -> list[Period]:
    """The periods of a section whose heading names more than one (2025年和“十四五”时期工作回顾): its paragraphs tell
    which they are about."""
    for heading in reversed(reading.headings):
        known = [frame.known for frame in head_frames(heading, clock, memory) if frame.known is not None]
        if known:
            return known if len(known) > 1 else []
    return []


def _set_lead(reading: Reading, frame: Frame, known: Period, memory: PeriodMemory) -> None:
    start = reading.passage.start
    memory.lead = Given(Defaults(known, known), (start + frame.start, start + frame.end))


def _rest(text: str, frame: Frame) -> str:
    """What a line says beside its date."""
    return (text[: frame.start] + text[frame.end :]).strip(" 　:：()（）度") if len(text) < ALONE_REACH else text


def head_frames(heading: str, clock: Clock, memory: PeriodMemory) -> list[Frame]:
    """The time expressions of a heading, found once a document."""
    if heading not in memory.heads:
        memory.heads[heading] = find_frames(fold(heading), clock, clock.defaults.reported)
    return memory.heads[heading]


def find_section(reading: Reading, clock: Clock, memory: PeriodMemory) -> Given:
    """The period of the innermost heading that names one, else the document's; found once for its passages."""
    memory.given = Given(clock.defaults)
    for heading in reversed(reading.headings):
        if told := _of_heading(heading, clock, memory):
            memory.given = Given(told, _heading_place(reading, heading))
            break
    return memory.given


def _of_heading(heading: str, clock: Clock, memory: PeriodMemory) -> Defaults | None:
    """What a heading sets: the period it names, of a work report the year it looks back on or plans."""
    text = fold(heading)
    named = [frame for frame in head_frames(heading, clock, memory) if frame.word not in NOW]
    known = [frame.known for frame in named if frame.known is not None and len(frame.known.lo) < len("2018-10-31")]
    plans = any(word in text for word in words("plan"))
    if known:
        past = clock.year is not None and known[0].hi[:4] < str(clock.year)
        return Defaults(known[0], known[-1] if plans and past else known[0])
    if clock.kind != REPORT or clock.year is None or clock.looks_back is None:
        return None
    back, ahead = year_period(clock.looks_back), year_period(clock.year)
    if any(word in text for word in words("review")):
        return Defaults(back, ahead if plans else back)
    return Defaults(ahead, ahead) if plans else None


def _heading_place(reading: Reading, heading: str) -> Place | None:
    """Where a heading above a passage stands, if it does so near."""
    document = reading.scene.document
    for block in reversed(document.blocks[max(0, reading.passage.block - SECTION) : reading.passage.block]):
        if block.kind in ("heading", "title") and document.text.startswith(heading, block.start):
            return block.start, block.end
    return None
