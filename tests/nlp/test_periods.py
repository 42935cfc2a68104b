"""Periods of figures in made-up documents; each case says why."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.model import Block, Cell, Document, Metadata, SourceMap
from nlp.figures import find_mentions
from nlp.measures import assign_measures
from nlp.passages import split_passages
from nlp.periods import assign_periods
from nlp.reading import Mention, Reading, Scene

CASES = Path(__file__).parent / "cases" / "periods.tsv"
COLUMNS = ("kind", "date", "title", "headings", "role", "measure", "text", "expected", "why")


def cases() -> list[dict[str, str]]:
    lines = [line for line in CASES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines]


def make_document(texts: list[str], headings: list[str], metadata: Metadata) -> Document:
    blocks, whole = [], ""
    kinds = ["title", *("heading" for _ in headings), *("paragraph" for _ in texts)]
    for kind, text in zip(kinds, [metadata.title or "", *headings, *texts], strict=True):
        start = len(whole) + 1 if whole else 0
        whole = f"{whole}\n{text}" if whole else text
        level = kinds[: len(blocks)].count("heading") + 1 if kind == "heading" else 0
        blocks.append(Block(kind=kind, start=start, end=len(whole), level=level))
    return Document(
        id="0" * 64, text=whole, blocks=tuple(blocks), source_map=SourceMap((0,), (0,)), metadata=metadata,
        encoding="utf-8", size=len(whole),
    )  # fmt: skip


def read(document: Document, role: str, measure: str, mark: str) -> str | None:
    """The period of the last mention that is printed as `mark`; all mentions have the role, this one the measure."""
    scene = Scene(document, split_passages(document))
    found: list[str | None] = []
    for passage in scene.passages:
        reading = Reading(scene, passage)
        reading.mentions = find_mentions(reading)[0]
        reading.measures = [
            given._replace(measure=measure) if mention.surface == mark else given
            for mention, given in zip(reading.mentions, assign_measures(reading), strict=True)
        ]
        reading.roles = [role for _ in reading.mentions]
        periods = assign_periods(reading)
        found += [p for p, mention in zip(periods, reading.mentions, strict=True) if mention.surface == mark]
    assert found, f"no figure {mark!r}"
    return found[-1]


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['why']}: {case['text'][:12]}")
def test_period(case: dict[str, str]) -> None:
    mark = re.search(r"【(.+?)】", case["text"])
    assert mark
    texts = case["text"].replace(mark[0], mark[1]).split("¶")
    headings = [] if case["headings"] == "-" else case["headings"].split(" / ")
    metadata = Metadata(title=case["title"], date=None if case["date"] == "-" else case["date"], kind=case["kind"])
    expected = None if case["expected"] == "-" else case["expected"]
    got = read(make_document(texts, headings, metadata), case["role"], case["measure"], mark[1])
    assert got == expected, case["why"]


def table_reading(column_head: str, text: str) -> Reading:
    document = make_document([text], [], Metadata(title="某县“十四五”规划纲要", date="2021-04-01", kind="规划"))
    scene = Scene(document, split_passages(document))
    reading = Reading(scene, scene.passages[-1])
    start = text.index("135")
    cell = Cell(row=1, column=2, start=start, end=start + 3)
    mention = Mention(start=start, end=start + 3, surface="135", value=None, cell=cell, column_head=column_head)
    reading.mentions = [mention]
    reading.measures, reading.roles = assign_measures(reading), ["target"]
    return reading


def test_a_table_is_dated_by_its_heads() -> None:
    assert assign_periods(table_reading("2020年", "就业人数 135")) == ["2020"]
    assert assign_periods(table_reading("2025年目标", "就业人数 135")) == ["2025"]


def test_a_number_in_square_brackets_is_the_sum_of_five_years() -> None:
    assert assign_periods(table_reading("2025年", "就业人数 [135]")) == ["2021..2025"]


def test_an_unrelated_paragraph_behind_changes_nothing() -> None:
    texts = ["2016年，全市脱贫2万人。改造危房500户。", "今年，新建学校7所。"]
    metadata = Metadata(title="综述", date="2018-11-05", kind="新闻")
    more = [*texts, "1999年，邻县有水库3座，去年又建2座。"]
    for mark in ("2万人", "500户", "7所"):
        before = read(make_document(texts, [], metadata), "reported", "level", mark)
        assert read(make_document(more, [], metadata), "reported", "level", mark) == before
