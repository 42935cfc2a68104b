"""Many small writes in few requests: what the cluster is too busy for is tried again, what it refuses is said."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from corpus.elastic.connections import reason_of
from corpus.errors import BusyCorpusError, RejectedError, UnusableCorpusError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

ACTIONS = 500
"""Actions of a request, at most."""
BYTES = 5_000_000
"""Bytes of a request, at most; a single action may be larger."""
PATIENCE = 60.0
"""Seconds to go on trying what the cluster has no room for, or while it does not answer."""
FIRST, LONGEST = 0.1, 8.0
"""Seconds to wait before the second try, and at most."""
BUSY = (429, 503)
WRITE_BLOCK = "FORBIDDEN/8/"
"""How the cluster names a block on writing. Rebuilding the indices sets one for moments; one that stays is meant."""
BLOCKED = 10.0
"""Seconds to wait for the end of one."""
QUOTE = json.encoder.encode_basestring
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
NEVER = re.compile(r"coordinating_operation_bytes=(\d+), max_coordinating(?:_and_primary)?_bytes=(\d+)")
"""A refusal that says how large the request is and how large one may be."""


@dataclass(frozen=True, slots=True)
class Action:
    """One write: its line and its body as bytes. `name` says what it is about, for messages."""

    name: str
    lines: bytes

    def __len__(self) -> int:
        return len(self.lines)


def put_action(index: str, identity: str, body: dict[str, Any], **conditions: Any) -> Action:
    """Write a record. `conditions` are bulk's own: version, version_type, if_seq_no …"""
    return Action(identity, _head("index", index, identity, **conditions) + _line(body))


def create_action(index: str, identity: str, body: dict[str, Any]) -> Action:
    """Write a record that must not be there."""
    return Action(identity, _head("create", index, identity) + _line(body))


def delete_action(index: str, identity: str) -> Action:
    return Action(identity, _head("delete", index, identity))


def _head(verb: str, index: str, identity: str, **conditions: Any) -> bytes:
    return f'{{"{verb}":{{"_id":{QUOTE(identity)},{_rest(index, *conditions.items())}}}}}\n'.encode()


@lru_cache(maxsize=256)
def _rest(index: str, *conditions: tuple[str, Any]) -> str:
    """What many actions have in common."""
    return ENCODE({"_index": index, **dict(conditions)})[1:-1]


def _line(value: dict[str, Any]) -> bytes:
    return ENCODE(value).encode() + b"\n"


def chunks(actions: Iterable[Action]) -> Iterator[list[Action]]:
    """Actions in requests of bounded size."""
    chunk: list[Action] = []
    size = 0
    for action in actions:
        if chunk and (len(chunk) >= ACTIONS or size + len(action) > BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(action)
        size += len(action)
    if chunk:
        yield chunk


def run_bulk(
    client: Elasticsearch, actions: Iterable[Action], *, between: Callable[[], None] = lambda: None
) -> set[str]:
    """Do all actions; gives the names of those that were done before (409). `between` is called after each request.

    Raises RejectedError when the cluster refuses one, BusyCorpusError when it has no room for too long.
    """
    conflicts: set[str] = set()
    for chunk in chunks(actions):
        conflicts |= _run_chunk(client, chunk, between)
        between()
    return conflicts


def _run_chunk(client: Elasticsearch, chunk: list[Action], between: Callable[[], None]) -> set[str]:
    conflicts: set[str] = set()
    began, waits = time.monotonic(), backoff()
    while chunk:
        done, again, reason = _send(client, chunk)
        conflicts |= done
        if not again:
            break
        _check_hope(reason, alone=len(again) == 1)
        waited = time.monotonic() - began
        if WRITE_BLOCK in reason and waited > min(BLOCKED, PATIENCE):
            raise UnusableCorpusError("the corpus is read-only: lift the block on its indices, then run it again")
        if waited > PATIENCE:
            raise BusyCorpusError(f"the cluster has had no room for {PATIENCE:.0f} s ({reason}): run it again later")
        time.sleep(next(waits))
        between()
        # what was refused together may pass apart
        half = (len(again) + 1) // 2
        if len(again) == len(chunk) > 1:
            conflicts |= _run_chunk(client, again[:half], between)
            again = again[half:]
        chunk = again
    return conflicts


def _check_hope(reason: str, *, alone: bool) -> None:
    """Raise for what waiting does not help: a full disk, and a single write that will never pass."""
    if "flood-stage" in reason or "disk usage" in reason:
        raise UnusableCorpusError("the disk of the cluster is full: make room and run it again")
    if alone and (sizes := NEVER.search(reason)) and int(sizes[1]) > int(sizes[2]):
        raise RejectedError(
            f"this document makes a request of {int(sizes[1]):,} bytes and the cluster takes {int(sizes[2]):,}: split "
            "the document, or give the cluster more memory"
        )


def backoff() -> Iterator[float]:
    """Seconds to wait before each further try: doubling, and never the same for two who began together."""
    wait = FIRST
    while True:
        yield wait * random.uniform(0.5, 1.5)
        wait = min(wait * 2, LONGEST)


def _send(client: Elasticsearch, chunk: list[Action]) -> tuple[set[str], list[Action], str]:
    """One request: what was done before, what is to be tried again, and why."""
    import elasticsearch

    try:
        lines: list[Any] = [action.lines.rstrip(b"\n") for action in chunk]
        answer = client.bulk(operations=lines)
    except elasticsearch.ConnectionTimeout:
        raise
    except elasticsearch.ConnectionError as error:
        return set(), chunk, f"it does not answer: {error.message}"
    except elasticsearch.ApiError as error:
        if error.meta.status == 413 and len(chunk) > 1:
            return set(), chunk, "the request was too large"
        if error.meta.status not in BUSY:
            raise
        return set(), chunk, reason_of(error.body)
    return _sort_answers(chunk, answer["items"]) if answer["errors"] else (set(), [], "")


def _sort_answers(chunk: list[Action], items: list[dict[str, Any]]) -> tuple[set[str], list[Action], str]:
    conflicts: set[str] = set()
    again: list[Action] = []
    reason = ""
    for action, item in zip(chunk, items, strict=True):
        (answer,) = item.values()
        if answer["status"] == 409:
            conflicts.add(action.name)
        elif answer["status"] in BUSY or WRITE_BLOCK in str(answer.get("error")):
            again.append(action)
            reason = reason_of(answer)
        elif "error" in answer:
            _refuse(answer, len(action))
    return conflicts, again, reason


def _refuse(answer: dict[str, Any], size: int) -> None:
    reason = reason_of(answer)
    _check_hope(reason, alone=False)
    if "cluster_block_exception" in reason:
        raise UnusableCorpusError("the corpus is read-only: lift the block on its indices, then run it again")
    if "index_not_found" in reason:
        raise UnusableCorpusError("an index of the corpus is gone: restore it from a backup, or ingest again")
    if answer["status"] == 403:
        raise UnusableCorpusError(f"no permission to write ({reason}): ask who runs the cluster")
    raise RejectedError(f"the cluster refuses a record of {size:,} bytes of this document: {reason}")
