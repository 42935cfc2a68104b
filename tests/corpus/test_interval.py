"""A printed number is an interval: the table of the project's checks, §1."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corpus.interval import Interval, Printed, printed_interval
from nlp.fold import fold
from nlp.prose import read_prose


def interval(text: str) -> Interval:
    found = read_prose(text, fold(text))[0][0].interval
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("printed", "lo", "hi"),
    [
        ("1.97亿元", "196500000", "197500000"),
        ("19721万元", "197205000", "197215000"),
        ("15000元", "14999.5", "15000.5"),
        ("15734人", "15734", "15734"),
        ("72%", "71.5", "72.5"),
        ("9.88‰", "0.9875", "0.9885"),
        ("两成", "15", "25"),
        ("六成五", "64.5", "65.5"),
        ("翻两番", "3.6", "4.4"),
        ("约100亩", "95", "105"),
        ("100亩左右", "95", "105"),
        ("近400家", "360", "400"),
        ("300余家", "300", "400"),
        ("6800多万亩", "68000000", "69000000"),
        ("1万6千多人", "16000", "17000"),
        ("10—20万亩", "100000", "200000"),
    ],
)
def test_a_printed_number_stands_for(printed: str, lo: str, hi: str) -> None:
    found = interval(printed)
    assert (found.lo, found.hi) == (Decimal(lo), Decimal(hi))


def test_bounds_include_the_number_and_words_of_passing_do_not() -> None:
    assert interval("100亩以上") == Interval(Decimal(100), None)
    assert interval("100亩以内") == Interval(None, Decimal(100))
    assert interval("超过100亩") == Interval(Decimal(100), None, lo_open=True)
    assert interval("不足100亩") == Interval(None, Decimal(100), hi_open=True)


def test_more_than_reaches_up_to_the_next_printed_unit() -> None:
    assert interval("300余家") == Interval(Decimal(300), Decimal(400), hi_open=True)


def test_a_third_is_the_fraction_between_its_printed_decimals() -> None:
    found = interval("三分之一")
    assert found.holds(Decimal(100) / 3)


def test_half_a_unit_of_the_last_place_is_closed_on_both_sides() -> None:
    found = printed_interval(Printed(value=Decimal("1.97"), ulp=Decimal("0.01")))
    assert found == Interval(Decimal("1.965"), Decimal("1.975"))
    assert found.meets(Interval(Decimal("1.975"), Decimal(2)))
