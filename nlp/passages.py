"""A document's passages: its blocks, the very long ones in parts."""

from __future__ import annotations

import re

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
    headings: tuple[str, ...] = ()
    text = document.text
    for number, block in enumerate(document.blocks):
        opens = block.kind == "heading" and block.placed
        if opens:
            above = {level: words for level, words in above.items() if level < block.level}
            headings = tuple(above[level] for level in sorted(above))
        for start, end in _parts(text, block):
            passages.append(
                Passage(
                    ordinal=len(passages),
                    block=number,
                    kind=block.kind,
                    start=start,
                    end=end,
                    text=text[start:end],
                    headings=headings,
                )
            )
        if opens:
            above[block.level] = document.block_text(block)
            headings = tuple(above[level] for level in sorted(above))
    return tuple(passages)


def _parts(text: str, block: Block) -> list[tuple[int, int]]:
    start, end = block.start, block.end
    parts: list[tuple[int, int]] = []
    while end - start > LIMIT:
        cut = _cut(text, start, start + LIMIT)
        parts.append((start, cut))
        start = cut
    if start < end:
        parts.append((start, end))
    return parts


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
