"""Errors as RFC 9457 problem details for the API and as a page for a browser."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException as StarletteHTTPException

from corpus.errors import BadCursorError, BusyCorpusError, CorpusError, NotFoundError, RejectedError, SlowCorpusError
from search_api.query_error import QueryError
from search_api.schemas import Problem

STATUS: tuple[tuple[type[CorpusError], int], ...] = (
    (NotFoundError, 404),
    (BadCursorError, 400),
    (BusyCorpusError, 503),
    (SlowCorpusError, 504),
    (RejectedError, 413),
    (CorpusError, 503),
)

DESCRIBED: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}, "description": text}
    for status, text in (
        (400, "The request cannot be understood."),
        (401, "A token is needed."),
        (403, "The request came from another site or by another name."),
        (404, "There is no such thing."),
        (413, "The file is too large."),
        (415, "The file cannot be read."),
        (422, "A parameter is not what it should be."),
        (503, "The corpus cannot be used now."),
        (504, "It took longer than the server allows."),
    )
}


def described(*codes: int) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of a route: the problems it may answer with."""
    return {code: DESCRIBED[code] for code in (*codes, 401, 403, 503, 504)}


def problem(request: Request, status: int, detail: str) -> Response:
    """A problem as JSON under /api, as a page elsewhere."""
    if request.url.path.startswith("/api"):
        body = Problem(
            title=HTTPStatus(status).phrase, status=status, detail=detail, instance=printable(request.url.path)
        )
        return JSONResponse(body.model_dump(), status, media_type="application/problem+json")
    from search_api.web.render import render

    return render(request, "problem.html", status=status, detail=detail, code=status)


def printable(text: str) -> str:
    """A text that can be sent: a lone surrogate as its escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def install(app: FastAPI) -> None:
    """Map every known error to a problem."""

    @app.exception_handler(CorpusError)
    def _corpus(request: Request, error: CorpusError) -> Response:
        status = next(status for kind, status in STATUS if isinstance(error, kind))
        return problem(request, status, printable(str(error)))

    @app.exception_handler(QueryError)
    def _query(request: Request, error: QueryError) -> Response:
        return problem(request, 422, printable(str(error)))

    @app.exception_handler(StarletteHTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        response = problem(request, error.status_code, printable(str(error.detail)))
        response.headers.update(error.headers or {})  # Allow, of a method that a path does not know
        if (allowed := response.headers.get("allow", "").split(", ")) and "GET" in allowed:
            response.headers["allow"] = ", ".join(dict.fromkeys((*allowed, "HEAD")))
        return response

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        parts = (f"{'.'.join(str(place) for place in one['loc'][1:])}: {one['msg']}" for one in error.errors())
        return problem(request, 422, printable("; ".join(parts)))
