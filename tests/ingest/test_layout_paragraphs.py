"""Hard-wrapped text becomes paragraphs again; text that is not wrapped stays as it is."""

from __future__ import annotations

import re

import pytest
from wrapped_pages import INDENT, PARAGRAPHS, bare, blocks, cut, texts

LONG = [p * 2 for p in PARAGRAPHS]


@pytest.mark.parametrize("width", [12, 13, 16, 21, 28, 33, 40])
@pytest.mark.parametrize("indent", ["", INDENT, "  ", "    "])
def test_paragraphs_broken_at_any_width_come_back_whole(width: int, indent: str) -> None:
    between = "\n" if indent else "\n\n"
    page = between.join(cut(paragraph, width, indent) for paragraph in LONG)
    assert [bare(text) for _, text in blocks(page)] == LONG


@pytest.mark.parametrize("breaks", ["\r\n", "\r", "\n"])
def test_any_line_break_is_a_line_break(breaks: str) -> None:
    page = "\n\n".join(cut(paragraph, 18) for paragraph in LONG).replace("\n", breaks)
    assert [text for _, text in blocks(page)] == LONG


def test_without_a_mark_a_paragraph_ends_where_a_sentence_ends_with_room_to_spare() -> None:
    page = "\n".join(cut(paragraph, 19) for paragraph in LONG)
    assert all(len(paragraph) % 19 for paragraph in LONG)
    assert [text for _, text in blocks(page)] == LONG


def test_a_sentence_goes_on_over_the_blank_line_of_a_column_break() -> None:
    lines = cut(PARAGRAPHS[0] * 3, 14).split("\n")
    page = "\n".join(lines[:5]) + "\n\n" + "\n".join(lines[5:]) + "\n\n" + cut(PARAGRAPHS[1], 14)
    assert [text for _, text in blocks(page)] == [PARAGRAPHS[0] * 3, PARAGRAPHS[1]]


def test_a_sentence_goes_on_over_a_headline_printed_in_between() -> None:
    lines = cut(PARAGRAPHS[0] * 3, 14).split("\n")
    headline = "狠抓工程建设进度 确保群众饮水安全"
    page = "\n\n".join(["\n".join(lines[:5]), headline, "\n".join(lines[5:]), cut(PARAGRAPHS[1] * 2, 14)])
    found = blocks(page)
    assert [text for kind, text in found if kind == "paragraph"] == [PARAGRAPHS[0] * 3, PARAGRAPHS[1] * 2]
    assert [text for kind, text in found if kind in ("title", "heading")] == [headline]


def test_the_columns_of_a_page_may_have_different_widths() -> None:
    wordy = [re.sub("[0-9.%]+", "若干", paragraph) for paragraph in LONG]
    page = "\n\n".join(cut(paragraph, width) for paragraph, width in zip(wordy, (12, 12, 18, 18), strict=True))
    assert texts(page, "paragraph") == wordy


def test_a_number_cut_by_a_wrap_is_whole() -> None:
    page = "\n\n".join(cut(paragraph, 29) for paragraph in LONG)
    assert re.search(r"\d\n\d", page)
    assert [text for _, text in blocks(page)] == LONG


def test_latin_words_that_a_printer_set_on_two_lines_keep_their_space() -> None:
    lines = [
        "全县今年共安排各类项目资金一千余万元，",
        "其中用于推广绿色能源也就是所谓 Green",
        "Energy 项目的资金为六百二十三万元整，",
        "较去年同期有了比较大幅度的增长变化，",
        "各项工作进展顺利。",
    ]
    assert "Green Energy 项目" in blocks("\n".join(lines))[0][1]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("补助学生 15734 人，其中小学生 7401人。", "补助学生15734人，其中小学生7401人。"),
        ("强力推进 ，成效明显。 2017年开工。", "强力推进，成效明显。2017年开工。"),
        ("2018 年 第 一 批 项 目 14 个、第二批 18 个。", "2018年第一批项目14个、第二批18个。"),
        ("占全部贫困户的 72 % 以上。", "占全部贫困户的72% 以上。"),
        ("市长 高 远向大会作报告。", "市长 高 远向大会作报告。"),
        ("使用 GDP 数据和 5G 网络。", "使用 GDP 数据和 5G 网络。"),
    ],
)
def test_stray_spaces_beside_chinese_are_left_out_and_others_kept(printed: str, read: str) -> None:
    assert blocks(printed) == [("paragraph", read)]


def test_lines_that_are_paragraphs_pass_unharmed() -> None:
    page = "\n".join(LONG)
    assert [text for _, text in blocks(page)] == LONG


def test_a_list_of_lines_of_one_length_is_not_taken_for_wrapped_text() -> None:
    lines = [f"青禾县东街道第{i}居民委员会" for i in "一二三四五六七八九"]
    assert [text for _, text in blocks("\n".join(lines))] == lines


def test_a_title_in_guillemets_that_markup_broke_out_is_put_back() -> None:
    page = f"{PARAGRAPHS[0]}\n\n要认真实施《\n青禾县水利条例\n》，加强管理。\n\n{PARAGRAPHS[1]}"
    assert blocks(page)[1] == ("paragraph", "要认真实施《青禾县水利条例》，加强管理。")


def test_a_long_sentence_cut_by_a_page_goes_on_after_it() -> None:
    first = PARAGRAPHS[0] * 2 + "全县上下继续"
    page = f"{INDENT}{first}\n\n努力，完成了任务。\n\n{INDENT}{PARAGRAPHS[1]}"
    assert blocks(page)[0] == ("paragraph", first + "努力，完成了任务。")


def test_a_sentence_goes_on_from_a_wide_column_to_a_narrow_one() -> None:
    wordy = re.sub("[0-9.%]+", "若干", "".join(PARAGRAPHS))
    wide, narrow = cut(wordy[:126], 18), cut(wordy[126:], 12)
    assert not wordy[:126].endswith(("。", "，"))
    page = "\n\n".join([cut(re.sub("[0-9.%]+", "若干", LONG[1]), 18), f"{wide}\n\n{narrow}"])
    assert texts(page, "paragraph")[-1] == wordy


def test_a_magnitude_goes_on_from_the_number_before_it_on_a_page_that_shows_no_column() -> None:
    margin = " " * 16
    page = f"（二）采购情况\n采购金额\n{margin}其中：\n{margin}货物采购金额 122.43\n万元、工程采购金额 87.7 万元。\n"
    assert "货物采购金额122.43万元、工程采购金额87.7万元。" in [text for _, text in blocks(page)]
