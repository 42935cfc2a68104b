"""Documents like a document, and spellings like a spelling."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from heapq import nlargest

from corpus.query import Hit, Page, Query
from corpus.similar import telling_words
from corpus.sqlite.columns import one
from corpus.sqlite.match import match_exactly
from corpus.sqlite.read import document_number, read_analysis
from corpus.sqlite.search import Ranking, make_hit

NEAREST = 300
"""Bigrams that are given as near to one, at most."""


def find_similar(connection: sqlite3.Connection, document: str, *, limit: int) -> Page[Hit]:
    """Documents that share a document's telling words, most alike first."""
    number = document_number(connection, document)
    (documents,) = connection.execute("SELECT count(*) FROM document").fetchone()
    passages = read_analysis(connection, document).passages
    weights = telling_words(passages, documents, lambda words: _count_words(connection, words))
    if not weights:
        return Page(items=(), total=0)
    match = match_exactly(weights)
    rows = connection.execute(
        "SELECT rowid, -bm25(document_words) FROM document_words WHERE document_words MATCH ?", (match,)
    )
    scores = {found: score for found, score in rows if found != number}
    best = nlargest(limit, scores, key=lambda found: (scores[found], -found))
    ranking = Ranking(best, scores, weights)
    return Page(items=tuple(make_hit(connection, Query(), ranking, found) for found in best), total=len(scores))


def near_grams(connection: sqlite3.Connection, gram: str) -> tuple[tuple[str, int], ...]:
    """Bigrams with one character in common at its place, the most frequent first."""
    first, last = gram[0], gram[1:]
    rows = connection.execute(
        "SELECT term, doc FROM gram_counts WHERE length(term) = 2 AND term <> ? "
        "AND (substr(term, 1, 1) = ? OR substr(term, 2, 1) = ?) ORDER BY doc DESC, term LIMIT ?",
        (gram, first, last, NEAREST),
    )
    return tuple((term, count) for term, count in rows)


def _count_words(connection: sqlite3.Connection, terms: Iterable[str]) -> dict[str, int]:
    found = ((term, one(connection, "SELECT doc FROM word_counts WHERE term = ?", term)) for term in terms)
    return {term: row[0] if row else 0 for term, row in found}
