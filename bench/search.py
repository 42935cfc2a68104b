"""How fast is search? Latencies as multiples of a bare FTS5 SELECT in the same run.

    python bench/search.py [--passages N] [--keep FOLDER]

The corpus is made of real paragraphs (../shared/real) put together anew: documents of ten paragraphs of 40 to 400 code
points, with a title of one of their clauses, a place, a year, an issuer and a kind, and four figures a paragraph: the
numbers that stand in it, or else its position, with the sentence around them and a value drawn from 10^0 … 10^11; its
programs are what stands between quotation marks. Queries are asked as a person types them, with synonyms. The
unit of time is the SELECT of one common word's ranked top ten through a bare FTS5 table of the same paragraphs (jieba
words). --keep reuses the corpus of an earlier run.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from corpus.backend import Corpus, open_corpus
from corpus.interval import Interval
from corpus.model import Analysis, Block, Document, Figure, Metadata, Passage, Program, SourceMap, Span
from corpus.query import Counts, FigureQuery, Filters, Query
from nlp.segment import words
from search_api.parse_query import parse_query

REAL = Path(__file__).resolve().parents[2] / "shared" / "real"
PER_DOCUMENT, PER_PASSAGE, TURNS, WARM = 10, 4, 40, 3
REGIONS = ("广东省", "广州市", "四川省", "通辽市", "内蒙古自治区", "浙江省", "北京市", "上海市")
ISSUERS = ("财政局", "统计局", "人民政府办公室", "民政局", "发展和改革委员会", "教育局")
KINDS = ("工作报告", "统计公报", "政策文件", "法规", "新闻")
UNITS = (("money", "元"), ("people", "人"), ("ratio", "%"), ("area", "亩"))
PROGRAM = re.compile("[“《]([^”》\n]{2,30})[”》]")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
COMMON = "发展"


@dataclass(frozen=True)
class Paragraph:
    """A real paragraph with its words."""

    text: str
    words: tuple[str, ...]


def read_paragraphs() -> list[Paragraph]:
    """The real paragraphs of 40 to 400 code points, each once."""
    lines = {line.strip(): None for path in sorted(REAL.rglob("*.txt")) for line in path.read_text("utf-8").split("\n")}
    return [Paragraph(line, tuple(words(line))) for line in lines if 40 <= len(line) <= 400]


def make_document(paragraphs: list[Paragraph], number: int, *, analyser: str = "bench") -> tuple[Document, Analysis]:
    """A document of ten paragraphs, the same for the same number."""
    choose = random.Random(number)
    chosen = choose.sample(paragraphs, PER_DOCUMENT)
    title = re.split("[，。；：]", chosen[0].text)[0][:30]
    texts = [title, *(paragraph.text for paragraph in chosen)]
    blocks: list[Block] = []
    start = 0
    for text in texts:
        blocks.append(Block("paragraph" if blocks else "title", start, start + len(text)))
        start += len(text) + 1
    metadata = Metadata(
        title=title,
        issuer=choose.choice(ISSUERS),
        date=str(choose.randrange(2000, 2026)),
        region=choose.choice(REGIONS),
        kind=choose.choice(KINDS),
    )
    text = "\n".join(texts)
    identity = hashlib.sha256(f"{number}\n{text}".encode()).hexdigest()
    document = Document(
        id=identity, text=text, blocks=tuple(blocks), source_map=SourceMap((0,), (0,)), metadata=metadata,
        encoding="utf-8", size=len(text),
    )  # fmt: skip
    passages = tuple(
        Passage(ordinal=i, block=i, kind=b.kind, start=b.start, end=b.end, text=document.block_text(b), words=w)
        for i, (b, w) in enumerate(zip(blocks, [tuple(words(title)), *(p.words for p in chosen)], strict=True))
    )
    figures = tuple(f for block in blocks[1:] for f in _figures(choose, document, block))
    programs = tuple(_program(found) for found in PROGRAM.finditer(text))
    return document, Analysis(
        document=identity, analyser=analyser, passages=passages, figures=figures, programs=programs
    )


def _program(found: re.Match[str]) -> Program:
    start, end = found.span(1)
    return Program(surface=found[1], start=start, end=end, source=Span(start, end), kind="other", entity=found[1])


def _figures(choose: random.Random, document: Document, block: Block) -> Iterator[Figure]:
    text = document.block_text(block)
    found = [match.span() for match in NUMBER.finditer(text)][:PER_PASSAGE]
    places = [*found, *((at, at + 2) for at in range(PER_PASSAGE - len(found)))]
    for start, end in places:
        value = Decimal(choose.randrange(1, 1000)).scaleb(choose.randrange(0, 9))
        dimension, unit = choose.choice(UNITS)
        before, after = text.rfind("。", 0, start) + 1, text.find("。", end)
        yield Figure(
            surface=text[start:end], start=block.start + start, end=block.start + end,
            source=Span(block.start + start, block.start + end), sentence=text[before : after if after > 0 else None],
            value=value, unit=unit, dimension=dimension, indicator=text[max(0, start - 6) : start],
            region=document.metadata.region, period=document.metadata.date, interval=Interval(value, value),
        )  # fmt: skip


def build(folder: Path, passages: int) -> None:
    """The corpus and the bare table, unless they are there."""
    if (folder / "done").exists():
        return
    paragraphs = read_paragraphs()
    bare = sqlite3.connect(folder / "bare.db")
    bare.execute("CREATE VIRTUAL TABLE bare USING fts5(body)")
    began = time.perf_counter()
    with open_corpus(f"sqlite:///{folder}/corpus.db") as corpus:
        for number in range(passages // PER_DOCUMENT):
            document, analysis = make_document(paragraphs, number)
            corpus.put(document, analysis, path=f"{number}.txt", original=b"")
            bare.executemany("INSERT INTO bare VALUES (?)", [(" ".join(p.words),) for p in analysis.passages[1:]])
    bare.commit()
    bare.close()
    (folder / "done").touch()
    print(f"built in {time.perf_counter() - began:.0f} s, {(folder / 'corpus.db').stat().st_size / 2**20:.0f} MiB")


@dataclass(frozen=True)
class Timed:
    """Seconds of some turns, in order of size, and of the unit beside them."""

    spent: list[float]
    unit: float


def timed(run: Callable[[int], object], unit: Callable[[], object]) -> Timed:
    """Some turns, warm; the unit is taken before each turn, so that both share what else the machine does."""
    spent, units = [], []
    for turn in range(-WARM, TURNS):
        units.append(_seconds(unit))
        spent.append(_seconds(lambda turn=turn: run(turn)))  # type: ignore[misc]
    return Timed(sorted(spent[WARM:]), statistics.median(units[WARM:]))


def _seconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def tasks(corpus: Corpus, paragraphs: list[Paragraph]) -> dict[str, Callable[[int], object]]:
    """What is timed, by name; each turn asks something else."""

    def pick(turn: int) -> Paragraph:
        return paragraphs[(turn * 7919 + 13) % len(paragraphs)]

    def two(turn: int) -> tuple[str, ...]:
        return tuple(sorted(set(filter(lambda w: len(w) > 1, pick(turn).words)), key=len)[-2:])

    def question(turn: int) -> str:
        return re.split("[，。；：]", pick(turn).text[5:40])[0] + "有哪些？"

    year = Filters(year=("2018",), region=("广东省",))
    over = Interval(Decimal(100_000_000), None, lo_open=True)
    return {
        "filter and two words": lambda t: corpus.search(parse_query(" ".join(two(t)), filters=year)),
        "a whole question": lambda t: corpus.search(parse_query(question(t))),
        "the same, synonyms aside": lambda t: corpus.search(replace(parse_query(question(t)), also=())),
        "a phrase": lambda t: corpus.search(Query(phrases=(pick(t).text[8:16],))),
        "value and word": lambda t: corpus.figures(
            FigureQuery(interval=over, dimension="money", indicator=two(t)[:1], limit=20)
        ),
        "value and a common word": lambda t: corpus.figures(
            FigureQuery(interval=over, dimension="money", indicator=(COMMON,), limit=20)
        ),
        "documents, value and word": lambda t: corpus.search(
            Query(
                text=two(t)[0],
                words=two(t)[:1],
                condition=Counts(FigureQuery(interval=over, dimension="money", indicator=two(t)[:1])),
            )
        ),
        "six facets of a question": lambda t: corpus.facets(parse_query(question(t))),
        "six facets of all": lambda t: corpus.facets(Query()),
        "documents like one": lambda t: corpus.similar(corpus.resolve(f"{t % 100}.txt")),
        "one document, whole": lambda t: corpus.document(corpus.resolve(f"{t % 100}.txt")),
    }


def main() -> int:
    """Print the table; 1 where there are no texts."""
    parser = argparse.ArgumentParser(description="latencies of search")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    if not REAL.is_dir():
        print("no texts beside the project (../shared/real): nothing to measure")
        return 1
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        build(folder, asked.passages)
        bare = sqlite3.connect(folder / "bare.db")
        select = "SELECT rowid FROM bare WHERE bare MATCH ? ORDER BY rank LIMIT 10"
        print(f"{asked.passages} passages; x: bare FTS5, one common word's top ten, taken before each turn")
        print(f"{'':26}{'p50':>8}{'p95':>8}{'p50 ms':>9}{'p95 ms':>9}{'x ms':>8}")
        with open_corpus(f"sqlite:///{folder}/corpus.db") as corpus:
            for name, run in tasks(corpus, read_paragraphs()).items():
                found = timed(run, lambda: bare.execute(select, (COMMON,)).fetchall())
                p50, p95 = found.spent[len(found.spent) // 2], found.spent[int(len(found.spent) * 0.95)]
                print(
                    f"{name:26}{p50 / found.unit:>7.2f}x{p95 / found.unit:>7.2f}x{p50 * 1000:>9.1f}{p95 * 1000:>9.1f}"
                    f"{found.unit * 1000:>8.1f}",
                    flush=True,
                )
        bare.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
