"""The noun phrase that follows a number: 33个[政策性文件], 4.5万[符合条件的贫困人口]纳入低保."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from nlp.noun_phrases import CHANGES, LIMIT, REMEMBERED, STRONG, shorten_right, tidy

REACH = 60
"""How far the text after a number is read, in code points."""
BRACKET_REACH = 14
AFTER = re.compile(
    r"(?:[强弱](?=[，。；、]|$)|以上|以下|以内|之内|之间|左右|上下|之多|(?<=[元角分])钱|余|多(?![出用支收])|\s)*(?:的(?:标准|比例|额度|规模|水平|速度|幅度)|标准(?=的|给予|予以|发放|执行|计|领|$))?的?"
)
NO_NOUN = re.compile(
    r"[\s∶:、，。；：:（()）\]】/之了并而且]|和(?!谐|平)|及|与(?!会)|或|以(?![工旧])|为(?!农)|是|在(?!建|校|职|岗|册|编|外|线|研|营|押|读|园|孵|逃|籍|库|售|产|途)|对(?!外|口|公)|向|由|从(?!业)|至"
    r"|到(?!期|位)|比(?!赛)|按(?!揭|摩)|占(?!地)|已(?!婚|.{1,6}(?:的|项目|企业|工程|单位|人员|户))|均|都(?!市)|也|又|则|即|若|将(?!军)|被|把|等(?!级|外)|起(?!重)|(?:内|外|后|前|间|中|时|上|下|底|末)(?=[，。、；的]|$)"
    r"|最[多少高低大小快慢长短](?=[，。；、]|$)|左右|以上|部分(?=[由支报补按给享赔分])|其中|范围|不等|来自|速度|幅度|[增提升降减回扩上下压缩放整合精转][^，。]{0,2}[到至为]"
)
# predicates that may also begin a clause before the noun (达到标准的医生)
PREDICATE = re.compile(
    r"提升|提高|增长|增加|下降|减少|降低|扩大|实现|完成|全部|分别|同比|环比|用于|纳入|列入|上升|上涨|回落|收窄|达到|给予|予以|拥有|具有|符合|持有|享受|参加|通过"
)
ENDS = re.compile(r"[。！？；，：:\n（(）)]")
DISTRICTS = re.compile(r"[县市区旗州盟省特镇乡村、]+$")
DIGIT = re.compile(r"\d")
ADJECTIVE = re.compile(r"(?:重点|主要|级|新型|特色|优质|示范|[大中小]型|专业|综合)$")
# what a level has passed and not what is counted: 迈上4个万亿元台阶
MILESTONE = re.compile(r"[^、]{0,8}?(?:台阶|大关|关口|门槛)(?:$|、)")
# [20亿元]是用于建设学校
FOR = ("是用于", "是用来", "是用在")
# levels that one noun is of: 省、市、县实事
LEVELS = re.compile(r"[省市县区乡镇村州](?:、[省市县区乡镇村州])+[^、，]{2,12}$")
SHORT = frozenset("省市县区旗州")
"""Nouns of one character that a verb may follow: 1个县[挪用]."""
LEADS_ON = re.compile(
    r"(?:以及|(?<![总饱谐温])和|(?<!参)与|(?<![普涉惠波])及|(?<![合兼])并|或|(?<=..)(?<![高初县职集完之其适折热])中|(?<=..)(?<![今此先])后)$"
)
LEADING_ON = frozenset("和与及并或中后")
"""The last characters of LEADS_ON."""
UNDONE = re.compile("(?<=..)(?:[尚仍还]未|未能|未(?:按|予|落实|到位|完成))")
"""What is not done with a thing: [3亿元]资金尚未落实."""
ADVERBIAL = re.compile(r"(?:较?大(?:幅度?|规模|力度)|[^的]{1,4}地)$")


class After(NamedTuple):
    """The noun after a number, the predicate that stands there instead, where the noun ended (0: unknown), and
    whether it runs on to the next figure and so may be that one's."""

    noun: str = ""
    predicate: str = ""
    end: int = 0
    shared: bool = False


def text_after(folded: str, end: int, right: int, limit: int) -> str:
    """The text after a number up to `right`, over a short bracket of words that the noun goes on after (省市（州）
    共建高校), not beyond `limit`."""
    text = folded[end : min(right, end + REACH)]
    if right >= limit or folded[right] not in "（(":
        return text
    close = folded.find("）" if folded[right] == "（" else ")", right, min(right + BRACKET_REACH, limit))
    if close < 0 or DIGIT.search(folded, right, close):
        return text
    stop = ENDS.search(folded, close + 1, min(close + REACH, limit))
    until = stop.start() if stop else min(close + REACH, limit)
    if until > close + 1 or DISTRICTS.match(folded, right + 1, close):
        return text + folded[right:until]
    return text


@lru_cache(REMEMBERED)
def read_right(text: str, *, counted: bool, runs_on: bool) -> After:
    """What follows a number in its clause. `counted`: the unit is a classifier, so a noun is likely; `runs_on`: the
    text ends at another figure and not at a clause's end."""
    after = AFTER.match(text)
    begin = after.end() if after else 0
    body = text[begin:]
    if body.startswith(FOR):
        begin, body = begin + 1, body[1:]
    if not body or NO_NOUN.match(body):
        return After()
    if body[0] == "已":
        begin, body = begin + 1, body[1:]
    close = body.find("）", 0, BRACKET_REACH)
    start, head = max(1 if body[0] in SHORT else 2, close + 3 if close > 0 else 0), 0
    if not text[:begin].endswith("的") and (STRONG.match(body) or PREDICATE.match(body)):
        of = body.find("的", 2, 18)
        if of < 0 or not counted or "了" in body[:of] or "、" in body[:of]:
            return _predicate(body, begin, runs_on)
        start, head = of + 2, of + 1
    strong = STRONG.search(body, start) if counted or runs_on else None
    if strong and ADJECTIVE.search(body, 0, strong.start()):
        strong = STRONG.search(body, strong.end())
    if strong and strong.end() == len(body) > strong.start() + 1 > 2 and not runs_on:
        strong = None  # a verb that ends the clause is part of the noun: 惠民服务
    noun = _first(body[: strong.start()] if strong else body)
    if "未" in noun and (undone := UNDONE.search(noun)):
        noun = noun[: undone.start()]
    if MILESTONE.match(noun):
        return After()
    if ADVERBIAL.fullmatch(noun):
        return After(predicate=shorten_right(body, 16))
    end = begin + len(noun) if strong else 0
    if not counted and CHANGES.at_end(noun):
        return After(predicate=shorten_right(noun, 16))
    noun = without_end(tidy(shorten_right(noun[head:] if len(noun) > LIMIT else noun)))
    return After(noun=noun, end=end, shared=runs_on and not strong and "、" not in body)


def without_end(noun: str) -> str:
    """A noun without the 和 that leads on to the next figure, the 中 that says that it is a whole, and 组成."""
    noun = noun[:-2] if noun.endswith(("组成", "构成")) and len(noun) > 3 else noun
    return LEADS_ON.sub("", noun) if noun[-1:] in LEADING_ON else noun


def _predicate(body: str, begin: int, runs_on: bool) -> After:
    """A predicate, up to the 、 where another figure follows (3人[死亡]、12人受伤)."""
    head, mark, rest = body.partition("、")
    if runs_on and (not mark or rest):
        return After()
    return After(predicate=tidy(shorten_right(head, 16)), end=begin + len(head) if runs_on else 0)


def _first(noun: str) -> str:
    """Up to the first 、 unless what stands on both sides is short and so one noun (市、县)."""
    if LEVELS.match(noun):
        return noun
    head, mark, rest = noun.partition("、")
    if "等" in rest and len(noun) <= LIMIT:
        return noun
    return noun if mark and (len(rest) <= 3 >= len(head) or head.count("（") > head.count("）")) else head
