"""Where an unquoted program name begins: left of its head noun, after the last word that governs or joins it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from nlp.program_lexicon import Head, cut_sizes, cut_words, heads, is_generic

REACH = 30
"""Code points before the head noun that are looked at. Longer names are rare, and most are 《》 titles."""

EDGES = frozenset("，,。；;：:、！？!?\n\t\r （）()《》〈〉【】[]〔〕{}…|/\\>＞→←●■◆·*“”‘’「」『』\"'")

QUANTITY = re.compile(
    r"(?<!第)(?:\d[\d.,]*[万亿]?|[一二两三四五六七八九十几数多][一二两三四五六七八九十百千几数多]*)[余多]?"
    r"(?:个|项|条|座|家|处|所|类|种|场|次|批|名|人|户|件|款|支|只|份|亿元|万元|元)(?![性化]|规定)"
)
SIZE = re.compile(r"\d[\d.,]*[余多]?(?:公里|万吨|万亩|亩|万千瓦|千瓦|万立方米|%)")
"""What is no part of a name at its beginning, but may be in it: 甲乙60万吨化肥."""
ITEM_NUMBER = re.compile(r"\d{1,2}\.(?=[\u4e00-\u9fa5])")
SHORT_APPOSED = 5
"""Characters before —— that may belong to a name; more of them describe what is named after it."""
DATED = re.compile(r"(?:\d{4}年度?|第[一二三四五六七八九十]+个五年|[一两二三四五]年)的$")
"""What dates a name and belongs to it, 的 and all."""
VAGUE = re.compile(
    r"^(?:[一二三四五六七八九十两几数多\d]+\.?|(?:[这某每]|那[个些种样年时里]|(?:世界|全球|亚洲|国际|全国|国内|我国)最|[上下前后](?:述|年|级|一|次|半|期|者|续|属|个)|原(?:有|来|定|先)|[今去明近]年|[省市县区]级|国家级|同(?:类|时|期|一|等|样)|年度(?!国家|预算)).*)$"
)
LEADING = re.compile(
    r"(?:[了着]|这[一个项些]*|一(?:批|系列|揽子(?!计划|政策)|些)|若干|首[个批条座]|多[个项条]|好(?!房))+"
)
LEADING_FIRST = frozenset("了着这一若首多好")
NUMERALS = frozenset("0123456789一二两三四五六七八九十百千几数多")


class Start(NamedTuple):
    """Where a name begins, and the class of the word right before it (`edge` for punctuation or the text's start)."""

    offset: int
    after: str


def find_start(text: str, floor: int, stem: int, head: Head) -> Start | None:
    """Where the name begins whose head noun stands at `stem`; never before `floor`. None where no specific name stands
    before the head."""
    left = max(floor, stem - REACH)
    if head.need == 2 and head.scope == "built" and (short := _of_two_ends(text, left, stem)):
        return short
    cut = find_cut(text, left, stem)
    while True:
        offset, after, onward = cut
        if after == "soft" and text[onward:offset] == "各":
            return None
        if offset == stem and after == "make" and onward > left and _ends_in_deed(text[onward:stem], head):
            cut = find_cut(text, left, onward)  # 服务体系构建行动: the verb is the name's last word
            continue
        if after == "verb" and head.kind == "document" and onward > left and _before(text, onward) == "make":
            cut = onward, "make", onward  # 出台支持甲乙发展若干措施: the verb is the paper's first word
            continue
        if head.scope == "used" and offset == stem:
            return None
        if after not in FALL_BACK and _is_hopeless(text, offset, stem, head, after):
            return None
        begin = _trim(text, offset, stem)
        makes = after == "make" or (after == "edge" and _is_next(text, offset))
        specific = is_specific(text[begin:stem], head) or (makes and _is_deed(text[begin:stem], head))
        before = find_cut(text, left, onward) if after in ("and", "adverb") else None
        if specific and (
            after != "and" or before is None or head.scope == "built" or _ends_first(text, before[0], offset, stem)
        ):
            return Start(_dated(text, begin, left), after)
        too_short = after == "act" and head.kind in DOING and stem - begin < head.need
        if after not in FALL_BACK or not (before or too_short or is_generic(text[begin:stem])):
            return None
        if after == "lean" and head.scope == "named":
            return None
        if before and (
            _stands_apart(text, before[0], offset) if after == "adverb" else _ends_with_head(text, before[0], offset)
        ):
            return None
        cut = before or find_cut(text, left, onward)


DOING = ("action", "plan")
GOVERNED = {"made": ("make", "lean"), "used": ("make", "lean", "verb", "soft")}
"""By scope of a head, the classes of the word before a name that let it count."""


NATIONAL = ("全国", "国家")
"""How a platform is called of which there is one: it counts after any word."""
SUBJECTS = ("action", "document", "platform")
"""Kinds that count as the subject of their clause, too."""


def _ends_in_deed(verb: str, head: Head) -> bool:
    """Whether a name of a kind may have this verb for its last word before the head."""
    return head.scope != "used" and (head.kind in DOING or (head.kind == "project" and verb in LAST))


LAST = ("打造", "创建", "构建")


def _is_hopeless(text: str, offset: int, stem: int, head: Head, after: str) -> bool:
    """Whether too little stands before a head, or the word before it is none that lets it count; the next member of a
    list may count by the word before the first."""
    if stem - offset < min(head.need, SHORTEST_DEED - 1):
        return True
    classes = GOVERNED.get(head.scope)
    if classes is None or after in classes or (after == "edge" and head.kind in SUBJECTS):
        return False
    if head.kind == "platform" and text.startswith(NATIONAL, offset):
        return False
    return text[offset - 1] not in "、和及"


ENDS = re.compile(
    r"(?![的了等和及与新老各条这那该本其在有从到由至两三多])[\u4e00-\u9fa5][\u4e00-\u9fa5](?=铁路|高速|高铁)"
)


def _of_two_ends(text: str, left: int, stem: int) -> Start | None:
    """The start of a line that is called by one character of each end (佳同铁路), whatever words these make, where a
    verb or an edge stands before them."""
    begin = stem - 2
    if begin <= left or not ENDS.match(text, begin) or text[begin:stem] in BROAD or is_generic(text[begin:stem]):
        return None
    after = "edge" if text[begin - 1] in EDGES else _before(text, begin)
    return Start(begin, after) if after in ("edge", "make", "verb", "lean", "soft") else None


FALL_BACK = ("lean", "soft", "act", "adverb", "and")
"""Words that may be part of a name: where nothing specific is left behind one, the name begins earlier."""
ASPECTS = ("了", "着", "起", "起来")
"""Characters that belong to the verb before them."""
BOUND_ENDS = frozenset("性制型化者员式率类")
"""Characters that make the word before them one with themselves: 保障 in 保障性住房."""


Cut = tuple[int, str, int]
"""Where a name may begin, the class of the word before (`edge` for none), and where that word begins."""


def find_cut(text: str, left: int, place: int) -> Cut:
    """The nearest place at or before `place` where a name may begin: behind a word that governs or joins, or at the
    edge, which is the last."""
    words, sizes = cut_words(), _stops()
    while place > left:
        sized = sizes.get(text[place - 1])
        if sized is None:
            place -= 1
            continue
        for size in sized:
            if text[place - size : place] in words:
                kind = _class(text, left, place - size, place)
                if kind != "keep":
                    return place, kind, place - size
                place -= size
                break
        else:
            if not sized:
                break
            place -= 1
    return place, "edge", place


@cache
def _stops() -> dict[str, tuple[int, ...]]:
    """By last character the lengths of the words, and none for an edge."""
    return dict.fromkeys(EDGES, ()) | cut_sizes()


def _class(text: str, left: int, start: int, end: int) -> str:
    """The class of a word where it stands: `keep` for one that governs nothing there."""
    kind = cut_words()[text[start:end]]
    if kind == "keep":
        return kind
    if text[end : end + 1] in BOUND_ENDS:
        return "keep"
    if kind in ("soft", "act") and start > left and text[start - 1] not in EDGES:
        before = _before(text, start)
        return "keep" if before == "keep" or (kind == "act" and before == "make") else kind
    if text[start:end] in ASPECTS and (verb := _before(text, start)) != "keep":
        return verb
    return kind


def _before(text: str, end: int) -> str:
    """The class of the word that ends at a place; `keep` for none."""
    words = cut_words()
    sizes = cut_sizes().get(text[end - 1], ()) if end else ()
    return next((words[text[end - n : end]] for n in sizes if n <= end and text[end - n : end] in words), "keep")


def _trim(text: str, begin: int, stem: int) -> int:
    """The offset behind counts and other words that stand before a name and are none of it."""
    if not NUMERALS.isdisjoint(text[begin:stem]):
        for found in QUANTITY.finditer(text, begin, stem):
            begin = found.end()
        if item := ITEM_NUMBER.match(text, begin, stem):
            begin = item.end()
        size = SIZE.match(text, begin, stem)
        begin = size.end() if size else begin
    dash = text.rfind("——", begin, stem)
    if dash > begin + SHORT_APPOSED:
        begin = dash + 2
    if text[begin] not in LEADING_FIRST:
        return begin
    lead = LEADING.match(text, begin, stem)
    return lead.end() if lead else begin


def _dated(text: str, begin: int, edge: int) -> int:
    if text[begin - 1 : begin] != "的":
        return begin
    dated = DATED.search(text[max(edge, begin - 10) : begin])
    return begin - len(dated[0]) if dated else begin


OF_YEAR = re.compile(r"\d{4}年度?的?")
LONG_OWNER = 4
LONG_FUND = 8
"""A fund that so many generic characters describe is one fund: 中央引导地方科技发展专项资金."""


def is_specific(name: str, head: Head) -> bool:
    """Whether what stands before a head noun names one thing: long enough, and not generic words alone."""
    if len(name) < head.need or VAGUE.match(name):
        return False
    if len(name) < head.need + 2 and cut_words().get(name[:2]) == "lean":
        return False  # 加强低保: too little stands behind the verb
    if head.kind == "plan" and (year := OF_YEAR.match(name)) and is_generic(name[year.end() :]):
        return False  # 2020年重点项目计划
    if head.scope == "sure" or (head.kind == "fund" and len(name) >= LONG_FUND):
        broad = head.kind == "plan" and (name.endswith(BROAD) or OVERALL.fullmatch(name))
        return not (broad or ONLY_VERBS.fullmatch(name))
    return not is_generic(name) and (not name.endswith(BROAD) or (head.kind == "platform" and len(name) > LONG_OWNER))


def _is_next(text: str, offset: int) -> bool:
    """Whether a name of an action, project or plan ends right before, with 、 between."""
    return text[offset - 1] == "、" and text.endswith(("行动", "工程", "计划", "攻坚战"), 0, offset - 1)


SHORTEST_DEED = 4
"""Characters that a name in common words has at least."""
DEED = re.compile(
    r"(?:发展|培养|修复|打造|增收|提振|改善|推广|支持|焕新|攻坚|扩能|增效|治理|推进|清理|调整优化|建设提升|更新|服务|化|建设)$"
)
DEED_SHORT = re.compile(r"(?:提升|创新|培育|振兴|强基|提质|倍增|扩容|焕新|增收)$")
"""What an action named by common words alone does: 实施数据质量提升行动. The second list is enough for short names."""
DEEDS = {"action": 5, "plan": 6, "project": 7, "park": 8, "document": 8}
"""By kind, the characters before the head noun of a name in common words; of parks there are names of nothing else
(数字经济创新发展试验区)."""


def _is_deed(name: str, head: Head) -> bool:
    """Whether common words name an action, plan or project right after a verb of making: they say what it does."""
    least = DEEDS.get(head.kind)
    if (
        least is None
        or (head.scope != "any" and head.kind != "document")
        or len(name) < SHORTEST_DEED
        or VAGUE.match(name)
        or ONLY_VERBS.fullmatch(name)
    ):
        return False
    if head.kind in ("park", "document"):
        return len(name) >= least - 2 * name.startswith(("国家", "全国"))
    return DEED_SHORT.search(name) is not None or (len(name) >= least and DEED.search(name) is not None)


ONLY_VERBS = re.compile(
    r"(?:有关|相关|各类|各项|所需|安排|使用|管理|落实|适当|年度|重大|系列|一系列|总体|发展|区域|重点|领域|行业|突出|问题|三年|五年|阶段性|[一二三四五六七八九十两多\d]+大|[一二三四五六七八九十\d]+[个项])*"
)
OVERALL = re.compile("(?:国家|我国|整体|总体|发展)*")
BROAD = (
    "各项",
    "各类",
    "相关",
    "有关",
    "省际",
    "市际",
    "不通",
    "境内",
    "沿线",
    "地区",
    "既有",
    "现有",
    "病险",
    "类似",
    "国家",
    "国家重大",
    "标志性",
    "长效",
    "经济发展",
    "经济社会发展",
    "产业发展",
    "企业发展",
    "城市发展",
    *"办方执司立依守书做",
)


def _stands_apart(text: str, before: int, offset: int) -> bool:
    """Whether other words stand between an adverb and the cut before it: then it is the sentence's and no name's."""
    return text[before:offset] not in cut_words()


def _ends_first(text: str, before: int, offset: int, stem: int) -> bool:
    """Whether 和 stands between two names: a head noun ends the first, or the second is the longer."""
    return _ends_with_head(text, before, offset) or (stem - offset) * 2 >= stem - before


def _ends_with_head(text: str, before: int, offset: int) -> bool:
    first = text[before:offset].rstrip("以和与及一二三四五六期")
    if first.endswith(("政策", "体系", "措施", "省", "市", "县", "州")):
        return True
    return any(first[-size:] in heads() for size in range(2, min(6, len(first)) + 1))


def governs(words: str) -> bool:
    """Whether a verb, 和 or 的 stands in a text: what is after it does not belong to what is before it."""
    place = len(words)
    while "的" not in words:
        _, kind, place = find_cut(words, 0, place)
        if kind == "edge" or kind in GOVERNORS:
            return kind != "edge"
    return True


GOVERNORS = ("make", "verb", "lean", "and", "join", "prose")
