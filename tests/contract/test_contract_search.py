"""What every backend finds: substrings as phrases, documents by relevance, facets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.backend import Corpus
from corpus.errors import BadCursorError
from corpus.index_text import fold
from corpus.model import Metadata
from corpus.query import Filters, Query

Make = Callable[..., Any]

characters = st.one_of(
    st.sampled_from(
        "全市生产总值收入万亿元养老0123456789.,%％１２．。，“”《》\u3000\t AabＢßﬁ①㎡億\"'*^+<>:-()ANDORNOT\\"
    ),
    st.characters(exclude_categories=["Cs"], exclude_characters="\n"),
)
blocks = st.lists(st.text(characters, min_size=1, max_size=120), min_size=1, max_size=4)


def found(corpus: Corpus, *phrases: str) -> set[str]:
    page = corpus.search(Query(phrases=phrases, limit=100))
    assert page.total == len(page.items)
    return {hit.row.document for hit in page.items}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(first=blocks, second=blocks, data=st.data())
def test_any_substring_finds_the_documents_that_hold_it_and_no_others(
    corpus: Corpus, report: Make, first: list[str], second: list[str], data: st.DataObject
) -> None:
    reports = [report("壹", *first), report("贰", *second)]
    for number, kept in enumerate(reports):
        kept.put(corpus, f"{number}.txt")
    text = data.draw(st.sampled_from(first))
    start = data.draw(st.integers(0, len(text) - 1))
    phrase = text[start : data.draw(st.integers(start + 1, len(text)))]
    if wanted := fold(phrase):
        holding = {
            kept.id
            for kept in reports
            if any(wanted in fold(kept.document.block_text(b)) for b in kept.document.blocks)
        }
        assert reports[0].id in holding
        assert found(corpus, phrase) == holding
    for kept in reports:
        corpus.remove(kept.id)


def test_digits_and_latin_are_found_inside_longer_ones(corpus: Corpus, report: Make) -> None:
    kept = report("公报", "全年收入１4.47 亿元，GDP增长8%。")
    kept.put(corpus, "a.txt")
    for phrase in ("47亿", "14．47亿元", "gdp", "DP增长", "7亿元 GD", "收入14"):
        assert found(corpus, phrase) == {kept.id}
    assert found(corpus, "收入4") == set()


def test_a_phrase_is_found_across_the_parts_of_a_long_block_but_not_across_blocks(corpus: Corpus, report: Make) -> None:
    kept = report("标题一", "甲" * 39 + "乙丙" + "丁" * 50, "戊己")
    kept.put(corpus, "a.txt")
    assert found(corpus, "甲乙丙丁") == {kept.id}
    assert found(corpus, "丁戊") == set()
    assert found(corpus, "一甲") == set()


def test_a_very_long_phrase_is_decided_by_the_text(corpus: Corpus, report: Make) -> None:
    long = "".join(chr(0x4E00 + i) for i in range(3000))
    kept, other = report("甲", long), report("乙", long[:2000] + "别" + long[2001:])
    kept.put(corpus, "a.txt")
    other.put(corpus, "b.txt")
    assert found(corpus, long) == {kept.id}
    assert found(corpus, long[:1900]) == {kept.id, other.id}


def test_all_phrases_must_stand_in_the_document(corpus: Corpus, report: Make) -> None:
    kept = report("甲", "养老服务", "高龄津贴")
    kept.put(corpus, "a.txt")
    assert found(corpus, "养老", "津贴") == {kept.id}
    assert found(corpus, "养老", "补贴") == set()


@pytest.mark.parametrize("phrase", ["。", " ", "", "\0", "\ud800"])
def test_punctuation_alone_finds_nothing(corpus: Corpus, report: Make, phrase: str) -> None:
    report("甲", "养老。服务").put(corpus, "a.txt")
    assert found(corpus, phrase) == set()


@pytest.mark.parametrize(
    "text", ['" OR body:*', "NEAR(a b)", "养老 AND (", "body : 养老", "养老*", "\0养老", "养\ud800老"]
)
def test_no_engine_s_language_is_read(corpus: Corpus, report: Make, text: str) -> None:
    kept = report("甲", "养老服务")
    kept.put(corpus, "a.txt")
    page = corpus.search(Query(text=text, words=tuple(text.split()), phrases=("养老",)))
    assert [hit.row.document for hit in page.items] in ([kept.id], [])


def test_text_ranks_and_is_not_required_in_full(corpus: Corpus, report: Make) -> None:
    right = report("青石市养老服务办法", "年满八十周岁的老人每月领取高龄津贴。")
    wrong = report("青石市垃圾分类办法", "居民每月缴纳处理费。")
    right.put(corpus, "right")
    wrong.put(corpus, "wrong")
    words = ("请问", "八十岁", "老人", "高龄", "津贴", "怎么", "领")
    page = corpus.search(Query(text="请问八十岁老人的高龄津贴怎么领？", words=words))
    assert page.items[0].row.path == "right"
    assert page.items[0].score > 0


def test_a_title_counts_more_than_the_text_under_it(corpus: Corpus, report: Make) -> None:
    report("综合通知", "各单位要做好养老服务和垃圾分类工作，其他事项另行通知。").put(corpus, "body")
    report("养老服务办法", "各单位要做好有关工作和垃圾分类工作，其他事项另行通知。").put(corpus, "title")
    report("其他事项", "另行通知").put(corpus, "other")
    page = corpus.search(Query(text="养老服务", words=("养老", "服务")))
    assert [hit.row.path for hit in page.items] == ["title", "body"]


def test_without_words_all_documents_match_newest_first(corpus: Corpus, report: Make) -> None:
    report("甲", metadata=Metadata(date="2017")).put(corpus, "old")
    report("乙", metadata=Metadata(date="2018")).put(corpus, "new")
    page = corpus.search(Query())
    assert [hit.row.path for hit in page.items] == ["new", "old"]


def test_words_that_stand_nowhere_find_nothing(corpus: Corpus, report: Make) -> None:
    report("甲", "养老服务").put(corpus, "a")
    assert corpus.search(Query(text="石油钻井", words=("石油", "钻井"))).total == 0


def test_a_hit_shows_its_place_in_text_snippet_and_source(corpus: Corpus, report: Make) -> None:
    kept = report("甲", "其中，高龄津贴每月200元。")
    kept.put(corpus, "a")
    (hit,) = corpus.search(Query(phrases=("津贴每月２００元",))).items
    assert kept.document.text[hit.start : hit.end] == "津贴每月200元"
    assert hit.source == kept.document.source_map.span(hit.start, hit.end)
    assert [hit.snippet[mark.start : mark.end] for mark in hit.marks] == ["津贴每月200元"]


def test_pages_hold_each_document_once_and_count_all(corpus: Corpus, report: Make) -> None:
    for number in range(7):
        report(f"第{number}篇", "养老" * (number + 1)).put(corpus, str(number))
    seen, cursor = [], None
    while True:
        page = corpus.search(Query(text="养老", words=("养老",), limit=3, cursor=cursor))
        assert page.total == 7
        seen += [hit.row.path for hit in page.items]
        cursor = page.cursor
        if cursor is None:
            break
    assert sorted(seen) == [str(number) for number in range(7)]
    assert len(seen) == 7


def test_pages_stay_as_they_were_while_others_write(corpus: Corpus, report: Make) -> None:
    for number in range(6):
        report(f"第{number}篇", "养老" * (number + 1) + "文" * 20).put(corpus, str(number))
    query = Query(text="养老", words=("养老",), limit=2)
    whole = [hit.row.path for hit in corpus.search(Query(text="养老", words=("养老",))).items]
    seen, cursor = [], None
    for turn in range(3):
        page = corpus.search(Query(text=query.text, words=query.words, limit=2, cursor=cursor))
        seen += [hit.row.path for hit in page.items]
        cursor = page.cursor
        report(f"养老养老{turn}", "养老" * 9).put(corpus, f"new{turn}")
    assert seen == whole


def test_a_cursor_of_another_query_is_refused(corpus: Corpus, report: Make) -> None:
    for number in range(3):
        report(f"第{number}篇", "养老服务").put(corpus, str(number))
    cursor = corpus.search(Query(text="养老", limit=1)).cursor
    with pytest.raises(BadCursorError):
        corpus.search(Query(text="服务", limit=1, cursor=cursor))


def test_very_long_queries_are_answered(corpus: Corpus, report: Make) -> None:
    kept = report("甲", "养老服务，高龄津贴")
    kept.put(corpus, "a")
    long = "养老服务" + "".join(chr(0x4E00 + number) for number in range(10_000))
    assert corpus.search(Query(text=long, words=tuple(long))).total == 1
    assert corpus.search(Query(phrases=(long,))).total == 0
    assert found(corpus, *["养老", "高龄津贴", "服务"] * 1000) == {kept.id}


def test_facets_count_documents_and_leave_their_own_filter_aside(corpus: Corpus, report: Make) -> None:
    metadata = [
        Metadata(region="广州市", date="2018", issuer="甲局", kind="公告"),
        Metadata(region="广州市", date="2019", issuer="乙局", kind="公告"),
        Metadata(region="通辽市", date="2019", issuer="乙局"),
    ]
    for number, given_metadata in enumerate(metadata):
        report(f"第{number}篇", "养老服务", "养老津贴", metadata=given_metadata).put(corpus, str(number))
    report("别的", "垃圾", metadata=Metadata(region="广州市")).put(corpus, "9")
    facets = corpus.facets(Query(text="养老", filters=Filters(year=("2019",))))
    assert facets.year == (("2019", 2), ("2018", 1))
    assert facets.region == (("全国", 2), ("内蒙古自治区", 1), ("广东省", 1), ("广州市", 1), ("通辽市", 1))
    assert facets.issuer == (("乙局", 2),)
    assert facets.kind == (("公告", 1),)


def test_an_empty_document_can_be_kept_and_listed(corpus: Corpus, report: Make) -> None:
    report().put(corpus, "empty")
    (hit,) = corpus.search(Query()).items
    assert (hit.snippet, hit.start, hit.end) == ("", 0, 0)
