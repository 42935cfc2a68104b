"""Documents that were found as hits: with their places, and on demand with what each part of the ranking gave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.elastic import columns
from corpus.elastic.columns import Reading, read_document_row, read_figure_body, read_folded
from corpus.elastic.conditions import all_of, among
from corpus.elastic.figures import compile_figures
from corpus.elastic.places import find_parts, place_in
from corpus.elastic.read import SCAN, search
from corpus.elastic.schema import read_alias
from corpus.hits import Place, apart, find_places, place_at
from corpus.index_text import fold
from corpus.model import Document, Span
from corpus.query import Extract, Hit, Query, wanted_figures, wanted_phrases

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Shown = Sequence[tuple[Mapping[str, Any], float]]
"""Records of documents with their scores."""
Parts = Mapping[str, Sequence[tuple[str, float]]]
"""What each part of the ranking gave, by document."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a document is hit, best first, with the places in the source."""

    places: Sequence[Place]
    sources: Sequence[Span]


def make_hits(
    client: Elasticsearch,
    prefix: str,
    query: Query,
    shown: Shown,
    weights: Mapping[str, float],
    parts: Parts | None = None,
) -> Iterator[Hit]:
    """Documents as hits; what was replaced this moment is left out."""
    placed = _placed(client, prefix, query, [record for record, _ in shown], weights)
    for record, score in shown:
        if found := placed.get(record["document"]):
            yield _hit(record, score, found, tuple((parts or {}).get(record["document"], ())))


def _hit(record: Mapping[str, Any], score: float, found: Placed, parts: tuple[tuple[str, float], ...]) -> Hit:
    first, *more = (
        Extract(snippet=place.snippet, marks=place.marks, start=place.start, end=place.end, source=source)
        for place, source in zip(found.places, found.sources, strict=True)
    )
    return Hit(
        score=score,
        row=read_document_row(record),
        snippet=first.snippet,
        marks=first.marks,
        start=first.start,
        end=first.end,
        source=first.source,
        more=tuple(more),
        parts=parts,
    )


def _placed(
    client: Elasticsearch, prefix: str, query: Query, records: list[Mapping[str, Any]], weights: Mapping[str, float]
) -> dict[str, Placed]:
    """By the passages' index where one place is wanted, else by the whole text."""
    figures = _figure_spans(client, prefix, query, [record["document"] for record in records])
    found: dict[str, Placed] = {}
    if query.passages == 1 and not figures:
        phrase = next((text for text in map(fold, wanted_phrases(query)) if text), "")
        readings = [str(Reading(record["writer"], record["n"])) for record in records]
        for document, part in find_parts(client, prefix, readings, phrase, weights).items():
            place, source = place_in(part, phrase, weights)
            found[document] = Placed([place], [source])
    rest = [record for record in records if record["document"] not in found]
    contents = read_contents(client, prefix, rest, ["text", "folded", "layout"])
    for record in rest:
        if content := contents.get(record["document"]):
            spans = figures.get(record["document"], [])
            found[record["document"]] = _placed_in_whole(record, content, query, weights, spans)
    return found


def _placed_in_whole(
    record: Mapping[str, Any],
    content: Mapping[str, Any],
    query: Query,
    weights: Mapping[str, float],
    spans: Sequence[Span],
) -> Placed:
    document = columns.read_document(record, content)
    folded = read_folded(content).split("\n")[: len(document.blocks)]
    figures = [place for span in spans if (place := place_at(document.text, document.blocks, span))]
    places = find_places(document.text, document.blocks, folded, wanted_phrases(query), weights, query.passages)
    kept = apart([*figures, *places], query.passages)
    return Placed(kept, [_source(document, place) for place in kept])


def _source(document: Document, place: Place) -> Span:
    return document.source_map.span(place.start, place.end) if place.end else Span(0, 0)


def _figure_spans(client: Elasticsearch, prefix: str, query: Query, documents: list[str]) -> dict[str, list[Span]]:
    """Where the first figures stand that a query wants, by document, unless it wants a phrase."""
    wanted = wanted_figures(query)
    if wanted is None or wanted_phrases(query) or not documents:
        return {}
    kept = all_of([among("document", documents), *compile_figures(wanted)])
    answer = search(
        client, prefix, "figures", kept, size=len(documents), track_total_hits=False, _source=False,
        collapse={
            "field": "document",
            "inner_hits": {"name": "first", "size": max(1, query.passages), "sort": [{"ordinal": "asc"}]},
        },
    )  # fmt: skip
    spans: dict[str, list[Span]] = {}
    for hit in answer["hits"]["hits"]:
        figures = [read_figure_body(inner["_source"]) for inner in hit["inner_hits"]["first"]["hits"]["hits"]]
        spans[hit["fields"]["document"][0]] = [Span(figure.start, figure.end) for figure in figures]
    return spans


def read_contents(
    client: Elasticsearch, prefix: str, records: Sequence[Mapping[str, Any]], fields: Sequence[str]
) -> dict[str, Mapping[str, Any]]:
    """Fields of the contents of some documents, by document."""
    found: dict[str, Mapping[str, Any]] = {}
    for at in range(0, len(records), SCAN):
        ids = [str(Reading(record["writer"], record["n"])) for record in records[at : at + SCAN]]
        answer = client.mget(index=read_alias(prefix, "contents"), ids=ids, source_includes=["document", *fields])
        found |= {hit["_source"]["document"]: hit["_source"] for hit in answer["docs"] if hit.get("found")}
    return found
