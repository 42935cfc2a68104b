"""The figures of other documents of the same indicator as one: command line, API and pages."""

import re

import pytest
from fastapi.testclient import TestClient

from search_api.app import make_app

YEARS = {
    "2013": "2013年，全市公共财政预算收入完成9.8亿元，同比增长9.1%。新增就业2100人。",
    "2022": "2022年，全市一般公共预算收入14.1亿元，同比增长5.2%。其中税收收入10.2亿元。政府性基金收入3.3亿元。",
    "2023": "2023年，全市一般公共预算收入14.47亿元，同比增长6.8%。一般公共预算支出30.2亿元。",
}


@pytest.fixture
def address(gouji, tmp_path):
    """Reports of three years, ingested."""
    for year, text in YEARS.items():
        (tmp_path / f"{year}.txt").write_text(f"安宁市{year}年财政情况\n\n{text}\n", "utf-8")
    address = f"sqlite:///{tmp_path}/fiscal.db"
    assert gouji("ingest", "--corpus", address, *(tmp_path / f"{year}.txt" for year in YEARS)).status == 0
    return address


@pytest.fixture
def start(gouji, address):
    """The place of the figure 14.47亿元, as DOCUMENT:START."""
    found = gouji("figures", "--corpus", address, "--format", "jsonl").records
    figure = next(one for one in found if one["surface"] == "14.47亿元")
    return f"{figure['document']}:{figure['start']}"


def test_the_same_indicator_is_found_in_other_documents_under_its_old_name(gouji, address, start):
    ran = gouji("figures", "--corpus", address, "--like", start, "--format", "jsonl")
    assert ran.status == 0
    assert [(one["surface"], one["likeness"]) for one in ran.records] == [("14.1亿元", 1), ("9.8亿元", 1)]


def test_what_else_is_asked_narrows_them(gouji, address, start):
    ran = gouji("figures", "--corpus", address, "--like", start, "--period", "2013", "--format", "csv")
    assert ran.out.count("9.8亿元,") == 1
    assert "14.1亿元" not in ran.out


def test_a_table_says_how_many_and_like_what(gouji, address, start):
    ran = gouji("figures", "--corpus", address, "--like", start, "--top", "1")
    assert "14.1亿元" in ran.out
    assert "1 of 2 figures like 一般公共预算收入" in ran.err


@pytest.mark.parametrize(
    ("like", "says"), [("2023.txt", "DOCUMENT:START"), ("nowhere.txt:3", "nowhere"), ("*:0", "stands at 0")]
)
def test_what_names_no_figure_is_refused(gouji, address, start, like, says):
    ran = gouji("figures", "--corpus", address, "--like", like.replace("*", start.partition(":")[0]))
    assert ran.status == 2
    assert says in ran.err
    assert "Traceback" not in ran.err


@pytest.fixture
def client(address, samples_corpus):
    from dataclasses import replace

    with TestClient(make_app(replace(samples_corpus, corpus=address)), base_url="http://127.0.0.1") as client:
        yield client


def test_the_api_gives_them_with_their_likeness(client, start):
    answer = client.get("/api/figures/like", params={"figure": start, "limit": 1})
    assert answer.status_code == 200
    found = answer.json()
    assert (found["indicator"], found["total"]) == ("一般公共预算收入", 2)
    assert [(one["surface"], one["likeness"]) for one in found["figures"]] == [("14.1亿元", 1)]


def test_the_api_says_what_is_wrong_with_a_reference(client, start):
    assert client.get("/api/figures/like", params={"figure": "x"}).status_code == 422
    assert client.get("/api/figures/like", params={"figure": "x:1"}).status_code == 404


def test_the_reader_links_to_them(client, start):
    page = client.get(f"/documents/{start.partition(':')[0]}").text
    links = re.findall(r'href="(/figures\?like=[^"]+)"', page)
    assert len(links) == 3
    shown = client.get(links[0]).text
    assert "14.1亿元" in shown
    assert "9.8亿元" in shown
    assert "6.8%" not in shown


def test_a_page_that_is_asked_for_no_figure_says_so(client):
    page = client.get("/figures", params={"like": "x"})
    assert page.status_code == 200
    assert 'role="alert"' in page.text
