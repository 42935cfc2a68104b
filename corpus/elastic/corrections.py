"""Corrections, one record a document. They bear its hash alone: they last when it goes and comes back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from corpus.elastic.bulk import create_action, delete_action, put_action, run_bulk
from corpus.elastic.read import Kept, get_record, scan
from corpus.elastic.schema import read_alias
from corpus.elastic.write import TRIES, Indices
from corpus.errors import BusyCorpusError
from corpus.model import Correction, Span
from corpus.plain import plain_correction, read_correction

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

KIND = "corrections"


def read_corrections(client: Elasticsearch, prefix: str, document: str) -> tuple[Correction, ...]:
    """The corrections of a document, in the order of places."""
    kept = get_record(client, prefix, KIND, document)
    return () if kept is None else _read(kept.record)


def read_many(client: Elasticsearch, prefix: str, documents: list[str]) -> dict[str, tuple[Correction, ...]]:
    """The corrections of those documents that have any."""
    answer = client.mget(index=read_alias(prefix, KIND), ids=documents)
    return {hit["_id"]: _read(hit["_source"]) for hit in answer["docs"] if hit.get("found")}


def read_all(client: Elasticsearch, prefix: str) -> tuple[Correction, ...]:
    """All corrections, in the order of documents and places."""
    records = [hit["_source"] for hit in scan(client, prefix, KIND, {"match_all": {}}, source=True)]
    return tuple(one for record in sorted(records, key=lambda one: one["document"]) for one in _read(record))


def replace_corrections(indices: Indices, document: str, place: Span, corrections: Iterable[Correction]) -> None:
    """Let these be the corrections of the figure at a place. Raises BusyCorpusError when others keep writing them."""
    corrections = tuple(corrections)
    for _ in range(TRIES):
        kept = get_record(indices.client, indices.prefix, KIND, document)
        before = () if kept is None else _read(kept.record)
        others = (one for one in before if (one.start, one.end) != (place.start, place.end))
        if not run_bulk(indices.client, [_written(indices, document, (*others, *corrections), kept)]):
            return
    raise BusyCorpusError(f"others keep correcting {document[:12]}: run it again")


def drop_corrections(indices: Indices, document: str) -> None:
    """Forget the corrections of a document."""
    run_bulk(indices.client, [delete_action(indices.written(KIND), document)])


def _written(indices: Indices, document: str, corrections: tuple[Correction, ...], kept: Kept | None) -> Any:
    body = json.dumps([plain_correction(one) for one in corrections])
    record, index = {"document": document, "body": body}, indices.written(KIND)
    if kept is None:
        return create_action(index, document, record)
    return put_action(index, document, record, if_seq_no=kept.seq_no, if_primary_term=kept.term)


def _read(record: Mapping[str, Any]) -> tuple[Correction, ...]:
    found = (read_correction(record["document"], plain) for plain in json.loads(record["body"]))
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.at, one.field)))
