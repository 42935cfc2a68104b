"""Searches that are kept under a name."""

from __future__ import annotations

import hashlib
import zlib
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from corpus.elastic.read import scan
from corpus.elastic.schema import write_alias
from corpus.errors import NotFoundError
from corpus.escape import escape, unescape
from corpus.query import SEEN, Saved

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


def put(client: Elasticsearch, prefix: str, saved: Saved) -> None:
    """Keep a search, in place of the one of its name."""
    record = {
        "name": escape(saved.name),
        "body": escape(saved.body),
        "seen": b64encode(zlib.compress(b"".join(sorted(saved.seen)))).decode(),
        "run_at": saved.run_at,
    }
    client.index(index=write_alias(prefix, "saved"), id=_id(saved.name), document=record, refresh=True)


def read_all(client: Elasticsearch, prefix: str) -> tuple[Saved, ...]:
    """All that are kept, by name."""
    records = [hit["_source"] for hit in scan(client, prefix, "saved", {"match_all": {}}, source=True)]
    found = (
        Saved(
            name=unescape(record["name"]),
            body=unescape(record["body"]),
            seen=_seen(zlib.decompress(b64decode(record["seen"]))),
            run_at=record["run_at"],
        )
        for record in records
    )
    return tuple(sorted(found, key=lambda saved: escape(saved.name)))


def drop(client: Elasticsearch, prefix: str, name: str) -> None:
    """Drop one. Raises NotFoundError."""
    answer = client.options(ignore_status=404).delete(index=write_alias(prefix, "saved"), id=_id(name), refresh=True)
    if answer.get("result") != "deleted":
        raise NotFoundError(f"no search is saved as {name!r}: `gouji saved` lists them")


def _id(name: str) -> str:
    return hashlib.sha256(escape(name).encode()).hexdigest()


def _seen(packed: bytes) -> frozenset[bytes]:
    return frozenset(packed[at : at + SEEN] for at in range(0, len(packed), SEEN))
