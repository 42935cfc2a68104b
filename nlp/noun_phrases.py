"""Noun phrases beside a number, found without words: by function words, verbs and the clause's own shape.

All functions take and give folded text of one clause. Lengths are in characters. Windows are short, so that each
call costs some microseconds.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.lexicon.indicator_words import any_of

LIMIT = 20
"""A column head as a rule has no more characters."""

YEARS = r"(?:(?:19|20)\d\d|[一二][〇○零九0-9]{3})"
PERIOD = re.compile(
    rf"(?:截至|截止到?|从|自|由|到|至|在|于|以)?(?:{YEARS}(?:[—\-~至到]{YEARS})?(?:年度|牧业年度|年)(?:\d{{1,2}}月份?)?(?:\d{{1,2}}日)?(?:末"
    rf"|底|初|以来|以前|起|间|之前|前)?"
    r"|(?:\d{1,2}[—\-~至]){0,1}\d{1,2}月份?(?:\d{1,2}日)?(?:末|底|初)?|(?:今|去|上|本|当|明|前|次|全)年(?:度|末|底|初|内|以来|同期|全年)?"
    r"|(?:上|下)半年|[一二三四前]{1,2}季度|“?十[一二三四五]?五”?(?:期间|时期|末|以来)|近?[一二三四五六七八九十两]+年来|年(?:初|末|底|内|均)(?:以来)?"
    r"|(?:上年|去年)?同期|期末|期初|月末|目前|截至目前|现在|近年来|过去[一二三四五六七八九十]+年)的?"
)
STARTS = (
    r"(?:将|把|使|让|对(?!外|口|应|象)|向|为(?!民)|在(?!校|建|岗|册|职|读|编|用|线|途|手|库|营|逃|孵|研|籍|外|校生|家)|从(?!业"
    r"|事)|按(?!揭)|以(?!工代|旧换|奖代)|由|于|至|到(?!位|户|村|账)"
    r"|并(?!购|网|轨|联)|且|而|又|也|还(?!款|贷|建|本|林|湿|草|清)|再(?!生|就业|贷款|融资|造|制造|保险)|即(?!征|期)|如|要(?!素)"
    r"|可(?!再|支|研|用|控|移|回|信|溶|耕)|应(?!急|届|收|税|用|付|缴|对|纳)|须|需(?!求)"
    r"|共(?!享|同|建|青|有|产|赢|管|治|生|用)|都(?!市)|均|约|近(?!视|海|郊|零)|达(?!标)|超(?!标|额|低|高|声|市|限)|及"
    r"|和|与|或|等(?!级|外|效)|的|了|其|该|此|各(?!级|类)|是|中(?=，)|时|后|内|上|下的|间|里|较|比(?!重|例|率))"
)
LEAD = re.compile(rf"(?:[\s、，。；：:·—\-“”\"'《》）)】\]0-9.①-⑳]*(?:{any_of('lead')}|{STARTS}))+")
EDGES = re.compile(r"^[\s、，。；：:·—\-\"'）)】\]①-⑳.]+|[\s、，。；：:·—\-（(\"'【\[]+$")
KEPT = (
    r"(?<![行作人认成称视名因])(?:分别)?为|(?<![公])共|(?<![条预履签节合契简大])约|(?<![人户年日月平地亩村县])均"
    r"|(?<![附])近|(?<![到表送直])达|(?<!国)(?<![所公私占持])有"
)
TAIL_WORDS = any_of("tail", 2)
TAIL = re.compile(
    rf"(?:[\s、，：:—\-~≥≤><=]|{TAIL_WORDS}|{KEPT}|(?<!不)仅|(?<![单])只|(?<!高|绿|平|同|均|上|中|对|初"
    rf"|优)等|即|(?<![可所难])以|按|(?<!自|理|事)由|(?<![服])从"
    r"|(?<![现存潜所内实])在|(?<![所位]) 于|(?<!签|报|迟)到|(?<!截)至|的|(?<!除|为)了|(?<!首|都|成)都|也|已|(?<!大)将"
    r"|(?<!许|众)多|(?<![再])再|(?<!逾)逾|(?<!赶|高)超|是|每|各|余|了|着|出(?<=[提突选制])|第)+$"
)
CHANGE = re.compile(
    rf"(?P<verb>(?:正|负|净|再)?{any_of('change', 2)}|(?<![提新最])(?<=[年期均比别月初前]) ?[增降升减涨跌高低多少快慢](?:幅)?)(?:了|率|幅度)?$"
)
REACHED = re.compile(r"(?:到|至|为)$")
COMPARED = re.compile(
    r"(?:(?:同比|环比)|(?<![占同环对之])(?:比|较|与)(?!重|例|率)(?:[^，。；、]{0,8}?)(?:同期(?:水平)?|上年(?:末"
    r"|底|同期)?|去年(?:全年|底|末)?|前年|年初|上月|上季度?|季度|半年|月份?|年(?:末|底|初)?|平均(?:水平|线|数|增速)?|均值|水平"
    r"|以来|计划|预期(?:目标)?|目标|预算|期初|年代))"
    r"相比?|(?:同比|环比)|(?<![占同环对之])(?:比|较)(?!重|例|率)[^，。；、]{1,10}$"
)
MANNER = re.compile(
    r"(?:同比|环比|分别|各|实际|名义|年均|平均|合计|累计|大幅|持续|连续|均|再|又|将|共|有所|稳步|逐年|每年|年平均|可比|按可比价格?计?算?"
    r"|按可比口径|扣除价格因素|扣除物价因素|正向|已|约|近|也|都|略|净|折合|总体|整体|逐步|快速|明显|进一步|力争|的|、|，)+$"
)
METRIC = re.compile(rf"^(?:{any_of('metric')})$")
ENDS_METRIC = re.compile(rf"(?:{any_of('metric')})$")
VERB = any_of("verb")
ADVERB = (
    r"(?:已经?|正在|再|还|新|累计|共|全面|基本|超额|提前|先后|全部|集中|继续|预计|计划|可"
    r"|将|拟|共计|合计|各|均|又|也|并|成功|联合|自主|直接|同步|依法|主动|年均|每年|单独"
    r"|统一|首批|首次|另|分别|共同)"
)
VERB_ONLY = re.compile(rf"{ADVERB}*(?:{VERB}(?:、|并|和|或|及)?)+(?:了|出|到|成|起|至|好|为)?")
OBJECT_VERB = re.compile(rf"(?:{any_of('verb', 2)})+(?:了|出|到|成|起)?$")
STRONG = re.compile(
    any_of("strong", 2)
    + r"|(?<![参联])与|(?<![服])从|(?<![理自])由|(?<=.)(?:已|均(?![价值线衡等])|被|赴|向(?![导]))|占(?![地用比])|(?<=.)在(?!校|建|岗|册|职|读|编|用|线|途|库|营)"
)
CUT = re.compile(any_of("verb", 2) + r"|、|(?<=的)|(?<=[和与及])|(?<=”)|" + any_of("strong", 2))
SHARE = re.compile(r"(?P<who>.*?)占(?P<whole>(?!地|用|比)[^占]{1,20})$")
BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
DIGITS = re.compile(r"(?<![A-Za-z.])\d[\d.,]*(?![A-Za-z级\d])")
QUOTES = "“”‘’《》「」『』"


class Left(NamedTuple):
    """What stands before a number: the subject's noun, what it is compared with, the verb that changes it."""

    noun: str
    verb: str = ""
    reached: bool = False
    compared: bool = False


def strip_lead(text: str) -> str:
    """The text without the words that may stand before a noun phrase."""
    found = LEAD.match(text)
    return text[found.end() :] if found else text


def strip_tail(text: str) -> str:
    """The text without the words that may stand between a noun phrase and its number."""
    found = TAIL.search(text)
    return text[: found.start()] if found else text


def tidy(text: str) -> str:
    """A phrase without periods, digits, edge signs and unpaired quotes."""
    text = DIGITS.sub("", PERIOD.sub("", text))
    text = EDGES.sub("", strip_lead(text)).replace(" ", "")
    return balance(EDGES.sub("", text))


def balance(text: str) -> str:
    """The text without a quote mark whose twin is missing."""
    for opening, closing in zip(QUOTES[::2], QUOTES[1::2], strict=True):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    return text


def shorten_left(text: str, limit: int = LIMIT) -> str:
    """The end of a phrase that is too long, from a place where a part begins."""
    if len(text) <= limit:
        return text
    for found in CUT.finditer(text, len(text) - limit):
        if len(text) - found.start() >= 3 or found.end() == len(text):
            return text[found.start() :].lstrip("、")
    return text[-limit:]


def shorten_right(text: str, limit: int = LIMIT) -> str:
    """The beginning of a phrase that is too long, up to a predicate where there is one."""
    if len(text) <= limit:
        return text
    places = [found.start() for found in CUT.finditer(text, 2, limit + 1) if found.start() > 1]
    return text[: places[-1]] if places else text[:limit]


def read_left(text: str) -> Left:
    """The noun, comparison and change verb of the text before a number."""
    text = strip_tail(BRACKETS.sub("", text).replace(" ", ""))
    changed = CHANGE.search(text)
    if not changed:
        return Left(_noun(text))
    verb, rest = changed.group("verb"), text[: changed.start()]
    reached = REACHED.search(verb) is not None
    rest, compared = strip_compared(rest)
    return Left(_noun(rest), verb, reached, compared)


def _noun(text: str) -> str:
    return tidy(strip_tail(text))


def strip_compared(text: str) -> tuple[str, bool]:
    """The text without 同比, 比上年 and adverbs before a verb of change; whether there was a comparison."""
    found = MANNER.search(text)
    compared = bool(found and ("同比" in found.group() or "环比" in found.group()))
    text = text[: found.start()] if found else text
    than = COMPARED.search(text)
    if not than:
        return text, compared
    before, after = text[: than.start()], text[than.end() :]
    found = MANNER.search(before)
    before = before[: found.start()] if found else before
    return (before + after if METRIC.match(MANNER.sub("", after)) or not after else before or after), True
