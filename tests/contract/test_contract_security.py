"""A server that asks who one is and shows who it is: certificates, passwords, keys, rights; nothing secret is shown."""

from __future__ import annotations

import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from conftest import OWN_SERVER, SETTING, make_client, unavailable
from door import door
from elasticsearch_server import ADMIN, READER, Server, UnavailableError, free_port, make_certificates, running
from made_reports import make_report, make_statement

from corpus.backend import open_corpus
from corpus.elastic.store import ElasticCorpus
from corpus.errors import UnusableCorpusError
from corpus.query import FigureQuery, Filters, Query
from search_api.cli.main import run

pytestmark = OWN_SERVER
KEY = b64encode(b"gouji:a-key-of-the-tests").decode()


@pytest.fixture(scope="module")
def secured() -> Iterator[Server]:
    if SETTING not in ("", "required"):
        pytest.skip("Elasticsearch: users are made on a server of our own alone")
    try:
        with running(security=True) as server:
            yield server
    except UnavailableError as error:
        unavailable(str(error))


def address(server: Server, user: tuple[str, str] | None, *, host: str = "127.0.0.1", **options: str) -> str:
    signs = [quote(part, safe="") for part in user or ()]
    options = {"ca": str(server.authority)} | options
    return f"https://{':'.join(signs)}{'@' if user else ''}{host}:{server.port}/reports?{urlencode(options)}"


@pytest.fixture(scope="module")
def filled(secured: Server) -> Server:
    """A corpus of one document, made by the admin, whose password holds @ / and :."""
    kept = make_report("甲", "养老服务", figures=(make_statement("7万元", "70000", "投入7万元。"),))
    with open_corpus(address(secured, ADMIN)) as corpus:
        kept.put(corpus, "a")
    return secured


def test_a_password_with_signs_that_addresses_use_is_understood_and_never_shown(filled: Server) -> None:
    with ElasticCorpus(address(filled, ADMIN)) as corpus:
        assert corpus.search(Query(text="养老")).total == 1
        shown = corpus.status().url + repr(corpus.address)
    assert ADMIN[1] not in shown
    assert quote(ADMIN[1], safe="") not in shown


def test_a_wrong_password_is_said_without_it(filled: Server, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UnusableCorpusError, match="wrong password for admin") as error:
        open_corpus(address(filled, ("admin", "guess")))
    assert "guess" not in str(error.value)
    assert run(["status", "--corpus", address(filled, ("admin", "guess"))]) == 2
    said = capfd.readouterr().err
    assert said.count("\n") == 1
    assert "wrong password" in said
    assert "guess" not in said


def test_nobody_is_let_in_without_a_password(filled: Server) -> None:
    with pytest.raises(UnusableCorpusError, match="without a password"):
        open_corpus(address(filled, None))


def test_a_reader_reads_everything_and_may_not_write(filled: Server) -> None:
    with open_corpus(address(filled, READER)) as corpus:
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
        open_corpus(address(filled, READER).replace("/reports", "/others"))


def test_a_certificate_is_trusted_by_the_named_authority_alone(filled: Server, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    make_certificates(other, tmp_path / "other.store")
    for trusted in (address(filled, ADMIN, ca=str(other)), address(filled, ADMIN).partition("?")[0]):
        with pytest.raises(UnusableCorpusError, match="certificate that is not trusted here: name its CA"):
            open_corpus(trusted)
    with open_corpus(address(filled, ADMIN, host="localhost")) as corpus:
        assert corpus.status().documents == 1


def test_a_ca_file_that_is_none_is_said(filled: Server, tmp_path: Path) -> None:
    with pytest.raises(UnusableCorpusError, match=r"cannot read the certificates in .*nothing\.pem"):
        open_corpus(address(filled, ADMIN, ca=str(tmp_path / "nothing.pem")))
    (tmp_path / "text.pem").write_text("no certificate")
    with pytest.raises(UnusableCorpusError, match=r"cannot read the certificates in .*text\.pem"):
        open_corpus(address(filled, ADMIN, ca=str(tmp_path / "text.pem")))


def test_http_to_a_server_of_https_is_said(filled: Server) -> None:
    with pytest.raises(UnusableCorpusError, match="no Elasticsearch answers"):
        open_corpus(f"http://admin:x@127.0.0.1:{filled.port}/reports")


def test_of_several_hosts_one_may_be_down(filled: Server) -> None:
    url = address(filled, ADMIN, host=f"127.0.0.1:{free_port()},127.0.0.1")
    with open_corpus(url) as corpus:
        for number in range(4):
            assert corpus.search(Query(text="养老")).total == 1
            added = make_report(f"第{number}篇")
            added.put(corpus, f"{number}")
            assert corpus.has(added.id)
            corpus.remove(added.id)
        assert corpus.status().documents == 1
    with pytest.raises(UnusableCorpusError, match="no Elasticsearch answers"):
        open_corpus(f"https://127.0.0.1:{free_port()},127.0.0.1:{free_port()}/reports")


@contextmanager
def guard(server: Server) -> Iterator[str]:
    """A door that lets in who bears KEY, as the admin: the smallest build has no API keys of its own to give out."""
    admin = "Basic " + b64encode(":".join(ADMIN).encode()).decode()

    def let_in(_: str, headers: dict[str, str]) -> None:
        if headers.get("authorization") == f"ApiKey {KEY}":
            headers["authorization"] = admin

    with door(server.url, let_in, ssl.create_default_context(cafile=str(server.authority))) as url:
        yield f"{url}/reports"


def test_an_api_key_stands_for_user_and_password_and_is_never_shown(filled: Server) -> None:
    with guard(filled) as url:
        with ElasticCorpus(f"{url}?api_key={KEY}") as corpus:
            assert corpus.search(Query(text="养老")).total == 1
            added = make_report("以钥匙写入")
            added.put(corpus, "key")
            corpus.remove(added.id)
            assert KEY not in corpus.status().url + repr(corpus.address)
        with pytest.raises(UnusableCorpusError, match="does not accept this API key") as error:
            open_corpus(f"{url}?api_key={KEY[:-4]}")
        assert KEY[:-4] not in str(error.value)


def test_a_wrong_api_key_is_refused_by_the_server_itself(filled: Server) -> None:
    with pytest.raises(UnusableCorpusError, match="does not accept this API key") as error:
        open_corpus(address(filled, None, api_key=KEY))
    assert KEY not in str(error.value)


def test_an_api_key_that_a_full_server_gave_out_is_accepted() -> None:
    """Only on a server that is named by GOUJI_TEST_ELASTICSEARCH and has keys."""
    if SETTING in ("", "required"):
        pytest.skip("the smallest build gives out no API keys: name a full server by GOUJI_TEST_ELASTICSEARCH=URL")
    with make_client(SETTING) as client:
        made = client.options(ignore_status=(400, 403, 405, 500)).security.create_api_key(name="gouji-test")
        if "encoded" not in made:
            pytest.skip("this server gives out no API keys")
        try:
            place = SETTING.rpartition("@")[2] or SETTING
            url = (
                f"{SETTING.partition('://')[0]}://{place.rpartition('://')[2]}/gouji-test-key?api_key={made['encoded']}"
            )
            with pytest.raises(Exception, match="there is no corpus"):
                open_corpus(url, create=False)
        finally:
            client.security.invalidate_api_key(ids=[made["id"]])
