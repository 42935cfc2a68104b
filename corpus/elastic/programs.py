"""What programs are called over all documents, and which documents are called so themselves."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from corpus.backend import NAMES, TITLED
from corpus.elastic.columns import read_document_row
from corpus.elastic.conditions import Clause, all_of, among, any_of
from corpus.elastic.read import NEWEST, composite, search
from corpus.elastic.writers import Unfinished
from corpus.escape import unescape
from corpus.query import DocumentRow, NameRow

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Called = tuple[str, str, str]
"""Surface, kind, entity."""


def find_names(
    client: Elasticsearch, prefix: str, entities: tuple[str, ...], numbers: tuple[str, ...], *, unfinished: Unfinished
) -> tuple[NameRow, ...]:
    """The surfaces of some programs, those named most first."""
    query = all_of([_either("entity", entities, numbers)], without=unfinished.clauses())
    mentions: dict[Called, int] = defaultdict(int)
    documents: dict[Called, int] = defaultdict(int)
    for bucket in composite(client, prefix, "programs", query, ("surface", "kind", "entity", "document")):
        key = bucket["key"]
        called = unescape(key["surface"]), key["kind"], unescape(key["entity"])
        mentions[called] += bucket["doc_count"]
        documents[called] += 1
    first = sorted(mentions, key=lambda called: (-mentions[called], called))[:NAMES]
    return tuple(
        NameRow(surface=s, kind=k, entity=e, mentions=mentions[s, k, e], documents=documents[s, k, e])
        for s, k, e in first
    )


def find_titled(
    client: Elasticsearch, prefix: str, titles: tuple[str, ...], numbers: tuple[str, ...]
) -> tuple[DocumentRow, ...]:
    """Documents of these titles or numbers, newest first."""
    query = all_of([_either("title_key", titles, numbers)])
    answer = search(client, prefix, "documents", query, sort=NEWEST, size=TITLED)
    return tuple(read_document_row(hit["_source"]) for hit in answer["hits"]["hits"])


def _either(field: str, names: tuple[str, ...], numbers: tuple[str, ...]) -> Clause:
    return any_of([among(field, names), among("number_key", numbers)])
