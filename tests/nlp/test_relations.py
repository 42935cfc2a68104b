"""Which figures a text ties together, sentence by sentence, and that a relation keeps its words and its bounds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Analysis, Relation
from ingest.read import read_document
from nlp.annotate import annotate

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "relations.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
TIES = ("，其中", "，分别", "，占全市的", "比上年增长", "由", "增加到", "，合计", "，完成任务的", "，是上年的", "。")
NUMBERS = ("3亿元", "5亿元", "12%", "40个", "2.5倍", "1.2个百分点")


def analysis_of(text: str) -> Analysis:
    return annotate(read_document(text.encode(), name="a.txt"))


def spell(analysis: Analysis) -> str:
    return " | ".join(map(spell_one, analysis.relations)) or "-"


def spell_one(relation: Relation) -> str:
    operands = [f"{part}={figure + 1}" for part, figure in relation.operands]
    return " ".join([relation.kind + "+" * relation.closed, *operands])


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:20] for text, _ in CASES])
def test_a_sentence_ties_its_figures(text: str, expected: str) -> None:
    assert spell(analysis_of(text)) == expected


def test_figures_are_counted_over_the_whole_document_and_the_words_are_quoted() -> None:
    text = "全县有村庄310个。\n\n规模以上工业增加值120亿元，比上年增长6.5%。\n"
    document = read_document(text.encode(), name="a.txt")
    (relation,) = annotate(document).relations
    assert relation.operands == (("to", 1), ("rate", 2))
    assert document.text[relation.start : relation.end] == "比上年增长"


@given(st.lists(st.sampled_from(TIES + NUMBERS), max_size=40))
def test_a_relation_names_figures_that_there_are_and_none_of_them_twice(pieces: list[str]) -> None:
    analysis = analysis_of("全县" + "".join(pieces))
    for relation in analysis.relations:
        figures = [figure for _, figure in relation.operands]
        assert len(figures) > 1
        assert len(set(figures)) == len(figures)
        assert all(0 <= figure < len(analysis.figures) for figure in figures)


def test_a_long_list_costs_no_more_a_figure_than_a_short_one() -> None:
    """10,000 figures behind one 其中 are one relation."""
    text = "全县支出90亿元，其中" + "、".join(f"项目{'甲乙丙丁'[n % 4]}{n % 9 + 1}亿元" for n in range(10_000))
    analysis = analysis_of(text)
    sums = [relation for relation in analysis.relations if relation.kind == "sum_of_parts"]
    assert sums
    assert re.match("其中", analysis.passages[0].text[sums[0].start :])
