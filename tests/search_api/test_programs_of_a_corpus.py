"""One program over several documents, as the command line, the API and the pages give it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from search_api.app import make_app
from search_api.settings import read_settings

TITLE, NUMBER = "河西县古树名木保护管理办法", "河政发〔2021〕8号"
TEXTS = {
    "paper.txt": f"{TITLE}\n\n{NUMBER}\n\n2021年3月1日\n\n第一条　为了保护古树名木，制定本办法。\n\n"
    "第二条　县林业局负责本办法的实施，每株古树每年安排养护费200元。\n",
    "by-number.txt": "河西县2022年政府工作报告\n\n2022年，按照河政发〔2021〕08号要求，全县养护古树1200株。"
    "实施青苗教师成长计划，投入资金350万元。\n",
    "by-title.txt": f"河西县2023年政府工作报告\n\n2023年，落实《{TITLE}》（{NUMBER}），养护古树1300株。"
    "青苗教师成长计划惠及教师86名。\n",
    "other.txt": "东平市2023年政府工作报告\n\n2023年，认真落实《政府工作报告》部署，建成学校12所。\n",
}


@pytest.fixture
def corpus(gouji: Any, tmp_path: Path) -> str:
    """The four documents; gives the corpus' address."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    url = f"sqlite:///{tmp_path / 'corpus.db'}"
    assert gouji("--corpus", url, "ingest", folder).status == 0
    return url


@pytest.fixture
def client(corpus: str) -> Iterator[TestClient]:
    with TestClient(make_app(read_settings(corpus=corpus)), base_url="http://127.0.0.1") as client:
        yield client


def ok(answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


def paths(rows: list[dict[str, Any]]) -> set[str]:
    return {row["path"].rpartition("/")[2] for row in rows}


def ids(client: TestClient) -> dict[str, str]:
    rows = ok(client.get("/api/documents"))["documents"]
    return {row["path"].rpartition("/")[2]: row["document"] for row in rows}


@pytest.mark.parametrize("name", [TITLE, NUMBER, "河政发[2021]8号", f"《{TITLE}》"])
def test_a_paper_is_one_thing_by_title_and_by_number(client: TestClient, name: str) -> None:
    found = ok(client.get("/api/programs/entity", params={"name": name}))
    assert (found["entity"], found["numbers"], found["documents"]) == (TITLE, [NUMBER], 3)
    assert paths(found["itself"]) == {"paper.txt"}
    assert {"河政发〔2021〕08号", TITLE} <= {one["surface"] for one in found["names"]}


def test_where_a_program_is_named_comes_a_page_of_documents_at_a_time(client: TestClient) -> None:
    seen: list[str] = []
    cursor: str | None = None
    while True:
        asked = {"name": NUMBER, "limit": "1"} | ({"cursor": cursor} if cursor else {})
        page = ok(client.get("/api/programs/mentions", params=asked))
        assert page["total"] == 3
        seen += paths(page["mentions"])
        cursor = page["cursor"]
        if cursor is None:
            break
    assert sorted(seen) == ["by-number.txt", "by-title.txt", "paper.txt"]


def test_who_cites_whom(client: TestClient) -> None:
    known = ids(client)
    paper = ok(client.get(f"/api/documents/{known['paper.txt']}/citations"))
    assert (paper["cites"], paper["total"], paths(paper["cited_by"])) == ([], 2, {"by-number.txt", "by-title.txt"})
    for citing in ("by-number.txt", "by-title.txt"):
        assert paths(ok(client.get(f"/api/documents/{known[citing]}/citations"))["cites"]) == {"paper.txt"}


def test_a_title_that_many_papers_have_cites_none_of_them(client: TestClient) -> None:
    assert ok(client.get(f"/api/documents/{ids(client)['other.txt']}/citations"))["cites"] == []


def test_figures_of_a_program_come_from_all_documents(client: TestClient) -> None:
    found = ok(client.get("/api/figures", params={"entity": "青苗教师成长计划"}))
    assert {one["surface"] for one in found["figures"]} == {"350万元", "86名"}
    assert {one["program"] for one in found["figures"]} == {"青苗教师成长计划"}
    sheet = client.get("/api/figures/export", params={"entity": "青苗教师成长计划"}).content.decode("utf-8-sig")
    assert [row["program"] for row in csv.DictReader(io.StringIO(sheet))] == ["青苗教师成长计划"] * 2


def test_an_unknown_program_is_not_found(client: TestClient) -> None:
    for path in ("/api/programs/entity", "/api/programs/mentions"):
        answer = client.get(path, params={"name": "没有的计划"})
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
        assert "gouji programs" in answer.json()["detail"]
    assert client.get("/program", params={"name": "没有的计划"}).status_code == 404


def test_the_page_of_a_program_has_its_names_figures_and_documents(client: TestClient) -> None:
    page = client.get("/program", params={"name": "青苗教师成长计划"}).text
    assert all(text in page for text in ("350万元", "86名", "河西县2022年政府工作报告", "/api/figures/export?entity="))
    paper = client.get("/program", params={"name": NUMBER}).text
    assert f"<h1>{TITLE}</h1>" in paper
    assert NUMBER in paper


def test_the_reader_and_the_list_lead_to_the_page(client: TestClient) -> None:
    listed = client.get("/programs", params={"name": "青苗", "kind": "plan"}).text
    assert 'href="/program?name=' in listed
    assert "青苗教师成长计划" in listed
    known = ids(client)
    reader = client.get(f"/documents/{known['by-title.txt']}").text
    assert 'href="/program?name=' in reader
    assert f'href="/documents/{known["paper.txt"]}"' in reader


def test_programs_are_listed_and_exported_by_command(gouji: Any, corpus: str) -> None:
    rows = gouji("--corpus", corpus, "programs", "计划", "--kind", "plan", "--format", "jsonl").records
    assert [(row["entity"], row["documents"]) for row in rows] == [("青苗教师成长计划", 2)]
    named = gouji("--corpus", corpus, "programs", NUMBER, "--mentions", "--format", "jsonl").records
    assert paths(named) == {"paper.txt", "by-number.txt", "by-title.txt"}
    figures = gouji("--corpus", corpus, "figures", "--program", "青苗教师成长计划", "--format", "jsonl").records
    assert {row["surface"] for row in figures} == {"350万元", "86名"}


def test_a_command_without_what_it_wants_says_so(gouji: Any, corpus: str) -> None:
    assert gouji("--corpus", corpus, "programs", "--mentions").status == 2
    unknown = gouji("--corpus", corpus, "programs", "没有的计划", "--mentions")
    assert (unknown.status, unknown.out) == (2, "")
    assert "no document names" in unknown.err
    assert gouji("--corpus", corpus, "programs", "没有的计划").status == 0
