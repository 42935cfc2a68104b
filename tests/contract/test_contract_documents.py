"""What every backend keeps: documents, editions, originals, analyses."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.backend import Corpus, open_corpus
from corpus.errors import BadCursorError, NotFoundError, UnusableCorpusError
from corpus.interval import Interval
from corpus.model import Evidence, Issue, Metadata, Span
from corpus.query import FigureQuery, Filters, Query

Make = Callable[..., Any]
MISSING = "0" * 64


def test_a_document_its_analysis_and_its_bytes_come_back_as_they_were(
    corpus: Corpus, report: Make, statement: Make
) -> None:
    kept = report(
        "青石市二〇一八年统计公报",
        "一、综合",
        "全市常住人口约三十万人。",
        kinds=("title", "heading"),
        metadata=Metadata(title="青石市统计公报", issuer="青石市统计局", number="青统〔2019〕3号", date="2019-03"),
        figures=(
            statement("14.470亿元", "1447000000", "全年收入14.470亿元。", Interval(Decimal("1446500000"), None, True)),
            statement("数百家", None, "新增企业数百家。", None, qualifier="approx", confidence=0.25),
            statement(
                "3-5万人",
                "30000",
                "涉及3-5万人。",
                value_max=Decimal("5E+4"),
                period="2018",
                region="青石市",
                evidence=(Evidence("period", 3, 8), Evidence("region", 0, 3)),
            ),
        ),
        programs=(("《养老办法》", "document", "养老办法"),),
        issues=(Issue(code="number", message="数字不合规", surface="1,23", start=1, end=3, source=Span(2, 4)),),
    )
    kept.put(corpus, "a.txt")
    assert corpus.document(kept.id) == kept.document
    assert corpus.analysis(kept.id) == kept.analysis
    assert str(corpus.analysis(kept.id).figures[2].value_max) == "5E+4"
    assert corpus.original(kept.id) == kept.original


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    blocks=st.lists(st.text(min_size=1, max_size=90), min_size=1, max_size=3),
    value=st.decimals(allow_nan=False, allow_infinity=False),
    words=st.text(max_size=10),
)
def test_any_text_and_any_decimal_come_back(
    corpus: Corpus, report: Make, statement: Make, blocks: list[str], value: Decimal, words: str
) -> None:
    kept = report(*blocks, figures=(statement("7", str(value), f"共7{words}", indicator=words, unit=words),))
    kept.put(corpus, "a.txt")
    assert corpus.document(kept.id) == kept.document
    assert corpus.analysis(kept.id) == kept.analysis
    assert str(corpus.analysis(kept.id).figures[0].value) == str(value)
    corpus.remove(kept.id)


def test_putting_twice_changes_nothing(corpus: Corpus, report: Make) -> None:
    kept = report("甲乙丙丁")
    kept.put(corpus, "a.txt")
    before = corpus.status(), corpus.edition("a.txt")
    kept.put(corpus, "a.txt")
    assert (corpus.status(), corpus.edition("a.txt")) == before
    assert corpus.search(Query(phrases=("乙丙",))).total == 1


def test_new_bytes_at_a_path_take_the_place_of_the_old_and_remember_them(corpus: Corpus, report: Make) -> None:
    old, new = report("旧的稿子"), report("新的稿子")
    old.put(corpus, "a.txt")
    new.put(corpus, "a.txt")
    edition = corpus.edition("a.txt")
    assert edition is not None
    assert (edition.document, edition.earlier) == (new.id, (old.id,))
    assert not corpus.has(old.id)
    assert corpus.search(Query(phrases=("旧的",))).total == 0
    with pytest.raises(NotFoundError):
        corpus.original(old.id)


def test_a_document_stays_while_another_path_holds_it(corpus: Corpus, report: Make) -> None:
    old, new = report("旧的稿子"), report("新的稿子")
    old.put(corpus, "a.txt")
    corpus.place(old.id, path="b.txt")
    assert [e.path for e in corpus.editions(old.id)] == ["a.txt", "b.txt"]
    new.put(corpus, "a.txt")
    assert [e.path for e in corpus.editions(old.id)] == ["b.txt"]
    assert corpus.documents(Filters(document=(old.id,))).items[0].path == "b.txt"


def test_an_old_edition_can_come_back(corpus: Corpus, report: Make) -> None:
    first, second = report("第一稿"), report("第二稿")
    for kept in (first, second, first):
        kept.put(corpus, "a.txt")
    edition = corpus.edition("a.txt")
    assert edition is not None
    assert edition.earlier == (first.id, second.id)
    assert corpus.has(first.id)
    assert not corpus.has(second.id)


def test_another_analyser_s_reading_replaces_the_old_one(corpus: Corpus, report: Make, statement: Make) -> None:
    old = report("收入", figures=(statement("7亿元", "7", "收入7亿元。", dimension="money"),))
    new = report(
        "收入", figures=(statement("7亿元", "700000000", "收入7亿元。", dimension="money"),), analyser="test-2"
    )
    old.put(corpus, "a.txt")
    assert list(corpus.stale("test-2")) == [old.id]
    corpus.replace_analysis(new.document, new.analysis)
    assert corpus.analysis(old.id) == new.analysis
    assert list(corpus.stale("test-2")) == []
    assert corpus.status().analyser == "test-2"
    assert corpus.figures(FigureQuery()).total == 1
    old.put(corpus, "a.txt")
    assert corpus.analysis(old.id) == old.analysis


def test_removing_leaves_nothing_behind(corpus: Corpus, report: Make, statement: Make) -> None:
    empty = corpus.status()
    kept = report(
        "甲乙丙丁", figures=(statement("7万元", "70000", "投入7万元。"),), programs=(("养老行动", "action", "养老"),)
    )
    kept.put(corpus, "a.txt")
    corpus.place(kept.id, path="b.txt")
    corpus.remove(kept.id)
    after = corpus.status()
    assert (after.documents, after.figures, after.programs, after.passages) == (0, 0, 0, 0)
    assert (empty.documents, empty.analyser) == (0, None)
    assert corpus.edition("a.txt") is None
    assert corpus.edition("b.txt") is None
    assert corpus.search(Query(phrases=("乙丙",))).total == 0
    assert corpus.figures(FigureQuery(indicator=("投入",))).total == 0
    assert corpus.programs(filters=Filters()).total == 0
    kept.put(corpus, "a.txt")
    assert corpus.search(Query(phrases=("乙丙",))).total == 1


def test_what_is_not_there_is_not_found(corpus: Corpus, report: Make) -> None:
    kept = report("甲乙丙丁")
    assert not corpus.has(MISSING)
    assert corpus.edition("a.txt") is None
    assert corpus.editions(MISSING) == ()
    for ask in (corpus.document, corpus.analysis, corpus.original, corpus.remove):
        with pytest.raises(NotFoundError, match="no document"):
            ask(MISSING)
    with pytest.raises(NotFoundError):
        corpus.place(MISSING, path="a.txt")
    with pytest.raises(NotFoundError):
        corpus.replace_analysis(kept.document, kept.analysis)


def test_a_document_is_meant_by_its_id_the_beginning_of_it_or_a_path(corpus: Corpus, report: Make) -> None:
    kept = report("甲乙丙丁")
    kept.put(corpus, "库/a.txt")
    for name in (kept.id, kept.id[:8], kept.id[:8].upper(), "库/a.txt"):
        assert corpus.resolve(name) == kept.id
    for name in (kept.id[:7], "", "库", "f" * 9, "' OR 1=1"):
        with pytest.raises(NotFoundError):
            corpus.resolve(name)


def test_a_path_may_hold_bytes_that_are_no_text(corpus: Corpus, report: Make) -> None:
    paths = ["\udcff\udcfe.txt", "\ufdd0dcff.txt", "a\udcff"]
    for number, path in enumerate(paths):
        report(f"第{number}篇").put(corpus, path)
    assert [row.path for row in corpus.documents(Filters()).items] == sorted(paths)
    for path in paths:
        edition = corpus.edition(path)
        assert edition is not None
        assert (edition.path, corpus.resolve(path)) == (path, edition.document)
        assert [e.path for e in corpus.editions(edition.document)] == [path]
    first = corpus.documents(Filters(), limit=1)
    assert len(corpus.documents(Filters(), limit=5, cursor=first.cursor).items) == 2


def test_documents_are_listed_newest_first_then_by_path(corpus: Corpus, report: Make) -> None:
    dates = {"a": None, "b": "2018", "c": "2019-05-01", "d": "2018-07", "e": "2018", "f": None}
    for path, date in dates.items():
        report(f"第{path}篇", metadata=Metadata(date=date)).put(corpus, path)
    assert [row.path for row in corpus.documents(Filters()).items] == ["c", "d", "b", "e", "a", "f"]


def test_pages_of_documents_hold_each_once_while_others_write(corpus: Corpus, report: Make) -> None:
    for number in range(7):
        report(f"第{number}篇", metadata=Metadata(date=f"201{number // 2}")).put(corpus, f"{number}.txt")
    seen, cursor = [], None
    for turn in range(4):
        page = corpus.documents(Filters(), limit=2, cursor=cursor)
        seen += [row.path for row in page.items]
        cursor = page.cursor
        report(f"新{turn}篇", metadata=Metadata(date="2030")).put(corpus, f"new{turn}.txt")
    assert seen == ["6.txt", "4.txt", "5.txt", "2.txt", "3.txt", "0.txt", "1.txt"]
    assert cursor is None


def test_a_cursor_of_another_list_is_refused(corpus: Corpus, report: Make) -> None:
    for number in range(3):
        report(f"第{number}篇").put(corpus, f"{number}.txt")
    cursor = corpus.documents(Filters(), limit=1).cursor
    with pytest.raises(BadCursorError):
        corpus.documents(Filters(year=("2018",)), limit=1, cursor=cursor)


def test_filters_are_alternatives_within_a_field_and_required_across(corpus: Corpus, report: Make) -> None:
    metadata = {
        "a": Metadata(region="广东省", date="2018", issuer="甲局", kind="公告"),
        "b": Metadata(region="广州市", date="2019-02", issuer="甲局", kind="政策文件"),
        "c": Metadata(region="通辽市", date="2019", issuer="乙局", kind="公告"),
        "d": Metadata(),
    }
    for path, given_metadata in metadata.items():
        report(f"第{path}篇", metadata=given_metadata).put(corpus, path)

    def paths(**fields: tuple[str, ...]) -> str:
        return "".join(sorted(row.path for row in corpus.documents(Filters(**fields)).items))

    assert paths(region=("广东省",)) == "ab"
    assert paths(region=("广州市",)) == "b"
    assert paths(region=("广东省", "通辽市")) == "abc"
    assert paths(year=("2019",)) == "bc"
    assert paths(year=("2019",), issuer=("甲局",)) == "b"
    assert paths(kind=("公告", "政策文件"), issuer=("甲局",)) == "ab"
    assert paths(region=("火星",)) == ""


def test_the_corpus_says_what_it_holds(corpus: Corpus, report: Make, statement: Make, corpus_url: str) -> None:
    kept = report("收入", figures=(statement("7亿元", "7", "收入7亿元。"),), issues=(Issue(code="a", message="b"),))
    kept.put(corpus, "a.txt")
    status = corpus.status()
    assert (status.documents, status.passages, status.figures, status.programs, status.issues) == (1, 2, 1, 0, 1)
    assert status.analyser == "test-1"
    assert status.bytes > 0
    assert status.url == corpus_url


def test_what_was_written_is_there_when_it_is_opened_again(corpus_url: str, report: Make) -> None:
    kept = report("甲乙丙丁")
    with open_corpus(corpus_url) as corpus:
        kept.put(corpus, "a.txt")
    with open_corpus(corpus_url) as corpus:
        assert corpus.document(kept.id) == kept.document
        assert corpus.original(kept.id) == kept.original


@pytest.mark.parametrize("url", ["", "corpus.db", "mysql://user:secret@host/db", "sqlite:///"])
def test_an_address_of_no_corpus_is_refused_without_its_secrets(url: str) -> None:
    with pytest.raises(UnusableCorpusError, match="sqlite:////") as error:
        open_corpus(url)
    assert "secret" not in str(error.value)


def test_a_path_can_be_given_up(corpus: Corpus, report: Make) -> None:
    kept = report("养老服务报告", "全市养老服务。")
    kept.put(corpus, "a")
    corpus.place(kept.id, path="b")
    corpus.leave("a")
    assert corpus.edition("a") is None
    assert [edition.path for edition in corpus.editions(kept.id)] == ["b"]
    assert [row.path for row in corpus.documents(Filters()).items] == ["b"]
    corpus.leave("nowhere")
    corpus.leave("b")
    assert not corpus.has(kept.id)


def test_a_document_is_named_by_its_path_with_a_leading_dot_or_without(corpus: Corpus, report: Make) -> None:
    first, second = report("养老服务报告", "全市养老服务。"), report("别的报告", "全市就业。")
    first.put(corpus, "ed/a")
    second.put(corpus, "./ed/b")
    assert corpus.resolve("./ed/a") == corpus.resolve("ed//a") == first.id
    assert corpus.resolve("ed/b") == corpus.resolve("./ed/./b") == second.id
