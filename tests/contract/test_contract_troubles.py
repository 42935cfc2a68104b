"""A cluster in trouble, or that is not what it should be: each is said in a sentence, and nothing is lost."""

from __future__ import annotations

import http.server
import json
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from door import door
from elasticsearch import Elasticsearch
from elasticsearch_server import Server
from test_contract_server import EACH, assert_whole, make_numbered, records

from corpus.backend import open_corpus
from corpus.elastic import bulk, columns, write, writers
from corpus.elastic.schema import SCHEMA, read_alias
from corpus.elastic.store import ElasticCorpus
from corpus.elastic.writers import GRACE
from corpus.errors import (
    BusyCorpusError,
    CorpusError,
    NewerCorpusError,
    NotFoundError,
    RejectedError,
    StaleCorpusError,
    UnusableCorpusError,
)
from corpus.query import FigureQuery, Query

Make = Callable[..., Any]
LATE = 3
"""Seconds after which an answer is too late."""


def test_a_corpus_of_a_newer_version_is_refused(elastic_url: str, client: Elasticsearch, prefix: str) -> None:
    open_corpus(elastic_url).__exit__(None, None, None)
    meta = {"owner": "gouji", "schema": SCHEMA + 1}
    client.indices.put_mapping(index=read_alias(prefix, "figures"), meta=meta)
    with pytest.raises(NewerCorpusError, match="written by a newer version"):
        open_corpus(elastic_url)


def test_what_another_analyser_read_is_refused_with_the_command_that_helps(elastic_url: str, report: Make) -> None:
    from search_api import actions

    with open_corpus(elastic_url) as corpus:
        report("甲").put(corpus, "a")
        with pytest.raises(StaleCorpusError, match="gouji rebuild"):
            actions.require_fresh(corpus, segmenter="jieba")


def test_an_index_of_another_program_is_left_alone(elastic_url: str, client: Elasticsearch, prefix: str) -> None:
    name = f"{prefix}-figures-{SCHEMA}-0"
    client.indices.create(index=name, aliases={f"{prefix}-figures": {}})
    with pytest.raises(UnusableCorpusError, match="belongs to another program"):
        open_corpus(elastic_url)
    assert client.indices.get_mapping(index=name)[name]["mappings"] == {}


def test_a_mapping_that_was_changed_by_hand_is_refused(elastic_url: str, client: Elasticsearch, prefix: str) -> None:
    open_corpus(elastic_url).__exit__(None, None, None)
    client.indices.put_mapping(index=read_alias(prefix, "documents"), properties={"mine": {"type": "keyword"}})
    with pytest.raises(UnusableCorpusError, match="changed by hand"):
        open_corpus(elastic_url)


def test_a_corpus_that_is_not_there_is_not_made_by_reading(elastic_url: str) -> None:
    with pytest.raises(NotFoundError, match="gouji ingest"):
        open_corpus(elastic_url, create=False)


def test_a_read_only_corpus_can_be_read_and_says_so_when_written(
    elastic_url: str, client: Elasticsearch, prefix: str, report: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PATIENCE", 0.5)
    with open_corpus(elastic_url) as corpus:
        report("甲", "养老").put(corpus, "a")
        names = read_alias(prefix, "contents")
        client.indices.put_settings(index=names, settings={"index.blocks.write": True})
        with pytest.raises(UnusableCorpusError, match="read-only"):
            report("乙").put(corpus, "b")
        client.indices.put_settings(index=names, settings={"index.blocks.write": None})
        client.indices.put_settings(index=names, settings={"index.blocks.read_only_allow_delete": True})
        with pytest.raises(CorpusError, match="disk of the cluster is full"):
            report("乙").put(corpus, "b")
        assert corpus.search(Query(text="养老")).total == 1
        client.indices.put_settings(index=names, settings={"index.blocks.read_only_allow_delete": None})
        report("乙").put(corpus, "b")
        assert corpus.status().documents == 2


def test_a_red_cluster_gives_no_part_of_an_answer(
    elastic_url: str, client: Elasticsearch, prefix: str, report: Make
) -> None:
    with open_corpus(elastic_url) as corpus:
        report("甲", "养老").put(corpus, "a")
        corpus.status()
        alias, name, lost = (
            read_alias(prefix, "documents"),
            f"{prefix}-documents-{SCHEMA}-0",
            f"{prefix}-documents-{SCHEMA}-1",
        )
        # an index none of whose shards has a node: what is left of one whose nodes are gone
        nowhere = {"index.routing.allocation.require._name": "nobody", "number_of_shards": 1}
        client.indices.create(index=lost, settings=nowhere, wait_for_active_shards="0")
        _move_alias(client, alias, name, lost)
        assert client.cluster.health(index=alias)["status"] == "red"
        with pytest.raises(BusyCorpusError, match="cannot do this now"):
            corpus.search(Query(text="养老"))
        with pytest.raises(BusyCorpusError, match="cannot do this now"):
            corpus.status()
        _move_alias(client, alias, lost, name)
        assert corpus.search(Query(text="养老")).total == 1


def _move_alias(client: Elasticsearch, alias: str, old: str, new: str) -> None:
    changes = [{"remove": {"index": old, "alias": alias}}, {"add": {"index": new, "alias": alias}}]
    client.indices.update_aliases(actions=changes)


def test_a_write_that_can_never_pass_is_refused_at_once_and_others_go_on(
    own_server: Server, elastic_url: str, report: Make
) -> None:
    # the server has 512 MiB of memory and takes a tenth of it in one request
    with ElasticCorpus(elastic_url) as corpus:
        record = {"document": "d", "part": 1, "content": "A" * 60_000_000}
        action = bulk.put_action(corpus._indices.written("originals"), "d.0", record)
        began = time.monotonic()
        with pytest.raises(RejectedError, match="split the document"):
            bulk.run_bulk(corpus.client, [action])
        assert time.monotonic() - began < 30
        report("甲").put(corpus, "a")
        assert corpus.status().documents == 1


def test_a_record_that_the_mapping_refuses_is_said_and_leaves_nothing(
    elastic_url: str,
    client: Elasticsearch,
    prefix: str,
    statement: Make,
    report: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refused = report("甲", figures=(statement("7万元", "70000", "投入7万元。"),))
    with ElasticCorpus(elastic_url) as corpus:
        with monkeypatch.context() as patch:
            fields = columns.document_fields
            patch.setattr(columns, "document_fields", lambda metadata: fields(metadata) | {"unknown": 1})
            with pytest.raises(RejectedError, match="refuses a record"):
                refused.put(corpus, "a")
        assert not corpus.has(refused.id)
        assert records(client, prefix, "contents") == 0
        refused.put(corpus, "a")
        assert corpus.figures(FigureQuery()).total == 1


def test_a_server_that_does_not_answer_in_time_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/reports?timeout=1"
        with pytest.raises(BusyCorpusError, match="did not answer within 1 s"):
            open_corpus(url)


def test_nobody_at_an_address_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with pytest.raises(UnusableCorpusError, match="no Elasticsearch answers"):
        open_corpus(f"http://127.0.0.1:{port}/reports")


@pytest.mark.parametrize(
    ("headers", "version", "sentence"),
    [
        ({}, "2.11.0", "is no Elasticsearch"),
        ({"X-Elastic-Product": "Elasticsearch"}, "7.17.3", "needs 8 or newer"),
    ],
)
def test_another_product_and_an_old_version_are_refused(headers: dict[str, str], version: str, sentence: str) -> None:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps({"nodes": {"a": {"version": version}}}).encode()
            self.send_response(200)
            for name, value in {**headers, "Content-Type": "application/json"}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(UnusableCorpusError, match=sentence):
            open_corpus(f"http://127.0.0.1:{server.server_port}/reports")
        server.shutdown()


@pytest.mark.parametrize("late", [1, 2, 3])
def test_a_write_that_is_not_answered_in_time_is_said_and_done_again_without_loss(
    server_url: str, elastic_url: str, client: Elasticsearch, prefix: str, late: int
) -> None:
    """The parts of a document (1), its record (2) or its edition (3) are written, but we never hear of it."""
    bulks: list[str] | None = None

    def dawdle(path: str, _: dict[str, str]) -> None:
        if bulks is not None and "_bulk" in path:
            bulks.append(path)
            if len(bulks) == late:
                time.sleep(LATE + 1)

    with door(server_url, dawdle) as url, ElasticCorpus(f"{url}/{prefix}?timeout={LATE}") as corpus:
        make_numbered("甲", 0).put(corpus, "甲/0.txt")
        bulks = []
        with pytest.raises(BusyCorpusError, match="did not answer within 3 s"):
            make_numbered("甲", 1).put(corpus, "甲/1.txt")
        bulks = None
        time.sleep(2)  # what was sent arrives
        client.indices.refresh(index=f"{prefix}-*")
        shown = corpus.status().documents
        assert shown == (1 if late == 1 else 2)
        assert corpus.figures(FigureQuery(limit=1)).total == shown * EACH, "what has no document yet is not shown"
        make_numbered("甲", 1).put(corpus, "甲/1.txt")
    assert_whole(elastic_url, "甲", 2)


def test_a_search_that_is_not_answered_in_time_is_said(server_url: str, elastic_url: str, prefix: str) -> None:
    with open_corpus(elastic_url):
        pass

    def dawdle(path: str, _: dict[str, str]) -> None:
        if "_search" in path:
            time.sleep(LATE + 1)

    with (
        door(server_url, dawdle) as url,
        ElasticCorpus(f"{url}/{prefix}?timeout={LATE}") as corpus,
        pytest.raises(BusyCorpusError, match="did not answer within 3 s: see whether it is overloaded"),
    ):
        corpus.search(Query(text="养老"))


def test_a_clock_of_the_day_that_jumps_changes_nothing(
    elastic_url: str, monkeypatch: pytest.MonkeyPatch, client: Elasticsearch, prefix: str
) -> None:
    """Years back and forth, between two writers on what are two machines to each other."""
    now = time.time
    with ElasticCorpus(elastic_url) as one, ElasticCorpus(elastic_url) as other:
        for number, years in enumerate((0, 30, -30, 3)):
            monkeypatch.setattr(time, "time", lambda years=years: now() + years * 365 * 86400)
            monkeypatch.setattr(writers, "machine", lambda number=number: f"machine {number % 2}")
            make_numbered("甲", number).put((one, other)[number % 2], f"甲/{number}.txt")
        monkeypatch.undo()
    assert_whole(elastic_url, "甲", 4)


def test_a_writer_that_was_taken_for_dead_while_it_stood_still_is_told_and_goes_on(
    elastic_url: str, monkeypatch: pytest.MonkeyPatch, client: Elasticsearch, prefix: str
) -> None:
    """A machine that sleeps in the middle of a document: its clock runs on, others sweep."""
    late = make_numbered("甲", 1)
    ticks, asleep = time.monotonic, 0.0
    monkeypatch.setattr(time, "monotonic", lambda: ticks() + asleep)
    with ElasticCorpus(elastic_url) as sleeper, ElasticCorpus(elastic_url) as other:
        with monkeypatch.context() as elsewhere:
            elsewhere.setattr(writers, "machine", lambda: "elsewhere")
            reading = sleeper._writer.next_reading()
            write._write_parts(sleeper._indices, sleeper._writer, late.document, late.analysis, "甲", reading, None)
        make_numbered("甲", 0).put(other, "甲/0.txt")
        assert records(client, prefix, "figures") == 2 * EACH, "it was looked at once: it may live"
        asleep = GRACE + 1
        make_numbered("甲", 2).put(other, "甲/2.txt")
        assert records(client, prefix, "figures") == 2 * EACH, "its parts are gone"
        with pytest.raises(BusyCorpusError, match="stood still so long"):
            sleeper._writer.beat()
        late.put(sleeper, "甲/1.txt")
    assert_whole(elastic_url, "甲", 3)


@pytest.mark.parametrize("kept_before", [False, True])
def test_a_record_that_was_on_the_way_too_long_is_taken_back(
    elastic_url: str, monkeypatch: pytest.MonkeyPatch, kept_before: bool
) -> None:
    """Others sweep its parts before it arrives."""
    late, ticks, asleep, here = make_numbered("甲", 1), time.monotonic, 0.0, "one"
    monkeypatch.setattr(time, "monotonic", lambda: ticks() + asleep)
    monkeypatch.setattr(writers, "machine", lambda: here)
    send = write.run_bulk
    with ElasticCorpus(elastic_url) as sleeper, ElasticCorpus(elastic_url) as other:

        def dawdle(client: Elasticsearch, actions: Any, **more: Any) -> set[str]:
            nonlocal asleep, here
            if isinstance(actions, list) and actions[0].name == late.id and not asleep:
                here = "other"
                make_numbered("甲", 0).put(other, "甲/0.txt")
                asleep = GRACE + 1
                make_numbered("甲", 2).put(other, "甲/2.txt")
                here = "one"
            return send(client, actions, **more)

        if kept_before:
            late.put(sleeper, "甲/1.txt")
        monkeypatch.setattr(write, "run_bulk", dawdle)
        again = sleeper.replace_analysis if kept_before else lambda *_: late.put(sleeper, "甲/1.txt")
        with pytest.raises(BusyCorpusError, match="stood still so long"):
            again(late.document, late.analysis)
        assert sleeper.has(late.id) == kept_before
        late.put(sleeper, "甲/1.txt")
    assert_whole(elastic_url, "甲", 3)
