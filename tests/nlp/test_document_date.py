"""Where a document prints its time."""

from __future__ import annotations

import pytest

from corpus.model import Block, Document, Metadata, SourceMap
from nlp.document_date import find_place


def document(title: str, *lines: str) -> Document:
    text, blocks, start = "\n".join((title, *lines)), [], 0
    for kind, line in zip(("title", *("paragraph" for _ in lines)), (title, *lines), strict=True):
        blocks.append(Block(kind, start, start + len(line)))
        start += len(line) + 1
    return Document(
        id="0" * 64, text=text, blocks=tuple(blocks), source_map=SourceMap((0,), (0,)), metadata=Metadata(),
        encoding="utf-8", size=len(text),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "line", "date", "words"),
    [
        ("关于就业的通知", "（2018年3月5日）", "2018-03-05", "2018年3月5日"),
        ("关于就业的通知", "二〇一八年十二月二十五日", "2018-12-25", "二〇一八年十二月二十五日"),
        ("关于就业的通知", "来源：某报 2018-03-05", "2018-03-05", "2018-03-05"),
        ("关于就业的通知", "某政发〔2018〕12号", "2018", "〔2018"),
        ("关于就业的通知", "2018年3月", "2018-03", "2018年3月"),
        ("关于就业的通知", "没有日期", "2018-03-05", None),
    ],
)
def test_a_date_is_found_as_it_is_printed(title: str, line: str, date: str, words: str | None) -> None:
    made = document(title, line)
    place = find_place(made, None, date)
    assert (made.text[place[0] : place[1]] if place else None) == words


def test_the_year_of_the_title_comes_first() -> None:
    made = document("某市2017年统计公报", "2018年3月5日")
    assert find_place(made, 2017, "2018-03-05") == (2, 6)
