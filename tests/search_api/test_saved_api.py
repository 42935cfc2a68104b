"""Saved searches over the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from search_api.app import make_app
from search_api.settings import Settings


@pytest.fixture
def client(samples_corpus: Settings) -> Iterator[TestClient]:
    with TestClient(make_app(samples_corpus), base_url="http://127.0.0.1") as client:
        yield client


def ok(answer: Any) -> Any:
    assert answer.status_code < 300, answer.text
    return answer.json()


def test_a_saved_search_is_kept_run_and_dropped(client: TestClient) -> None:
    kept = ok(client.put("/api/saved/投资", params={"q": "完成投资", "year": "2024"}))
    assert (kept["name"], kept["q"]) == ("投资", "完成投资")
    assert [one["name"] for one in ok(client.get("/api/saved"))["saved"]] == ["投资"]
    assert ok(client.get("/api/saved/投资"))["new"] == 0
    report = "某市2024年政府工作报告\n\n——2024年1月8日\n\n2023年完成投资3.2亿元。\n".encode()
    added = ok(client.post("/api/documents", files={"file": ("new.txt", report)}))
    for _ in range(2):
        news = ok(client.get("/api/saved/投资"))
        assert [hit["document"] for hit in news["hits"]] == [added["document"]]
    assert ok(client.post("/api/saved/投资"))["new"] == 1
    assert ok(client.post("/api/saved/投资"))["new"] == 0
    assert client.delete("/api/saved/投资").status_code == 204
    assert client.get("/api/saved/投资").status_code == 404
    assert client.put("/api/saved/" + "长" * 101, params={"q": "a"}).status_code == 422
