"""Whether a number was reported, is a target, or neither."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import ROLES
from ingest.read import read_document
from nlp.annotate import annotate
from nlp.reading import Reading
from nlp.roles import assign_roles

sys.path.insert(0, str(Path(__file__).parent))
from marked_text import read_marked

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "roles.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(
    ("kind", "year", "headings", "text", "roles"), CASES, ids=[f"{case[0]} {case[3][:24]}" for case in CASES]
)
def test_a_number_has_the_role_that_its_text_gives(kind: str, year: str, headings: str, text: str, roles: str) -> None:
    assert "|".join(assign_roles(read_marked(text, headings=headings, kind=kind, year=year))) == roles


PIECES = ["将", "计划", "去年", "今年", "2025年", "到", "完成", "了", "补贴", "，", "。", "（", "）", "目标", "由"]
MORE = ["提高到", "“十五五”时期", "【5%】", "【8万元】"]
KINDS = ("工作报告", "法规", "新闻", None)


@given(
    st.lists(st.sampled_from([*PIECES, "【5%】", "【8万元】"]), max_size=30),
    st.sampled_from(["工作报告", "法规", "新闻", None]),
)
def test_any_words_in_any_order_give_roles_of_the_definition(pieces: list[str], kind: str | None) -> None:
    reading = read_marked("".join(pieces), kind=kind, year="2024")
    roles = assign_roles(reading)
    assert len(roles) == len(reading.mentions)
    assert set(roles) <= set(ROLES)


def test_what_a_paragraph_of_a_report_told_last_holds_for_the_next() -> None:
    first = read_marked("今年主要预期目标是：", kind="工作报告", year="2024")
    second = read_marked("新增就业【5万人】。", kind="工作报告", year="2024")
    following = Reading(first.scene, second.passage)
    following.mentions = second.mentions
    assert assign_roles(first) == []
    assert assign_roles(following) == ["target"]


def _told(text: str, kind: str | None = None) -> list[tuple[str, str, str]]:
    """Of each figure of a text its print, its role, and the words that are its evidence (none: empty)."""
    document = read_document(text.encode(), name="a.txt")
    document = replace(document, metadata=replace(document.metadata, kind=kind or document.metadata.kind))
    found = []
    for figure in annotate(document).figures:
        places = [document.text[place.start : place.end] for place in figure.evidence if place.field == "role"]
        found.append((figure.surface, figure.role, "".join(places)))
    return found


REPORT = """政府工作报告
——2024年1月10日在白川市人民代表大会上
市长

一、2023年工作回顾
全市粮食产量36万吨。建成学校12所，力争招生3000人。

二、2024年工作安排
新增就业5万人。完成投资80亿元，去年完成60亿元，其中工业20亿元。
"""


def test_a_role_that_its_clause_does_not_give_says_where_it_was_told() -> None:
    assert _told(REPORT, "工作报告") == [
        ("36万吨", "reported", "一、2023年工作回顾"),
        ("12所", "reported", "一、2023年工作回顾"),
        ("3000人", "target", ""),
        ("5万人", "target", "二、2024年工作安排"),
        ("80亿元", "target", "二、2024年工作安排"),
        ("60亿元", "reported", ""),
        ("20亿元", "reported", "去年"),
    ]


def test_the_title_of_a_rule_is_the_evidence_for_its_parameters() -> None:
    text = "白川市人才住房管理办法\n\n第一条　房屋面积90平方米。\n"
    assert _told(text, "法规") == [("90平方米", "other", "白川市人才住房管理办法")]


def test_a_list_of_thousands_is_read_in_time_that_grows_with_its_length() -> None:
    reading = read_marked("由" + "、".join(["【5%】"] * 20000) + "提高到【6%】", kind="规划", year="2021")
    assert assign_roles(reading)[0] == "reported"
