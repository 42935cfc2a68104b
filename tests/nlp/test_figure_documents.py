"""Laws of figures over whole documents: a wrap changes nothing, bad input stays bounded, time is linear."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Analysis, Document, Figure
from ingest.read import read_document
from nlp.annotate import annotate
from nlp.figures import find_mentions
from nlp.passages import split_passages
from nlp.reading import Reading, Scene

CASES = Path(__file__).parent / "cases" / "figures"
INDENT = "\u3000\u3000"


def sentences() -> list[str]:
    """The made-up sentences of running text, with Latin units, spaced digits and LaTeX among them."""
    rows = [row for path in sorted(CASES.glob("*.tsv")) for row in path.read_text("utf-8").splitlines()[2:]]
    found = [row.split("\t")[0] for row in rows]
    return [one for one in found if one.endswith("。") and "\\n" not in one]


PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(sentences()), min_size=8, max_size=14).map("".join), min_size=2, max_size=5
)


def read(text: str) -> tuple[Document, Analysis]:
    document = read_document(text.encode(), name="a.txt")
    return document, annotate(document)


def placed(text: str) -> tuple[str, list[tuple[object, ...]]]:
    """The reading text, and value, unit and place in it of each figure."""
    document, analysis = read(text)
    return document.text, [(f.value, f.value_max, f.unit, f.start, f.end) for f in analysis.figures]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(PARAGRAPHS, st.integers(min_value=12, max_value=40), st.sampled_from([("\n", INDENT), ("\n\n", "")]))
def test_a_wrap_at_a_constant_width_changes_no_figure(paragraphs: list[str], width: int, mark: tuple[str, str]) -> None:
    """Nor any other character: paragraphs set apart by a blank line or an indent come back as they were, whatever the
    wrap cuts: numbers, Latin units, spaced digits.

    What cannot be told is left out by the sizes above: a wrap shows itself by three full lines (two that end within a
    clause will do), half of them within a sentence. Paragraphs that nothing sets apart are one where the last line
    of the first fills the column.
    """
    between, indent = mark

    def lines(paragraph: str) -> str:
        whole = indent + paragraph
        return "\n".join(whole[at : at + width] for at in range(0, len(whole), width))

    whole = between.join(indent + one for one in paragraphs)
    assert placed(between.join(map(lines, paragraphs))) == placed(whole)


@pytest.mark.parametrize("width", range(14, 34))
def test_a_wrap_in_cells_cuts_no_latin_unit_apart(width: int) -> None:
    """A terminal counts a Chinese character as two: a unit that it cuts is still one."""
    text = "全线长28km，其中隧道300mm管道改造，装机30kW，" * 9 + "工程已经完工。"
    assert [(f.value, f.unit) for f in figures(in_cells(text, width))] == [(f.value, f.unit) for f in figures(text)]


def in_cells(text: str, width: int) -> str:
    lines, used = [""], 0
    for char in text:
        size = 1 if char.isascii() else 2
        if used + size > 2 * width:
            lines, used = [*lines, ""], 0
        lines[-1] += char
        used += size
    return "\n".join(lines)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(PARAGRAPHS)
def test_reading_is_deterministic_and_surfaces_stand_in_the_text(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    document, analysis = read(text)
    assert annotate(document) == analysis
    assert all(document.text[figure.start : figure.end] == figure.surface for figure in analysis.figures)


def figures(text: str) -> tuple[Figure, ...]:
    return read(text)[1].figures


def test_a_number_of_four_hundred_digits_is_an_issue_and_no_figure() -> None:
    _, analysis = read(f"总额{'7' * 400}元，其中3亿元已到账。")
    assert [figure.surface for figure in analysis.figures] == ["3亿元"]
    assert [issue.code for issue in analysis.issues] == ["long_number"]


def test_a_document_of_only_digits_is_read_in_time_and_reported() -> None:
    _, analysis = read("8" * 200_000)
    assert not analysis.figures
    assert {issue.code for issue in analysis.issues} == {"long_number"}


@pytest.mark.parametrize("bracket", ["《", "《《》", "》", "（", "“", "「『", "[", "$"])
def test_brackets_without_end_hide_no_figure_after_them(bracket: str) -> None:
    assert "3.5亿元" in [
        figure.surface for figure in figures(bracket * 5000 + "。" + "\n\n全年投资3.5亿元，其他从略。")
    ]


def test_a_private_character_within_a_number_is_reported_and_a_zero_width_one_is_read_over() -> None:
    _, analysis = read("投资12\ue0035万元，收入1\u200b234万元。")
    assert [issue.code for issue in analysis.issues] == ["unreadable_number"]
    assert [str(figure.value) for figure in analysis.figures] == ["12340000"]


def test_mixed_scripts_are_read_as_one() -> None:
    found = figures("全縣投資１２．５億元、收入3.5亿元，新增就業三萬人。")
    assert [(str(f.value), f.unit) for f in found] == [("1250000000", "元"), ("350000000", "元"), ("30000", "人")]


def test_a_table_of_ten_thousand_columns_keeps_every_cell() -> None:
    heads = "\t".join(f"甲{n}（万元）" for n in range(10_000))
    rows = "\n".join("合计\t" + "\t".join(str(n + row) for n in range(10_000)) for row in (3001, 7001))
    assert len(figures(f"项目\t{heads}\n{rows}\n")) == 20_000


def seconds(document: Document) -> float:
    """CPU seconds that the figures of a document take, the best of three."""
    scene = Scene(document, split_passages(document))
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for passage in scene.passages:
            find_mentions(Reading(scene, passage))
        best = min(best, time.process_time() - start)
    return best


def test_five_megabytes_cost_fifty_times_a_hundred_kilobytes() -> None:
    text = "\n\n".join("".join(sentences()[at : at + 9]) for at in range(0, len(sentences()), 9)) + "\n\n"
    size = len(text.encode())
    short, long = (read_document((text * (times // size + 1)).encode(), name="a.txt") for times in (100_000, 5_000_000))
    expected = len(long.text) / len(short.text)
    assert min(seconds(long) / seconds(short) for _ in range(3)) < 1.1 * expected


def test_ten_thousand_figures_on_one_line_cost_ten_times_a_thousand() -> None:
    short, long = (read_document(("收入3.5亿元、" * n).encode(), name="a.txt") for n in (1_000, 10_000))
    assert len(annotate(long).figures) == 10_000
    assert min(seconds(long) / seconds(short) for _ in range(3)) < 11
