"""Titles, headings, notes: each once, where it belongs, and nothing else for one."""

from __future__ import annotations

import pytest
from wrapped_pages import PARAGRAPHS, blocks, cut, document, texts


def test_the_first_line_is_the_title_and_numbered_lines_are_headings_by_their_number() -> None:
    page = "\n".join(
        [
            "青禾县人民政府关于加强水利建设的意见",
            "青政发〔2021〕7号",
            "各乡镇人民政府：",
            PARAGRAPHS[0],
            "一、总体要求",
            PARAGRAPHS[1],
            "（一）加快水库加固",
            PARAGRAPHS[2],
            "1.明确责任",
            PARAGRAPHS[3],
            "第二章　附则",
            PARAGRAPHS[3] + "特此通知。",
        ]
    )
    read = document(page)
    shown = [(block.kind, block.level) for block in read.blocks if block.kind != "paragraph"]
    assert shown == [("title", 0), ("note", 0), ("heading", 1), ("heading", 2), ("heading", 3), ("heading", 1)]
    assert read.metadata.title == "青禾县人民政府关于加强水利建设的意见"


@pytest.mark.parametrize(
    "line",
    [
        "一、同意在青禾县建设两座水库；有关手续请按规定办理。",
        "（一）县级人民政府；",
        "第三条 本办法适用于全县范围内的水利工程。",
        "产业发展方面。全县新建大棚1200座，成效明显。",
    ],
)
def test_a_line_that_goes_on_as_a_sentence_is_no_heading(line: str) -> None:
    page = f"青禾县工作报告\n{PARAGRAPHS[0]}\n{line}\n2.各单位要抓好落实，确保见效。\n{PARAGRAPHS[1]}"
    assert ("paragraph", line) in blocks(page)


def test_a_short_line_that_stands_alone_over_text_is_a_heading() -> None:
    page = f"青禾县工作报告\n\n{PARAGRAPHS[0]}\n\n水利建设稳步推进\n\n{PARAGRAPHS[2]}"
    assert texts(page, "heading") == ["水利建设稳步推进"]


def test_short_lines_in_a_row_are_a_list_and_no_headings() -> None:
    names = ["青禾县东街道办事处", "青禾县西街道办事处", "青禾县南街道办事处"]
    assert texts("\n".join([PARAGRAPHS[0], *names, PARAGRAPHS[1]]), "heading") == []


def test_a_title_on_two_lines_is_one_and_its_repetition_is_a_note() -> None:
    page = "\n\n".join(
        ["青禾县人民政府关于水库管理有关问题的通知", "青禾县人民政府关于水库管理", "有关问题的通知", *PARAGRAPHS]
    )
    read = blocks(page)
    assert read[0] == ("title", "青禾县人民政府关于水库管理有关问题的通知")
    assert read[1] == ("note", "青禾县人民政府关于水库管理有关问题的通知")
    assert [kind for kind, _ in read].count("title") == 1


def test_a_title_that_is_printed_on_two_lines_only_is_joined() -> None:
    page = "\n\n".join(["青禾县人民政府关于水库管理", "有关问题的通知", "各乡镇人民政府：", *PARAGRAPHS])
    assert texts(page, "title") == ["青禾县人民政府关于水库管理有关问题的通知"]


def test_a_speech_without_a_title_has_none() -> None:
    page = "\n\n".join(["各位代表：", *PARAGRAPHS])
    assert texts(page, "title") == []


NEWS = [cut(p * 2, 14) for p in PARAGRAPHS]
HEADLINE = "青禾县：抓项目 惠民生\n全年建成水库两座"


def test_the_headline_of_a_newspaper_page_stands_first_wherever_it_was_printed() -> None:
    read = blocks("\n\n".join([NEWS[0], NEWS[1], HEADLINE, NEWS[2], NEWS[3]]))
    assert read[0] == ("title", "青禾县：抓项目 惠民生 全年建成水库两座")
    assert [text for kind, text in read if kind == "paragraph"] == [p * 2 for p in PARAGRAPHS]


def test_a_headline_whose_place_the_text_does_not_show_stays_and_says_so() -> None:
    page = document("\n\n".join([HEADLINE, *NEWS, "建强水利队伍 夯实发展基础"]))
    last = page.blocks[-1]
    assert (last.kind, last.placed) == ("heading", False)
    assert page.blocks[0].placed


def test_a_headline_that_was_printed_twice_in_a_run_is_reduced_to_one() -> None:
    doubled = "建强水利队伍建强水利队伍 夯实发展基础夯实发展基础"
    page = document("\n\n".join([HEADLINE, NEWS[0], NEWS[1], doubled, NEWS[2]]))
    assert "建强水利队伍 夯实发展基础" in [page.block_text(b) for b in page.blocks if b.kind == "heading"]
    assert dict(page.dropped)["doubled headline"] == 12


def test_a_markdown_heading_loses_its_marker_and_the_marker_is_counted() -> None:
    page = document(f"# 青禾县水利条例\n\n## 第一章 总则\n\n{PARAGRAPHS[0]}\n\n### 细则\n\n{PARAGRAPHS[1]}\n", "a.md")
    shown = [(b.kind, b.level, page.block_text(b)) for b in page.blocks if b.kind != "paragraph"]
    assert shown == [("title", 0, "青禾县水利条例"), ("heading", 1, "第一章 总则"), ("heading", 2, "细则")]
    assert dict(page.dropped) == {"markup": 6}


@pytest.mark.parametrize(
    "line",
    [
        "注：数据为初步统计。",
        "单位：万元",
        "（单位：亿元）",
        "来源：青禾日报",
        "资料来源：青禾县统计局",
        "2021年5月6日",
        "发文机关：\t青禾县人民政府\t成文日期：\t2021年5月6日",
    ],
)
def test_lines_about_the_text_are_notes(line: str) -> None:
    assert ("note", line) in blocks(f"青禾县统计公报\n{PARAGRAPHS[0]}\n{line}\n{PARAGRAPHS[1]}")


def test_name_and_value_lines_are_paragraphs() -> None:
    page = "青禾县基本情况\n人口：32.6万人\n耕地：48万亩\n财政收入：12.6亿元"
    assert texts(page, "paragraph") == ["人口：32.6万人", "耕地：48万亩", "财政收入：12.6亿元"]
