"""Numerals that count nothing: dates, ordinals, markers, codes, titles, set phrases.

The classes are those of the guideline's table "Not figures". Everything is tried at a numeral only, on folded text; each
finder answers with the offset where reading goes on, or `None`.
"""

from __future__ import annotations

import re
from functools import cache

from nlp.lexicon.read import read_rows

D = "[一二三四五六七八九十〇○零]"
TO = r"[ ]?(?:[-—–~～至到、/和及与]|——)[ ]?"
YEAR = r"(?:1[6-9]|20|21)\d\d"
DAY_END = r"(?:月?[份末底初中]|上旬|中旬|下旬|上半月|下半月|当日|当天)?"

DATES = (
    rf"{YEAR}[ ]?年?{TO}(?:{YEAR}|\d\d)[ ]?(?:学年度?|财年|年度?|年代)[末底初]?",
    rf"{YEAR}[ ]?(?:学年度?|财年|年度|年代|年)[末底初]?(?:[ ]?\d{{1,2}}[ ]?月)?(?:[ ]?\d{{1,2}}[ ]?[日号])?(?:[ ]?\d{{1,2}}[时点:：]\d{{0,2}}分?)?",
    rf"{YEAR}([-/.])\d{{1,2}}\1\d{{1,2}}(?!\d)",
    rf"{YEAR}[-/.]\d{{1,2}}(?![\d.]|[ ]?[万亿%元个名家])",
    r"[一二][〇○零一二三四五六七八九]{3}[ ]?年(?:代|度|[末底初])?",
    rf"[〇○零一二三四五六七八九]{{2}}年(?:代|度)|(?:\d0|{D}十)年代[末初]?",
    rf"[0-9]{{1,2}}(?:{TO}\d{{1,2}})?[ ]?月(?:份|末|底|初|中|上旬|中旬|下旬)?(?:[ ]?\d{{1,2}}(?:{TO}\d{{1,2}})?[ ]?[日号])?(?![\d一-鿿]*龄)",
    r"(?:十[一二]?|[一二三四五六七八九])(?:[至到、—-](?:十[一二]?|[一二三四五六七八九]))?月(?:份|末|底|初|中|上旬|中旬|下旬)?(?:[一二三]?十?[一二三四五六七八九十][日号])?",
    rf"[0-3]?\d(?:{TO}[0-3]?\d)?[ ]?[日](?!以?内|之内|龄|均|产|以上|处理|供|游)",
    r"[一二三]?十?[一二三四五六七八九十]日(?!以?内|之内|龄|均|游)",
    r"[1-4一二三四](?:[-—至、到~～和][1-4一二三四])?[ ]?季度?(?=[^节]|$)",
    r"\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?![\d:：.]|[ ]?[%亿万])",
    r"(?:[01]?\d|2[0-4])时(?:[0-5]?\d分|许|整|起|前|后|至)?(?![代候间期])",
    r"\d{1,2}世纪|[一二]?十[一二三四五六七八九]?世纪",
    r"十[一二三四五六]五(?![千百个名家元人万亿])",
    r"(?:\d{1,3}|[一二三四五六七八九十百]+)(?:多|余)?周年",
    r"[56789]0后|00后|[六七八九]零后",
)
YEARS = (
    r"(?:\d{1,2}|[一二两三四五六七八九十几]+)(?:多|余)?[ ]?(?:个)?(?:年|载)(?:来|间|前|后|以来|之前|之后|规划|计划|行动|纲要|方案|发展|制|级|期|龄|"
    r"均|中|里|一|攻坚|工作|倍增|提升|建设|任务|目标|义务|过渡|奋斗|大[变庆计]|大计|磨一剑|跨|大|清|再|上|连|定期|国债|的|内新|为|实施|滚动|改造|整治|过去)",
    r"(?:\d{1,2}|[一二两三四五六七八九十几]+)(?:多|余)?(?:个)?年(?!以上|以下|以内|内|左右|半|之内|（含|\(含|及以上|不等|限|时间)",
)
ORDINALS = (
    r"(?:\d+|[一二三四五六七八九十百]+)(?:等奖|等功|号线|环路?|次产业|产业|线城市|次元|次供水|次创业|次分配|次污染|次利用|次开发|次加密|次会议|次全会|次全体|次代表|代表|手[房车]|届|号|代|版|强|星级|座标|年级|品种权|胎|孩|码)",
    r"(?:[一二三四五六七八九十]+)(?:期(?!刊)|类|级(?!地震|以上)|线|等|档|层|楼|产|审|甲|中|小|附|院|医|师|汽|化|通|平|包|保|防|废|公|农|资|好|旁|网|权|方|地|国|次会|次全)",
    r"(?<=[村社坪湾沟寨屯庄岗岭坡])\d{1,2}组",
    r"\d+(?:期(?=工程|项目|建设|扩建|改造)|楼(?!宇|盘|栋)|路(?=公交)|室|栋\d)",
)
AT_MARKS = r"〔\[［【（(〈"
CODES = (
    rf"(?<=[{AT_MARKS}]){YEAR}[ ]?[〕\]］】）)〉][ ]?(?:第[ ]?)?\d+(?:[ ]?号|[-—]\d+)?",
    rf"(?<=[{AT_MARKS}]){YEAR}[ ]?[〕\]］】〉]",
    r"0\d{2,3}[-—]\d{7,8}(?:[-—]\d+)?|1[3-9]\d{9}(?!\d)|400[- ]?\d{3}[- ]?\d{4}|\d{3,4}-\d{7,8}(?!\d)",
    r"\d{1,4}(?:\.\d{1,4}){2,}(?![\d.]|[ ]?[万亿%元])|\d+/\d{4}-\d+|\d+(?:-\d+){2,}",
    r"\d[\d-]*号",
    r"\d+(?:\.\d+)?版(?!本数)|\d+[ ]?[比:：∶][ ]?\d+(?:\.\d+)?(?:[:：∶]\d+(?:\.\d+)?)+",
    r"\d+(?:\+\d+|\+[NnXx]|\+[一-鿿])+|[一二三四五六七八九十百两](?:\+[一-鿿A-Za-z0-9]+)+",
)
NAMES = (
    r"(?:\d{1,3}|[一二两三四五六七八九十百千万]+)大(?![学专棚病小型众额豆桥量件牲米坝会于到幅])",
    r"[一二两三四五六七八九十百千万][^零〇○一二两三四五六七八九十百千万亿几点分成，。；、：！？（）“”《》\s\d][一二两三四五六七八九十百千万](?![零〇一二两三四五六七八九十百千万亿]|[个多余]|[ ]?[%元])[^，。；、：！？（）“”《》\s\d]",
    r"(?:\d+|[一二两三四五六七八九十百千万]+)(?:个百分之|连[增冠丰涨]|位数|重奏|联单|角债|方协议|步走|步曲)",
)
SKIP = re.compile(
    "|".join(f"(?:{p})" for p in (*CODES, *DATES, *YEARS, *ORDINALS, *NAMES))
    .replace(r"([-/.])", r"(?P<sep>[-/.])")
    .replace(r"\1", r"(?P=sep)")
)
MARKER = re.compile(
    r"(?:\d{1,3}(?:[.．](?!\d)|、)|\d{1,2}(?:\.\d{1,2}){1,3}[ 、.](?=[ ]*[一-鿿])|[一二三四五六七八九十]{1,3}(?:、|是|要|则|来|[.．])|\d{1,2}[）)]|[一二三四五六七八九十]{1,3}[）)])"
)
IN_BRACKETS = re.compile(r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})[ ]?[）)\]］〕】]")
AFTER_FIRST = re.compile(
    r"(?:\d+|[一二三四五六七八九十百千零〇两]+)(?:[ ]?[、至到—~～-][ ]?第?(?:\d+|[一二三四五六七八九十百]+))*(?:[(（]\d+[)）])?"
)
SENTENCE_ENDS = frozenset("。；：！？;!?\n\t:”…")


@cache
def _phrases() -> dict[str, tuple[tuple[str, str], ...]]:
    """Set phrases by the two characters at their first numeral: what stands before it and from it on."""
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase, _kind in read_rows("set_phrases", ("phrase", "kind")):
        at = next(i for i, char in enumerate(phrase) if char in "零一二两三四五六七八九十百千万半几数1234567890")
        found.setdefault(phrase[at : at + 2], []).append((phrase[:at], phrase[at:]))
    return {key: tuple(sorted(pairs, key=lambda pair: -len(pair[1]))) for key, pairs in found.items()}


def phrase_end(text: str, at: int) -> int | None:
    """Where the set phrase ends whose first numeral stands at an offset, or None."""
    for lead, rest in _phrases().get(text[at : at + 2], ()):
        if text.startswith(rest, at) and text[max(0, at - len(lead)) : at] == lead:
            return at + len(rest)
    return None


def marker_end(text: str, at: int) -> int | None:
    """Where a list marker ends (一、 1. （二） 三是) that opens a passage, line or sentence; None when there is none."""
    before = at - 1
    while before >= 0 and text[before] in " \u3000":
        before -= 1
    if before >= 0 and text[before] in "（([［〔【":
        found = IN_BRACKETS.match(text, at)
        return found.end() if found else None
    if before < 0 or text[before] in SENTENCE_ENDS:
        found = MARKER.match(text, at)
        return found.end() if found else None
    return None


def skip_end(text: str, at: int) -> int | None:
    """Where reading goes on after a numeral that counts nothing, or None when it may count."""
    if at and text[at - 1] in "第前" and (text[at - 1] == "第" or _is_rank(text, at)):
        found = AFTER_FIRST.match(text, at)
        if found:
            return found.end()
    marker = marker_end(text, at)
    if marker is not None:
        return marker
    phrase = phrase_end(text, at)
    if phrase is not None:
        return phrase
    found = SKIP.match(text, at)
    if found:
        return found.end()
    return None


RANK = re.compile(r"(?:\d+|[一二三四五六七八九十百]+)[ ]?(?:名|位|强|列|茅|季度?|[一-三]?季|个月)")


def _is_rank(text: str, at: int) -> bool:
    return RANK.match(text, at) is not None


def titles(text: str) -> list[tuple[int, int]]:
    """Stretches inside 《》, in order, nested ones as one; a mark whose fellow is more than 200 characters off is none."""
    if "《" not in text:
        return []
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for mark in re.finditer(r"[《》]", text):
        if mark[0] == "《":
            opened.append(mark.start())
        elif opened and mark.end() - (start := opened.pop()) <= 200:
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, mark.end()))
    return found


QUOTES = "“「『‘\""
QUOTED = re.compile(r"“[^“”\n]{1,15}”|「[^「」\n]{1,15}」|『[^『』\n]{1,15}』|‘[^‘’\n]{1,15}’|\"[^\"\n]{1,400}\"")


def quotations(text: str) -> list[tuple[int, int]]:
    """Short quotations: names and slogans, in which only a measured quantity is a figure."""
    if not any(mark in text for mark in QUOTES):
        return []
    return [m.span() for m in QUOTED.finditer(text) if m.end() - m.start() <= 17]
