"""Documents by relevance. `settle` says which documents count; ranking is a matter of those alone."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest

from corpus.codec import unpack_text
from corpus.cursor import DAMAGED, asked, decode_cursor, encode_cursor
from corpus.errors import BadCursorError
from corpus.hits import Place, apart, find_places, place_at
from corpus.model import Document, Span
from corpus.query import Extract, Facets, Hit, Page, Query, wanted_figures, wanted_phrases
from corpus.ranking import (
    CANDIDATES,
    SYNONYMS,
    TITLE,
    WORDS,
    also_grams,
    ranking_grams,
    ranking_words,
    rarity,
    said_grams,
    synonym_weights,
    telling_terms,
    text_parts,
    title_terms,
)
from corpus.sqlite import facets
from corpus.sqlite.columns import DOCUMENT, named, one, read_document_row
from corpus.sqlite.conditions import Clause, among, compile_filters
from corpus.sqlite.figures import first_figures
from corpus.sqlite.match import match_any, match_exactly
from corpus.sqlite.read import read_document
from corpus.sqlite.required import NEVER, Requirements, in_index

REMEMBERED = 200
"""Documents whose order a cursor carries, so that those pages stay as they are while others write."""
FEW = 1000
"""Documents that the engine is told to keep to; of more it is quicker to score all and drop the others."""
NEWEST = "ORDER BY d.date DESC, d.path, d.id"
OLDEST = "ORDER BY coalesce(d.date, '~'), d.path, d.id"


@dataclass(frozen=True, slots=True)
class Ranking:
    """Numbers of documents in order, with their scores; what each term of the query weighs; with `explain` what each
    part of the ranking gave a document."""

    order: list[int]
    scores: Mapping[int, float] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    parts: Mapping[int, list[tuple[str, float]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Terms:
    """What of a query ranks and finds: what each bigram weighs, those that the engine is asked by, its words, the
    synonyms that it is asked by, and the synonyms that find."""

    weights: Mapping[str, float]
    telling: Sequence[str]
    words: Sequence[str]
    also: Sequence[str]
    finding: Sequence[str]


def weigh(connection: sqlite3.Connection, query: Query) -> Terms | None:
    """What of the text, or else of the phrases, ranks; None where there is neither."""
    terms = ranking_grams(query.text) or ranking_grams(" ".join(wanted_phrases(query)))
    if not terms:
        return None
    (documents,) = connection.execute("SELECT count(*) FROM document").fetchone()
    counts = count_grams(connection, dict.fromkeys((*terms, *also_grams(query.also, terms), *said_grams(query.also))))
    weights = {term: rarity(documents, counts[term]) for term in terms}
    telling, words = telling_terms(weights, ranking_words(query.words), documents)
    more, also = synonym_weights(query.also, weights, counts, documents)
    finding = [gram for gram in also_grams(query.also, terms) if counts[gram]]
    return Terms(weights | more, telling, words, also, finding)


def settle(connection: sqlite3.Connection, query: Query, terms: Terms | None) -> Clause:
    """Which documents (as `d`) hold the phrases and meet the condition, or where there is neither share a telling
    bigram with the text; filters aside."""
    requirements = Requirements(connection)
    kept = Clause()
    if query.phrases:
        kept &= requirements.holding(query.phrases)
    if query.condition is not None:
        kept &= requirements.compile(query.condition)
    if kept != Clause():
        return kept
    if terms and query.text:
        return _shares((*terms.telling, *terms.finding))
    return NEVER if query.text else kept  # punctuation alone finds nothing


def _shares(terms: Iterable[str]) -> Clause:
    match = match_any(terms)
    tables = [in_index(table, match) for table in ("document_grams", "title_grams")]
    return Clause("(" + " OR ".join(t.sql for t in tables) + ")", tuple(v for t in tables for v in t.values))


def find_documents(connection: sqlite3.Connection, query: Query) -> Page[Hit]:
    """A page of documents: by what they share with the text (or else with the phrases), best first; without either,
    newest first and all with score 0."""
    ranking = _ranking(connection, query)
    order, position = _go_on(query, ranking)
    hits = tuple(make_hit(connection, query, ranking, number) for number in order[: query.limit])
    return Page(items=hits, total=len(ranking.order), cursor=_next(query, order, position))


def stream_documents(connection: sqlite3.Connection, query: Query) -> Iterator[Hit]:
    """All documents that a query finds, in its order."""
    ranking = _ranking(connection, query)
    return (make_hit(connection, query, ranking, number) for number in ranking.order)


def _ranking(connection: sqlite3.Connection, query: Query) -> Ranking:
    terms = weigh(connection, query)
    kept = settle(connection, query, terms) & compile_filters(query.filters)
    by_date = NEWEST if query.sort == "-date" or not terms else OLDEST if query.sort == "date" else ""
    matched = _matched(connection, kept, by_date)
    if not terms:
        return Ranking(matched)
    ranking = rank(connection, terms, matched, explain=query.explain)
    return replace(ranking, order=matched) if by_date else ranking


def matching_ids(connection: sqlite3.Connection, query: Query) -> Iterator[str]:
    """The ids of all documents that a query finds, in no order."""
    kept = settle(connection, query, weigh(connection, query)) & compile_filters(query.filters)
    for (document,) in connection.execute(f"SELECT d.id FROM document d WHERE {kept.sql}", kept.values):
        yield str(document)


def _matched(connection: sqlite3.Connection, kept: Clause, order: str = "") -> list[int]:
    """The documents that meet a condition."""
    sql = f"SELECT d.number FROM document d WHERE {kept.sql} {order}"
    return [number for (number,) in connection.execute(sql, kept.values)]


def _go_on(query: Query, ranking: Ranking) -> tuple[list[int], int]:
    """What the cursor says is still to be shown: the documents it names, then those behind the last of them; and how
    many have been shown."""
    place = decode_cursor(asked(query), query.cursor, (str, int, int))
    if place is None:
        return ranking.order, 0
    names, shown, last = str(place[0]), int(place[1] or 0), int(place[2] or 0)
    known = frozenset(ranking.order)
    named = list(_numbers(names))
    kept = [number for number in named if number in known]
    at = ranking.order.index(last) + 1 if last in known else shown + len(named)
    done = frozenset(kept)
    return kept + [number for number in ranking.order[max(at, 0) :] if number not in done], shown


def _numbers(names: str) -> Iterator[int]:
    try:
        yield from [int(name) for name in names.split()]
    except ValueError:
        raise BadCursorError(DAMAGED) from None


def _next(query: Query, order: Sequence[int], position: int) -> str | None:
    if len(order) <= query.limit:
        return None
    kept = order[query.limit : query.limit + REMEMBERED]
    return encode_cursor(asked(query), (" ".join(map(str, kept)), position + query.limit, kept[-1]))


def count_facets(connection: sqlite3.Connection, query: Query) -> Facets:
    """Documents by each facet's values, most first; a facet's own filter is left aside."""
    matched = settle(connection, query, weigh(connection, query))
    return facets.count_facets(connection, matched, query.filters)


@dataclass(slots=True)
class Scores:
    """Scores that add up, and with `parts` what each part gave."""

    total: dict[int, float]
    parts: dict[int, list[tuple[str, float]]] | None

    def add(self, part: str, scores: Iterable[tuple[int, float]], weight: float = 1.0) -> None:
        """Add to the scores of documents that count."""
        for number, score in scores:
            if number in self.total:
                self.total[number] += weight * score
                if self.parts is not None and score:
                    self.parts[number].append((part, weight * score))


def rank(connection: sqlite3.Connection, terms: Terms, matched: Sequence[int], *, explain: bool = False) -> Ranking:
    """Some documents by what they share with a query."""
    scores = Scores(dict.fromkeys(matched, 0.0), defaultdict(list) if explain else None)
    title = match_exactly(title_terms(terms.telling))
    scores.add("bigrams", _bm25(connection, "document_grams", match_any(terms.telling), matched))
    scores.add("title", _bm25(connection, "title_grams", title, matched), TITLE)
    if terms.words:
        scores.add("words", _bm25(connection, "document_words", match_exactly(terms.words), matched), WORDS)
    if terms.also:
        scores.add("synonyms", _bm25(connection, "document_grams", match_any(terms.also), matched), SYNONYMS)
    best = nlargest(CANDIDATES, scores.total, key=lambda number: (scores.total[number], -number))
    texts = [(number, _text_parts(connection, number, terms.weights)) for number in best]
    scores.add("closeness", [(number, near) for number, (near, _) in texts])
    scores.add("beginning", [(number, lead) for number, (_, lead) in texts])
    order = sorted(scores.total, key=lambda number: (-scores.total[number], number))
    return Ranking(order, scores.total, terms.weights, scores.parts or {})


def _bm25(
    connection: sqlite3.Connection, table: str, match: str, matched: Sequence[int]
) -> Iterable[tuple[int, float]]:
    narrow = Clause(f"{table} MATCH ?", (match,))
    if len(matched) < FEW:
        # the plus keeps SQLite from running the match anew for every document
        narrow &= among("+rowid", matched)
    return connection.execute(f"SELECT rowid, -bm25({table}) FROM {table} WHERE {narrow.sql}", narrow.values)


def count_grams(connection: sqlite3.Connection, terms: Iterable[str]) -> dict[str, int]:
    """In how many documents bigrams stand."""
    wanted = list(terms)
    rows = connection.execute(
        "SELECT term, doc FROM json_each(?) CROSS JOIN gram_counts ON term = value", (json.dumps(wanted),)
    )
    return dict.fromkeys(wanted, 0) | dict(rows)


def _folded(connection: sqlite3.Connection, number: int) -> str:
    """The folded texts of a document's blocks, one a line."""
    (folded,) = connection.execute("SELECT folded FROM content WHERE document = ?", (number,)).fetchone()
    return unpack_text(folded)


def _text_parts(connection: sqlite3.Connection, number: int, weights: Mapping[str, float]) -> tuple[float, float]:
    folded, untitled = connection.execute(
        "SELECT c.folded, d.title IS NULL FROM content c JOIN document d ON d.number = c.document WHERE c.document = ?",
        (number,),
    ).fetchone()
    return text_parts(unpack_text(folded), weights, titled=not untitled)


def make_hit(connection: sqlite3.Connection, query: Query, ranking: Ranking, number: int) -> Hit:
    """A document of a ranking as a hit."""
    found = one(connection, f"SELECT {named('d', DOCUMENT)} FROM document d WHERE number = ?", number)
    assert found is not None
    row = read_document_row(found)
    document = read_document(connection, row.document)
    folded = _folded(connection, number).split("\n")[: len(document.blocks)]
    places = find_places(document.text, document.blocks, folded, wanted_phrases(query), ranking.weights, query.passages)
    first, *more = apart([*_figure_places(connection, query, number, document), *places], query.passages)
    return Hit(
        score=ranking.scores.get(number, 0.0),
        row=row,
        snippet=first.snippet,
        marks=first.marks,
        start=first.start,
        end=first.end,
        source=_source(document, first),
        more=tuple(_extract(document, place) for place in more),
        parts=tuple(ranking.parts.get(number, ())),
    )


def _figure_places(connection: sqlite3.Connection, query: Query, number: int, document: Document) -> list[Place]:
    """Where the first figures stand that a query wants, unless it wants a phrase."""
    wanted = wanted_figures(query)
    if wanted is None or wanted_phrases(query):
        return []
    spans = first_figures(connection, wanted, number, max(1, query.passages))
    places = (place_at(document.text, document.blocks, span) for span in spans)
    return [place for place in places if place]


def _extract(document: Document, place: Place) -> Extract:
    source = _source(document, place)
    return Extract(snippet=place.snippet, marks=place.marks, start=place.start, end=place.end, source=source)


def _source(document: Document, place: Place) -> Span:
    return document.source_map.span(place.start, place.end) if place.end else Span(0, 0)
