"""Many new documents at once: their parts in full requests, then their records, then their editions."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Any

from corpus.backend import Entry
from corpus.elastic import columns, read, write
from corpus.elastic.bulk import Action, chunks, create_action, run_bulk
from corpus.elastic.columns import Reading
from corpus.elastic.schema import read_alias
from corpus.elastic.write import Indices
from corpus.elastic.writers import Writer
from corpus.errors import CorpusError, RejectedError
from corpus.escape import escape
from corpus.index_text import fold

DOCUMENTS = 100
"""Documents that are put together, at most."""
CHARACTERS = 2_000_000
"""Characters of their texts, at most; a single one may be longer."""
AHEAD = 2
"""Requests that are under way while the next one is made."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A document whose parts are being written."""

    entry: Entry
    reading: Reading
    folded: list[str]

    @property
    def identity(self) -> str:
        return self.entry.document.id

    @property
    def paths(self) -> list[str]:
        """The paths where it is to stand, in order."""
        return paths_of(self.entry)

    @property
    def counts(self) -> dict[str, int]:
        return write.counts_of(self.entry.analysis)


def paths_of(entry: Entry) -> list[str]:
    """The paths where a document is to stand, in order."""
    return sorted({entry.path, *(edition.path for edition in entry.editions)}, key=escape)


def batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Documents that are put together."""
    batch: list[Entry] = []
    size = 0
    try:
        for entry in entries:
            if batch and (len(batch) >= DOCUMENTS or size + len(entry.document.text) > CHARACTERS):
                yield batch
                batch, size = [], 0
            batch.append(entry)
            size += len(entry.document.text)
    except CorpusError:  # an import that ends early: what came before is put
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def add_documents(indices: Indices, writer: Writer, entries: Sequence[Entry], *, originals: bool) -> list[Entry]:
    """Put documents that are new, at paths that are new; gives those that must be put one by one instead, since they
    are not new, or the cluster refused one of them."""
    fresh = _fresh(indices, entries)
    begun = [
        Begun(entry, writer.next_reading(), [fold(entry.document.block_text(b)) for b in entry.document.blocks])
        for entry in fresh
    ]
    try:
        _send(indices, writer, _parts(indices, begun, originals=originals))
        writer.require_current()
        taken = _commit(indices, begun)
    except RejectedError:
        _undo(indices, begun)
        return list(entries)
    except BaseException:
        writer.renew()
        raise
    done = {id(one.entry) for one in begun if one.identity not in taken}
    return [entry for entry in entries if id(entry) not in done]


def _fresh(indices: Indices, entries: Sequence[Entry]) -> list[Entry]:
    """Those that are not kept yet, at paths where nothing stands, each document and path once."""
    ids = [entry.document.id for entry in entries]
    paths = [[write.path_id(path) for path in paths_of(entry)] for entry in entries]
    seen = _there(indices, "documents", ids) | _there(indices, "editions", list(chain(*paths)))
    fresh = []
    for entry, document, own in zip(entries, ids, paths, strict=True):
        if seen.isdisjoint([document, *own]):
            fresh.append(entry)
        seen.update([document, *own])
    return fresh


def _there(indices: Indices, kind: str, ids: list[str]) -> set[str]:
    answer = indices.client.mget(index=read_alias(indices.prefix, kind), ids=ids, source=False)
    return {hit["_id"] for hit in answer["docs"] if hit.get("found")}


def _parts(indices: Indices, begun: Iterable[Begun], *, originals: bool) -> Iterator[Action]:
    for one in begun:
        if originals:
            yield from write.original_actions(indices, one.identity, one.entry.original)
        yield from write.part_actions(indices, one.entry.document, one.entry.analysis, one.folded, one.reading)


def _send(indices: Indices, writer: Writer, actions: Iterable[Action]) -> None:
    """Do all actions; requests are made while others are under way."""
    waiting: deque[Future[set[str]]] = deque()
    with ThreadPoolExecutor(AHEAD) as pool:
        for chunk in chunks(actions):
            waiting.append(pool.submit(run_bulk, indices.client, chunk))
            if len(waiting) > AHEAD:
                waiting.popleft().result()
                writer.beat()
        for sent in waiting:
            sent.result()


def _commit(indices: Indices, begun: Sequence[Begun]) -> set[str]:
    """The records and editions of documents whose parts are there; gives the ids of those of which another writer was
    quicker."""
    records = [(one, _record(one)) for one in begun]
    index = indices.written("documents")
    lost = run_bulk(indices.client, [create_action(index, one.identity, record) for one, record in records])
    for one in begun:
        if one.identity in lost:
            write.drop_parts(indices, one.reading, one.counts)
    placed = [one for one in begun if one.identity not in lost]
    names = {write.path_id(path): one.identity for one in placed for path in one.paths}
    taken = run_bulk(indices.client, [action for one in placed for action in _editions(indices, one)])
    return lost | {names[path] for path in taken}


def _editions(indices: Indices, one: Begun) -> Iterator[Action]:
    known = {edition.path: edition for edition in one.entry.editions}
    for path in one.paths:
        action = write.edition_action(indices, one.identity, path, None)
        if path in known:
            record = columns.edition_record(known[path])
            action = create_action(indices.written("editions"), write.path_id(path), record)
        yield action


def _record(one: Begun) -> dict[str, Any]:
    entry = one.entry
    return columns.document_record(
        entry.document, entry.analysis, one.folded, path=one.paths[0], reading=one.reading, previous=None
    )


def _undo(indices: Indices, begun: Iterable[Begun]) -> None:
    """Remove the parts of those that have no record."""
    for one in begun:
        kept = read.find_kept(indices.client, indices.prefix, one.identity)
        if kept is None or Reading(kept.record["writer"], kept.record["n"]) != one.reading:
            write.drop_parts(indices, one.reading, one.counts)
