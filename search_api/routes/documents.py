"""/api/documents: list, get, upload, delete, the figures of one as a file, and its original."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, HTTPException, Path, Request, UploadFile
from fastapi.responses import Response

from corpus.query import FigureQuery, Filters
from search_api import actions
from search_api.entities import find_cited, find_citing
from search_api.problems import described
from search_api.records import (
    analysis_records,
    document_record,
    document_row_record,
    figure_row_record,
    hit_record,
)
from search_api.routes.conditional import NOT_MODIFIED, send_bytes, send_model
from search_api.routes.depends import CorpusOf, Cursor, FiltersOf, Limit, SettingsOf
from search_api.routes.files import BYTES, FILE, Form, send_records
from search_api.schemas import CitationsOut, DocumentsOut, UploadOut, WholeDocumentOut
from search_api.search_schemas import SimilarOut

router = APIRouter(prefix="/api/documents", tags=["documents"])

Name = Annotated[str, Path(max_length=4000, description="An id, or a prefix of one of eight or more digits.")]
Upload = Annotated[UploadFile, File(description="A text file: .txt, .md or .csv.")]


@router.get("", response_model=DocumentsOut, responses=described(400, 422), summary="List documents")
def documents(corpus: CorpusOf, filters: FiltersOf, limit: Limit = 50, cursor: Cursor = None) -> dict[str, Any]:
    """Documents, newest first."""
    page = actions.documents(corpus, filters, limit=limit, cursor=cursor)
    return {"total": page.total, "cursor": page.cursor, "documents": [document_row_record(row) for row in page.items]}


@router.post(
    "", status_code=201, response_model=UploadOut, responses=described(413, 415, 422), summary="Add a document"
)
def upload(corpus: CorpusOf, settings: SettingsOf, file: Upload) -> dict[str, Any]:
    """Read a file into the corpus under its name. The same bytes again change nothing; other bytes under the same name
    are a new edition."""
    name, data = _read(file, settings.upload_limit)
    done = actions.add(corpus, data, name=name, settings=settings)
    if done.failure is not None:
        raise HTTPException(415, done.failure)
    return done.record()


def _read(file: UploadFile, limit: int) -> tuple[str, bytes]:
    data = file.file.read(limit + 1)
    if len(data) > limit:
        raise HTTPException(413, f"the file is larger than {limit:,} bytes")
    return (file.filename or "").rpartition("/")[2] or "upload.txt", data


@router.get(
    "/{name}",
    response_model=WholeDocumentOut,
    responses={**described(404, 422), **NOT_MODIFIED},
    summary="A document, whole",
)
def document(request: Request, corpus: CorpusOf, name: Name) -> Response:
    """What it says of itself, its reading text, blocks, figures, programs, relations and issues. With an ETag:
    If-None-Match gives 304 when nothing changed."""
    shown = actions.show(corpus, name)
    whole, path = shown.document, shown.editions[0].path if shown.editions else ""
    parts = {
        what: list(analysis_records(what, whole, shown.analysis, file=path))
        for what in ("blocks", "figures", "programs", "relations", "issues")
    }
    record = document_record(whole, shown.analysis, shown.editions) | parts
    modified = max((edition.seen_at for edition in shown.editions), default=None)
    return send_model(request, WholeDocumentOut.model_validate(record), modified=modified)


@router.get("/{name}/similar", response_model=SimilarOut, responses=described(404, 422), summary="Documents like it")
def similar(corpus: CorpusOf, name: Name, limit: Limit = 10) -> dict[str, Any]:
    """Documents that share its telling words, most alike first."""
    page = actions.similar(corpus, name, limit=limit)
    return {"total": page.total, "hits": [hit_record(hit, rank) for rank, hit in enumerate(page.items, 1)]}


@router.get("/{name}/citations", response_model=CitationsOut, responses=described(404, 422), summary="Who cites whom")
def citations(corpus: CorpusOf, name: Name, limit: Limit = 50, cursor: Cursor = None) -> dict[str, Any]:
    """Documents of the corpus that it names by title or number, and those that name it, newest first."""
    document = corpus.resolve(name)
    page = find_citing(corpus, document, limit=limit, cursor=cursor)
    return {
        "cites": [document_row_record(row) for row in find_cited(corpus, document)],
        "total": page.total,
        "cursor": page.cursor,
        "cited_by": [document_row_record(row) for row in page.items],
    }


@router.delete("/{name}", status_code=204, responses=described(404, 422), summary="Remove a document")
def remove(corpus: CorpusOf, name: Name) -> Response:
    """Drop the document, what was read of it, and its original."""
    actions.remove(corpus, name)
    return Response(status_code=204)


@router.get(
    "/{name}/figures",
    response_class=Response,
    responses={**described(404, 422), 200: FILE},
    summary="A document's figures, as a file",
)
def figures(corpus: CorpusOf, name: Name, form: Form = "csv") -> Response:
    """All figures of the document as CSV, XLSX or JSON lines."""
    found = corpus.resolve(name)
    rows = actions.export_figures(corpus, FigureQuery(filters=Filters(document=(found,))))
    return send_records((figure_row_record(row) for row in rows), kind="figure_rows", form=form, name=found[:12])


@router.get(
    "/{name}/original",
    response_class=Response,
    responses={**described(404, 422), 200: BYTES, **NOT_MODIFIED},
    summary="The file as it came",
)
def original(request: Request, corpus: CorpusOf, name: Name) -> Response:
    """The bytes that were read, as a download: never shown as a page."""
    found = corpus.resolve(name)
    named = {"Content-Disposition": f'attachment; filename="{found[:12]}.txt"'}
    return send_bytes(request, corpus.original(found), "application/octet-stream", tag=found, **named)
