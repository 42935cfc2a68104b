"""Does the API hold under load? Eight readers and a writer on one server, against the same readers alone.

    python bench/load.py [--seconds 300] [--readers 8] [--corpus URL] [--documents 400]

A server is started on a corpus of made documents (bench/search.py); readers ask for searches, facets, figures and
pages in turn and check each answer: its status, that no document stands on a page twice, that a phrase stands in the
document it found, that a following page repeats nothing. The writer uploads documents and removes some. Half of the
time is without the writer, half with it. Printed are requests, errors, wrong pages, p50 and p95; 1 when anything is
wrong or the p95 with the writer is more than three times that without.
"""

from __future__ import annotations

import argparse
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import search

from corpus.backend import open_corpus
from corpus.index_text import fold
from nlp.stamp import fingerprint

RATIO = 3.0


@dataclass
class Seen:
    """What readers have met."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


class Reader(threading.Thread):
    """Asks one thing after the other until it is told to stop."""

    def __init__(self, url: str, paragraphs: list[search.Paragraph], number: int, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.client = httpx2.Client(base_url=url, timeout=60)
        self.paragraphs, self.stop, self.seen = paragraphs, stop, Seen()
        self.choose = random.Random(number)

    def run(self) -> None:
        while not self.stop.is_set():
            self.choose.choice((self.question, self.phrase, self.pages, self.figures, self.page))()

    def get(self, path: str, **params: Any) -> Any:
        began = time.perf_counter()
        try:
            answer = self.client.get(path, params=params)
        except httpx2.HTTPError as error:
            self.seen.errors.append(f"{path}: {error!r}")
            return None
        self.seen.seconds.append(time.perf_counter() - began)
        if answer.status_code != 200:
            self.seen.errors.append(f"{path} {params}: {answer.status_code} {answer.text[:200]}")
            return None
        return answer.json() if "json" in answer.headers["content-type"] else answer.text

    def words(self) -> str:
        return self.choose.choice(self.paragraphs).text[5:25]

    def question(self) -> None:
        found = self.get("/api/search", q=self.words() + "有哪些？")
        self.once(found and [hit["document"] for hit in found["hits"]], "question")

    def phrase(self) -> None:
        part = self.choose.choice(self.paragraphs).text[8:16].replace('"', "")
        found = self.get("/api/search", q=f'"{part}"', limit=5)
        for hit in found["hits"] if found else ():
            if fold(part) not in fold(hit["snippet"]):
                self.seen.wrong.append(f"{part} is not in {hit['snippet']}")

    def pages(self) -> None:
        asked = self.words()
        first = self.get("/api/search", q=asked, limit=10)
        if first and first["cursor"]:
            second = self.get("/api/search", q=asked, limit=10, cursor=first["cursor"])
            self.once([hit["document"] for page in (first, second) if page for hit in page["hits"]], "two pages")

    def figures(self) -> None:
        found = self.get("/api/figures", value=">1亿元", indicator="发展", limit=20)
        self.once(found and [(one["document"], one["start"]) for one in found["figures"]], "figures")

    def page(self) -> None:
        self.get("/", q=self.words())

    def once(self, names: Any, what: str) -> None:
        if names and len(set(names)) < len(names):
            self.seen.wrong.append(f"{what}: a document twice")


class Writer(threading.Thread):
    """Uploads a document, and removes every third of them again."""

    def __init__(self, url: str, paragraphs: list[search.Paragraph], stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.client = httpx2.Client(base_url=url, timeout=60)
        self.paragraphs, self.stop, self.errors, self.written = paragraphs, stop, [], 0

    def run(self) -> None:
        choose = random.Random(0)
        while not self.stop.is_set():
            text = "\n\n".join(
                ["新增简报", *(choose.choice(self.paragraphs).text for _ in range(10)), str(self.written)]
            )
            answer = self.client.post("/api/documents", files={"file": (f"new{self.written}.txt", text.encode())})
            if answer.status_code != 201:
                self.errors.append(f"upload: {answer.status_code} {answer.text[:200]}")
                continue
            self.written += 1
            if self.written % 3 == 0:
                gone = self.client.delete(f"/api/documents/{answer.json()['document']}")
                if gone.status_code != 204:
                    self.errors.append(f"delete: {gone.status_code}")


@contextmanager
def server(corpus: str) -> Iterator[str]:
    """A server of its own process, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "search_api.cli.main", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, "GOUJI_CORPUS": corpus}, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx2.get(f"{url}/api/health/ready", timeout=5)
                break
            except httpx2.HTTPError:
                time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait(30)


def measure(url: str, paragraphs: list[search.Paragraph], readers: int, seconds: float, *, write: bool) -> Seen:
    """Readers for some seconds, with or without a writer."""
    stop = threading.Event()
    threads = [Reader(url, paragraphs, number, stop) for number in range(readers)]
    writer = Writer(url, paragraphs, stop)
    for thread in [*threads, *([writer] if write else [])]:
        thread.start()
    time.sleep(seconds)
    stop.set()
    all_seen = Seen()
    for thread in threads:
        thread.join(90)
        all_seen.seconds += thread.seen.seconds
        all_seen.errors += thread.seen.errors
        all_seen.wrong += thread.seen.wrong
    if write:
        writer.join(90)
        all_seen.errors += writer.errors
    told = f"with a writer ({writer.written} written)" if write else "readers alone"
    print(
        f"{told:32}{len(all_seen.seconds):>7} requests, {len(all_seen.errors)} errors, {len(all_seen.wrong)} wrong, "
        f"p50 {all_seen.percentile(0.5) * 1000:.0f} ms, p95 {all_seen.percentile(0.95) * 1000:.0f} ms",
        flush=True,
    )
    for line in (*all_seen.errors[:3], *all_seen.wrong[:3]):
        print("   ", line)
    return all_seen


def main() -> int:
    """Print both halves; 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description="readers and a writer on one server")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--corpus", metavar="URL", help="an empty corpus elsewhere, as on Elasticsearch")
    asked = parser.parse_args()
    if not search.REAL.is_dir():
        print("no texts beside the project (../shared/real): nothing to measure")
        return 1
    paragraphs = search.read_paragraphs()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.corpus or f"sqlite:///{Path(folder)}/corpus.db"
        stamp = fingerprint("jieba")
        with open_corpus(url) as corpus:
            for number in range(asked.documents):
                document, analysis = search.make_document(paragraphs, number, analyser=stamp)
                corpus.put(document, analysis, path=f"{number}.txt", original=b"")
        with server(url) as address:
            alone = measure(address, paragraphs, asked.readers, asked.seconds / 2, write=False)
            both = measure(address, paragraphs, asked.readers, asked.seconds / 2, write=True)
    ratio = both.percentile(0.95) / max(alone.percentile(0.95), 1e-9)
    print(f"p95 with a writer: {ratio:.2f} times that without")
    return 1 if alone.errors or both.errors or alone.wrong or both.wrong or ratio > RATIO else 0


if __name__ == "__main__":
    sys.exit(main())
