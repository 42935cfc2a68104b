"""What makes two figures tell one fact."""

from dataclasses import replace
from decimal import Decimal

from corpus.fact import fact_key, gate_of
from corpus.model import Figure, Span

FIGURE = Figure(
    surface="5亿元", start=0, end=3, source=Span(0, 3), sentence="收入5亿元。", value=Decimal("5e8"), unit="元",
    dimension="money", indicator="收入", indicator_key="money|level||收入||||税收", region="安宁市", period="2023",
)  # fmt: skip


def test_words_place_and_value_on_the_page_do_not_matter():
    other = replace(FIGURE, surface="4.9亿元", start=90, end=95, value=Decimal("4.9e8"), indicator="税收收入")
    assert fact_key(other) == fact_key(FIGURE)
    assert len(fact_key(FIGURE)) == 16


def test_indicator_place_period_and_role_do():
    others = [
        replace(FIGURE, indicator_key="money|level||收入||||非税"),
        replace(FIGURE, region="安澜市"),
        replace(FIGURE, period="2024"),
        replace(FIGURE, role="target"),
    ]
    assert len({fact_key(one) for one in (FIGURE, *others)}) == 5


def test_a_year_and_its_days_are_one_period():
    assert fact_key(replace(FIGURE, period="2023-01-01..2023-12-31")) == fact_key(FIGURE)
    assert fact_key(replace(FIGURE, period="2023-12-31")) != fact_key(FIGURE)


def test_what_is_not_told_makes_no_fact():
    assert fact_key(replace(FIGURE, region=None)) is None
    assert fact_key(replace(FIGURE, period=None)) is None
    assert fact_key(replace(FIGURE, indicator_key="")) is None


def test_a_gate_is_all_but_the_last_part():
    assert gate_of("money|level||收入||||税收") == "money|level||收入||||"
