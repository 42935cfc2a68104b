"""The table of units: sound rows, and factors that tie with each other."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from corpus.reference.units import COLUMNS, parse_units, units, units_by_name


def test_some_hundred_units_are_known_and_every_base_is_a_unit_of_its_dimension() -> None:
    table = units()
    assert len(table) >= 400
    for unit in table.values():
        base = table.get(unit.base)
        assert base is None or (base.dimension, base.factor) == (unit.dimension, 1), unit


def test_every_recorded_name_is_found_again() -> None:
    named = units_by_name()
    assert all(named[unit.name].base == unit.base for unit in units().values() if unit.printed == unit.name)


@pytest.mark.parametrize(
    ("one", "same", "times"),
    [
        ("公顷", "亩", 15),
        ("平方公里", "公顷", 100),
        ("公顷", "平方米", 10000),
        ("吨", "斤", 2000),
        ("担", "公斤", 50),
        ("公里", "里", 2),
        ("丈", "尺", 10),
        ("里", "丈", 150),
        ("兆瓦", "千瓦", 1000),
        ("吉瓦时", "千瓦时", 1000000),
        ("立方米", "升", 1000),
        ("石", "斗", 10),
        ("年", "个月", 12),
        ("天", "小时", 24),
        ("%", "‰", 10),
        ("海里", "米", 1852),
        ("亩", "平方尺", 6000),
    ],
)
def test_units_of_a_dimension_tie(one: str, same: str, times: int) -> None:
    table = units()
    assert table[one].base == table[same].base
    assert table[one].factor == table[same].factor * times


def test_money_percent_and_points_do_not_mix() -> None:
    table = units()
    assert len({table[name].base for name in ("元", "美元", "港元", "%", "个百分点", "倍")}) == 6


def test_a_value_goes_to_its_base_exactly() -> None:
    assert units()["平方公里"].to_base(Decimal("0.1")) == 150
    assert units()["斤"].to_base(Decimal("12358")) == 6179
    assert units()["尺"].factor == Fraction(1, 3)


@pytest.mark.parametrize(
    "row",
    [
        "米\t米\tlength\t米",
        "米\t米\tnothing\t米\t1",
        "米\t米\tlength\t米\t0",
        "米\t米\tlength\t米\t1\n米\t米\tlength\t米\t1",
    ],
)
def test_an_unsound_table_is_refused(row: str) -> None:
    with pytest.raises(ValueError, match=r"units\.tsv"):
        parse_units(f"{COLUMNS}\n{row}\n")
