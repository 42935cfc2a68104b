"""Who may ask: a list of host names, the same origin for everything that changes something, a token, a size."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Awaitable, Callable

from fastapi import Request
from fastapi.responses import Response

from corpus.deadline import time_limit
from search_api.body_limit import ROOM
from search_api.problems import problem
from search_api.settings import Settings

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
UNLIMITED = ("/export", "/figures", "/original")
"""What may take as long as it takes: whole files. /figures of a page is among them, and quick."""
OPEN = frozenset({"/api/health/live"})
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}

Next = Callable[[Request], Awaitable[Response]]


def make_guard(settings: Settings) -> Callable[[Request, Next], Awaitable[Response]]:
    """The middleware that turns away what may not come in and sets the security headers of what goes out."""

    async def guard(request: Request, go_on: Next) -> Response:
        refused = _refusal(request, settings)
        if refused:
            response = problem(request, *refused)
        elif request.method in SAFE and not request.url.path.endswith(UNLIMITED):
            with time_limit(settings.timeout):
                response = await go_on(request)
        else:
            response = await go_on(request)
        if refused and refused[0] == 401:
            response.headers["WWW-Authenticate"] = 'Basic realm="gouji", charset="UTF-8"'
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return guard


def _refusal(request: Request, settings: Settings) -> tuple[int, str] | None:
    if not _known_host(request, settings):
        return 403, "this server does not answer to that host name: name it in GOUJI_HOSTS"
    if request.method not in SAFE and not _same_origin(request):
        return 403, "the request came from a page of another site"
    if settings.token and request.url.path not in OPEN and not _has_token(request, settings.token):
        return 401, "send the token as `Authorization: Bearer …`, or as the password when a browser asks"
    if _length(request) > settings.upload_limit + ROOM:
        return 413, f"the file is larger than {settings.upload_limit:,} bytes"
    return None


def _known_host(request: Request, settings: Settings) -> bool:
    host = request.headers.get("host", "")
    name, _, port = host[1:].partition("]") if host.startswith("[") else host.partition(":")
    return not port.lstrip(":0123456789") and name.lower() in LOOPBACK | set(settings.hosts)


def _same_origin(request: Request) -> bool:
    """A browser says where a request comes from; a program that says nothing is no browser (no CSRF without one)."""
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or origin.split("://", 1)[-1] == request.headers.get("host")


def _has_token(request: Request, token: str) -> bool:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(given, validate=True).decode("utf-8", "replace").partition(":")[2]
        except (binascii.Error, ValueError):
            return False
    elif scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())


def _length(request: Request) -> int:
    text = request.headers.get("content-length", "0")
    return int(text) if text.isascii() and text.isdigit() else 0
