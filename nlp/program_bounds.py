"""Where an unquoted program name begins: left of its head noun, after the last word that governs or joins it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.program_lexicon import cut_pattern, cut_words, generic_pattern, heads

REACH = 30
"""Code points before the head noun that are looked at. Longer names are rare, and most are 《》 titles."""

EDGES = frozenset("，,。；;：:、！？!?\n\t\r （）()《》〈〉【】[]〔〕{}…|/\\>＞●■◆·*“”‘’「」『』\"'")

QUANTITY = re.compile(
    r"(?<!第)(?:\d[\d.,]*|[一二两三四五六七八九十百千几数多]+)[余多]?(?:余)?"
    r"(?:个|项|条|座|家|处|所|类|种|场|次|批|期(?=[^工一二三])|名|人|户|件|款|支|只|份|亿元|万元|元|公里|万吨|万亩|亩|万千瓦|千瓦|%)"
)
DATED = re.compile(r"(?:\d{4}年度?|第[一二三四五六七八九十]+个五年|[一两二三四五]年)的$")
"""What dates a name and belongs to it, 的 and all."""
VAGUE = re.compile(r"^(?:[一二三四五六七八九十两几数多\d]+|[这那某每同下上原前后].*)$")
LEADING = re.compile(
    r"^(?:[了着过把将个项批座条家]|这[一个项些]*|一(?:批|系列|揽子(?!计划|政策)|些)|若干|首[个批条座]|多[个项条])+"
)


@dataclass(frozen=True, slots=True)
class Start:
    """Where a name begins, and the class of the word right before it (`edge` for punctuation or the text's start)."""

    offset: int
    after: str


def find_start(text: str, floor: int, head: int, need: int) -> Start | None:
    """Where the name begins whose head noun stands at `head`; never before `floor`. None where no specific name of
    `need` characters or more stands before the head."""
    edge = _edge(text, max(floor, head - REACH), head)
    cuts = _cuts(text, edge, head)
    for number in range(len(cuts) - 1, -1, -1):
        offset, after = cuts[number]
        begin = _trim(text, offset, head)
        specific = is_specific(text[begin:head], need)
        if after == "and" and not (specific and _parts_two(text, cuts[number - 1][0], offset, head)):
            continue
        if specific:
            return Start(_dated(text, begin, edge), after)
        if after not in ("lean", "soft", "adverb"):
            return None
    return None


def _edge(text: str, left: int, right: int) -> int:
    for place in range(right - 1, left - 1, -1):
        if text[place] in EDGES:
            return place + 1
    return left


def _cuts(text: str, edge: int, head: int) -> list[tuple[int, str]]:
    """The places where the name may begin, with the class of the word before: the edge first."""
    cuts = [(edge, "edge")]
    words = cut_words()
    chain = edge
    for found in cut_pattern().finditer(text, edge, head):
        kind = words[found[0]]
        if kind == "keep" or (kind == "soft" and found.start() != chain):
            continue
        chain = found.end()
        cuts.append((chain, kind))
    return cuts


def _trim(text: str, begin: int, head: int) -> int:
    """The offset behind counts and other words that stand before a name and are none of it."""
    for found in QUANTITY.finditer(text, begin, head):
        begin = found.end()
    lead = LEADING.match(text[begin:head])
    return begin + lead.end() if lead else begin


def _dated(text: str, begin: int, edge: int) -> int:
    dated = DATED.search(text[max(edge, begin - 10) : begin])
    return begin - len(dated[0]) if dated else begin


def is_specific(name: str, need: int) -> bool:
    """Whether what stands before a head noun names one thing: `need` characters or more, and not generic words alone."""
    return len(name) >= need and not generic_pattern().fullmatch(name) and not VAGUE.match(name)


def _parts_two(text: str, before: int, offset: int, head: int) -> bool:
    """Whether 和 stands between two names and not within one: a head noun ends the first, or the second is the longer."""
    first = text[before : offset - 1]
    if any(first[-size:] in heads() for size in range(2, min(6, len(first)) + 1)):
        return True
    return (head - offset) * 2 >= head - before
