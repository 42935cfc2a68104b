"""Documents by relevance. `compile_query` says which documents count; ranking is a matter of those alone."""

from __future__ import annotations

import sqlite3

from corpus.codec import unpack_text
from corpus.cursor import asked, decode_cursor, encode_cursor
from corpus.hits import find_place
from corpus.index_text import fold
from corpus.model import Span
from corpus.query import Facets, Hit, Page, Query
from corpus.ranking import ranking_grams, ranking_words
from corpus.sqlite.columns import DOCUMENT, named, one, read_document_row
from corpus.sqlite.conditions import FACETS, Clause, among, compile_filters
from corpus.sqlite.match import match_any, match_run, match_words
from corpus.sqlite.read import count, read_document

INDEXED = 64
"""Folded characters of a phrase that the index is asked for; longer ones are decided by the text."""
NEVER = Clause("false")


def compile_query(query: Query, *, leave: str = "") -> Clause:
    """Which documents (as `d`) count: they hold all phrases, and some bigram of the text if there is any."""
    kept = Clause()
    phrases = [fold(phrase) for phrase in query.phrases]
    for phrase in filter(None, phrases):
        kept &= _in_index("body : " + match_run(phrase[:INDEXED]))
    text = ranking_grams(query.text)
    if text:
        kept &= _in_index(match_any(text))
    if not text and (query.text or query.phrases) and not any(phrases):
        kept &= NEVER
    return kept & compile_filters(query.filters, leave=leave)


def _in_index(match: str) -> Clause:
    return Clause("d.number IN (SELECT rowid FROM document_grams WHERE document_grams MATCH ?)", (match,))


def settle_phrases(connection: sqlite3.Connection, query: Query, kept: Clause) -> Clause:
    """The condition with long phrases compared against the stored texts: the index knows their beginnings."""
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
    """A page of documents, the best first."""
    place = decode_cursor(asked(query), query.cursor, (int,))
    offset = int(place[0] or 0) if place else 0
    kept = settle_phrases(connection, query, compile_query(query))
    total = count(connection, kept)
    ranked = rank(connection, query, kept, offset + query.limit + 1)[offset:]
    hits = tuple(_hit(connection, query, number, score) for number, score in ranked[: query.limit])
    more = len(ranked) > query.limit
    return Page(items=hits, total=total, cursor=encode_cursor(asked(query), [offset + len(hits)]) if more else None)


def count_facets(connection: sqlite3.Connection, query: Query) -> Facets:
    """Documents by each facet's values, most first; a facet's own filter is left aside."""
    counts = {}
    for facet in FACETS:
        kept = settle_phrases(connection, query, compile_query(query, leave=facet))
        rows = connection.execute(
            f"SELECT d.{facet}, count(*) FROM document d WHERE {kept.sql} AND d.{facet} IS NOT NULL "
            f"GROUP BY d.{facet} ORDER BY count(*) DESC, d.{facet}",
            kept.values,
        )
        counts[facet] = tuple((value, n) for value, n in rows)
    return Facets(**counts)


def rank(connection: sqlite3.Connection, query: Query, kept: Clause, limit: int) -> list[tuple[int, float]]:
    """Numbers of documents with their scores, best first."""
    text = query.text or " ".join(query.phrases)
    if not (terms := ranking_grams(text)):
        rows = connection.execute(
            f"SELECT d.number, 0.0 FROM document d WHERE {kept.sql} ORDER BY d.date DESC, d.path, d.id LIMIT ?",
            (*kept.values, limit),
        )
        return rows.fetchall()
    scores = _bm25(connection, "document_grams", match_any(terms), kept)
    if words := ranking_words(query.words):
        for number, score in _bm25(connection, "document_words", match_words(words), kept).items():
            scores[number] = scores.get(number, 0.0) + score
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]


def _bm25(connection: sqlite3.Connection, table: str, match: str, kept: Clause) -> dict[int, float]:
    rows = connection.execute(
        f"SELECT d.number, -bm25({table}, 3.0, 1.5, 1.0) FROM {table} t JOIN document d ON d.number = t.rowid "
        f"WHERE {table} MATCH ? AND {kept.sql}",
        (match, *kept.values),
    )
    return dict(rows.fetchall())


def _hit(connection: sqlite3.Connection, query: Query, number: int, score: float) -> Hit:
    found = one(connection, f"SELECT {named('d', DOCUMENT)} FROM document d WHERE number = ?", number)
    assert found is not None
    row = read_document_row(found)
    document = read_document(connection, row.document)
    weights = dict.fromkeys(ranking_grams(query.text), 1.0)
    place = find_place(document.text, document.blocks, query.phrases, weights)
    return Hit(
        score=score,
        row=row,
        snippet=place.snippet,
        marks=place.marks,
        start=place.start,
        end=place.end,
        source=document.source_map.span(place.start, place.end) if place.end else Span(0, 0),
    )
