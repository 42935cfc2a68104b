"""What programs are called over all documents, which documents they are, and which figures are theirs, on every
backend."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corpus.backend import NAMES, Corpus
from corpus.model import Metadata
from corpus.query import FigureQuery

Make = Callable[..., Any]

OWN = "河西县古树保护办法"


def fill(corpus: Corpus, report: Make) -> None:
    """A paper, and two documents that name it by its title and by its number."""
    report("甲", metadata=Metadata(title=OWN, number="河政发[2021]08号", date="2021"), programs=()).put(corpus, "a")
    called = ((f"《{OWN}》", "document", OWN), ("河政发〔2021〕8号", "document_number", OWN))
    report("乙", metadata=Metadata(title="通报", date="2022"), programs=called).put(corpus, "b")
    bare = (("河政发〔2021〕8号", "document_number", "河政发〔2021〕8号"),)
    report("丙", metadata=Metadata(title="年报", date="2023"), programs=bare).put(corpus, "c")


def test_names_are_found_by_entity_and_by_number(corpus: Corpus, report: Make) -> None:
    fill(corpus, report)
    assert {row.surface for row in corpus.names((OWN,))} == {f"《{OWN}》", "河政发〔2021〕8号"}
    by_number = corpus.names(numbers=("河政发〔2021〕8号",))
    assert {(row.entity, row.mentions, row.documents) for row in by_number} == {
        (OWN, 1, 1),
        ("河政发〔2021〕8号", 1, 1),
    }
    assert corpus.names() == ()


def test_the_most_frequent_name_comes_first_and_their_number_is_bounded(corpus: Corpus, report: Make) -> None:
    many = tuple((f"第{number}号办法", "document", OWN) for number in range(NAMES + 5))
    report("甲", programs=(*many, ("该办法", "document", OWN))).put(corpus, "a")
    report("乙", programs=(("该办法", "document", OWN),)).put(corpus, "b")
    rows = corpus.names((OWN,))
    assert len(rows) == NAMES
    assert (rows[0].surface, rows[0].mentions, rows[0].documents) == ("该办法", 2, 2)


def test_a_document_is_found_by_its_own_title_and_number(corpus: Corpus, report: Make) -> None:
    fill(corpus, report)
    by_title, by_number = corpus.titled((OWN,)), corpus.titled(numbers=("河政发〔2021〕8号",))
    assert [row.path for row in by_title] == [row.path for row in by_number] == ["a"]
    assert corpus.titled() == ()


def test_figures_are_found_by_the_program_they_belong_to(corpus: Corpus, report: Make, statement: Make) -> None:
    figures = (
        statement("3元", "3", "青苗行动投入3元。", program="青苗行动"),
        statement("4元", "4", "其他支出4元。"),
    )
    report("甲", figures=figures).put(corpus, "a")
    found = corpus.figures(FigureQuery(program=("青苗行动", "没有的行动")))
    assert [(row.figure.surface, row.figure.program) for row in found.items] == [("3元", "青苗行动")]
    assert found.items[0].figure in corpus.analysis(found.items[0].row.document).figures
    assert corpus.figures(FigureQuery(program=("没有的行动",))).total == 0
