"""When a figure holds.

A figure is dated by the time expression that governs it: one in its own clause, else the one that leads its sentence,
else the one its paragraph is under, else its section's (headings and leads such as 五年来), else what the document's
title and kind set. In a stretch of years a flow has the whole stretch, a stock and a level that was reached have its
last year, the level it rose from the year before.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.clauses import find_windows
from nlp.clock import Clock, Defaults, Period, find_clock, year_period
from nlp.reading import Measure, Mention, Reading, Window
from nlp.time_frames import Frame, find_frames
from nlp.time_govern import NOTHING, Governed, govern
from nlp.time_sections import LEAD, PeriodMemory, Place, can_lead, find_section, head_frames, remember
from nlp.time_words import AMOUNT, CHANGES, FLOW, FROM, PLAIN, REACHED, STANDING, STOCK, SUMMED, THEN, YEARLY

PLAN_YEARS, DECADE_YEARS = 5, 10
TERM = re.compile(r"(?<!第)[两三四五六七八九十]年(?![级前后期]|计划|规划|行动)")
BUILT = re.compile(r"(?:竣工|交付|新增|新建|净增|累计)[^，。；]{0,12}$")
"""What was built or added, however its sum is told: 竣工面积达3亿平方米."""
PART_OF_FLOW = re.compile(r"(?:增量|支出|投资|投入|增收)[^。；]{0,16}占[^。；]{0,8}$")
"""A share of what flowed: 五年的支出，用于建设的约占60%."""
AFTER = re.compile(r"（((?:1[89]|20)\d\d)年?）")


class _Page(NamedTuple):
    """A passage with what its mentions share."""

    reading: Reading
    text: str
    windows: list[Window]
    clock: Clock
    memory: PeriodMemory
    defaults: Defaults
    place: Place | None
    summed: bool
    yearly: bool


def assign_periods(reading: Reading) -> list[str | None]:
    """`YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `a..b`, or None a mention; where it was told goes to the reading's evidence."""
    passage = reading.passage
    if not reading.mentions and (passage.kind != "paragraph" or not can_lead(reading.folded)):
        return []
    memory = reading.scene.recall(PeriodMemory)
    if passage.headings != memory.headings:
        memory.enter(passage.headings)
    clock = memory.clock or find_clock(reading.scene)
    memory.clock = clock
    given = memory.lead or memory.given or find_section(reading, clock, memory)
    defaults, text = given.defaults, reading.folded
    windows = find_windows(reading) if reading.mentions else []
    frames = find_frames(_up_to(text, windows), clock, defaults.reported, defaults.target)
    periods: list[str | None] = []
    if windows:
        page = _Page(
            reading, text, windows, clock, memory, defaults, given.place,
            "计" in text or "总共" in text, "年均" in text or "每年" in text or "年平均" in text,
        )  # fmt: skip
        long = defaults.reported is not None and defaults.reported.many
        governed = govern(reading, windows, frames, long=long)
        periods = [_period(page, index, window, governed[index]) for index, window in enumerate(windows)]
        reading.evidence["period"] = _evidence(page, periods, governed)
    if frames and passage.kind == "paragraph":
        remember(reading, frames, memory, clock)
    return periods


def _up_to(text: str, windows: list[Window]) -> str:
    """A text as far as its times can date a figure: to the end of the last one's sentence, or all of it where what
    comes after can set the period of the next passages."""
    end = windows[-1].sentence_end if windows else len(text)
    return text if end == len(text) or LEAD.search(text, end) else text[:end]


def _evidence(page: _Page, periods: list[str | None], governed: list[Governed]) -> list[Place | None]:
    """Where the periods of the mentions are told, of those whose own clause does not say it with a year."""
    default = page.place or page.clock.place
    return [
        None if period is None else default if given is NOTHING else _told(page, index, given, default)
        for index, (period, given) in enumerate(zip(periods, governed, strict=True))
    ]


def _told(page: _Page, index: int, governed: Governed, default: Place | None) -> Place | None:
    frame = governed.frame
    if page.reading.mentions[index].cell is not None:
        return None
    if frame is None:
        return default
    if governed.end is not None or frame.start >= page.windows[index].clause_start:
        return page.clock.place if frame.anchored and governed.end is None else None
    start = page.reading.passage.start
    return start + frame.start, start + frame.end


def _period(page: _Page, index: int, window: Window, governed: Governed) -> str | None:
    """The period of one mention."""
    reading, text, frame = page.reading, page.text, governed.frame
    mention = reading.mentions[index]
    if mention.cell is not None:
        if head := _table_period(page, mention):
            return head.text
        if frame is not None and frame.start + reading.passage.start < mention.cell.start:
            frame = None  # what another cell says
    if frame is not None and reading.roles[index] == "target" and _is_over(frame, window, page.clock):
        frame, governed = None, NOTHING  # what is planned is not of a year that is over
    if text[mention.end : mention.end + 1] == "（" and (printed := AFTER.match(text, mention.end)):
        return printed[1]
    if governed.end is not None:
        return governed.end.text
    if frame is None and governed.pair is None:
        known = page.defaults.of(reading.roles[index])
        if known is None or not (page.yearly or known.many):
            return known and known.text
    return _dated(page, index, window, governed, frame)


def _is_over(frame: Frame, window: Window, clock: Clock) -> bool:
    """Whether an expression of a sentence before names a time before the document's own year."""
    known, year = frame.known, clock.year
    return frame.end <= window.sentence_start and known is not None and year is not None and known.hi[:4] < str(year)


def _dated(page: _Page, index: int, window: Window, governed: Governed, frame: Frame | None) -> str | None:
    """The period of a mention by the frame that governs it, else by what its section is under."""
    reading, text, defaults = page.reading, page.text, page.defaults
    mention, measure = reading.mentions[index], reading.measures[index]
    yearly = page.yearly and YEARLY.search(text, window.clause_start, mention.start) is not None
    if governed.pair and measure.measure in CHANGES and (frame is None or yearly):
        return _steps(governed.pair)
    known = frame.known if frame is not None else defaults.of(reading.roles[index])
    if known is None:
        return None
    if frame is not None and frame.parts:
        return _of_parts(page, frame, window) or known.text
    if page.summed and (stretch := _totalled(text, mention, window, governed, defaults)):
        return stretch.text
    if frame is not None and frame.edge and frame.end < window.sentence_start:
        known = _after_edge(known, measure, text[window.sentence_start : mention.start])
    if not known.many or (frame is None and known.years == 2):
        lead = text[window.clause_start : mention.start] if yearly else ""
        return (lead and _yearly(known, lead, defaults, page.clock.plan())) or known.text
    first = reading.mentions[window.first]
    return _within(text, mention, first, window, measure, known, governed._replace(frame=frame))


def _of_parts(page: _Page, frame: Frame, window: Window) -> str | None:
    """Which of the dates that are named together a number of a list as long has: 4月和9月5件和6件."""
    listed = sum(1 for other in page.windows if other.first == window.first)
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
    """年末 goes on for the stocks of the sentences after it; all else is of the year."""
    stands = measure.measure not in CHANGES and STANDING.search(lead) is not None
    return known if stands else year_period(int(known.hi[:4]))


def _yearly(known: Period, lead: str, defaults: Defaults, plan: Period | None) -> str | None:
    """A yearly mean said of one year is that of the stretch which ends in it."""
    if "年均浓度" in lead:
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
        if _is_decade(known):
            return known.text
        named = frame is not None and not frame.wide
        return known.lo if named else str(int(known.lo[:4]) - 1)
    if measure.measure in CHANGES:
        stepped = frame is not None and (frame.steps or _from_base(known)) and YEARLY.search(lead)
        return _steps((known, known)) if stepped else known.text
    summed = window.sentence_start if measure.measure == "share" else window.left
    same = frame is not None and (frame.end >= window.sentence_start or not REACHED.search(lead))
    if (frame is not None and frame.total and same) or SUMMED.search(text, summed, mention.start):
        return known.text
    if YEARLY.search(text, window.clause_start, mention.start):
        return known.text
    if measure.measure == "share" and PART_OF_FLOW.search(text, window.sentence_start, mention.start):
        return known.text
    since = frame.end if governed.inside and frame is not None else _term_end(text, window, mention)
    if since is not None and FLOW.search(text, since, mention.start):
        return known.text  # 五年投入达到3406亿元
    return known.hi if _stands(lead, mention, measure) else known.text


def _is_decade(known: Period) -> bool:
    return known.years == DECADE_YEARS and known.lo[3:] == "0"


def _from_base(known: Period) -> bool:
    """Whether a stretch begins with the year before a five-year plan: 2020年到2025年."""
    return known.years == PLAN_YEARS + 1 and known.lo[3:4] in "05"


def _term_end(text: str, window: Window, mention: Mention) -> int | None:
    """Where a count of years ends that the clause names (五年投入…)."""
    match = TERM.search(text, window.clause_start, mention.start)
    return match.end() if match else None


def _stands(lead: str, mention: Mention, measure: Measure) -> bool:
    """Whether a number is of the end of a stretch: a level that was reached, a share, a stock."""
    if REACHED.search(lead) or measure.measure == "share":
        return BUILT.search(lead) is None
    if STOCK.search(lead) and not AMOUNT.search(lead):
        return True
    if FLOW.search(lead):
        return False
    return STOCK.search(lead) is not None or PLAIN.search(lead) is not None or mention.dimension == "ratio"


def _table_period(page: _Page, mention: Mention) -> Period | None:
    """The period that a table's heads give."""
    for head in (mention.column_head, mention.row_head):
        if head:
            frames = head_frames(head, page.clock, page.memory)
            known = [frame.known for frame in frames if frame.known is not None]
            if known:
                return _summed(page.text, mention, known[-1])
    return None


def _summed(text: str, mention: Mention, period: Period) -> Period:
    """A number in square brackets is, in the tables of plans, the sum of the five years up to its column's."""
    bracketed = mention.start > 0 and text[mention.start - 1] in "[［〔" and period.lo == period.hi
    return year_period(int(period.hi[:4]) - 4, int(period.hi[:4])) if bracketed else period
