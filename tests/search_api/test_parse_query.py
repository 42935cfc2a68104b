import pytest

from search_api.parse_query import (
    parse_figure_query,
    parse_filters,
    parse_period,
    parse_query,
    understand,
)
from search_api.query_error import QueryError


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ('"产业帮扶资金"', ("产业帮扶资金",)),
        ("“产业帮扶资金”", ("产业帮扶资金",)),
        ("「产业帮扶资金」 投入", ("产业帮扶资金",)),
        ('预算 "到位率" “拨付进度”', ("到位率", "拨付进度")),
        ("“双减”政策有哪些要求？", ()),
        ("什么是“一站式”服务？", ()),
        (r'"他说\"好\"吗"', ('他说"好"吗',)),
        (r'"C:\新建"', ("C:\\新建",)),
        ('"末尾是\\"', ("末尾是\\",)),
        ('"没有收尾', ()),
        ('""', ()),
        ('"  "', ()),
        ("", ()),
    ],
)
def test_a_quoted_part_that_stands_alone_is_a_phrase(text, phrases):
    assert understand(text).phrases == phrases


def test_a_question_with_quotation_marks_is_words_that_rank():
    query = parse_query("“双减”之后，学校有哪些课后服务？")
    assert query.phrases == ()
    assert "学校" in query.words
    assert query.text == "“双减”之后，学校有哪些课后服务？"


def test_words_beside_a_phrase_rank():
    query = parse_query('"到位率" 专项资金')
    assert (query.phrases, query.text) == (("到位率",), "专项资金")
    assert query.words


def test_without_operators_a_quote_is_punctuation():
    query = parse_query('"到位率"', operators=False)
    assert query.phrases == ()
    assert query.text == '"到位率"'


@pytest.mark.parametrize(
    ("text", "says"), [("资金\x00", "U\\+0000 at 2"), ("\ud800", "U\\+D800 at 0"), ("长" * 20_001, "20001")]
)
def test_what_is_no_text_is_refused(text, says):
    with pytest.raises(QueryError, match=says):
        parse_query(text)


def test_a_query_of_quotes_alone_takes_no_time():
    assert parse_query(' "' * 5000 + ' \\"' * 1000, operators=True).words == ()


def test_what_was_understood_is_said():
    assert understand('"到位率" 专项资金').sentence == "须满足 “到位率”；按词排序：专项资金"


def test_a_short_name_of_a_place_stands_for_its_full_name():
    assert parse_filters(region=["通辽", "北京市"]).region == ("通辽市", "北京市")


def test_an_unknown_place_is_kept_as_it_is():
    assert parse_filters(region=["安澜市"]).region == ("安澜市",)


def test_a_year_is_four_digits():
    assert parse_filters(year=["2018", "2019年"]).year == ("2018", "2019")
    with pytest.raises(QueryError, match="'18' is no year"):
        parse_filters(year=["18"])


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2018", "2018"),
        ("2018年", "2018"),
        ("2018年6月", "2018-06"),
        ("2018年6月3日", "2018-06-03"),
        ("2018-06", "2018-06"),
        ("2016..2020", "2016..2020"),
        ("2016年..2020年", "2016..2020"),
    ],
)
def test_a_period_is_written_as_figures_have_it(text, period):
    assert parse_period(text) == period


@pytest.mark.parametrize("text", ["去年", "18", "2018/06", "2018..", ""])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(QueryError, match=r"2016\.\.2020"):
        parse_period(text)


def test_a_figure_query_takes_words_value_and_unit():
    query = parse_figure_query(indicator=["扶贫 资金"], value=">1亿元", region="通辽", period="2018年")
    assert (query.indicator, query.dimension, query.unit) == (("扶贫", "资金"), "money", "元")
    assert (query.region, query.period) == ("通辽市", "2018")


def test_a_unit_is_taken_by_the_name_that_figures_have():
    assert parse_figure_query(unit="名").unit == "人"
