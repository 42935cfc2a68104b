"""Noun phrases beside a number, found without words: by function words, verbs and the clause's own shape.

All functions take and give folded text of one clause. Lengths are in characters. Windows are short, and the words are
looked up at the ends of the text, so that each call costs a few microseconds.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from nlp.lexicon.indicator_words import pattern_of, words_of
from nlp.numerals import NEW

LIMIT = 20
"""A column head as a rule has no more characters."""
LONGEST = 24
"""No indicator has more characters."""

REMEMBERED = 1024
"""Texts whose reading is kept: a quarter of the words before figures of a hundred reports, and half of the words
after, have been read before."""
ENOUGH = 8
"""A phrase that had to be cut keeps at least so many characters."""

LEADS, TAILS, VERBS, CHANGES, METRICS = (words_of(kind) for kind in ("lead", "tail", "verb", "change", "metric"))
YEARS = r"(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})"
MONTHS = "一二三四五六七八九十"
STEPS = "一二三四五六七八九十两"
PERIOD = re.compile(
    rf"(?<![比较])(?:截至|截止到?|从|自|由|(?<![长加高升大降低少小落减增涨缩扩])[到至]|在|以)?(?:{YEARS}(?:[—\-~至到]{YEARS})?(?:年度|牧业年度|年)(?:(?:\d{{1,2}}|[{MONTHS}]{{1,2}})月份?)?(?:(?:\d{{1,2}}|[{MONTHS}]{{1,3}})日)?"
    r"(?:末|底|初|以来|以前|起|间|之前|前)?(?:到|至(?![少多今]))?(?:全年|上半年)?"
    r"|[一二三四五六七八九十]{1,2}月(?:份|末|底|初|[上中下]旬|(?=[为是达]))|(?:\d{1,2}月?[—\-~至]){0,1}\d{1,2}月份?(?:\d{1,2}日)?(?:末|底|初)?|(?:今|去|上|本|当|明|前|次|全|这一)年(?:度|末|底|初|内|以来|同期|全年)?"
    rf"|(?:上|下)半年|(?:[一二三四]|前[二三])季度|第[1-4一二三四]季(?!度)|[“‘]?(?:十[一二三四五]?|[一二三四五六七八九])五[”’]?(?:期间|时期|末期?|以来|计划期间|计划)|{YEARS}(?:(?=比)|[和、]{YEARS}两?年)"
    rf"|(?:近|过去|(?<!学)前|今?后|未来|(?<=[目以]前)|(?<![前一二三四五六七八九十○〇零]))(?:[{STEPS}]+|(?<![\d.])\d{{1,2}})年(?:多?来|间|内|中(?![央学期等间小级心])|前|计划期间|期间|时间内?)?(?![级制期以龄计代义行规均])|五年计划(?:期间|的[前后]?[{STEPS}]年|中|内|时期)|第[{STEPS}]个?[{STEPS}]年(?:计划)?(?:期间|时期)?|[{STEPS}]十年代(?:初|末|中)?期?"
    r"|[到在]?[本上下]?世纪(?:末|初|中叶|以来)|年(?:初|末|底|内)(?:以来)?(?!预算)|(?:上年|去年)?同期|期末|期初|[上本当]个?月(?:份|底|末|初)|月末|截至目前|目前|现在|近年来|当前)的?"
)
HINT = re.compile(r"[年月期季现目当五纪]")
SPACES = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
OPENING_EDGES = SPACES + "、，。；：:·∶—-~'）)】]①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳.0123456789%+/$\\"
CLOSING_EDGES = SPACES + "、，。；：:·—-~(（'【[≥≤><=+/$\\"
"""Signs that begin no phrase, and signs that end none."""
MARK = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、(?!(?:[二三]、)?[二三]次?产)|\d{1,2}[.．、]|[①-⑳]|第[一二三四五六七八九十百\d]{1,5}条)"
)
MARKS = frozenset(" \t（(一二三四五六七八九十0123456789①②③④⑤⑥⑦⑧⑨⑩第")
DIGIT = re.compile(r"\d")
COMPARED = re.compile(
    r"(?<![占同环对之可相价配无类])(?:比|较|与)(?![重例率由从])[^，。；、]{0,8}?(?:同期(?:水平)?|上年(?:末|底|同[期月季])?|去年(?:全年|底|末)?|前年底?|年初|上月|同月|同季|上一?年度|上一度|上季度?"
    r"|季度|半年|月份?|年度|年(?:末|底|初)?|平均(?:水平|线|数|增速)?|均值|水平|以来|计划|预期(?:目标)?|目标|预算|期初|年代)(?:的|预计|实际)?(?:完成|执行|决算|预算|概算|发生|安排)?(?:数|额)?(?:相比)?"
    r"|同比|环比|(?<![占同环对之可相价配无类])(?:比|较)(?![重例率由从])[^，。；、]{1,10}$"
)
MANNER = re.compile(
    r"(?:同比|环比|分别|一律|大约|各|实际|名义|年均|平均|(?<![入出])合计|累计|大幅度?|却|迅速|持续|连续|(?<![人户亩地村校])均|再|又|将|共|就|还|大约|只|有所|稳步|逐年|每年|年平均|同口径|可比(?:口径)?|按可比(?:价格?|口径)(?:计算)?"
    r"|(?:扣除|剔除|考虑)[^，]{2,10}?因素后?|已|约|近|也|都|略|折合|总体|整体|逐步|快速|明显|进一步|力争|只要?|而|由|的|、|，)+$"
)
THAN = re.compile(
    r"(?:比|较)(?=[^，。；、]{0,8}(?:年|月|期|季|[全本我][国省市县区]|平均|水平|计划|预算|目标))[^，。；、]{0,14}"
)
# a verb before one of these belongs to a noun: 推进组, 引导员, 建设者
HEADS = "[组员者率队站班处室区器机]|(?:项目|工程|企业|单位|人员|人口|机构|基地|网点|对象|任务|小区|住宅)(?!的)"
STRONG = re.compile(pattern_of("strong", HEADS))
CUT = re.compile(rf"{pattern_of('strong', HEADS)}|(?<=[的和与及或、”])(?=[^、])")
SHARE = re.compile(r"(?P<who>.*?)占(?P<whole>(?!地(?!区|方)|用|比|有|领|据)[^占]{1,24})$")
SINCE = re.compile(r"(?<=..)[从由][^从由]{1,8}(?:前|时|初)$")
# a base that a figure itself gives: 产值将比上年的[2000亿元]增长
OVER = re.compile(
    rf"(?<=..)(?:将|要|已|都|又|约|预计)*(?<![占同环对之可相价配无类])[比较](?:{YEARS}年(?:度|[末底初])?|[上去前]年(?:同期|[末底初])?|年初)"
    r"(?:的|同期|实际|完成|计划|决算|预计)*$"
)
FROM = re.compile(r"[由从][^，]{0,12}$")
REACHED_AT = re.compile(r"(?<=[到至])(?:目前|现在|预算|计划|预计|实际)(?:的|数)*$")
LATIN = re.compile(r"(?<=[为达到])[A-Za-z]{1,3}$")
BRACKETS = re.compile(r"[（(](?![^含包不除即指按约实同下占比元亿万（()）]{1,4}[）)][一-鿿])[^（()）]*[）)]")
"""A bracket that adds something: not the 助理 of 执业（助理）医师."""
DIGITS = re.compile(
    r"(?:年?满|未满|不满)?(?<![A-Za-z._\d])\d[\d.,]*(?:[—\-~至到]\d[\d.,]*)?(?![A-Za-z\d强号])"
    r"(?:周?岁|级|类|[万亿千百]*(?:元|人|户|亩)|个?月|[年天日%])?(?:及?以[上下内])?(?:至|到)?"
)
ADVERBS = re.compile(
    r"(?:多|少|净|已经?|正在?|再|还|新|累计|共|全面|基本|超额|提前|先后|全部|集中|继续|预计|可|将|拟|共计|合计|各|均|又|也|并|成功|联合|自主|直接|同步|依法"
    r"|主动|年均|每年|单独|统一|首批|首次|另|分别|共同|实际|最高|从中|不再|一次性|总共|逐步|其他|尚)+"
)
VERBAL = (
    frozenset(
        "多少净已经正在再还新累共全基超提先陆集继预可将拟合各均又也并成联自主直同依年每单统首另分实最从不一总逐其尚"
    )
    | VERBS.firsts
)
"""First characters of adverbs and verbs."""
BLANK = re.compile(r"“[^一-鿿A-Za-z]*”|（[^一-鿿A-Za-z]*）|\[[^一-鿿A-Za-z]*\]")
ITS = re.compile(r"(?<=.)其(?![他中余它])")
CAUSED = re.compile(r"(?<![大天行促即致出])使(?![用命馆领者得役])|我们(?!的)|是指")
"""What stands before is not what is counted: 工程使[6000万]农民受益, 我们建设的[9个]项目."""
DONE_TO = re.compile(r"[将把](?=[^，]{2})")
PAIRED = re.compile(r"[“”‘’《》（）()\[\]]")


OFTEN = re.compile(
    r"(?<=[^，、人户亩]{2})(?:一般|平均|至少|最多|原则上)?每(?:半?年|个?月|季度?|[天日周次])"
    r"(?:至少|最多|要|将|应当?|能|可)?(?=[^，])"
)
"""How often, between what does something and what it does: 会议一般每月召开[3次]."""


class Left(NamedTuple):
    """What stands before a number: the subject's noun, the verb that changes it, whether the number is what it came
    to (提高到), and whether a comparison is said."""

    noun: str
    verb: str = ""
    reached: bool = False
    compared: bool = False


def without_periods(text: str) -> str:
    """The text without expressions of time."""
    return PERIOD.sub("", text) if HINT.search(text) else text


def strip_lead(text: str) -> str:
    """The text without the words, periods and marks that may stand before a noun phrase."""
    while True:
        if text[:1] in LEADS.firsts and (size := LEADS.at_start(text)):
            text = text[size:]
            continue
        if text[:1].isalpha():
            return text
        bare = _without_opening(text)
        if not bare or len(bare) == len(text):
            return text
        text = bare


def _without_opening(text: str) -> str:
    """The text without signs and numbers at its beginning, but for a number that a letter goes on after (5G)."""
    bare = text.lstrip(OPENING_EDGES)
    if bare[:1].isascii() and bare[:1].isalpha():
        while len(bare) < len(text) and text[-len(bare) - 1].isdigit():
            bare = text[-len(bare) - 1 :]
    return bare


def strip_tail(text: str) -> str:
    """The text without the words that may stand between a noun phrase and its number."""
    text = text.rstrip(" 、，：:—-~≥≤><=(（")
    while text[-1:] in TAILS.lasts and (size := TAILS.at_end(text)):
        text = text[:-size].rstrip(" 、，：:—-~≥≤><=(（")
    return text


def tidy(text: str) -> str:
    """A phrase without periods, digits, edge signs and unpaired quotes."""
    return tidy_timeless(without_periods(MARK.sub("", text) if text[:1] in MARKS else text))


def tidy_timeless(text: str) -> str:
    """A phrase without digits, edge signs and unpaired quotes, whose periods are gone already."""
    if text.isalpha():  # letters alone, as most are
        return strip_lead(ITS.sub("", text) if "其" in text else text).removesuffix("的")
    if DIGIT.search(text):
        text = DIGITS.sub("", text)
    text = ITS.sub("", text) if "其" in text else text
    text = text.replace(" ", "")
    return without_edges(balance(without_edges(strip_lead(text)).removesuffix("的")))


def without_edges(text: str) -> str:
    """The text without signs at its ends that are no part of a phrase."""
    return _without_opening(text).rstrip(CLOSING_EDGES)


def balance(text: str) -> str:
    """The text without a quote mark or bracket whose twin is missing."""
    if not PAIRED.search(text):
        return text
    text = BLANK.sub("", text)
    for opening, closing in ("“”", "‘’", "《》", "（）", "()", "[]"):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    return text


def shorten_left(text: str, limit: int = LIMIT) -> str:
    """The end of a phrase that is too long, from a place where a part begins."""
    if len(text) <= limit:
        return text
    for found in CUT.finditer(text, len(text) - limit):
        if len(text) - found.start() >= ENOUGH:
            return strip_lead(balance(text[found.start() :]))
    return strip_lead(balance(text[-limit:]))


def shorten_right(text: str, limit: int = LIMIT) -> str:
    """The beginning of a phrase that is too long, up to a predicate where there is one."""
    if len(text) <= limit:
        return text
    places = [found.start() for found in CUT.finditer(text, 2, limit + 1) if found.start() > 1]
    return balance(text[: places[-1]] if places else text[:limit])


@lru_cache(REMEMBERED)
def read_left(text: str) -> Left:
    """The noun, comparison and change verb of the text before a number."""
    moved = ("从" in text or "由" in text) and FROM.search(text) is not None
    text = BRACKETS.sub("", text) if "（" in text or "(" in text else text
    text = text.replace(" ", "").removesuffix("了")
    alone = text[:1] in ("比", "较") and THAN.fullmatch(strip_tail(text)) is not None
    text = PERIOD.sub("", text) if HINT.search(text) else text
    text = CAUSED.split(text)[-1] if "使" in text or "我们" in text or "是指" in text else text
    text = OFTEN.sub("", text) if "每" in text else text
    text = text.replace("至少", "") if "至少" in text else text
    text = LATIN.sub("", text) if text[-1:].isascii() else text
    text = REACHED_AT.sub("", text) if "到" in text or "至" in text else text
    bare = strip_tail(text)
    size = _change(bare, to=text[len(bare) : len(bare) + 1] in ("到", "至"))
    if not size:
        bare = OVER.sub("", bare) if "比" in bare or "较" in bare else bare
        bare = SINCE.sub("", DONE_TO.split(bare)[-1]) if moved else bare
        if alone or (bare[:1] in ("比", "较") and THAN.fullmatch(bare)):
            return Left("")
        noun = _tidy_bare(bare)
        return NEW(Left, ("" if noun in ("比", "较") else noun, "", False, False))
    verb, rest = bare[len(bare) - size :], bare[: len(bare) - size]
    reached = text[len(bare) : len(bare) + 1] in ("到", "至", "为", "达") or verb[-1] in "至到"
    rest, compared = strip_compared(rest)
    rest = DONE_TO.split(rest)[-1]
    return NEW(Left, (_tidy_bare(strip_tail(rest)), verb, reached, compared))


def _tidy_bare(text: str) -> str:
    """A phrase whose periods are gone, tidied."""
    return tidy_timeless(MARK.sub("", text) if text[:1] in MARKS else text)


def _change(text: str, *, to: bool) -> int:
    """The length of the verb of change at the end of a text; one of a single character only stands after 比 or an
    adverb (比上年高, 同比降), or before 到 and 至 (`to`: 增至, 降到)."""
    if text[-1:] not in CHANGES.lasts or METRICS.at_end(text):
        return 0
    size = CHANGES.at_end(text)
    if size != 1:
        return size
    before = text[:-1]
    said = (
        text[-1] == "翻"
        or (to and text[-1] in "增降升减" and before[-1:] not in tuple("新净倍"))
        or not before
        or before.endswith(
            ("同比", "环比", "年", "期", "月", "初", "别", "平均", "各", "均", "要", "将", "应", "会", "再")
        )
    )
    return 1 if said or COMPARED.search(before) else 0


def strip_compared(text: str) -> tuple[str, bool]:
    """The text without 同比, 比上年 and adverbs before a verb of change; whether there was a comparison."""
    found = MANNER.search(text)
    compared = bool(found and ("同比" in found.group() or "环比" in found.group()))
    text = text[: found.start()] if found else text
    than = COMPARED.search(text)
    if not than:
        return text, compared
    before, after = MANNER.sub("", text[: than.start()]), text[than.end() :]
    if not after or MANNER.sub("", after) in METRICS.by_text:
        return before + after, True
    return before or after, True


@lru_cache(REMEMBERED)
def is_verb(text: str) -> bool:
    """Whether a text is no more than adverbs and verbs that want an object (已完成, 新建改建)."""
    if text[:1] not in VERBAL:
        return False
    found = ADVERBS.match(text)
    at = found.end() if found else 0
    while at < len(text):
        size = VERBS.at_start(text, at)
        if not size:
            return at > 0 and text[at:] in ("了", "出", "到", "成", "起", "至", "好", "为")
        at += size
        at += text.startswith(("、", "并", "和", "或", "及"), at)
    return at > 0


def object_verb(text: str) -> str:
    """The verb at the end of a text whose object is to follow; empty where there is none."""
    begin = len(text)
    for end in ("了", "出", "到", "成"):
        if text.endswith(end) and len(text) > 2 and VERBS.at_end(text[:-1]) > 1:
            begin -= 1
    stop = begin
    while (size := VERBS.at_end(text[:begin])) > 1:
        begin -= size
    if begin == stop and text[begin - 1 : begin] in tuple("种养建修捐栽植"):
        begin -= 1
    return text[begin:stop]
