import csv
import io
import json
import os
import re

import pytest

OTHER = """安宁市公共图书馆管理办法

第一条　为了规范公共图书馆的服务，制定本办法。

第二条　中心馆藏书不少于20万册，每周开放不少于56小时。
"""
OUTCOMES = ("new", "unchanged", "replaced", "duplicate", "skipped", "failed")
SUM = re.compile(r"seen ([\d,]+) = " + r" \+ ".join(rf"([\d,]+) {name}" for name in OUTCOMES))


@pytest.fixture
def folder(tmp_path, report):
    """Two documents, one of them twice, an empty file and one of a kind that is not read."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "report.txt").write_bytes(report.read_bytes())
    (folder / "copy.txt").write_bytes(report.read_bytes())
    (folder / "library.md").write_text(OTHER, "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "scan.png").write_bytes(b"\x89PNG\r\n")
    return folder


@pytest.fixture
def corpus(gouji, folder):
    """The folder, ingested."""
    gouji("ingest", folder)
    return folder


def counts(ran):
    seen, *parts = (int(count.replace(",", "")) for count in SUM.search(ran.out).groups())
    assert seen == sum(parts)
    return seen, tuple(parts)


def test_the_summary_adds_up_and_gives_reasons(gouji, folder):
    ran = gouji("ingest", folder)
    assert ran.status == 1
    assert counts(ran) == (5, (2, 0, 0, 1, 1, 1))
    assert re.search(r"skipped .*scan\.png: .*not read", ran.out)
    assert re.search(r"failed .*empty\.txt is empty", ran.out)


def test_ingesting_again_changes_nothing(gouji, corpus):
    before = gouji("status").out
    assert counts(gouji("ingest", corpus)) == (5, (0, 3, 0, 0, 1, 1))
    assert gouji("status").out == before


def test_changed_bytes_at_a_path_are_a_new_edition(gouji, corpus):
    (corpus / "library.md").write_text(OTHER.replace("20万册", "30万册"), "utf-8")
    assert counts(gouji("ingest", corpus))[1][2] == 1
    assert not gouji("search", '"20万册"', "--format", "jsonl").records
    assert len(gouji("search", '"30万册"', "--format", "jsonl").records) == 1


def test_a_report_has_one_line_a_file(gouji, folder, tmp_path):
    out = tmp_path / "report.jsonl"
    gouji("ingest", folder, "--report", out)
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert sorted(row["outcome"] for row in rows) == ["duplicate", "failed", "new", "new", "skipped"]
    assert all(row["reason"] for row in rows if row["outcome"] in ("failed", "skipped"))


def test_a_report_that_cannot_be_written_is_said_before_the_work(gouji, folder, tmp_path):
    ran = gouji("ingest", folder, "--report", tmp_path / "no" / "report.jsonl")
    assert ran.status == 2
    assert gouji("status").status == 2


def test_a_path_that_is_not_there_fails_and_the_rest_goes_on(gouji, folder, tmp_path):
    ran = gouji("ingest", tmp_path / "gone", folder / "library.md")
    assert ran.status == 1
    assert counts(ran) == (2, (1, 0, 0, 0, 0, 1))


def test_nothing_could_be_done_is_2(gouji, tmp_path):
    ran = gouji("ingest", tmp_path / "gone")
    assert ran.status == 2
    assert counts(ran) == (1, (0, 0, 0, 0, 0, 1))


def test_originals_are_kept_beside_the_corpus(gouji, corpus, tmp_path):
    kept = [file.read_bytes() for file in (tmp_path / "data").rglob("*") if file.is_file() and "originals" in str(file)]
    assert (corpus / "library.md").read_bytes() in kept


def test_a_question_finds_its_document_first(gouji, corpus):
    records = gouji("search", "公共图书馆每周要开放多少小时？", "--format", "jsonl").records
    assert list(records[0]) == ["rank", "score", "document", "path", "title", "snippet", "start", "end", "source"]
    assert (records[0]["rank"], records[0]["path"]) == (1, str(corpus / "library.md"))
    text = (corpus / "library.md").read_text("utf-8")
    place = records[0]["source"]
    assert 0 <= place["start"] < place["end"] <= len(text)


def test_a_phrase_finds_only_documents_that_hold_it(gouji, corpus):
    assert [record["path"] for record in gouji("search", '"制定本办法"', "--format", "jsonl").records] == [
        str(corpus / "library.md")
    ]
    assert gouji("search", '"办法本制定"', "--format", "jsonl").records == []


def test_a_search_without_hits_is_done(gouji, corpus):
    ran = gouji("search", '"量子计算机"')
    assert (ran.status, ran.out) == (0, "")
    assert "nothing found" in ran.err


def test_filters_that_leave_nothing_are_named(gouji, corpus):
    ran = gouji("search", "图书馆", "--year", "1999", "--format", "jsonl")
    assert (ran.status, ran.out) == (0, "")
    assert re.search(r"without 年份：1999: [1-9]\d* documents", ran.err)


def test_top_counts_documents(gouji, corpus):
    assert len(gouji("search", "安宁市", "--top", "1", "--format", "jsonl").records) == 1


def test_filters_narrow_a_search(gouji, corpus):
    found = gouji("search", "安宁市", "--year", "2023", "--year", "2022", "--format", "jsonl").records
    assert str(corpus / "library.md") not in [record["path"] for record in found]


def test_search_as_csv_has_a_head(gouji, corpus):
    out = gouji("search", "图书馆", "--format", "csv").out
    assert out.startswith("\ufeffrank,score,")


def test_a_batch_reads_no_operators_and_puts_the_query_in_front(gouji, corpus, tmp_path):
    batch = tmp_path / "queries.csv"
    batch.write_text('id,query\nq1,"""办法本制定"""\nq2,产业帮扶资金投入多少？\n', "utf-8")
    records = gouji("search", "--batch", batch, "--format", "jsonl").records
    assert list(records[0])[:3] == ["query_id", "query", "rank"]
    assert {record["query_id"] for record in records} == {"q1", "q2"}
    assert next(record for record in records if record["query_id"] == "q1")["query"] == '"办法本制定"'


def test_a_batch_saved_by_a_chinese_spreadsheet_is_read(gouji, corpus, tmp_path):
    batch = tmp_path / "queries.csv"
    batch.write_bytes("ID,Query,备注\r\n1,公共图书馆每周要开放多少小时？,\r\n".encode("gb18030"))
    assert gouji("search", "--batch", batch, "--format", "jsonl").records[0]["query_id"] == "1"


def test_a_row_without_a_query_is_counted_and_the_rest_goes_on(gouji, corpus, tmp_path):
    batch = tmp_path / "queries.csv"
    batch.write_text("id,query\n1\n2,图书馆\n", "utf-8")
    ran = gouji("search", "--batch", batch, "--format", "jsonl")
    assert ran.status == 1
    assert "line 2" in ran.err
    assert ran.records


@pytest.mark.parametrize("text", ["frage,antwort\n1,图书馆\n", 'id,query\n1,"图书馆\n'])
def test_a_batch_that_is_none_is_refused(gouji, corpus, tmp_path, text):
    batch = tmp_path / "queries.csv"
    batch.write_text(text, "utf-8")
    ran = gouji("search", "--batch", batch)
    assert (ran.status, ran.out) == (2, "")
    assert "queries.csv" in ran.err


def test_a_query_that_is_no_text_is_refused(gouji, corpus):
    ran = gouji("search", "资金\udcff")
    assert ran.status == 2
    assert "U+DCFF" in ran.err


def test_figures_are_found_by_value(gouji, corpus):
    records = gouji("figures", "--value", ">10亿元", "--format", "jsonl").records
    assert {record["surface"] for record in records} == {"512.6亿元", "14.47亿元"}
    assert {"title", "date", "path", "document", "analyser", "source", "sentence"} <= set(records[0])


def test_an_open_end_is_no_answer_to_what_is_far_from_it(gouji, tmp_path):
    file = tmp_path / "open.txt"
    file.write_text("全年培训农民1000人以上，惠及群众45万人以上。\n", "utf-8")
    gouji("ingest", file)
    assert [r["surface"] for r in gouji("figures", "--value", "约50万人", "--format", "jsonl").records] == ["45万人"]


def test_figures_are_found_by_what_they_count(gouji, corpus):
    records = gouji("figures", "--indicator", "产业帮扶资金", "--format", "jsonl").records
    assert "3.2亿元" in [record["surface"] for record in records]


def test_figures_are_sorted_and_cut(gouji, corpus):
    records = gouji("figures", "--unit", "元", "--sort", "-value", "--top", "2", "--format", "jsonl").records
    assert [record["surface"] for record in records] == ["512.6亿元", "14.47亿元"]


def test_figures_of_one_document(gouji, corpus):
    paths = {r["path"] for r in gouji("figures", "--document", corpus / "library.md", "--format", "jsonl").records}
    assert paths == {str(corpus / "library.md")}


def test_figures_as_csv_can_be_traced_back(gouji, corpus):
    out = gouji("figures", "--format", "csv").out.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert {"surface", "qualifier_text", "document", "analyser", "path", "title", "date"} <= set(rows[0])


def test_figures_say_how_many_are_not_shown(gouji, corpus):
    ran = gouji("figures", "--top", "1")
    assert re.search(r"1 of \d+ figures; --top", ran.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--value", ">"),
        ("--value", ">1亿火星币"),
        ("--period", "去年"),
        ("--year", "18"),
        ("--in", "亿"),
        ("--sort", "size"),
    ],
)
def test_a_condition_that_is_none_is_refused(gouji, corpus, arguments):
    ran = gouji("figures", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1


def test_a_document_is_shown_with_its_figures_marked(gouji, corpus):
    out = gouji("show", corpus / "report.txt").out
    assert out.startswith("安宁市2023年政府工作报告")
    assert "惠及农户⟦5154户⟧" in out


def test_a_document_is_shown_by_the_beginning_of_its_id(gouji, corpus):
    whole = gouji("show", corpus / "library.md", "--format", "jsonl").records[0]
    assert gouji("show", whole["document"][:8], "--format", "jsonl").records == [whole]
    assert whole["text"].startswith("安宁市公共图书馆管理办法")


def test_an_unknown_document_is_refused(gouji, corpus):
    ran = gouji("show", "none.txt")
    assert (ran.status, ran.out) == (2, "")
    assert "none.txt" in ran.err


def test_a_removed_document_is_found_no_more(gouji, corpus):
    assert gouji("remove", corpus / "library.md").status == 0
    assert gouji("search", '"公共图书馆"', "--format", "jsonl").records == []
    assert gouji("status", "--format", "jsonl").records[0]["documents"] == 1


def test_removing_what_is_not_there_is_2_and_some_of_it_1(gouji, corpus):
    assert gouji("remove", "none.txt").status == 2
    assert gouji("remove", "none.txt", corpus / "library.md").status == 1


def test_a_fresh_corpus_has_nothing_to_rebuild(gouji, corpus):
    ran = gouji("rebuild")
    assert (ran.status, ran.out) == (0, "0 to rebuild = 0 rebuilt + 0 failed\n")


def test_rebuild_reads_anew_what_another_analyser_read(gouji, corpus, monkeypatch):
    before = gouji("figures", "--format", "jsonl").records
    with monkeypatch.context() as patch:
        patch.setattr("nlp.pipeline.fingerprint", lambda segmenter="jieba": "another")
        gouji("ingest", corpus / "library.md", "--corpus", f"sqlite:///{corpus}/two.db")
    url = f"sqlite:///{corpus}/two.db"
    assert gouji("search", "图书馆", "--corpus", url).status == 2
    assert gouji("rebuild", "--corpus", url).out == "1 to rebuild = 1 rebuilt + 0 failed\n"
    assert gouji("search", "图书馆", "--corpus", url).status == 0
    assert gouji("figures", "--format", "jsonl").records == before


def test_a_stale_corpus_is_refused_with_the_command_that_rebuilds_it(gouji, corpus, monkeypatch):
    monkeypatch.setattr("nlp.stamp.fingerprint", lambda segmenter="jieba": "another")
    for command in (("search", "图书馆"), ("figures",)):
        ran = gouji(*command)
        assert ran.status == 2
        assert "gouji rebuild" in ran.err
    assert "gouji rebuild" in gouji("status").err


@pytest.mark.parametrize(
    "command", [("search", "图书馆"), ("figures",), ("show", "x"), ("status",), ("remove", "x"), ("rebuild",)]
)
def test_without_a_corpus_the_command_that_makes_one_is_named(gouji, command):
    ran = gouji(*command)
    assert (ran.status, ran.out) == (2, "")
    assert "gouji ingest" in ran.err


@pytest.mark.parametrize("url", ["corpus.db", "postgres://user:hunter2@host/db", "sqlite:///"])
def test_an_address_that_names_no_corpus_is_refused_without_its_secret(gouji, folder, url):
    ran = gouji("ingest", folder, "--corpus", url)
    assert ran.status == 2
    assert "hunter2" not in ran.err
    assert "sqlite:////" in ran.err


def test_the_corpus_is_named_before_or_after_the_command_or_by_the_environment(gouji, folder, tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/one.db"
    assert gouji("--corpus", url, "ingest", folder / "library.md").status == 0
    assert gouji("status", "--corpus", url).status == 0
    monkeypatch.setenv("GOUJI_CORPUS", url)
    assert gouji("search", '"图书馆"', "--format", "jsonl").records


def test_a_file_that_is_no_corpus_is_refused(gouji, folder, tmp_path):
    (tmp_path / "no.db").write_text("these are not the bytes of a database, whatever their ending says" * 20)
    ran = gouji("ingest", folder, "--corpus", f"sqlite:///{tmp_path}/no.db")
    assert ran.status == 2
    assert "no.db" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "arguments",
    [("nope",), ("extract",), ("search",), ("search", "a", "b"), ("figures", "--nope"), ("search", "x", "--top", "0")],
)
def test_a_usage_error_is_one_sentence_that_names_the_help(gouji, arguments):
    ran = gouji(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert "--help" in ran.err


def test_the_demo_keeps_the_users_corpus_as_it_is(gouji, tmp_path, monkeypatch):
    monkeypatch.setenv("GOUJI_CORPUS", f"sqlite:///{tmp_path}/own.db")
    ran = gouji("demo", "--no-serve")
    assert ran.status == 0
    assert not (tmp_path / "own.db").exists()
    assert counts(ran)[1][0] > 10
    for part in ("The figures of one report", "A search", "A search by value", "亿元"):
        assert part in ran.out


def test_the_demo_runs_again(gouji, tmp_path):
    url = f"sqlite:///{tmp_path}/demo.db"
    gouji("demo", "--no-serve", "--corpus", url)
    _, parts = counts(gouji("demo", "--no-serve", "--corpus", url))
    assert parts[0] == 0
    assert parts[1] > 10


def test_help_names_every_command(gouji):
    out = gouji("--help").out
    for name in ("ingest", "extract", "search", "figures", "show", "status", "remove", "rebuild", "serve", "demo"):
        assert re.search(rf"^  {name} ", out, re.MULTILINE)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(gouji, folder, tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    ran = gouji("ingest", folder, "--corpus", f"sqlite:///{locked}/corpus.db")
    assert ran.status == 2
    assert "locked" in ran.err


def test_what_was_understood_is_told_on_standard_error(gouji, corpus):
    ran = gouji("search", '"图书馆" 年份:1999', "--format", "jsonl")
    assert ran.out == ""
    assert "须满足 “图书馆”、年份：1999" in ran.err
    assert re.search(r"without 年份：1999: [1-9]", ran.err)
    assert "understood" not in gouji("search", "图书馆每周开放多少小时？", "--format", "jsonl").err
    assert gouji("search", '"没有这句话"', "--plain", "--format", "jsonl").status == 0


def test_how_many_match_is_told_before_an_export(gouji, corpus, tmp_path):
    for arguments in (("search", "图书馆"), ("figures", "--unit", "%")):
        count = int(gouji(*arguments, "--count").out)
        rows = gouji(*arguments, *(["--all"] if arguments[0] == "search" else []), "--format", "jsonl").records
        assert len(rows) == count > 0


def test_parts_of_the_ranking_are_explained(gouji, corpus):
    (first, *_) = gouji("search", "公共图书馆开放", "--explain", "--format", "jsonl").records
    assert sum(first["parts"].values()) == pytest.approx(first["score"], abs=1e-4)
    assert "bigrams" in gouji("search", "公共图书馆开放", "--explain").out


def test_a_saved_search_tells_what_is_new(gouji, corpus, tmp_path):
    assert gouji("search", "图书馆", "--save", "馆").status == 0
    ran = gouji("saved")
    assert ran.out.startswith("馆\t图书馆\t")
    assert gouji("saved", "馆", "--format", "jsonl").records == []
    extra = tmp_path / "extra"
    extra.mkdir()
    (extra / "new.txt").write_text("图书馆扩建方案\n\n新建图书馆3座。\n", "utf-8")
    assert gouji("ingest", extra).status == 0
    assert [one["title"] for one in gouji("saved", "馆", "--again", "--format", "jsonl").records] == ["图书馆扩建方案"]
    ran = gouji("saved", "馆", "--format", "jsonl")
    assert [one["title"] for one in ran.records] == ["图书馆扩建方案"]
    assert "1 new of" in ran.err
    assert gouji("saved", "馆", "--format", "jsonl").records == []
    assert gouji("saved", "馆", "--forget").status == 0
    assert (gouji("saved", "馆").status, gouji("saved").out) == (2, "")


def test_documents_like_one_by_path(gouji, corpus):
    ran = gouji("search", "--like", "none-such")
    assert ran.status == 2
    assert "no document" in ran.err
