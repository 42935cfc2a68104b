"""What is kept, read back."""

from __future__ import annotations

from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.cursor import decode_cursor, page_of
from corpus.elastic import columns
from corpus.elastic.columns import Reading, read_document_row, read_program_body
from corpus.elastic.conditions import Clause, all_of, compile_filters, equals
from corpus.elastic.connections import reason_of, whole
from corpus.elastic.match import match_run
from corpus.elastic.schema import KINDS, SCHEMA, read_alias, read_stamp
from corpus.elastic.writers import Unfinished
from corpus.errors import BusyCorpusError, NotFoundError
from corpus.escape import escape, unescape
from corpus.index_text import fold
from corpus.model import Analysis, Document, Edition
from corpus.query import DocumentRow, Filters, Page, ProgramRow, Status

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

PREFIX = 8
"""Digits of an id that may stand for it, at least."""
HEX = frozenset("0123456789abcdef")
SCAN = 1000
"""Records of a request that goes through many."""
BUCKETS = 10_000
"""Groups of a request that goes through all groups."""
KEEP = "2m"
"""How long the cluster keeps a state that we go through, between two requests."""
NEWEST = [{"day": "desc"}, {"path": "asc"}, {"document": "asc"}]
OLDEST: list[dict[str, Any]] = [{"date": {"order": "asc", "missing": "~"}}, {"path": "asc"}, {"document": "asc"}]


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it was read, and what tells it from a later one."""

    record: Mapping[str, Any]
    seq_no: int
    term: int


def get_record(client: Elasticsearch, prefix: str, kind: str, identity: str) -> Kept | None:
    """A record by its id, as it is this moment."""
    answer = client.options(ignore_status=404).get(index=read_alias(prefix, kind), id=identity)
    if not answer.get("found"):
        if "error" in answer:
            raise NotFoundError(f"the corpus is gone ({reason_of(answer.body)}): restore it, or ingest again")
        return None
    return Kept(answer["_source"], answer["_seq_no"], answer["_primary_term"])


def find_kept(client: Elasticsearch, prefix: str, document: str) -> Kept | None:
    """A document's record, None when it is not kept."""
    return get_record(client, prefix, "documents", document)


def kept(client: Elasticsearch, prefix: str, document: str) -> Kept:
    """A document's record. Raises NotFoundError when it is not kept."""
    found = find_kept(client, prefix, document)
    if found is None:
        raise NotFoundError(f"the corpus has no document {document[:12]}: see `gouji status` and `gouji search`")
    return found


def content(client: Elasticsearch, prefix: str, record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The content of the reading that a record names. Raises NotFoundError when it was replaced meanwhile."""
    found = get_record(client, prefix, "contents", str(Reading(record["writer"], record["n"])))
    if found is None:
        raise NotFoundError(f"the document {record['document'][:12]} was replaced just now: ask again")
    return found.record


def whole_document(client: Elasticsearch, prefix: str, document: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """A document's record and content. One that is replaced between the two is read again."""
    for _ in range(3):
        record = kept(client, prefix, document).record
        try:
            return record, content(client, prefix, record)
        except NotFoundError:
            continue
    raise BusyCorpusError(f"the document {document[:12]} keeps changing: ask again")


def read_document(client: Elasticsearch, prefix: str, document: str) -> Document:
    return columns.read_document(*whole_document(client, prefix, document))


def read_analysis(client: Elasticsearch, prefix: str, document: str) -> Analysis:
    return columns.read_analysis(*whole_document(client, prefix, document))


def edition_record(client: Elasticsearch, prefix: str, identity: str) -> Kept | None:
    return get_record(client, prefix, "editions", identity)


def read_edition(record: Mapping[str, Any]) -> Edition:
    """From an edition's record."""
    return Edition(
        path=unescape(record["path"]),
        document=record["document"],
        seen_at=record["seen_at"],
        earlier=tuple(record["earlier"]),
    )


def read_editions(client: Elasticsearch, prefix: str, document: str) -> tuple[Edition, ...]:
    hits = scan(client, prefix, "editions", {"term": {"document": document}}, source=True)
    return tuple(read_edition(hit["_source"]) for hit in sorted(hits, key=lambda hit: str(hit["_source"]["path"])))


def paths_of(client: Elasticsearch, prefix: str, document: str) -> list[str]:
    """The paths where a document stands, in order."""
    return [edition.path for edition in read_editions(client, prefix, document)]


def readings_of(client: Elasticsearch, prefix: str, writer: str) -> dict[int, str | None]:
    """The readings of a writer that documents bear, each with the one it replaced."""
    hits = scan(client, prefix, "documents", {"term": {"writer": writer}}, source=["n", "previous"])
    return {hit["_source"]["n"]: hit["_source"].get("previous") for hit in hits}


def read_original(client: Elasticsearch, prefix: str, document: str) -> bytes:
    """The bytes as they came. Raises NotFoundError when a part of them is gone."""
    pieces = []
    for number in range(max(1, original_parts(client, prefix, document))):
        found = get_record(client, prefix, "originals", f"{document}.{number}")
        if found is None:
            raise NotFoundError(f"the original of {document[:12]} is gone from the corpus: ingest it again")
        pieces.append(b64decode(found.record["content"]))
    return b"".join(pieces)


def original_parts(client: Elasticsearch, prefix: str, document: str) -> int:
    """How many parts an original has; 0 when it is not there."""
    first = get_record(client, prefix, "originals", f"{document}.0")
    return 0 if first is None else int(first.record["part"])


def resolve(client: Elasticsearch, prefix: str, name: str, by_path: Edition | None) -> str:
    """The id that an id, a unique prefix of one or a path stands for."""
    if by_path is not None:
        return by_path.document
    start = name.lower()
    if len(start) < PREFIX or not HEX.issuperset(start):
        raise NotFoundError(f"no document {name!r}: give its path as it was ingested, or {PREFIX} digits of its id")
    answer = search(client, prefix, "documents", {"prefix": {"document": start}}, size=2, _source=["document"])
    found = [hit["_source"]["document"] for hit in answer["hits"]["hits"]]
    if not found:
        raise NotFoundError(f"no document's id begins with {name}: see `gouji status` and `gouji search`")
    if len(found) > 1:
        raise NotFoundError(f"the ids of several documents begin with {name}: give more digits")
    return str(found[0])


def search(client: Elasticsearch, prefix: str, kind: str, query: Clause, **more: Any) -> Any:
    """One search whose answer is whole."""
    source = {"source": more.pop("_source")} if "_source" in more else {}
    return whole(
        client.search(index=read_alias(prefix, kind), query=query, allow_partial_search_results=False, **source, **more)
    )


@contextmanager
def fixed_state(client: Elasticsearch, prefix: str, kind: str) -> Iterator[str]:
    """A state of an index that does not change while it is gone through."""
    point = client.open_point_in_time(index=read_alias(prefix, kind), keep_alive=KEEP)["id"]
    try:
        yield point
    finally:
        client.options(ignore_status=404).close_point_in_time(id=point)


def scan_state(client: Elasticsearch, point: str, query: Clause, sort: Sequence[Any], **more: Any) -> Iterator[Any]:
    """All hits in a fixed state, without limit."""
    after: dict[str, Any] = {}
    while True:
        answer = whole(
            client.search(
                pit={"id": point, "keep_alive": KEEP}, query=query, sort=sort, size=SCAN, track_total_hits=False,
                allow_partial_search_results=False, **after, **more,
            )
        )  # fmt: skip
        hits = answer["hits"]["hits"]
        yield from hits
        if len(hits) < SCAN:
            return
        after = {"search_after": hits[-1]["sort"]}


def scan(
    client: Elasticsearch,
    prefix: str,
    kind: str,
    query: Clause,
    *,
    source: bool | Sequence[str] = False,
    fields: Sequence[str] = (),
) -> Iterator[Any]:
    """All records that meet a condition, in no order."""
    with fixed_state(client, prefix, kind) as point:
        yield from scan_state(client, point, query, ["_shard_doc"], source=source, docvalue_fields=list(fields))


def scan_index(client: Elasticsearch, index: str, *, source: bool = True) -> Iterator[Any]:
    """All records of an index by its own name, in no order."""
    point = client.open_point_in_time(index=index, keep_alive=KEEP)["id"]
    try:
        yield from scan_state(client, point, {"match_all": {}}, ["_shard_doc"], source=source)
    finally:
        client.options(ignore_status=404).close_point_in_time(id=point)


def rows_of(client: Elasticsearch, prefix: str, documents: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """Records of documents by id, as they are this moment; what is gone is missing."""
    ids = list(dict.fromkeys(documents))
    found: dict[str, Mapping[str, Any]] = {}
    for start in range(0, len(ids), SCAN):
        answer = client.mget(index=read_alias(prefix, "documents"), ids=ids[start : start + SCAN])
        found |= {hit["_id"]: hit["_source"] for hit in answer["docs"] if hit.get("found")}
    return found


def list_documents(
    client: Elasticsearch, prefix: str, filters: Filters, *, limit: int, cursor: str | None
) -> Page[DocumentRow]:
    """Documents, newest date first (unknown last), then by path."""
    asked = repr(("documents", filters))
    place = decode_cursor(asked, cursor, (str, str, str))
    after = {"search_after": [part or "" for part in place]} if place else {}
    answer = search(
        client, prefix, "documents", all_of(compile_filters(filters)), sort=NEWEST, size=limit + 1,
        track_total_hits=True, **after,
    )  # fmt: skip
    return page_of(
        [read_document_row(hit["_source"]) for hit in answer["hits"]["hits"]],
        limit=limit,
        total=answer["hits"]["total"]["value"],
        asked=asked,
        place=lambda row: (escape(row.metadata.date or ""), escape(row.path), row.document),
    )


def list_programs(
    client: Elasticsearch,
    prefix: str,
    name: str,
    *,
    kind: str | None,
    filters: Filters,
    limit: int,
    cursor: str | None,
    unfinished: Unfinished,
) -> Page[ProgramRow]:
    """Entities whose name holds a text, those in most documents first."""
    asked = repr(("programs", name, kind, filters))
    kept = [*compile_filters(filters, part=True), *equals("kind", kind)]
    if folded := fold(name):
        kept.append(match_run("entity_grams", folded))
    query = all_of(kept, without=unfinished.clauses())
    groups = sorted(_count_entities(client, prefix, query))
    place = decode_cursor(asked, cursor, (int, int, str))
    shown = (int(place[0] or 0), int(place[1] or 0), str(place[2] or "")) if place else None
    after = [group for group in groups if shown is None or group > shown]
    rows = _program_rows(client, prefix, after[: limit + 1], query)
    return page_of(
        rows,
        limit=limit,
        total=len(groups),
        asked=asked,
        place=lambda row: (-row.documents, -row.mentions, escape(row.entity)),
    )


def _count_entities(client: Elasticsearch, prefix: str, query: Clause) -> list[tuple[int, int, str]]:
    """Exact counts of documents and of mentions by entity, negative so that the most come first."""
    documents: dict[str, int] = defaultdict(int)
    mentions: dict[str, int] = defaultdict(int)
    for bucket in composite(client, prefix, "programs", query, ("entity", "document")):
        entity = bucket["key"]["entity"]
        documents[entity] += 1
        mentions[entity] += bucket["doc_count"]
    return [(-documents[entity], -mentions[entity], entity) for entity in documents]


def composite(client: Elasticsearch, prefix: str, kind: str, query: Clause, by: Sequence[str]) -> Iterator[Any]:
    """All groups of the records that meet a condition, by some fields."""
    after: dict[str, Any] = {}
    while True:
        groups = {"size": BUCKETS, "sources": [{field: {"terms": {"field": field}}} for field in by], **after}
        answer = search(
            client, prefix, kind, query, size=0, track_total_hits=False, aggs={"groups": {"composite": groups}}
        )
        found = answer["aggregations"]["groups"]
        yield from found["buckets"]
        if len(found["buckets"]) < BUCKETS:
            return
        after = {"after": found["after_key"]}


def _program_rows(
    client: Elasticsearch, prefix: str, groups: list[tuple[int, int, str]], query: Clause
) -> list[ProgramRow]:
    """Entities, each with the first of its mentions that count."""
    searches: list[dict[str, Any]] = []
    for _, _, entity in groups:
        searches.append({"index": read_alias(prefix, "programs")})
        searches.append(
            {
                "query": all_of([query, {"term": {"entity": entity}}]),
                "sort": [{"date_down": "desc"}, {"document": "asc"}, {"ordinal": "asc"}],
                "size": 1,
            }
        )
    answers = client.msearch(searches=searches)["responses"] if searches else []
    first = [[hit["_source"] for hit in whole(answer)["hits"]["hits"]] for answer in answers]
    rows = rows_of(client, prefix, [source["document"] for sources in first for source in sources])
    found = []
    for (documents, mentions, _), sources in zip(groups, first, strict=True):
        source = next((source for source in sources if source["document"] in rows), None)
        if source is None:  # removed this moment
            continue
        example = read_program_body(source)
        found.append(
            ProgramRow(
                entity=example.entity,
                kind=example.kind,
                mentions=-mentions,
                documents=-documents,
                example=example,
                row=read_document_row(rows[source["document"]]),
            )
        )
    return found


def read_status(client: Elasticsearch, prefix: str, url: str) -> Status:
    names = ("passages", "figures", "programs", "issues")
    answer = search(
        client, prefix, "documents", {"match_all": {}}, size=0, track_total_hits=True,
        aggs={name: {"sum": {"field": name}} for name in names},
    )  # fmt: skip
    sums = {name: int(answer["aggregations"][name]["value"]) for name in names}
    stats = client.indices.stats(index=[read_alias(prefix, kind) for kind in KINDS], metric="store")
    return Status(
        url=url,
        schema=SCHEMA,
        analyser=read_stamp(client, prefix),
        documents=answer["hits"]["total"]["value"],
        **sums,
        bytes=stats["_all"]["primaries"]["store"]["size_in_bytes"],
    )


def stale_ids(client: Elasticsearch, prefix: str, analyser: str) -> list[str]:
    """Ids of the documents that another analyser has read."""
    query = all_of([], without=[{"term": {"analyser": analyser}}])
    return [hit["fields"]["document"][0] for hit in scan(client, prefix, "documents", query, fields=["document"])]
