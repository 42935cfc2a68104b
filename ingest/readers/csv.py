"""CSV as a table: each record a row, each field a cell, its place in the text kept."""

from __future__ import annotations

import re
from collections import Counter

from corpus.model import Span
from ingest.detect import decode
from ingest.draft import Draft, GridCell

SEPARATORS = ",;\t"


def read_csv(data: bytes, *, name: str, limit: int) -> Draft:
    """A CSV file as one table. The separator is the one of , ; and tab that the first record has most of."""
    decoded = decode(data, name=name, limit=limit)
    dropped: Counter[str] = Counter()
    cells = _cells(decoded.text, dropped)
    return Draft(decoded.text, decoded.encoding, [], [cells] if cells else [], dropped)


def _cells(text: str, dropped: Counter[str]) -> list[GridCell]:
    separator = _separator(text)
    field = re.compile(rf'[ \t]*"((?:[^"]|"")*)"[ \t]*(?=[{separator}\r\n]|\Z)|[^{separator}\r\n]*')
    cells: list[GridCell] = []
    at = row = column = 0
    while at < len(text):
        match = field.match(text, at)
        assert match is not None  # the pattern matches the empty string
        start, end = _bare(match, dropped)
        at = match.end()
        cells.append(GridCell((Span(start, end),), row, column))
        if at < len(text) and text[at] == separator:
            dropped["separator"] += separator != "\t"
            at, column = at + 1, column + 1
            continue
        if column == 0 and start == end:
            cells.pop()
            row -= 1
        at += 2 if text.startswith("\r\n", at) else 1
        row, column = row + 1, 0
    return cells


def _bare(match: re.Match[str], dropped: Counter[str]) -> tuple[int, int]:
    """The field's text without quotes and margins."""
    group = 1 if match[1] is not None else 0
    if group:
        dropped["markup"] += 2
    text = match[group]
    lead = len(text) - len(text.lstrip(" \t"))
    start = match.start(group) + lead
    return start, start + len(text.strip(" \t"))


def _separator(text: str) -> str:
    first = text[: re.search(r"[\r\n]|\Z", text).start()]  # type: ignore[union-attr]
    return max(SEPARATORS, key=first.count)
