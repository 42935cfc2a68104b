"""The cells of a table become figures with their heads and units."""

from __future__ import annotations

from decimal import Decimal

from corpus.model import Block, Cell, Document, Metadata, Passage, SourceMap
from nlp.figures import find_mentions
from nlp.reading import Mention, Reading, Scene

Rows = list[list[str | None]]


def read_table(rows: Rows, *before: str, spans: dict[tuple[int, int], int] | None = None) -> list[Mention]:
    """The figures of a table after some paragraphs; None is a place that a merged cell covers."""
    text, blocks, cells = "", [], []
    for paragraph in before:
        blocks.append(Block("paragraph", len(text), len(text) + len(paragraph)))
        text += paragraph + "\n"
    start = len(text)
    for row, line in enumerate(rows):
        for column, cell in enumerate(line):
            if cell is not None:
                width = (spans or {}).get((row, column), 1)
                cells.append(Cell(row, column, len(text), len(text) + len(cell), columns=width))
                text += cell + "\t"
        text = text[:-1] + "\n"
    blocks.append(Block("table", start, len(text) - 1, cells=tuple(cells)))
    document = Document(
        id="0",
        text=text[:-1],
        blocks=tuple(blocks),
        source_map=SourceMap((0,), (0,)),
        metadata=Metadata(),
        encoding="utf-8",
        size=len(text),
    )
    passages = tuple(
        Passage(ordinal=i, block=i, kind=b.kind, start=b.start, end=b.end, text=text[b.start : b.end])
        for i, b in enumerate(blocks)
    )
    scene = Scene(document, passages)
    mentions = [find_mentions(Reading(scene, passage))[0] for passage in passages][-1]
    assert all(passages[-1].text[m.start : m.end] == m.surface for m in mentions)
    return mentions


def brief(mentions: list[Mention]) -> list[tuple[str, str, str]]:
    return [(m.surface, format(m.value or 0, "f"), m.unit) for m in mentions]


def test_a_unit_column_gives_rows_their_unit_and_a_head_its_column() -> None:
    mentions = read_table(
        [
            ["指标", "单位", "2018年", "比上年增长（%）"],
            ["粮食产量", "万吨", "35.2", "-1.6"],
            ["常住人口", "万人", "310", "—"],
            ["城镇人均可支配收入", "元", "12,345", "8.5"],
            ["规模以上工业企业", "家", "86", ""],
        ]
    )
    assert brief(mentions) == [
        ("35.2", "352000", "吨"),
        ("-1.6", "-1.6", "%"),
        ("310", "3100000", "人"),
        ("12,345", "12345", "元"),
        ("8.5", "8.5", "%"),
        ("86", "86", "家"),
    ]
    assert (mentions[0].row_head, mentions[0].column_head) == ("粮食产量", "2018年")


def test_a_note_before_the_table_serves_all_cells_that_have_no_unit_of_their_own() -> None:
    mentions = read_table(
        [
            ["序号", "项目", "投资额", "占比", "建成时间"],
            ["1", "道路", "1,200", "30%", "2019年"],
            ["2", "桥梁", "350.5", "", "2020年"],
        ],
        "某县项目表",
        "编制单位：某县财政局    单位：万元",
    )
    assert brief(mentions) == [("1,200", "12000000", "元"), ("30%", "30", "%"), ("350.5", "3505000", "元")]


def test_a_caption_in_brackets_is_a_note() -> None:
    mentions = read_table([["地区", "2024年", "2023年"], ["甲市", "49.2", "47.3"]], "指标：地区生产总值(亿元)")
    assert brief(mentions) == [("49.2", "4920000000", "元"), ("47.3", "4730000000", "元")]


def test_merged_heads_stand_over_all_their_columns() -> None:
    mentions = read_table(
        [["科目", "预算数", None, "决算数"], ["", "金额", "占比", "金额（亿元）"], ["教育", "100", "20", "1.2"]],
        "单位：万元",
        spans={(0, 1): 2},
    )
    assert [(m.column_head, m.unit) for m in mentions] == [
        ("预算数 金额", "元"),
        ("预算数 占比", "%"),
        ("决算数 金额（亿元）", "元"),
    ]
    assert [m.value for m in mentions] == [1000000, 20, 120000000]


def test_a_table_that_lost_its_head_line_finds_it_before_itself() -> None:
    mentions = read_table(
        [["地区生产总值", "亿元", "62.35", "88"], ["制种企业", "家", "31", "≥40"]],
        "指标\t单位\t2020年\t2025年",
        "一、经济发展",
    )
    assert brief(mentions)[0] == ("62.35", "6235000000", "元")
    assert [m.column_head for m in mentions[:2]] == ["2020年", "2025年"]
    assert (mentions[3].value, mentions[3].unit, mentions[3].qualifier) == (Decimal(40), "家", "at_least")


def test_years_serial_numbers_codes_and_dashes_are_no_figures() -> None:
    mentions = read_table(
        [["代码", "年份", "产量（吨）"], ["150500", "2018", "…"], ["150502", "2019", "-"], ["150503", "2020", "7.5"]]
    )
    assert brief(mentions) == [("7.5", "7.5", "吨")]


def test_prose_in_a_cell_is_read_as_prose() -> None:
    mentions = read_table([["任务", "进度"], ["新建桥梁", "完成投资3.2亿元，占年度计划的85%"], ["绿化", "1200亩"]])
    assert brief(mentions) == [("3.2亿元", "320000000", "元"), ("85%", "85", "%"), ("1200亩", "1200", "亩")]


def test_a_rate_row_is_in_percent_though_the_note_says_money() -> None:
    mentions = read_table([["项目", "数值"], ["收入", "120"], ["收入增长率", "5.5"]], "单位：亿元、%")
    assert brief(mentions) == [("120", "12000000000", "元"), ("5.5", "5.5", "%")]


def test_ten_thousand_columns_are_read_in_bounded_time() -> None:
    width = 10_000
    mentions = read_table([["名称", *["数量"] * width], ["甲", *["5"] * width]], "单位：个")
    assert len(mentions) == width
    assert {m.unit for m in mentions} == {"个"}


def test_a_column_of_quotients_is_in_percent_though_its_head_is_lost() -> None:
    rows: Rows = [
        ["收入", "", "", ""],
        ["税收收入", "20000", "21500", "107.5"],
        ["非税收入", "10000", "9000", "90.0"],
        ["合计", "30000", "30500", "101.7"],
    ]
    mentions = read_table(rows, "单位：万元")
    assert [(m.value, m.unit) for m in mentions[:3]] == [(200000000, "元"), (215000000, "元"), (Decimal("107.5"), "%")]
    assert {m.unit for m in mentions[2::3]} == {"%"}


def test_a_column_of_decimals_that_ties_with_nothing_keeps_the_note() -> None:
    rows: Rows = [
        ["项目", "甲", "乙"],
        ["城关所", "12.5", "30.1"],
        ["河东所", "14.0", "28.9"],
        ["河西所", "9.5", "33.3"],
    ]
    assert {m.unit for m in read_table(rows, "单位：万元")} == {"元"}


def test_an_html_table_in_running_text_is_read_as_a_table() -> None:
    text = (
        "表2 土地利用（单位：hm2）<table><tr><td rowspan='2'>类型</td><td colspan='2'>面积</td></tr>"
        "<tr><td>2010年</td><td>2020年</td>"
        "</tr><tr><td>耕地</td><td>1 2 . 5</td><td>$14.0$</td></tr></table>合计占$4 5 . 2 \\%$。"
    )
    block = Block("paragraph", 0, len(text))
    document = Document(
        id="0",
        text=text,
        blocks=(block,),
        source_map=SourceMap((0,), (0,)),
        metadata=Metadata(),
        encoding="utf-8",
        size=len(text),
    )
    passage = Passage(ordinal=0, block=0, kind="paragraph", start=0, end=len(text), text=text)
    mentions, issues = find_mentions(Reading(Scene(document, (passage,)), passage))
    assert all(text[m.start : m.end] == m.surface for m in mentions)
    assert [(m.value, m.unit, m.column_head) for m in mentions] == [
        (Decimal("12.5"), "公顷", "面积 2010年"),
        (Decimal("14"), "公顷", "面积 2020年"),
        (Decimal("45.2"), "%", ""),
    ]
    assert not issues


def test_two_readings_of_a_unit_that_agree_are_surer_than_one_and_two_that_do_not_are_less_so() -> None:
    def confidence(head: str, *before: str) -> float:
        return read_table([["项目", head], ["税收", "120"], ["规费", "30"]], *before)[0].confidence

    alone, agreed, other = (
        confidence("金额（万元）"),
        confidence("金额（万元）", "单位：万元"),
        confidence("金额（元）", "单位：万元"),
    )
    assert other < alone < agreed


def test_a_unit_behind_a_mark_at_a_heads_end_and_one_in_a_caption_line_above_the_heads() -> None:
    assert brief(read_table([["地区", "人口数_万人", "产值/亿元"], ["东乡", "1.2", "3.5"]])) == [
        ("1.2", "12000", "人"),
        ("3.5", "350000000", "元"),
    ]
    rows: Rows = [["指标：生产总值(亿元)", ""], ["地区", "2024年"], ["东乡", "3.5"]]
    assert brief(read_table(rows)) == [("3.5", "350000000", "元")]


def test_the_pages_of_a_table_of_contents_are_no_figures() -> None:
    assert not read_table([["第一章 总则", "3"], ["第二章 程序", "18"], ["附件1", "32"]])
