"""The patterns of what is no figure match their own examples, and the word lists are sound."""

from __future__ import annotations

import re

import pytest

from nlp.lexicon.read import read_rows
from nlp.not_figures import patterns, phrase_end, quotations, titles


@pytest.mark.parametrize("script", ["arabic", "chinese"])
def test_every_pattern_matches_its_example(script: str) -> None:
    for kind, pattern, example in patterns(script):
        if example != "-" and (example[0].isascii() == (script == "arabic")):
            found = re.match(pattern, example)
            assert found is not None, (kind, pattern, example)


def test_a_set_phrase_ends_where_it_ends() -> None:
    assert phrase_end("打通最后一公里", 4) == 7
    assert phrase_end("最近一公里", 2) is None


def test_titles_are_stretches_and_nested_ones_are_one() -> None:
    assert titles("见《三年计划》和《《十条》解读》") == [(1, 7), (8, 16)]
    assert titles("《没有结束的书名") == []
    assert titles("《" + "一" * 300 + "》") == []


def test_only_short_quotations_are_names() -> None:
    assert quotations("“三个一”和“" + "长" * 30 + "”") == [(0, 5)]


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("set_phrases", ("phrase", "kind")),
        ("not_units", ("word",)),
        ("head_nouns", ("noun", "unit")),
        ("naming_units", ("unit",)),
    ],
)
def test_a_word_list_has_its_columns_and_names_nothing_twice(name: str, columns: tuple[str, ...]) -> None:
    assert len(read_rows(name, columns)) > 20


def test_a_list_with_other_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="must begin with"):
        read_rows("set_phrases", ("phrase",))
