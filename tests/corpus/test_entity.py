"""One name for one thing, in every document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.entity import entity_name, number_key


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("“百企帮百村”行动", "百企帮百村行动"),
        ("中华人民共和国耕地质量法", "耕地质量法"),
        ("中华人民共和国耕地质量法实施条例", "耕地质量法实施条例"),
        ("第十五个五年规划纲要", "“十五五”规划"),
        ("第六个五年计划", "六五计划"),
        ("河政发[2021]08号", "河政发〔2021〕8号"),
        ("河政发（2021）8 号", "河政发〔2021〕8号"),
        ("中华人民共和国水利部令第45号", "水利部令 第 45 号"),
    ],
)
def test_two_ways_to_write_it_are_one_name(name: str, same: str) -> None:
    assert entity_name(name) == entity_name(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("河政发〔2021〕8号", "河政发〔2021〕18号"),
        ("河政发〔2021〕8号", "河政办发〔2021〕8号"),
        ("河西县人民政府关于防汛的通知", "东平市人民政府关于防汛的通知"),
        ("中华人民共和国和邻国协定", "和邻国协定"),
    ],
)
def test_two_things_keep_two_names(one: str, other: str) -> None:
    assert entity_name(one) != entity_name(other)


def test_what_is_no_number_has_no_key() -> None:
    assert [number_key(text) for text in ("", "号", "2号线", "关于防汛的通知", "河政发〔2021〕")] == [""] * 5


@given(st.text(alphabet="“”《》 中华人民共和国法条例第五年个规划号〔2021〕[]（）发0", max_size=40))
def test_a_name_of_a_name_is_itself(text: str) -> None:
    assert entity_name(entity_name(text)) == entity_name(text)
