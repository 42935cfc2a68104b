"""Documents by relevance. `settle` says which documents count; ranking is a matter of those alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from corpus.cursor import DAMAGED, asked, decode_cursor, encode_cursor
from corpus.elastic.columns import read_folded
from corpus.elastic.conditions import NEVER, Clause, all_of, among, any_of, compile_filters
from corpus.elastic.facets import count_facets as count_values
from corpus.elastic.hits import Parts, make_hits, read_contents
from corpus.elastic.match import match_any, match_exactly
from corpus.elastic.read import NEWEST, OLDEST, scan, search
from corpus.elastic.required import Requirements
from corpus.errors import BadCursorError
from corpus.query import Facets, Hit, Page, Query, wanted_phrases
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
    text_score,
    title_terms,
)

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

REMEMBERED = 100
"""Documents whose order a cursor carries, so that those pages stay as they are while others write."""
SCALE = 2.2
"""Elasticsearch leaves the factor k1 + 1 out of BM25, which corpus.ranking's weights count with."""
PAGE = 200
"""Documents of one request, when all are wanted."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What of a query ranks: the weight of each bigram, and what the engine is asked to score by; `also` are the
    bigrams of synonyms."""

    weights: Mapping[str, float] = field(default_factory=dict)
    telling: Sequence[str] = ()
    words: Sequence[str] = ()
    also: Sequence[str] = ()
    finding: Sequence[str] = ()
    """Bigrams of synonyms that find, whether or not they rank."""


@dataclass(frozen=True, slots=True)
class Found:
    """A document with its score."""

    short: str
    score: float


def settle(client: Elasticsearch, prefix: str, query: Query, terms: Terms) -> list[Clause]:
    """Which documents hold the phrases and meet the condition, or where there is neither share a telling bigram with
    the text; filters aside."""
    requirements = Requirements(client, prefix)
    kept = requirements.holding(query.phrases) if query.phrases else []
    if query.condition is not None:
        kept = [*kept, requirements.compile(query.condition)]
    if kept:
        return kept
    if terms.telling and query.text:
        shared = (*terms.telling, *terms.finding)
        return [any_of([*match_any("grams", shared), *match_any("title_grams", shared)])]
    return [NEVER] if query.text else []  # punctuation alone finds nothing


def compile_scores(terms: Terms) -> dict[str, list[Clause]]:
    """What the engine scores by, by the name of the part."""
    telling = list(terms.telling)
    scores = {
        "bigrams": match_any("grams", telling, boost=SCALE),
        "title": [match_exactly("title_grams", title_terms(telling), boost=SCALE * TITLE)],
    }
    if terms.words:
        scores["words"] = [match_exactly("words", terms.words, boost=SCALE * WORDS)]
    if terms.also:
        scores["synonyms"] = match_any("grams", terms.also, boost=SCALE * SYNONYMS)
    return scores


def compile_ranking(kept: Sequence[Clause], terms: Terms) -> Clause:
    """The documents that count, scored by what they share with the query."""
    scores = [clause for part in compile_scores(terms).values() for clause in part]
    return {"bool": {"filter": list(kept), "should": scores}}


def find_documents(client: Elasticsearch, prefix: str, query: Query) -> Page[Hit]:
    """A page of documents: by what they share with the text (or else with the phrases), best first; without either,
    newest first and all with score 0."""
    terms = weigh(client, prefix, query)
    kept = settle(client, prefix, query, terms) + compile_filters(query.filters)
    if not terms.telling or query.sort != "relevance":
        return _dated(client, prefix, query, kept, terms)
    return _ranked(client, prefix, query, kept, terms)


def stream_documents(client: Elasticsearch, prefix: str, query: Query) -> Iterator[Hit]:
    """All documents that a query finds, in its order, a page after the other."""
    page = find_documents(client, prefix, replace(query, limit=PAGE, cursor=None))
    yield from page.items
    while page.cursor is not None:
        page = find_documents(client, prefix, replace(query, limit=PAGE, cursor=page.cursor))
        yield from page.items


def matching_ids(client: Elasticsearch, prefix: str, query: Query) -> Iterator[str]:
    """The ids of all documents that a query finds, in no order."""
    kept = settle(client, prefix, query, weigh(client, prefix, query)) + compile_filters(query.filters)
    for hit in scan(client, prefix, "documents", all_of(kept), fields=["document"]):
        yield str(hit["fields"]["document"][0])


def _dated(client: Elasticsearch, prefix: str, query: Query, kept: list[Clause], terms: Terms) -> Page[Hit]:
    place = decode_cursor(asked(query), query.cursor, (str, str, str))
    after = {"search_after": [part or "" for part in place]} if place else {}
    scored = compile_ranking(kept, terms) if terms.weights else all_of(kept)
    answer = search(
        client, prefix, "documents", scored, sort=OLDEST if query.sort == "date" else NEWEST, size=query.limit + 1,
        track_total_hits=True, track_scores=bool(terms.weights), **after,
    )  # fmt: skip
    hits = answer["hits"]["hits"]
    shown = [(hit["_source"], hit["_score"] or 0.0) for hit in hits[: query.limit]]
    cursor = encode_cursor(asked(query), hits[query.limit - 1]["sort"]) if len(hits) > query.limit else None
    total = answer["hits"]["total"]["value"]
    return Page(items=tuple(make_hits(client, prefix, query, shown, terms.weights)), total=total, cursor=cursor)


def _ranked(client: Elasticsearch, prefix: str, query: Query, kept: list[Clause], terms: Terms) -> Page[Hit]:
    order, records, total = _order(client, prefix, query, kept, terms)
    shown = [(records[one.short], one.score) for one in order[: query.limit] if one.short in records]
    parts = _explained(client, prefix, terms, [record for record, _ in shown]) if query.explain else {}
    items = tuple(make_hits(client, prefix, query, shown, terms.weights, parts))
    return Page(items=items, total=total, cursor=_next(query, order))


def _explained(client: Elasticsearch, prefix: str, terms: Terms, records: Sequence[Mapping[str, Any]]) -> Parts:
    """What each part of the ranking gave some documents."""
    parts: dict[str, list[tuple[str, float]]] = {record["document"]: [] for record in records}
    these = among("document", list(parts))
    for name, clauses in compile_scores(terms).items() if records else ():
        scored = {"bool": {"filter": [these], "must": [any_of(clauses)]}}
        answer = search(
            client, prefix, "documents", scored, size=len(parts), track_total_hits=False, _source=["document"],
            search_type="dfs_query_then_fetch",
        )  # fmt: skip
        for hit in answer["hits"]["hits"]:
            parts[hit["_source"]["document"]].append((name, hit["_score"]))
    texts = read_contents(client, prefix, records, ["folded"])
    for record in records:
        if content := texts.get(record["document"]):
            near, lead = text_parts(read_folded(content), terms.weights, titled=record.get("title") is not None)
            parts[record["document"]] += [(n, v) for n, v in (("closeness", near), ("beginning", lead)) if v]
    return parts


def _order(
    client: Elasticsearch, prefix: str, query: Query, kept: list[Clause], terms: Terms
) -> tuple[list[Found], dict[str, Any], int]:
    """What is still to be shown, best first: what the cursor names, then what ranks after it; the records of what is
    shown now, and how many match in all."""
    named, last = _named(query)
    # of a list that the cursor names to its end nothing comes after
    size = 0 if named and last is None else max(CANDIDATES, query.limit + REMEMBERED + 1)
    after = {"search_after": [last.score, last.short]} if last else {}
    answer = search(
        client, prefix, "documents", compile_ranking(kept, terms), size=size, track_total_hits=True,
        sort=[{"_score": "desc"}, {"short": "asc"}], search_type="dfs_query_then_fetch", **after,
    )  # fmt: skip
    hits = answer["hits"]["hits"]
    records = {hit["_source"]["short"]: hit["_source"] for hit in hits}
    found = [Found(hit["_source"]["short"], hit["sort"][0]) for hit in hits]
    if not named:
        found = _look_into(client, prefix, hits[:CANDIDATES], terms.weights) + found[CANDIDATES:]
    order = named + found
    records |= _records(client, prefix, kept, [one.short for one in named[: query.limit]])
    return order, records, answer["hits"]["total"]["value"]


def _look_into(client: Elasticsearch, prefix: str, hits: Sequence[Any], weights: Mapping[str, float]) -> list[Found]:
    """The best candidates by their texts, too."""
    sources = [hit["_source"] for hit in hits]
    texts = read_contents(client, prefix, sources, ["folded"])
    scored = []
    for hit, source in zip(hits, sources, strict=True):
        content = texts.get(source["document"])
        titled = source.get("title") is not None
        more = text_score(read_folded(content), weights, titled=titled) if content else 0.0
        scored.append(Found(source["short"], hit["sort"][0] + more))
    return sorted(scored, key=lambda one: (-one.score, one.short))


def _records(client: Elasticsearch, prefix: str, kept: list[Clause], shorts: list[str]) -> dict[str, Any]:
    """Records of the documents that still match, by short id."""
    if not shorts:
        return {}
    answer = search(client, prefix, "documents", all_of([*kept, among("short", shorts)]), size=len(shorts))
    return {hit["_source"]["short"]: hit["_source"] for hit in answer["hits"]["hits"]}


def _named(query: Query) -> tuple[list[Found], Found | None]:
    """The documents that a cursor names, and the last of them when the engine has more after it."""
    place = decode_cursor(asked(query), query.cursor, (str, float, str))
    if place is None:
        return [], None
    names, score, short = place
    last = None if score is None else Found(str(short), float(score))
    return list(_parse_names(str(names))), last


def _parse_names(names: str) -> Iterator[Found]:
    for name in names.split():
        short, _, score = name.partition(":")
        try:
            yield Found(short, float(score))
        except ValueError:
            raise BadCursorError(DAMAGED) from None


def _next(query: Query, order: list[Found]) -> str | None:
    if len(order) <= query.limit:
        return None
    kept = order[query.limit : query.limit + REMEMBERED]
    names = " ".join(f"{one.short}:{one.score:.4g}" for one in kept)
    more = len(order) > query.limit + REMEMBERED
    return encode_cursor(asked(query), (names, float(kept[-1].score) if more else None, kept[-1].short))


def weigh(client: Elasticsearch, prefix: str, query: Query) -> Terms:
    """What of the text, or else of the phrases, ranks, and how much each bigram tells in this corpus."""
    terms = ranking_grams(query.text) or ranking_grams(" ".join(wanted_phrases(query)))
    if not terms:
        return Terms()
    wanted = (*terms, *also_grams(query.also, terms), *said_grams(query.also))
    filters = {term: {"term": {"grams": term}} for term in wanted}
    answer = search(
        client, prefix, "documents", {"match_all": {}}, size=0, track_total_hits=True,
        aggs={"terms": {"filters": {"filters": filters}}},
    )  # fmt: skip
    documents = answer["hits"]["total"]["value"]
    counts = {term: bucket["doc_count"] for term, bucket in answer["aggregations"]["terms"]["buckets"].items()}
    weights = {term: rarity(documents, counts[term]) for term in terms}
    telling, words = telling_terms(weights, ranking_words(query.words), documents)
    more, also = synonym_weights(query.also, weights, counts, documents)
    finding = [gram for gram in also_grams(query.also, terms) if counts[gram]]
    return Terms(weights | more, telling, words, also, finding)


def count_facets(client: Elasticsearch, prefix: str, query: Query) -> Facets:
    """Documents by each facet's values, most first; a facet's own filter is left aside."""
    return count_values(client, prefix, settle(client, prefix, query, weigh(client, prefix, query)), query.filters)
