"""Documents counted by what they are and have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from corpus.elastic.conditions import Clause, all_of, compile_filters
from corpus.elastic.read import search
from corpus.escape import unescape
from corpus.facets import MOST, most_first, with_parents
from corpus.query import FACETS, Facets, Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

VALUES = 10_000
"""Values of a facet that are counted, at most: the most frequent ones."""


def count_facets(client: Elasticsearch, prefix: str, kept: Sequence[Clause], filters: Filters) -> Facets:
    """Documents that meet conditions by each facet's values, most first; a facet's own filter is left aside."""
    answer = search(
        client, prefix, "documents", all_of(kept), size=0, track_total_hits=False, aggs=compile_facets(filters)
    )
    counts = {facet: _counted(answer["aggregations"][facet]["values"]["buckets"]) for facet in FACETS}
    return Facets(**{**counts, "region": with_parents(counts["region"])})


def _counted(buckets: Sequence[Any]) -> tuple[tuple[str, int], ...]:
    return most_first({unescape(bucket["key"]): bucket["doc_count"] for bucket in buckets})


def compile_facets(filters: Filters) -> dict[str, Any]:
    """The counts of each facet's values among the documents that meet the other filters."""
    order = [{"_count": "desc"}, {"_key": "asc"}]
    return {
        facet: {
            "filter": all_of(compile_filters(filters, leave=facet)),
            "aggs": {
                "values": {"terms": {"field": facet, "size": MOST if facet == "program" else VALUES, "order": order}}
            },
        }
        for facet in FACETS
    }
