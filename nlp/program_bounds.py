"""Where an unquoted program name begins: left of its head noun, after the last word that governs or joins it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.program_lexicon import Head, cut_pattern, cut_words, generic_pattern, heads

REACH = 30
"""Code points before the head noun that are looked at. Longer names are rare, and most are 《》 titles."""

EDGES = frozenset("，,。；;：:、！？!?\n\t\r （）()《》〈〉【】[]〔〕{}…|/\\>＞●■◆·*“”‘’「」『』\"'")

QUANTITY = re.compile(
    r"(?<!第)(?:\d[\d.,]*|[一二两三四五六七八九十百千几数多]+)[余多]?(?:余)?"
    r"(?:个|项|条|座|家|处|所|类|种|场|次|批|名|人|户|件|款|支|只|份|亿元|万元|元|公里|万吨|万亩|亩|万千瓦|千瓦|%)(?!性)"
)
DATED = re.compile(r"(?:\d{4}年度?|第[一二三四五六七八九十]+个五年|[一两二三四五]年)的$")
"""What dates a name and belongs to it, 的 and all."""
VAGUE = re.compile(r"^(?:[一二三四五六七八九十两几数多\d]+|[这那某每同下上原前后].*)$")
LEADING = re.compile(r"(?:[了着过把将]|这[一个项些]*|一(?:批|系列|揽子(?!计划|政策)|些)|若干|首[个批条座]|多[个项条])+")
NUMERALS = frozenset("0123456789一二两三四五六七八九十百千几数多")


@dataclass(frozen=True, slots=True)
class Start:
    """Where a name begins, and the class of the word right before it (`edge` for punctuation or the text's start)."""

    offset: int
    after: str


def find_start(text: str, floor: int, stem: int, head: Head) -> Start | None:
    """Where the name begins whose head noun stands at `stem`; never before `floor`. None where no specific name stands
    before the head."""
    edge = _edge(text, max(floor, stem - REACH), stem)
    cuts = _cuts(text, edge, stem)
    for number in range(len(cuts) - 1, -1, -1):
        offset, after = cuts[number]
        begin = _trim(text, offset, stem)
        specific = is_specific(text[begin:stem], head)
        if after == "and" and number:
            two = _joins_two(text, cuts[number - 1][0], offset, stem)
            if two and not specific:
                return None
            if not (two or (specific and (stem - offset) * 2 >= stem - cuts[number - 1][0])):
                continue
        if specific:
            return Start(_dated(text, begin, edge), after)
        if after not in FALL_BACK:
            return None
    return None


FALL_BACK = ("lean", "soft", "adverb", "and")
"""Words that may be part of a name: where nothing specific is left behind one, the name begins earlier."""


def _edge(text: str, left: int, right: int) -> int:
    for place in range(right - 1, left - 1, -1):
        if text[place] in EDGES:
            return place + 1
    return left


BOUND_ENDS = frozenset("性制型化者员式率类")
"""Characters that make the word before them one with themselves: 保障 in 保障性住房."""


ASPECTS = ("了", "着")
"""Characters that belong to the verb before them."""


def _cuts(text: str, edge: int, stem: int) -> list[tuple[int, str]]:
    """The places where the name may begin, with the class of the word before: the edge first."""
    cuts = [(edge, "edge")]
    words = cut_words()
    chain = edge
    for found in cut_pattern().finditer(text, edge, stem):
        kind = words[found[0]]
        if kind == "keep" or (kind == "soft" and found.start() != chain) or text[found.end()] in BOUND_ENDS:
            continue
        if found[0] in ASPECTS and found.start() == chain:
            kind = cuts[-1][1]
        chain = found.end()
        cuts.append((chain, kind))
    return cuts


def _trim(text: str, begin: int, stem: int) -> int:
    """The offset behind counts and other words that stand before a name and are none of it."""
    if not NUMERALS.isdisjoint(text[begin:stem]):
        for found in QUANTITY.finditer(text, begin, stem):
            begin = found.end()
    lead = LEADING.match(text, begin, stem)
    return lead.end() if lead else begin


def _dated(text: str, begin: int, edge: int) -> int:
    if text[begin - 1 : begin] != "的":
        return begin
    dated = DATED.search(text[max(edge, begin - 10) : begin])
    return begin - len(dated[0]) if dated else begin


LONG_FUND = 8
"""A fund that so many generic characters describe is one fund: 中央引导地方科技发展专项资金."""


def is_specific(name: str, head: Head) -> bool:
    """Whether what stands before a head noun names one thing: long enough, and not generic words alone."""
    if len(name) < head.need or VAGUE.match(name):
        return False
    if head.scope == "sure" or (head.kind == "fund" and len(name) >= LONG_FUND):
        return not ONLY_VERBS.fullmatch(name)
    return not generic_pattern().fullmatch(name) and not name.endswith(BROAD)


ONLY_VERBS = re.compile(
    r"(?:有关|相关|各类|各项|所需|安排|使用|管理|落实|适当|年度|重大|系列|一系列|总体|发展|区域|重点|三年|五年|阶段性|[一二三四五六七八九十两多\d]+大|[一二三四五六七八九十\d]+[个项])*"
)
BROAD = ("省际", "市际", "不通", "境内", "沿线", "地区", "既有", "现有", "病险", "类似", "这些", "那些")


def _joins_two(text: str, before: int, offset: int, stem: int) -> bool:
    """Whether 和 stands between two names and not within one: a head noun ends the first."""
    first = text[before:offset].rstrip("以和与及")
    return first.endswith(("政策", "体系", "措施")) or any(
        first[-size:] in heads() for size in range(2, min(6, len(first)) + 1)
    )
