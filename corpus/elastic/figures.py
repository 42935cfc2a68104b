"""Figures by value, indicator, place and time. What is found is decided by the index alone, exactly: bounds are
narrowed as doubles and decided as order keys (corpus.order_key), words against folded text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from corpus.cursor import Place, asked, decode_cursor, page_of
from corpus.dates import day_range
from corpus.elastic.columns import read_document_row, read_figure_body, widened
from corpus.elastic.conditions import Clause, all_of, among, any_of, below, compile_filters, equals
from corpus.elastic.match import match_run
from corpus.elastic.read import SCAN, fixed_state, rows_of, scan_state, search
from corpus.elastic.writers import Unfinished, find_unfinished
from corpus.index_text import fold
from corpus.interval import Interval
from corpus.order_key import high_key, low_key
from corpus.query import FigureQuery, FigureRow, Page

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


def compile_figures(query: FigureQuery) -> list[Clause]:
    """Which figures match: conditions that all must be met."""
    kept = equals("dimension", query.dimension) + equals("unit", query.unit)
    if query.interval is not None:
        lo, hi = widened(query.interval)
        kept.append({"range": {"value_lo": {"lte": hi}}})
        kept.append({"range": {"value_hi": {"gte": lo}}})
        kept.append({"range": {"lo_key": {"lte": high_key(query.interval)}}})
        kept.append({"range": {"hi_key": {"gte": low_key(query.interval)}}})
    if query.near is not None:
        kept.append(_bounded_near(query.near))
    if query.region is not None:
        kept.append(among("region", below([query.region])))
    if query.period is not None:
        kept += _within(query.period)
    if query.program:
        kept.append(among("program", query.program))
    if query.gate:
        kept += equals("gate", query.gate)
    return [*kept, *_indicated(query.indicator), *compile_filters(query.filters, part=True)]


def _bounded_near(near: Interval) -> Clause:
    """Bounded on both sides, or with the only end inside an interval."""
    inside = {"gte": low_key(near), "lte": high_key(near)}
    lo, hi = widened(near)
    about = {"gte": lo, "lte": hi}
    ends = {"high": "lo", "low": "hi"}
    return any_of(
        [
            {"bool": {"must_not": [{"exists": {"field": "open_end"}}]}},
            *(
                all_of(
                    [{"term": {"open_end": end}}, {"range": {f"value_{key}": about}}, {"range": {f"{key}_key": inside}}]
                )
                for end, key in ends.items()
            ),
        ]
    )


def _within(period: str) -> list[Clause]:
    """The same period, or one inside it."""
    days = day_range(period)
    if days is None:
        return equals("period", period)
    return [{"range": {"first_day": {"gte": days[0]}}}, {"range": {"last_day": {"lte": days[1]}}}]


def _indicated(words: tuple[str, ...]) -> list[Clause]:
    """Every word stands in the indicator or the sentence, one of them in the indicator: a figure that is only told in
    the same breath is not meant."""
    folded = list(dict.fromkeys(text for text in map(fold, words) if text))
    if not folded:
        return []
    inside = [match_run("indicator_grams", text) for text in folded]
    if len(folded) == 1:
        return inside
    around = [any_of([own, match_run("sentence_grams", text)]) for own, text in zip(inside, folded, strict=True)]
    return [*around, any_of(inside)]


TIES = [{"document": "asc"}, {"ordinal": "asc"}]
# figures without a value, and documents without a date, come last in either order
SORTS: dict[str, list[dict[str, str]]] = {
    "document": [{"date_down": "desc"}, *TIES],
    "-date": [{"date_down": "desc"}, *TIES],
    "date": [{"date_up": "asc"}, *TIES],
    "value": [{"value_up": "asc"}, *TIES],
    "-value": [{"value_down": "desc"}, *TIES],
    "relevance": [{"_score": "desc"}, {"date_down": "desc"}, *TIES],
}


def _order(query: FigureQuery) -> list[dict[str, str]]:
    if query.sort not in SORTS:
        raise ValueError(f"no sort {query.sort!r}: use one of {', '.join(SORTS)}")
    return SORTS[query.sort]


def _kinds(query: FigureQuery) -> tuple[type, ...]:
    """The types of a cursor's parts."""
    return (float, str, str, int) if query.sort == "relevance" else (str, str, int)


def _wanted(query: FigureQuery, unfinished: Unfinished) -> Clause:
    """The figures that match, where it matters scored by how many of the words stand in the indicator."""
    kept = all_of(compile_figures(query), without=unfinished.clauses())
    if query.sort == "relevance":
        words = [text for text in map(fold, query.indicator) if text]
        held = [{"constant_score": {"filter": match_run("indicator_grams", text)}} for text in words]
        return {"bool": {"filter": [kept], "should": held}}
    return kept


def figures_body(query: FigureQuery, unfinished: Unfinished, place: Place | None = None) -> dict[str, Any]:
    """The search for a page of figures, with one more than shown."""
    return {
        "query": _wanted(query, unfinished),
        "sort": _order(query),
        "size": query.limit + 1,
        "track_total_hits": True,
        **({"search_after": place} if place else {}),
    }


def find_figures(client: Elasticsearch, prefix: str, query: FigureQuery) -> Page[FigureRow]:
    """A page of the figures that match."""
    place = decode_cursor(asked(query), query.cursor, _kinds(query))
    body = figures_body(query, find_unfinished(client, prefix), place)
    answer = search(client, prefix, "figures", body.pop("query"), **body)
    page = page_of(
        answer["hits"]["hits"],
        limit=query.limit,
        total=answer["hits"]["total"]["value"],
        asked=asked(query),
        place=lambda hit: hit["sort"],
    )
    rows = rows_of(client, prefix, [hit["_source"]["document"] for hit in page.items])
    return Page(items=tuple(_figure_rows(page.items, rows)), total=page.total, cursor=page.cursor)


def stream_figures(client: Elasticsearch, prefix: str, query: FigureQuery) -> Iterator[FigureRow]:
    """All figures that match, in the query's order, as they are when the first is asked for."""
    order = _order(query)
    before = find_unfinished(client, prefix)
    with fixed_state(client, prefix, "figures") as point, fixed_state(client, prefix, "documents") as rows_point:
        unfinished = before | find_unfinished(client, prefix)
        hits = scan_state(client, point, _wanted(query, unfinished), order)
        known: dict[str, Mapping[str, Any]] = {}
        while batch := list(islice(hits, SCAN)):
            needed = {hit["_source"]["document"] for hit in batch}
            known = {document: row for document, row in known.items() if document in needed}
            wanted = among("document", sorted(needed - known.keys()))
            found = scan_state(client, rows_point, wanted, ["_shard_doc"])
            known |= {hit["_source"]["document"]: hit["_source"] for hit in found}
            yield from _figure_rows(batch, known)


def _figure_rows(hits: Iterable[Any], rows: Mapping[str, Mapping[str, Any]]) -> Iterator[FigureRow]:
    """Figures with their documents; those of a document that was removed this moment are left out."""
    for hit in hits:
        source = hit["_source"]
        if row := rows.get(source["document"]):
            yield FigureRow(figure=read_figure_body(source), row=read_document_row(row), analyser=row["analyser"])
