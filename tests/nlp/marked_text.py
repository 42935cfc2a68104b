"""Sentences with their numbers marked by 【】, read into a Reading for the tests of what comes after the finder."""

from __future__ import annotations

import re
from decimal import Decimal

from corpus.model import Block, Document, Metadata, Passage, SourceMap
from nlp.reading import Mention, Reading, Scene

MARK = re.compile("【(.*?)】")
UNIT = re.compile(r"^[-\d.一二两三四五六七八九十百千]+[余多]?[万亿]{0,2}(.*)$")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
DIMENSIONS = dict.fromkeys(("%", "‰", "百分点", "倍", "番"), "ratio") | {
    "元": "money", "人": "people", "户": "households", "吨": "mass", "公斤": "mass", "亩": "area", "公里": "length",
    "岁": "age", "天": "duration", "人次": "person_times",
}  # fmt: skip


def _mention(surface: str, start: int) -> Mention:
    match = UNIT.match(surface)
    unit = (match[1] if match else "").removeprefix("个") if "百分点" in surface else (match[1] if match else "")
    if surface.endswith("成"):
        unit = "%"
    printed = NUMBER.search(surface)
    unit = unit if unit.count("克/") else unit.split("/")[0]
    return Mention(
        start=start,
        end=start + len(surface),
        surface=surface,
        value=Decimal(printed.group()) if printed else Decimal(1),
        unit=unit,
        dimension=DIMENSIONS.get(unit, "count" if unit else "other"),
    )


def read_marked(text: str, *, headings: str = "", kind: str | None = None, year: str | None = None) -> Reading:
    """A one-paragraph document of a kind and year under the headings (outermost first, parted by ；)."""
    plain, mentions, last = "", [], 0
    for match in MARK.finditer(text):
        plain += text[last : match.start()]
        mentions.append(_mention(match[1], len(plain)))
        plain += match[1]
        last = match.end()
    plain += text[last:]
    document = Document(
        id="0" * 64,
        text=plain,
        blocks=(Block(kind="paragraph", start=0, end=len(plain)),),
        source_map=SourceMap((0,), (0,)),
        metadata=Metadata(kind=kind, date=year),
        encoding="utf-8",
        size=len(plain),
    )
    above = tuple(headings.split("；")) if headings else ()
    passage = Passage(ordinal=0, block=0, kind="paragraph", start=0, end=len(plain), text=plain, headings=above)
    reading = Reading(Scene(document, (passage,)), passage)
    reading.mentions = mentions
    return reading
