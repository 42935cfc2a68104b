"""Whatever a person types is understood or refused in a sentence, never a crash."""

import json
from contextlib import suppress

from hypothesis import example, given
from hypothesis import strategies as st

from search_api.export import csv_cell, json_line
from search_api.parse_query import parse_figure_query, parse_filters, parse_query, understand
from search_api.parse_value import parse_value
from search_api.query_error import QueryError
from search_api.scale import grouped, parse_scales

anything = st.text(st.characters(codec=None, categories=None), max_size=80)
values = st.text("0123456789.-~～<>=≥约近至以上下内左右多余几数百千万亿%‰元人亩倍成分之一二三 ", max_size=20)


@given(anything)
@example("\x00")
@example('"\\"')
def test_any_text_is_a_query_or_is_refused(text):
    with suppress(QueryError):
        assert parse_query(text).limit == 10


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=2, max_size=40))
def test_any_text_in_quotes_is_one_phrase(text):
    phrase = '"' + text.replace('"', '\\"') + '"'
    assert understand(phrase).wanted[:1] == ((text,) if text.strip() else ())


@given(values | anything)
@example("1" * 400)
@example("-")
@example("百分之")
@example("..5%")
def test_any_value_is_an_interval_or_is_refused(text):
    with suppress(QueryError):
        interval = parse_value(text).interval
        assert interval.lo is not None or interval.hi is not None


@given(anything)
def test_any_filter_or_scale_is_taken_or_refused(text):
    for parse in (
        lambda: parse_filters(region=[text], year=[text], issuer=[text]),
        lambda: parse_figure_query(region=text, unit=text, period=text),
        lambda: parse_scales([text]),
    ):
        with suppress(QueryError):
            parse()


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_separators_change_no_digit(value):
    assert grouped(value).replace(",", "") == f"{value:f}".rstrip("0").rstrip(".")


@given(anything)
def test_any_text_goes_through_json_and_is_no_formula_in_csv(text):
    assert json.loads(json_line({"text": text}))["text"] == text
    assert not csv_cell(text, number=False).startswith(("=", "+", "-", "@"))
