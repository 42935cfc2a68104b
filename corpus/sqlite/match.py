"""FTS5's query language, from folded texts. Pure.

Folded texts hold no quotation marks, so a quoted string needs no escapes.
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus.index_text import grams


def match_gram(gram: str) -> str:
    """A bigram, or all that begin with one character."""
    return f'"{gram}"' if len(gram) > 1 else f'"{gram}"*'


def match_all(texts: Iterable[str]) -> str:
    """All bigrams of all of some folded texts, in any order."""
    return " AND ".join(dict.fromkeys(match_gram(gram) for text in texts for gram in _inner(text)))


def match_any(terms: Iterable[str]) -> str:
    """Any of some grams."""
    return " OR ".join(map(match_gram, terms))


def match_exactly(terms: Iterable[str]) -> str:
    """Any of some folded terms, as they stand in the index."""
    return " OR ".join(f'"{term}"' for term in terms)


def match_run(text: str) -> str:
    """The bigrams of a folded text one after the other: the text itself."""
    return match_gram(text) if len(text) < 2 else '"' + " ".join(_inner(text)) + '"'


def _inner(text: str) -> list[str]:
    """The bigrams of a text; of a single character the character."""
    return grams(text)[:-1] or [text]
