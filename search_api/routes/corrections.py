"""/api/corrections and a figure's own: a person's better reading, listed, given, taken back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from corpus.model import Figure
from search_api import corrections
from search_api.problems import described
from search_api.records import corrected_records, figure_record
from search_api.routes.depends import CorpusOf
from search_api.schemas import CorrectionIn, CorrectionsOut, FigureOut

router = APIRouter(tags=["corrections"])

Document = Annotated[str, Path(max_length=4000, description="An id, or a prefix of one of eight or more digits.")]
Place = Annotated[str, Path(pattern=r"^\d{1,12}(-\d{1,12})?$", description="In the reading text: 120 or 120-127.")]
Of = Annotated[str, Query(max_length=4000, description="Corrections of this document only.")]
Fields = Annotated[list[str], Query(max_length=20, description="Take back these fields only.")]


@router.get("/api/corrections", response_model=CorrectionsOut, responses=described(404, 422), summary="List them")
def listed(corpus: CorpusOf, document: Of = "") -> dict[str, Any]:
    """What persons have read better, with what the program read, by whom and when."""
    return {"corrections": list(corrections.correction_records(corpus, document or None))}


@router.post(
    "/api/documents/{document}/figures/{place}/corrections",
    response_model=FigureOut,
    responses=described(404, 422),
    summary="Read a figure better",
)
def correct(corpus: CorpusOf, document: Document, place: Place, given: CorrectionIn) -> dict[str, Any]:
    """Put a person's reading of some fields over the program's, which is kept. It is shown, found and exported in its
    place, and lasts when the document is read again. Gives the figure as it is read now."""
    found = corrections.find_figure(corpus, document, place)
    return _record(found, corrections.correct(corpus, found, given.fields, by=given.by))


@router.delete(
    "/api/documents/{document}/figures/{place}/corrections",
    response_model=FigureOut,
    responses=described(404, 422),
    summary="Take corrections back",
)
def undo(corpus: CorpusOf, document: Document, place: Place, field: Fields = []) -> dict[str, Any]:  # noqa: B006
    """Take back all that was corrected of a figure, or some fields. Gives the figure as it is read now."""
    found = corrections.find_figure(corpus, document, place)
    return _record(found, corrections.undo(corpus, found, field))


def _record(found: corrections.Found, figure: Figure) -> dict[str, Any]:
    record = figure_record(figure, file="", document=found.document, analyser=found.analyser)
    return record | {"corrected": corrected_records(figure)}
