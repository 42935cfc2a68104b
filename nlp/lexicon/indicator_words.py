"""The words of indicator_words.tsv by kind, and the patterns made of them."""

from __future__ import annotations

import re
from functools import cache

from nlp.lexicon.load import rows

KINDS = ("lead", "tail", "verb", "strong", "weak", "change", "metric")


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of a kind, longest first, so that an alternation of them matches the longest."""
    found = [word for word, its_kind in rows("indicator_words", 2) if its_kind == kind]
    return tuple(sorted(found, key=len, reverse=True))


@cache
def any_of(kind: str, shortest: int = 1) -> str:
    """A group that matches any word of a kind that has at least `shortest` characters."""
    return "(?:" + "|".join(re.escape(word) for word in words(kind) if len(word) >= shortest) + ")"
