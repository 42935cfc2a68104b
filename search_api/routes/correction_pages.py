"""A figure's page: how it is read, and a form to read it better. It works without a script."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.backend import Corpus
from search_api import actions, corrections
from search_api.query_error import QueryError
from search_api.routes.depends import CorpusOf
from search_api.web import correcting, views
from search_api.web.render import render

router = APIRouter(include_in_schema=False)

Place = Annotated[str, Path(pattern=r"^\d{1,12}(-\d{1,12})?$")]
Given = Annotated[str | None, Form(max_length=400)]


@router.get("/documents/{document}/figures/{place}", response_class=HTMLResponse)
def figure(request: Request, corpus: CorpusOf, document: str, place: Place) -> Response:
    """The figure and the form."""
    return _page(request, corpus, corrections.find_figure(corpus, document, place))


@router.post("/documents/{document}/figures/{place}", response_class=HTMLResponse)
def correct(
    request: Request, corpus: CorpusOf, document: str, place: Place, value: Given = None, value_max: Given = None,
    unit: Given = None, dimension: Given = None, qualifier: Given = None, qualifier_text: Given = None,
    measure: Given = None, direction: Given = None, basis: Given = None, role: Given = None, indicator: Given = None,
    region: Given = None, period: Given = None, per: Given = None, by: Given = None, undo: Given = None,
) -> Response:  # fmt: skip
    """Keep what was changed in the form, or take all back; then the reader at the figure."""
    found = corrections.find_figure(corpus, document, place)
    form = {
        "value": value, "value_max": value_max, "unit": unit, "dimension": dimension, "qualifier": qualifier,
        "qualifier_text": qualifier_text, "measure": measure, "direction": direction, "basis": basis, "role": role,
        "indicator": indicator, "region": region, "period": period, "per": per,
    }  # fmt: skip
    given = correcting.changed(found.figure, form)
    try:
        if undo:
            corrections.undo(corpus, found)
        else:
            corrections.correct(corpus, found, given, by=by or "")
    except QueryError as error:
        return _page(request, corpus, found, given=given | {"by": by or ""}, error=str(error))
    return RedirectResponse(views.document_url(found.document, found.place), 303)


def _page(
    request: Request, corpus: Corpus, found: corrections.Found, *, given: dict[str, str] | None = None, error: str = ""
) -> Response:
    document = actions.show(corpus, found.document).document
    shown: dict[str, Any] = correcting.figure_page(document, found, given or {})
    return render(request, "figure.html", code=422 if error else 200, error=error, **shown)
