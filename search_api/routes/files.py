"""Records as a download."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, BinaryIO, Literal, cast

from fastapi import Query
from fastapi.responses import Response, StreamingResponse

from search_api.export import COLUMNS, csv_lines, json_lines, write_xlsx
from search_api.parquet import require_parquet, write_parquet
from search_api.records import Record

Form = Annotated[Literal["csv", "xlsx", "jsonl", "parquet"], Query(alias="format", description="The kind of file.")]

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _described(*types: str) -> dict[str, Any]:
    schema = {"type": "string", "format": "binary"}
    return {"description": "The file.", "content": {kind.partition(";")[0]: {"schema": schema} for kind in types}}


FILE, BYTES = _described(*TYPES.values()), _described("application/octet-stream")
"""What a route that sends records as a file, or an original, says of its answer."""
PIECE = 1 << 16


def send_records(records: Iterable[Record], *, kind: str, form: str, name: str) -> Response:
    """The records as a file called `name`, streamed; `kind` names their columns (search_api.export.COLUMNS)."""
    if form == "parquet":
        require_parquet()
    if form in ("xlsx", "parquet"):
        content: Iterator[bytes] = _file(records, kind, form)
    else:
        lines = json_lines(records) if form == "jsonl" else csv_lines(records, COLUMNS[kind])
        content = (line.encode("utf-8") for line in lines)
    return StreamingResponse(
        content, media_type=TYPES[form], headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    )


def _file(records: Iterable[Record], kind: str, form: str) -> Iterator[bytes]:
    with tempfile.SpooledTemporaryFile(max_size=50_000_000) as file:
        write = write_xlsx if form == "xlsx" else write_parquet
        write(records, COLUMNS[kind], cast("BinaryIO", file))
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
