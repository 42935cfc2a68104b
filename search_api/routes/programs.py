"""GET /api/programs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from search_api import actions
from search_api.problems import described
from search_api.records import program_row_record
from search_api.routes.depends import CorpusOf, Cursor, FiltersOf, Limit
from search_api.schemas import ProgramsOut

router = APIRouter(prefix="/api", tags=["programs"])

ProgramKind = Literal[
    "document", "document_number", "plan", "action", "project", "platform", "mechanism", "fund", "agreement", "park",
    "other",
]  # fmt: skip


@router.get("/programs", response_model=ProgramsOut, responses=described(400, 422), summary="Find named programs")
def programs(
    corpus: CorpusOf,
    filters: FiltersOf,
    name: Annotated[str, Query(max_length=200, description="A part of the name.")] = "",
    program_kind: Annotated[ProgramKind | None, Query(description="What it is.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Policies, plans, actions, projects, funds … by name, most documents first."""
    page = actions.programs(corpus, name, kind=program_kind, filters=filters, limit=limit, cursor=cursor)
    return {"total": page.total, "cursor": page.cursor, "programs": [program_row_record(row) for row in page.items]}
