"""Tables: what a cell counts, from the heads of its row and column and the title above it."""

from __future__ import annotations

import re

from nlp.noun_phrases import BRACKETS

# heads that say how a column measures, or in what unit, and not what
PLAIN_HEADS = re.compile(
    r"^(?:指标(?:名称)?|项目|单位|计量单位|数量|数值|绝对[量值数]|实绩|总量|完成[数量]?|实际(?:数|完成)?|合计|小计|总计|金额|本年|本年累计|累计|本期|本月"
    r"|比?(?:上年|去年|同期)?(?:同期)?(?:增长|增减|增速|增幅|±)(?:率|额|幅度|量)?|同比(?:增长|增减|增速|±)?|比上年(?:增长|增减)?|环比(?:增长)?"
    r"|(?:预算|决算|执行|预计|计划|目标|规划|预期)(?:数|值|目标|执行数)?|年均(?:增长|增速)?|属性|全[市省县区旗国州盟]|类别|备注|序号|占比|比重|结构|\W*)$"
)
NUMBERS = re.compile(r"\d+(?:[.,]\d+)*年?(?:[—\-至~]\d+年?)?")
MARKS = re.compile(
    r"^[\s#＃*·、.．:：]*(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.．])?(?:其中|其)?[：:、\s]*|[\s:：]+$"
)


def plain(head: str) -> str:
    """A head without brackets, numbers, list marks and white space."""
    head = NUMBERS.sub("", BRACKETS.sub("", head))
    return MARKS.sub("", head).replace(" ", "").replace("\u3000", "").replace("\n", "")


def cell_indicator(row_head: str, column_head: str, above: str) -> str:
    """The phrase of a cell; `above` is the noun of the heading over the table, for heads that name none."""
    row, column = plain(row_head), plain(column_head)
    row = "" if PLAIN_HEADS.match(row) else row
    column = "" if PLAIN_HEADS.match(column) else column
    if row and column:
        return row if column in row else row + column
    return row or column or above
