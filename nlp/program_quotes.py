"""Names in quotation marks, with the noun before or after them: “甲乙”行动, 攻坚“七大工程”, “甲”“乙”等评选活动."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.program_bounds import EDGES, NUMERALS, Start, find_start, governs
from nlp.program_lexicon import Head, head_pattern, heads
from nlp.program_names import Name, goes_on, name_end

Tail = tuple[int, str, str]
"""Where the noun behind a quotation ends, its kind, and the words up to there."""

QUOTE = re.compile(r"[“「『\"](?:(?<!\")([^“”「」『』\n。！？]{2,40})[”」』]|(?<=\")([^\"\n。！？]{2,24})\")")
"""What somebody says, with the mark of a sentence in it, is no name."""
BETWEEN = re.compile(r"[、 \t\u3000]{0,3}")
TAIL = re.compile(r"等?(?:[一二三四五六七八九十\d]+[个项大])?(?: ?(?:APP|App))?[\u4e00-\u9fa5 \t\u3000]{0,18}")
TAIL_SHORT = 4
"""Code points between a quotation and a noun that counts only behind one."""
LEFT = 20
"""Code points of a noun before the quotation mark that may belong to the name."""
PLACE_ENDS = (
    "省",
    "市",
    "县",
    "区",
    "州",
    "旗",
    "局",
    "委",
    "院",
    "校",
    "部",
    "厅",
    "办",
    "国",
    "社会",
    "高校",
    "学校",
    "全国",
    "全省",
    "全市",
    "企业",
    "地方",
)


def find_quoted(text: str) -> Iterator[Name]:
    """Names in quotation marks that a head noun ends, inside them or right after."""
    group: list[re.Match[str]] = []
    for found in QUOTE.finditer(text):
        if group and not BETWEEN.fullmatch(text, group[-1].end(), found.start()):
            yield from _named(text, group)
            group = []
        group.append(found)
    yield from _named(text, group)


STOPS = EDGES | frozenset("的和与及或是为将已要被把在对从向以而也都")
"""Characters right behind a quotation at which no noun of it follows."""
SPACED = (" APP", " App")
"""What belongs to a quotation though a space stands between."""
PEOPLE = ("人员", "家庭", "对象", "学生", "高校毕业生", "企业", "地区", "城市")
"""Words behind a quotation that speak of whom it concerns: what stands behind them is theirs."""


AWARD = re.compile(
    r"(?:等[\d一二三四五六七八九十百]+[项个件](?:成果|项目|作品))?((?:国家|中国|全国)[\u4e00-\u9fa5]{2,12}?奖)(?![励学金])"
)
"""A prize that is given to what is quoted is a name of its own."""


def _named(text: str, group: list[re.Match[str]]) -> Iterator[Name]:
    """The names of quotations that stand side by side: the noun after the last is said of all of them."""
    if not group:
        return
    end = group[-1].end()
    if award := AWARD.match(text, end):
        yield Name(award.start(1), award.end(1), "other")
        return
    stops = text[end : end + 1] in STOPS and not text.startswith(SPACED, end)
    tail = None if stops else _tail_head(text, end)
    if tail and tail[1] not in ("action", "plan") and text.startswith(PEOPLE, end):
        tail = None
    names = [name for found in group if (name := _name(text, found, tail, alone=len(group) == 1))]
    if names and not DENIED.search(text, max(0, group[0].start() - 12), group[0].start()):
        yield from names


def _name(text: str, found: re.Match[str], tail: Tail | None, *, alone: bool) -> Name | None:
    """The name of a quotation, alone or one of a row, with the noun behind the row."""
    inner = _inner_kind(_content(found)) if CLAUSE.isdisjoint(_content(found)) else None
    if inner and not (tail and alone):
        start = _with_noun(text, found)
        return Name(start, found.end(), _joint_kind(text[start : found.start()], inner))
    if tail and tail[2].endswith(NETS) and NUMBERED.match(_content(found)):
        return None
    if tail:
        start = _with_noun(text, found) if alone else found.start()
        return Name(start, tail[0], tail[1]) if alone else Name(start, found.end(), tail[1], full=found[0] + tail[2])
    return _governed(text, found) if alone else None


NUMBERED = re.compile(
    "[一二两三四五六七八九十][^一二两三四五六七八九十]{1,2}[一二两三四五六七八九十多][^一二两三四五六七八九十]{1,2}$"
)
NETS = ("机场", "铁路", "高铁", "高速公路", "公路")
"""What has a pattern that is no project: “一主三辅”机场."""


def _content(found: re.Match[str]) -> str:
    return found[1] or found[2]


LONG_SYSTEM = 6
"""Characters of a quoted name of a system or platform."""
MANY_HELP = re.compile(
    "[百千万双][\u4e00-\u9fa5]{1,2}[帮助进联包扶兴入下带惠连结促链][百千万]?[\u4e00-\u9fa5]{1,3}|[百千万][\u4e00-\u9fa5]{1,3}[百千万][\u4e00-\u9fa5]{1,3}"
)
"""Campaigns by many for many: 百企帮百村, 千村示范万村整治."""


SHORT_PART = 5
"""Characters from the last + of a formula (公司+基地) with the sign, where it is no name."""


def _inner_kind(name: str) -> str | None:
    """The kind of a quotation that ends with a head noun itself."""
    if len(name) >= LONG_SYSTEM and name.endswith(("系统", "平台")):
        return "platform"
    if MANY_HELP.fullmatch(name):
        return "action"
    if (plus := name.rfind("+")) >= 0 and len(name) - plus <= SHORT_PART:
        return None
    table = heads()
    for size in range(min(6, len(name) - 2), 0, -1):
        head = table.get(name[-size:])
        if head and head.scope not in ("quoted", "built"):
            return head.kind
    return None


def _joint_kind(noun: str, inner: str) -> str:
    """The kind of a name that a noun and a quotation make: an action when either is one (攻坚行动“七大工程”)."""
    outer = _inner_kind(noun)
    return "action" if "action" in (outer, inner) else outer or inner


def _tail_head(text: str, end: int) -> Tail | None:
    """Where the head noun right after a quotation ends, its kind, and the words up to it."""
    tail = TAIL.match(text, end)
    if tail is None:
        return None
    for found in head_pattern(quoted=True).finditer(text, end, tail.end()):
        words = text[end : found.start()]
        if heads()[found[0]].scope == "quoted" and len(words) > TAIL_SHORT:
            return None
        if governs(words.removeprefix("等")) or (words.startswith("建设") and heads()[found[0]].kind == "mechanism"):
            return None
        if not goes_on(text, found.end()):
            last = found
            while further := head_pattern(quoted=False).match(text, last.end(), tail.end()):
                if heads()[further[0]].scope == "named" and heads()[last[0]].kind == "plan":
                    break
                last = further
            last = _further(text, last, tail.end())
            end, kind = name_end(text, last.end(), heads()[last[0]].kind)
            return end, kind, "".join(text[tail.start() : end].removeprefix("等").split())
    return None


def _further(text: str, last: re.Match[str], stop: int) -> re.Match[str]:
    """A campaign or plan that the words behind a head noun go on to: “甲乙”体系攻坚专项行动."""
    for found in head_pattern(quoted=False).finditer(text, last.end(), stop):
        between = text[last.end() : found.start()]
        if heads()[found[0]].kind not in ("action", "plan") or governs(between) or goes_on(text, found.end()):
            break
        if len(between) >= len("提升"):
            last = found
    return last


def _with_noun(text: str, found: re.Match[str]) -> int:
    """Where the name begins: at the quotation mark, or at the noun before it that it belongs to."""
    start = _before(text, found.start())
    if start is None:
        return found.start()
    noun = text[start.offset : found.start()]
    return found.start() if noun.endswith(PLACE_ENDS) or len(noun) > LEFT else start.offset


NOUN = Head("other", 4, "sure")


def _before(text: str, quote: int) -> Start | None:
    """The noun right before a quotation, where a verb of making or doing governs it."""
    start = find_start(text, 0, quote, NOUN)
    return start if start and start.after in ("make", "verb", "lean") else None


DENIED = re.compile(
    r"(?:反对|打击|禁止|严禁|防止|不搞|严控|严格控制|杜绝|遏制|整治|取缔|查处|所谓|纠正)[^，。；\n]{0,8}$"
)
"""What is fought is no program: 反对“台独”分裂活动, 杜绝“形象工程”."""
MAKES = re.compile(r"(?:开展|实施|启动|搭建|建设|创建|推行|组织)了?$")
MADE_KIND = {"搭建": "platform", "建设": "project", "创建": "action"}


CLAUSE = frozenset("，、,；")
"""Marks of a slogan: what holds them is a name only where a head noun says so."""


def _governed(text: str, found: re.Match[str]) -> Name | None:
    """A quotation of four characters or more right after a verb that makes programs."""
    maker = MAKES.search(text, max(0, found.start() - 4), found.start())
    content = _content(found)
    if maker is None or len(content) < 4 or content[0] in NUMERALS or not CLAUSE.isdisjoint(content):
        return None
    return Name(found.start(), found.end(), MADE_KIND.get(maker[0].rstrip("了"), "action"))
