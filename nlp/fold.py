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


THIN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Characters of no width, which tools leave between digits."""
MARKS = rf"\\×<{THIN}\ue000-\uf8ff\ufffd壹贰叁肆伍陆柒捌玖"
"""What broken numbers, LaTeX, markup, unreadable glyphs and formal numerals show; the inside of a character class."""
DOTS = "·・•‧∙"


@cache
def _table() -> dict[str, str]:
    """What is replaced: wide forms and, from OpenCC's own tables, traditional characters, each by one character."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    points = "".join(chr(code) for code in range(0x4E00, 0xA000))
    simple = convert("\n".join(points)).split("\n")
    table = {a: b for a, b in zip(points, simple, strict=True) if a != b and len(b) == 1}
    table = {char: table.get(simpler, simpler) for char, simpler in table.items()}
    return table | {chr(code): char for code, char in TABLE.items() if chr(code) != char}


@cache
def _folded() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_table()))}]")


@cache
def _odd() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_table()))}{DOTS}{MARKS}]")


def is_plain(text: str) -> bool:
    """Whether a text, as most do, holds nothing that is folded or that reading of numbers has to mend first; white
    space apart."""
    return _odd().search(text) is None


# 19·5%, 4・3亿吨: a decimal point as old pages print it; 5·12地震 and “7·23”事故 are dates
DECIMAL_DOT = re.compile(
    r"(?<=[0-9])[·・•‧∙](?=[0-9]{1,4} ?(?:%|‰|个?百分点|[万亿]|千[万瓦克米]|百万|倍|元|吨|公里|公斤|亩|公顷|度(?!电)"
    r"|平方|立方|斤|美元|岁|℃))"
)


def fold(text: str) -> str:
    """The text with full-width forms, traditional characters and dots that are decimal points replaced; as long as it
    was."""
    return text if is_plain(text) else fold_odd(text)


def fold_odd(text: str) -> str:
    """The same for a text that is not plain."""
    table = _table()
    for char in set(_folded().findall(text)):
        text = text.replace(char, table[char])
    return DECIMAL_DOT.sub(".", text) if any(dot in text for dot in DOTS) else text
