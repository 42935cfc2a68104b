"""A mention's sentence, clause and list."""

from __future__ import annotations

import re
from decimal import Decimal

from corpus.model import Block, Document, Metadata, Passage, SourceMap
from nlp.clauses import Window, find_windows
from nlp.reading import Mention, Reading, Scene

NUMBER = re.compile(r"\d[\d.]*(?:%|万人|亿元|个)?")


def read(text: str) -> Reading:
    block = Block(kind="paragraph", start=0, end=len(text))
    document = Document(
        id="0" * 64,
        text=text,
        blocks=(block,),
        source_map=SourceMap((0,), (0,)),
        metadata=Metadata(),
        encoding="utf-8",
        size=len(text),
    )
    passage = Passage(ordinal=0, block=0, kind="paragraph", start=0, end=len(text), text=text)
    reading = Reading(Scene(document, (passage,)), passage)
    reading.mentions = [
        Mention(start=m.start(), end=m.end(), surface=m.group(), value=Decimal(0)) for m in NUMBER.finditer(text)
    ]
    return reading


def windows(text: str) -> tuple[Reading, list[Window]]:
    reading = read(text)
    return reading, find_windows(reading)


def test_a_clause_ends_at_a_comma_but_a_sentence_does_not() -> None:
    text = "甲县投资5亿元，增长6%。乙县增长7%。"
    _, found = windows(text)
    assert [text[w.clause_start : w.clause_end] for w in found] == ["甲县投资5亿元", "增长6%", "乙县增长7%"]
    assert [text[w.sentence_start : w.sentence_end] for w in found][1] == "甲县投资5亿元，增长6%"


def test_a_bracket_that_closed_before_the_mention_does_not_cut_its_clause() -> None:
    text = "甲县（含乙镇）增长6%"
    _, (only,) = windows(text)
    assert text[only.clause_start : only.clause_end] == text


def test_inside_brackets_the_clause_is_the_brackets_content() -> None:
    text = "甲县增长6%（同期下降7%）"
    _, found = windows(text)
    assert text[found[1].clause_start : found[1].clause_end] == "同期下降7%"


def test_numbers_joined_by_commas_of_enumeration_are_one_list() -> None:
    _, found = windows("三次产业分别增长3%左右、4%和5%，投资增长6%")
    assert [(w.first, w.place) for w in found] == [(0, 0), (0, 1), (0, 2), (3, 0)]


def test_items_with_their_own_names_are_no_list_of_numbers() -> None:
    _, found = windows("小学生7万人、初中生4万人")
    assert [w.first for w in found] == [0, 1]


def test_the_text_before_a_mention_begins_where_the_one_before_it_ended() -> None:
    text = "甲县5个镇建成6个站点"
    _, found = windows(text)
    assert text[found[1].left : found[1].right] == "镇建成6个站点"


def test_a_page_on_one_line_keeps_its_windows_bounded() -> None:
    reading, found = windows("甲" * 5000 + "6%" + "乙" * 5000)
    assert found[0].sentence_end - found[0].sentence_start < 1000
    assert find_windows(reading) is found
