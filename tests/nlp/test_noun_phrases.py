"""Noun phrases beside a number: what is stripped, what is kept, and that nothing is cut across punctuation."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.indicator_lists import names_of
from nlp.lexicon.indicator_words import KINDS, words_of
from nlp.lexicon.load import LexiconError
from nlp.noun_phrases import LIMIT, is_verb, object_verb, read_left, shorten_left, shorten_right, strip_lead, strip_tail
from nlp.right_nouns import read_right


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("其中在校学生", "在校学生"),
        ("力争完成交通投资", "完成交通投资"),
        ("将军路", "将军路"),
        ("共享单车", "共享单车"),
    ],
)
def test_leading_function_words_go_and_words_that_hold_them_stay(text: str, bare: str) -> None:
    assert strip_lead(text).removeprefix("完成") == bare.removeprefix("完成")


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("失业率控制在", "失业率"),
        ("粮食产量达到约", "粮食产量"),
        ("户均", "户均"),
        ("国有", "国有"),
        ("年终结余", "年终结余"),
    ],
)
def test_words_between_noun_and_number_go(text: str, bare: str) -> None:
    assert strip_tail(text) == bare


@pytest.mark.parametrize(
    ("text", "noun", "verb", "reached", "compared"),
    [
        ("固定资产投资同比增长", "固定资产投资", "增长", False, True),
        ("城镇化率提高到", "城镇化率", "提高", True, False),
        ("比上年末增加", "", "增加", False, True),
        ("比同期比重提高", "比重", "提高", False, True),
        ("失业率由2019年的", "失业率", "", False, False),
        ("可比产品成本降低", "可比产品成本", "降低", False, False),
    ],
)
def test_the_text_before_is_read(text: str, noun: str, verb: str, reached: bool, compared: bool) -> None:
    assert read_left(text) == (noun, verb, reached, compared)


def test_verbs_that_want_an_object_are_no_noun() -> None:
    assert is_verb("已完成")
    assert is_verb("新建改建")
    assert not is_verb("固定资产投资")
    assert object_verb("今年选派") == "选派"
    assert object_verb("固定资产") == ""


def test_a_long_phrase_is_cut_where_a_part_begins() -> None:
    text = "全市上下共同努力推进重点领域改革支持中小企业技术改造资金"
    assert len(shorten_left(text)) <= LIMIT
    assert text.endswith(shorten_left(text))
    assert text.startswith(shorten_right(text))


def test_the_noun_after_stops_before_a_predicate() -> None:
    assert read_right("龙头企业建立联结关系", counted=True, runs_on=False).noun == "龙头企业"
    assert read_right("惠民服务", counted=True, runs_on=False).noun == "惠民服务"
    assert read_right("的创业担保贷款", counted=False, runs_on=False).noun == "创业担保贷款"
    assert read_right("以上，", counted=True, runs_on=False).noun == ""
    assert read_right("死亡", counted=True, runs_on=False).predicate == "死亡"


@pytest.mark.parametrize(
    ("phrase", "size", "names"),
    [
        ("城镇和农村居民收入", 2, ["城镇居民收入", "农村居民收入"]),
        ("一二三产增加值", 3, ["一产增加值", "二产增加值", "三产增加值"]),
        ("油与非油经济比重", 2, ["油经济比重", "非油经济比重"]),
        ("小学入学率、巩固率", 2, ["小学入学率", "小学巩固率"]),
        ("城乡低保标准", 2, ["城镇低保标准", "农村低保标准"]),
        ("固定资产投资", 2, None),
    ],
)
def test_listed_names_are_completed(phrase: str, size: int, names: list[str] | None) -> None:
    assert names_of(phrase, size) == names


def test_a_kind_that_the_lexicon_lacks_is_refused() -> None:
    with pytest.raises(LexiconError, match="adverb"):
        words_of("adverb")
    assert all(words_of(kind).by_text for kind in KINDS)


HAN = st.text("的了在和与占比由从到增长下降提高企业收入项目人均每年一二三2019%（）、“”《》 \t", max_size=40)


@settings(max_examples=300, deadline=None)
@given(HAN)
def test_any_text_is_read_without_error(text: str) -> None:
    left = read_left(text)
    assert not re.search(r"\d", left.noun)
    after = read_right(text, counted=True, runs_on=False)
    assert len(after.noun) <= LIMIT + 1
    assert len(shorten_left(text)) <= max(LIMIT, len(text))
