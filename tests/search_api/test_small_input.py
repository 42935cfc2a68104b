"""What people give that is nearly right: lists as spreadsheets write them, endings, tokens."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from search_api.batch import parse_batch

LIST = "id,query\nq1,新增就业多少人？\nq2,产业帮扶资金\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_of_any_delimiter_and_encoding_is_asked(
    gouji: Any, report: Any, tmp_path: Any, delimiter: str, encoding: str
) -> None:
    assert gouji("ingest", report).status == 0
    file = tmp_path / "list.csv"
    file.write_bytes(LIST.replace(",", delimiter).replace("\n", "\r\n").encode(encoding))
    ran = gouji("search", "--batch", file, "--format", "jsonl")
    assert ran.status == 0, ran.err
    assert [(one["query_id"], one["query"]) for one in ran.records] == [
        ("q1", "新增就业多少人？"),
        ("q2", "产业帮扶资金"),
    ]


def test_a_list_is_read_from_standard_input(gouji: Any, report: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert gouji("ingest", report).status == 0
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LIST.encode())))
    ran = gouji("search", "--batch", "-", "--format", "jsonl")
    assert (ran.status, len(ran.records)) == (0, 2)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"id,question\n1,2\n")))
    ran = gouji("search", "--batch", "-")
    assert ran.status == 2
    assert "standard input has no columns id and query" in ran.err


def test_a_row_without_a_query_is_named_by_file_and_line(gouji: Any, report: Any, tmp_path: Any) -> None:
    assert gouji("ingest", report).status == 0
    file = tmp_path / "list.csv"
    file.write_text("id,query\n1,产业帮扶\n\n2,\n", encoding="utf-8")
    ran = gouji("search", "--batch", file, "--format", "jsonl")
    assert (ran.status, len(ran.records)) == (1, 1)
    assert f"{file}, line 4: there is no query" in ran.err
    file.write_text("id,query\n2, \n", encoding="utf-8")
    ran = gouji("search", "--batch", file)
    assert ran.status == 2
    assert f"{file}, line 2: there is no query" in ran.err
    assert f"none of the queries of {file} could be asked" in ran.err


def test_a_query_may_hold_the_delimiter_of_others() -> None:
    assert [row.query for row in parse_batch("id;query\n1;甲,乙\n", name="a")] == ["甲,乙"]
    assert [row.query for row in parse_batch('query,id\n"甲;乙",1\n', name="a")] == ["甲;乙"]


@pytest.mark.parametrize("output", ["out", "out.docx", "out.json", "figures.CSV.bak"])
def test_an_ending_that_says_no_format_is_refused_with_those_that_do(
    gouji: Any, report: Any, tmp_path: Any, output: str
) -> None:
    ran = gouji("extract", report, "-o", tmp_path / output)
    assert ran.status == 2
    assert all(ending in ran.err for ending in (".jsonl", ".csv", ".xlsx", ".parquet"))
    assert not (tmp_path / output).exists()
    assert gouji("extract", report, "-o", tmp_path / output, "--format", "jsonl").status == 0
    assert (tmp_path / output).exists()


def test_endings_say_the_format_in_capitals_too(gouji: Any, report: Any, tmp_path: Any) -> None:
    for name in ("a.CSV", "a.jsonl", "a.xlsx", "a.txt"):
        assert gouji("extract", report, "-o", tmp_path / name).status == 0
    rows = list(csv.reader(io.StringIO((tmp_path / "a.CSV").read_text("utf-8-sig"))))
    lines = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    assert len(rows) - 1 == len(lines) > 3
    assert rows[1][0] == json.loads(lines[0])["surface"] in (tmp_path / "a.txt").read_text("utf-8")


def test_beyond_this_machine_a_short_token_is_refused(gouji: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_TOKEN", "s3cret")
    ran = gouji("serve", "--host", "0.0.0.0")
    assert ran.status == 2
    assert "16 characters" in ran.err
    assert "s3cret" not in ran.err
