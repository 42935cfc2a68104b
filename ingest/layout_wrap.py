"""Hard-wrapped text shows itself: many lines as wide as the column, broken in the middle of a sentence.

A document of one width is judged as a whole; a newspaper page, whose columns differ, line by line among neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from ingest.lines import Line, cells

WIDEST = 64
"""Characters: no printed column of Chinese is wider."""
NARROWEST = 8
INDENT = 4
"""Half-width cells of a paragraph's indent; a tool that reads print may leave only some of them."""
WINDOW = 7
"""Lines on each side that a line's column is told from."""
BLIND, SET = 0.9, 0.75
"""Share of the lines that go on which fill the column: of blindly cut ones nearly all, of printed ones most."""
TERMINAL = re.compile(r"[。！？!?；;：:…][”’」』）)》]*$")
HANGING = "，。、；：！？”’》）」』…"
INNER = re.compile(r"[，。、；：,;]")
MARKER = re.compile(
    r"(?:[一二三四五六七八九十百]+、|第[一二三四五六七八九十]{1,3}[，、]|第[一二三四五六七八九十百零〇\d]+[章节编部篇条]"
    r"|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、](?!\d)|[①-⑳])"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's width in half-width cells (`exact` False) or in code points (`exact` True: cut blindly at a count)."""

    width: int
    exact: bool

    def measure(self, text: str, line: Line) -> int:
        """Width of a line, its indent included unless it would then be wider than the column."""
        whole = _measure(line, text, self.exact, base=None)
        return whole if whole <= self.width else _measure(line, text, self.exact, base=0)

    def room(self, text: str, line: Line, following: Line) -> int:
        """Half-width cells that were free on a line after what may not be parted from the next one's beginning."""
        if self.exact:
            return 2 * (self.width - self.measure(text, line))
        return self.width - self.measure(text, line) - _first_unit(text[following.start : following.end]) + 1


def _first_unit(text: str) -> int:
    """Cells of what may not be cut at a line's start: a Latin word or number, or a character with its closing marks."""
    word = re.match(r"[0-9A-Za-z.,%]+", text)
    if word:
        return min(len(word[0]), 12)
    marks = re.match(r".[，。、；：！？”’》」』）…%]*", text)
    return cells(marks[0]) if marks else 0


def find_columns(text: str, lines: list[Line], usable: list[int]) -> dict[int, Column]:
    """The column of each usable line (by index into `lines`) that stands in hard-wrapped text."""
    base = min((lines[i].indent for i in usable), default=0)
    shown = [text[lines[i].start : lines[i].end] for i in usable]
    joined = [k + 1 < len(usable) and usable[k + 1] == i + 1 for k, i in enumerate(usable)]
    breaks = [joined[k] and _breaks(shown[k], shown[k + 1]) for k in range(len(usable))]
    for exact in (True, False):
        flush = [k for k, i in enumerate(usable) if not 2 <= lines[i].indent - base <= 8]
        widths = [_measure(lines[i], text, exact, base=base) for i in usable]
        raw = [lines[i].stop - lines[i].begin for i in usable]
        width = _one_width(shown, widths, breaks, flush, raw, exact=exact)
        if width:
            return {i: Column(width, exact) for k, i in enumerate(usable) if widths[k] <= width + (0 if exact else 4)}
    return _by_neighbours(usable, shown, [_with_indent(lines[i], text, base) for i in usable], breaks)


def _with_indent(line: Line, text: str, base: int) -> int:
    """Width in cells, a paragraph's indent included, a margin not."""
    return _measure(line, text, False, base=None if 2 <= line.indent - base <= 8 else base)


def _measure(line: Line, text: str, exact: bool, *, base: int | None) -> int:
    """Width of a line without a margin of more than `base` cells; with all of it when `base` is None. In code points
    what a blind cut left on the margins counts."""
    if line.end - line.start > 2 * WIDEST:
        return 2 * (line.end - line.start)
    if exact:
        return line.stop - (line.begin if base is None or line.indent < 2 else line.start)
    return cells(text[line.start : line.end].replace(" ", "")) + (
        max(line.indent, INDENT) if base is None and line.indent > 1 else 0
    )


def _breaks(line: str, following: str) -> bool:
    """Whether a sentence seems to run on from one line to the next."""
    return not TERMINAL.search(line) and not MARKER.match(following)


def _one_width(
    shown: list[str], widths: list[int], breaks: list[bool], flush: list[int], raw: list[int], *, exact: bool
) -> int | None:
    """The one width at which nearly the whole text is broken, told from the lines without an indent (`flush`): the
    widest, a few aside, or the most frequent, if hardly a line is wider (a headline is). `raw` counts the lines'
    characters with their margins: what is compared of an indented line."""
    if len(flush) < (2 if exact else 3):  # an indented line may be full too
        return None
    order = sorted(widths[k] for k in flush)
    slack = 0 if exact else 3
    frequent = Counter(order).most_common(1)[0][0]
    for width in dict.fromkeys((order[-1 - len(order) // 50], frequent)):
        wider = len(order) - bisect_right(order, width + slack)
        if wider <= max(1, len(order) // 50) and _is_width(width, shown, widths, breaks, flush, raw, exact=exact):
            full = Counter(widths[k] for k in flush if width - slack <= widths[k] <= width + slack)
            return width if exact else full.most_common(1)[0][0]
    return None


def _is_width(
    width: int,
    shown: list[str],
    widths: list[int],
    breaks: list[bool],
    flush: list[int],
    raw: list[int],
    *,
    exact: bool,
) -> bool:
    """Whether text is broken at a width: enough lines fill it, and three in four of those that go on do."""
    scale, slack = (1, 0) if exact else (2, 3)
    if not NARROWEST * scale <= width <= WIDEST * scale:
        return False
    full = {k for k in flush if width - slack <= widths[k] <= width + scale * 2}
    if exact:
        full |= {k for k, size in enumerate(raw) if size == width}
    broken = [k for k in flush if breaks[k]]
    wide = sum(widths[k] + (0 if exact else _first_unit(shown[k + 1])) >= width - slack for k in broken)
    if (
        len(full) < (_enough(full, shown) if exact and max(raw) == width else 3)
        or len(full) * 20 < len(flush)
        or wide < len(broken) * (BLIND if exact else SET)
    ):
        return False
    return _runs_on(full, shown, breaks, 0.2)


def _enough(full: set[int], shown: list[str]) -> int:
    """How many full lines show the width of a page with no wider line: three, or two that end within a clause."""
    return 3 if any(shown[k][-1] in HANGING for k in full) else 2


def _runs_on(full: Iterable[int], shown: list[str], breaks: list[bool], marked: float) -> bool:
    """Whether the full lines are broken prose and no list: half of them go on, and the share `marked` holds a mark."""
    run_on = [breaks[k] for k in full]
    inner = [bool(INNER.search(shown[k])) for k in full]
    return sum(run_on) * 2 >= len(run_on) and sum(inner) >= marked * len(inner)


def _by_neighbours(usable: list[int], shown: list[str], widths: list[int], breaks: list[bool]) -> dict[int, Column]:
    """Columns told from the lines around each; where two columns meet, from the lines before or after it."""
    found: dict[int, Column] = {}
    for k, i in enumerate(usable):
        near = widths[k] - _hanging(shown[k])
        for lo, hi in ((k - WINDOW, k + WINDOW + 1), (k - WINDOW, k + 1), (k, k + WINDOW + 1)):
            around = slice(max(0, lo), hi)
            width = _local_width(shown[around], widths[around], breaks[around], near=near)
            if width:
                found[i] = Column(width, False)
                break
    return found | _between(usable, shown, widths, found)


def _between(usable: list[int], shown: list[str], widths: list[int], found: dict[int, Column]) -> dict[int, Column]:
    """Lines among short paragraphs: what stands between lines of one column is of that column too."""
    more: dict[int, Column] = {}
    known = [k for k, i in enumerate(usable) if i in found]
    for before, after in pairwise(known):
        column, other = found[usable[before]], found[usable[after]]
        if 1 < after - before <= 2 * WINDOW and abs(column.width - other.width) <= 1:
            between = range(before + 1, after)
            more |= {usable[k]: column for k in between if widths[k] - _hanging(shown[k]) <= column.width + 2}
    return more


def _hanging(line: str) -> int:
    """Half-width cells of the marks at a line's end beyond the first: they may hang over the column's edge."""
    return max(0, 2 * (len(line) - len(line.rstrip(HANGING))) - 2)


def _local_width(shown: list[str], widths: list[int], breaks: list[bool], *, near: int) -> int | None:
    """The width that most of a few lines share, if `near` does not exceed it."""
    if sum(breaks) < 2:
        return None
    order = sorted(widths)
    support = {w: bisect_right(order, w) - bisect_left(order, w - 3) for w in set(order)}
    width = max(support, key=lambda w: (support[w], w))
    if not NARROWEST * 2 <= width <= WIDEST * 2 or near > width + 2:
        return None
    full = [k for k, size in enumerate(widths) if width - 3 <= size <= width + 2]
    if len(full) < 4 or len(full) * 5 < len(widths) * 2:
        return None
    return width if _runs_on(full, shown, breaks, 0.4) else None
