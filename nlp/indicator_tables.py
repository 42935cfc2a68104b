"""Tables: what a cell counts, from the heads of its row and column and the title above it."""

from __future__ import annotations

import re

from nlp.grid import parse_unit, unit_of_head
from nlp.noun_phrases import BRACKETS, LONGEST

# heads that say how a column measures, or in what unit, and not what
PLAIN_HEADS = re.compile(
    r"(?:指标(?:名称)?|项目|单位|计量单位|数量|数值|绝对[量值数]|实绩|总量|完成[数量]?|实际(?:数|完成)?|金额|本年|本年累计|累计|本期|本月|属性|全[市省县区旗国州盟]"
    r"|比?(?:上年|去年|同期)?(?:同期)?(?:增长|增减|增速|增幅|±)(?:率|额|幅度|量)?|同比(?:增长|增减|增速|±)?|比上年(?:增长|增减)?|环比(?:增长)?"
    r"|(?:年初|调整)?(?:预算|决算|执行|预计|计划|目标|规划|预期)(?:数|值|目标|执行数)?|为?预算的?|年均(?:增长|增速)?|类别|备注|序号|占比|比重|结构|[年季月]?|年?(?:第?[一二三四1-4]季度?|[上下]半年|[前上]三季度|全年)|[年季月]末|\W*)$"
)
TOTALS = re.compile(r"(?:合计|小计|总计|共计|总数)$")
SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、")
PLACE = re.compile(r".{1,8}(?:省|市|县|自治区|[^示发园社景小开]区|旗|州|盟|镇|乡|街道)$")
NOTES = re.compile(r"[\[［【〔][^\]］】〕]*[\]］】〕]")
NUMBERS = re.compile(r"(?!\d+(?:[-—~]\d+)?岁)\d+(?:[.,]\d+)*年?(?:[—\-至~]\d+年?)?")
MARKS = re.compile(
    r"^[\s#＃*·、.．:：]*(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.．])?(?:其中|其(?!他|它|余))?[：:、\s]*|[\s:：]+$"
)
BEHIND = re.compile(
    r"(?<=[）)])[a-zA-Z\d*]$|_[^_ ]{1,8}$|[_（(]?(?:上年|去年|上月|上年同期|\d{4}年?)\s?=\s?100?0?[）)]?"
)
# columns that part a row's population, and so stand before its noun: 城市 of 居民消费价格
PARTS = re.compile(r"(?:城市|城镇|农村|乡村|男性?|女性?|国有|民营|集体|私营)$")
NAMED = re.compile(r"(?:统计)?指标(?:名称)?[：:](?P<what>.+)")
CAPTION = re.compile(
    r"^附?[表图]\s*[\d一二三四五六七八九十]*[-—\d]*[：:\s]*|(?:情况|统计|明细|主要|一览|汇总|基本)*表?$"
)
CAPTION_LENGTH, NAMES_BACK = 40, 3
UNIT_LENGTH = 5


def plain(head: str) -> str:
    """A head without brackets, the unit or base behind a mark (税收收入_亿元), numbers, list marks and white space."""
    if "_" in head or "=" in head or head[-2:-1] in ("）", ")"):
        head = BEHIND.sub("", head)
    head = NUMBERS.sub("", BRACKETS.sub("", NOTES.sub("", head)))
    return MARKS.sub("", head).replace(" ", "").replace("\u3000", "").replace("\n", "")


def row_noun(head: str, region: str = "") -> str:
    """The label nearest to the cell; one of two characters or less with the label before it; a label that is the
    figure's region left out where there is another."""
    parts = [part for part in (plain(piece) for piece in head.split()) if part and part not in "年月日季"]
    if len(parts) > 1:
        parts = [part for part in parts if not _is_place(part, region)] or parts
    if not parts:
        return ""
    return "".join(parts[-2:]) if len(parts[-1]) < 3 else parts[-1]


def _is_unit(piece: str) -> bool:
    """Whether a head is nothing but a unit of measure (亿元, %)."""
    return len(piece) <= UNIT_LENGTH and parse_unit(piece) is not None and unit_of_head(piece) is not None


def _is_place(part: str, region: str) -> bool:
    return bool(PLACE.fullmatch(part)) or (len(part) > 1 and region.startswith(part))


def column_noun(head: str) -> str:
    """The words of a column's heads, outermost first, without those that name no thing and without a section's title
    that stands between head and cell."""
    pieces = [piece for piece in head.split() if not SECTION.match(piece) and not _is_unit(piece)]
    return "".join(part for part in map(plain, pieces) if part and not PLAIN_HEADS.match(part))


def cell_indicator(row_head: str, column_head: str, above: str, region: str = "") -> str:
    """The phrase of a cell; `above` is the noun of the heading over the table, for heads that name none; `region` is
    the place that the figure is about, which its row may name."""
    row, column = row_noun(row_head, region), column_noun(column_head)
    row = "" if PLAIN_HEADS.match(row) else row
    if TOTALS.fullmatch(column):
        column = "" if row else column
    if TOTALS.fullmatch(row):
        return column or row
    if _is_place(row, region):
        return column or above or row
    if not (row and column):
        return row or column or above
    both = row if column in row else column + row if PARTS.match(column) else row + column
    return both if len(both) <= LONGEST else row


def caption(before: list[str]) -> str:
    """The noun in the short lines before a table, nearest last: what 指标： names, else the table's name."""
    short = [line for line in before[-NAMES_BACK:] if len(line) <= CAPTION_LENGTH and not line.endswith("。")]
    for line in reversed(short):
        if found := NAMED.match(line):
            return plain(found["what"])
    names = [line for line in short if not line.lstrip("（( ").startswith(("单位", "时间", "来源", "数据"))]
    return CAPTION.sub("", plain(names[-1])) if names else ""
