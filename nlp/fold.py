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


DOT = re.compile("[·・•‧∙]")
# 19·5%, 4・3亿吨: a decimal point as old pages print it; 5·12地震 and “7·23”事故 are dates
DECIMAL_DOT = re.compile(
    r"(?<=[0-9])[·・•‧∙](?=[0-9]{1,4} ?(?:%|‰|个?百分点|[万亿]|千[万瓦克米]|百万|倍|元|吨|公里|公斤|亩|公顷|度(?!电)"
    r"|平方|立方|斤|美元|岁|℃))"
)


def fold(text: str) -> str:
    """The text with full-width forms, traditional characters and dots that are decimal points replaced; as long as it
    was."""
    table, pattern = _table()
    folded = text.translate(table) if pattern.search(text) else text
    return DECIMAL_DOT.sub(".", folded) if DOT.search(folded) else folded
