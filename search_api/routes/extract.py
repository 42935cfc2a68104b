"""POST /api/extract: the statistics of a document that is not kept."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, HTTPException, UploadFile

from search_api import actions
from search_api.problems import described
from search_api.records import analysis_records
from search_api.routes.depends import SettingsOf
from search_api.schemas import ExtractOut

router = APIRouter(prefix="/api", tags=["extract"])


@router.post(
    "/extract", response_model=ExtractOut, responses=described(413, 415, 422), summary="Read a document, keep nothing"
)
def extract(
    settings: SettingsOf, file: Annotated[UploadFile, File(description="A text file: .txt, .md or .csv.")]
) -> dict[str, Any]:
    """Blocks, figures, programs, relations and issues of an uploaded file."""
    data = file.file.read(settings.upload_limit + 1)
    if len(data) > settings.upload_limit:
        raise HTTPException(413, f"the file is larger than {settings.upload_limit:,} bytes")
    name = file.filename or "upload.txt"
    read = actions.extract_bytes(data, name=name, limit=settings.upload_limit)
    if read.document is None or read.analysis is None:
        raise HTTPException(415, read.failure or "the file cannot be read")
    parts = {
        what: list(analysis_records(what, read.document, read.analysis, file=name))
        for what in ("blocks", "figures", "programs", "relations", "issues")
    }
    return {"file": name, "document": read.document.id, "analyser": read.analysis.analyser} | parts
