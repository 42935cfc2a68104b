"""The pages of programs: all of them by name and kind, and one over the whole corpus."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from corpus.backend import Corpus
from corpus.model import PROGRAM_KINDS, Span
from corpus.query import FigureQuery, Filters
from search_api import actions
from search_api.entities import Entity, find_cited, find_entity, find_mentions
from search_api.parse_query import QueryError
from search_api.routes.depends import CorpusOf
from search_api.web import program_views, views
from search_api.web.render import render

router = APIRouter(include_in_schema=False)

ROWS, DOCUMENTS, FIGURES = 50, 10, 50

Text = Annotated[str, Query(max_length=400)]
Cursor = Annotated[str | None, Query(max_length=2000)]


@router.get("/programs", response_class=HTMLResponse)
def programs(request: Request, corpus: CorpusOf, name: Text = "", kind: Text = "", cursor: Cursor = None) -> Response:
    """Named programs, those in most documents first."""
    kind = kind if kind in PROGRAM_KINDS else ""
    asked = {key: value for key, value in (("name", name), ("kind", kind)) if value}
    shown: dict[str, Any] = {"rows": [], "total": 0, "next": None, "error": ""}
    try:
        page = actions.programs(corpus, name, kind=kind or None, filters=Filters(), limit=ROWS, cursor=cursor)
    except QueryError as error:
        shown["error"] = str(error)
    else:
        more = "/programs?" + urlencode({**asked, "cursor": page.cursor}) if page.cursor else None
        shown |= {"rows": list(map(program_views.row_view, page.items)), "total": page.total, "next": more}
    export = {"name": name, "program_kind": kind}
    return render(
        request, "programs.html", here="programs", form={"name": name, "kind": kind}, kinds=program_views.KINDS,
        export="/api/programs/export?" + urlencode({key: value for key, value in export.items() if value}), **shown,
    )  # fmt: skip


@router.get("/program", response_class=HTMLResponse)
def program(
    request: Request, corpus: CorpusOf, name: Annotated[str, Query(min_length=1, max_length=400)], cursor: Cursor = None
) -> Response:
    """A program over the corpus: what it is called, its figures, where it is named, what it cites."""
    entity = find_entity(corpus, name)
    page = find_mentions(corpus, entity, limit=DOCUMENTS, cursor=cursor)
    figures = actions.figures(corpus, FigureQuery(program=entity.entities, limit=FIGURES))
    rows = [
        views.figure_view(
            row.figure, number=number, title=views.titled(row.row), document=row.row.document,
            url=views.document_url(row.row.document, Span(row.figure.start, row.figure.end)),
        )
        for number, row in enumerate(figures.items)
    ]  # fmt: skip
    address = {"name": entity.name}
    return render(
        request, "program.html", here="programs", name=entity.name, about=program_views.about(entity),
        names=program_views.name_views(entity), itself=[program_views.document_view(row) for row in entity.itself],
        cites=[program_views.document_view(row) for row in _cited(corpus, entity)], total=page.total,
        named=[program_views.named_view(one) for one in page.items], rows=rows, figures=figures.total, documents=True,
        export="/api/figures/export?" + urlencode({"entity": entity.name}),
        next="/program?" + urlencode({**address, "cursor": page.cursor}) if page.cursor else None,
    )  # fmt: skip


def _cited(corpus: Corpus, entity: Entity) -> list[Any]:
    """What the documents that a program is cite, without themselves; of the newest of its documents only."""
    own = {row.document for row in entity.itself}
    newest = entity.itself[:1]
    return [row for one in newest for row in find_cited(corpus, one.document) if row.document not in own]
