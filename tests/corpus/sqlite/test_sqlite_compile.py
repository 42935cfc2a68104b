"""The pure functions that put a query into SQLite's words, a test per clause."""

from __future__ import annotations

import sqlite3
from decimal import Decimal

from corpus.interval import Interval
from corpus.order_key import HIGHEST, order_key
from corpus.query import AnyOf, FigureQuery, Filters, Holds, Meets, NotThis, Query, Says
from corpus.sqlite.conditions import Clause, among, compile_filters, equals, holds
from corpus.sqlite.figures import compile_figures
from corpus.sqlite.match import match_all, match_any, match_exactly, match_run
from corpus.sqlite.required import NEVER
from corpus.sqlite.schema import TABLES
from corpus.sqlite.search import settle, weigh


def test_a_run_is_its_bigrams_in_order() -> None:
    assert match_run("甲乙丙") == '"甲乙 乙丙"'
    assert match_run("甲") == '"甲"*'


def test_terms_are_joined_and_never_read_as_operators() -> None:
    assert match_all(["甲乙丙", "乙丙", "丁"]) == '"甲乙" AND "乙丙" AND "丁"*'
    assert match_any(["or", "丁"]) == '"or" OR "丁"*'
    assert match_exactly(["and", "丁"]) == '"and" OR "丁"'


def test_clauses_join_and_the_empty_one_does_not_show() -> None:
    assert (equals("a", 1) & Clause() & holds("b", "x")) == Clause("a = ? AND instr(b, ?) > 0", (1, "x"))
    assert equals("a", None) == holds("a", "") == Clause()
    assert among("a", ["x", "y"]).values == ('["x", "y"]',)


def test_filters_name_only_the_fields_that_are_set() -> None:
    filters = Filters(year=("2018",), kind=("公告",))
    assert compile_filters(filters).sql.count(" IN ") == 2
    assert compile_filters(Filters()) == Clause()


def test_a_region_is_asked_for_with_the_places_below_it() -> None:
    (values,) = compile_filters(Filters(region=("内蒙古自治区",))).values
    assert '"\\u901a\\u8fbd\\u5e02"' in values, "通辽市"


def settled(**query: object) -> Clause:
    """What a query asks of documents, in an empty corpus."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    asked = Query(**query)  # type: ignore[arg-type]
    return settle(connection, asked, weigh(connection, asked))


def test_phrases_are_runs_and_text_is_any_of_its_bigrams() -> None:
    assert settled(phrases=("津贴200元",)).values == ('"津贴 贴2 20 00 0元"',)
    assert settled(text="高龄津贴").values == ('"高龄" OR "龄津" OR "津贴"',) * 2
    assert settled() == Clause()
    assert settled(phrases=("。",)) == NEVER
    assert settled(text="？") == NEVER


def test_text_beside_a_phrase_is_not_required() -> None:
    assert settled(text="养老", phrases=("津贴",)).values == ('"津贴"',)


def test_alternatives_are_one_question_to_the_index() -> None:
    either = AnyOf((Holds("养老"), Holds("托育服务"), Meets(Filters(year=("2018",)))))
    assert settled(condition=either).values == ('"养老" OR "托育 育服 服务"', '["2018"]')


def test_what_must_not_hold_may_be_unknown() -> None:
    assert settled(condition=NotThis(Says("title", "养老"))).sql.startswith("NOT coalesce(")


def test_an_interval_is_asked_for_by_exact_keys() -> None:
    over = compile_figures(FigureQuery(interval=Interval(Decimal(5), None, True), dimension="money"))
    assert over == Clause(
        "f.dimension = ? AND f.lo_key <= ? AND f.hi_key >= ?", ("money", HIGHEST, order_key(Decimal(5), 1))
    )


def test_a_period_is_asked_for_by_its_days_and_one_that_is_none_as_it_stands() -> None:
    assert compile_figures(FigureQuery(period="2018-02")).values == ("2018-02-01", "2018-02-28")
    assert compile_figures(FigureQuery(period="牧业年度")).values == ("牧业年度",)


def test_a_gate_is_a_stretch_of_the_index_of_keys() -> None:
    gate = "money|level||收入||||"
    clause = compile_figures(FigureQuery(gate=gate))
    assert clause.sql == "f.indicator_key >= ? AND f.indicator_key < ?"
    low, high = clause.values
    assert low <= gate <= gate + "税收" < high
    assert not low <= "money|level||收入|计划|||" < high
