"""How sure a figure is: laws, what it rests on, and what happens without the weights."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import TO_CONFIRM, Corrected, Figure, Mark
from ingest.read import read_document
from nlp import confidence
from nlp.annotate import annotate, read_batches
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


def test_a_document_that_prints_its_date_is_surer() -> None:
    weights = confidence.read_weights().signs
    assert weights["shown"]["nowhere"] < weights["shown"]["in text"]


def test_a_unit_that_stands_beside_its_number_is_surer() -> None:
    weights = confidence.read_weights().signs
    assert weights["unit"]["far"] < weights["unit"]["printed"]


def test_a_figure_that_is_not_sure_is_to_be_confirmed_until_a_person_corrects_it() -> None:
    (one,) = figures("全市完成投资12.5亿元。")
    unsure = replace(one, confidence=TO_CONFIRM - 0.01)
    assert not replace(one, confidence=TO_CONFIRM).to_confirm
    assert unsure.to_confirm
    assert not replace(
        unsure, corrected=Corrected(unsure, (Mark("period", "李敏", "2026-01-02T00:00:00Z"),))
    ).to_confirm


def test_what_a_figure_is_asked_adds_up_to_its_chance() -> None:
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


def test_without_the_weights_nothing_is_read_and_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(asked: str, columns: int) -> tuple[tuple[str, ...], ...]:
        if asked == "confidence":
            raise FileNotFoundError(asked)
        return rows(asked, columns)

    rows = load.rows
    monkeypatch.setattr(load, "rows", missing)
    confidence.read_weights.cache_clear()
    try:
        with pytest.raises(LexiconError, match=r"confidence\.tsv is missing.*make train"):
            figures("全市完成投资12.5亿元。")
    finally:
        confidence.read_weights.cache_clear()
