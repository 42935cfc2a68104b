"""Is every part of a document found? Random substrings of its blocks, asked for as phrases.

    python bench/recall.py [FOLDER …] [--count 5000] [--seed 1] [--corpus URL]

The texts of the folders (default ../shared/real and ../shared/gold) go through the reader into a corpus (in a file of
its own, or at URL, which must be empty). A substring of 2 to 40 code points is drawn from a random block of a random
document; one without two adjacent letters, digits or Han characters is left out and counted. It is sent in quotes, as a
person would type it, and must find its document and no document that does not hold it: that is decided by the folded
texts of all blocks, apart from any index.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.backend import Corpus, open_corpus
from corpus.index_text import fold
from corpus.model import Analysis, Document
from ingest.read import read_document
from nlp.passages import split_passages
from search_api.parse_query import parse_query

SHARED = Path(__file__).resolve().parents[2] / "shared"
ADJACENT = re.compile(r"[^\W_]{2}")
"""Two adjacent letters, digits or Han characters: a substring without them is not asked for."""
LONGEST = 40


@dataclass(frozen=True)
class Asked:
    """A substring of a block of a document."""

    text: str
    document: str


def read_texts(folders: Sequence[Path]) -> dict[str, Document]:
    """The documents of some folders, each once, by id."""
    paths = [path for folder in folders for path in sorted(folder.rglob("*.txt"))]
    documents = (read_document(path.read_bytes(), name=path.name) for path in paths)
    return {document.id: document for document in documents}


def draw(documents: Sequence[Document], choose: random.Random) -> Iterator[Asked | None]:
    """Substrings without end; None for one that is left out."""
    while True:
        document = choose.choice(documents)
        text = document.block_text(choose.choice(document.blocks))
        if len(text) < 2:
            continue
        start = choose.randrange(len(text) - 1)
        end = min(len(text), start + choose.randint(2, LONGEST))
        part = text[start:end]
        yield Asked(part, document.id) if ADJACENT.search(part) else None


def holders(folded: dict[str, list[str]], part: str) -> set[str]:
    """The documents that hold a text in one block, by their texts alone."""
    wanted = fold(part)
    return {document for document, blocks in folded.items() if any(wanted in block for block in blocks)}


def ask(corpus: Corpus, part: str) -> set[str]:
    """The documents that are found for a text in quotes."""
    quoted = '"' + part.replace('"', '\\"') + '"'
    return set(corpus.matching(parse_query(quoted)))


def main() -> int:
    """Print what was found; 1 when anything was missed or too much."""
    parser = argparse.ArgumentParser(description="every substring finds its document")
    parser.add_argument("folders", nargs="*", type=Path, default=[SHARED / "real", SHARED / "gold"])
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", metavar="URL")
    given = parser.parse_args()
    documents = read_texts([folder for folder in given.folders if folder.is_dir()])
    if not documents:
        print("no texts: nothing to measure")
        return 1
    folded = {d.id: [fold(d.block_text(block)) for block in d.blocks] for d in documents.values()}
    with tempfile.TemporaryDirectory() as folder, open_corpus(given.corpus or f"sqlite:///{folder}/c.db") as corpus:
        for document in documents.values():
            analysis = Analysis(document=document.id, analyser="", passages=tuple(split_passages(document)))
            corpus.put(document, analysis, path=document.id, original=b"")
        left_out = missed = strange = done = 0
        for asked in draw(list(documents.values()), random.Random(given.seed)):
            if done == given.count:
                break
            if asked is None:
                left_out += 1
                continue
            done += 1
            found, held = ask(corpus, asked.text), holders(folded, asked.text)
            missed += asked.document not in found or not held <= found
            strange += not found <= held
    print(f"{len(documents)} documents, {done} substrings (seed {given.seed}; {left_out} left out)")
    print(f"found: {(done - missed) / done:.2%}; missed {missed}; with a document that does not hold it {strange}")
    return 1 if missed or strange else 0


if __name__ == "__main__":
    sys.exit(main())
