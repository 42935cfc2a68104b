"""Cursors: where the next page begins. Opaque to users, bound to the query that they came from."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from corpus.errors import BadCursorError
from corpus.query import FigureQuery, Page, Query

T = TypeVar("T")

DAMAGED = "this cursor is damaged: ask again without it"
Place = list[str | int | float | None]
"""The sort values of the last row that was shown."""


def encode_cursor(asked: str, place: Sequence[str | int | float | None]) -> str:
    """A cursor for the question `asked` that goes on after `place`."""
    packed = json.dumps([_digest(asked), *place], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def decode_cursor(asked: str, cursor: str | None, kinds: Sequence[type]) -> Place | None:
    """The place that a cursor holds, None without one. `kinds` are the types of the place's parts (None is allowed in
    all). Raises BadCursorError for one of another question or of no question."""
    if cursor is None:
        return None
    try:
        digest, *place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, RecursionError):
        raise BadCursorError(DAMAGED) from None
    if digest != _digest(asked):
        raise BadCursorError("this cursor belongs to another query: ask again without it")
    if len(place) != len(kinds) or not all(map(_is_part, place, kinds)):
        raise BadCursorError(DAMAGED)
    return list(place)


def _is_part(part: object, kind: type) -> bool:
    """Whether a part is of its kind, and of a size that every engine takes."""
    if part is None:
        return True
    if isinstance(part, str):
        return kind is str and not any("\ud800" <= char <= "\udfff" for char in part)
    return isinstance(part, int | float) and type(part) is kind and abs(part) < 2**63


def asked(query: Query | FigureQuery) -> str:
    """A query as a text that tells it from others; its limit and cursor aside."""
    return repr(replace(query, limit=0, cursor=None))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def page_of(
    rows: Sequence[T], *, limit: int, total: int, asked: str, place: Callable[[T], Sequence[str | int | float | None]]
) -> Page[T]:
    """A page of at most `limit` of some rows, of which one more was read when there are more. `place` gives a row's
    sort values."""
    shown = tuple(rows[:limit])
    cursor = encode_cursor(asked, place(shown[-1])) if shown and len(rows) > limit else None
    return Page(items=shown, total=total, cursor=cursor)
