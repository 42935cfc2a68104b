"""Numbers that cannot be read are issues with a place and a reason, and never figures."""

from __future__ import annotations

import pytest

from nlp.fold import fold
from nlp.prose import read_prose


@pytest.mark.parametrize(
    ("sentence", "surface", "code"),
    [
        ("支出1,23,4万元。", "1,23,4", "malformed_number"),
        ("收入12..5亿元。", "12..5", "malformed_number"),
        ("投资3.7.1亿元。", "3.7.1", "malformed_number"),
        ("捐款壹贰万元。", "壹贰万", "malformed_number"),
        ("账号" + "7" * 400 + "。", "7" * 80, "long_number"),
        ("共" + "一二三" * 30 + "个。", ("一二三" * 30)[:80], "long_number"),
        ("产量1\ue0004.5万吨。", "1\ue0004.5", "unreadable_number"),
        ("共3\ufffd5个。", "3\ufffd5", "unreadable_number"),
    ],
)
def test_a_malformed_number_is_listed(sentence: str, surface: str, code: str) -> None:
    mentions, issues = read_prose(sentence, fold(sentence))
    assert [(issue.surface, issue.code) for issue in issues] == [(surface, code)]
    assert issues[0].message
    assert issues[0].start is not None
    assert sentence[issues[0].start :].startswith(surface)
    assert not mentions


@pytest.mark.parametrize(
    "sentence",
    [
        "2018.12.05发布",
        "1.2.3 总则",
        "服务器10.0.0.1",
        "共1,234,567.8元",
        "2016,2017年两年",
        "增长5.2%,3.1%",
        "V1.2.3版",
    ],
)
def test_dates_versions_and_grouped_numbers_are_no_issue(sentence: str) -> None:
    assert not read_prose(sentence, fold(sentence))[1]


def test_the_figures_beside_a_malformed_number_stand() -> None:
    sentence = "支出1,23,4万元，收入56万元。"
    assert [mention.surface for mention in read_prose(sentence, fold(sentence))[0]] == ["56万元"]
