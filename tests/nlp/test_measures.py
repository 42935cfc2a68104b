"""How a number measures, case by case and in tables."""

from __future__ import annotations

import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import BASES, MEASURES, Cell
from nlp.measures import assign_measures
from nlp.reading import Measure, Mention, Reading, Scene
from nlp.table_measures import measure_of_cell

sys.path.insert(0, str(Path(__file__).parent))
from marked_text import read_marked

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "measures.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def spell(measure: Measure) -> str:
    return f"{measure.measure} {measure.direction or '-'} {measure.basis} {measure.per or '-'}"


@pytest.mark.parametrize(("headings", "text", "expected"), CASES, ids=[case[1][:28] for case in CASES])
def test_a_number_measures_as_its_words_say(headings: str, text: str, expected: str) -> None:
    reading = read_marked(text, headings=headings)
    assert " | ".join(spell(measure) for measure in assign_measures(reading)) == expected


CELL = Mention(start=0, end=3, surface="3.4", value=Decimal("3.4"), unit="%", dimension="ratio", row_head="工业增加值")


@pytest.mark.parametrize(
    ("column", "row", "unit", "value", "expected"),
    [
        ("比上年增长（%）", "工业增加值", "%", "3.4", "growth up yoy -"),
        ("比上年增长（%）", "进口", "%", "-1.6", "growth down yoy -"),
        ("增减%", "进口", "", "-1.6", "growth down yoy -"),
        ("环比（%）", "粮食价格", "%", "0.3", "growth up mom -"),
        ("比上年增减（百分点）", "税收占比", "百分点", "-0.4", "change down yoy -"),
        ("增减额", "税收", "元", "-300", "change down yoy -"),
        ("占总量比重（%）", "第三产业", "%", "48", "share - none -"),
        ("绝对量", "人均可支配收入（元）", "元", "9800", "per_unit - none 人"),
        ("绝对量", "工业增加值", "元", "9800", "level - none -"),
        ("年均增长（%）", "工业增加值", "%", "6", "growth up none -"),
        ("比上年增减", "税收收入", "%", "5.2", "growth up yoy -"),
        ("比上年末增加（元）", "存款余额", "元", "800", "change up yoy -"),
        ("较年初（%）", "贷款余额", "%", "0.8", "growth up base -"),
        ("比上季（%）", "居民消费价格", "%", "0.3", "growth up mom -"),
        ("完成预算（%）", "税收收入", "%", "98", "share - none -"),
        ("年均增长", "单位产值能耗降低（%）", "%", "3", "growth down none -"),
        ("2025年", "城镇化率（%）", "%", "60", "level - none -"),
    ],
)
def test_a_cell_measures_as_its_heads_say(column: str, row: str, unit: str, value: str, expected: str) -> None:
    dimension = {"%": "ratio", "百分点": "ratio", "元": "money", "": "other"}[unit]
    cell = CELL._replace(column_head=column, row_head=row, unit=unit, value=Decimal(value), dimension=dimension)
    assert spell(measure_of_cell(cell)) == expected


PIECES = ["增长", "下降", "比上年", "占", "的", "，", "。", "（", "）", "由", "到", "每", "人均", "新增", "超"]
TIMES = ["五年来", "、", "同比", "2019年"]
NUMBERS = ["【5%】", "【3个百分点】", "【2倍】", "【8万元】", "【一番】", "【12】"]


@given(st.lists(st.sampled_from([*PIECES, *TIMES, *NUMBERS]), max_size=30))
def test_any_words_in_any_order_give_fields_of_the_definition(pieces: list[str]) -> None:
    reading = read_marked("".join(pieces))
    reading.measures = assign_measures(reading)
    assert len(reading.measures) == len(reading.mentions)
    for found in reading.measures:
        assert found.measure in MEASURES
        assert found.basis in BASES
        assert (found.per is not None) == (found.measure == "per_unit")
        assert found.direction is None or found.measure in ("change", "growth", "multiple")


def test_what_shall_change_until_a_later_year_spans_the_years() -> None:
    until = read_marked("到2025年，能耗降低【13%】。", kind="规划", year="2021")
    within = read_marked("2021年，能耗降低【3%】。", kind="工作报告", year="2021")
    assert spell(assign_measures(until)[0]) == "growth down base -"
    assert spell(assign_measures(within)[0]) == "growth down yoy -"


def test_a_long_line_of_numbers_is_read_in_time_that_grows_with_its_length() -> None:
    reading = read_marked("甲县增长【5%】，" * 3000)
    assert all(measure.measure == "growth" for measure in assign_measures(reading))


def test_a_rows_unit_cell_names_the_base_of_its_numbers() -> None:
    text = "劳动生产率\t万元/人\t8.1"
    cells = (Cell(0, 0, 0, 5), Cell(0, 1, 6, 10), Cell(0, 2, 11, 14))
    reading = read_marked(text)
    block = replace(reading.block, kind="table", cells=cells)
    document = replace(reading.scene.document, blocks=(block,))
    table = Reading(Scene(document, (reading.passage,)), reading.passage)
    table.mentions = [
        CELL._replace(start=11, end=14, unit="元", dimension="money", row_head="劳动生产率", cell=cells[2])
    ]
    assert spell(assign_measures(table)[0]) == "per_unit - none 人"


def test_a_tables_name_says_how_its_percentages_measure() -> None:
    reading = read_marked("粮食\t0.4")
    name = replace(reading.passage, text="表1 居民消费价格比上年涨跌幅度")
    table = replace(reading.passage, ordinal=1, kind="table")
    scene = Scene(reading.scene.document, (name, table))
    later = Reading(scene, table)
    later.mentions = [CELL._replace(start=3, end=6, row_head="粮食", column_head="全市")]
    assert spell(assign_measures(later)[0]) == "growth up yoy -"
