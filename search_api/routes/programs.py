"""/api/programs: named programs of the corpus, one of them over all documents, and where it is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from corpus.query import FigureQuery
from search_api import actions
from search_api.entities import find_entity, find_mentions
from search_api.problems import described
from search_api.records import entity_record, mention_records, program_row_record
from search_api.routes.depends import CorpusOf, Cursor, FiltersOf, Limit
from search_api.routes.files import FILE, Form, send_records
from search_api.schemas import EntityOut, MentionsOut, ProgramsOut

router = APIRouter(prefix="/api/programs", tags=["programs"])

ProgramKind = Literal[
    "document", "document_number", "plan", "action", "project", "platform", "mechanism", "fund", "agreement", "park",
    "other",
]  # fmt: skip
Asked = Annotated[str, Query(max_length=200, description="A part of the name.")]
Kind = Annotated[ProgramKind | None, Query(description="What it is.")]
Of = Annotated[str, Query(max_length=4000, description="Programs that this document names.")]
Entity = Annotated[str, Query(min_length=1, max_length=400, description="Its name in full, or a document number.")]


@router.get("", response_model=ProgramsOut, responses=described(400, 404, 422), summary="Find named programs")
def programs(
    corpus: CorpusOf,
    filters: FiltersOf,
    name: Asked = "",
    program_kind: Kind = None,
    document: Of = "",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Policies, plans, actions, projects, funds … by name, most documents first."""
    if document:
        filters = replace(filters, document=(corpus.resolve(document),))
    page = actions.programs(corpus, name, kind=program_kind, filters=filters, limit=limit, cursor=cursor)
    return {"total": page.total, "cursor": page.cursor, "programs": [program_row_record(row) for row in page.items]}


@router.get("/export", response_class=Response, responses={**described(400, 404, 422), 200: FILE}, summary="As a file")
def export(
    corpus: CorpusOf,
    filters: FiltersOf,
    name: Asked = "",
    program_kind: Kind = None,
    document: Of = "",
    form: Form = "csv",
) -> Response:
    """All named programs that match, without a limit: CSV (with a byte order mark), XLSX or JSON lines."""
    if document:
        filters = replace(filters, document=(corpus.resolve(document),))
    rows = actions.all_programs(corpus, name, kind=program_kind, filters=filters)
    return send_records(map(program_row_record, rows), kind="program_rows", form=form, name="programs")


@router.get("/entity", response_model=EntityOut, responses=described(400, 404, 422), summary="One program")
def entity(corpus: CorpusOf, name: Entity) -> dict[str, Any]:
    """What a program is called in all documents, its numbers, the documents that it is, and how many name it."""
    found = find_entity(corpus, name)
    documents = actions.documents(corpus, found.filters, limit=1).total
    figures = actions.figures(corpus, FigureQuery(program=found.entities, limit=1)).total
    return entity_record(found, documents, figures)


@router.get(
    "/mentions", response_model=MentionsOut, responses=described(400, 404, 422), summary="Where a program is named"
)
def mentions(corpus: CorpusOf, name: Entity, limit: Limit = 20, cursor: Cursor = None) -> dict[str, Any]:
    """The documents that name a program, newest first, with each mention; `limit` counts documents."""
    page = find_mentions(corpus, find_entity(corpus, name), limit=limit, cursor=cursor)
    found = [record for named in page.items for record in mention_records(named)]
    return {"total": page.total, "cursor": page.cursor, "mentions": found}
