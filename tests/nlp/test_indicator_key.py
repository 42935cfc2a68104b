"""The key under which indicators are compared."""

import pytest

from corpus.fact import gate_of
from nlp.indicator_key import indicator_key
from nlp.reading import Measure
from nlp.similar import likeness

LEVEL, GROWTH = Measure(), Measure("growth", "up", "yoy")


def key(indicator, dimension="money", measure=LEVEL, period=None):
    return indicator_key(indicator, dimension, measure, period)


def gate(*arguments, **named):
    return gate_of(key(*arguments, **named))


def test_the_slots_are_told_apart():
    assert key("财政专项扶贫资金投入") == "money|level||资金|投入|财政专项扶贫||"
    assert key("一般公共预算教育支出") == "money|level||支出||一般公共预算||教育"
    assert key("规上工业增加值增长", "ratio", GROWTH) == "ratio|growth:yoy||增加值|||规模以上|工业"
    assert key("城镇居民人均可支配收入", measure=Measure("per_unit", per="人")) == (
        "money|per_unit|人|可支配收入|||城镇居民|"
    )


def test_nothing_has_no_key():
    assert key("") == ""
    assert gate_of("") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("扶贫资金下达", "扶贫资金支出"),
        ("城镇居民可支配收入", "农村居民可支配收入"),
        ("一般公共预算收入", "政府性基金收入"),
        ("一般公共预算收入", "一般公共预算支出"),
        ("规模以上工业增加值", "工业增加值"),
    ],
)
def test_stage_population_fund_and_head_noun_are_gates(one, other):
    assert gate(one) != gate(other)


def test_dimension_measure_basis_and_per_are_gates():
    assert gate("新增就业", "people") != gate("新增就业", "ratio")
    assert gate("生产总值增长", "ratio", GROWTH) != gate("生产总值增长", "ratio", Measure("growth", "up", "base"))
    assert gate("补贴", measure=Measure("per_unit", per="人")) != gate("补贴", measure=Measure("per_unit", per="户"))


def test_the_verb_of_change_is_the_measures_and_not_the_indicators():
    assert gate("固定资产投资增长", "ratio", GROWTH) == gate("固定资产投资增速", "ratio", GROWTH)
    assert key("存款余额增加", measure=Measure("change", "up", "yoy")) == "money|change:yoy||余额||||存款"


def test_a_share_is_keyed_by_what_has_it():
    share = Measure("share")
    assert gate("民生支出占财政支出比重", "ratio", share) == gate("民生支出占比", "ratio", share)


@pytest.mark.parametrize(
    ("old", "name", "period", "same"),
    [
        ("公共财政预算收入", "一般公共预算收入", "2013", True),
        ("公共财政预算收入", "一般公共预算收入", None, True),
        ("公共财政预算收入", "一般公共预算收入", "2005", False),
        ("农村常住居民人均可支配收入", "农村居民人均可支配收入", "2016", True),
        ("国民生产总值", "国民总收入", "1990", True),
        ("市场主体", "经营主体", "2022", True),
        ("城镇登记失业率", "城镇调查失业率", "2020", False),
    ],
)
def test_a_name_of_old_times_is_the_new_one_in_its_years(old, name, period, same):
    assert (key(old, period=period) == key(name, period=period)) is same


def test_likeness_orders_wordings():
    one = ("国家级智能工厂", None)
    same, near, far = likeness(one, [("国家级的智能工厂", None), ("省级智能工厂", None), ("造纸工厂", None)])
    assert same == 1
    assert same > near > far


def test_likeness_knows_the_names_of_each_ones_own_year():
    old, odd = likeness(("一般公共预算收入", "2020"), [("公共财政预算收入", "2013"), ("公共财政预算收入", "1999")])
    assert old == 1
    assert odd < 1


def test_nothing_is_like_nothing():
    assert likeness(("收入", None), []) == []
