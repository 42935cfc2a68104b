"""What is Elasticsearch's own: other writers, hard ends of writers and of the server, stamps, a cluster in trouble."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import OWN_SERVER, SETTING, make_client, unavailable
from elasticsearch import Elasticsearch
from elasticsearch_server import Server, UnavailableError, running
from made_reports import Report, make_report, make_statement

from corpus.backend import open_corpus
from corpus.elastic import bulk, write
from corpus.elastic.schema import KINDS, SCHEMA, read_alias
from corpus.elastic.store import ElasticCorpus
from corpus.query import FigureQuery, Query

Make = Callable[..., Any]
EACH = 30
"""Figures of a made report."""
WRITER = """
import sys
sys.path[:0] = [sys.argv[4]]
from test_contract_server import make_numbered
from corpus.backend import open_corpus
from corpus.errors import CorpusError
try:
    with open_corpus(sys.argv[1]) as corpus:
        for number in range(int(sys.argv[3])):
            make_numbered(sys.argv[2], number).put(corpus, f"{sys.argv[2]}/{number}.txt")
            print(number, flush=True)
except CorpusError as error:
    print(error, flush=True)
"""


def make_numbered(name: str, number: int) -> Report:
    """A report with figures, the same for the same number."""
    figures = tuple(make_statement(f"{n}万元", f"{n}0000", f"第{n}项投入{n}万元。") for n in range(1, EACH + 1))
    return make_report(f"{name}第{number}篇", "养老服务" * 20, figures=figures)


def start_writer(url: str, name: str, count: int) -> subprocess.Popen[str]:
    here = Path(__file__).parent
    paths = os.pathsep.join([str(here), str(here.parent / "corpus"), str(here.parents[1])])
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, url, name, str(count), str(here)],
        stdout=subprocess.PIPE, text=True, cwd=here.parents[1], env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip


def read_lines(process: subprocess.Popen[str], count: int) -> list[str]:
    assert process.stdout is not None
    return [process.stdout.readline().strip() for _ in range(count)]


def records(client: Elasticsearch, prefix: str, kind: str) -> int:
    """How many records an index holds, seen by readers or not."""
    client.indices.refresh(index=read_alias(prefix, kind))
    return int(client.count(index=read_alias(prefix, kind))["count"])


def assert_whole(url: str, name: str, count: int) -> None:
    """Each of some numbered reports is kept once, and nothing else."""
    with open_corpus(url) as corpus:
        for number in range(count):
            kept = make_numbered(name, number)
            assert corpus.document(kept.id) == kept.document
            assert corpus.analysis(kept.id) == kept.analysis
            assert corpus.original(kept.id) == kept.original
        assert corpus.status().documents == count
        assert corpus.status().figures == count * EACH
        assert corpus.figures(FigureQuery(limit=1)).total == count * EACH
        assert corpus.search(Query(phrases=("养老服务",), limit=1)).total == count


@pytest.fixture
def mortal() -> Iterator[Server]:
    """A server that nobody else uses."""
    if SETTING not in ("", "required"):
        pytest.skip("Elasticsearch: only a server of our own is killed")
    try:
        with running() as server:
            yield server
    except UnavailableError as error:
        unavailable(str(error))


@OWN_SERVER
def test_a_server_killed_in_the_middle_of_an_ingest_loses_nothing_and_the_run_goes_on_when_it_is_back(
    mortal: Server,
) -> None:
    elastic_url, prefix = f"{mortal.url}/reports", "reports"
    process = start_writer(elastic_url, "甲", 1000)
    acknowledged = read_lines(process, 12)
    mortal.kill()
    out, _ = process.communicate(timeout=120)
    lines = [*acknowledged, *out.split("\n")]
    message = next(line for line in lines if line and not line.isdigit())
    assert "run it again to go on" in message or "run it again later" in message
    mortal.start()
    done = sum(line.isdigit() for line in lines)
    with open_corpus(elastic_url) as corpus:
        for number in range(done):
            assert corpus.has(make_numbered("甲", number).id)
        for number in range(done + 3):
            make_numbered("甲", number).put(corpus, f"甲/{number}.txt")
    assert_whole(elastic_url, "甲", done + 3)
    with make_client(mortal.url) as client:
        assert records(client, prefix, "figures") == (done + 3) * EACH, "the sweep has removed what had no document"
        assert records(client, prefix, "contents") == done + 3


@pytest.mark.parametrize("after", [1, 4, 9])
def test_a_killed_writer_leaves_nothing_half_done_and_the_next_one_tidies(
    elastic_url: str, client: Elasticsearch, prefix: str, after: int
) -> None:
    process = start_writer(elastic_url, "甲", 1000)
    read_lines(process, after)
    time.sleep(0.007 * after)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    with open_corpus(elastic_url) as corpus:
        client.indices.refresh(index=[read_alias(prefix, kind) for kind in KINDS])
        kept = corpus.status().documents
        assert kept >= after
        assert corpus.figures(FigureQuery(limit=1)).total == kept * EACH
        assert len(list(corpus.export_figures(FigureQuery()))) == kept * EACH
        for number in range(kept + 1):
            make_numbered("甲", number).put(corpus, f"甲/{number}.txt")
    assert_whole(elastic_url, "甲", kept + 1)
    for kind, count in (("figures", EACH), ("contents", 1), ("originals", 1), ("editions", 1)):
        assert records(client, prefix, kind) == (kept + 1) * count, kind
    assert records(client, prefix, "writers") == 0


def test_two_processes_that_write_at_once_both_succeed(elastic_url: str) -> None:
    writers = [start_writer(elastic_url, name, 10) for name in ("甲", "乙")]
    for process in writers:
        out, _ = process.communicate(timeout=120)
        assert out.split() == [str(number) for number in range(10)]
    with open_corpus(elastic_url) as corpus:
        assert corpus.status().documents == 20
        assert corpus.search(Query(phrases=("第9篇",))).total == 2


def test_two_who_put_the_same_document_at_the_same_path_keep_it_once(
    elastic_url: str, client: Elasticsearch, prefix: str
) -> None:
    writers = [start_writer(elastic_url, "甲", 8) for _ in range(2)]
    for process in writers:
        out, _ = process.communicate(timeout=120)
        assert out.split() == [str(number) for number in range(8)]
    assert_whole(elastic_url, "甲", 8)
    assert records(client, prefix, "figures") == 8 * EACH


def test_a_sweep_leaves_alone_what_a_running_writer_has_under_way(
    elastic_url: str, client: Elasticsearch, prefix: str
) -> None:
    first, second = make_numbered("甲", 1), make_numbered("乙", 2)
    with ElasticCorpus(elastic_url) as slow:
        reading = slow._writer.next_reading()
        record = write._write_parts(slow._indices, slow._writer, first.document, first.analysis, "甲", reading, None)
        with open_corpus(elastic_url) as other:
            second.put(other, "乙")
            assert records(client, prefix, "figures") == 2 * EACH
            assert other.figures(FigureQuery(limit=1)).total == EACH, "what has no document yet is not shown"
            bulk.run_bulk(slow.client, [bulk.create_action(f"{prefix}-documents-write", first.id, record)])
            client.indices.refresh(index=[read_alias(prefix, kind) for kind in KINDS])
            assert other.figures(FigureQuery(limit=1)).total == 2 * EACH


def test_a_removal_that_was_killed_is_finished(elastic_url: str, client: Elasticsearch, prefix: str) -> None:
    kept = make_numbered("甲", 1)
    with open_corpus(elastic_url) as corpus:
        kept.put(corpus, "甲")
    dead = {"writer": "dead", "host": "elsewhere", "process": "1 1", "beat": 1, "dropping": [kept.id], "swept": True}
    client.index(index=f"{prefix}-writers-write", id="dead", document=dead, refresh=True)
    with open_corpus(elastic_url) as corpus:
        assert corpus.figures(FigureQuery()).total == 0
        make_numbered("乙", 2).put(corpus, "乙")
        assert not corpus.has(kept.id)
        assert corpus.edition("甲") is None
    for kind, count in (("figures", EACH), ("contents", 1), ("originals", 1), ("editions", 1), ("writers", 0)):
        assert records(client, prefix, kind) == count, kind


def test_a_single_write_is_seen_by_the_next_read_and_an_ingest_refreshes_nothing(
    elastic_url: str, client: Elasticsearch, prefix: str
) -> None:
    def refreshes() -> int:
        stats = client.indices.stats(index=read_alias(prefix, "figures"), metric="refresh")
        return int(stats["_all"]["primaries"]["refresh"]["external_total"])

    with open_corpus(elastic_url) as corpus:
        client.indices.put_settings(index=read_alias(prefix, "figures"), settings={"index.refresh_interval": "-1"})
        before = refreshes()
        for number in range(5):
            make_numbered("甲", number).put(corpus, str(number))
        assert refreshes() == before
        assert corpus.figures(FigureQuery(limit=1)).total == 5 * EACH


def test_a_snapshot_is_made_where_a_repository_is_set_and_restores_the_corpus(
    own_server: Server, elastic_url: str, client: Elasticsearch, prefix: str, tmp_path: Path
) -> None:
    folder = own_server.folder / "snapshots" / prefix
    client.snapshot.create_repository(name=prefix, repository={"type": "fs", "settings": {"location": str(folder)}})
    try:
        with open_corpus(f"{elastic_url}?snapshots={prefix}") as corpus:
            make_numbered("甲", 0).put(corpus, "甲/0.txt")
            said = corpus.backup(tmp_path)
            make_numbered("甲", 1).put(corpus, "甲/1.txt")
        assert "made the snapshot" in said
        name = said.split()[3]
        client.indices.delete(index=[f"{prefix}-{kind}-{SCHEMA}-0" for kind in KINDS])
        client.snapshot.restore(repository=prefix, snapshot=name, wait_for_completion=True)
        assert_whole(elastic_url, "甲", 1)
    finally:
        client.snapshot.delete(repository=prefix, snapshot="*")
        client.snapshot.delete_repository(name=prefix)


def test_processes_of_one_run_share_a_server_and_one_that_is_killed_leaves_it_to_the_others(
    own_server: Server, server_place: Path
) -> None:
    code = (
        "import sys, time; sys.path[:0] = [sys.argv[1]]\n"
        "from pathlib import Path\n"
        "from elasticsearch_server import shared\n"
        "with shared(Path(sys.argv[2])) as server:\n"
        "    print(server.port, flush=True)\n"
        "    time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent), str(server_place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert read_lines(other, 1) == [str(own_server.port)]
        other.kill()
    with make_client(own_server.url) as client:
        assert client.cluster.health()["number_of_nodes"] == 1
