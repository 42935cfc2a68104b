"""Speed as ratios to jieba.lcut on the same text, in one run.

    python bench/speed.py            real documents of ../shared/real where they are, else the samples, repeated

Each pair is timed in turn, A B A B …, and the median of the ratios is printed: the machine's speed may drift, the ratio
does not. CPU time of this process, except for the start of a command, which is wall time of a process.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from corpus.model import Document
from nlp.passages import split_passages
from nlp.reading import Reading, Scene

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real"
SAMPLES = ROOT / "corpus" / "samples"
GOUJI = Path(sys.executable).with_name("gouji")
ROUNDS = 3


def documents() -> list[bytes]:
    """The files that are read: a third of the real ones, or the samples ten times over."""
    if REAL.is_dir():
        return [path.read_bytes() for path in sorted(REAL.glob("*/*.txt"))[::3]]
    return [path.read_bytes() + b" " * copy for copy in range(10) for path in sorted(SAMPLES.glob("*.txt"))]


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of a call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def ratio(base: Callable[[], object], ours: Callable[[], object]) -> float:
    """How many times as fast as `base` ours is, the median of a few pairs."""
    return statistics.median(seconds(base) / seconds(ours) for _ in range(ROUNDS))


def main() -> None:
    """Print the ratios."""
    import jieba

    from corpus.backend import open_corpus
    from ingest.read import read_document
    from nlp.annotate import read_passages, run_steps
    from nlp.figures import find_mentions
    from nlp.pipeline import analyse
    from nlp.steps import PROGRAMS, RELATIONS, STEPS

    jieba.setLogLevel(60)
    jieba.initialize()
    data = documents()
    texts = [read_document(one, name="a.txt") for one in data]
    size = sum(len(one.text.encode()) for one in texts)
    print(f"{len(texts)} documents, {size / 1e6:.1f} MB of text")

    def words() -> None:
        for one in texts:
            jieba.lcut(one.text)

    def steps(*names: str) -> Callable[[], object]:
        read = run_steps([STEPS[name] for name in names])
        return lambda: [read_passages(one, read, "") for one in texts]

    figures = steps(*(name for name in STEPS if name not in (RELATIONS, PROGRAMS)))
    both = steps(*STEPS)

    def numbers() -> None:
        """Number, unit and qualifier of every passage; passages are cut and folded beforehand, as jieba's text is."""
        for reading in readings:
            find_mentions(reading)

    readings = [Reading(scene, passage) for scene in map(_scene, texts) for passage in scene.passages]

    def whole() -> None:
        for one in texts:
            analyse(one)

    def ingest() -> None:
        with tempfile.TemporaryDirectory() as folder, open_corpus(f"sqlite:///{folder}/corpus.db") as corpus:
            for number, one in enumerate(data):
                document = read_document(one, name="a.txt")
                if not corpus.has(document.id):
                    corpus.put(document, analyse(document), path=f"{number}.txt", original=one)

    for work in (words, both, whole):
        work()
    print(f"jieba.lcut                       {size / 1e3 / seconds(words):8.0f} kB/s")
    print(f"figures as they are written      {ratio(words, numbers):8.2f} x jieba.lcut   (aim 8)")
    print(f"figures, all fields              {ratio(words, figures):8.2f} x jieba.lcut   (aim 3)")
    print(f"figures and programs             {ratio(words, both):8.2f} x jieba.lcut")
    print(f"whole analysis                   {ratio(words, whole):8.2f} x jieba.lcut   (aim .55)")
    print(f"ingest                           {ratio(words, ingest):8.2f} x jieba.lcut   (aim .45)")
    start_of_commands()


def _scene(document: Document) -> Scene:
    return Scene(document, split_passages(document))


def start_of_commands() -> None:
    """Print how long commands take to start, against what they cannot do without."""
    page = str(SAMPLES / "安澜市2024年政府工作报告.txt")
    base = "import spacy, jieba; jieba.setLogLevel(60); jieba.initialize()"

    def wall(command: list[str]) -> float:
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - start

    extract, load = [str(GOUJI), "extract", page], [sys.executable, "-c", base]
    wall(extract)
    pairs = [(wall(extract), wall(load)) for _ in range(5)]
    times = statistics.median(one / other for one, other in pairs)
    print(f"gouji extract of a page          {times:8.2f} x import spaCy + load jieba   (aim 1.5)")
    print(f"gouji --help                     {min(wall([str(GOUJI), '--help']) for _ in range(5)):8.2f} s   (aim .3)")


if __name__ == "__main__":
    main()
