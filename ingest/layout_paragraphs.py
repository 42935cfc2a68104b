"""Lines to paragraphs: which line goes on in the next one.

A paragraph ends where a line closes its sentence and has room to spare, or before a blank line or an indent. Else it
goes on, also over a blank line (a column or page break) and over a headline that was printed in between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Span
from ingest.draft import Item
from ingest.layout_wrap import INNER, MARKER, TERMINAL, WIDEST, Column, find_columns
from ingest.lines import Line

CLOSING = re.compile(r"[，。、；：！？》」』”’）)]")
OPENING = re.compile(r"[《「『“‘（(，、的和与及]$")
HALVES = re.compile(r"[\u3400-\u9fff”》][ \u3000]{1,2}[\u3400-\u9fff“《]")
ASIDE = re.compile(r"。（[^（）]{1,80}）$")
ASIDE_LINES = 6
HEADLINE_LINES = 3
ROOM = 2
"""Half-width cells a full line may be short of its column: one character."""
CUT_OFF = re.compile("[万亿]{1,2}(?:[元美港欧日人吨亩户名千斤立平个]|[，。、；])")
"""What no line of its own begins with: the magnitude of the number that ends the line before."""
LOST_INDENT = 4
"""Half-width cells: the indent of two characters that a paragraph's first line may have lost."""
NUMBERED = re.compile(r"[〔\[（(]\d{4}[〕\]）)]\s*第?\s*\d+\s*号$")
SPEECH = re.compile(r"[:：]$")


@dataclass(slots=True)
class Flow:
    """What the page as a whole shows: its columns and how it sets paragraphs apart."""

    text: str
    lines: list[Line]
    columns: dict[int, Column]
    base: int
    marked: bool = False
    lost_indent: bool = False

    def shown(self, i: int) -> str:
        line = self.lines[i]
        return self.text[line.start : line.end]

    def indented(self, i: int) -> bool:
        return 2 <= self.lines[i].indent - self.base <= 8


def find_paragraphs(text: str, lines: list[Line], usable: list[int], barriers: set[int]) -> list[Item]:
    """Items of the lines `usable` (indices of lines that are neither blank nor dropped nor in a table), in order. No
    paragraph goes on in a line of `barriers`: a table stands before it."""
    flow = read_flow(text, lines, usable)
    groups: list[list[int]] = []
    aside: list[list[int]] = []
    following = dict(pairwise(usable))
    for i in usable:
        if groups and i not in barriers and (joins(flow, groups[-1], i) or _halves(flow, groups[-1], i, following)):
            groups[-1].append(i)
            continue
        if len(groups) > 1 and i not in barriers and _steps_over(flow, groups, i):
            aside.append(groups.pop())
            groups[-1].append(i)
            continue
        groups.extend(_released(flow, groups, aside))
        groups.append([i])
    groups.extend(_released(flow, groups, aside))
    return [_item(flow, group) for group in groups]


def read_flow(text: str, lines: list[Line], usable: list[int]) -> Flow:
    """Columns and paragraph marks of a page. Paragraphs are marked when blank lines and indents follow as many ended
    sentences as bare short lines do."""
    columns = find_columns(text, lines, usable)
    base = min((lines[i].indent for i in usable), default=0)
    flow = Flow(text, lines, columns, base)
    marked = bare = 0
    for last, i in pairwise(usable):
        if TERMINAL.search(flow.shown(last)):
            if i != last + 1 or flow.indented(i):
                marked += 1
            elif last not in columns or columns[last].room(text, lines[last], lines[i]) > ROOM:
                bare += 1
    flow.marked = marked > 0 and marked >= bare
    flow.lost_indent = _lost_indent(flow, usable)
    return flow


def _lost_indent(flow: Flow, usable: list[int]) -> bool:
    """Whether the first lines of paragraphs are short by an indent that is not there any more: most of the lines that
    follow a blank one and go on in the next are two characters short."""
    room = [
        flow.columns[i].room(flow.text, flow.lines[i], flow.lines[after])
        for last, i, after in zip(usable, usable[1:], usable[2:], strict=False)
        if i > last + 1 and after == i + 1 and i in flow.columns and not TERMINAL.search(flow.shown(i))
    ]
    return sum(ROOM < cells <= ROOM + LOST_INDENT for cells in room) * 3 > len(room)


def _released(flow: Flow, groups: list[list[int]], aside: list[list[int]]) -> list[list[int]]:
    """The headlines that a paragraph stepped over, once it is at its end."""
    held, aside[:] = list(aside), []
    return held


def joins(flow: Flow, group: list[int], i: int) -> bool:
    """Whether line i continues the paragraph of the lines `group`."""
    last = group[-1]
    gap = i != last + 1
    if not gap and flow.shown(last)[-1].isdigit() and CUT_OFF.match(flow.shown(i)):
        return True
    if last not in flow.columns or not (i in flow.columns or (gap and _goes_on_as_text(flow, i))):
        return _joins_unwrapped(flow, group, i, gap=gap)
    if flow.indented(i):
        return False
    before, after = flow.shown(last), flow.shown(i)
    room = _room(flow, group, i, gap=gap)
    ended = bool(TERMINAL.search(before) or ASIDE.search("".join(flow.shown(k) for k in group[-ASIDE_LINES:])))
    if gap:
        open_ended = before.endswith(("，", "、")) or (room <= ROOM and not ended)
        return open_ended and not MARKER.match(after) and _prose(flow, group)
    if flow.marked:
        return room <= ROOM + 2
    return room <= (0 if ended else ROOM) and not (ended and MARKER.match(after))


def _room(flow: Flow, group: list[int], i: int, *, gap: bool) -> int:
    """Half-width cells that were free at the end of a paragraph's last line. Where columns meet, their widths are told
    less surely: the narrowest near by counts, for a line may be the last of one column or the first of the next."""
    near = group[-3:] if gap else [*group[-3:], i]
    column = min((flow.columns[k] for k in near if k in flow.columns), key=lambda c: c.width)
    room = column.room(flow.text, flow.lines[group[-1]], flow.lines[i])
    return room - LOST_INDENT if len(group) == 1 and flow.lost_indent else room


def _goes_on_as_text(flow: Flow, i: int) -> bool:
    """Whether a line of a page, broken at another width than its neighbours, is one of running text."""
    return (
        bool(flow.columns) and flow.lines[i].end - flow.lines[i].start <= WIDEST and bool(INNER.search(flow.shown(i)))
    )


def _halves(flow: Flow, group: list[int], i: int, following: dict[int, int]) -> bool:
    """Whether line i is the last of a headline's lines: set apart by blank lines, in wrapped text, no mark in them."""
    if not flow.columns or not flow.marked or len(group) >= HEADLINE_LINES or group[-1] + 1 != i:
        return False
    if following.get(i) == i + 1 or (group[0] > 0 and not flow.lines[group[0] - 1].blank):
        return False
    texts = [flow.shown(k) for k in (*group, i)]
    return not any(
        re.search(r"[，。；、]|[：:]$", text) or MARKER.match(text) or NUMBERED.search(text) for text in texts
    )


def _joins_unwrapped(flow: Flow, group: list[int], i: int, *, gap: bool) -> bool:
    """Whether a line that is no part of wrapped text was broken by markup: only where its marks say so."""
    before, after = flow.shown(group[-1]), flow.shown(i)
    ended = bool(TERMINAL.search(before)) or "\t" in before or "\t" in after
    if CLOSING.match(after):
        return not ended or (not gap and not MARKER.match(after))
    if ended or MARKER.match(after):
        return False
    if gap:
        return not flow.indented(i) and _is_cut(before, after)
    if OPENING.search(before) or before.rfind("《") > before.rfind("》"):
        return True
    return (
        flow.marked and not flow.indented(i) and len(before) > 8 and _prose(flow, group) and not NUMBERED.search(after)
    )


def _is_cut(before: str, after: str) -> bool:
    """Whether a page's end stands in the middle of a sentence: a long text of sentences, the last without an end, and
    more of the same after it."""
    return len(before) >= 60 and "。" in before and before[-1].isalnum() and bool(re.search(r"[，。]", after))


def _prose(flow: Flow, group: list[int]) -> bool:
    """Whether the lines so far are running text: a comma or stop in them, or too many lines for a headline. What
    begins as a numbered heading does is held to be one until it has a stop or is too long."""
    if MARKER.match(flow.shown(group[0])) and sum(flow.lines[i].end - flow.lines[i].start for i in group) <= 45:
        return any(re.search(r"[。；]", flow.shown(i)) for i in group)
    return len(group) > HEADLINE_LINES or any(re.search(r"[，。；,]", flow.shown(i)) for i in group)


def _steps_over(flow: Flow, groups: list[list[int]], i: int) -> bool:
    """Whether line i goes on with the paragraph before the last group, which is a headline printed in between."""
    open_group, headline = groups[-2], groups[-1]
    if open_group[-1] not in flow.columns or headline[-1] + 1 == i or headline[0] == open_group[-1] + 1:
        return False
    return looks_like_headline(flow, headline) and joins(flow, open_group, i)


def looks_like_headline(flow: Flow, group: list[int]) -> bool:
    """A few lines without a sentence in them, broken otherwise than the column's text is."""
    if len(group) > HEADLINE_LINES:
        return False
    texts = [flow.shown(i) for i in group]
    if any(re.search(r"[，。；]", text) for text in texts) or TERMINAL.search(texts[-1]):
        return False
    column = next((flow.columns[i] for i in group if i in flow.columns), None)
    if column is None or any(HALVES.search(text) for text in texts):
        return True
    return all(column.measure(flow.text, flow.lines[i]) < column.width - 4 for i in group)


def _item(flow: Flow, group: list[int]) -> Item:
    parts = [Span(flow.lines[i].start, flow.lines[i].end) for i in group]
    gap = group[0] == 0 or flow.lines[group[0] - 1].blank
    wrapped = any(i in flow.columns for i in group)
    return Item(parts, flow.lines[group[-1]].stop, gap=gap, wrapped=wrapped, exact=_is_exact(flow, group))


def _is_exact(flow: Flow, group: list[int]) -> bool:
    """Whether every line that goes on holds just as many characters as its column, what stands on its margins among
    them."""
    if flow.base or len(group) < 2:
        return False
    columns = ((flow.lines[i], flow.columns.get(i)) for i in group[:-1])
    return all(column and column.exact and line.stop - line.begin == column.width for line, column in columns)
