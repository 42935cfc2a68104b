"""Hard-wrapped text shows itself: many lines as wide as the column, broken in the middle of a sentence.

A document of one width is judged as a whole; a newspaper page, whose columns differ, line by line among neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.lines import Line, cells

WIDEST = 64
"""Characters: no printed column of Chinese is wider."""
NARROWEST = 8
WINDOW = 7
"""Lines on each side that a line's column is told from."""
TERMINAL = re.compile(r"[。！？!?；;：:…][”’」』）)》]*$")
INNER = re.compile(r"[，。、；：]")
MARKER = re.compile(
    r"(?:[一二三四五六七八九十百]+、|第[一二三四五六七八九十百零〇\d]+[章节编部篇条]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、](?!\d)|[①-⑳])"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's width in half-width cells (`exact` False) or in code points (`exact` True: cut blindly at a count)."""

    width: int
    exact: bool

    def measure(self, text: str, line: Line) -> int:
        return _measure(line, text, self.exact)

    def room(self, text: str, line: Line, following: Line) -> int:
        """Half-width cells that were free on a line after what may not be parted from the next one's beginning."""
        if self.exact:
            return 2 * (self.width - _measure(line, text, True))
        return self.width - _measure(line, text, False) - _first_unit(text[following.start : following.end]) + 1


def _first_unit(text: str) -> int:
    """Cells of what may not be cut at a line's start: a Latin word or number, or a character with its closing marks."""
    word = re.match(r"[0-9A-Za-z.,%]+", text)
    if word:
        return min(len(word[0]), 12)
    marks = re.match(r".[，。、；：！？”’》」』）…%]*", text)
    return cells(marks[0]) if marks else 0


def find_columns(text: str, lines: list[Line], usable: list[int]) -> dict[int, Column]:
    """The column of each usable line (by index into `lines`) that stands in hard-wrapped text."""
    shown = [text[lines[i].start : lines[i].end] for i in usable]
    joined = [k + 1 < len(usable) and usable[k + 1] == i + 1 for k, i in enumerate(usable)]
    breaks = [joined[k] and _breaks(shown[k], shown[k + 1]) for k in range(len(usable))]
    for exact in (True, False):
        widths = [_measure(lines[i], text, exact) for i in usable]
        width = _one_width(shown, widths, breaks, exact=exact)
        if width:
            return {i: Column(width, exact) for k, i in enumerate(usable) if widths[k] <= width + (0 if exact else 2)}
    return _by_neighbours(usable, shown, [_measure(lines[i], text, False) for i in usable], breaks)


def _measure(line: Line, text: str, exact: bool) -> int:
    """Width of a line; in code points what a blind cut left on its margins counts, an indent does not."""
    if line.end - line.start > 2 * WIDEST:
        return 2 * (line.end - line.start)
    if not exact:
        return cells(text[line.start : line.end].replace(" ", ""))
    return line.stop - (line.begin if line.indent < 2 else line.start)


def _breaks(line: str, following: str) -> bool:
    """Whether a sentence seems to run on from one line to the next."""
    return not TERMINAL.search(line) and not MARKER.match(following)


def _one_width(shown: list[str], widths: list[int], breaks: list[bool], *, exact: bool) -> int | None:
    """The one width at which nearly the whole text is broken."""
    if len(widths) < 3:
        return None
    order = sorted(widths)
    width = order[-1 - len(order) // 50]
    scale = 1 if exact else 2
    if not NARROWEST * scale <= width <= WIDEST * scale:
        return None
    slack = 0 if exact else 3
    full = {k for k, size in enumerate(widths) if width - slack <= size}
    broken = [k for k, going_on in enumerate(breaks) if going_on]
    if len(full) < 3 or len(full) * 20 < len(widths) or sum(k in full for k in broken) * 4 < len(broken) * 3:
        return None
    return width if _runs_on(full, shown, breaks) else None


def _runs_on(full: Iterable[int], shown: list[str], breaks: list[bool]) -> bool:
    """Whether the full lines are broken prose and no list: half of them go on, two in five hold a mark."""
    run_on = [breaks[k] for k in full]
    inner = [bool(INNER.search(shown[k])) for k in full]
    return sum(run_on) * 2 >= len(run_on) and sum(inner) * 5 >= len(inner) * 2


def _by_neighbours(usable: list[int], shown: list[str], widths: list[int], breaks: list[bool]) -> dict[int, Column]:
    found: dict[int, Column] = {}
    for k, i in enumerate(usable):
        lo, hi = max(0, k - WINDOW), min(len(usable), k + WINDOW + 1)
        width = _local_width(shown[lo:hi], widths[lo:hi], breaks[lo:hi], near=widths[k])
        if width:
            found[i] = Column(width, False)
    return found


def _local_width(shown: list[str], widths: list[int], breaks: list[bool], *, near: int) -> int | None:
    """The width that most of a few lines share, if `near` does not exceed it."""
    order = sorted(widths)
    support = {w: bisect_right(order, w) - bisect_left(order, w - 3) for w in set(order)}
    width = max(support, key=lambda w: (support[w], w))
    if not NARROWEST * 2 <= width <= WIDEST * 2 or near > width + 2:
        return None
    full = [k for k, size in enumerate(widths) if width - 3 <= size <= width + 2]
    if len(full) < 4 or len(full) * 2 < len(widths):
        return None
    return width if _runs_on(full, shown, breaks) else None
