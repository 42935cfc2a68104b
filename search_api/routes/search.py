"""GET /api/search."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from corpus.query import FACETS, Facets
from search_api import actions
from search_api.nothing import Nothing, explain_nothing
from search_api.parse_query import LENGTH, Understood
from search_api.problems import described
from search_api.records import hit_record
from search_api.routes.depends import CorpusOf, Cursor, FiltersOf, Limit, SettingsOf
from search_api.routes.files import FILE, Form, send_records
from search_api.search_schemas import SearchOut

router = APIRouter(prefix="/api", tags=["search"])

VALUES = 100
"""Values of a facet that the API gives, at most."""

PASSAGES = 10
"""Places that a document shows, at most."""

Sort = Literal["relevance", "date", "-date"]


def _asked(
    filters: FiltersOf,
    q: Annotated[
        str,
        Query(
            max_length=LENGTH,
            description='Words rank and are never required. "短语" must stand as written; AND OR NOT (也 或 非), -词 '
            "and brackets join; 标题:词, 发文机关:, 文号:, 地区:, 年份:, 文种:, 项目:, 指标: look into a field; "
            "经费 >1亿元 asks for a figure.",
        ),
    ] = "",
    plain: Annotated[bool, Query(description="Read no operators: everything is words.")] = False,
    sort: Annotated[Sort, Query(description="By relevance, or by date (-date: newest first).")] = "relevance",
    passages: Annotated[int, Query(ge=1, le=PASSAGES, description="Places that a document shows, at most.")] = 1,
    explain: Annotated[bool, Query(description="Say what each part of the ranking gave.")] = False,
) -> actions.Search:
    return actions.Search(text=q, filters=filters, sort=sort, operators=not plain, passages=passages, explain=explain)


Asked = Annotated[actions.Search, Depends(_asked)]


@router.get("/search", response_model=SearchOut, responses=described(400, 422), summary="Find documents")
def search(
    corpus: CorpusOf, settings: SettingsOf, asked: Asked, limit: Limit = 10, cursor: Cursor = None
) -> dict[str, Any]:
    """Documents by relevance, one hit each, with counts by region, year, issuer, kind, program and dimension. A whole
    question is a good query; without `q` all documents match."""
    page = actions.search(corpus, asked, settings=settings, limit=limit, cursor=cursor)
    return {
        "understood": understood_record(asked.understood(settings)),
        "total": page.total,
        "cursor": page.cursor,
        "hits": [hit_record(hit, rank) for rank, hit in enumerate(page.items, 1)],
        "facets": facets_record(actions.facets(corpus, asked, settings=settings)),
        "nothing": None if page.total else nothing_record(explain_nothing(corpus, asked, settings=settings)),
    }


@router.get(
    "/search/export",
    response_class=Response,
    responses={**described(400, 422), 200: FILE},
    summary="All documents that a search finds, as a file",
)
def export(corpus: CorpusOf, settings: SettingsOf, asked: Asked, form: Form = "csv") -> Response:
    """Everything that matches, without a limit, streamed: CSV, XLSX or JSON lines. `total` of /api/search counts it."""
    hits = actions.search_all(corpus, asked, settings=settings)
    records = (hit_record(hit, rank) for rank, hit in enumerate(hits, 1))
    return send_records(records, kind="hits", form=form, name="documents")


def understood_record(understood: Understood) -> dict[str, Any]:
    """How a query was read, as the API gives it."""
    parts = [{"kind": p.kind, "text": p.text, "without": understood.without(p)} for p in understood.parts]
    ranked = " ".join(understood.ranked.split())
    return {"text": understood.sentence, "parts": parts, "ranked": ranked, "notes": list(understood.notes)}


def facets_record(facets: Facets) -> dict[str, list[dict[str, Any]]]:
    """Facets as the API gives them."""
    return {
        name: [{"value": value, "documents": count} for value, count in getattr(facets, name)[:VALUES]]
        for name in FACETS
    }


def nothing_record(nothing: Nothing) -> dict[str, Any]:
    """Why nothing was found, as the API gives it."""
    return {
        "without": [{"text": one.text, "documents": one.documents} for one in nothing.without],
        "near": [{"word": one.word, "instead": list(one.instead)} for one in nothing.near],
    }
