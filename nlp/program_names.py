"""Names that are known by their last noun, with or without quotation marks. Pure functions of a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.lexicon.load import rows

Found = tuple[int, int, str]

REACH = 26
"""Code points before the head noun that are looked at. Longer names are rare, and most are 《》 titles."""

EDGE = re.compile(r"[，,。；;：:、！？!?\s（）()《》“”\"'「」【】…/|]")
QUOTED = re.compile(r"[“\"]([^“”\"\n]{2,24})[”\"]([\u4e00-\u9fa5]{0,12})")


@cache
def heads() -> tuple[dict[str, tuple[str, int]], re.Pattern[str]]:
    """Head nouns with kind and the least number of characters before them, and the pattern that finds them."""
    table = {word: (kind, int(need)) for word, kind, need in rows("program_heads", 3)}
    words = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(map(re.escape, words)))


@cache
def stops() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What an unquoted name begins after, and the words of which alone no name is made."""
    table = rows("program_stops", 2)
    cut = sorted((word for word, kind in table if kind != "generic"), key=len, reverse=True)
    generic = sorted((word for word, kind in table if kind == "generic"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, cut))), re.compile(f"(?:{'|'.join(map(re.escape, generic))})*")


def find_quoted(text: str) -> Iterator[Found]:
    """A name in quotation marks that a head noun ends, inside them or right after: “六稳”行动, “稳岗计划”."""
    table, pattern = heads()
    for found in QUOTED.finditer(text):
        tail = found[2]
        after = pattern.match(tail)
        inner = _ends_with_head(found[1])
        if after is None:
            after = next(
                (m for m in pattern.finditer(tail) if m.start() <= 6 and not stops()[0].search(tail[: m.start()])), None
            )
        if after:
            yield found.start(1) - 1, found.start(2) + after.end(), table[after[0]][0]
        elif inner:
            yield found.start(1), found.end(1), table[inner][0]


def _ends_with_head(name: str) -> str | None:
    table, _ = heads()
    return next((name[-size:] for size in range(6, 0, -1) if name[-size:] in table and len(name) > size), None)


def find_headed(text: str) -> Iterator[Found]:
    """An unquoted name: from the last word that governs or joins it to its head noun."""
    table, pattern = heads()
    last = 0
    for found in pattern.finditer(text):
        kind, need = table[found[0]]
        if found.end() < len(text) and CONTINUES.match(text, found.end()):
            continue
        start = _start(text, max(last, found.start() - REACH), found.start())
        name = text[start : found.start()]
        if len(name) >= need and not stops()[1].fullmatch(name) and not VAGUE.match(name):
            yield start, found.end(), kind
            last = found.end()


CONTINUES = re.compile(r"[化性者员们力量]|机构|企业|单位|项目部|委员会|办公室|指挥部|领导小组|管理局|建设(?!的)")
"""A head noun that goes on is part of another word: 工程 in 工程师, 行动 in 行动力, 铁路 in 铁路企业."""
VAGUE = re.compile(r"^[一二三四五六七八九十两几数多\d]+$|^(?:这|那|某|每|同|下|上|原|前|后)")


def _start(text: str, left: int, right: int) -> int:
    edges = [found.end() for found in EDGE.finditer(text, left, right)]
    left = edges[-1] if edges else left
    cut = left
    for found in stops()[0].finditer(text, left, right):
        cut = found.end()
    return cut
