"""How much does our backend add to Elasticsearch? Ratios to the same requests sent raw, in the same run.

    python bench/elastic.py [URL] [--passages N] [--writes N] [--turns N] [--keep NAME] [--questions]

URL names a server, as in http://127.0.0.1:9200; indices gouji-bench-… are made there and deleted by name. Without it
the server of the tests is started, where it was fetched. Without
--questions the corpus is that of bench/search.py: real paragraphs put together anew, ten passages and forty figures a
document. Three things are measured:

writing   already analysed documents through `put_many`, against a bare `streaming_bulk` of the same prepared
          actions into indices of the same mappings
reading   a compiled Query or FigureQuery through our backend, its hits read, against the very same requests (recorded
          from one run of it) sent over the client's transport, turn about and each first as often as the other; the
          cluster's cache of whole answers is off, since everything is asked three times; the HTTP API is not part of
          it. --keep NAME leaves the corpus on the server of URL for another run
ranking   with --questions: how much of the top ten SQLite and Elasticsearch share on bench/questions.py's questions
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from questions import REAL as TEXTS
from questions import make_questions, read_texts
from search import PER_DOCUMENT, REAL, WARM, Paragraph, make_document, read_paragraphs, tasks

from corpus.backend import Entry, open_corpus
from corpus.elastic import columns, write
from corpus.elastic.columns import Reading
from corpus.elastic.schema import KINDS, index_body
from corpus.elastic.store import ElasticCorpus
from corpus.index_text import fold
from corpus.model import Analysis, Document
from corpus.query import Query

Made = list[tuple[int, Document, Analysis]]
"""Documents with their numbers."""


def fill(corpus: ElasticCorpus, documents: Made) -> tuple[float, float]:
    """Seconds of putting documents, the last refresh included, and of our processor in it."""
    entries = (Entry(document=d, analysis=a, path=f"{number}.txt", original=b"x") for number, d, a in documents)
    began, processor = time.perf_counter(), time.process_time()
    for _, refused in corpus.put_many(entries):
        assert refused is None
    corpus.close()
    return time.perf_counter() - began, time.process_time() - processor


def prepared(prefix: str, documents: Made) -> Iterator[dict[str, Any]]:
    """The same records as actions of the client's bulk helper."""
    for number, document, analysis in documents:
        reading = Reading("bench", number)
        folded = [fold(document.block_text(block)) for block in document.blocks]

        def action(kind: str, identity: str, record: dict[str, Any]) -> dict[str, Any]:
            return {"_index": f"{prefix}-{kind}", "_id": identity, "_source": record}

        yield action("originals", f"{document.id}.0", {"document": document.id, "part": 1, "content": "eA=="})
        yield action("contents", str(reading), columns.content_record(document, analysis, folded, reading))
        for kind, records in (
            ("passages", columns.passage_records(document, analysis, reading)),
            ("figures", columns.figure_records(document, analysis, reading)),
            ("programs", columns.program_records(document, analysis, reading)),
        ):
            for record in records:
                yield action(kind, f"{reading}.{record['ordinal']}", record)
        path = f"{number}.txt"
        record = columns.document_record(document, analysis, folded, path=path, reading=reading, previous=None)
        yield action("documents", document.id, record)
        edition = {"path": path, "document": document.id, "seen_at": "2020-01-01T00:00:00+00:00", "earlier": []}
        yield action("editions", write.path_id(path), edition)


def bare_bulk(corpus: ElasticCorpus, prefix: str, documents: Made) -> tuple[float, float]:
    """Seconds of a bare streaming_bulk, and of our processor in it; the actions are made before."""
    from elasticsearch.helpers import streaming_bulk

    for kind in KINDS:
        body = index_body(kind)
        corpus.client.indices.create(index=f"{prefix}-{kind}", settings=body["settings"], mappings=body["mappings"])
    actions = list(prepared(prefix, documents))
    began, processor = time.perf_counter(), time.process_time()
    for ok, _ in streaming_bulk(corpus.client, actions):
        assert ok
    corpus.client.indices.refresh(index=[f"{prefix}-{kind}" for kind in KINDS])
    return time.perf_counter() - began, time.process_time() - processor


ROUNDS = 3


class Recorder:
    """The requests of one run, to be sent again."""

    def __init__(self, corpus: ElasticCorpus) -> None:
        self.transport = corpus.client.transport
        self.send = self.transport.perform_request
        self.requests: list[tuple[Any, Any]] = []

    def record(self, run: Callable[[], object]) -> list[tuple[Any, Any]]:
        """What a run sends."""
        self.requests = []

        def perform(*args: Any, **named: Any) -> Any:
            self.requests.append((args, named))
            return self.send(*args, **named)

        self.transport.perform_request = perform  # type: ignore[method-assign]
        try:
            run()
        finally:
            self.transport.perform_request = self.send  # type: ignore[method-assign]
        return self.requests

    def replay(self, requests: list[tuple[Any, Any]]) -> None:
        """Send them again and read the answers."""
        for args, named in requests:
            self.send(*args, **named)


def compare(corpus: ElasticCorpus, run: Callable[[int], object], turns: int) -> tuple[list[float], list[float]]:
    """Sorted seconds of our reading and of the same requests raw."""
    recorder, ours, raw = Recorder(corpus), [], []
    for turn in range(-WARM, turns):
        requests = recorder.record(lambda turn=turn: run(turn))  # type: ignore[misc]
        both = [(lambda turn=turn: run(turn), ours), (lambda r=requests: recorder.replay(r), raw)]  # type: ignore[misc]
        for sends, spent in both if turn % 2 else reversed(both):
            began = time.perf_counter()
            sends()
            spent.append(time.perf_counter() - began)
    return sorted(ours[WARM:]), sorted(raw[WARM:])


def percentile(spent: list[float], share: float) -> float:
    return spent[min(len(spent) - 1, int(len(spent) * share))] * 1000


def measure_writing(url: str, documents: Made) -> None:
    names = [f"gouji-bench-{uuid.uuid4().hex[:8]}" for _ in range(2)]
    spent: dict[str, list[float]] = {"ours": [], "bare": [], "our processor": [], "bare processor": []}
    for turn in range(ROUNDS):
        with ElasticCorpus(f"{url}/{names[0]}") as corpus:
            both = {
                "bare": lambda: bare_bulk(corpus, names[1], documents),
                "ours": lambda: fill(ElasticCorpus(f"{url}/{names[0]}"), documents),
            }
            for name in sorted(both, reverse=bool(turn % 2)):
                seconds, processor = both[name]()
                spent[name].append(seconds)
                spent["our processor" if name == "ours" else "bare processor"].append(processor)
            drop(corpus, *names)
    ours, bare, our_processor, bare_processor = (statistics.median(s) for s in spent.values())
    ratio = statistics.median(b / o for o, b in zip(spent["ours"], spent["bare"], strict=True))
    print(
        f"writing: ours {len(documents) / ours:.1f}, bare {len(documents) / bare:.1f} documents a second: {ratio:.0%}; "
        f"processor time of ours {our_processor / len(documents) * 1000:.1f}, "
        f"of bare {bare_processor / len(documents) * 1000:.1f} ms a document",
        flush=True,
    )


def drop(corpus: ElasticCorpus, *prefixes: str) -> None:
    """Delete the indices of some prefixes by name."""
    for prefix in prefixes:
        patterns = [f"{prefix}-{kind}*" for kind in KINDS]
        found = corpus.client.indices.get(index=patterns, allow_no_indices=True)
        if found:
            corpus.client.indices.delete(index=list(found))


def fill_for_reading(corpus: ElasticCorpus, paragraphs: list[Paragraph], passages: int) -> None:
    """The corpus that is read, unless it is there; sizes are printed."""
    began = time.perf_counter()
    if not corpus.status().documents:
        made = ((number, *make_document(paragraphs, number)) for number in range(passages // PER_DOCUMENT))
        entries = (Entry(document=d, analysis=a, path=f"{number}.txt", original=b"x") for number, d, a in made)
        for done, _ in enumerate(corpus.put_many(entries), 1):
            if done % 1000 == 0:
                spent = time.perf_counter() - began
                print(f"  {done} documents, {done / spent:.1f} a second", flush=True)
    corpus.status()
    corpus.client.indices.put_settings(index=f"{corpus.prefix}-*", settings={"index.requests.cache.enable": False})
    stats = corpus.client.indices.stats(index=f"{corpus.prefix}-*", metric="store,docs")
    for kind in KINDS:
        sizes = [i["primaries"]["store"]["size_in_bytes"] for n, i in stats["indices"].items() if f"-{kind}-" in n]
        print(f"  {kind:10} {sum(sizes) / 2**20:8.1f} MiB")


def measure_reading(url: str, passages: int, turns: int, keep: str | None) -> None:
    prefix = keep or f"gouji-bench-{uuid.uuid4().hex[:8]}"
    paragraphs = read_paragraphs()
    with ElasticCorpus(f"{url}/{prefix}") as corpus:
        fill_for_reading(corpus, paragraphs, passages)
        print(f"reading, {passages} passages: {'ours p50':>18}{'p95':>8}{'raw p50':>10}{'p95':>8}{'p50':>8}{'p95':>8}")
        for name, run in tasks(corpus, paragraphs).items():
            ours, raw = compare(corpus, run, turns)
            p = [percentile(spent, share) for spent in (ours, raw) for share in (0.5, 0.95)]
            print(
                f"{name:28}{p[0]:>18.1f}{p[1]:>8.1f}{p[2]:>10.1f}{p[3]:>8.1f}{p[0] / p[2]:>7.2f}x{p[1] / p[3]:>7.2f}x",
                flush=True,
            )
        if keep is None:
            drop(corpus, prefix)


def measure_ranking(url: str) -> None:
    """The mean share of SQLite's top ten that is in Elasticsearch's, and whether both find the same documents."""
    from ingest.read import read_document
    from nlp.passages import split_passages
    from nlp.segment import words

    prefix = f"gouji-bench-{uuid.uuid4().hex[:8]}"
    questions = []
    with (
        tempfile.TemporaryDirectory() as folder,
        open_corpus(f"sqlite:///{folder}/corpus.db") as small,
        ElasticCorpus(f"{url}/{prefix}") as large,
    ):
        for name, data in read_texts(TEXTS, pieces=True):
            document = read_document(data, name=f"{name}.txt")
            passages = tuple(replace(p, words=tuple(words(p.text))) for p in split_passages(document))
            analysis = Analysis(document=document.id, analyser="bench", passages=passages)
            for corpus in (small, large):
                corpus.put(document, analysis, path=name, original=data)
            questions += make_questions(name, document)
        shares, equal = [], 0
        for question in questions:
            query = Query(text=question.text, words=tuple(words(question.text)), limit=10)
            pages = [corpus.search(query) for corpus in (small, large)]
            first, second = ({hit.row.document for hit in page.items} for page in pages)
            shares.append(len(first & second) / max(1, len(first)))
            equal += pages[0].total == pages[1].total
        print(f"ranking: {len(questions)} questions, top-ten overlap {statistics.mean(shares):.1%}, "
              f"as many found by both in {equal}")  # fmt: skip
        drop(large, prefix)


def main() -> int:
    """Print the ratios; 1 where there are no texts."""
    parser = argparse.ArgumentParser(description="Elasticsearch: our backend against bare requests")
    parser.add_argument("url", nargs="?")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--writes", type=int, default=500, help="documents that are written for the rate")
    parser.add_argument("--turns", type=int, default=200, help="how often each question is asked")
    parser.add_argument("--keep", metavar="NAME", help="use the corpus NAME, and leave it there")
    parser.add_argument("--questions", action="store_true")
    asked = parser.parse_args()
    if not Path(REAL).is_dir():
        print("no texts beside the project (../shared/real): nothing to measure")
        return 1
    if asked.url:
        return measure(asked.url, asked)
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "contract"))
    from elasticsearch_server import UnavailableError, running

    try:
        with running() as server:
            return measure(server.url, asked)
    except UnavailableError as error:
        print(f"not run: {error}")
        return 1


def measure(url: str, asked: argparse.Namespace) -> int:
    """All that was asked for, on one server."""
    if asked.questions:
        measure_ranking(url)
        return 0
    paragraphs = read_paragraphs()
    if asked.writes:
        measure_writing(url, [(number, *make_document(paragraphs, number)) for number in range(asked.writes)])
    if asked.passages:
        measure_reading(url, asked.passages, asked.turns, asked.keep)
    return 0


if __name__ == "__main__":
    sys.exit(main())
