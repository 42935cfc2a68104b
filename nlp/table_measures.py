"""How a table's cell measures: by the heads of its column and row, and by the table's name."""

from __future__ import annotations

import re

from nlp.fold import fold
from nlp.per_units import per_in, per_of_surface
from nlp.reading import Measure, Mention, Reading

GROWTH = re.compile(
    r"增长|增速|增幅|涨幅|降幅|增减|涨跌|升降|同比|环比|[比较](?:上|去)[年月个季]|±|降低|下降|减少|上升"
    r"|[比较](?:年初|期初|(?:1[89]|20)\d{2}年)"
)
FALL = re.compile(r"降低|下降|减少|降幅")
SHARE = re.compile(
    r"占[^地用]|占比|比重|构成|比例|份额|(?:为|完成|达)[^（(]{0,8}(?:预算|计划|任务|决算|执行)数?的?(?:百分比|%|[（(]%|比例)"
)
AMOUNT = re.compile(
    r"增减额|增减量|增长额|增加额|增减数|增加数|增量|[比较](?:上|去)年(?:同期|末|底)?(?:增加|减少|增减)|增减\s*[（(]?(?:亿|万)?(?:元|人|吨)"
)
MONTH = re.compile(r"环比|[比较]上[个]?月|[比较]上季")
BASE = re.compile(r"[比较]年初|[比较]期初|[比较](?:1[89]|20)\d{2}年")
AVERAGE = re.compile(r"年均|年平均|平均每年")
RATES = frozenset({"%", "‰"})
RATIO = frozenset({"%", "‰", "百分点", ""})
NAMED = re.compile(r"^\s*附?[表图]\s*\d|(?:幅度|速度|情况|构成|表)[）)]?\s*$")
UNIT = re.compile(r"\s*[（(]?(?!\S{0,2}克/(?:立方|升|千克|公斤))[百千万亿]?[一-龥]{1,6}/([^/\d（）()]{1,4})[）)]?\s*")
UNIT_LENGTH = 10
NAME_LENGTH = 60
# a table's name stands in the paragraph before it, or before the note of its unit
NAMES_BACK = 2


def table_name(reading: Reading) -> str:
    """The short paragraphs right before a table, folded: its name and the note of its unit."""
    before = reading.scene.passages[max(0, reading.passage.ordinal - NAMES_BACK) : reading.passage.ordinal]
    named = (fold(passage.text) for passage in before if len(passage.text) <= NAME_LENGTH and "\t" not in passage.text)
    return next((name for name in named if NAMED.search(name)), "")


def unit_bases(reading: Reading) -> dict[int, str]:
    """The base that a row's own unit cell names (万元/人), by row."""
    bases: dict[int, str] = {}
    for cell in reading.block.cells:
        if 0 < cell.end - cell.start <= UNIT_LENGTH:
            match = UNIT.fullmatch(reading.scene.document.text, cell.start, cell.end)
            if match:
                bases[cell.row] = match[1]
    return bases


# what a household's income and spending are made of: of a table that gives their means
HOUSEHOLD = re.compile(
    "工资性?收入|经营(?:性|净)收入|财产(?:性|净)收入|转移(?:性|净)收入|食品|衣着|居住|生活用品|家庭设备|交通(?:和)?通信|教育文化"
    "|医疗保健|其他用品|消费性?支出|可支配收入|现金"
)


def measure_of_cell(
    mention: Mention,
    *,
    name: str = "",
    cumulative: bool = False,
    bases: dict[int, str] | None = None,
    mean: str | None = None,
) -> Measure:
    """The measure of a cell; the column's head goes before the row's, for 增长(%) stands at the top, and the table's
    name last. `cumulative` is for a number in square brackets: plans print so what is reached over their years. `bases`
    are those of `unit_bases`; `mean` is the base that the table's rows of a household's money have (人)."""
    column, row = fold(mention.column_head), fold(mention.row_head)
    for head in (column, row, name):
        found = _by_head(head, mention) if head else None
        if found:
            if found.direction == "up" and FALL.search(row) and not GROWTH.search(FALL.sub("", row)):
                found = found._replace(direction="down")  # 能耗降低, 累计[13.5]
            return _based(found, f"{column}{row}{name}", cumulative=cumulative)
    per = per_of_surface(mention.surface, "", 0) or _per(row, column)
    if per is None and bases and mention.cell:
        per = bases.get(mention.cell.row)
    if per is None and mean and mention.unit == "元" and HOUSEHOLD.search(row):
        per = mean
    return Measure(measure="per_unit", per=per) if per and mention.dimension != "ratio" else Measure()


def _per(*heads: str) -> str | None:
    for head in heads:
        per = per_of_surface(re.sub(r"[（()）]", "", head), "", 0) if "/" in head else None
        per = per or per_in(head)
        if per:
            return per
    return None


def _by_head(head: str, mention: Mention) -> Measure | None:
    ratio = mention.unit in RATIO
    if AMOUNT.search(head) and not (ratio and ("%" in head or mention.unit in RATES)):
        return Measure(measure="change", direction=_sign(head, mention))
    if GROWTH.search(head) and (ratio or "%" in head):
        points = mention.unit == "百分点" or "百分点" in head
        return Measure(measure="change" if points else "growth", direction=_sign(head, mention))
    if SHARE.search(head) and ratio:
        return Measure(measure="share")
    return None


def _sign(head: str, mention: Mention) -> str:
    if mention.value is not None and mention.value < 0:
        return "down"
    return "down" if FALL.search(head) and not GROWTH.search(FALL.sub("", head)) else "up"


def _based(found: Measure, heads: str, *, cumulative: bool) -> Measure:
    if found.measure == "share":
        return found
    return Measure(measure=found.measure, direction=found.direction, basis="base" if cumulative else _basis(heads))


def _basis(heads: str) -> str:
    if AVERAGE.search(heads):
        return "none"
    if MONTH.search(heads):
        return "mom"
    return "base" if BASE.search(heads) and "同比" not in heads else "yoy"
