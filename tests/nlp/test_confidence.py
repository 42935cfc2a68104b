"""How sure a figure is: laws, what it rests on, and what happens without the weights."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import TO_CONFIRM, Corrected, Figure, Mark
from ingest.read import read_document
from nlp import confidence, second_reading
from nlp.annotate import annotate, read_batches
from nlp.clauses import find_windows
from nlp.lexicon import load
from nlp.lexicon.load import LexiconError

REPORT = """安澜市2023年国民经济和社会发展统计公报

2024年3月5日

{text}
"""
PIECES = st.sampled_from(
    (
        "全市完成投资12.5亿元", "增长6%", "比上年提高1.2个百分点", "其中小学生3000人", "力争达到5万吨", "2020年以来",
        "，", "。", "分别为3户和5户", "（", "）",
    )
)  # fmt: skip


def figures(text: str) -> tuple[Figure, ...]:
    return annotate(read_document(REPORT.format(text=text).encode(), name="a.txt")).figures


@given(st.lists(PIECES, max_size=12))
def test_a_chance_is_never_certain_and_always_the_same(pieces: list[str]) -> None:
    text = "".join(pieces)
    first, second = figures(text), figures(text)
    assert [one.confidence for one in first] == [one.confidence for one in second]
    assert all(0 < one.confidence < 1 for one in first)


def test_a_figure_that_says_all_in_its_clause_is_surer_than_one_whose_year_is_guessed() -> None:
    told = annotate(read_document(REPORT.format(text="2023年全市粮食产量36.2万吨。").encode(), name="a.txt"))
    guess = annotate(
        read_document("前两年由外地调入、比较紧张的粮食，五年来由12万吨增加到36.2万吨。".encode(), name="a.txt")
    )
    assert told.figures[0].confidence > guess.figures[-1].confidence


def test_a_document_that_prints_its_date_is_surer() -> None:
    weights = confidence.read_weights().signs
    assert weights["shown"]["nowhere"] < weights["shown"]["in text"]


def test_a_figure_that_is_not_sure_is_to_be_confirmed_until_a_person_corrects_it() -> None:
    (one,) = figures("全市完成投资12.5亿元。")
    unsure = replace(one, confidence=TO_CONFIRM - 0.01)
    assert not replace(one, confidence=TO_CONFIRM).to_confirm
    assert unsure.to_confirm
    assert not replace(
        unsure, corrected=Corrected(unsure, (Mark("period", "李敏", "2026-01-02T00:00:00Z"),))
    ).to_confirm


def test_the_second_reading_agrees_with_the_rules_more_often_than_not() -> None:
    text = "全市完成投资12.5亿元，增长6%。新增就业3.2万人，比上年下降2%。力争2025年达到5万吨。"
    document = read_document(REPORT.format(text=text).encode(), name="a.txt")
    rows = [
        row
        for reading in read_batches(document)
        for row in second_reading.margins(second_reading.read_model(), reading, find_windows(reading))
    ]
    assert len(rows) == 5
    assert sum(margin >= 0 for row in rows for margin in row) > len(rows) * 4 * 0.7


def test_packed_weights_add_up_lane_by_lane() -> None:
    rows = [[3, -7, 1] * 6 + [5], [-10, 2, 0] * 6 + [-6]]
    width = second_reading.WIDTH
    rows = [(row * 2)[:width] for row in rows]
    middle = [second_reading.MIDDLE] * width
    packed = sum(second_reading.pack(row) for row in [middle, *rows])
    sums = second_reading.unpack(packed.to_bytes(second_reading.SIZE, "little", signed=True))
    assert [one - second_reading.MIDDLE for one in sums] == [sum(pair) for pair in zip(*rows, strict=True)]


def test_each_group_of_facts_is_answered_under_its_signs() -> None:
    document = read_document(REPORT.format(text="全市完成投资12.5亿元，增长6%。").encode(), name="a.txt")
    rows = [row for reading in read_batches(document) for row in confidence.answers_of(reading)]
    assert rows
    assert all(len(row) == len(confidence.SIGNS) for row in rows)
    weights = confidence.read_weights()
    sums = [
        weights.bias
        + sum(weights.signs[sign].get(answer, 0.0) for sign, answer in zip(confidence.SIGNS, row, strict=True))
        for row in rows
    ]
    told = [one.confidence for one in annotate(document).figures]
    assert told == pytest.approx([confidence.chance(one) for one in sums])


@pytest.mark.parametrize("name", ["confidence", "second_reading"])
def test_without_the_weights_nothing_is_read_and_the_error_says_what_to_do(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(asked: str, columns: int) -> tuple[tuple[str, ...], ...]:
        if asked == name:
            raise FileNotFoundError(asked)
        return rows(asked, columns)

    rows = load.rows
    monkeypatch.setattr(load, "rows", missing)
    for one in (confidence.read_weights, second_reading.read_model):
        one.cache_clear()
    try:
        with pytest.raises(LexiconError, match=rf"{name}\.tsv is missing.*make train"):
            figures("全市完成投资12.5亿元。")
    finally:
        for one in (confidence.read_weights, second_reading.read_model):
            one.cache_clear()
