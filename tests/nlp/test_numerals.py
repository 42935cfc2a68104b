"""Numerals of every form become decimals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nlp.numerals import match_numeral, parse_numeral


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,234.5", "1234.5"),
        ("１，２３４．５", "1234.5"),
        ("三千五百二十万", "35200000"),
        ("十三亿七千万", "1370000000"),
        ("两万五千", "25000"),
        ("两万五", "25000"),
        ("三千五", "3500"),
        ("一百零五", "105"),
        ("二十二万零四百六十六", "220466"),
        ("二百二十九亿五千六百万", "22956000000"),
        ("六万万", "600000000"),
        ("25万6千", "256000"),
        ("5万8千", "58000"),
        ("1个亿", "100000000"),
        ("3.5万亿", "3500000000000"),
        ("万亿", "1000000000000"),
        ("壹佰万", "1000000"),
        ("叁拾伍万", "350000"),
        ("廿三", "23"),
        ("十二点四", "12.4"),
        ("三点五万", "35000"),
        ("二〇一八", "2018"),
        ("兩萬", "20000"),
        ("233萬8,648", "2338648"),
        ("3兆7,619億", "3761900000000"),
    ],
)
def test_a_numeral_is_read(written: str, value: str) -> None:
    assert parse_numeral(written) == Decimal(value)


@pytest.mark.parametrize(("written", "low", "high"), [("三四十", 30, 40), ("七八", 7, 8), ("一千五六百", 1500, 1600)])
def test_neighbouring_digits_are_a_range(written: str, low: int, high: int) -> None:
    numeral = match_numeral(written, 0)
    assert numeral is not None
    assert (numeral.value, numeral.upper) == (low, high)


@pytest.mark.parametrize("written", ["壹贰万", "万里", "abc", "", "一千克", "三百分点"])
def test_what_is_no_numeral_as_a_whole_is_none(written: str) -> None:
    assert parse_numeral(written) is None


def test_a_magnitude_leaves_the_unit_its_thousand() -> None:
    numeral = match_numeral("65万千瓦", 0)
    assert numeral is not None
    assert (numeral.value, numeral.end) == (650000, 3)


@pytest.mark.parametrize(
    ("written", "ulp", "last"),
    [
        ("1.97亿", "1000000", "1000000"),
        ("19721万", "10000", "10000"),
        ("6800", "1", "100"),
        ("6800万", "10000", "1000000"),
        ("0.85", "0.01", "0.01"),
        ("十三亿七千万", "10000000", "10000000"),
    ],
)
def test_the_last_printed_place_is_known(written: str, ulp: str, last: str) -> None:
    numeral = match_numeral(written, 0)
    assert numeral is not None
    assert (numeral.ulp, numeral.last) == (Decimal(ulp), Decimal(last))
