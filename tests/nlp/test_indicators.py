"""Indicators: what a figure counts, read from made-up sentences of every class (cases/indicators.tsv)."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.model import Block, Document, Metadata, Passage, SourceMap
from nlp.indicators import assign_indicators
from nlp.noun_phrases import LONGEST
from nlp.reading import Mention, Reading, Scene

CASES = Path(__file__).parent / "cases" / "indicators.tsv"
UNIT = re.compile(r"个百分点$|^百分之(?=.)|[^\d.\s,余多近一二三四五六七八九十百千两零万亿億]+$")
DIMENSIONS = {
    "money": ("元", "億元", "美元"),
    "people": ("人", "名", "位"),
    "households": ("户",),
    "person_times": ("人次",),
    "times": ("次", "场"),
    "ratio": ("%", "‰", "个百分点", "倍", "番", "百分之"),
    "livestock": ("头", "只"),
    "area": ("亩", "平方米", "公顷"),
    "length": ("公里", "米"),
    "mass": ("吨", "公斤"),
    "energy": ("千瓦时",),
    "power": ("千瓦",),
    "duration": ("年", "个月"),
    "age": ("周岁",),
    "other": ("", "微克/立方米"),
}


def dimension_of(unit: str) -> str:
    return next((name for name, units in DIMENSIONS.items() if unit in units), "count")


def read(sentence: str, *headings: str) -> list[str]:
    """The indicators of a sentence whose figures stand in 【】."""
    text, mentions = "", []
    for index, piece in enumerate(re.split(r"[【】]", sentence)):
        if index % 2:
            found = UNIT.search(piece)
            unit = found.group() if found else ""
            mentions.append(
                Mention(
                    start=len(text),
                    end=len(text) + len(piece),
                    surface=piece,
                    value=Decimal(1),
                    unit=unit,
                    dimension=dimension_of(unit),
                )
            )
        text += piece
    block = Block("paragraph", 0, len(text))
    document = Document(
        id="0" * 64,
        text=text,
        blocks=(block,),
        source_map=SourceMap((0,), (0,)),
        metadata=Metadata(),
        encoding="utf-8",
        size=0,
    )
    passage = Passage(ordinal=0, block=0, kind="paragraph", start=0, end=len(text), text=text, headings=headings)
    reading = Reading(Scene(document, (passage,)), passage)
    reading.mentions = mentions
    return assign_indicators(reading)


def cases() -> list[tuple[str, str, str, str]]:
    lines = [line.split("\t") for line in CASES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(kind, heading, sentence, expected) for kind, heading, sentence, expected in lines]


@pytest.mark.parametrize(("kind", "heading", "sentence", "expected"), cases())
def test_indicator_names_what_is_counted(kind: str, heading: str, sentence: str, expected: str) -> None:
    found = read(sentence, *([heading] if heading else []))
    cells = [cell.strip() for cell in expected.split("|")]
    assert len(found) == len(cells)
    for phrase, cell in zip(found, cells, strict=True):
        assert len(phrase) <= LONGEST, phrase
        assert not re.search("[，。；]", phrase), phrase
        assert all(run in cell for run in re.findall(r"\d+", phrase)), phrase
        if cell == "~":
            continue
        for word in cell.split("+"):
            if word.startswith("-"):
                assert word[1:] not in phrase, (phrase, cell)
            elif word.startswith("="):
                assert phrase == word[1:]
            else:
                assert word in phrase, (phrase, cell)


def test_there_are_cases_of_every_class() -> None:
    kinds = {kind for kind, *_ in cases()}
    assert len(cases()) >= 250
    assert {"noun after", "noun before", "growth subject", "elided", "lists", "per unit", "shares", "policy"} <= kinds


def test_an_indicator_does_not_cross_passages() -> None:
    assert read("同比增长【5%】。") == ["增长"]


def test_no_mentions_no_indicators() -> None:
    assert read("全市经济平稳运行。") == []
