"""Searches that are kept under a name."""

from __future__ import annotations

import sqlite3
import zlib

from corpus.errors import NotFoundError
from corpus.query import SEEN, Saved
from corpus.sqlite.columns import pack_path, unpack_path


def put(connection: sqlite3.Connection, saved: Saved) -> None:
    """Keep a search, in place of the one of its name."""
    seen = zlib.compress(b"".join(sorted(saved.seen)))
    connection.execute(
        "INSERT OR REPLACE INTO saved (name, body, seen, run_at) VALUES (?, ?, ?, ?)",
        (pack_path(saved.name), pack_path(saved.body), seen, saved.run_at),
    )


def read_all(connection: sqlite3.Connection) -> tuple[Saved, ...]:
    """All that are kept, by name."""
    rows = connection.execute("SELECT name, body, seen, run_at FROM saved ORDER BY name")
    return tuple(
        Saved(name=unpack_path(name), body=unpack_path(body), seen=_seen(zlib.decompress(seen)), run_at=run_at)
        for name, body, seen, run_at in rows
    )


def drop(connection: sqlite3.Connection, name: str) -> None:
    """Drop one. Raises NotFoundError."""
    if not connection.execute("DELETE FROM saved WHERE name = ?", (pack_path(name),)).rowcount:
        raise NotFoundError(f"no search is saved as {name!r}: `gouji saved` lists them")


def _seen(packed: bytes) -> frozenset[bytes]:
    return frozenset(packed[at : at + SEEN] for at in range(0, len(packed), SEEN))
