"""Regions of figures in made-up documents; each case says why."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.model import Block, Cell, Document, Metadata, SourceMap
from nlp.figures import find_mentions
from nlp.passages import split_passages
from nlp.places import find_places
from nlp.reading import Mention, Reading, Scene
from nlp.regions import assign_regions

CASES = Path(__file__).parent / "cases" / "regions.tsv"
COLUMNS = ("kind", "home", "title", "headings", "text", "expected", "why")


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


def read(document: Document, mark: str) -> str | None:
    """The region of the last mention that is printed as `mark`."""
    scene = Scene(document, split_passages(document))
    found: list[str | None] = []
    for passage in scene.passages:
        reading = Reading(scene, passage)
        reading.mentions = find_mentions(reading)[0]
        regions = assign_regions(reading)
        found += [r for r, mention in zip(regions, reading.mentions, strict=True) if mention.surface == mark]
    assert found, f"no figure {mark!r}"
    return found[-1]


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['why']}: {case['text'][:12]}")
def test_region(case: dict[str, str]) -> None:
    mark = re.search(r"【(.+?)】", case["text"])
    assert mark
    texts = case["text"].replace(mark[0], mark[1]).split("¶")
    title, home, headings = (None if case[name] == "-" else case[name] for name in ("title", "home", "headings"))
    metadata = Metadata(title=title or "综述", region=home, kind=case["kind"])
    got = read(make_document(texts, headings.split(" / ") if headings else [], metadata), mark[1])
    assert got == (None if case["expected"] == "-" else case["expected"]), case["why"]


def test_a_table_has_the_place_of_its_row() -> None:
    text = "奈曼旗 135"
    document = make_document([text], [], Metadata(title="综述", region="通辽市"))
    scene = Scene(document, split_passages(document))
    reading = Reading(scene, scene.passages[-1])
    cell = Cell(row=1, column=1, start=4, end=7)
    reading.mentions = [Mention(start=4, end=7, surface="135", value=None, cell=cell, row_head="奈曼旗")]
    assert assign_regions(reading) == ["奈曼旗"]


def test_places_are_found_by_full_and_short_names() -> None:
    text = "内蒙古通辽市科左后旗、辽宁朝阳市和长三角"
    assert [(text[p.start : p.end], p.name) for p in find_places(text)] == [
        ("内蒙古", "内蒙古自治区"),
        ("通辽市", "通辽市"),
        ("科左后旗", "科尔沁左翼后旗"),
        ("辽宁", "辽宁省"),
        ("朝阳市", "朝阳市"),
        ("长三角", "长三角"),
    ]


def test_an_unrelated_paragraph_behind_changes_nothing() -> None:
    texts = ["苏州要求加快。张家港、太仓进展最快。苏州建成小区20个。"]
    metadata = Metadata(title="综述")
    before = read(make_document(texts, [], metadata), "20个")
    assert before == "苏州市"
    assert read(make_document([*texts, "广州另有7处。"], [], metadata), "20个") == before
