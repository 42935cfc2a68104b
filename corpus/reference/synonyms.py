"""Words that mean the same in reports and in questions, from synonyms.tsv: what ranks beside what was asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MOST = 12
"""Synonyms of a query, at most."""


class SynonymsError(ValueError):
    """The table of synonyms is not sound."""


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of words that mean the same; the pattern of all words, the longest first."""

    others: dict[str, tuple[str, ...]]
    pattern: re.Pattern[str]


def parse_synonyms(text: str) -> Synonyms:
    """The table: a group a line, its words with spaces between. SynonymsError names a line that is not sound."""
    others: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        group = line.split()
        if len(group) < 2 or len(set(group)) < len(group):
            raise SynonymsError(f"synonyms.tsv: two or more different words expected in {line!r}")
        for word in group:
            if word in others:
                raise SynonymsError(f"synonyms.tsv names {word!r} twice")
            others[word] = tuple(other for other in group if other != word)
    words = sorted(others, key=len, reverse=True)
    return Synonyms(others, re.compile("|".join(map(re.escape, words)) or "(?!)"))


@cache
def synonyms() -> Synonyms:
    """The table, read once."""
    return parse_synonyms(files("corpus.reference").joinpath("synonyms.tsv").read_text("utf-8"))


def find_synonyms(text: str) -> tuple[tuple[str, str], ...]:
    """The words that stand in a text with their synonyms, in order, each pair once; synonyms that stand there
    themselves aside."""
    table = synonyms()
    pairs = ((match[0], other) for match in table.pattern.finditer(text) for other in table.others[match[0]])
    return tuple((word, other) for word, other in dict.fromkeys(pairs) if other not in text)[:MOST]
