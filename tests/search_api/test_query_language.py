"""What a person types, a case per line: what must hold, what ranks, and what is said of it."""

import time
from decimal import Decimal

import pytest

from corpus.query import AllOf, AnyOf, Counts, Filters, Holds, Meets, Names, NotThis, Says
from search_api.parse_query import parse_query, understand


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("养老 AND 津贴", AllOf((Holds("养老"), Holds("津贴")))),
        ("养老 也 津贴", AllOf((Holds("养老"), Holds("津贴")))),
        ("养老 和 津贴", AllOf((Holds("养老"), Holds("津贴")))),
        ("养老 OR 托育", AnyOf((Holds("养老"), Holds("托育")))),
        ("养老 或 托育", AnyOf((Holds("养老"), Holds("托育")))),
        ("NOT 垃圾", NotThis(Holds("垃圾"))),
        ("非 垃圾", NotThis(Holds("垃圾"))),
        ("-垃圾", NotThis(Holds("垃圾"))),
        ('-"垃圾 分类"', NotThis(Holds("垃圾 分类"))),
        ("养老 AND 津贴 OR 托育", AnyOf((AllOf((Holds("养老"), Holds("津贴"))), Holds("托育")))),
        ("养老 OR 津贴 AND 托育", AnyOf((Holds("养老"), AllOf((Holds("津贴"), Holds("托育")))))),
        ("(养老 OR 津贴) AND 托育", AllOf((AnyOf((Holds("养老"), Holds("津贴"))), Holds("托育")))),
        ("（养老 或 津贴） 托育", AnyOf((Holds("养老"), Holds("津贴")))),
        ("养老 AND (津贴 托育)", AllOf((Holds("养老"), AllOf((Holds("津贴"), Holds("托育")))))),
        ("标题:养老", Says("title", "养老")),
        ("标题：养老", Says("title", "养老")),
        ("標題：養老", Says("title", "養老")),
        ("Title:养老", Says("title", "养老")),
        ('标题:"养老 服务"', Says("title", "养老 服务")),
        ("发文机关:财政局", Says("issuer", "财政局")),
        ("文号:国发〔2018〕3号", Says("number", "国发〔2018〕3号")),
        ("地区:通辽", Meets(Filters(region=("通辽市",)))),
        ("年份:2018", Meets(Filters(year=("2018",)))),
        ("year:2016..2018", Meets(Filters(year=("2016", "2017", "2018")))),
        ("文种:新闻", Meets(Filters(kind=("新闻",)))),
        ("项目:强链补链", Names("强链补链")),
        ("地区:通辽 OR 地区:北京", AnyOf((Meets(Filters(region=("通辽市",))), Meets(Filters(region=("北京市",)))))),
        ("養老 OR 托育", AnyOf((AnyOf((Holds("養老"), Holds("养老"))), Holds("托育")))),
    ],
)  # fmt: skip
def test_operators_fields_and_brackets(text, condition):
    assert understand(text).condition == condition


@pytest.mark.parametrize(
    "text",
    [
        "养老和托育服务有哪些？",
        "“双减”或者课后服务，学校怎么做？",
        "（一）加强养老服务的内容是什么？",
        "投入超过1亿元的项目有哪些？",
        "2018年5个试点是哪几个？",
        "2018年 试点 5个",
        "2016-2020年 规划",
        "三农 一带一路",
        "问题：养老",
        "body : 养老",
        "养老*",
        "http://example.org/a:b",
        "A-B 养老",
        "not and or",
    ],
)
def test_a_sentence_and_plain_words_only_rank(text):
    found = understand(text)
    assert (found.condition, found.phrases, found.ranked) == (None, (), text)


@pytest.mark.parametrize(
    ("text", "indicator", "low", "high", "unit"),
    [
        ("研发经费 >1亿元", "研发经费", "100000000", None, "元"),
        ("研发经费>1亿元", "研发经费", "100000000", None, "元"),
        ("研发经费 > 1亿元", "研发经费", "100000000", None, "元"),
        ("研发经费 ＞１亿元", "研发经费", "100000000", None, "元"),
        ("增长 3%..5%", "增长", "3", "5", "%"),
        ("约50万人", "", "475000", "525000", None),
        ("播种 >=1000亩", "播种", None, None, None),
        ("投入 一亿元", "投入", "50000000", "150000000", "元"),
        ("投入 1億元", "投入", "50000000", "150000000", "元"),
        ("贷款 >1亿美元", "贷款", None, None, "美元"),
    ],
)
def test_a_quantity_asks_for_a_figure_of_the_word_before_it(text, indicator, low, high, unit):
    found = understand(text)
    assert isinstance(found.condition, Counts)
    figures = found.condition.figures
    assert "".join(figures.indicator) == indicator
    assert figures.unit == unit
    if low is not None:
        assert figures.interval.lo == pytest.approx(Decimal(low))
    if high is not None:
        assert figures.interval.hi == pytest.approx(Decimal(high))
    assert found.ranked == indicator, "the word before a quantity ranks too"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("养老 AND", "AND"),
        ("OR 养老", "OR"),
        ("养老 AND OR 津贴", "AND"),
        ("(养老 OR 托育", "括号"),
        (">", ">"),
        ("养老 >1飞元", ">1飞元"),
        ("年份:去年 养老", "年份：去年"),
        ("年份:2020..2016", "年份"),
    ],
)
def test_what_is_not_understood_is_taken_as_words_and_said(text, note):
    found = understand(text)
    assert any(note in one for one in found.notes)
    assert note in found.sentence or "括号" in note


def test_words_beside_operators_rank_and_what_is_left_out_does_not():
    found = understand('养老 AND 津贴 -垃圾 标题:办法 "高龄津贴" 服务')
    assert found.ranked.split() == ["养老", "津贴", "服务"]
    assert found.phrases == ("高龄津贴",)


def test_each_part_can_be_taken_away():
    found = understand('养老 "高龄津贴" 经费 >1亿元 -垃圾')
    assert [part.text for part in found.parts] == ["“高龄津贴”", "经费 > 1亿元", "不含 垃圾"]
    assert [found.without(part) for part in found.parts] == [
        "养老 经费 >1亿元 -垃圾",
        '养老 "高龄津贴" -垃圾',
        '养老 "高龄津贴" 经费 >1亿元',
    ]


def test_without_operators_everything_is_words():
    text = '"高龄津贴" AND 标题:养老 >1亿元 -垃圾'
    query = parse_query(text, operators=False)
    assert (query.text, query.condition, query.phrases) == (text, None, ())


@pytest.mark.parametrize(
    "text",
    [
        "养" * 10_000,
        "a OR " * 500 + "b",
        "养老 AND " * 500,
        "(" * 5000,
        "(" * 500 + "养老 OR 托育" + ")" * 500,
        "(" * 12 + "养老 OR 托育" + ")" * 12,
        "？！。，“”",
        "的了吗呢",
        "' OR 1=1; DROP TABLE document --",
        '+(title:x^2 AND "a b"~3) NOT [a TO b]',
        "> >= < =",
        ">1 >2 >3 " * 300,
        '"' * 9000,
        '" ' * 5000,
        "-" * 10_000,
        "标题:" * 3000,
        "1" * 10_000,
        ">" + "9" * 5000 + "亿元",
    ],
)
def test_any_form_is_understood_in_no_time(text):
    began = time.perf_counter()
    parse_query(text)
    assert time.perf_counter() - began < 5


def test_five_hundred_operators_are_words_and_said():
    found = understand("a OR " * 500 + "b")
    assert found.condition is None
    assert "256" in found.notes[0]
