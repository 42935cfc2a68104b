"""Every command, route and page gives on Elasticsearch what it gives on SQLite."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.query import Filters
from search_api import actions
from search_api.app import make_app
from search_api.cli.main import run
from search_api.settings import Settings

SAMPLES = files("corpus") / "samples"
QUESTIONS = ("增长", "高校毕业生补贴多少？", '"一般公共预算收入"', "安澜市产业帮扶", "养老服务")


@pytest.fixture
def both(samples_made: Path, elastic_url: str) -> tuple[str, str]:
    """The addresses of two corpora of the samples: in a file, and on Elasticsearch."""
    small = f"sqlite:///{samples_made}/corpus.db"
    with actions.open_corpus(Settings(corpus=elastic_url), must_exist=False) as corpus:
        report = actions.ingest(corpus, [str(SAMPLES)], settings=Settings(corpus=elastic_url))
    assert report.counts["failed"] == 0
    assert report.counts["new"] == 13
    return small, elastic_url


def printed(url: str, capfd: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    capfd.readouterr()
    status = run([*arguments, "--corpus", url])
    out, err = capfd.readouterr()
    assert status == 0, err
    return [json.loads(line) for line in out.splitlines()]


def test_commands_print_the_same(both: tuple[str, str], capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for arguments in (
        ("figures", "--format", "jsonl"),
        ("figures", "--value", ">1亿元", "--format", "jsonl"),
        ("figures", "--indicator", "收入", "--sort", "-value", "--format", "jsonl"),
        ("figures", "--region", "安澜市", "--year", "2023", "--format", "jsonl"),
        ("programs", "--format", "jsonl"),
        ("programs", "强链补链三年行动", "--mentions", "--format", "jsonl"),
    ):
        small, large = (printed(url, capfd, *arguments) for url in both)
        assert small
        assert large == small
    for question in QUESTIONS:
        small, large = (printed(url, capfd, "search", question, "--top", "50", "--format", "jsonl") for url in both)
        assert {record["document"] for record in large} == {record["document"] for record in small}
        assert len(large) == len(small)
    small, large = (printed(url, capfd, "status", "--format", "jsonl")[0] for url in both)
    for record in (small, large):
        del record["corpus"], record["bytes"]
    assert large == small
    files = [tmp_path / "small.jsonl", tmp_path / "large.jsonl"]
    for url, file in zip(both, files, strict=True):
        assert run(["export", "--all", str(file), "--corpus", url]) == 0
    small, large = ([_timeless(line) for line in file.read_bytes().splitlines()[:-1]] for file in files)
    assert large == small


def _timeless(line: bytes) -> dict[str, Any]:
    """A document's line without when it was seen."""
    read: dict[str, Any] = json.loads(line)
    read["editions"] = [[path, earlier] for path, _, earlier in read.get("editions", ())]
    return read


@pytest.fixture
def clients(both: tuple[str, str]) -> Iterator[list[TestClient]]:
    with (
        TestClient(make_app(Settings(corpus=both[0])), base_url="http://127.0.0.1") as small,
        TestClient(make_app(Settings(corpus=both[1])), base_url="http://127.0.0.1") as large,
    ):
        yield [small, large]


def test_routes_and_pages_answer_the_same(clients: list[TestClient], both: tuple[str, str]) -> None:
    with actions.open_corpus(Settings(corpus=both[0])) as corpus:
        document = corpus.documents(Filters()).items[0].document
    for path in (
        "/api/documents", f"/api/documents/{document}", "/api/figures?value=%3E1%E4%BA%BF%E5%85%83",
        "/api/programs", f"/documents/{document}", "/figures", "/", "/api/documents/nothing",
        "/programs", "/program?name=强链补链三年行动", "/api/programs/entity?name=强链补链三年行动",
        "/api/programs/mentions?name=强链补链三年行动", f"/api/documents/{document}/citations",
    ):  # fmt: skip
        small, large = (client.get(path) for client in clients)
        assert large.status_code == small.status_code, path
        assert _without_cursors(large.text) == _without_cursors(small.text), path
    for question in QUESTIONS:
        small, large = (client.get("/api/search", params={"q": question}).json() for client in clients)
        assert large["total"] == small["total"]
        assert large["facets"] == small["facets"]
    for client in clients:
        assert client.get("/", params={"q": "增长"}).status_code == 200


def _without_cursors(text: str) -> str:
    """Cursors are an engine's own."""
    return re.sub(r"(cursor(?:=|\":\"))[\w-]+", r"\1", text)


def test_a_file_that_is_sent_is_found_by_the_next_request(clients: list[TestClient]) -> None:
    content = "2024年，全市完成石油投资3.2亿元，同比增长8.5%。\n".encode()
    answers = []
    for client in clients[1:]:
        sent = client.post("/api/documents", files={"file": ("新.txt", content)})
        assert sent.status_code == 201, sent.text
        answers.append(client.get("/api/search", params={"q": '"石油投资"'}).json()["total"])
    assert answers == [1]
