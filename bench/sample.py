"""Random figures, and random numerals that were not taken for figures, of the real documents: to be judged by a reader.

    python bench/sample.py --seed 1                       300 of each from ../shared/real
    python bench/sample.py --seed 2 --what figures        figures alone
    python bench/sample.py --seed 2 --what numerals --count 100

Each line has a place (file:offset in code points of the decoded file), what was read, and the words around. The same
seed draws the same sample as long as the documents and the readings are the same. Documents that share text with the
unseen gold (bench/unseen.txt) are left out, and those named by --without. What a judge finds goes by class and count
into docs/accuracy.md, never the text.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.model import Document
from ingest.read import read_document
from nlp.figures import find_mentions
from nlp.passages import split_passages
from nlp.reading import Mention, Reading, Scene

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
NUMERAL = re.compile(
    r"[0-9０-９][0-9０-９.,．，]*[0-9０-９]|[0-9０-９]|[一二三四五六七八九十百千万亿两廿卅零〇壹贰叁肆伍陆柒捌玖拾佰仟億萬兩]+"
)
STRETCH = 40
"""Characters that a document and an unseen one must share for the document to be left out."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A numeral of a document with what was read of it; `read` is None where it was taken for no figure."""

    path: Path
    at: int
    before: str
    surface: str
    after: str
    read: Mention | None

    def line(self) -> str:
        """The line that is printed for the judge."""
        said = f"[{_said(self.read)}] " if self.read else ""
        return f"{self.path.parent.name}/{self.path.stem}:{self.at} {said}{self.before}«{self.surface}»{self.after}"


def _said(mention: Mention) -> str:
    value = "?" if mention.value is None else format(mention.value, "f")
    upper = "" if mention.value_max is None else ".." + format(mention.value_max, "f")
    return f"{value}{upper} {mention.unit or '-'} {mention.dimension} {mention.qualifier}"


def unseen_stretches() -> set[str]:
    """Stretches of the gold documents that nobody reads."""
    names = [line for line in (HERE / "unseen.txt").read_text("utf-8").splitlines() if line and line[0] != "#"]
    texts = [path.read_text("utf-8") for name in names if (path := SHARED / "gold" / name / "text.txt").is_file()]
    return {text[at : at + STRETCH] for text in texts for at in range(0, len(text) - STRETCH, STRETCH)}


def documents(without: set[str]) -> Iterator[tuple[Path, Document]]:
    """The real documents that may be read, in order."""
    held_out = unseen_stretches()
    for path in sorted((SHARED / "real").glob("*/*.txt")):
        if f"{path.parent.name}/{path.stem}" in without:
            continue
        document = read_document(path.read_bytes(), name=path.name)
        if sum(stretch in document.text for stretch in held_out) < 3:
            yield path, document


def numerals(path: Path, document: Document, context: int) -> Iterator[Drawn]:
    """Every figure of a document and every numeral outside them."""
    scene = Scene(document, split_passages(document))
    for passage in scene.passages:
        mentions, _ = find_mentions(Reading(scene, passage))
        taken = [(m.start, m.end) for m in mentions]
        bare = [found.span() for found in NUMERAL.finditer(passage.text)]
        free = [span for span in bare if not any(a < span[1] and span[0] < b for a, b in taken)]
        for start, end, mention in [*((m.start, m.end, m) for m in mentions), *((a, b, None) for a, b in free)]:
            first, last = passage.start + start, passage.start + end
            yield Drawn(
                path,
                document.source_map.span(first, last).start,
                re.sub(r"\s+", " ", document.text[max(0, first - context) : first]),
                document.text[first:last],
                re.sub(r"\s+", " ", document.text[last : last + context]),
                mention,
            )


def main() -> int:
    """Print the samples; 1 where there are no documents to draw from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--context", type=int, default=22, help="characters on each side")
    parser.add_argument("--what", choices=("figures", "numerals", "both"), default="both")
    parser.add_argument("--without", nargs="*", default=[], help="documents to leave out, as folder/name")
    options = parser.parse_args()
    if not (SHARED / "real").is_dir():
        print("no real documents beside the project (../shared/real): nothing to draw from", file=sys.stderr)
        return 1
    found = [d for path, document in documents(set(options.without)) for d in numerals(path, document, options.context)]
    draw = random.Random(options.seed)
    for what, pool in (
        ("figures", [one for one in found if one.read]),
        ("numerals", [one for one in found if not one.read]),
    ):
        if options.what in (what, "both"):
            print(f"== {what}: {min(options.count, len(pool))} of {len(pool)}")
            for number, one in enumerate(draw.sample(pool, min(options.count, len(pool))), 1):
                print(f"{number}. {one.line()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
