"""Corrections over HTTP: the API, and the form that works without a script."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from search_api.app import make_app
from search_api.settings import Settings

REPORT = "2024年，临河市完成投资3.2亿元，同比增长8.5%。\n\n另有投资8.5%。\n".encode()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(corpus=f"sqlite:///{tmp_path}/corpus.db")
    with TestClient(make_app(settings), base_url="http://127.0.0.1", follow_redirects=False) as client:
        assert client.post("/api/documents", files={"file": ("a.txt", REPORT)}).status_code == 201
        yield client


@pytest.fixture
def figure(client: TestClient) -> dict[str, Any]:
    """The first figure of the only document."""
    rows = client.get("/api/figures", params={"limit": 1}).json()["figures"]
    found: dict[str, Any] = rows[0]
    assert found["surface"] == "3.2亿元"
    return found


def address(figure: dict[str, Any]) -> str:
    return f"/documents/{figure['document']}/figures/{figure['start']}-{figure['end']}"


def test_a_program_corrects_lists_and_takes_back(client: TestClient, figure: dict[str, Any]) -> None:
    place = f"/api{address(figure)}/corrections"
    given = {"by": "李敏", "fields": {"indicator": "固定资产投资", "value": "3.21亿元"}}
    now = client.post(place, json=given).json()
    assert (now["indicator"], now["value"]) == ("固定资产投资", "321000000")
    assert {one["field"]: one["machine"] for one in now["corrected"]} == {
        "value": "320000000",
        "indicator": figure["indicator"],
    }
    assert client.get("/api/figures", params={"indicator": "固定资产"}).json()["total"] == 1
    listed = client.get("/api/corrections", params={"document": figure["document"]}).json()["corrections"]
    assert [(one["field"], one["by"], one["holds"]) for one in listed] == [
        ("indicator", "李敏", True),
        ("value", "李敏", True),
    ]
    left = client.delete(place, params={"field": "value"}).json()
    assert [one["field"] for one in left["corrected"]] == ["indicator"]
    assert client.delete(place).json()["corrected"] == []
    assert client.get("/api/corrections").json()["corrections"] == []
    assert client.delete(place).status_code == 422


@pytest.mark.parametrize(
    ("fields", "by", "status"),
    [({"value": "许多"}, "李敏", 422), ({}, "李敏", 422), ({"region": "乙县"}, " ", 422), ({"text": "1"}, "李敏", 422)],
)
def test_what_cannot_be_so_is_a_problem(
    client: TestClient, figure: dict[str, Any], fields: dict[str, str], by: str, status: int
) -> None:
    answer = client.post(f"/api{address(figure)}/corrections", json={"by": by, "fields": fields})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    missing = f"/api/documents/{figure['document']}/figures/9999/corrections"
    assert client.post(missing, json={"by": "李敏", "fields": {"region": "乙县"}}).status_code == 404


def form_of(page: str) -> dict[str, str]:
    """What a browser would send of the form when nothing is changed."""
    sent = {name: html.unescape(value) for name, value in re.findall(r'<input [^>]*name="(\w+)" value="([^"]*)"', page)}
    for name, options in re.findall(r'<select [^>]*name="(\w+)">(.*?)</select>', page):
        sent[name] = re.findall(r'value="(\w*)" selected', options)[0]
    return sent


def test_a_person_corrects_in_the_form_and_the_reader_shows_it(client: TestClient, figure: dict[str, Any]) -> None:
    reader = client.get(f"/documents/{figure['document']}").text
    assert f'href="{address(figure)}"' in reader
    form = form_of(client.get(address(figure)).text)
    assert form["value"] == "320000000"
    assert form["dimension"] == "money"
    done = client.post(address(figure), data=form | {"region": "乙县", "role": "target", "by": "李敏"})
    assert done.status_code == 303
    assert done.headers["location"].startswith(f"/documents/{figure['document']}?hit=")
    (now,) = client.get("/api/figures", params={"place": "乙县"}).json()["figures"]
    assert {one["field"] for one in now["corrected"]} == {"region", "role"}
    reader = client.get(f"/documents/{figure['document']}").text
    assert "已更正" in reader
    assert "地区原读“临河市”（李敏" in reader
    page = client.get(address(figure)).text
    assert "机器读作“临河市”" in page
    assert client.post(address(figure), data={"undo": "1"}).status_code == 303
    assert client.get("/api/corrections").json()["corrections"] == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"value": "许多", "by": "李敏"}, "no number"),
        ({"region": "乙县"}, "say who corrects"),
        ({"by": "李敏"}, "nothing to correct"),
        ({"undo": "1"}, "no such correction"),
    ],
)
def test_a_form_that_cannot_be_kept_comes_back_with_why(
    client: TestClient, figure: dict[str, Any], changed: dict[str, str], sentence: str
) -> None:
    form = form_of(client.get(address(figure)).text)
    answer = client.post(address(figure), data=form | changed)
    assert answer.status_code == 422
    assert sentence in html.unescape(answer.text)
    if "value" in changed:
        assert 'value="许多"' in answer.text
    assert client.get("/api/corrections").json()["corrections"] == []


def test_another_site_cannot_correct(client: TestClient, figure: dict[str, Any]) -> None:
    for headers in ({"Origin": "http://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = client.post(address(figure), data={"region": "乙县", "by": "x"}, headers=headers)
        assert answer.status_code == 403
    assert client.get("/api/corrections").json()["corrections"] == []


def test_what_a_person_writes_is_shown_as_text(client: TestClient, figure: dict[str, Any]) -> None:
    given = {"by": "<b>李敏</b>", "fields": {"indicator": "<script>1</script>"}}
    assert client.post(f"/api{address(figure)}/corrections", json=given).status_code == 200
    for page in (f"/documents/{figure['document']}", address(figure), "/figures?indicator=script"):
        text = client.get(page).text
        assert "<script>" not in text
        assert "<b>李敏" not in text
