"""The one pattern of time expressions, put together from its parts. Groups name what was read: see nlp.dates."""

from __future__ import annotations

import re

from nlp.lexicon.load import rows
from nlp.word_pattern import compile_branches

S = r"\s{0,2}"
HAN = "一二三四五六七八九"
# digits broken by a page's layout too: 2 0 1 8 年
YEAR = rf"(?:(?<!\d)(?:(?:1[89]|20)\d\d|(?<!\d\s)(?:1\s?[89]|2\s?0)\s?\d{S}\d)(?!\d)|[一二][〇○零Ｏ0-9{HAN}]{{3}})"
SHORT_YEAR = rf"(?:\d\d|[〇○零{HAN}]{{2}})(?=学年|年|课税年|财政年|财务年)"
MONTH = rf"(?:1[0-2](?!\d)|0?[1-9](?!\d)|十[一二]?|[{HAN}])"
DAY = rf"(?:[12]\d(?!\d)|3[01](?!\d)|0?[1-9](?!\d)|三十一?|二十[{HAN}]?|十[{HAN}]?|[{HAN}])"
TO = rf"{S}(?:[-—–─~至到]{{1,2}}){S}"
# 18日晚8时40分和19日
AND = rf"(?:{S}[早晚凌晨上下中午夜间]{{0,2}}{S}\d{{1,2}}时(?:\d{{1,2}}分)?)?{S}[、和及]{S}(?={DAY}{S}[日号])"
PART = rf"(?:上半年|下半年|第?[一二三四1-4]季度末?|前[一二三两123]个?季度|前(?:[1-9]|1[01]|[{HAN}两]|十一?)个月)"
STEP = rf"(?:{S}{MONTH}{S}月{S}{DAY}{S}[日号]|{S}{MONTH}{S}月(?:份|[上中下]旬|[末底初])?|{PART})"
SPAN = rf"{S}{MONTH}(?:{S}月(?:份)?)?{TO}{MONTH}{S}月(?:份|[末底])?"
LATER = "(?:今年|明年|次年|翌年)"
"""The year after the one that a stretch begins in: 去年10月至今年3月."""
WORDS = {
    "今年": 0, "本年度": 0, "本年": 0, "去年": -1, "上年度": -1, "上年": -1, "上一年度": -1, "上一年": -1, "前年": -2,
    "明年": 1, "来年": 1, "后年": 2,
}  # fmt: skip
PLANS = (
    {"一五": 1, "二五": 2, "三五": 3, "四五": 4, "五五": 5, "六五": 6, "七五": 7, "八五": 8, "九五": 9}
    | {f"十{digit}五": 10 + number for digit, number in zip("一二三四五六", range(1, 7), strict=True)}
    | {"十五": 10}
)
NUMBER = rf"(?:[{HAN}两]?十[{HAN}]?|[{HAN}两]|\d{{1,2}})"
QUOTED, CLOSING = r"[“\"‘「『]", r"[”\"’」』]"


def tail(suffix: str) -> str:
    """What can follow a year: 1—10月, 1月1日至10月31日, 8月中旬至9月20日, 3月5日至10日, 上半年, 10月末."""
    return (
        rf"(?:(?P<span{suffix}>{SPAN}(?!{S}{DAY}{S}[日号]))"
        rf"|(?P<from{suffix}>{STEP})(?:{TO}|{AND})(?P<to{suffix}>(?:{YEAR}{S}年|{LATER})?{STEP}|{DAY}{S}[日号])|(?P<step{suffix}>{STEP}))"
    )


# what an expression can begin with, a character and what follows it: spares most places the long list below
RANGED = rf"[-—–─~至到]{{1,2}}{S}[\d{HAN}十〇○零Ｏ]|[/／、和]{S}[12一二]"
COUNTED = rf"[{HAN}十两\d]{{1,3}}年"
FOLLOWED = {
    **dict.fromkeys("0123456789", rf"(?<!\d\d)(?=[\d\s]{{0,9}}+(?:[年月季学牧]|{RANGED}|世纪|\.\d{{1,2}}\.\d))"),
    **dict.fromkeys(
        f"{HAN}十两", rf"(?=[〇○零Ｏ{HAN}十两\d\s]{{0,9}}+(?:[年月季学牧规计时期]|{RANGED}|世纪|大以来|届三中))"
    ),
    **dict.fromkeys("“\"‘「『", f"(?=十?[{HAN}]?五[”\"’」』])"),
    **dict.fromkeys("从自", rf"(?=[12一二][\d\s〇○零Ｏ{HAN}]{{3,8}}[-—–─~至到年度/／、和])"),
    **dict.fromkeys("明后来去全", "(?=年)"),
    **dict.fromkeys("迄至如", "(?=今)"),
    "今": f"(?=[年天日]|后{COUNTED})", "昨": "(?=[天日])", "近": f"(?={COUNTED})", "最": "(?=近)",
    "未": f"(?=来{COUNTED})", "下": f"(?=半年|(?:一个)?{COUNTED})", "上": "(?=年|一年|半年|个?月|世纪)",
    "本": "(?=世纪|[年届月])",
    "前": rf"(?=[年天日]|{COUNTED}|[{HAN}十两\d]{{1,2}}个?[季月])", "当": "(?=[年前])", "同": "(?=[年期])",
    "经": f"(?=过{COUNTED})", "过": f"(?=去的?{COUNTED})",
    "第": rf"(?=[{HAN}十\d]{{1,3}}(?:个五年|季))", "目": "(?=前)", "民": "(?=国)",
    "现": "(?=在)", "眼": "(?=下)", "截": "(?=至今)", "期": "(?=末)", "这": f"(?={COUNTED})", "头": f"(?={COUNTED})",
    "年": "(?=[末底初内])", "改": "(?=革开放以来)", "新": "(?=中国成立以来)", "建": "(?=国以来)", "解": "(?=放以来)",
    "入": "(?=世以来)", "加": "(?=入世)", "中": "(?=华人民共和国成)",
}  # fmt: skip
BEGINNING = compile_branches(FOLLOWED.items())
ISO = r"(?<!\d)(?:19|20)\d\d(?P<mark>[-/.])(?:0?[1-9]|1[0-2])(?P=mark)(?:[12]\d|3[01]|0?[1-9])(?!\d)"
YEARS = rf"""(?:从|自)?(?P<y1>{YEAR})(?:{S}年)?度?(?:{TO}|[/／]|[、和](?={YEAR}年?[两2]年))(?P<y2>{YEAR}|{SHORT_YEAR})
    {S}(?:学年度?|(?:课税|财政|财务)年度|年度?(?!代)|[两2]年)(?P<endof>年?[底末])?"""
ROC = rf"(?:民国{S}\d{{2,3}}|(?<!\d)1[01]\d(?=年{S}(?:\d{{1,2}}{S}[月至到—-])))"
DATED = rf"""(?:(?P<roc>{ROC})年度?|(?P<y>{YEAR}){S}(?:年(?:牧业年度)?度?(?!代|来(?![华京沪穗])|间)|(?=学年)|牧业年度)
    |(?P<word>{"|".join(WORDS)}))
    (?:{S}(?P<edge>年?[底末初])(?!级)|{tail("")})?(?P<since>[\u4e00-\u9fff]{{0,6}}?以来|至今|起)?"""
LOOSE = rf"""(?<![\d.个])(?<![第提])(?={S}[\d{HAN}十上下第前])(?:{tail("_")})(?P<since_>以来)?"""
PLAN = rf"""{QUOTED}(?P<p>{"|".join(sorted(PLANS, key=len, reverse=True))}){CLOSING}(?:规划|计划)?(?:时期|期间)?
        (?P<planend>末|以来)?(?:前(?P<planfirst>[一二三四])年)?
    |(?P<q>十[一二三四五六]五)(?:规划|计划)?(?:时期|期间)(?P<planend_>末)?
    |第(?P<n>{NUMBER})个五年(?:计划|规划)?(?:时期|期间)?"""
EDGE = (
    rf"(?:上|去)?年[末底](?!级)|期末|年初以来|(?<![{HAN}十两几\d])年内|全年(?!预算|计划|目标|任务|预期)|当年|同年|同期(?!声)"
    r"|年初(?!预算|计划|预期|目标|安排|批复|数|确定|提出|制定|部署|下达)"
)
DECADE = (
    rf"(?:(?P<age>[本上]|二十一?|2[01]){S}世纪)?(?P<tens>[二三四五六七八九]十|[2-9]0){S}年代"
    rf"|(?P<whole>(?:18|19|20)\d0){S}年代"
)
EVENTS = {name: date for name, date in rows("time_events", 2)}  # noqa: C416
EVENT = f"(?P<since_event>{'|'.join(sorted(EVENTS, key=len, reverse=True))})以来"
TODAY = (
    r"(?P<day>今[天日](?!后)|昨[天日]|前[天日]|本月|上个?月)(?:[上下]午)?"
    rf"(?!{S}(?:发布|公布|召开|举行|从|获悉|印发|宣布|通报|报道|的|对外))"
)
NOW = r"目前|现在|当前(?!形势)|眼下|截至今日|迄今|至今|如今"
DEICTIC = rf"""(?P<way>过去的?|经过|近|最近|这|本届政府|今后|未来|下一个|下|(?<!提)前(?!一年)|头)(?P<count>{NUMBER})年
        (?:多?来|间|里|以来|时间|期间)?(?!级|[前级期])
    |(?P<count_>{NUMBER})年(?:中|(?<!连续.年)(?=增长|增加|翻|累计增)|以?来(?!水)|间|累计|合计|共(?=[计新完累])|年均|平均)
    |(?<![、{HAN}])(?P<count_in>{NUMBER})年内
    |(?<![^。；：\n])(?P<count_bare>{NUMBER})年(?=[\u4e00-\u9fff])(?![级前后期内计规行制以龄底末初度中])"""
KINDS = {
    "decade": DECADE, "event": EVENT, "iso": ISO, "years": YEARS, "year": DATED, "tail": LOOSE, "plan": PLAN,
    "edgeword": EDGE, "today": TODAY,
    "now": f"(?:{NOW})", "century": "(?:本|二十|20)世纪末(?!期)", "deictic": DEICTIC,
}  # fmt: skip
"""The kinds of expressions, in the order they are tried."""
TIME = re.compile("|".join(f"(?P<{kind}>{body})" for kind, body in KINDS.items()), re.VERBOSE)
"""An expression, where one can begin (BEGINNING); the outermost group that matched names its kind."""
STEP_PARTS = re.compile(
    rf"(?:({YEAR}){S}年|{LATER})?{S}(?:({MONTH}){S}月{S}(?:({DAY}){S}[日号])?(份|[上中下]旬|[末底初])?|({PART})|({DAY}){S}[日号])"
)
SPAN_PARTS = re.compile(rf"{S}({MONTH})[^十{HAN}\d]*?{TO}({MONTH}){S}月(?:份|([末底]))?")
