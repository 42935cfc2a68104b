"""待核: a figure that is not sure is marked where people look at it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from fastapi import Request
from rich.console import Console

from corpus.model import TO_CONFIRM, Figure
from ingest.read import read_document
from nlp.annotate import annotate
from search_api.cli.tables import print_figures
from search_api.export import COLUMNS, csv_lines
from search_api.records import figure_record
from search_api.web.render import render
from search_api.web.views import figure_view


@pytest.fixture
def figure() -> Figure:
    text = "2024年，临河市完成投资3.2亿元，同比增长8.5%。\n"
    return annotate(read_document(text.encode(), name="a.txt")).figures[0]


def record(figure: Figure) -> dict[str, Any]:
    return figure_record(figure, file="a.txt", document="0" * 64, analyser="")


def shown(*figures: Figure) -> str:
    out = io.StringIO()
    print_figures(Console(file=out, width=10_000), [record(one) for one in figures])
    return out.getvalue()


def page(figure: Figure) -> str:
    row = figure_view(figure, number=0, url="/", document="0" * 64)
    answer = render(Request({"type": "http"}), "figure_table.html", rows=[row], documents=False)
    return bytes(answer.body).decode()


def test_an_unsure_figure_is_marked_on_a_terminal_a_page_and_in_a_sheet(figure: Figure) -> None:
    unsure = replace(figure, confidence=TO_CONFIRM - 0.05)
    assert "待核" in shown(unsure)
    assert "把握约 75%" in page(unsure)
    assert ">待核<" in page(unsure)
    assert record(unsure)["to_confirm"] is True
    assert ",待核," in "".join(csv_lines([record(unsure)], COLUMNS["figures"]))


def test_a_sure_figure_is_not(figure: Figure) -> None:
    sure = replace(figure, confidence=TO_CONFIRM)
    assert "待核" not in shown(sure)
    assert "待核" not in page(sure)
    assert record(sure)["to_confirm"] is False
    assert "待核" not in "".join(csv_lines([record(sure)], COLUMNS["figures"]))
