"""The HTTP API as a program meets it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from search_api.app import make_app
from search_api.settings import Settings

REPORT = "2024年，全市完成投资3.2亿元，同比增长8.5%。\n".encode()


@pytest.fixture
def client(samples_corpus: Settings) -> Iterator[TestClient]:
    with TestClient(make_app(samples_corpus), base_url="http://127.0.0.1") as client:
        yield client


def ok(answer: Any) -> Any:
    assert answer.status_code < 300, answer.text
    return answer.json()


def refused(answer: Any, status: int) -> str:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    return str(body["detail"])


def test_a_question_finds_documents_with_facets(client: TestClient) -> None:
    found = ok(client.get("/api/search", params={"q": "公共租赁住房的租金标准是多少？"}))
    assert found["hits"][0]["title"] == "望川市公共租赁住房管理办法"
    assert found["total"] >= 1
    assert found["facets"]["kind"]


def test_a_phrase_finds_only_what_holds_it(client: TestClient) -> None:
    found = ok(client.get("/api/search", params={"q": '"每平方米每月12元"'}))
    assert found["total"] == 1
    document = ok(client.get(f"/api/documents/{found['hits'][0]['document']}"))
    assert "每平方米每月12元" in document["text"]


def test_pages_follow_their_cursor_to_the_end_without_a_repeat(client: TestClient) -> None:
    seen: list[str] = []
    cursor: str | None = None
    while True:
        asked = {"limit": 4} | ({"cursor": cursor} if cursor else {})
        page = ok(client.get("/api/documents", params=asked))
        seen += [one["document"] for one in page["documents"]]
        cursor = page["cursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == page["total"] == 13


def test_a_foreign_cursor_is_refused(client: TestClient) -> None:
    assert refused(client.get("/api/search", params={"q": "投资", "cursor": "bm9uc2Vuc2U"}), 400)


def test_figures_by_value(client: TestClient) -> None:
    found = ok(client.get("/api/figures", params={"value": ">1000亿元", "sort": "value"}))
    assert found["total"] == len(found["figures"])
    values = [float(one["value"]) for one in found["figures"]]
    assert values == sorted(values)
    assert [value for value in values if value >= 1e11]
    assert {one["unit"] for one in found["figures"]} == {"元"}


def test_a_value_that_is_none_is_refused_with_what_to_write(client: TestClient) -> None:
    assert refused(client.get("/api/figures", params={"value": ">"}), 422)


def test_exports_hold_every_figure_that_matches(client: TestClient) -> None:
    total = ok(client.get("/api/figures", params={"unit": "%"}))["total"]
    text = client.get("/api/figures/export", params={"unit": "%", "format": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    lines = client.get("/api/figures/export", params={"unit": "%", "format": "jsonl"}).text.splitlines()
    assert len(rows) == len(lines) == total > 50
    assert {json.loads(line)["unit"] for line in lines} == {"%"}
    book = client.get("/api/figures/export", params={"unit": "%", "format": "xlsx"})
    assert book.content[:2] == b"PK"


def test_an_upload_is_kept_once_and_can_be_removed(client: TestClient) -> None:
    first = ok(client.post("/api/documents", files={"file": ("new.txt", REPORT)}))
    again = ok(client.post("/api/documents", files={"file": ("new.txt", REPORT)}))
    assert (first["outcome"], again["outcome"]) == ("new", "unchanged")
    assert first["figures"] == 2
    assert client.get(f"/api/documents/{first['document']}/original").content == REPORT
    assert client.delete(f"/api/documents/{first['document']}").status_code == 204
    assert refused(client.get(f"/api/documents/{first['document']}"), 404)


def test_other_bytes_under_a_name_are_a_new_edition(client: TestClient) -> None:
    first = ok(client.post("/api/documents", files={"file": ("new.txt", REPORT)}))
    second = ok(client.post("/api/documents", files={"file": ("new.txt", REPORT.replace(b"3.2", b"3.4"))}))
    assert second["outcome"] == "replaced"
    assert ok(client.get(f"/api/documents/{second['document']}"))["earlier"] == [first["document"]]


def test_extract_keeps_nothing(client: TestClient) -> None:
    before = ok(client.get("/api/health/ready"))["documents"]
    read = ok(client.post("/api/extract", files={"file": ("new.txt", REPORT)}))
    assert [one["value"] for one in read["figures"]] == ["320000000", "8.5"]
    assert ok(client.get("/api/health/ready"))["documents"] == before


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\x03" * 50, b"\xff\xfe\xff\xfd\x00\xd8"])
def test_what_cannot_be_read_is_refused_with_the_reason(client: TestClient, data: bytes) -> None:
    assert refused(client.post("/api/extract", files={"file": ("bad.txt", data)}), 415)
    assert refused(client.post("/api/documents", files={"file": ("bad.txt", data)}), 415)


def test_a_file_over_the_limit_is_refused(samples_corpus: Settings) -> None:
    settings = replace(samples_corpus, upload_limit=1000)
    with TestClient(make_app(settings), base_url="http://127.0.0.1") as client:
        assert "1,000" in refused(client.post("/api/extract", files={"file": ("a.txt", b"a" * 1001)}), 413)
        assert "1,000" in refused(client.post("/api/extract", files={"file": ("a.txt", b"a" * 300_000)}), 413)


def test_a_body_of_no_told_length_ends_at_the_limit(samples_corpus: Settings) -> None:
    def endless() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(200):
            yield b"a" * 10_000

    settings, headers = replace(samples_corpus, upload_limit=1000), {"content-type": "multipart/form-data; boundary=b"}
    with TestClient(make_app(settings), base_url="http://127.0.0.1") as client:
        assert "1,000" in refused(client.post("/api/extract", content=endless(), headers=headers), 413)
        assert refused(client.post("/api/documents", content=endless(), headers=headers), 413)


def test_an_indicator_of_very_many_words_is_refused(client: TestClient) -> None:
    assert "64" in refused(client.get("/api/figures", params={"indicator": "人 " * 1500}), 422)
    assert "64" in client.get("/figures", params={"indicator": "人 " * 1500}).text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1:80@evil.example", "[::1]evil", ""]
)
def test_another_host_name_is_refused(client: TestClient, host: str) -> None:
    assert refused(client.get("/api/search", headers={"host": host}), 403)


@pytest.mark.parametrize("host", ["127.0.0.1", "LOCALHOST:8000", "[::1]:8000", "[::1]"])
def test_this_machine_is_known_by_its_names(client: TestClient, host: str) -> None:
    assert ok(client.get("/api/search", headers={"host": host}))


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_a_page_of_another_site_changes_nothing(client: TestClient, headers: dict[str, str]) -> None:
    assert refused(client.post("/api/documents", files={"file": ("a.txt", REPORT)}, headers=headers), 403)
    assert refused(client.delete("/api/documents/" + "0" * 64, headers=headers), 403)


def test_a_token_is_asked_for_everywhere_but_at_live(samples_corpus: Settings) -> None:
    settings = replace(samples_corpus, token="s3cret")
    with TestClient(make_app(settings), base_url="http://127.0.0.1") as client:
        assert refused(client.get("/api/search"), 401)
        assert client.get("/").status_code == 401
        assert refused(client.get("/api/search", headers={"authorization": "Bearer wrong"}), 401)
        assert refused(client.get("/api/search", headers={"authorization": "Basic !!"}), 401)
        assert client.get("/api/search", headers={"authorization": "Bearer s3cret"}).status_code == 200
        assert client.get("/", auth=("anyone", "s3cret")).status_code == 200
        assert client.get("/api/health/live").status_code == 200


def test_no_secret_in_the_description(samples_corpus: Settings) -> None:
    settings = replace(samples_corpus, token="s3cret")
    assert "s3cret" not in repr(settings)
    with TestClient(make_app(settings), base_url="http://127.0.0.1") as client:
        assert "s3cret" not in client.get("/api/search").text


def test_every_answer_says_that_it_runs_no_script(client: TestClient) -> None:
    for path in ("/", "/api/search", "/nowhere", "/static/gouji.css"):
        answer = client.get(path)
        assert answer.headers["content-security-policy"].startswith("default-src 'self'")
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "q", ["\x00", "a" * 30_000, '"', "（（（((", "' OR 1=1 --", "* NEAR(a b) ^ :", "？！。", "的了吗"]
)
def test_odd_queries_are_answered_or_refused_but_never_fail(client: TestClient, q: str) -> None:
    for path in ("/api/search", "/", "/api/figures"):
        name = "indicator" if path == "/api/figures" else "q"
        assert client.get(path, params={name: q}).status_code in (200, 422)


def test_the_description_names_every_problem(client: TestClient) -> None:
    paths = ok(client.get("/api/openapi.json"))["paths"]
    assert {"/api/search", "/api/figures", "/api/programs", "/api/documents", "/api/extract"} <= set(paths)
    for path, methods in paths.items():
        for one in methods.values():
            assert one["summary"], path
            assert path == "/api/health/live" or "application/problem+json" in one["responses"]["403"]["content"]


def test_programs_by_name(client: TestClient) -> None:
    found = ok(client.get("/api/programs", params={"name": "强链补链"}))
    assert found["total"] >= 1
    assert all("强链补链" in one["entity"] for one in found["programs"])


def test_the_description_tells_what_kind_of_file_a_download_is(client: TestClient) -> None:
    paths = ok(client.get("/api/openapi.json"))["paths"]
    for path in ("/api/figures/export", "/api/documents/{name}/figures", "/api/documents/{name}/original"):
        described = set(paths[path]["get"]["responses"]["200"]["content"])
        assert "application/json" not in described
        document = ok(client.get("/api/documents"))["documents"][0]["document"]
        sent = client.get(path.replace("{name}", document)).headers["content-type"].partition(";")[0]
        assert sent in described


def test_a_method_that_a_path_does_not_know_is_told_the_ones_it_knows(client: TestClient) -> None:
    for path in ("/", "/api/search"):
        answer = client.put(path)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_a_field_that_was_inferred_links_to_the_words_that_say_it(client: TestClient) -> None:
    (listed,) = [
        one for one in ok(client.get("/api/documents"))["documents"] if one["title"] == "望川市公共租赁住房管理办法"
    ]
    whole = ok(client.get(f"/api/documents/{listed['document']}"))
    told = [(figure, place) for figure in whole["figures"] for place in figure["evidence"]]
    assert {place["field"] for _, place in told} >= {"region"}
    figure, place = next((figure, place) for figure, place in told if place["field"] == "region")
    words = whole["text"][place["start"] : place["end"]]
    assert words in (figure["region"], figure["region"].removesuffix("市"))
    page = client.get(f"/documents/{listed['document']}").text
    assert f'href="/documents/{listed["document"]}?hit={place["start"]}-{place["end"]}#hit" title="据“{words}”"' in page


def test_a_document_that_a_client_has_is_not_sent_again(client: TestClient) -> None:
    name = ok(client.get("/api/documents"))["documents"][0]["document"]
    for path in (f"/api/documents/{name}", f"/api/documents/{name}/original"):
        first = client.get(path)
        tag = first.headers["etag"]
        again = client.get(path, headers={"if-none-match": f'"other", W/{tag}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert client.get(path, headers={"if-none-match": '"other"'}).content == first.content
    moment = client.get(f"/api/documents/{name}").headers["last-modified"]
    assert client.get(f"/api/documents/{name}", headers={"if-modified-since": moment}).status_code == 304
    early = {"if-modified-since": "Mon, 01 Jan 2001 00:00:00 GMT"}
    assert client.get(f"/api/documents/{name}", headers=early).status_code == 200
    assert client.get(f"/api/documents/{name}", headers={"if-modified-since": "yesterday"}).status_code == 200


def test_head_tells_what_get_would_send(client: TestClient) -> None:
    for path in ("/", "/figures", "/api/search", "/api/docs", "/static/gouji.css"):
        head, get = client.head(path), client.get(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-type"] == get.headers["content-type"]
    assert client.head("/nowhere").status_code == 404
    assert client.head("/api/documents/" + "0" * 64).status_code == 404


def test_a_question_that_takes_too_long_is_stopped_and_told(samples_corpus: Settings) -> None:
    settings = replace(samples_corpus, timeout=1e-9)
    with TestClient(make_app(settings), base_url="http://127.0.0.1") as client:
        assert "took too long" in refused(client.get("/api/search", params={"q": "地区生产总值增长多少"}), 504)
        assert client.get("/", params={"q": "地区生产总值增长多少"}).status_code == 504
        assert client.get("/api/figures/export").status_code == 200, "a file takes as long as it takes"


def test_limits_are_told(client: TestClient) -> None:
    limits = ok(client.get("/api/health/limits"))
    assert refused(client.get("/api/search", params={"q": "a" * (limits["query"] + 1)}), 422)
    assert refused(client.get("/api/documents", params={"limit": limits["page"] + 1}), 422)
    assert client.get("/api/documents", params={"limit": limits["page"]}).status_code == 200


def test_what_was_understood_is_told_with_the_query_without_each_part(client: TestClient) -> None:
    found = ok(client.get("/api/search", params={"q": '就业 "专项资金" 资金 >1亿元'}))
    parts = found["understood"]["parts"]
    assert [part["kind"] for part in parts] == ["phrase", "value"]
    assert parts[0]["without"] == "就业 资金 >1亿元"
    assert found["understood"]["ranked"] == "就业 资金"
    plain = ok(client.get("/api/search", params={"q": '"专项资金"', "plain": True}))
    assert plain["understood"]["parts"] == []


def test_nothing_found_names_what_emptied_it(client: TestClient) -> None:
    found = ok(client.get("/api/search", params={"q": '"租赁住房" 年份:1990', "region": "望川市"}))
    assert found["total"] == 0
    assert {"text": "年份：1990", "documents": 1} in found["nothing"]["without"]
    near = ok(client.get("/api/search", params={"q": '"公共租凭住房"'}))["nothing"]["near"]
    assert near == [{"word": "租凭住", "instead": ["租赁住"]}]
    assert ok(client.get("/api/search", params={"q": "就业"}))["nothing"] is None


def test_facets_count_places_with_those_above_and_leave_their_own_choice_aside(client: TestClient) -> None:
    free = ok(client.get("/api/search", params={"q": "地区生产总值"}))["facets"]
    chosen = ok(client.get("/api/search", params={"q": "地区生产总值", "year": "2023"}))["facets"]
    assert chosen["year"] == free["year"]
    assert chosen["kind"] != free["kind"]
    assert set(free) == {"region", "year", "issuer", "kind", "program", "dimension"}
    assert free["dimension"][0]["value"] == "money"


def test_all_hits_as_a_file(client: TestClient) -> None:
    total = ok(client.get("/api/search", params={"q": "就业"}))["total"]
    lines = client.get("/api/search/export", params={"q": "就业", "format": "jsonl"}).text.splitlines()
    assert [json.loads(line)["rank"] for line in lines] == list(range(1, total + 1))
    text = client.get("/api/search/export", params={"q": "就业"}).content.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text)))) == total


def test_parts_of_the_ranking_and_further_places_on_demand(client: TestClient) -> None:
    asked = {"q": "城镇新增就业", "explain": True, "passages": 3}
    hit = ok(client.get("/api/search", params=asked))["hits"][0]
    assert sum(hit["parts"].values()) == pytest.approx(hit["score"], abs=1e-3)
    plain = ok(client.get("/api/search", params={"q": "城镇新增就业"}))["hits"][0]
    assert (plain["parts"], plain["passages"]) == ({}, [])


def test_documents_like_one(client: TestClient) -> None:
    report = ok(client.get("/api/search", params={"q": "标题:政府工作报告 年份:2024"}))["hits"][0]["document"]
    found = ok(client.get(f"/api/documents/{report}/similar", params={"limit": 3}))
    assert len(found["hits"]) == 3
    assert report not in {hit["document"] for hit in found["hits"]}
    assert client.get("/", params={"like": report}).status_code == 200


def test_the_page_shows_what_was_understood_and_lets_go_of_it(client: TestClient) -> None:
    page = client.get("/", params={"q": '就业 "专项资金" 年份:2023', "kind": "政策文件"}).text
    assert "专项资金" in page
    assert 'aria-label="去掉 年份：2023"' in page
    assert "plain=1" in page
    empty = client.get("/", params={"q": '"公共租凭住房"'}).text
    assert "租赁住" in empty
    chosen = client.get("/", params={"q": "就业", "year": ["1990"]}).text
    assert 'aria-pressed="true"' in chosen, "what is chosen stays to be let go of"
    assert "去掉" in chosen
