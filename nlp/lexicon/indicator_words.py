"""The words of indicator_words.tsv by kind: looked up at a text's ends, or as one pattern."""

from __future__ import annotations

from collections import defaultdict
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
    """The words of one kind. `longest` is the length of the longest, in characters."""

    def __init__(self, words: list[Word]) -> None:
        self.by_text = {word.text: word for word in words}
        self.longest = max(map(len, self.by_text))
        self.firsts = frozenset(text[0] for text in self.by_text)
        self.lasts = frozenset(text[-1] for text in self.by_text)

    def at_start(self, text: str, begin: int = 0) -> int:
        """The length of the longest word that stands at an offset; 0 where none does."""
        if text[begin : begin + 1] not in self.firsts:
            return 0
        for size in range(min(self.longest, len(text) - begin), 0, -1):
            word = self.by_text.get(text[begin : begin + size])
            if word and not (word.not_before and text.startswith(word.not_before, begin + size)):
                return size
        return 0

    def at_end(self, text: str) -> int:
        """The length of the longest word that ends a text; 0 where none does."""
        if text[-1:] not in self.lasts:
            return 0
        for size in range(min(self.longest, len(text)), 0, -1):
            word = self.by_text.get(text[-size:])
            if word and not (word.not_after and size < len(text) and text[-size - 1] in word.not_after):
                return size
        return 0


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
