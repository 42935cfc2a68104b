"""A server that asks who one is: passwords, rights, and what is never shown."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from conftest import ONE_SERVER, SETTING, unavailable
from elasticsearch_server import ADMIN, READER, Server, UnavailableError, running
from made_reports import make_report, make_statement

from corpus.backend import open_corpus
from corpus.errors import UnusableCorpusError
from corpus.query import FigureQuery, Filters, Query
from search_api.cli.main import run

pytestmark = ONE_SERVER


@pytest.fixture(scope="module")
def secured() -> Iterator[Server]:
    if SETTING not in ("", "required"):
        pytest.skip("Elasticsearch: users are made on a server of our own alone")
    try:
        with running(security=True) as server:
            yield server
    except UnavailableError as error:
        unavailable(str(error))


def address(server: Server, user: str, password: str) -> str:
    return f"http://{quote(user, safe='')}:{quote(password, safe='')}@127.0.0.1:{server.port}/reports"


@pytest.fixture(scope="module")
def filled(secured: Server) -> Server:
    """A corpus of one document, made by the admin, whose password holds @ / and :."""
    kept = make_report("甲", "养老服务", figures=(make_statement("7万元", "70000", "投入7万元。"),))
    with open_corpus(address(secured, *ADMIN)) as corpus:
        kept.put(corpus, "a")
    return secured


def test_a_password_with_signs_that_addresses_use_is_understood_and_never_shown(filled: Server) -> None:
    with open_corpus(address(filled, *ADMIN)) as corpus:
        assert corpus.search(Query(text="养老")).total == 1
        shown = corpus.status().url + repr(corpus.address)  # type: ignore[attr-defined]
    assert ADMIN[1] not in shown
    assert quote(ADMIN[1], safe="") not in shown


def test_a_wrong_password_is_said_without_it(filled: Server, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UnusableCorpusError, match="wrong password for admin") as error:
        open_corpus(address(filled, "admin", "guess"))
    assert "guess" not in str(error.value)
    assert run(["status", "--corpus", address(filled, "admin", "guess")]) == 2
    said = capfd.readouterr().err
    assert said.count("\n") == 1
    assert "wrong password" in said
    assert "guess" not in said


def test_nobody_is_let_in_without_a_password(filled: Server) -> None:
    with pytest.raises(UnusableCorpusError, match="without a password"):
        open_corpus(f"http://127.0.0.1:{filled.port}/reports")


def test_a_reader_reads_everything_and_may_not_write(filled: Server) -> None:
    with open_corpus(address(filled, *READER)) as corpus:
        assert corpus.search(Query(text="养老")).total == 1
        assert corpus.figures(FigureQuery()).total == 1
        assert len(list(corpus.export_figures(FigureQuery()))) == 1
        assert corpus.programs(filters=Filters()).total == 0
        assert corpus.status().documents == 1
        document = corpus.resolve("a")
        assert corpus.original(document).endswith("投入7万元。".encode())
        with pytest.raises(UnusableCorpusError, match="reader may not write"):
            make_report("乙").put(corpus, "b")
        with pytest.raises(UnusableCorpusError, match="reader may not write"):
            corpus.remove(document)
        assert corpus.status().documents == 1


def test_a_reader_cannot_make_a_corpus_and_is_told_so(filled: Server) -> None:
    with pytest.raises(UnusableCorpusError, match="reader may not"):
        open_corpus(address(filled, *READER).replace("/reports", "/others"))
