"""Where period and region of a figure were told, in made-up documents."""

from __future__ import annotations

import pytest

from corpus.model import EVIDENCE_FIELDS, Document
from ingest.read import read_document
from nlp.annotate import annotate

REPORT = """青石县政府工作报告
——2023年1月10日在青石县第八届人民代表大会第三次会议上
县长 李某
各位代表：
现在，我代表县人民政府向大会作工作报告。
一、2022年工作回顾
新建村道{a}。2020年，全县造林3万亩；新增林场{b}。
五年来，我们埋头苦干。
培训农民{c}。
二、2023年工作安排
去年完成的不算，今年改造危房{d}。
"""
NEWS = """通辽市养牛业稳步发展
来源：某报 2018-11-05
今年以来，全市新增牛场{a}。奈曼旗势头最好，其中新增牛场{b}。
科左后旗存栏牛{c}。
"""


def told(text: str, surface: str) -> dict[str, str]:
    """The words that tell the fields of a figure, by field; of the fields that are told elsewhere."""
    document: Document = read_document(text.encode(), name="a.txt")
    (figure,) = [one for one in annotate(document).figures if one.surface == surface]
    assert [one.field for one in figure.evidence] == [
        f for f in EVIDENCE_FIELDS if f in {e.field for e in figure.evidence}
    ]
    return {one.field: document.text[one.start : one.end] for one in figure.evidence}


def report(place: str) -> str:
    marks = {key: "120公里" if key == place else "7处" for key in "abcd"}
    return REPORT.format(**marks)


def news(place: str) -> str:
    marks = {key: "17家" if key == place else "8处" for key in "abc"}
    return NEWS.format(**marks)


@pytest.mark.parametrize(
    ("place", "words"),
    [("a", "一、2022年工作回顾"), ("b", "2020年"), ("c", "五年来"), ("d", "2023年1月10日")],
    ids=["a heading", "an earlier clause", "the lead of an earlier paragraph", "the document's date, for 今年"],
)
def test_a_period_says_where_it_was_told(place: str, words: str) -> None:
    assert told(report(place), "120公里")["period"] == words


def test_a_period_of_the_clause_itself_needs_no_evidence() -> None:
    assert "period" not in told("石河市综述\n2017年全市新增企业17家。\n", "17家")


def test_an_unknown_period_has_no_evidence() -> None:
    assert "period" not in told("石河市综述\n全市新增企业17家。\n", "17家")


@pytest.mark.parametrize(
    ("place", "words"),
    [("a", "通辽市"), ("b", "奈曼旗")],
    ids=["全市 is the place of the title", "the subject of the sentence"],
)
def test_a_region_says_where_it_was_told(place: str, words: str) -> None:
    assert told(news(place), "17家")["region"] == words


def test_a_region_of_the_clause_itself_needs_no_evidence() -> None:
    assert "region" not in told(news("c"), "17家")


def test_the_national_report_of_no_place_has_no_evidence_for_its_region() -> None:
    text = "各位代表：\n现在，我代表国务院作政府工作报告。\n2017年，新增就业17万人。\n"
    assert "region" not in told(text, "17万人")
