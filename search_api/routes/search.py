"""GET /api/search."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from corpus.query import Facets
from search_api import actions
from search_api.parse_query import understood
from search_api.problems import described
from search_api.records import hit_record
from search_api.routes.depends import CorpusOf, Cursor, FiltersOf, Limit, SettingsOf
from search_api.schemas import SearchOut

router = APIRouter(prefix="/api", tags=["search"])


@router.get("/search", response_model=SearchOut, responses=described(400, 422), summary="Find documents")
def search(
    corpus: CorpusOf,
    settings: SettingsOf,
    filters: FiltersOf,
    q: Annotated[str, Query(description="Words rank; a part in double quotes must stand in the document.")] = "",
    limit: Limit = 10,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Documents by relevance, one hit each, with counts by region, year, issuer and kind. A whole question is a good
    query; without `q` all documents match."""
    page = actions.search(corpus, q, filters=filters, settings=settings, limit=limit, cursor=cursor)
    facets = actions.facets(corpus, q, filters=filters, settings=settings)
    return {
        "understood": understood(q),
        "total": page.total,
        "cursor": page.cursor,
        "hits": [hit_record(hit, rank) for rank, hit in enumerate(page.items, 1)],
        "facets": facets_record(facets),
    }


def facets_record(facets: Facets) -> dict[str, list[dict[str, Any]]]:
    """Facets as the API gives them."""
    return {
        name: [{"value": value, "documents": count} for value, count in getattr(facets, name)]
        for name in ("region", "year", "issuer", "kind")
    }
