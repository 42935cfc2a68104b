"""Where the head nouns and the known names stand in a text, sought by their ends.

A search by first characters stops at a third of all characters (工, 建, 行 …); one by the last two or three at a
fiftieth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from nlp.program_lexicon import heads, known_names

Place = tuple[int, int]
"""Start and end of a word."""
Ends = tuple[re.Pattern[str], int, dict[str, tuple[tuple[str, int], ...]]]
"""Finds where an ending may end; the length of the endings; the words, with their lengths, by their ending."""


def scan(text: str) -> tuple[list[Place], list[Place]]:
    """The places of the known names, and of the head nouns that count outside quotation marks; of each the leftmost and
    longest, without overlap, in order."""
    known = known_names()
    names: list[Place] = []
    nouns: list[Place] = []
    for pattern, size, by_end in _ends():
        for end in [found.end() for found in pattern.finditer(text)]:
            words = by_end.get(text[end - size : end])
            if words is None:
                continue
            for word, length in words:
                if length == size or text.startswith(word, end - length):
                    (names if word in known else nouns).append((end - length, end))
    for word in _single():
        place = text.find(word)
        while place >= 0:
            nouns.append((place, place + 1))
            place = text.find(word, place + 1)
    return _leftmost(names), _leftmost(nouns)


def _leftmost(places: list[Place]) -> list[Place]:
    """Of places that overlap, the leftmost, and the longest of one start."""
    if len(places) < 2:
        return places
    kept: list[Place] = []
    last = 0
    for start, end in sorted(places, key=_order):
        if start >= last:
            kept.append((start, end))
            last = end
    return kept


def _order(place: Place) -> Place:
    return place[0], -place[1]


def _words() -> Iterable[str]:
    yield from (word for word, head in heads().items() if head.scope != "quoted")
    yield from known_names()


@cache
def _single() -> tuple[str, ...]:
    """The words of one character: 奖."""
    return tuple(word for word in _words() if len(word) == 1)


@cache
def _ends() -> tuple[Ends, Ends]:
    """The words that end with one of two characters, by that; the others, by their last three characters."""
    short = {word for word in _words() if len(word) == 2}
    by_two = [word for word in _words() if word[-2:] in short]
    return _by_end(by_two, 2), _by_end([word for word in _words() if len(word) > 2 and word[-2:] not in short], 3)


def _by_end(words: list[str], size: int) -> Ends:
    table: dict[str, list[str]] = {}
    for word in words:
        table.setdefault(word[-size:], []).append(word)
    *before, last = ("[" + re.escape("".join(sorted(set(chars)))) + "]" for chars in zip(*table, strict=True))
    return (
        re.compile(f"{last}(?<={''.join(before)}.)"),
        size,
        {end: tuple((word, len(word)) for word in found) for end, found in table.items()},
    )
