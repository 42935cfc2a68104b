"""No request body is read beyond the limit, also where no length was told."""

from __future__ import annotations

from fastapi import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ROOM = 100_000
"""Bytes of a form around its file."""


class LimitsBody:
    """Counts the bytes of a body as they come; too many end the request with 413, before they fill a disk."""

    def __init__(self, app: ASGIApp, *, limit: int) -> None:
        self.app, self.limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        came = 0

        async def receive_some() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > self.limit + ROOM:
                raise HTTPException(413, f"the file is larger than {self.limit:,} bytes", {"Connection": "close"})
            return message

        await self.app(scope, receive_some if scope["type"] == "http" else receive, send)
