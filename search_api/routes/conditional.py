"""Answers that a client need not load twice: with an ETag of what they hold, and 304 where it has that already."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel

NOT_MODIFIED: dict[int | str, dict[str, Any]] = {304: {"description": "It is as the client has it."}}


def send_model(request: Request, model: BaseModel, *, modified: str | None = None) -> Response:
    """A model as JSON, or 304; `modified` is a time in ISO form."""
    body = model.model_dump_json().encode("utf-8", "backslashreplace")
    return send_bytes(request, body, "application/json", tag=hashlib.sha256(body).hexdigest()[:32], modified=modified)


def send_bytes(
    request: Request, body: bytes, kind: str, *, tag: str, modified: str | None = None, **headers: str
) -> Response:
    """Bytes that `tag` tells from others, or 304."""
    sent = {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache", **headers}
    moment = datetime.fromisoformat(modified).astimezone(UTC) if modified else None
    if moment:
        sent["Last-Modified"] = format_datetime(moment, usegmt=True)
    if _is_known(request, tag, moment):
        return Response(status_code=304, headers=sent)
    return Response(body, media_type=kind, headers=sent)


def _is_known(request: Request, tag: str, moment: datetime | None) -> bool:
    """RFC 9110, 13.2.2: a list of tags goes before a date."""
    if tags := request.headers.get("if-none-match"):
        given = {one.strip().removeprefix("W/").strip('"') for one in tags.split(",")}
        return tag in given or "*" in given
    since = request.headers.get("if-modified-since")
    if not since or moment is None:
        return False
    try:
        return moment.replace(microsecond=0) <= parsedate_to_datetime(since).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return False
