"""Documents by relevance. `compile_query` says which documents count; ranking is a matter of those alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from corpus.codec import unpack_text
from corpus.cursor import asked, decode_cursor, encode_cursor
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
    text_score,
    title_terms,
)
from corpus.sqlite.columns import DOCUMENT, named, one, read_document_row
from corpus.sqlite.conditions import FACETS, Clause, among, compile_filters
from corpus.sqlite.match import match_any, match_exactly, match_run
from corpus.sqlite.read import count, read_document

INDEXED = 64
"""Folded characters of a phrase that the index is asked for; longer ones are decided by the text."""
REMEMBERED = 200
"""Documents whose order a cursor carries, so that those pages stay as they are while others write."""
NEVER = Clause("false")


@dataclass(frozen=True, slots=True)
class Compiled:
    """`required`: filters and phrases, on documents (as `d`). `text`: documents that share a bigram with the text."""

    required: Clause
    text: Clause

    @property
    def all(self) -> Clause:
        return self.required & self.text


@dataclass(frozen=True, slots=True)
class Ranking:
    """Numbers of documents with their scores, best first; what each term of the query weighs."""

    scores: list[tuple[int, float]]
    weights: Mapping[str, float] = field(default_factory=dict)


def compile_query(query: Query, *, leave: str = "") -> Compiled:
    """Which documents count; `leave` names a field whose filter is left aside."""
    phrases = [text for phrase in query.phrases if (text := fold(phrase))]
    required = compile_filters(query.filters, leave=leave)
    for phrase in phrases:
        required &= _in_index("document_grams", match_run(phrase[:INDEXED]))
    terms = ranking_grams(query.text)
    if not terms and not phrases and (query.text or query.phrases):
        # punctuation alone
        return Compiled(NEVER, Clause())
    return Compiled(required, _shares(terms) if terms else Clause())


def _shares(terms: Iterable[str]) -> Clause:
    match = match_any(terms)
    tables = [_in_index(table, match) for table in ("document_grams", "title_grams")]
    return Clause("(" + " OR ".join(t.sql for t in tables) + ")", tuple(v for t in tables for v in t.values))


def _in_index(table: str, match: str) -> Clause:
    return Clause(f"d.number IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", (match,))


def settle(connection: sqlite3.Connection, query: Query, compiled: Compiled) -> Compiled:
    """The conditions with long phrases compared against the stored texts: the index knows their beginnings."""
    long = [text for phrase in query.phrases if len(text := fold(phrase)) > INDEXED]
    if not long:
        return compiled
    rows = connection.execute(
        f"SELECT d.number, c.folded FROM document d JOIN content c ON c.document = d.number "
        f"WHERE {compiled.required.sql}",
        compiled.required.values,
    )
    holding = [number for number, folded in rows if _holds_all(folded, long)]
    return Compiled(among("d.number", holding), compiled.text)


def _holds_all(packed: bytes, phrases: list[str]) -> bool:
    # blocks are lines of the folded text, and no folded phrase has a line break: none is found across blocks
    folded = unpack_text(packed)
    return all(phrase in folded for phrase in phrases)


def find_documents(connection: sqlite3.Connection, query: Query) -> Page[Hit]:
    """A page of documents, the best first."""
    compiled = settle(connection, query, compile_query(query))
    total = count(connection, compiled.all)
    ranking = rank(connection, query, compiled.required)
    order = _go_on(query, ranking)
    hits = tuple(_hit(connection, query, ranking, number, score) for number, score in order[: query.limit])
    return Page(items=hits, total=total, cursor=_next(query, order))


def _go_on(query: Query, ranking: Ranking) -> list[tuple[int, float]]:
    """What the cursor says is still to be shown: the documents it names, then those that rank after them."""
    place = decode_cursor(asked(query), query.cursor, (str, float, int))
    if place is None:
        return ranking.scores
    names, score, last = place
    known = dict(ranking.scores)
    kept = [(number, known[number]) for name in str(names).split() if (number := int(name)) in known]
    return kept + [(n, s) for n, s in ranking.scores if (-s, n) > (-float(score or 0), int(last or 0))]


def _next(query: Query, order: list[tuple[int, float]]) -> str | None:
    if len(order) <= query.limit:
        return None
    kept = order[query.limit : query.limit + REMEMBERED]
    number, score = kept[-1]
    return encode_cursor(asked(query), (" ".join(str(n) for n, _ in kept), float(score), number))


def count_facets(connection: sqlite3.Connection, query: Query) -> Facets:
    """Documents by each facet's values, most first; a facet's own filter is left aside."""
    counts = {}
    for facet in FACETS:
        kept = settle(connection, query, compile_query(query, leave=facet)).all
        rows = connection.execute(
            f"SELECT d.{facet}, count(*) FROM document d WHERE {kept.sql} AND d.{facet} IS NOT NULL "
            f"GROUP BY d.{facet} ORDER BY count(*) DESC, d.{facet}",
            kept.values,
        )
        counts[facet] = tuple((value, n) for value, n in rows)
    return Facets(**counts)


def rank(connection: sqlite3.Connection, query: Query, required: Clause) -> Ranking:
    """The documents that meet a condition and share a term with the text (or else with the phrases), best first;
    without either, newest first and all with score 0."""
    terms = ranking_grams(query.text) or ranking_grams(" ".join(query.phrases))
    if not terms:
        return Ranking(_newest(connection, required))
    scores = _bm25(connection, "document_grams", match_any(terms), required, 1.0)
    if words := ranking_words(query.words):
        _add(scores, _bm25(connection, "document_words", match_exactly(words), required, WORDS))
    # a title's characters rank what its bigrams, or the text's, have found
    found = scores.keys() | _bm25(connection, "title_grams", match_any(terms), required, 0.0).keys()
    titles = _bm25(connection, "title_grams", match_exactly(title_terms(terms)), required, TITLE)
    _add(scores, {number: titles.get(number, 0.0) for number in found})
    weights = weigh(connection, terms)
    best = sorted(scores, key=lambda number: -scores[number])[:CANDIDATES]
    _add(scores, {number: _text_score(connection, number, weights) for number in best})
    return Ranking(sorted(scores.items(), key=lambda item: (-item[1], item[0])), weights)


def _bm25(connection: sqlite3.Connection, table: str, match: str, required: Clause, weight: float) -> dict[int, float]:
    within = Clause(f"rowid IN (SELECT d.number FROM document d WHERE {required.sql})", required.values)
    narrow = Clause(f"{table} MATCH ?", (match,)) & (Clause() if required == Clause() else within)
    rows = connection.execute(
        f"SELECT rowid, -bm25({table}) * ? FROM {table} WHERE {narrow.sql}", (weight, *narrow.values)
    )
    return dict(rows.fetchall())


def _add(scores: dict[int, float], more: Mapping[int, float]) -> None:
    for number, score in more.items():
        scores[number] = scores.get(number, 0.0) + score


def _newest(connection: sqlite3.Connection, required: Clause) -> list[tuple[int, float]]:
    sql = f"SELECT d.number, 0.0 FROM document d WHERE {required.sql} ORDER BY d.date DESC, d.path, d.id"
    return connection.execute(sql, required.values).fetchall()


def weigh(connection: sqlite3.Connection, terms: Iterable[str]) -> dict[str, float]:
    """How much each bigram tells in this corpus."""
    (documents,) = connection.execute("SELECT count(*) FROM document").fetchone()
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
