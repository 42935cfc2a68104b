"""Cells: what they count, by the heads of their row and column and the lines above the table."""

from __future__ import annotations

import pytest

from nlp.indicator_tables import caption, cell_indicator


@pytest.mark.parametrize(
    ("row", "column", "above", "expected"),
    [
        ("1.地区生产总值", "2020年", "", "地区生产总值"),
        ("地区生产总值（亿元）", "比上年增长（%）", "", "地区生产总值"),
        ("　其中：食品烟酒", "绝对量", "", "食品烟酒"),
        ("（一）税收收入", "2023年决算数", "", "税收收入"),
        ("其他收入", "预算数", "", "其他收入"),
        ("居民消费价格", "农村", "", "农村居民消费价格"),
        ("在校学生", "初中", "", "在校学生初中"),
        ("临河镇", "贫困人口", "", "贫困人口"),
        ("临河镇", "2020年", "脱贫人口", "脱贫人口"),
        ("合计", "财政拨款收入", "", "财政拨款收入"),
        ("总计", "决算数", "收入决算", "总计"),
        ("城镇新增就业", "合计", "", "城镇新增就业"),
        ("8.城镇新增就业", "2025年 一、经济发展", "", "城镇新增就业"),
        ("执业（助理）医师数", "2025年", "", "执业（助理）医师数"),
        ("男", "人数", "", "男人数"),
        ("", "投资额", "", "投资额"),
        ("", "", "重点项目", "重点项目"),
        ("本年收入合计 二、教育支出", "决算数", "", "教育支出"),
    ],
)
def test_a_cell_is_named_by_its_heads(row: str, column: str, above: str, expected: str) -> None:
    assert cell_indicator(row, column, above) == expected


def test_heads_too_long_together_leave_the_row() -> None:
    row = "机关事业单位基本养老保险缴费支出"
    assert cell_indicator(row, "一般公共预算财政拨款收入决算", "") == row


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["指标：地区生产总值(亿元)", "时间：最近20年"], "地区生产总值"),
        (["表2 各镇脱贫人口情况", "单位：人"], "各镇脱贫人口"),
        (["这一段话很长，不是表的名字，它以句号收尾。"], ""),
        ([], ""),
    ],
)
def test_a_table_takes_its_name_from_the_lines_before(lines: list[str], expected: str) -> None:
    assert caption(lines) == expected
