"""Figures against other tools: number right, unit right, and speed, in one run.

    python bench/peers.py [--gold]      sentences of tests/nlp/cases/figures; --gold adds lines of ../shared/gold

The peers (Recognizers-Text, JioNLP, cn2an, jieba's parts of speech) get an environment of their own, .venv-peers, made
here with uv the first time. A number is right when it stands in the figure's place with its value (a range: its lower
end); a unit when it is also the one recorded. Times are CPU seconds in units of jieba.lcut on the same sentences, each
measured in the process that reads them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS = ROOT / ".venv-peers"
PACKAGES = ("recognizers-text-suite", "emoji==1.7.0", "jionlp", "cn2an", "jieba", "setuptools<81")
CASES = ROOT / "tests" / "nlp" / "cases" / "figures"
GOLD = ROOT.parent / "shared" / "gold"

Figure = tuple[int, int, str, str]
"""Start, end, value and unit."""
Sentence = tuple[str, list[Figure], list[tuple[int, int]]]
"""A text, the figures it has, and stretches where a figure is neither asked for nor wrong."""


def environment() -> Path:
    """The Python of the peers' environment, made where it is absent."""
    python = PEERS / "bin" / "python"
    if not python.is_file():
        uv = Path(sys.executable).with_name("uv")
        print(f"making an environment in {PEERS.name} …", flush=True)
        subprocess.run([uv, "venv", "-q", "--system-certs", "--python", sys.executable, PEERS], check=True)
        install: list[str | Path] = [uv, "pip", "install", "-q", "--system-certs", "--python", python, *PACKAGES]
        subprocess.run(install, check=True)
    return python


def case_sentences() -> list[Sentence]:
    """The made-up sentences, each figure at its next place."""
    found: list[Sentence] = []
    for path in sorted(CASES.glob("*.tsv")):
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"][1:]
        for sentence, written in rows:
            at = 0
            figures: list[Figure] = []
            for part in written.split(" ; ") if written != "-" else []:
                surface, value, unit, *_ = part.split("|")
                at = sentence.index(surface, at)
                figures.append((at, at + len(surface), value.partition("..")[0], unit.replace("-", "")))
                at += len(surface)
            found.append((sentence, figures, []))
    return found


def gold_sentences() -> list[Sentence]:
    """Lines of the annotated documents that have a figure in them."""
    found: list[Sentence] = []
    for path in sorted(GOLD.glob("*/figures.jsonl")):
        gold = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        at = 0
        for line in (path.parent / "text.txt").read_text("utf-8").splitlines(keepends=True):
            here = [one for one in gold if at <= one["start"] and one["end"] <= at + len(line)]
            must = [one for one in here if one.get("scoring", "required") == "required" and one["value"]]
            if must:
                figures = [(o["start"] - at, o["end"] - at, str(o["value"]), o["unit"] or "") for o in must]
                found.append((line, figures, [(o["start"] - at, o["end"] - at) for o in here if o not in must]))
            at += len(line)
    return found


def same(one: str, other: str) -> bool:
    """Whether two numbers are equal."""
    try:
        return one == other or Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def score(sentences: list[Sentence], reads: list[list[Figure]]) -> tuple[float, float]:
    """F1 of numbers, and of numbers with their unit."""
    asked = sum(len(figures) for _, figures, _ in sentences)
    said = numbers = units = 0
    for (_, figures, free), read in zip(sentences, reads, strict=True):
        said += sum(not any(a < r[1] and r[0] < b for a, b in free) for r in read)
        for start, end, value, unit in figures:
            hits = [r for r in read if r[0] < end and start < r[1] and same(r[2], value)]
            numbers += bool(hits)
            units += any(r[3] == unit for r in hits)
    return 2 * numbers / (asked + said), 2 * units / (asked + said)


def ours(sentences: list[str]) -> tuple[list[list[Figure]], float, float]:
    """What we read, our time and that of jieba.lcut."""
    import jieba

    from nlp.fold import fold
    from nlp.prose import read_prose

    jieba.setLogLevel(60)
    jieba.initialize()

    def read(text: str) -> list[Figure]:
        return [
            (m.start, m.end, "-" if m.value is None else format(m.value, "f"), m.unit)
            for m in read_prose(text, fold(text))[0]
        ]

    reads = [read(one) for one in sentences]
    return (
        reads,
        _seconds(lambda: [read(one) for one in sentences]),
        _seconds(lambda: [jieba.lcut(o) for o in sentences]),
    )


def _seconds(work: Callable[[], object]) -> float:
    """CPU seconds of a call, the best of five."""
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def compare(what: str, sentences: list[Sentence], python: Path) -> None:
    """Print a table of all tools on some sentences."""
    texts = [text for text, _, _ in sentences]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "sentences.json"
        data.write_text(json.dumps(texts, ensure_ascii=False), "utf-8")
        done = subprocess.run([python, HERE / "peer_readers.py", data], capture_output=True, text=True, check=True)
    peers = json.loads(done.stdout.splitlines()[-1])
    reads, took, base = ours(texts)
    print(f"\n{what}: {len(texts)} sentences, {sum(len(f) for _, f, _ in sentences)} figures")
    print(f"{'':18}{'number F1':>10}{'unit F1':>9}{'speed in jieba.lcut':>21}{'ours is faster by':>19}")
    number, unit = score(sentences, reads)
    print(f"{'Gouji':18}{number:10.3f}{unit:9.3f}{base / took:21.2f}{1:19.1f}")
    for name, peer in peers.items():
        number, unit = score(sentences, [[tuple(r) for r in read] for read in peer["reads"]])
        times = peer["times_jieba"]
        print(f"{name:18}{number:10.3f}{unit:9.3f}{1 / times:21.3f}{times * base / took:19.1f}")


def main() -> int:
    """Print the tables; 1 where the peers cannot be had."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", action="store_true", help="lines of annotated documents too, where they are")
    options = parser.parse_args()
    try:
        python = environment()
    except (OSError, subprocess.CalledProcessError) as problem:
        print(f"the other tools could not be installed ({problem}); connect to a package registry and try again")
        return 1
    compare("made-up sentences", case_sentences(), python)
    if options.gold and GOLD.is_dir():
        compare("lines of annotated documents", gold_sentences(), python)
    return 0


if __name__ == "__main__":
    sys.exit(main())
