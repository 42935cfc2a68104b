"""Laws of figures: places and surfaces agree, width changes no value, a value lies in its interval, time is linear."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.reference.units import units_by_name
from nlp.fold import fold
from nlp.prose import read_prose
from nlp.reading import Mention

WIDE = str.maketrans({**{chr(c): chr(c + 0xFEE0) for c in range(ord("0"), ord("9") + 1)}, ".": "．", "%": "％"})
SIGNS = [*"12390.,、%％亿万千百十个元人户年月日第近约超余多至—～-一二三两几数点成倍番《》“”（）壹佰和，。$^{}号 "]
WORDS = [
    "以上",
    "左右",
    "分之",
    "百分之",
    "增长",
    "单位",
    "万元",
    "公里",
    "其中",
    "国发",
    "〔2018〕",
    "\u200b",
    "\ue000",
    "\\times",
]
PIECES = st.sampled_from(SIGNS + WORDS)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def read(text: str) -> list[Mention]:
    return read_prose(text, fold(text))[0]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_surfaces_stand_where_they_are_said_to_stand(text: str) -> None:
    mentions, issues = read_prose(text, fold(text))
    assert all(text[m.start : m.end] == m.surface for m in mentions)
    assert all(text[i.start : i.end].startswith(i.surface) for i in issues)
    places = [(m.start, m.end) for m in mentions]
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    assert read_prose(text, fold(text)) == (mentions, issues)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_width_changes_no_value(text: str) -> None:
    def values(mentions: list[Mention]) -> list[object]:
        return [(m.start, m.end, m.value, m.value_max, m.unit, m.qualifier) for m in mentions]

    assert values(read(text)) == values(read(text.translate(WIDE)))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_value_lies_in_its_interval_or_is_one_of_its_ends(text: str) -> None:
    for mention in read(text):
        if mention.interval is None or mention.value is None or mention.unit == "番":
            continue
        unit = units_by_name().get(mention.unit)
        value = unit.to_base(mention.value) if unit else mention.value
        assert mention.interval.holds(value) or value in (mention.interval.lo, mention.interval.hi)


def test_vague_numbers_have_no_interval() -> None:
    assert [m.interval for m in read("数百家企业、几十亿元订单、十几名工人")] == [None, None, None]


def seconds(text: str) -> float:
    folded = fold(text)
    best = 9.0
    for _ in range(3):
        start = time.process_time()
        read_prose(text, folded)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize(
    "unit",
    [
        "投资3.5亿元、增长5%，",
        "1",
        "一",
        "1-",
        "1.",
        "1,",
        "1 ",
        "《",
        "《《》》",
        "“",
        '"',
        "$1 ",
        "1至",
        "1万",
        "壹贰",
        "第1、",
        "1\ue000",
        "1\u200b",
        "三点",
        "百分之",
        "2018年",
        "1：",
        "1+",
    ],
)
def test_time_grows_as_the_text_does(unit: str) -> None:
    short, long = (unit * (size // len(unit)) for size in (20_000, 80_000))
    assert seconds(long) < max(8 * seconds(short), 0.05)


def test_ten_thousand_figures_on_one_line_are_all_found() -> None:
    assert len(read("收入3.5亿元、" * 10_000)) == 10_000
