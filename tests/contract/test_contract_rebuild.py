"""All indices made anew while others read and write."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from conftest import make_client
from elasticsearch import Elasticsearch
from made_reports import make_report
from test_contract_server import EACH, make_numbered, read_lines, start_writer

from corpus.backend import open_corpus
from corpus.elastic.read import scan_index
from corpus.elastic.schema import KINDS, SCHEMA, concrete_names, index_body, index_name, read_alias, write_alias
from corpus.errors import UnusableCorpusError
from corpus.move import Moved, export_lines
from corpus.query import FigureQuery, Query
from search_api import actions
from search_api.cli.main import run
from search_api.settings import Settings


@pytest.fixture
def client(server_url: str) -> Iterator[Elasticsearch]:
    with make_client(server_url) as opened:
        yield opened


def test_everything_is_there_in_the_new_indices_and_the_old_ones_stay_until_confirmed(
    elastic_url: str, client: Elasticsearch
) -> None:
    prefix, settings = elastic_url.rpartition("/")[2], Settings(corpus=elastic_url)
    with open_corpus(elastic_url) as corpus:
        for number in range(5):
            make_numbered("甲", number).put(corpus, f"{number}")
        corpus.place(make_numbered("甲", 1).id, path="copy")
        before = list(export_lines(corpus, Moved()))
        found = corpus.search(Query(text="养老")), list(corpus.export_figures(FigureQuery()))
        old = concrete_names(client, prefix)
        assert "rebuild --confirm" in actions.rebuild_indices(settings)
        assert set(concrete_names(client, prefix).values()).isdisjoint(old.values())
        assert list(export_lines(corpus, Moved())) == before
        assert (corpus.search(Query(text="养老")), list(corpus.export_figures(FigureQuery()))) == found
        assert corpus.status().analyser == "test-1"
        make_report("后来").put(corpus, "later")
    assert client.indices.exists(index=list(old.values()))
    assert actions.drop_old_indices(settings) == sorted(old.values())
    assert actions.drop_old_indices(settings) == []
    with open_corpus(elastic_url) as corpus:
        assert corpus.status().documents == 6


def test_what_others_write_meanwhile_is_taken_along_and_readers_notice_nothing(elastic_url: str) -> None:
    process = start_writer(elastic_url, "甲", 60)
    read_lines(process, 5)
    seen: list[int] = []
    stop = threading.Event()

    def watch() -> None:
        with open_corpus(elastic_url) as corpus:
            while not stop.is_set():
                seen.append(corpus.figures(FigureQuery(limit=1)).total)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        actions.rebuild_indices(Settings(corpus=elastic_url))
        rest, _ = process.communicate(timeout=120)
    finally:
        stop.set()
        watcher.join()
    assert rest.split() == [str(number) for number in range(5, 60)]
    assert all(total % EACH == 0 for total in seen), "no document is ever seen in part"
    with open_corpus(elastic_url) as corpus:
        for number in range(60):
            kept = make_numbered("甲", number)
            assert corpus.analysis(kept.id) == kept.analysis
        assert corpus.figures(FigureQuery(limit=1)).total == 60 * EACH
        assert len(list(export_lines(corpus, Moved()))) == 62


def test_a_mapping_that_was_changed_by_hand_is_made_right(elastic_url: str, client: Elasticsearch) -> None:
    prefix = elastic_url.rpartition("/")[2]
    with open_corpus(elastic_url) as corpus:
        make_numbered("甲", 1).put(corpus, "a")
    client.indices.put_mapping(index=f"{prefix}-figures", properties={"mine": {"type": "keyword"}})
    with pytest.raises(UnusableCorpusError, match="rebuild --indices"):
        open_corpus(elastic_url)
    actions.rebuild_indices(Settings(corpus=elastic_url))
    with open_corpus(elastic_url) as corpus:
        assert corpus.figures(FigureQuery()).total == EACH
    assert len(concrete_names(client, prefix)) == len(KINDS)


FORMER = ("documents", "contents", "figures", "programs", "editions", "originals", "writers")
"""The kinds of indices of schema 1."""


def make_older(client: Elasticsearch, prefix: str) -> None:
    """Turn a corpus into one of schema 1, which had fewer indices, no relations and fewer fields of figures."""
    newer = concrete_names(client, prefix)
    aliases = []
    for kind in FORMER:
        body, name = index_body(kind), index_name(prefix, kind, 0, schema=1)
        body["mappings"]["_meta"]["schema"] = 1
        for field in ("relations", "value_lo", "value_hi", "open_end", "gate", "fact_key"):
            body["mappings"]["properties"].pop(field, None)
        client.indices.create(index=name, settings=body["settings"], mappings=body["mappings"])
        for hit in scan_index(client, newer[kind]) if kind not in ("figures", "programs") else ():
            client.index(
                index=name, id=hit["_id"], document={k: v for k, v in hit["_source"].items() if k != "relations"}
            )
        aliases += [
            {"add": {"index": name, "alias": read_alias(prefix, kind)}},
            {"add": {"index": name, "alias": write_alias(prefix, kind), "is_write_index": True}},
        ]
    client.indices.delete(index=list(newer.values()))
    client.indices.update_aliases(actions=aliases)


def test_a_corpus_of_an_older_version_says_what_to_do_and_that_brings_it_up(
    elastic_url: str, client: Elasticsearch, capsys: pytest.CaptureFixture[str]
) -> None:
    prefix, settings = elastic_url.rpartition("/")[2], Settings(corpus=elastic_url)
    with open_corpus(elastic_url) as corpus:
        for number in range(3):
            make_numbered("甲", number).put(corpus, f"{number}")
        before = list(export_lines(corpus, Moved()))
    make_older(client, prefix)
    with pytest.raises(UnusableCorpusError, match=r"older version .* run `gouji rebuild --indices`"):
        open_corpus(elastic_url)
    assert run(["rebuild", "--indices", "--corpus", elastic_url]) == 0
    assert f"{prefix}-passages-{SCHEMA}-1" in capsys.readouterr().out
    with open_corpus(elastic_url) as corpus:
        assert list(export_lines(corpus, Moved())) == before
        assert corpus.figures(FigureQuery()).total == 3 * EACH
        assert corpus.search(Query(phrases=("第2篇",))).items[0].snippet.startswith("甲第2篇")
        make_numbered("甲", 3).put(corpus, "3")
    assert set(actions.drop_old_indices(settings)) == {index_name(prefix, kind, 0, schema=1) for kind in FORMER}
    with open_corpus(elastic_url) as corpus:
        assert corpus.status().documents == 4


def test_a_corpus_in_a_file_has_no_indices_to_make_anew() -> None:
    with pytest.raises(actions.ActionError, match="only a corpus on Elasticsearch"):
        actions.rebuild_indices(Settings(corpus="sqlite:////nowhere/corpus.db"))
