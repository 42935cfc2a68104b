"""Columns of text on a terminal, Chinese characters counted as the two places they take; quick for 10,000 rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import zip_longest
from unicodedata import category, east_asian_width

GAP = "   "
NARROWEST = 6
"""Places that a column keeps when all do not fit."""


@cache
def char_width(char: str) -> int:
    """Places of one character (Unicode Standard Annex 11; what is ambiguous there takes one)."""
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def text_width(text: str) -> int:
    """Places of a text on one line."""
    return len(text) if text.isascii() else sum(map(char_width, text))


def column_lines(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, width: int | None = None, right: str = ""
) -> Iterator[str]:
    """The head, a rule, and the rows, no wider than `width`: cells that do not fit go on below. The column
    whose head is `right` is set flush right."""
    cells = [heads, *rows]
    widths = [max(map(text_width, column)) for column in zip(*cells, strict=True)]
    if width is not None:
        widths = fit(widths, width - len(GAP) * (len(widths) - 1))
    flush = [head == right for head in heads]
    yield from _row(heads, widths, flush)
    yield "─" * (sum(widths) + len(GAP) * (len(widths) - 1))
    for row in cells[1:]:
        yield from _row(row, widths, flush)


def fit(widths: Sequence[int], room: int) -> list[int]:
    """Widths that add up to the room where that can be: the widest columns give way, down to NARROWEST."""
    fitted = list(widths)
    while sum(fitted) > room and max(fitted) > NARROWEST:
        widest = max(fitted)
        place, second = fitted.index(widest), max((w for w in fitted if w < widest), default=NARROWEST)
        fitted[place] = max(second - 1, NARROWEST, widest - (sum(fitted) - room))
    return fitted


def wrap(text: str, width: int) -> list[str]:
    """A text in pieces of at most `width` places, broken anywhere, as Chinese is."""
    pieces, begin, used = [], 0, 0
    for place, char in enumerate(text):
        if used + char_width(char) > width and place > begin:
            pieces.append(text[begin:place])
            begin, used = place, 0
        used += char_width(char)
    return [*pieces, text[begin:]]


def _row(row: Sequence[str], widths: Sequence[int], flush: Sequence[bool]) -> Iterator[str]:
    columns = [
        [cell] if text_width(cell) <= width else wrap(cell, width) for cell, width in zip(row, widths, strict=True)
    ]
    for line in zip_longest(*columns, fillvalue=""):
        yield GAP.join(map(_padded, line, widths, flush)).rstrip()


def _padded(text: str, width: int, flush: bool) -> str:
    blank = " " * (width - text_width(text))
    return blank + text if flush else text + blank
