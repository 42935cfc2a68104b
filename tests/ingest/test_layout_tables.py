"""Tables keep their rows and columns, however they are set."""

from __future__ import annotations

from wrapped_pages import PARAGRAPHS, blocks, document


def grids(page: str, name: str = "page.txt") -> list[dict[tuple[int, int], str]]:
    """For each table, the texts of its cells that are not empty, by row and column."""
    read = document(page, name)
    return [
        {(c.row, c.column): read.text[c.start : c.end] for c in block.cells if c.end > c.start}
        for block in read.blocks
        if block.kind == "table"
    ]


def rows(*lines: str) -> dict[tuple[int, int], str]:
    cells = {(r, c): text for r, line in enumerate(lines) for c, text in enumerate(line.split("|"))}
    return {place: text for place, text in cells.items() if text}


def test_tabs_make_a_table_and_empty_cells_keep_their_place() -> None:
    page = f"{PARAGRAPHS[0]}\n单位：万元\n乡镇\t2020年\t2021年\n东乡\t120\t135\n西乡\t\t98\n{PARAGRAPHS[1]}"
    assert grids(page) == [rows("乡镇|2020年|2021年", "东乡|120|135", "西乡||98")]
    assert [kind for kind, _ in blocks(page)] == ["paragraph", "note", "table", "paragraph"]


def test_the_head_of_a_section_among_rows_spans_the_table() -> None:
    page = "指标\t单位\t2020年\n一、经济发展\n生产总值\t亿元\t62.3\n二、民生\n人均收入\t元\t17836\n注：初步数。"
    read = document(page)
    table = next(block for block in read.blocks if block.kind == "table")
    assert grids(page) == [
        rows("指标|单位|2020年", "一、经济发展", "生产总值|亿元|62.3", "二、民生", "人均收入|元|17836")
    ]
    assert [cell.columns for cell in table.cells if cell.row in (1, 3)] == [3, 3]


def test_a_head_of_two_rows_is_merged() -> None:
    page = "乡镇\t人口\t分年度任务\n2020年\t2021年\t2022年\n东乡\t45\t10\t20\t30\n西乡\t46\t11\t21\t31\n"
    read = document(page)
    table = read.blocks[-1]
    head = {read.text[c.start : c.end]: (c.column, c.rows, c.columns) for c in table.cells if c.row < 2}
    assert head == {
        "乡镇": (0, 2, 1), "人口": (1, 2, 1), "分年度任务": (2, 1, 3),
        "2020年": (2, 1, 1), "2021年": (3, 1, 1), "2022年": (4, 1, 1),
    }  # fmt: skip


def test_runs_of_spaces_make_a_table_with_its_spread_heads_and_blank_cells() -> None:
    page = "\n".join(
        [
            PARAGRAPHS[0],
            "                              单位：%",
            "    指    标            全县      城镇      农村",
            "居民消费价格            2.0       2.1       1.8",
            "  其中：食品            2.6       2.7       2.3",
            "        衣着            -0.4                -0.7",
            "        居住            0.6        —        0.6",
            "",
            PARAGRAPHS[1],
        ]
    )
    assert grids(page) == [
        rows(
            "指    标|全县|城镇|农村",
            "居民消费价格|2.0|2.1|1.8",
            "其中：食品|2.6|2.7|2.3",
            "衣着|-0.4||-0.7",
            "居住|0.6|—|0.6",
        )
    ]
    assert [kind for kind, _ in blocks(page)] == ["paragraph", "note", "table", "paragraph"]


def test_a_cell_that_was_wrapped_below_its_row_is_one() -> None:
    page = "\n".join(
        [
            "项目                  本年合计      基本支出",
            "行政单位离退休          54.53       54.53",
            "机关单位基本养老保      446.11      446.11",
            "险缴费支出",
            "其他行政事业单位养        0.88        0.88",
            "老支出",
            "卫生健康支出           236.64      236.64",
        ]
    )
    assert grids(page)[0][2, 0] == "机关单位基本养老保险缴费支出"
    assert grids(page)[0][3, 0] == "其他行政事业单位养老支出"
    assert grids(page)[0][4, 1] == "236.64"


def test_a_cell_that_is_set_around_the_middle_of_its_row_is_one() -> None:
    page = "\n".join(
        [
            "编码      名称            合计       支出",
            "         社会保障和就",
            "208                     754.75     754.75",
            "         业支出",
            "         行政事业单位",
            "20805                   654.75     654.75",
            "         养老支出",
            "210      卫生健康         236.64     236.64",
        ]
    )
    assert grids(page) == [
        rows(
            "编码|名称|合计|支出",
            "208|社会保障和就业支出|754.75|754.75",
            "20805|行政事业单位养老支出|654.75|654.75",
            "210|卫生健康|236.64|236.64",
        )
    ]


def test_single_spaces_make_a_table_where_the_rest_is_numbers() -> None:
    assert grids("乡镇 人口 面积\n东乡 3200 45.6\n西乡 2800 39.1\n")[0][1, 2] == "45.6"


def test_pipes_make_a_table_and_are_counted() -> None:
    page = document("| 乡镇 | 人口 |\n|---|---|\n| 东乡 | 3200 |\n", "a.md")
    assert page.text == "乡镇\t人口\n东乡\t3200"
    assert dict(page.dropped) == {"markup": 3 + 9 + 3}


def test_commas_between_numbers_in_a_text_file_make_a_table() -> None:
    assert grids("地区,2019年,2020年\n东乡,120.5,131\n西乡,98,102\n")[0][1, 1] == "120.5"


def test_prose_with_wide_gaps_or_commas_is_no_table() -> None:
    page = "第一章  总则\n第二章  职责\n第三章  附则\n收入增长, 支出下降, 结余增加\n财政稳健, 民生改善, 就业稳定\n"
    assert grids(page) == []


def test_a_csv_file_is_one_table_its_quotes_and_separators_counted() -> None:
    page = document('地区,数值,说明\n"东乡","1,200","含""新区"""\n西乡,98,\n', "a.csv")
    assert page.text == '地区\t数值\t说明\n东乡\t1,200\t含""新区""\n西乡\t98\t'
    assert dict(page.dropped) == {"separator": 6, "markup": 6}
    assert [(c.row, c.column) for c in page.blocks[0].cells] == [(r, c) for r in range(3) for c in range(3)]


def test_a_csv_file_may_be_separated_by_semicolons_and_have_blank_lines() -> None:
    assert document("地区;数值\n\n东乡;12\n", "a.csv").text == "地区\t数值\n东乡\t12"
