"""Full-text conditions from folded texts. Pure. Tokens are corpus.index_text's, with spaces between, on both sides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus.index_text import grams

Clause = dict[str, Any]


def match_run(field: str, text: str) -> Clause:
    """The bigrams of a folded text one after the other: the text itself. Of a character all that begin with it."""
    if len(text) < 2:
        return {"prefix": {field: text}}
    run = grams(text)[:-1]
    return {"term": {field: run[0]}} if len(run) == 1 else {"match_phrase": {field: " ".join(run)}}


def match_any(field: str, terms: Iterable[str], *, boost: float = 1.0) -> list[Clause]:
    """Any of some grams; of a single character all that begin with it."""
    found: list[Clause] = []
    whole = [term for term in terms if len(term) > 1]
    if whole:
        found.append(match_exactly(field, whole, boost=boost))
    return found + [{"prefix": {field: {"value": term, "boost": boost}}} for term in terms if len(term) == 1]


def match_exactly(field: str, terms: Iterable[str], *, boost: float = 1.0) -> Clause:
    """Any of some folded terms, as they stand in the index; each that stands there counts."""
    return {"match": {field: {"query": " ".join(terms), "boost": boost}}}
