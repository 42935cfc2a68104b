"""Documents by relevance. `compile_query` says which documents count; ranking is a matter of those alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.codec import unpack_text
from corpus.cursor import DAMAGED, asked, decode_cursor, encode_cursor
from corpus.errors import BadCursorError
from corpus.hits import find_place
from corpus.index_text import fold
from corpus.model import Span
from corpus.query import Facets, Hit, Page, Query
from corpus.ranking import (
    CANDIDATES,
    TITLE,
    WORDS,
    ranking_grams,
    ranking_words,
    rarity,
    telling_terms,
    text_score,
    title_terms,
)
from corpus.sqlite.columns import DOCUMENT, named, one, read_document_row
from corpus.sqlite.conditions import FACETS, Clause, among, compile_filters
from corpus.sqlite.match import match_any, match_exactly, match_run
from corpus.sqlite.read import read_document

INDEXED = 64
"""Folded characters of a phrase that the index is asked for; longer ones are decided by the text."""
REMEMBERED = 200
"""Documents whose order a cursor carries, so that those pages stay as they are while others write."""
FEW = 1000
"""Documents that the engine is told to keep to; of more it is quicker to score all and drop the others."""
NEWEST = "ORDER BY d.date DESC, d.path, d.id"
NEVER = Clause("false")


@dataclass(frozen=True, slots=True)
class Ranking:
    """Numbers of documents with their scores, best first; what each term of the query weighs."""

    scores: list[tuple[int, float]]
    weights: Mapping[str, float] = field(default_factory=dict)


def compile_query(query: Query) -> Clause:
    """Which documents (as `d`) hold the phrases, and share a bigram with the text if there is any; filters aside."""
    phrases = [text for phrase in query.phrases if (text := fold(phrase))]
    runs = dict.fromkeys(match_run(phrase[:INDEXED]) for phrase in phrases)
    kept = _in_index("document_grams", " AND ".join(runs)) if runs else Clause()
    if terms := ranking_grams(query.text):
        return kept & _shares(terms)
    # punctuation alone finds nothing
    return NEVER if not phrases and (query.text or query.phrases) else kept


def _shares(terms: Iterable[str]) -> Clause:
    match = match_any(terms)
    tables = [_in_index(table, match) for table in ("document_grams", "title_grams")]
    return Clause("(" + " OR ".join(t.sql for t in tables) + ")", tuple(v for t in tables for v in t.values))


def _in_index(table: str, match: str) -> Clause:
    return Clause(f"d.number IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", (match,))


def settle(connection: sqlite3.Connection, query: Query) -> Clause:
    """compile_query with long phrases compared against the stored texts: the index knows their beginnings."""
    kept = compile_query(query)
    long = [text for phrase in query.phrases if len(text := fold(phrase)) > INDEXED]
    if not long:
        return kept
    rows = connection.execute(
        f"SELECT d.number, c.folded FROM document d JOIN content c ON c.document = d.number WHERE {kept.sql}",
        kept.values,
    )
    return among("d.number", [number for number, folded in rows if _holds_all(folded, long)])


def _holds_all(packed: bytes, phrases: list[str]) -> bool:
    # blocks are lines of the folded text, and no folded phrase has a line break: none is found across blocks
    folded = unpack_text(packed)
    return all(phrase in folded for phrase in phrases)


def find_documents(connection: sqlite3.Connection, query: Query) -> Page[Hit]:
    """A page of documents: by what they share with the text (or else with the phrases), best first; without either,
    newest first and all with score 0."""
    terms = ranking_grams(query.text) or ranking_grams(" ".join(query.phrases))
    kept = settle(connection, query) & compile_filters(query.filters)
    matched = _matched(connection, kept, "" if terms else NEWEST)
    ranking = Ranking([(number, 0.0) for number in matched])
    if terms:
        ranking = rank(connection, matched, terms, ranking_words(query.words))
    order = _go_on(query, ranking)
    hits = tuple(_hit(connection, query, ranking, number, score) for number, score in order[: query.limit])
    return Page(items=hits, total=len(matched), cursor=_next(query, order))


def _matched(connection: sqlite3.Connection, kept: Clause, order: str = "") -> list[int]:
    """The documents that meet a condition."""
    sql = f"SELECT d.number FROM document d WHERE {kept.sql} {order}"
    return [number for (number,) in connection.execute(sql, kept.values)]


def _go_on(query: Query, ranking: Ranking) -> list[tuple[int, float]]:
    """What the cursor says is still to be shown: the documents it names, then those that rank after them."""
    place = decode_cursor(asked(query), query.cursor, (str, float, int))
    if place is None:
        return ranking.scores
    names, score, last = place
    known = dict(ranking.scores)
    kept = [(number, known[number]) for number in _numbers(str(names)) if number in known]
    return kept + [(n, s) for n, s in ranking.scores if (-s, n) > (-float(score or 0), int(last or 0))]


def _numbers(names: str) -> list[int]:
    try:
        return [int(name) for name in names.split()]
    except ValueError:
        raise BadCursorError(DAMAGED) from None


def _next(query: Query, order: list[tuple[int, float]]) -> str | None:
    if len(order) <= query.limit:
        return None
    kept = order[query.limit : query.limit + REMEMBERED]
    number, score = kept[-1]
    return encode_cursor(asked(query), (" ".join(str(n) for n, _ in kept), float(score), number))


def count_facets(connection: sqlite3.Connection, query: Query) -> Facets:
    """Documents by each facet's values, most first; a facet's own filter is left aside."""
    matched = settle(connection, query)
    if matched != Clause():
        matched = among("d.number", _matched(connection, matched))
    counts = {}
    for facet in FACETS:
        kept = matched & compile_filters(query.filters, leave=facet)
        rows = connection.execute(
            f"SELECT d.{facet}, count(*) FROM document d WHERE {kept.sql} AND d.{facet} IS NOT NULL "
            f"GROUP BY d.{facet} ORDER BY count(*) DESC, d.{facet}",
            kept.values,
        )
        counts[facet] = tuple((value, n) for value, n in rows)
    return Facets(**counts)


def rank(connection: sqlite3.Connection, matched: Sequence[int], terms: Sequence[str], words: Sequence[str]) -> Ranking:
    """Some documents by what they share with a query."""
    (documents,) = connection.execute("SELECT count(*) FROM document").fetchone()
    weights = weigh(connection, documents, terms)
    telling, words = telling_terms(weights, words, documents)
    scores = dict.fromkeys(matched, 0.0)
    _add(scores, _bm25(connection, "document_grams", match_any(telling), matched), 1.0)
    _add(scores, _bm25(connection, "title_grams", match_exactly(title_terms(telling)), matched), TITLE)
    if words:
        _add(scores, _bm25(connection, "document_words", match_exactly(words), matched), WORDS)
    best = sorted(scores, key=lambda number: -scores[number])[:CANDIDATES]
    _add(scores, [(number, _text_score(connection, number, weights)) for number in best], 1.0)
    return Ranking(sorted(scores.items(), key=lambda item: (-item[1], item[0])), weights)


def _bm25(
    connection: sqlite3.Connection, table: str, match: str, matched: Sequence[int]
) -> Iterable[tuple[int, float]]:
    narrow = Clause(f"{table} MATCH ?", (match,))
    if len(matched) < FEW:
        # the plus keeps SQLite from running the match anew for every document
        narrow &= among("+rowid", matched)
    return connection.execute(f"SELECT rowid, -bm25({table}) FROM {table} WHERE {narrow.sql}", narrow.values)


def _add(scores: dict[int, float], more: Iterable[tuple[int, float]], weight: float) -> None:
    """Add to the scores of documents that count."""
    for number, score in more:
        if number in scores:
            scores[number] += weight * score


def weigh(connection: sqlite3.Connection, documents: int, terms: Iterable[str]) -> dict[str, float]:
    """How much each bigram tells in a corpus of so many documents."""
    weights = {}
    for term in terms:
        found = one(connection, "SELECT doc FROM gram_counts WHERE term = ?", term)
        weights[term] = rarity(documents, found[0] if found else 0)
    return weights


def _folded(connection: sqlite3.Connection, number: int) -> str:
    """The folded texts of a document's blocks, one a line."""
    (folded,) = connection.execute("SELECT folded FROM content WHERE document = ?", (number,)).fetchone()
    return unpack_text(folded)


def _text_score(connection: sqlite3.Connection, number: int, weights: Mapping[str, float]) -> float:
    (title,) = connection.execute("SELECT title FROM document WHERE number = ?", (number,)).fetchone()
    return text_score(_folded(connection, number), weights, titled=title is not None)


def _hit(connection: sqlite3.Connection, query: Query, ranking: Ranking, number: int, score: float) -> Hit:
    found = one(connection, f"SELECT {named('d', DOCUMENT)} FROM document d WHERE number = ?", number)
    assert found is not None
    row = read_document_row(found)
    document = read_document(connection, row.document)
    folded = _folded(connection, number).split("\n")[: len(document.blocks)]
    place = find_place(document.text, document.blocks, folded, query.phrases, ranking.weights)
    return Hit(
        score=score,
        row=row,
        snippet=place.snippet,
        marks=place.marks,
        start=place.start,
        end=place.end,
        source=document.source_map.span(place.start, place.end) if place.end else Span(0, 0),
    )
