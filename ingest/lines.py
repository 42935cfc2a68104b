"""The lines of a decoded text, as places in it; nothing is copied."""

from __future__ import annotations

import re
from dataclasses import dataclass

BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
MARGIN = " \t\u3000\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\u2060\ufeff\x1a"
"""What stands before and after a line's text and is not part of it; zero-width characters on a margin too."""
SPACE_MARGIN = " \t\u3000\u00a0\u2002\u2003\u2009"
WIDE_SPACE = "\u3000\u2003"


@dataclass(frozen=True, slots=True)
class Line:
    """A line from `begin` to `stop`, where its line break or the end of the text stands; without its margins it is
    `text[start:end]`, empty when blank. `indent` is the width before `start` in half-width cells."""

    begin: int
    start: int
    end: int
    stop: int
    indent: int

    @property
    def blank(self) -> bool:
        return self.start == self.end


def split_lines(text: str) -> list[Line]:
    """All lines, blank ones included."""
    lines = []
    start = 0
    for match in BREAK.finditer(text):
        lines.append(_line(text, start, match.start()))
        start = match.end()
    if start < len(text):
        lines.append(_line(text, start, len(text)))
    return lines


def _line(text: str, start: int, stop: int) -> Line:
    whole = text[start:stop]
    bare = whole.strip(MARGIN)
    if not bare:
        return Line(start, start, start, stop, 0)
    margin = len(whole) - len(whole.lstrip(MARGIN))
    return Line(start, start + margin, start + margin + len(bare), stop, _cells_of_margin(whole[:margin]))


def _cells_of_margin(margin: str) -> int:
    return sum(2 if c in WIDE_SPACE else 4 if c == "\t" else c in " \u00a0\u2002" for c in margin)


def cells(text: str) -> int:
    """Width in half-width cells: two for a Chinese character, one for a Latin one."""
    return len(text.encode("gb18030", "replace")) if not text.isascii() else len(text)
