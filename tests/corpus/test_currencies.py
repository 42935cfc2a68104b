"""Money in the currency it is printed in, or that its place has."""

from __future__ import annotations

import pytest

from corpus.reference.currencies import currency_of, parse_currencies


@pytest.mark.parametrize(
    ("unit", "region", "code"),
    [
        ("元", "香港特别行政区", "HKD"),
        ("元", "湾仔区", "HKD"),
        ("元", "通辽市", "CNY"),
        ("元", "全国", "CNY"),
        ("元", None, None),
        ("美元", None, "USD"),
        ("港元", "通辽市", "HKD"),
        ("吨", "全国", None),
    ],
)
def test_a_unit_of_money_has_a_currency(unit: str, region: str | None, code: str | None) -> None:
    assert currency_of(unit, region) == code


def test_a_row_that_is_not_sound_is_named() -> None:
    with pytest.raises(ValueError, match="美元"):
        parse_currencies("unit\tregion\tcode\n美元\t\tdollar\n")
