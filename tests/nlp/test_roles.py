"""Whether a number was reported, is a target, or neither."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import ROLES
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


def test_a_list_of_thousands_is_read_in_time_that_grows_with_its_length() -> None:
    reading = read_marked("由" + "、".join(["【5%】"] * 20000) + "提高到【6%】", kind="规划", year="2021")
    assert assign_roles(reading)[0] == "reported"
