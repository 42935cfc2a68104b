"""What every backend finds of figures and programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.backend import Corpus
from corpus.errors import BadCursorError
from corpus.interval import Interval
from corpus.model import Metadata
from corpus.query import FigureQuery, Filters

Make = Callable[..., Any]


def between(lo: str | None, hi: str | None, *, lo_open: bool = False, hi_open: bool = False) -> Interval:
    return Interval(None if lo is None else Decimal(lo), None if hi is None else Decimal(hi), lo_open, hi_open)


def surfaces(corpus: Corpus, **fields: Any) -> list[str]:
    page = corpus.figures(FigureQuery(**fields))
    assert page.total == len(page.items)
    return [row.figure.surface for row in page.items]


@pytest.fixture
def filled(corpus: Corpus, report: Make, statement: Make) -> Corpus:
    money, people = {"dimension": "money", "unit": "元"}, {"dimension": "people", "unit": "人"}
    report(
        "青石市二〇一八年公报",
        metadata=Metadata(region="通辽市", date="2019", kind="公告"),
        figures=(
            statement("2亿元", "200000000", "拨付养老资金2亿元。", indicator="养老资金", period="2018", **money),
            statement(
                "0.8亿元", "80000000", "其中上半年0.8亿元。", indicator="拨付", period="2018-01..2018-06", **money
            ),
            statement("3万人", "30000", "惠及3万人。", indicator="惠及人数", region="通辽市", **people),
        ),
    ).put(corpus, "a")
    report(
        "白河县二〇一九年公报",
        metadata=Metadata(region="广州市", date="2020-03", kind="新闻"),
        figures=(
            statement("数百家", None, "新增企业数百家。", indicator="新增企业", dimension="count"),
            statement(
                "1亿元以上",
                "100000000",
                "项目1亿元以上。",
                between("100000000", None),
                indicator="投资",
                period="2019-05",
                **money,
            ),
        ),
    ).put(corpus, "b")
    return corpus


def test_figures_are_found_by_value_in_base_units(filled: Corpus) -> None:
    over = between("100000000", None, lo_open=True)
    assert surfaces(filled, interval=over, dimension="money") == ["1亿元以上", "2亿元"]
    assert surfaces(filled, interval=between(None, "100000000", hi_open=True), dimension="money") == ["0.8亿元"]
    assert surfaces(filled, interval=between("10000", "50000")) == ["3万人"]


def test_an_open_end_answers_only_what_is_near_to_it(filled: Corpus) -> None:
    asked = {"interval": between("150000000000", None), "dimension": "money"}
    assert surfaces(filled, **asked) == ["1亿元以上"]
    assert surfaces(filled, near=between("75000000000", None), **asked) == []
    assert surfaces(filled, near=between("50000000", None), **asked) == ["1亿元以上"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    lo=st.one_of(st.none(), st.decimals(-5, 5, places=1)),
    width=st.one_of(st.none(), st.decimals("0.1", 3, places=1)),
    lo_open=st.booleans(),
    hi_open=st.booleans(),
)
def test_value_search_agrees_with_interval_meets(
    corpus: Corpus, report: Make, statement: Make,
    lo: Decimal | None, width: Decimal | None, lo_open: bool, hi_open: bool,
) -> None:  # fmt: skip
    asked = Interval(lo, None if width is None else (lo or Decimal(0)) + width, lo_open, hi_open)
    kept = {f"{n}个": Interval(Decimal(n), Decimal(n) + 1, n % 2 == 0, n % 3 == 0) for n in range(-6, 7)} | {
        "约7": Interval(None, Decimal(-3)),
        "超7": Interval(Decimal("0.1"), None, True),
    }
    figures = tuple(statement(surface, "1", f"有{surface}。", interval) for surface, interval in kept.items())
    report("数", figures=figures).put(corpus, "a")
    found = surfaces(corpus, interval=asked, limit=100)
    assert sorted(found) == sorted(surface for surface, interval in kept.items() if interval.meets(asked))
    for row in corpus.documents(Filters()).items:
        corpus.remove(row.document)


def test_numbers_beyond_floating_point_are_told_apart(corpus: Corpus, report: Make, statement: Make) -> None:
    great, greater = "9007199254740992", "9007199254740993"
    figures = (statement("甲个", great, "有甲个。"), statement("乙个", greater, "有乙个。"))
    report("数", figures=figures).put(corpus, "a")
    assert surfaces(corpus, interval=between(greater, greater)) == ["乙个"]
    assert surfaces(corpus, interval=between(None, greater, hi_open=True)) == ["甲个"]
    assert surfaces(corpus, sort="-value") == ["乙个", "甲个"]


def test_one_indicator_word_stands_in_the_indicator_and_the_others_there_or_in_the_sentence(filled: Corpus) -> None:
    assert surfaces(filled, indicator=("养老",)) == ["2亿元"]
    assert surfaces(filled, indicator=("惠及人数",)) == ["3万人"]
    assert surfaces(filled, indicator=("拨付",)) == ["0.8亿元"]
    assert surfaces(filled, indicator=("养老", "拨付")) == ["2亿元"]
    assert surfaces(filled, indicator=("拨付", "上半年")) == ["0.8亿元"]
    assert surfaces(filled, indicator=("投　资", "项目１亿")) == ["1亿元以上"]
    assert surfaces(filled, indicator=("企",)) == ["数百家"]
    assert surfaces(filled, indicator=("石油",)) == []
    assert len(surfaces(filled, indicator=("。",))) == 5


def test_a_period_matches_itself_and_those_inside_it(filled: Corpus) -> None:
    assert surfaces(filled, period="2018") == ["2亿元", "0.8亿元"]
    assert surfaces(filled, period="2018-01..2018-12") == ["2亿元", "0.8亿元"]
    assert surfaces(filled, period="2018-01..2018-09") == ["0.8亿元"]
    assert surfaces(filled, period="2018..2019") == ["1亿元以上", "2亿元", "0.8亿元"]
    assert surfaces(filled, period="2019-05") == ["1亿元以上"]
    assert surfaces(filled, period="十三五") == []


def test_a_region_also_stands_for_places_below_it(filled: Corpus) -> None:
    assert surfaces(filled, region="内蒙古自治区") == ["3万人"]
    assert surfaces(filled, region="广东省") == []
    assert len(surfaces(filled, filters=Filters(region=("内蒙古自治区",)))) == 3


def test_unit_dimension_and_filters_narrow(filled: Corpus) -> None:
    assert surfaces(filled, unit="人") == ["3万人"]
    assert surfaces(filled, dimension="money", filters=Filters(kind=("新闻",))) == ["1亿元以上"]
    assert surfaces(filled, filters=Filters(year=("2019",)), unit="元") == ["2亿元", "0.8亿元"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("document", "数百家 1亿元以上 2亿元 0.8亿元 3万人"),
        ("-date", "数百家 1亿元以上 2亿元 0.8亿元 3万人"),
        ("date", "2亿元 0.8亿元 3万人 数百家 1亿元以上"),
        ("value", "3万人 0.8亿元 1亿元以上 2亿元 数百家"),
        ("-value", "2亿元 1亿元以上 0.8亿元 3万人 数百家"),
    ],
)
def test_figures_sort_and_page_alike(filled: Corpus, sort: str, expected: str) -> None:
    seen, cursor = [], None
    for _ in range(3):
        page = filled.figures(FigureQuery(sort=sort, limit=2, cursor=cursor))
        assert page.total == 5
        seen += [row.figure.surface for row in page.items]
        cursor = page.cursor
    assert cursor is None
    assert seen == expected.split()
    assert [row.figure.surface for row in filled.export_figures(FigureQuery(sort=sort, limit=1))] == seen


def test_an_unknown_sort_is_refused(filled: Corpus) -> None:
    with pytest.raises(ValueError, match="sort"):
        filled.figures(FigureQuery(sort="colour"))


def test_pages_stay_while_others_write(filled: Corpus, report: Make, statement: Make) -> None:
    whole = surfaces(filled, sort="value")
    page = filled.figures(FigureQuery(sort="value", limit=3))
    report("新", figures=(statement("1人", "1", "有1人。"),)).put(filled, "c")
    rest = filled.figures(FigureQuery(sort="value", limit=3, cursor=page.cursor))
    assert [row.figure.surface for row in (*page.items, *rest.items)] == whole


def test_a_cursor_of_another_query_is_refused(filled: Corpus) -> None:
    cursor = filled.figures(FigureQuery(limit=1)).cursor
    with pytest.raises(BadCursorError):
        filled.figures(FigureQuery(limit=1, unit="元", cursor=cursor))


def test_an_export_shows_one_state_and_may_be_left_early(filled: Corpus, report: Make, statement: Make) -> None:
    rows = filled.export_figures(FigureQuery())
    first = next(rows)
    report("新", figures=(statement("1人", "1", "有1人。"),)).put(filled, "c")
    assert len([first, *rows]) == 5
    left = filled.export_figures(FigureQuery())
    next(left)
    left.close()  # type: ignore[attr-defined]
    assert filled.status().documents == 3


def test_a_figure_comes_with_its_document_and_stamp(filled: Corpus) -> None:
    row = filled.figures(FigureQuery(unit="人")).items[0]
    assert (row.row.path, row.row.metadata.date, row.row.figures, row.analyser) == ("a", "2019", 3, "test-1")
    assert row.figure in filled.analysis(row.row.document).figures


def test_programs_are_counted_by_mentions_and_documents(corpus: Corpus, report: Make) -> None:
    report("甲", programs=(("《养老办法》", "document", "养老办法"), ("该《办法》", "document", "养老办法"))).put(
        corpus, "a"
    )
    report("乙", programs=(("养老办法", "document", "养老办法"), ("双百行动", "action", "双百行动"))).put(corpus, "b")
    page = corpus.programs(filters=Filters())
    assert [(row.entity, row.mentions, row.documents) for row in page.items] == [("养老办法", 3, 2), ("双百行动", 1, 1)]
    first = page.items[0]
    assert first.example in corpus.analysis(first.row.document).programs
    assert [row.entity for row in corpus.programs("百行", filters=Filters()).items] == ["双百行动"]
    assert [row.entity for row in corpus.programs(kind="document", filters=Filters()).items] == ["养老办法"]
    only = corpus.programs(filters=Filters(document=(first.row.document,)))
    assert {row.documents for row in only.items} == {1}


def test_programs_come_in_pages(corpus: Corpus, report: Make) -> None:
    names = [f"第{number}号行动" for number in range(5)]
    report("甲", programs=tuple((name, "action", name) for name in names)).put(corpus, "a")
    seen, cursor = [], None
    for _ in range(3):
        page = corpus.programs(filters=Filters(), limit=2, cursor=cursor)
        assert page.total == 5
        seen += [row.entity for row in page.items]
        cursor = page.cursor
    assert (seen, cursor) == (names, None)


def test_figures_of_one_gate_are_found_whatever_else_their_indicator_says(
    corpus: Corpus, report: Make, statement: Make
) -> None:
    keys = ("money|level||收入||||税收", "money|level||收入||||非税", "money|level||收入|计划|||税收", "")
    figures = (statement(f"{n}元", str(n), f"收入{n}元。", indicator_key=key) for n, key in enumerate(keys))
    report("安宁市收入情况", figures=tuple(figures)).put(corpus, "a")
    assert surfaces(corpus, gate="money|level||收入||||") == ["0元", "1元"]
    assert surfaces(corpus, gate="money|level||收入|计划|||") == ["2元"]
    found = corpus.figures(FigureQuery(gate="money|level||收入||||")).items
    assert [row.figure.indicator_key for row in found] == list(keys[:2])


def test_by_relevance_the_words_in_the_indicator_count(corpus: Corpus, report: Make, statement: Make) -> None:
    report(
        "公报",
        metadata=Metadata(date="2019"),
        figures=(
            statement("1亿元", "100000000", "养老服务的资金1亿元。", indicator="资金"),
            statement("2亿元", "200000000", "养老资金2亿元。", indicator="养老资金"),
        ),
    ).put(corpus, "a")
    query = FigureQuery(indicator=("养老", "资金"), sort="relevance", limit=1)
    page = corpus.figures(query)
    assert [row.figure.surface for row in page.items] == ["2亿元"]
    page = corpus.figures(replace(query, cursor=page.cursor))
    assert [row.figure.surface for row in page.items] == ["1亿元"]
    assert page.cursor is None
    assert [row.figure.surface for row in corpus.export_figures(query)] == ["2亿元", "1亿元"]
