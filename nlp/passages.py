"""A document's passages: its blocks, the very long ones in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Block, Document, Passage

LIMIT = 4000
"""Code points in a passage at the most, before a good place to cut is looked for."""

CUTS = (re.compile(r"[\n]"), re.compile(r"[。！？]"), re.compile(r"[；;，,]"), re.compile(r"\s"))
SAFE = re.compile(r"[^\d.,%万亿千百]{2}")


def split_passages(document: Document) -> tuple[Passage, ...]:
    """The passages in reading order. Each knows the headings above it, outermost first. The title is none of them, nor
    is a heading whose place is not known."""
    passages: list[Passage] = []
    above: dict[int, str] = {}
    for number, block in enumerate(document.blocks):
        if block.kind == "heading" and block.placed:
            above = {level: text for level, text in above.items() if level < block.level}
        headings = tuple(above[level] for level in sorted(above))
        for start, end in _parts(document.text, block):
            passages.append(
                Passage(
                    ordinal=len(passages),
                    block=number,
                    kind=block.kind,
                    start=start,
                    end=end,
                    text=document.text[start:end],
                    headings=headings,
                )
            )
        if block.kind == "heading" and block.placed:
            above[block.level] = document.block_text(block)
    return tuple(passages)


def _parts(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start = block.start
    while block.end - start > LIMIT:
        cut = _cut(text, start, start + LIMIT)
        yield start, cut
        start = cut
    if start < block.end:
        yield start, block.end


def _cut(text: str, start: int, limit: int) -> int:
    """The last good place to cut before `limit`: after a line, a sentence, a clause, a space; never inside a number
    where that can be helped."""
    half = start + (limit - start) // 2
    for mark in CUTS:
        places = [found.end() for found in mark.finditer(text, half, limit)]
        if places:
            return places[-1]
    for place in range(limit, half, -1):
        if SAFE.match(text, place - 1):
            return place
    return limit
