"""What of a question ranks documents, and how much each part counts. Engine-free: both backends rank with it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.index_text import fold, grams

MOST = 64
"""Terms of a query that rank, at most: the first ones."""
ASKING = re.compile(
    "请问|是什么|什么|有哪些|哪些|哪里|哪个|哪种|哪几|如何|怎样|怎么样|怎么|多少|是否|能否|可否|为什么|为何|几个|吗|呢"
)
"""Words that ask and tell nothing of what is asked for."""


def ranking_grams(text: str) -> tuple[str, ...]:
    """The bigrams of a text that rank, each once, in order; of a single character the character."""
    found: dict[str, None] = {}
    for piece in ASKING.sub("\n", text).split("\n"):
        folded = fold(piece)
        found |= dict.fromkeys([*grams(folded)][:-1])
    if not found and (folded := fold(text)):
        found = dict.fromkeys([*grams(folded)][:-1] or [folded])
    return tuple(found)[:MOST]


def ranking_words(words: Iterable[str]) -> tuple[str, ...]:
    """The words that rank, each once, folded, in order."""
    folded = (fold(word) for word in words if not ASKING.fullmatch(word))
    return tuple(dict.fromkeys(filter(None, folded)))[:MOST]
