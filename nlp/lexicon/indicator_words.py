"""The words of indicator_words.tsv by kind: looked up at a text's ends, or as one pattern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from nlp.lexicon.load import LexiconError, rows

KINDS = ("lead", "tail", "verb", "strong", "change", "metric")


class Word(NamedTuple):
    """A word; it is another word's part before one of `not_before` or after a character of `not_after`."""

    text: str
    not_before: tuple[str, ...]
    not_after: str


class Words:
    """The words of one kind, with the lengths that words have by their first and by their last two characters (by the
    only one, of such words), longest first. `firsts` and `lasts` are the characters that words begin and end with."""

    def __init__(self, words: list[Word]) -> None:
        self.by_text = {word.text: word for word in words}
        self.firsts = frozenset(text[0] for text in self.by_text)
        self.lasts = frozenset(text[-1] for text in self.by_text)
        self._first_sizes = _sizes((text[:2], len(text)) for text in self.by_text)
        self._last_sizes = _sizes((text[-2:], len(text)) for text in self.by_text)

    def at_start(self, text: str, begin: int = 0) -> int:
        """The length of the longest word that stands at an offset; 0 where none does."""
        for size in self._first_sizes.get(text[begin : begin + 2], ()):
            word = self.by_text.get(text[begin : begin + size])
            if word and len(word.text) == size and not text.startswith(word.not_before, begin + size):
                return size
        word = self.by_text.get(text[begin : begin + 1])
        return 1 if word and not text.startswith(word.not_before, begin + 1) else 0

    def at_end(self, text: str) -> int:
        """The length of the longest word that ends a text; 0 where none does."""
        for size in self._last_sizes.get(text[-2:], ()):
            word = self.by_text.get(text[-size:])
            if word and len(word.text) == size and (size == len(text) or text[-size - 1] not in word.not_after):
                return size
        word = self.by_text.get(text[-1:])
        return 1 if word and (len(text) == 1 or text[-2] not in word.not_after) else 0


def _sizes(found: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    by_edge: defaultdict[str, set[int]] = defaultdict(set)
    for edge, size in found:
        by_edge[edge].add(size)
    return {edge: tuple(sorted(sizes, reverse=True)) for edge, sizes in by_edge.items()}


@cache
def words_of(kind: str) -> Words:
    """The words of a kind; LexiconError for one that the file does not know."""
    if kind not in KINDS:
        raise LexiconError(f"indicator_words.tsv knows no kind {kind!r}, only {', '.join(KINDS)}")
    return Words([Word(a, tuple(b.split()), c) for a, its_kind, b, c in rows("indicator_words", 4) if its_kind == kind])


def pattern_of(kind: str, followers: str = "") -> str:
    """A pattern of all words of a kind, grouped by first character so that a search is quick. Words of two and more
    characters do not match before what the pattern `followers` matches."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words_of(kind).by_text.values(), key=lambda word: -len(word.text)):
        first, rest = word.text[0], word.text[1:]
        behind = f"(?<![{word.not_after}]{first})" if word.not_after else ""
        ahead = f"(?!{'|'.join(word.not_before)})" if word.not_before else ""
        ahead += f"(?!{followers})" if followers and rest else ""
        groups[first].append(behind + rest + ahead)
    body = "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in groups.items())
    return f"(?=[{''.join(groups)}])(?:{body})"
