"""The word lists of the program finders: heads, the words at which names begin, generic words, known names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from nlp.lexicon.load import LexiconError, rows
from nlp.word_pattern import compile_branches, literal

KINDS = (
    "document",
    "document_number",
    "plan",
    "action",
    "project",
    "platform",
    "mechanism",
    "fund",
    "agreement",
    "park",
)
SCOPES = ("any", "sure", "made", "used", "named", "built", "quoted")
"""anywhere; anywhere, also behind generic words; after a verb of making; after any verb; with a sign of a name; where
the clause speaks of building; only behind quotation marks"""
CLASSES = ("make", "verb", "lean", "soft", "act", "adverb", "join", "and", "keep", "prose")


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun: the kind it makes, how many characters stand before it at least, and where it counts (SCOPES)."""

    kind: str
    need: int
    scope: str


FREQUENT = "的工发建行机推项和加实基为全规在有以了对支重保服计组制合开完现持强提高新是到等不或"
"""First characters of the words below by how often they stand in reports: a pattern tries its branches in order."""


def _by_frequency(word: str) -> tuple[int, int]:
    """Sorts words by their first character's frequency, the longest of one character first."""
    return FREQUENT.find(word[0]) % 10_000, -len(word)


@cache
def heads() -> dict[str, Head]:
    """The head nouns by their word. LexiconError for an unknown kind or scope."""
    table = {word: Head(kind, int(need), scope) for word, kind, need, scope in rows("program_heads", 4)}
    for word, head in table.items():
        if head.kind not in (*KINDS, "other") or head.scope not in SCOPES:
            raise LexiconError(f"program_heads.tsv: {word}: unknown kind or scope: {head}")
    return table


@cache
def head_pattern(*, quoted: bool) -> re.Pattern[str]:
    """Finds the heads in a few words behind quotation marks, the longest at a place; with `quoted` also those that
    count only there."""
    words = (word for word, head in heads().items() if quoted or head.scope != "quoted")
    return compile_branches(map(literal, sorted(words, key=_by_frequency)))


@cache
def cut_words() -> dict[str, str]:
    """The words at which names begin, with their class."""
    table = {word: kind for word, kind, *_ in rows("program_verbs", 2)}
    for word, kind in table.items():
        if kind not in CLASSES:
            raise LexiconError(f"program_verbs.tsv: {word}: unknown class {kind}")
    return table


@cache
def cut_sizes() -> dict[str, tuple[int, ...]]:
    """By last character, the lengths of the words of `cut_words`, the longest first."""
    return _sizes(cut_words(), -1)


@cache
def generic_words() -> frozenset[str]:
    """Generic words, and the words at which names begin: of these alone no name is made."""
    verbs = (word for word, kind in cut_words().items() if kind != "keep")
    return frozenset((*verbs, *(word for (word,) in rows("program_generic", 1))))


@cache
def generic_sizes() -> dict[str, tuple[int, ...]]:
    """By first character, the lengths of the generic words, the longest first."""
    return _sizes(generic_words(), 0)


@lru_cache(maxsize=8192)
def is_generic(name: str) -> bool:
    """Whether a text is made of generic words alone, each the longest at its place."""
    words, sizes, place = generic_words(), generic_sizes(), 0
    while place < len(name):
        for size in sizes.get(name[place], ()):
            if name[place : place + size] in words:
                place += size
                break
        else:
            return False
    return True


def _sizes(words: Iterable[str], key: int) -> dict[str, tuple[int, ...]]:
    """The lengths of the words by the character at `key`, the longest first."""
    sizes: dict[str, set[int]] = {}
    for word in words:
        sizes.setdefault(word[key], set()).add(len(word))
    return {char: tuple(sorted(found, reverse=True)) for char, found in sizes.items()}


@cache
def known_names() -> dict[str, str]:
    """Programs that have no head noun, with their kind."""
    return {word: kind for word, kind, *_ in rows("program_known", 2)}


@cache
def goes_on_words() -> tuple[str, ...]:
    """Words before which a head noun is none."""
    return tuple(word for (word,) in rows("program_goes_on", 1))
