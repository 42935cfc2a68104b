"""What every backend makes of conditions, facets, likeness, spellings and saved searches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from corpus.backend import Corpus
from corpus.errors import NotFoundError
from corpus.interval import Interval
from corpus.model import Metadata
from corpus.query import (
    AllOf,
    Also,
    AnyOf,
    Counts,
    FigureQuery,
    Filters,
    Holds,
    Meets,
    Names,
    NotThis,
    Query,
    Saved,
    Says,
    seen_key,
)
from corpus.spelling import near_spellings

Make = Callable[..., Any]


def found(corpus: Corpus, **query: Any) -> list[str]:
    page = corpus.search(Query(limit=100, **query))
    assert page.total == len(page.items)
    return sorted(hit.row.path for hit in page.items)


@pytest.fixture
def filled(corpus: Corpus, report: Make, statement: Make) -> Corpus:
    money = {"dimension": "money", "unit": "元"}
    report(
        "青石市养老服务办法",
        "建设托育机构，发放高龄津贴。",
        metadata=Metadata(
            title="青石市养老服务办法",
            issuer="青石市民政局",
            number="青政发〔2018〕3号",
            date="2018-05-02",
            region="通辽市",
        ),
        figures=(statement("2亿元", "200000000", "投入养老资金2亿元。", indicator="养老资金", **money),),
        programs=(("银龄行动", "action", "银龄行动"),),
    ).put(corpus, "a")
    report(
        "白河市垃圾分类办法",
        "处理垃圾，也做养老宣传。",
        metadata=Metadata(title="白河市垃圾分类办法", issuer="白河市城管局", date="2020", region="广州市"),
        figures=(
            statement("3000万元", "30000000", "投入处理资金3000万元。", indicator="处理资金", **money),
            statement("5%", "5", "费用下降5%。", indicator="费用", dimension="ratio", unit="%"),
        ),
    ).put(corpus, "b")
    report("无名通知", "其他事项。", metadata=Metadata(title="无名通知")).put(corpus, "c")
    return corpus


def test_all_any_and_none(filled: Corpus) -> None:
    assert found(filled, condition=AllOf((Holds("养老"), Holds("垃圾")))) == ["b"]
    assert found(filled, condition=AnyOf((Holds("高龄津贴"), Holds("其他事项")))) == ["a", "c"]
    assert found(filled, condition=NotThis(Holds("养老"))) == ["c"]
    assert found(filled, condition=NotThis(AnyOf((Holds("养老"), Holds("其他事项"))))) == []
    assert found(filled, condition=AnyOf((AllOf((Holds("养老"), NotThis(Holds("垃圾")))), Holds("其他")))) == ["a", "c"]


def test_a_long_phrase_inside_a_condition_is_decided_by_the_text(corpus: Corpus, report: Make) -> None:
    long = "".join(chr(0x4E00 + number) for number in range(300))
    report("甲", long).put(corpus, "a")
    report("乙", long[:200] + "别" + long[201:]).put(corpus, "b")
    assert found(corpus, condition=AnyOf((Holds(long), Holds("没有")))) == ["a"]
    assert found(corpus, condition=NotThis(Holds(long))) == ["b"]


def test_what_a_document_says_of_itself(filled: Corpus) -> None:
    assert found(filled, condition=Says("title", "养老服务")) == ["a"]
    assert found(filled, condition=Says("title", "办法")) == ["a", "b"]
    assert found(filled, condition=Says("title", "法")) == ["a", "b"]
    assert found(filled, condition=Says("issuer", "城管")) == ["b"]
    assert found(filled, condition=Says("number", "〔2018〕3号")) == ["a"]
    assert found(filled, condition=NotThis(Says("issuer", "城管"))) == ["a", "c"], (
        "one that says nothing is not left out"
    )
    assert found(filled, condition=Says("title", "市养老办")) == []


def test_filters_inside_a_condition(filled: Corpus) -> None:
    inner_mongolia = Meets(Filters(region=("内蒙古自治区",)))
    assert found(filled, condition=inner_mongolia) == ["a"]
    assert found(filled, condition=NotThis(inner_mongolia)) == ["b", "c"], "a document without a place is not in it"
    both = Meets(Filters(year=("2018", "2020"), dimension=("ratio",)))
    assert found(filled, condition=AnyOf((both, Holds("其他事项")))) == ["b", "c"]


def test_figures_and_programs_of_a_document(filled: Corpus) -> None:
    over = FigureQuery(
        indicator=("资金",), interval=Interval(Decimal(100_000_000), None, lo_open=True), dimension="money", unit="元"
    )
    assert found(filled, condition=Counts(over)) == ["a"]
    assert found(filled, condition=NotThis(Counts(over))) == ["b", "c"]
    assert found(filled, condition=Counts(FigureQuery(indicator=("费用",)))) == ["b"]
    assert found(filled, condition=Names("银龄")) == ["a"]
    assert found(filled, condition=Names("金龄")) == []


def test_a_hit_shows_the_figure_that_is_wanted(filled: Corpus) -> None:
    (hit,) = filled.search(Query(text="养老", condition=Counts(FigureQuery(indicator=("养老资金",))))).items
    assert "2亿元" in hit.snippet
    assert [hit.snippet[mark.start : mark.end] for mark in hit.marks] == ["2亿元"]


def test_words_beside_a_condition_rank_and_are_not_required(filled: Corpus) -> None:
    page = filled.search(Query(text="垃圾分类", condition=Holds("养老")))
    assert [hit.row.path for hit in page.items] == ["b", "a"]
    page = filled.search(Query(text="石油钻井", phrases=("高龄津贴",)))
    assert [hit.row.path for hit in page.items] == ["a"]


def test_a_synonym_finds_and_ranks_below_the_word_itself(filled: Corpus) -> None:
    page = filled.search(Query(text="银发", also=(Also("银发", "高龄"),)))
    assert [hit.row.path for hit in page.items] == ["a"]
    (same,) = filled.search(Query(text="高龄")).items
    assert 0 < page.items[0].score < same.score


def test_filters_by_program_and_dimension(filled: Corpus) -> None:
    assert found(filled, filters=Filters(program=("银龄行动",))) == ["a"]
    assert found(filled, filters=Filters(dimension=("ratio",))) == ["b"]
    assert found(filled, filters=Filters(dimension=("money", "ratio"))) == ["a", "b"]
    rows = filled.figures(FigureQuery(dimension="money", filters=Filters(program=("银龄行动",)))).items
    assert [row.figure.surface for row in rows] == ["2亿元"]
    assert filled.figures(FigureQuery(filters=Filters(program=("没有",)))).total == 0
    assert filled.documents(Filters(dimension=("ratio",))).total == 1
    assert filled.programs(filters=Filters(dimension=("money",))).total == 1


def test_six_facets_count_documents(filled: Corpus) -> None:
    facets = filled.facets(Query(filters=Filters(dimension=("money",))))
    assert facets.dimension == (("money", 2), ("ratio", 1)), "its own choice is left aside"
    assert facets.program == (("银龄行动", 1),)
    assert ("内蒙古自治区", 1) in facets.region
    assert ("广东省", 1) in facets.region
    assert filled.facets(Query(filters=Filters(program=("银龄行动",)))).year == (("2018", 1),)
    chosen = filled.facets(Query(filters=Filters(program=("银龄行动",), year=("2020",))))
    assert (chosen.year, chosen.program, chosen.region) == ((("2018", 1),), (), ())


def test_by_date_either_way_unknown_dates_last(filled: Corpus) -> None:
    newest = filled.search(Query(text="养老事项", sort="-date"))
    assert [hit.row.path for hit in newest.items] == ["b", "a", "c"]
    seen, cursor = [], None
    while True:
        page = filled.search(Query(text="养老事项", sort="date", limit=1, cursor=cursor))
        seen += [hit.row.path for hit in page.items]
        cursor = page.cursor
        if cursor is None:
            break
    assert seen == ["a", "b", "c"]


def test_parts_of_the_ranking_add_up(filled: Corpus) -> None:
    query = Query(text="养老服务津贴", words=("养老", "服务", "津贴"), also=(Also("银发", "高龄"),), explain=True)
    hit = filled.search(query).items[0]
    assert sum(score for _, score in hit.parts) == pytest.approx(hit.score, abs=1e-4)
    assert {name for name, _ in hit.parts} >= {"bigrams", "title", "synonyms", "closeness"}
    assert not filled.search(Query(text="养老")).items[0].parts


def test_a_document_shows_further_places(corpus: Corpus, report: Make) -> None:
    kept = report("办法", "养老津贴每月发放。", "别的事情。", "申请养老津贴须满八十岁。")
    kept.put(corpus, "a")
    for query in (Query(text="养老津贴", passages=3), Query(phrases=("养老津贴",), passages=3)):
        (hit,) = corpus.search(query).items
        places = [(hit.start, hit.end), *((place.start, place.end) for place in hit.more)]
        assert sorted(kept.document.text[start:end] for start, end in places) == ["养老津贴", "养老津贴"]
        assert len({start for start, _ in places}) == 2
        assert all("养老津贴" in place.snippet for place in hit.more)


def test_all_that_match_are_streamed_and_named(filled: Corpus) -> None:
    query = Query(text="养老", limit=1)
    assert sorted(hit.row.path for hit in filled.export_hits(query)) == ["a", "b"]
    assert sorted(filled.matching(query)) == sorted(hit.row.document for hit in filled.export_hits(query))
    assert len(set(filled.matching(Query()))) == 3


def test_documents_like_one_share_its_telling_words(corpus: Corpus, report: Make) -> None:
    for number in range(4):
        old, oil = Metadata(title=f"甲{number}"), Metadata(title=f"乙{number}")
        report(f"第{number}篇", f"养老津贴服务{number}", "托育机构", metadata=old).put(corpus, f"old{number}")
        report(f"另{number}篇", f"石油钻井平台{number}", metadata=oil).put(corpus, f"oil{number}")
    document = corpus.resolve("old0")
    page = corpus.similar(document, limit=2)
    assert [hit.row.path[:3] for hit in page.items] == ["old", "old"]
    assert document not in {hit.row.document for hit in page.items}
    assert page.total == 3
    with pytest.raises(NotFoundError):
        corpus.similar("0" * 64)


def test_a_near_spelling_fits_between_its_neighbours(corpus: Corpus, report: Make) -> None:
    report("办法", "公共租赁住房的租金标准。租用房屋。").put(corpus, "a")
    (spelling,) = near_spellings(corpus, "公共租凭住房", lambda gram: True)
    assert (spelling.said, spelling.meant) == ("租凭住", ("租赁住",))
    assert list(near_spellings(corpus, "公共租赁住房", lambda gram: True)) == []


def test_no_digit_is_meant_by_a_character(corpus: Corpus, report: Make) -> None:
    report("办法", "预算2人。").put(corpus, "a")
    assert list(near_spellings(corpus, "预算收人", lambda gram: True)) == []


def test_grams_are_counted_by_document(filled: Corpus) -> None:
    assert filled.gram_counts(["养老", "垃圾", "没有"]) == {"养老": 2, "垃圾": 1, "没有": 0}
    assert dict(filled.near_grams("养生"))["养老"] == 2


def test_searches_are_kept_under_their_names(corpus: Corpus) -> None:
    assert corpus.saved() == ()
    first = Saved(name="养老", body='{"text": "养老"}', seen=frozenset({seen_key("ab" * 32)}), run_at="2020-01-01")
    corpus.save(first)
    corpus.save(Saved(name="另一个", body="{}"))
    assert {saved.name for saved in corpus.saved()} == {"养老", "另一个"}
    assert first in corpus.saved()
    corpus.save(Saved(name="养老", body="{}"))
    assert [saved.body for saved in corpus.saved() if saved.name == "养老"] == ["{}"]
    corpus.forget("养老")
    assert [saved.name for saved in corpus.saved()] == ["另一个"]
    with pytest.raises(NotFoundError):
        corpus.forget("养老")


def test_a_cursor_outlives_what_was_removed_since(corpus: Corpus, report: Make) -> None:
    kept = [report(f"第{number}篇", "养老" * (number + 1)) for number in range(6)]
    for number, one in enumerate(kept):
        one.put(corpus, str(number))
    for query in (Query(text="养老", limit=2), Query(text="养老", sort="-date", limit=2), Query(limit=2)):
        first = corpus.search(query)
        shown = {hit.row.document for hit in first.items}
        gone = next(one for one in kept if one.id not in shown)
        corpus.remove(gone.id)
        seen = list(shown)
        cursor = first.cursor
        while cursor is not None:
            page = corpus.search(replace(query, cursor=cursor))
            seen += [hit.row.document for hit in page.items]
            cursor = page.cursor
        assert sorted(seen) == sorted(one.id for one in kept if one is not gone)
        gone.put(corpus, "back")


@pytest.mark.parametrize("condition", [Holds("\0"), Holds("\ud800"), Holds(""), Says("title", "。"), Names("？")])
def test_a_condition_that_says_nothing_finds_nothing(filled: Corpus, condition: Any) -> None:
    assert found(filled, condition=condition) == []


def test_hundreds_of_conditions_are_answered(filled: Corpus) -> None:
    many = tuple(Holds(f"没有{number}") for number in range(250))
    assert found(filled, condition=AnyOf((*many, Holds("高龄津贴")))) == ["a"]
    assert found(filled, condition=AllOf(tuple(NotThis(part) for part in many))) == ["a", "b", "c"]
    fields = tuple(Says("title", f"没有{number}") for number in range(100))
    assert found(filled, condition=AnyOf((*fields, Says("title", "养老")))) == ["a"]
