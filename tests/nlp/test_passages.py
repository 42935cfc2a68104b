"""Passages are the blocks; the very long ones are cut where nothing is torn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Block, Document, Metadata, SourceMap
from nlp.passages import LIMIT, split_passages


def document(*blocks: tuple[str, int, bool, str]) -> Document:
    text, made = "", []
    for kind, level, placed, words in blocks:
        text += "\n" if text else ""
        made.append(Block(kind=kind, level=level, placed=placed, start=len(text), end=len(text) + len(words)))
        text += words
    return Document(
        id="0" * 64, text=text, blocks=tuple(made), source_map=SourceMap((0,), (0,)), metadata=Metadata(),
        encoding="utf-8", size=0,
    )  # fmt: skip


def test_each_passage_knows_the_headings_above_it() -> None:
    passages = split_passages(
        document(
            ("title", 0, True, "报告"), ("heading", 1, True, "一、回顾"), ("heading", 2, True, "（一）经济"),
            ("paragraph", 0, True, "增长。"), ("heading", 1, True, "二、安排"), ("paragraph", 0, True, "力争。"),
        )
    )  # fmt: skip
    assert [passage.headings for passage in passages] == [
        (), (), ("一、回顾",), ("一、回顾", "（一）经济"), (), ("二、安排",),
    ]  # fmt: skip


def test_a_heading_without_a_place_is_above_nothing() -> None:
    passages = split_passages(document(("heading", 1, False, "帮扶"), ("paragraph", 0, True, "落实。")))
    assert passages[1].headings == ()


@given(st.text("全市完成投资12345.6万亿元，。\n 增长", min_size=1, max_size=3 * LIMIT))
def test_passages_of_a_block_join_to_its_text(words: str) -> None:
    made = document(("paragraph", 0, True, words))
    passages = split_passages(made)
    assert "".join(passage.text for passage in passages) == words
    assert all(0 < len(passage.text) <= LIMIT for passage in passages)
    assert all(made.text[passage.start : passage.end] == passage.text for passage in passages)


def test_no_number_is_torn_where_a_sentence_ends_nearby() -> None:
    words = "完成投资12345.6万元。" * 1000
    assert all(passage.text.endswith("。") for passage in split_passages(document(("paragraph", 0, True, words))))


def test_a_run_of_digits_is_cut_beside_it_when_it_can_be() -> None:
    words = "甲" * (LIMIT - 10) + "1" * 20 + "乙" * 100
    first, second = split_passages(document(("paragraph", 0, True, words)))
    assert first.text.endswith("甲")
    assert second.text.startswith(("甲", "1"))
