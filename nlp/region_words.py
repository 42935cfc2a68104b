"""The words of nlp/lexicon/region_words.tsv, by kind."""

from __future__ import annotations

from functools import cache

from nlp.lexicon.load import rows


@cache
def of_kind(kind: str) -> frozenset[str]:
    """The words of a kind."""
    return frozenset(word for group, word in rows("region_words", 2) if group == kind)


def one_of(kind: str) -> str:
    """A pattern for one of them, the longest first."""
    return "(?:" + "|".join(sorted(of_kind(kind), key=lambda word: (-len(word), word))) + ")"
