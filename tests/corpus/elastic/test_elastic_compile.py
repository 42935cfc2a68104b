"""The pure functions that put a query into Elasticsearch's words, a test per clause."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.elastic.columns import HUGE, Reading, widened
from corpus.elastic.conditions import NEVER, all_of, among, any_of, compile_filters, equals
from corpus.elastic.facets import compile_facets
from corpus.elastic.figures import SORTS, compile_figures, figures_body
from corpus.elastic.match import match_any, match_exactly, match_run
from corpus.elastic.places import compile_parts
from corpus.elastic.schema import KINDS, index_body, template
from corpus.elastic.search import SCALE, Terms, compile_ranking, settle
from corpus.elastic.writers import Unfinished
from corpus.interval import Interval
from corpus.order_key import HIGHEST, order_key
from corpus.query import AllOf, AnyOf, FigureQuery, Filters, Holds, NotThis, Query, Says
from corpus.ranking import ranking_grams


def test_a_run_is_its_bigrams_in_order() -> None:
    assert match_run("grams", "甲乙丙") == {"match_phrase": {"grams": "甲乙 乙丙"}}
    assert match_run("grams", "甲乙") == {"term": {"grams": "甲乙"}}
    assert match_run("grams", "甲") == {"prefix": {"grams": "甲"}}


def test_terms_are_joined_and_a_single_character_is_the_beginning_of_grams() -> None:
    assert match_any("grams", ["甲乙", "乙丙"]) == [match_exactly("grams", ["甲乙", "乙丙"])]
    assert match_any("grams", ["丁"]) == [{"prefix": {"grams": {"value": "丁", "boost": 1.0}}}]
    assert match_exactly("words", ["and", "丁"], boost=2.0) == {"match": {"words": {"query": "and 丁", "boost": 2.0}}}


def test_conditions_join() -> None:
    assert equals("a", None) == []
    assert all_of(equals("a", "x"), without=[NEVER]) == {
        "bool": {"filter": [{"term": {"a": "x"}}], "must_not": [{"match_none": {}}]}
    }
    assert any_of([NEVER]) == {"bool": {"should": [NEVER], "minimum_should_match": 1}}
    assert among("a", ["\udcff"]) == {"terms": {"a": ["\ufdd0dcff"]}}, "what the engine cannot take is escaped"


def test_filters_name_only_the_fields_that_are_set_and_not_the_one_left_aside() -> None:
    filters = Filters(year=("2018",), kind=("公告",), document=("ab",))
    assert compile_filters(filters) == [
        {"terms": {"year": ["2018"]}},
        {"terms": {"kind": ["公告"]}},
        {"terms": {"document": ["ab"]}},
    ]
    assert compile_filters(filters, leave="year")[0] == {"terms": {"kind": ["公告"]}}
    assert compile_filters(filters, part=True)[:2] == [
        {"terms": {"doc_year": ["2018"]}},
        {"terms": {"doc_kind": ["公告"]}},
    ]
    assert compile_filters(Filters()) == []


def test_a_region_is_asked_for_with_the_places_below_it() -> None:
    (clause,) = compile_filters(Filters(region=("内蒙古自治区",)))
    assert "通辽市" in clause["terms"]["region"]


def settled(**query: Any) -> list[dict[str, Any]]:
    """What a query asks of documents that needs no request of its own."""
    asked = Query(**query)
    terms = ranking_grams(asked.text)
    return settle(cast("Any", None), "gouji", asked, Terms(dict.fromkeys(terms, 1.0), terms))


def test_phrases_are_runs_and_text_is_any_of_its_bigrams() -> None:
    assert settled(phrases=("津贴200元",)) == [match_run("grams", "津贴200元")]
    (shared,) = settled(text="高龄津贴")
    assert shared == any_of(
        [*match_any("grams", ["高龄", "龄津", "津贴"]), *match_any("title_grams", ["高龄", "龄津", "津贴"])]
    )
    assert settled() == []
    assert settled(phrases=("。",)) == [NEVER]
    assert settled(text="？") == [NEVER]


def test_text_beside_a_phrase_is_not_required() -> None:
    assert settled(text="养老", phrases=("津贴",)) == [match_run("grams", "津贴")]


def test_conditions_are_clauses_of_one_record() -> None:
    (clause,) = settled(condition=AllOf((AnyOf((Holds("养老"), Says("title", "托育"))), NotThis(Holds("垃圾")))))
    either, left_out = clause["bool"]["filter"]
    assert either == any_of([all_of([match_run("grams", "养老")]), match_run("title_runs", "托育")])
    assert left_out == all_of([], without=[all_of([match_run("grams", "垃圾")])])


def test_ranking_changes_no_result_and_weighs_title_and_words() -> None:
    clause = compile_ranking([NEVER], Terms({"养老": 1.0}, ["养老"], ["养老"]))["bool"]
    assert clause["filter"] == [NEVER]
    boosts = [next(iter(part["match"].items())) for part in clause["should"]]
    assert [field for field, _ in boosts] == ["grams", "title_grams", "words"]
    assert boosts[0][1]["boost"] == SCALE


def test_a_facet_leaves_its_own_filter_aside() -> None:
    facets = compile_facets(Filters(year=("2018",)))
    assert facets["year"]["filter"] == all_of([])
    assert facets["kind"]["filter"] == all_of([{"terms": {"year": ["2018"]}}])


def test_an_interval_is_narrowed_by_doubles_and_decided_by_exact_keys() -> None:
    assert compile_figures(FigureQuery(interval=Interval(Decimal(5), None, True), dimension="money")) == [
        {"term": {"dimension": "money"}},
        {"range": {"value_lo": {"lte": HUGE}}},
        {"range": {"value_hi": {"gte": 5.0}}},
        {"range": {"lo_key": {"lte": HIGHEST}}},
        {"range": {"hi_key": {"gte": order_key(Decimal(5), 1)}}},
    ]


def test_an_open_end_must_be_near() -> None:
    (clause,) = compile_figures(FigureQuery(near=Interval(Decimal(1), Decimal(2))))
    bounded, above, below = clause["bool"]["should"]
    assert bounded == {"bool": {"must_not": [{"exists": {"field": "open_end"}}]}}
    keys = {"gte": order_key(Decimal(1)), "lte": order_key(Decimal(2))}
    about = {"gte": 1.0, "lte": 2.0}
    for clause, end, key in ((above, "high", "lo"), (below, "low", "hi")):
        narrow, exact = {"range": {f"value_{key}": about}}, {"range": {f"{key}_key": keys}}
        assert clause["bool"]["filter"] == [{"term": {"open_end": end}}, narrow, exact]


@given(
    lo=st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    hi=st.none() | st.decimals(allow_nan=False, allow_infinity=False),
)
@example(lo=Decimal("0.1"), hi=Decimal("0.1"))
@example(lo=Decimal("-1e400"), hi=Decimal("1e400"))
@example(lo=Decimal("1e-400"), hi=Decimal("1e-400"))
def test_the_doubles_of_an_interval_hold_its_exact_ends(lo: Decimal | None, hi: Decimal | None) -> None:
    low, high = widened(Interval(lo, hi))
    assert -HUGE <= low <= HUGE
    assert -HUGE <= high <= HUGE
    assert low == -HUGE if lo is None else Decimal(low) <= max(lo, Decimal(-HUGE))
    assert high == HUGE if hi is None else Decimal(high) >= min(hi, Decimal(HUGE))


def test_the_passage_that_shows_a_hit_is_the_first_with_the_phrase_or_the_one_whose_terms_weigh_most() -> None:
    held = compile_parts(["w.1", "w.2"], "津贴2", {"津贴": 1.0})
    assert held["query"]["bool"]["filter"] == [
        {"terms": {"reading": ["w.1", "w.2"]}},
        {"term": {"grams": "津贴"}},
        {"term": {"grams": "贴2"}},
    ]
    assert (held["sort"], held["collapse"]) == (["ordinal"], {"field": "reading"})
    weighed = compile_parts(["w.1"], "", {"津贴费": 1.5, "2": 0.5})["query"]["function_score"]
    pair = all_of([{"term": {"grams": "津贴"}}, {"term": {"grams": "贴费"}}])
    assert weighed["query"]["bool"]["should"] == [
        {"constant_score": {"filter": pair, "boost": 1.5}},
        {"constant_score": {"filter": all_of([{"prefix": {"grams": "2"}}]), "boost": 0.5}},
    ]
    assert {"filter": {"term": {"kind": "title"}}, "weight": 0.5} in weighed["functions"]


def test_a_period_is_asked_for_by_its_days_and_one_that_is_none_as_it_stands() -> None:
    assert compile_figures(FigureQuery(period="2018-02")) == [
        {"range": {"first_day": {"gte": "2018-02-01"}}},
        {"range": {"last_day": {"lte": "2018-02-28"}}},
    ]
    assert compile_figures(FigureQuery(period="牧业年度")) == [{"term": {"period": "牧业年度"}}]


def test_a_gate_is_one_term() -> None:
    gate = "money|level||收入||||"
    assert compile_figures(FigureQuery(gate=gate)) == [{"term": {"gate": gate}}]


def test_words_stand_in_indicator_or_sentence_and_one_of_them_in_the_indicator() -> None:
    first, second, one = compile_figures(FigureQuery(indicator=("养老", "拨付")))
    assert first == any_of([match_run("indicator_grams", "养老"), match_run("sentence_grams", "养老")])
    assert second == any_of([match_run("indicator_grams", "拨付"), match_run("sentence_grams", "拨付")])
    assert one == any_of([match_run("indicator_grams", "养老"), match_run("indicator_grams", "拨付")])
    assert compile_figures(FigureQuery(indicator=("养老",))) == [match_run("indicator_grams", "养老")]


def test_figures_are_sorted_by_fields_that_are_never_missing() -> None:
    properties = template("figures")["mappings"]["properties"]
    for sort in SORTS.values():
        assert {field for one in sort for field in one} <= {*properties, "_score"}
    body = figures_body(FigureQuery(sort="-value", limit=3), Unfinished({"w": 4}), ["", "", 0])
    assert (body["size"], body["sort"][0], body["search_after"]) == (4, {"value_down": "desc"}, ["", "", 0])
    assert body["query"]["bool"]["must_not"] == Unfinished({"w": 4}).clauses()


def test_what_is_unfinished_is_named_by_writer_reading_and_document() -> None:
    clauses = Unfinished({"w": 4}, frozenset([Reading("v", 2)]), frozenset(["d"])).clauses()
    assert clauses == [
        {"bool": {"filter": [{"term": {"writer": "w"}}, {"range": {"n": {"gt": 4}}}]}},
        {"bool": {"filter": [{"term": {"writer": "v"}}, {"term": {"n": 2}}]}},
        {"terms": {"document": ["d"]}},
    ]


def test_a_fixed_state_leaves_out_what_was_begun_after_the_first_look() -> None:
    before = Unfinished({"w": 4, "gone": 7}, frozenset([Reading("v", 2)]))
    after = Unfinished({"w": 6, "new": 3}, frozenset([Reading("w", 1)]), frozenset(["d"]))
    both = before | after
    assert both.after == {"w": 4, "gone": 7, "new": 0}
    assert both.readings == before.readings
    assert both.documents == {"d"}


@pytest.mark.parametrize("kind", KINDS)
def test_templates_are_strict_and_stamped_and_use_the_core_alone(kind: str) -> None:
    body = index_body(kind, "a1")
    assert body["mappings"]["dynamic"] == "strict"
    assert body["mappings"]["_meta"]["analyser"] == "a1"
    types = {field["type"] for field in body["mappings"]["properties"].values()}
    assert types <= {"keyword", "text", "integer", "long", "double", "binary", "boolean"}
    analysers = {field.get("analyzer") for field in body["mappings"]["properties"].values()}
    assert analysers <= {None, "whitespace"}
