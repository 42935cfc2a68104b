"""Documents by relevance. `compile_query` says which documents count; ranking is a matter of those alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.cursor import DAMAGED, asked, decode_cursor, encode_cursor
from corpus.elastic import columns
from corpus.elastic.columns import Reading, read_document_row, read_folded
from corpus.elastic.conditions import FACETS, NEVER, Clause, all_of, among, any_of, compile_filters
from corpus.elastic.match import match_any, match_exactly, match_run
from corpus.elastic.places import INDEXED, find_parts, place_in
from corpus.elastic.read import NEWEST, SCAN, fixed_state, scan_state, search
from corpus.elastic.schema import read_alias
from corpus.errors import BadCursorError
from corpus.escape import unescape
from corpus.hits import Place, find_place
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

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

REMEMBERED = 100
"""Documents whose order a cursor carries, so that those pages stay as they are while others write."""
SCALE = 2.2
"""Elasticsearch leaves the factor k1 + 1 out of BM25, which corpus.ranking's weights count with."""
VALUES = 10_000
"""Values of a facet that are counted, at most: the most frequent ones."""
GROUP = 10_000
"""Ids in one condition."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What of a query ranks: the weight of each bigram, and what the engine is asked to score by."""

    weights: Mapping[str, float] = field(default_factory=dict)
    telling: Sequence[str] = ()
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A document with its score."""

    short: str
    score: float


def compile_query(query: Query) -> list[Clause]:
    """Which documents hold the phrases, and share a bigram with the text if there is any; filters aside."""
    phrases = [text for phrase in query.phrases if (text := fold(phrase))]
    kept = [match_run("grams", text) for text in dict.fromkeys(phrase[:INDEXED] for phrase in phrases)]
    if terms := ranking_grams(query.text):
        return [*kept, any_of([*match_any("grams", terms), *match_any("title_grams", terms)])]
    # punctuation alone finds nothing
    return [NEVER] if not phrases and (query.text or query.phrases) else kept


def compile_ranking(kept: Sequence[Clause], terms: Terms) -> Clause:
    """The documents that count, scored by what they share with the query."""
    telling, words = list(terms.telling), list(terms.words)
    scores = match_any("grams", telling, boost=SCALE)
    scores.append(match_exactly("title_grams", title_terms(telling), boost=SCALE * TITLE))
    if words:
        scores.append(match_exactly("words", words, boost=SCALE * WORDS))
    return {"bool": {"filter": list(kept), "should": scores}}


def settle(client: Elasticsearch, prefix: str, query: Query) -> list[Clause]:
    """compile_query with long phrases compared against the stored texts: the index knows their beginnings."""
    kept = compile_query(query)
    long = [text for phrase in query.phrases if len(text := fold(phrase)) > INDEXED]
    if not long:
        return kept
    with fixed_state(client, prefix, "documents") as point:
        hits = scan_state(client, point, all_of(kept), ["_shard_doc"], source=["document", "writer", "n"])
        held = [hit["_source"]["document"] for hit in _holding(client, prefix, hits, long)]
    if not held:
        return [NEVER]
    groups = [among("document", held[at : at + GROUP]) for at in range(0, len(held), GROUP)]
    return [*kept, any_of(groups)]


def _holding(client: Elasticsearch, prefix: str, hits: Iterable[Any], phrases: list[str]) -> Iterator[Any]:
    """Those of some documents whose text holds all phrases."""
    # blocks are lines of the folded text, and no folded phrase has a line break: none is found across blocks
    for batch in _batches(hits, 50):
        texts = _contents(client, prefix, [hit["_source"] for hit in batch], ["folded"])
        for hit in batch:
            content = texts.get(hit["_source"]["document"])
            if content and all(phrase in read_folded(content) for phrase in phrases):
                yield hit


def _batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def find_documents(client: Elasticsearch, prefix: str, query: Query) -> Page[Hit]:
    """A page of documents: by what they share with the text (or else with the phrases), best first; without either,
    newest first and all with score 0."""
    terms = ranking_grams(query.text) or ranking_grams(" ".join(query.phrases))
    kept = settle(client, prefix, query) + compile_filters(query.filters)
    if not terms:
        return _newest(client, prefix, query, kept)
    return _ranked(client, prefix, query, kept, weigh(client, prefix, terms, ranking_words(query.words)))


def _newest(client: Elasticsearch, prefix: str, query: Query, kept: list[Clause]) -> Page[Hit]:
    place = decode_cursor(asked(query), query.cursor, (str, str, str))
    after = {"search_after": [part or "" for part in place]} if place else {}
    answer = search(
        client, prefix, "documents", all_of(kept), sort=NEWEST, size=query.limit + 1, track_total_hits=True, **after
    )
    hits = answer["hits"]["hits"]
    shown = [(hit["_source"], 0.0) for hit in hits[: query.limit]]
    cursor = encode_cursor(asked(query), hits[query.limit - 1]["sort"]) if len(hits) > query.limit else None
    total = answer["hits"]["total"]["value"]
    return Page(items=tuple(_hits(client, prefix, query, shown, {})), total=total, cursor=cursor)


def _ranked(client: Elasticsearch, prefix: str, query: Query, kept: list[Clause], terms: Terms) -> Page[Hit]:
    order, records, total = _order(client, prefix, query, kept, terms)
    shown = [(records[one.short], one.score) for one in order[: query.limit] if one.short in records]
    items = tuple(_hits(client, prefix, query, shown, terms.weights))
    return Page(items=items, total=total, cursor=_next(query, order))


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
    texts = _contents(client, prefix, sources, ["folded"])
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


def weigh(client: Elasticsearch, prefix: str, terms: Sequence[str], words: Sequence[str]) -> Terms:
    """How much each bigram tells in this corpus."""
    filters = {term: {"term": {"grams": term}} for term in terms}
    answer = search(
        client, prefix, "documents", {"match_all": {}}, size=0, track_total_hits=True,
        aggs={"terms": {"filters": {"filters": filters}}},
    )  # fmt: skip
    documents = answer["hits"]["total"]["value"]
    counts = answer["aggregations"]["terms"]["buckets"]
    weights = {term: rarity(documents, counts[term]["doc_count"]) for term in terms}
    return Terms(weights, *telling_terms(weights, words, documents))


def count_facets(client: Elasticsearch, prefix: str, query: Query) -> Facets:
    """Documents by each facet's values, most first; a facet's own filter is left aside."""
    kept = settle(client, prefix, query)
    answer = search(
        client, prefix, "documents", all_of(kept), size=0, track_total_hits=False, aggs=compile_facets(query)
    )
    return Facets(
        **{
            facet: tuple(
                (unescape(bucket["key"]), bucket["doc_count"])
                for bucket in answer["aggregations"][facet]["values"]["buckets"]
            )
            for facet in FACETS
        }
    )


def compile_facets(query: Query) -> dict[str, Any]:
    """The counts of each facet's values among the documents that meet the other filters."""
    order = [{"_count": "desc"}, {"_key": "asc"}]
    return {
        facet: {
            "filter": all_of(compile_filters(query.filters, leave=facet)),
            "aggs": {"values": {"terms": {"field": facet, "size": VALUES, "order": order}}},
        }
        for facet in FACETS
    }


def _contents(
    client: Elasticsearch, prefix: str, records: Sequence[Mapping[str, Any]], fields: Sequence[str]
) -> dict[str, Mapping[str, Any]]:
    """Fields of the contents of some documents, by document."""
    found: dict[str, Mapping[str, Any]] = {}
    for at in range(0, len(records), SCAN):
        ids = [str(Reading(record["writer"], record["n"])) for record in records[at : at + SCAN]]
        answer = client.mget(index=read_alias(prefix, "contents"), ids=ids, source_includes=["document", *fields])
        found |= {hit["_source"]["document"]: hit["_source"] for hit in answer["docs"] if hit.get("found")}
    return found


def _hits(
    client: Elasticsearch,
    prefix: str,
    query: Query,
    shown: Sequence[tuple[Mapping[str, Any], float]],
    weights: Mapping[str, float],
) -> Iterator[Hit]:
    phrase = next((text for text in map(fold, query.phrases) if text), "")
    readings = [str(Reading(record["writer"], record["n"])) for record, _ in shown]
    parts = find_parts(client, prefix, readings, phrase, weights)
    rest = [record for record, _ in shown if record["document"] not in parts]
    contents = _contents(client, prefix, rest, ["text", "folded", "layout"])
    for record, score in shown:
        if part := parts.get(record["document"]):
            place, source = place_in(part, phrase, weights)
        elif content := contents.get(record["document"]):
            place, source = _place_in_whole(record, content, query, weights)
        else:  # replaced this moment
            continue
        yield Hit(
            score=score,
            row=read_document_row(record),
            snippet=place.snippet,
            marks=place.marks,
            start=place.start,
            end=place.end,
            source=source,
        )


def _place_in_whole(
    record: Mapping[str, Any], content: Mapping[str, Any], query: Query, weights: Mapping[str, float]
) -> tuple[Place, Span]:
    """The place in a document none of whose passages shows it."""
    document = columns.read_document(record, content)
    folded = read_folded(content).split("\n")[: len(document.blocks)]
    place = find_place(document.text, document.blocks, folded, query.phrases, weights)
    return place, document.source_map.span(place.start, place.end) if place.end else Span(0, 0)
