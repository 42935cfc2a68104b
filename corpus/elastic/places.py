"""Where in a document a query hits: the index names the passage, the place in it is found in its text, by code point
(corpus.hits). What is shown of a long document costs no more than what is shown of a short one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from corpus.elastic.columns import Part, read_part
from corpus.elastic.conditions import Clause, all_of
from corpus.elastic.match import match_run
from corpus.elastic.read import search
from corpus.hits import WORTH, Place, find_place
from corpus.index_text import fold, grams
from corpus.model import Block, Span

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

INDEXED = 64
"""Folded characters of a phrase that the index is asked for."""


def compile_parts(readings: Iterable[str], phrase: str, weights: Mapping[str, float]) -> dict[str, Any]:
    """The search for the passage of each reading that shows most: the first that may hold a folded phrase, else the one
    whose terms weigh most together."""
    shown = {"terms": {"reading": list(readings)}}
    body: dict[str, Any] = {"collapse": {"field": "reading"}, "track_total_hits": False}
    if phrase:
        return body | {"query": all_of([shown, *_held(phrase[:INDEXED])]), "sort": ["ordinal"]}
    worth = [{"constant_score": {"filter": all_of(_held(term)), "boost": weight}} for term, weight in weights.items()]
    query = {"bool": {"filter": [shown], "should": worth, "minimum_should_match": 1}}
    return body | {"query": _by_kind(query), "sort": [{"_score": "desc"}, "ordinal"]}


def _held(text: str) -> list[Clause]:
    """All bigrams of a folded text stand in a passage, in whatever order: its index has no places."""
    return [match_run("grams", gram) for gram in dict.fromkeys(grams(text)[:-1] or [text])]


def _by_kind(query: Clause) -> Clause:
    """Some kinds of passages show less than others."""
    functions = [{"filter": {"term": {"kind": kind}}, "weight": worth} for kind, worth in WORTH.items()]
    return {"function_score": {"query": query, "functions": functions, "score_mode": "first"}}


def find_parts(
    client: Elasticsearch, prefix: str, readings: list[str], phrase: str, weights: Mapping[str, float]
) -> dict[str, Part]:
    """The passages that show most, by document; a document without one is missing: nothing of what is asked for stands
    in it, or it reaches over the end of a passage."""
    if not readings or not (phrase or weights):
        return {}
    body = compile_parts(readings, phrase, weights)
    answer = search(client, prefix, "passages", body.pop("query"), size=len(readings), **body)
    parts = {hit["_source"]["document"]: read_part(hit["_source"]) for hit in answer["hits"]["hits"]}
    return {document: part for document, part in parts.items() if phrase in fold(part.text)}


def place_in(part: Part, phrase: str, weights: Mapping[str, float]) -> tuple[Place, Span]:
    """The place in the reading text, and in the source."""
    block = Block(part.kind, 0, len(part.text))
    found = find_place(part.text, [block], [fold(part.text)], [phrase], weights)
    start, end = part.start + found.start, part.start + found.end
    return Place(start, end, found.snippet, found.marks), part.source_map.span(start, end)
