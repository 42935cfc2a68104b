"""The month of a report that names the congress it is given to; the sentences are made up."""

from __future__ import annotations

import pytest

from corpus.model import Block, Document, Metadata, SourceMap
from nlp.congresses import party_date, session_date


def document(text: str) -> Document:
    return Document(
        id="0" * 64, text=text, blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        source_map=SourceMap((0,), (0,)), metadata=Metadata(), encoding="utf-8", size=len(text),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("我代表国务院，向第六届全国人民代表大会第一次会议作政府工作报告。", "1983-06"),
        ("我代表国务院，向第四届全国人民代表大会作政府工作报告。", "1975-01"),
        ("从去年九月第五届全国人民代表大会第三次会议到现在，已经一年多了。", "1981-11"),
        ("现在，向第十三届全国人民代表大会第三次会议报告工作。", "2020-05"),
        ("从第八届全国人民代表大会以来，各项工作都有进展。", None),
        ("现在，我代表县人民政府向大会报告工作。", None),
    ],
)
def test_a_report_is_dated_by_the_session_it_is_given_to(text: str, month: str | None) -> None:
    assert session_date(document(text)) == month


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("同志们：现在，我代表第十九届中央委员会向大会作报告。", "2022-10"),
        ("我代表第十一届中央委员会向大会报告工作。", "1982-09"),
        ("第十九届中央委员会第三次全体会议通过了决定。", None),
    ],
)
def test_a_central_committees_report_is_of_the_congress_that_chose_the_next(text: str, month: str | None) -> None:
    assert party_date(document(text)) == month
