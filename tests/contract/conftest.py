"""The same tests on every backend: `corpus_url` is an address in a file, and one on a real Elasticsearch.

GOUJI_TEST_ELASTICSEARCH   what it means
URL                        use this server and leave it running (prefix of the indices: gouji-test-…)
not set                    start one of our own when it was fetched (`make test` does); else skip, saying so
required                   as not set, but a skip is a failure
"""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch
from elasticsearch_server import Server, UnavailableError, shared
from made_reports import Report, Statement, make_report, make_statement

from corpus.backend import Corpus, open_corpus
from corpus.elastic.address import parse_address
from corpus.elastic.schema import KINDS

SETTING = os.environ.get("GOUJI_TEST_ELASTICSEARCH", "")
OWN_SERVER = pytest.mark.xdist_group("elasticsearch")
"""Tests that need a server beside the one that all share run in one process."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line about what was not run, or what it was run on."""
    for group in ("skipped", "passed"):
        for report in terminalreporter.stats.get(group, ()):
            for _, line in getattr(report, "user_properties", ()):
                terminalreporter.write_line(str(line))
                return
    if any("Elasticsearch" in str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())):
        terminalreporter.write_line(
            "not run: the contract on Elasticsearch (it needs Java 17 and Maven, or GOUJI_TEST_ELASTICSEARCH=URL)"
        )


def unavailable(reason: str) -> None:
    """Skip, or fail where the server is required."""
    if SETTING == "required":
        pytest.fail(reason)
    pytest.skip(f"Elasticsearch: {reason}")


@pytest.fixture(scope="session")
def server_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all processes of this run know."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def own_server(server_place: Path) -> Iterator[Server]:
    """A server of our own, which all processes of this run share."""
    if SETTING not in ("", "required"):
        pytest.skip(f"Elasticsearch: {parse_address(SETTING + '/gouji').server} is not our own")
    try:
        with shared(server_place) as server:
            yield server
    except UnavailableError as error:
        unavailable(str(error))


@pytest.fixture(scope="session")
def server_url(request: pytest.FixtureRequest) -> str:
    """The address of the server, without a corpus's name."""
    if SETTING not in ("", "required"):
        return SETTING.rstrip("/")
    return str(request.getfixturevalue("own_server").url)


@pytest.fixture(scope="session")
def server_name(server_url: str) -> str:
    """Name, version and Lucene version of the server."""
    client = make_client(server_url)
    nodes = client.nodes.info(metric="os")["nodes"]
    version = next(iter(nodes.values()))["version"]
    health = client.cluster.health()
    lucene = lucene_version(client)
    client.close()
    return f"Elasticsearch: {health['cluster_name']}, version {version}, Lucene {lucene}, {len(nodes)} node"


def lucene_version(client: Elasticsearch) -> str:
    """From a segment that it writes: the root page that tells it is not in the smallest build."""
    name = f"gouji-test-{uuid.uuid4().hex[:12]}-probe"
    client.indices.create(index=name, settings={"number_of_shards": 1, "number_of_replicas": 0})
    try:
        client.index(index=name, document={"a": 1}, refresh=True)
        return str(re.search(r"'version': '([\d.]+)'", str(client.indices.segments(index=name)))[1])  # type: ignore[index]
    finally:
        client.indices.delete(index=name)


def make_client(url: str) -> Elasticsearch:
    address = parse_address(url + "/gouji")
    auth = (address.user, address.password or "") if address.user else None
    scheme, host, port = address.hosts[0]
    return Elasticsearch(f"{scheme}://{host}:{port}", basic_auth=auth, request_timeout=60)


@pytest.fixture
def elastic_url(server_url: str, server_name: str, record_property: Callable[[str, object], None]) -> Iterator[str]:
    """The address of a corpus on Elasticsearch that is not there yet, and is deleted by name afterwards."""
    record_property("server", server_name)
    prefix = f"gouji-test-{uuid.uuid4().hex[:12]}"
    url = f"{server_url}/{prefix}"
    yield url
    forget_corpus(url)


def forget_corpus(url: str) -> None:
    """Delete the indices of a corpus by name."""
    server, _, prefix = url.rpartition("/")
    with make_client(server) as client:
        found = client.indices.get(index=[f"{prefix}-{kind}-*" for kind in KINDS], allow_no_indices=True)
        if found:
            client.indices.delete(index=list(found))


@pytest.fixture
def forget() -> Callable[[str], None]:
    return forget_corpus


@pytest.fixture(params=["sqlite", "elasticsearch"])
def corpus_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a corpus that is not there yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/corpus.db"
    return str(request.getfixturevalue("elastic_url"))


@pytest.fixture
def client(server_url: str) -> Iterator[Elasticsearch]:
    with make_client(server_url) as opened:
        yield opened


@pytest.fixture
def prefix(elastic_url: str) -> str:
    """What the names of a corpus' indices begin with."""
    return elastic_url.rpartition("/")[2]


@pytest.fixture
def corpus(corpus_url: str) -> Iterator[Corpus]:
    with open_corpus(corpus_url) as opened:
        yield opened


@pytest.fixture(scope="session")
def report() -> Callable[..., Report]:
    return make_report


@pytest.fixture(scope="session")
def statement() -> Callable[..., Statement]:
    return make_statement
