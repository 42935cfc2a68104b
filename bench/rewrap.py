"""How many paragraphs come back whole when real documents are hard-wrapped again.

    python bench/rewrap.py [../shared/real] [--widths 12,16,20,26,32,40] [--every 1] [--show 0]

The paragraphs of each prose document are broken at a constant width, in two ways (cut blindly at so many characters;
set as a printer does, in cells, with no mark of punctuation at a line's start and no Latin word cut), and set apart in
three ways (a blank line, an indent of two characters, nothing). Printed is the share of paragraphs that are a block of
the repaired text again, white space aside.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from ingest.lines import cells
from ingest.read import read_document

INDENT = "\u3000\u3000"
TOKEN = re.compile(r"[0-9A-Za-z.,%]+|.")
NO_START = "，。、；：！？”’》）」』…%％"


def cut(paragraph: str, width: int, indent: str) -> Iterator[str]:
    """Lines of exactly `width` characters, the indent among them."""
    whole = indent + paragraph
    return (whole[at : at + width] for at in range(0, len(whole), width))


def typeset(paragraph: str, width: int, indent: str) -> Iterator[str]:
    """Lines of at most `width` full characters; a mark hangs rather than begins a line."""
    line, used = indent, cells(indent)
    for token in TOKEN.findall(paragraph):
        size = cells(token)
        if used + size > 2 * width and token not in NO_START and line:
            yield line
            line, used = "", 0
        line, used = line + token, used + size
    yield line


def wrapped(paragraphs: list[str], width: int, breaking: Callable[[str, int, str], Iterator[str]], mark: str) -> str:
    """The document broken at a width; `mark` is blank, indent or none."""
    indent = INDENT if mark == "indent" else ""
    between = "\n\n" if mark == "blank" else "\n"
    return between.join("\n".join(breaking(paragraph, width, indent)) for paragraph in paragraphs) + "\n"


def bare(text: str) -> str:
    return "".join(text.split())


def paragraphs_of(path: Path) -> list[str]:
    """The running text of a document, headings included; notes, tables and furniture left out."""
    document = read_document(path.read_bytes(), name=path.name)
    return [document.block_text(b) for b in document.blocks if b.kind in ("title", "heading", "paragraph")]


def is_prose(paragraphs: list[str]) -> bool:
    """Whether most of a document's characters stand in sentences."""
    in_sentences = sum(len(p) for p in paragraphs if "。" in p)
    return len(paragraphs) > 4 and in_sentences * 10 >= sum(map(len, paragraphs)) * 8


def whole(paragraphs: list[str], text: str) -> list[str]:
    """The paragraphs that did not come back."""
    document = read_document(text.encode(), name="wrapped.txt")
    blocks = Counter(bare(document.block_text(block)) for block in document.blocks)
    return [p for p in paragraphs if not blocks[bare(p)]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/real"))
    parser.add_argument("--widths", default="12,16,20,26,32,40")
    parser.add_argument("--every", type=int, default=1, help="take every so manieth document")
    parser.add_argument("--show", type=int, default=0, help="print so many paragraphs that were not whole")
    options = parser.parse_args()
    documents = [paragraphs_of(path) for path in sorted(options.folder.glob("*/*.txt"))[:: options.every]]
    documents = [paragraphs for paragraphs in documents if is_prose(paragraphs)]
    print(f"{len(documents)} documents, {sum(map(len, documents)):,} paragraphs", file=sys.stderr)
    for breaking in (cut, typeset):
        for mark in ("blank", "indent", "none"):
            print(f"{breaking.__name__:8} {mark:7}", *_shares(documents, breaking, mark, options), flush=True)


def _shares(
    documents: list[list[str]],
    breaking: Callable[[str, int, str], Iterator[str]],
    mark: str,
    options: argparse.Namespace,
) -> Iterator[str]:
    for width in map(int, options.widths.split(",")):
        lost = [p for paragraphs in documents for p in whole(paragraphs, wrapped(paragraphs, width, breaking, mark))]
        for paragraph in lost[: options.show]:
            print(f"  {width}: {paragraph[:70]}", file=sys.stderr)
        yield f"{width}: {1 - len(lost) / sum(map(len, documents)):.4f}"


if __name__ == "__main__":
    main()
