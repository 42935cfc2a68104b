"""How a table's cell measures: by the heads of its column and row."""

from __future__ import annotations

import re

from nlp.per_units import per_in, per_of_surface
from nlp.reading import Measure, Mention

GROWTH = re.compile(r"增长|增速|增幅|涨幅|降幅|增减|涨跌|升降|同比|环比|[比较](?:上|去)[年月]|±")
SHARE = re.compile(r"占[^地用]|占比|比重|构成|比例|份额")
AMOUNT = re.compile(
    r"增减额|增减量|增长额|增加额|增减数|增加数|增量|比上年增加|比上年减少|增减\s*[（(]?(?:亿|万)?(?:元|人|吨)"
)
MONTH = re.compile(r"环比|[比较]上[个]?月|[比较]上季")
BASE = re.compile(r"[比较]年初|[比较]期初|[比较](?:1[89]|20)\d{2}年")
AVERAGE = re.compile(r"年均|年平均|平均每年")
RATIO = frozenset({"%", "‰", "百分点", ""})


def measure_of_cell(mention: Mention) -> Measure:
    """The measure of a cell; the column's head goes before the row's, for 增长(%) stands at the top."""
    for head in (mention.column_head, mention.row_head):
        found = _by_head(head, mention) if head else None
        if found:
            return found
    per = per_of_surface(mention.surface, "", 0) or _per(mention)
    return Measure(measure="per_unit", per=per) if per and mention.dimension != "ratio" else Measure()


def _per(mention: Mention) -> str | None:
    for head in (mention.row_head, mention.column_head):
        per = per_of_surface(re.sub(r"[（()）]", "", head), "", 0) if "/" in head else None
        per = per or per_in(head, 0, len(head))
        if per:
            return per
    return None


def _by_head(head: str, mention: Mention) -> Measure | None:
    ratio = mention.unit in RATIO
    if AMOUNT.search(head) and not ("%" in head and ratio):
        return Measure(measure="change", direction=_sign(mention), basis=_basis(head))
    if GROWTH.search(head) and (ratio or "%" in head):
        points = mention.unit == "百分点" or "百分点" in head
        return Measure(measure="change" if points else "growth", direction=_sign(mention), basis=_basis(head))
    if SHARE.search(head) and ratio:
        return Measure(measure="share")
    return None


def _sign(mention: Mention) -> str:
    return "down" if mention.value is not None and mention.value < 0 else "up"


def _basis(head: str) -> str:
    if AVERAGE.search(head):
        return "none"
    if MONTH.search(head):
        return "mom"
    return "base" if BASE.search(head) else "yoy"
