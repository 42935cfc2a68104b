"""Is `search` better than plain BM25? The same questions on every run.

    python bench/questions.py [FOLDER] [--pieces]

FOLDER holds texts (default ../shared/real) that go through the reader and the segmenter into a corpus. Three sets:

written     bench/questions.tsv, as people would ask; search was tuned on them
unseen      bench/questions_unseen.tsv, in everyday words, not tuned on
made, even  made from the texts by rule, see below; tuned on
made, odd   the same, from the other half of the documents; not tuned on

A made question comes from one sentence, as if its reader had kept the matter and not the words: of a document's
sentences of 16 to 90 code points the two with the smallest hash; their first two thirds in words (the rest is what is
asked for), at most 14 in a row; a third of the words dropped, one neighbouring pair swapped, everyday words put for
some official ones; an asking phrase behind; every fourth with a greeting before it, every fourth with two words of the
document's title. With --pieces long texts are cut into documents of some 2,500 code points, so that there are several
hundred with much alike (work reports of thirty provinces and forty years), most of them without a title. All choices
hang on a hash of the sentence.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.backend import Corpus, open_corpus
from corpus.index_text import fold
from corpus.model import Analysis, Document
from ingest.read import read_document
from nlp.passages import split_passages
from nlp.segment import words
from search_api.parse_query import parse_query

HERE = Path(__file__).resolve().parent
REAL = HERE.parent.parent / "shared" / "real"
PIECE, LONG, PER_DOCUMENT, TOP = 2500, 6000, 2, 10
SENTENCE = re.compile(r"[^。！？；\n]{16,90}")
ASKING = ("是什么？", "有哪些？", "怎么规定的？", "有多少？", "是怎么做的？", "如何？", "的要求是什么？", "有何举措？")
EVERYDAY = {
    "补贴": "补助", "增长": "增加", "企业": "公司", "建设": "修建", "推进": "推动", "提高": "提升", "农民": "老百姓",
    "加强": "强化", "就业": "找工作", "规定": "要求", "申请": "办理", "发展": "壮大", "完善": "健全", "完成": "做到",
    "实现": "达到", "开展": "进行", "应当": "要", "支持": "扶持",
}  # fmt: skip

Rank = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Question:
    """A question and the path of the document that answers it."""

    text: str
    answer: str


def read_texts(folder: Path, *, pieces: bool) -> Iterator[tuple[str, bytes]]:
    """Paths with bytes, long texts in pieces if asked for."""
    for path in sorted(folder.rglob("*.txt")):
        name = path.relative_to(folder).as_posix()
        text = path.read_text("utf-8")
        if not pieces or len(text) < LONG:
            yield name, path.read_bytes()
            continue
        for number, piece in enumerate(_pieces(text)):
            yield f"{name}#{number}", piece.encode()


def _pieces(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in text.splitlines():
        lines.append(line)
        if sum(map(len, lines)) >= PIECE:
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)


def make_questions(name: str, document: Document) -> Iterator[Question]:
    """The questions made from a document."""
    sentences = [s for block in document.blocks[1:] for s in SENTENCE.findall(document.block_text(block))]
    for sentence in sorted(sentences, key=_hash)[:PER_DOCUMENT]:
        yield Question(_ask(sentence, document.metadata.title), name)


def _ask(sentence: str, title: str | None) -> str:
    number = _hash(sentence)
    choose = random.Random(number)
    kept = words(sentence)
    kept = kept[: max(4, len(kept) * 2 // 3)]
    start = choose.randrange(max(1, len(kept) - 13))
    kept = [word for word in kept[start : start + 14] if choose.random() >= 1 / 3] or kept
    if len(kept) > 1:
        at = choose.randrange(len(kept) - 1)
        kept[at], kept[at + 1] = kept[at + 1], kept[at]
    text = "".join(EVERYDAY.get(word, word) for word in kept) + choose.choice(ASKING)
    if number % 4 == 0:
        return "请问" + text
    named = [word for word in words(title or "") if len(word) > 1]
    return "".join(choose.sample(named, min(2, len(named)))) + text if number % 4 == 1 else text


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:12], 16)


def bm25(texts: dict[str, list[str]], cut: Callable[[str], Iterable[str]], *, k1: float = 1.2, b: float = 0.75) -> Rank:
    """Plain BM25 over the terms of some documents, the peer."""
    mean = sum(map(len, texts.values())) / len(texts)
    postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for name, terms in texts.items():
        norm = k1 * (1 - b + b * len(terms) / mean)
        for term, count in Counter(terms).items():
            postings[term].append((name, count * (k1 + 1) / (count + norm)))

    def rank(question: str) -> Sequence[str]:
        scores: dict[str, float] = defaultdict(float)
        for term in cut(question):
            found = postings.get(term, [])
            rarity = math.log(1 + (len(texts) - len(found) + 0.5) / (len(found) + 0.5))
            for name, weight in found:
                scores[name] += rarity * weight
        return sorted(scores, key=lambda name: (-scores[name], name))[:TOP]

    return rank


def bigrams(text: str) -> list[str]:
    """The bigrams of a text, punctuation aside."""
    folded = fold(text)
    return [folded[at : at + 2] for at in range(len(folded) - 1)]


def ours(corpus: Corpus, *, synonyms: bool = True) -> Rank:
    """`search`, as --batch asks it, or without synonyms."""

    def rank(question: str) -> Sequence[str]:
        query = parse_query(question, operators=False, limit=TOP)
        page = corpus.search(query if synonyms else replace(query, also=()))
        return [hit.row.path for hit in page.items]

    return rank


def score(rank: Rank, questions: Sequence[Question]) -> tuple[float, float]:
    """R@1 and MRR@10. Of a text in pieces any piece answers a written question."""
    first = reciprocal = 0.0
    for question in questions:
        found = rank(question.text)
        places = [at for at, name in enumerate(found, 1) if question.answer in (name, name.partition("#")[0])]
        first += places[:1] == [1]
        reciprocal += 1 / places[0] if places else 0
    return first / len(questions), reciprocal / len(questions)


def written_questions(file: str, known: set[str]) -> list[Question]:
    """Those of a file whose texts are there."""
    with (HERE / file).open(encoding="utf-8", newline="") as file:
        rows = csv.reader((line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Question(text, name) for name, text in rows if name in known]


def main() -> int:
    """Print the table; 1 where there are no texts."""
    parser = argparse.ArgumentParser(description="search against plain BM25")
    parser.add_argument("folder", nargs="?", type=Path, default=REAL)
    parser.add_argument("--pieces", action="store_true", help="cut long texts into documents of some 2,500 code points")
    asked = parser.parse_args()
    documents = {n: read_document(data, name=f"{n}.txt") for n, data in read_texts(asked.folder, pieces=asked.pieces)}
    if not documents:
        print(f"no texts in {asked.folder}: nothing to measure")
        return 1
    sets: dict[str, list[Question]] = {"made, even": [], "made, odd": []}
    for name, document in documents.items():
        sets["made, odd" if int(document.id[-1], 16) % 2 else "made, even"] += make_questions(name, document)
    known = {name.partition("#")[0] for name in documents}
    for name, file in (("unseen", "questions_unseen.tsv"), ("written", "questions.tsv")):
        if written := written_questions(file, known):
            sets = {name: written, **sets}
    with tempfile.TemporaryDirectory() as folder, open_corpus(f"sqlite:///{folder}/corpus.db") as corpus:
        for name, document in documents.items():
            passages = tuple(replace(p, words=tuple(words(p.text))) for p in split_passages(document))
            corpus.put(
                document, Analysis(document=document.id, analyser="", passages=passages), path=name, original=b""
            )
        peers = {
            "bigram BM25": bm25({n: bigrams(d.text) for n, d in documents.items()}, bigrams),
            "jieba BM25": bm25({n: words(d.text) for n, d in documents.items()}, words),
            "without synonyms": ours(corpus, synonyms=False),
            "search": ours(corpus),
        }
        print(f"{len(documents)} documents\n{'':14}{'questions':>10}" + "".join(f"{peer:>20}" for peer in peers))
        for name, questions in sets.items():
            cells = [score(rank, questions) for rank in peers.values()]
            print(
                f"{name:14}{len(questions):>10}" + "".join(f"{f'{r:.3f} / {m:.3f}':>20}" for r, m in cells), flush=True
            )
    print("R@1 / MRR@10")
    return 0


if __name__ == "__main__":
    sys.exit(main())
