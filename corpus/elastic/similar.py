"""Documents like a document, and spellings like a spelling."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus.elastic.columns import read_analysis
from corpus.elastic.conditions import all_of
from corpus.elastic.hits import make_hits
from corpus.elastic.match import match_exactly
from corpus.elastic.read import search, whole_document
from corpus.query import Hit, Page, Query
from corpus.similar import telling_words

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

NEAREST = 300
"""Bigrams that are given as near to one, at most."""
GROUP = 500
"""Terms that are counted in one request."""


def find_similar(client: Elasticsearch, prefix: str, document: str, *, limit: int) -> Page[Hit]:
    """Documents that share a document's telling words, most alike first."""
    passages = read_analysis(*whole_document(client, prefix, document)).passages
    documents = client.count(index=f"{prefix}-documents")["count"]
    weights = telling_words(passages, documents, lambda words: count_terms(client, prefix, "words", words))
    if not weights:
        return Page(items=(), total=0)
    query = {
        "bool": {
            "must": [match_exactly("words", weights)],
            "must_not": [{"term": {"document": document}}],
        }
    }
    answer = search(
        client, prefix, "documents", query, size=limit, track_total_hits=True,
        sort=[{"_score": "desc"}, {"short": "asc"}],
    )  # fmt: skip
    shown = [(hit["_source"], hit["sort"][0]) for hit in answer["hits"]["hits"]]
    items = tuple(make_hits(client, prefix, Query(), shown, weights))
    return Page(items=items, total=answer["hits"]["total"]["value"])


def count_terms(client: Elasticsearch, prefix: str, field: str, terms: Iterable[str]) -> dict[str, int]:
    """In how many documents terms of a field stand."""
    wanted = list(dict.fromkeys(terms))
    counts: dict[str, int] = {}
    for at in range(0, len(wanted), GROUP):
        group = wanted[at : at + GROUP]
        filters = {str(number): {"term": {field: term}} for number, term in enumerate(group)}
        answer = search(
            client, prefix, "documents", all_of([]), size=0, track_total_hits=False,
            aggs={"terms": {"filters": {"filters": filters}}},
        )  # fmt: skip
        buckets = answer["aggregations"]["terms"]["buckets"]
        counts |= {term: int(buckets[str(number)]["doc_count"]) for number, term in enumerate(group)}
    return counts


def near_grams(client: Elasticsearch, prefix: str, gram: str) -> tuple[tuple[str, int], ...]:
    """Bigrams with one character in common at its place, the most frequent first."""
    suggest = {
        "near": {
            "text": gram,
            "term": {
                "field": "grams", "size": NEAREST, "max_edits": 1, "prefix_length": 0, "min_word_length": 2,
                "suggest_mode": "always", "sort": "frequency", "max_term_freq": 1_000_000_000.0,
                "max_inspections": 100, "shard_size": NEAREST,
            },
        }
    }  # fmt: skip
    answer = search(client, prefix, "documents", all_of([]), size=0, track_total_hits=False, suggest=suggest)
    options = [option for entry in answer["suggest"]["near"] for option in entry["options"]]
    near = [(option["text"], option["freq"]) for option in options if _one_differs(option["text"], gram)]
    return tuple(sorted(near, key=lambda one: (-one[1], one[0])))


def _one_differs(text: str, gram: str) -> bool:
    return len(text) == len(gram) == 2 and (text[0] == gram[0]) != (text[1] == gram[1])
