"""Fields of a figure and what they hold in words, and what was corrected of one."""

from __future__ import annotations

from corpus.model import Figure
from search_api.records import field_text

LABELS = {
    "value": "数值", "value_max": "数值上限", "unit": "单位", "dimension": "量纲", "qualifier": "限定",
    "qualifier_text": "限定词", "measure": "口径", "direction": "方向", "basis": "比较基准", "role": "性质",
    "indicator": "指标", "region": "地区", "period": "时间", "per": "每（单位）",
}  # fmt: skip
DIMENSION_WORDS = {
    "money": "金额", "people": "人数", "person_times": "人次", "households": "户数", "count": "个数", "times": "次数",
    "ratio": "比率", "mass": "重量", "area": "面积", "length": "长度", "volume": "体积", "energy": "能量",
    "power": "功率", "temperature": "温度", "duration": "时长", "age": "年龄", "livestock": "牲畜", "other": "其他",
}  # fmt: skip
CHOICE_WORDS = {
    "dimension": DIMENSION_WORDS,
    "qualifier": {
        "exact": "确数", "approx": "约", "more_than": "超过", "at_least": "至少", "less_than": "不足",
        "at_most": "至多", "range": "区间",
    },
    "measure": {
        "level": "水平值", "share": "占比", "change": "变动量", "growth": "增速", "multiple": "倍数",
        "per_unit": "均值",
    },
    "direction": {"": "无", "up": "升", "down": "降"},
    "basis": {"yoy": "同比", "mom": "环比", "base": "较基期", "none": "无"},
    "role": {"reported": "已实现", "target": "目标", "other": "参数"},
}  # fmt: skip
"""Fields with a closed list of values, each in words."""


def shown_value(name: str, value: str) -> str:
    """What a field holds, in words where its values are a closed list."""
    return CHOICE_WORDS[name].get(value, value) if name in CHOICE_WORDS else value or "（空）"


def corrected_view(figure: Figure) -> list[dict[str, str]]:
    """What was corrected of a figure, for a table: the field, and what the program read, by whom, when."""
    if figure.corrected is None:
        return []
    machine = figure.corrected.machine
    return [
        {
            "label": LABELS[one.field],
            "machine": shown_value(one.field, field_text(machine, one.field) or ""),
            "by": one.by,
            "at": one.at[:10],
        }
        for one in figure.corrected.marks
    ]
