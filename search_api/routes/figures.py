"""GET /api/figures, and the same as a file."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from corpus.query import FigureQuery
from search_api import actions
from search_api.comparable import alike_record
from search_api.entities import find_entity
from search_api.parse_query import parse_figure_query
from search_api.problems import described
from search_api.records import figure_row_record
from search_api.routes.depends import CorpusOf, Cursor, FiltersOf, Limit
from search_api.routes.files import FILE, Form, send_records
from search_api.schemas import AlikeOut, FiguresOut

router = APIRouter(prefix="/api", tags=["figures"])

Sort = Literal["document", "relevance", "value", "-value", "date", "-date"]


def _query(
    corpus: CorpusOf,
    filters: FiltersOf,
    indicator: Annotated[
        str, Query(description="Words of the indicator; further ones may stand in its sentence.")
    ] = "",
    value: Annotated[str, Query(description=">1亿元, 3%..5%, 约50万人, >=1000亩")] = "",
    place: Annotated[str, Query(description="The place a figure is about, and all below it.")] = "",
    period: Annotated[str, Query(description="2018, 2018-10, 2016..2020")] = "",
    unit: Annotated[str, Query(description="元, 人, %")] = "",
    entity: Annotated[str, Query(max_length=400, description="Figures that belong to this program.")] = "",
    document: Annotated[str, Query(description="Figures of this document only.")] = "",
    sort: Sort = "document",
) -> FigureQuery:
    if document:
        filters = replace(filters, document=(corpus.resolve(document),))
    query = parse_figure_query(
        indicator=tuple(indicator.split()), value=value or None, region=place or None, period=period or None,
        unit=unit or None, sort=sort, filters=filters,
    )  # fmt: skip
    return replace(query, program=find_entity(corpus, entity).entities) if entity else query


Asked = Annotated[FigureQuery, Depends(_query)]


@router.get("/figures", response_model=FiguresOut, responses=described(400, 404, 422), summary="Find figures")
def figures(corpus: CorpusOf, query: Asked, limit: Limit = 50, cursor: Cursor = None) -> dict[str, Any]:
    """Figures by value, indicator, place, period and unit. A figure matches a value when the interval that its print
    stands for meets the one asked for."""
    page = actions.figures(corpus, replace(query, limit=limit, cursor=cursor))
    return {"total": page.total, "cursor": page.cursor, "figures": [figure_row_record(row) for row in page.items]}


@router.get("/figures/like", response_model=AlikeOut, responses=described(404, 422), summary="Figures like one")
def alike(
    corpus: CorpusOf,
    query: Asked,
    figure: Annotated[str, Query(description="DOCUMENT:START: a document and the `start` of a figure in it.")],
    limit: Limit = 50,
) -> dict[str, Any]:
    """The figures of other documents that are of the same indicator as one, most alike first, latest period first
    where they are alike. All of them share dimension, measure, head noun, stage, fund and population; the other
    parameters narrow them as they do for /api/figures."""
    found = actions.comparable(corpus, figure, query)
    return {
        "indicator": found.figure.indicator,
        "total": len(found.found),
        "figures": [alike_record(one) for one in found.found[:limit]],
    }


@router.get(
    "/figures/export",
    response_class=Response,
    responses={**described(400, 404, 422), 200: FILE},
    summary="All figures that match, as a file",
)
def export(corpus: CorpusOf, query: Asked, form: Form = "csv") -> Response:
    """Everything that matches, without a limit: CSV (with a byte order mark), XLSX or JSON lines."""
    rows = actions.export_figures(corpus, query)
    return send_records((figure_row_record(row) for row in rows), kind="figure_rows", form=form, name="figures")
