"""How a text that stands nowhere may be meant: with one character changed, so that its bigrams stand in documents.
Engine-free."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.backend import Corpus
from corpus.index_text import fold, grams

LONGEST = 40
"""Folded characters that are looked at, at most."""
SHORT = 3
"""Folded characters of a text whose ends are looked at, too, at most."""
PLACES = 4
"""Characters that are tried, at most."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A stretch of up to three characters, and what may be meant by it, likeliest first."""

    said: str
    meant: tuple[str, ...]


def near_spellings(corpus: Corpus, text: str, is_word: Callable[[str], bool], *, most: int = 3) -> Iterator[Spelling]:
    """For each character whose bigrams stand in no document: those that would fit between its neighbours; at an end of
    a short text, where it has but one, those that make a word with it."""
    folded = fold(text)[:LONGEST]
    pairs = grams(folded)[:-1]
    known = corpus.gram_counts(pairs)
    tried = 0
    place = 0
    while place < len(pairs) and tried < PLACES:
        if known[pairs[place]]:
            place += 1
            continue
        tried += 1
        at, fitting = _best(corpus, folded, place, is_word)
        if fitting:
            around = slice(max(0, at - 1), at + 2)
            said = folded[around]
            meant = tuple(said.replace(folded[at], char, 1) if at == 0 else _put(said, char) for char in fitting[:most])
            yield Spelling(said, meant)
        place = max(place, at) + 1


def _put(said: str, char: str) -> str:
    return said[0] + char + said[2:]


def _best(corpus: Corpus, folded: str, place: int, is_word: Callable[[str], bool]) -> tuple[int, list[str]]:
    """Which of the two characters of an unknown bigram is the wrong one, and what fits there, most frequent first."""
    near = corpus.near_grams(folded[place : place + 2])
    options = [(at, _fitting(corpus, folded, at, place, near, is_word)) for at in (place + 1, place)]
    at, fitting = max(options, key=lambda option: max(option[1].values(), default=0))
    return at, sorted(fitting, key=lambda char: (-fitting[char], char))


def _fitting(
    corpus: Corpus,
    folded: str,
    at: int,
    place: int,
    near: tuple[tuple[str, int], ...],
    is_word: Callable[[str], bool],
) -> dict[str, int]:
    """Characters at a place that make known bigrams with both neighbours, with the count of the rarer one."""
    own = at - place
    found = {
        gram[own]: (gram, count)
        for gram, count in near
        if gram[1 - own] == folded[place + 1 - own]
        and gram[own].isascii() == folded[at].isascii()  # no digit for a Han
    }
    beyond = at + 1 if own else at - 1
    if not 0 <= beyond < len(folded):
        return {char: count for char, (gram, count) in found.items() if len(folded) <= SHORT and is_word(gram)}
    pairs = {char: char + folded[beyond] if own else folded[beyond] + char for char in found}
    counts = corpus.gram_counts(pairs.values())
    return {char: min(found[char][1], counts[pair]) for char, pair in pairs.items() if counts[pair]}
