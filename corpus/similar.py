"""What of a document finds documents like it. Engine-free: both backends ask with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from corpus.index_text import fold
from corpus.model import Passage
from corpus.ranking import rarity

FREQUENT = 300
"""Words of a document that are weighed, at most: its most frequent ones."""
TELLING = 40
"""Words that are asked for, at most."""

COMMON = 0.5
"""Words that stand in more than this share of all documents tell nothing."""

CountWords = Callable[[list[str]], Mapping[str, int]]


def telling_words(passages: Iterable[Passage], documents: int, count: CountWords) -> dict[str, float]:
    """The words that tell a document from others, with their weights: how often they stand in it, times how rare they
    are. `count` says in how many of `documents` words stand. Words of one character, of digits and of this document
    alone are left out."""
    words = Counter(fold(word) for passage in passages for word in passage.words)
    kept = {word: n for word, n in words.most_common() if len(word) > 1 and not word.isdigit()}
    frequent = dict(list(kept.items())[:FREQUENT])
    holding = count(list(frequent))
    weights = {
        word: n / (n + 2) * rarity(documents, holding[word])
        for word, n in frequent.items()
        if 1 < holding.get(word, 0) <= max(3, documents * COMMON)
    }
    return dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:TELLING])
