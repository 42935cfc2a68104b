from decimal import Decimal

import pytest

from corpus.interval import Interval
from search_api.parse_value import parse_value
from search_api.query_error import QueryError


def interval(lo, hi, lo_open=False, hi_open=False):
    return Interval(lo and Decimal(lo), hi and Decimal(hi), lo_open, hi_open)


@pytest.mark.parametrize(
    ("text", "expected", "dimension", "unit"),
    [
        (">1亿元", interval("100000000", None, lo_open=True), "money", "元"),
        ("＞１亿元", interval("100000000", None, lo_open=True), "money", "元"),
        (">= 1000亩", interval("1000", None), "area", None),
        ("≤5%", interval(None, "5"), "ratio", "%"),
        ("<3个百分点", interval(None, "3", hi_open=True), "ratio", "百分点"),
        ("不低于20万人", interval("200000", None), "people", None),
        ("20万人以上", interval("200000", None), "people", None),
        ("50户及以下", interval(None, "50"), "households", None),
        ("3%..5%", interval("3", "5"), "ratio", "%"),
        ("3..5亿元", interval("300000000", "500000000"), "money", "元"),
        ("8000万元～1.2亿元", interval("80000000", "120000000"), "money", "元"),
        ("10至20家", interval("10", "20"), "count", "家"),
        ("约50万人", interval("475000", "525000"), "people", None),
        ("三百二十户左右", interval("304", "336"), "households", None),
        ("14.47亿元", interval("1446500000", "1447500000"), "money", "元"),
        ("=15734人", interval("15734", "15734"), "people", None),
        (">1000", interval("1000", None, lo_open=True), None, None),
        ("百分之九十", interval("89.5", "90.5"), "ratio", "%"),
        (">500萬美元", interval("5000000", None, lo_open=True), "money", "美元"),
        ("-2%..3%", interval("-2", "3"), "ratio", "%"),
    ],
)
def test_a_value_expression_is_an_interval_in_the_base_unit(text, expected, dimension, unit):
    asked = parse_value(text)
    assert (asked.interval, asked.dimension, asked.unit) == (expected, dimension, unit)


@pytest.mark.parametrize(
    "text", [">", "", "元", ">1亿火星币", "3%..", "..", "5%..3%", "3元..5美元", ">数百家", "1..2..3", "abc"]
)
def test_what_is_no_value_is_refused_with_an_example(text):
    with pytest.raises(QueryError, match=r"write|use"):
        parse_value(text)
