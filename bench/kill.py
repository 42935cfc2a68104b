"""Is nothing lost when an ingest is killed? kill -9 at random moments, and what the corpus holds then.

    python bench/kill.py [--trials 30] [--files 120] [--seed 1] [--corpus URL]

Each trial ingests made reports into the same corpus and kills the process at a random time after its first document.
Before each kill the corpus is read: every document that was there (acknowledged) must be there after it, none twice;
the corpus must open, and each document must be whole: its text, its figures, and found by a phrase of its own. At last
an ingest runs to its end: all documents are there, each once.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus.backend import Corpus, open_corpus
from corpus.query import FigureQuery, Filters, Query


def write_reports(folder: Path, files: int) -> None:
    """Reports, each of its own."""
    folder.mkdir()
    for number in range(files):
        lines = [
            f"全市完成投资{number + 1}.{line}亿元，同比增长6.{line}%，第{number}号第{line}项。" for line in range(30)
        ]
        (folder / f"{number:04}.txt").write_text("\n\n".join([f"安宁市第{number}号简报", *lines]), "utf-8")


def start(folder: Path, url: str) -> subprocess.Popen[bytes]:
    """An ingest in a process group of its own."""
    command = [sys.executable, "-m", "search_api.cli.main", "ingest", str(folder)]
    environ = {**os.environ, "GOUJI_CORPUS": url, "GOUJI_WORKERS": "1"}
    return subprocess.Popen(
        command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def kept(corpus: Corpus) -> list[str]:
    """The paths of all documents, each as often as it is listed."""
    paths: list[str] = []
    cursor = None
    while True:
        page = corpus.documents(Filters(), limit=200, cursor=cursor)
        paths += [row.path for row in page.items]
        cursor = page.cursor
        if cursor is None:
            return paths


def broken(corpus: Corpus) -> list[str]:
    """Documents that are not whole."""
    found = []
    for path in kept(corpus):
        document = corpus.resolve(path)
        text, analysis = corpus.document(document).text, corpus.analysis(document)
        number = int(Path(path).stem)
        whole = text.count("全市完成投资") == 30 and len(analysis.figures) >= 60
        listed = corpus.figures(FigureQuery(filters=Filters(document=(document,)), limit=1)).total
        hits = corpus.search(Query(phrases=(f"第{number}号第29项",))).items
        if not whole or listed != len(analysis.figures) or [hit.row.document for hit in hits] != [document]:
            found.append(path)
    return found


def main() -> int:
    """Print the trials; 1 when anything was lost, doubled or broken."""
    parser = argparse.ArgumentParser(description="an ingest that is killed loses nothing")
    parser.add_argument("--trials", type=int, default=30)
    parser.add_argument("--files", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", metavar="URL")
    asked = parser.parse_args()
    choose = random.Random(asked.seed)
    lost = doubled = bad = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder, url = Path(temporary) / "reports", asked.corpus or f"sqlite:///{temporary}/corpus.db"
        write_reports(folder, asked.files)
        trial = 0
        while trial < asked.trials:
            process = start(folder, url)
            begun = len(_acknowledged(url))
            while process.poll() is None and len(_acknowledged(url)) == begun < asked.files:
                time.sleep(0.05)
            time.sleep(choose.uniform(0, 0.8))
            known = _acknowledged(url)
            if len(known) == asked.files:
                process.wait()
                for path in choose.sample(sorted(known), asked.files // 2):  # all there: make room for further trials
                    with open_corpus(url) as corpus:
                        corpus.remove(corpus.resolve(path))
                continue
            time.sleep(choose.uniform(0, 0.3))
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            trial += 1
            with open_corpus(url) as corpus:
                paths = kept(corpus)
                bad += len(broken(corpus))
            lost += len(known - set(paths))
            doubled += len(paths) - len(set(paths))
            print(f"trial {trial}: {len(known)} before the kill, {len(paths)} after", flush=True)
        ended = start(folder, url).wait(600)
        with open_corpus(url) as corpus:
            paths = kept(corpus)
            bad += len(broken(corpus))
    whole = ended == 0 and len(paths) == len(set(paths)) == asked.files
    ending = "ended whole" if whole else "did NOT end whole"
    print(f"{asked.trials} kills: {lost} lost, {doubled} doubled, {bad} broken; the last run {ending}")
    return 1 if lost or doubled or bad or not whole else 0


def _acknowledged(url: str) -> set[str]:
    try:
        with open_corpus(url) as corpus:
            return set(kept(corpus))
    except Exception as error:  # noqa: BLE001 - a corpus that is being made is none yet
        print(f"    not there yet: {error}")
        return set()


if __name__ == "__main__":
    sys.exit(main())
