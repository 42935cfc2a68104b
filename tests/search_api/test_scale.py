from decimal import Decimal

import pytest

from search_api.query_error import QueryError
from search_api.scale import parse_scales, readable, readable_record, scale_record


@pytest.mark.parametrize(
    ("value", "value_max", "unit", "shown"),
    [
        ("1447000000", None, "元", "14.47 亿元"),
        ("10600", None, "户", "1.06 万户"),
        ("15734", None, "人", "15,734 人"),
        ("197210000", None, "元", "1.9721 亿元"),
        ("123456789", None, "元", "123,456,789 元"),
        ("300000000", "500000000", "元", "3–5 亿元"),
        ("1500000000000", None, "元", "1.5 万亿元"),
        ("72", None, "%", "72 %"),
        ("12500", None, "%", "12,500 %"),
        ("-1.60", None, "%", "-1.6 %"),
        ("-1234567", None, "人", "-1,234,567 人"),
        ("0", None, "个", "0 个"),
        ("4200", None, "", "4,200"),
    ],
)
def test_a_value_is_shown_in_the_largest_scale_that_loses_no_digit(value, value_max, unit, shown):
    assert readable(Decimal(value), value_max and Decimal(value_max), unit) == shown


def test_a_vague_count_has_no_value_to_show():
    assert readable(None, None, "家") == ""


def record(value, unit, value_max=None):
    return {"value": value, "value_max": value_max, "unit": unit}


@pytest.mark.parametrize(
    ("qualifier", "shown"),
    [
        ("exact", "20 万人"),
        ("approx", "≈20 万人"),
        ("more_than", ">20 万人"),
        ("at_least", "≥20 万人"),
        ("at_most", "≤20 万人"),
    ],
)
def test_a_qualifier_is_shown_as_a_sign(qualifier, shown):
    assert readable_record({"value": "200000", "value_max": None, "unit": "人", "qualifier": qualifier}) == shown


def test_money_is_shown_in_the_unit_that_was_asked_for_and_other_units_are_left():
    scales = parse_scales(["亿元"])
    assert scale_record(record("197210000", "元"), scales)["scaled"] == "1.9721"
    assert scale_record(record("197210000", "元"), scales)["scale"] == "亿元"
    assert scale_record(record("5000", "人"), scales)["scale"] is None


def test_a_foreign_currency_is_never_shown_as_yuan():
    assert scale_record(record("12000000000", "美元"), parse_scales(["亿元"]))["scaled"] is None


def test_both_ends_of_a_range_are_converted():
    shown = scale_record(record("30000", "亩", "45000"), parse_scales(["万亩"]))
    assert (shown["scaled"], shown["scaled_max"]) == ("3", "4.5")


def test_a_unit_of_the_same_dimension_is_converted():
    assert scale_record(record("15", "亩"), parse_scales(["公顷"]))["scaled"] == "1"


@pytest.mark.parametrize("name", ["亿", "亿火星币", "", "  "])
def test_an_unknown_scale_is_refused_with_what_to_write(name):
    with pytest.raises(QueryError, match="亿元"):
        parse_scales([name])


def test_two_scales_for_the_same_units_are_refused():
    with pytest.raises(QueryError, match="one of them"):
        parse_scales(["亿元", "万元"])
