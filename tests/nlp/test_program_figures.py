"""Which named program a figure belongs to."""

from __future__ import annotations

import pytest

from ingest.read import read_document
from nlp.annotate import annotate


def owners(text: str) -> dict[str, str | None]:
    analysis = annotate(read_document(text.encode(), name="a.txt"))
    return {figure.surface: figure.program for figure in analysis.figures}


@pytest.mark.parametrize(
    ("text", "surface", "program"),
    [
        ("青苗教师成长计划惠及教师860名。", "860名", "青苗教师成长计划"),
        ("实施青苗教师成长计划，培训教师860名。", "860名", "青苗教师成长计划"),
        ("实施青苗教师成长计划，投入资金3亿元。", "3亿元", "青苗教师成长计划"),
        ("安排3亿元用于青苗教师成长计划。", "3亿元", "青苗教师成长计划"),
        ("城市更新基金规模达到20亿元。", "20亿元", "城市更新基金"),
        ("实施青苗教师成长计划。全县粮食产量50万吨。", "50万吨", None),
        ("实施青苗教师成长计划，粮食产量达到50万吨。", "50万吨", None),
        ("按照《河西县古树保护办法》，养护古树1200株。", "1200株", None),
        ("实施青苗教师成长计划等16个项目。", "16个", None),
        ("全年投资3亿元。实施青苗教师成长计划。", "3亿元", None),
    ],
)
def test_a_figure_is_of_the_program_that_its_clause_speaks_of(text: str, surface: str, program: str | None) -> None:
    assert owners(text)[surface] == program


def test_in_a_list_each_figure_has_its_own() -> None:
    found = owners("青苗教师成长计划投入3亿元，银龄讲学计划投入2亿元。")
    assert found == {"3亿元": "青苗教师成长计划", "2亿元": "银龄讲学计划"}
