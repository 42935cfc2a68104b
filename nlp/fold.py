"""Fold a text for matching: half-width, simplified, one character for one, so that offsets hold."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

WIDE = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in (*range(0xFF01, 0xFF5F), 0x3000)}
TABLE = str.maketrans({**WIDE, "％": "%", "﹪": "%", "－": "-", "−": "-", "\u00a0": " ", "\u2002": " ", "\u2003": " "})
# the comma, semicolon, colon and brackets of Chinese text are its punctuation: they keep their form
KEEP = {ord(c): c for c in "，；：！？（）"}
TABLE.update(KEEP)


@cache
def _table() -> tuple[dict[int, str], re.Pattern[str]]:
    """What is replaced: wide forms and, from OpenCC's own tables, traditional characters, each by one character; and
    the pattern of all of them. Most texts have none, and to see that costs a tenth of replacing."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    points = "".join(chr(code) for code in range(0x4E00, 0xA000))
    simple = convert("\n".join(points)).split("\n")
    table = {ord(a): b for a, b in zip(points, simple, strict=True) if a != b and len(b) == 1}
    table.update({code: char for code, char in TABLE.items() if chr(code) != char})
    return table, re.compile(f"[{re.escape(''.join(map(chr, table)))}]")


def fold(text: str) -> str:
    """The text with full-width forms and traditional characters replaced; as long as it was."""
    table, pattern = _table()
    return text.translate(table) if pattern.search(text) else text
