"""All indices made anew while others read and write: after a change of the mappings or of the cluster's defaults, and
from an older schema.

New indices are filled from the contents, which hold everything, in passes: the first copies all, each further one what
was written meanwhile. The last pass runs while the old indices take no writes (writers wait, see bulk.WRITE_BLOCK);
then all aliases change over in one step. The old indices stay, closed to writing, until `drop_old` is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from corpus.elastic import columns
from corpus.elastic.address import Address
from corpus.elastic.bulk import Action, delete_action, put_action, run_bulk
from corpus.elastic.columns import Reading
from corpus.elastic.read import scan_index
from corpus.elastic.schema import (
    KINDS,
    SCHEMA,
    concrete_names,
    index_body,
    index_name,
    read_alias,
    read_stamp,
    write_alias,
)
from corpus.elastic.write import counts_of, made_actions, part_deletions
from corpus.errors import UnusableCorpusError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

PASSES = 10
"""Passes before writing is stopped for the last one, at most."""
FEW = 100
"""Records that are copied while writing is stopped, about."""
BATCH = 100
SCHEMAS = range(1, SCHEMA + 1)
RAW = ("editions", "originals", "corrections", "saved", "writers")
"""Kinds whose records hold all that they were made from."""
COMPARED = ("contents", "documents", *RAW[:-1])


@dataclass(frozen=True, slots=True)
class Change:
    """From the indices of one build to those of the next, by kind."""

    client: Elasticsearch
    prefix: str
    old: Mapping[str, str]
    new: Mapping[str, str]


def rebuild_indices(client: Elasticsearch, address: Address) -> str:
    """Make all indices anew; gives a sentence that says which are used now."""
    change = _begin(client, address)
    for _ in range(PASSES):
        if _copy(change) <= FEW:
            break
    _stop_writing(change, stop=True)
    try:
        client.indices.refresh(index=list(change.old.values()))
        _copy(change)
        client.indices.refresh(index=list(change.new.values()))
        _compare(change)
        _change_over(change)
    except BaseException:
        _stop_writing(change, stop=False)
        raise
    return (
        f"{address.shown} uses new indices now ({', '.join(sorted(change.new.values()))}); the old ones are kept, "
        "closed to writing, until `gouji rebuild --confirm`"
    )


def _begin(client: Elasticsearch, address: Address) -> Change:
    """New, empty indices. Those of a run that was stopped are deleted: they are nobody's yet."""
    old = concrete_names(client, address.prefix)
    build = max(int(name.rpartition("-")[2]) for name in old.values()) + 1
    new = {kind: index_name(address.prefix, kind, build) for kind in KINDS}
    client.indices.delete(index=list(new.values()), ignore_unavailable=True)
    stamp = read_stamp(client, address.prefix)
    for kind, name in new.items():
        body = index_body(kind, stamp if kind == "documents" else None)
        client.indices.create(index=name, settings=body["settings"], mappings=body["mappings"])
    return Change(client, address.prefix, old, new)


def _copy(change: Change) -> int:
    """Bring the new indices to the state of the old ones; gives how many records differed."""
    client = change.client
    client.indices.refresh(index=[*change.old.values(), *change.new.values()])
    count = _copy_contents(change) + _copy_documents(change)
    for kind in filter(change.old.__contains__, RAW):
        count += _run(change, _differences(change, kind))
    return count


def _mark(record: Mapping[str, Any]) -> int:
    """What tells a record from a changed one."""
    return hash(str(sorted(record.items())))


def _run(change: Change, actions: Iterable[Action]) -> int:
    count = 0

    def counted() -> Iterator[Action]:
        nonlocal count
        for action in actions:
            count += 1
            yield action

    run_bulk(change.client, counted())
    return count


def _differences(change: Change, kind: str) -> Iterator[Action]:
    """Records that are new, changed or gone. Originals never change."""
    known = {hit["_id"]: _mark(hit["_source"]) for hit in scan_index(change.client, change.new[kind])}
    for hit in scan_index(change.client, change.old[kind]):
        if known.pop(hit["_id"], None) != _mark(hit["_source"]):
            yield put_action(change.new[kind], hit["_id"], hit["_source"])
    for identity in known:
        yield delete_action(change.new[kind], identity)


def _ids(client: Elasticsearch, index: str) -> set[str]:
    return {hit["_id"] for hit in scan_index(client, index, source=False)}


def _copy_contents(change: Change) -> int:
    """Contents, and the parts made from them. A content never changes."""
    client, index = change.client, change.new["contents"]
    old, new = _ids(client, change.old["contents"]), _ids(client, index)
    for content in _contents(change, change.old["contents"], sorted(old - new)):
        document, analysis = columns.read_content(content)
        reading = Reading(content["writer"], content["n"])
        parts = made_actions(change.new, document, analysis, reading)
        run_bulk(client, parts)
        run_bulk(client, [put_action(index, str(reading), dict(content))])
    gone = sorted(new - old)
    for content in _contents(change, index, gone):
        _, analysis = columns.read_content(content)
        reading = Reading(content["writer"], content["n"])
        run_bulk(client, part_deletions(change.new, reading, counts_of(analysis)))
    return len(old - new) + len(gone)


def _contents(change: Change, index: str, ids: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    """Contents by id; those that went away meanwhile are left to the next pass."""
    left = iter(ids)
    while batch := list(islice(left, BATCH)):
        answer = change.client.mget(index=index, ids=batch)
        yield from (hit["_source"] for hit in answer["docs"] if hit.get("found"))


def _copy_documents(change: Change) -> int:
    """Records of documents, with what they are found by made anew from their contents."""
    client, index = change.client, change.new["documents"]
    known = {hit["_id"]: _mark(hit["_source"]) for hit in scan_index(client, index)}
    count = 0
    for hit in scan_index(client, change.old["documents"]):
        record = hit["_source"]
        if known.pop(hit["_id"], None) == _mark(record):
            continue
        count += 1
        reading = Reading(record["writer"], record["n"])
        for content in _contents(change, change.new["contents"], [str(reading)]):
            document, analysis = columns.read_content(content)
            folded = columns.read_folded(content).split("\n")
            made = columns.record_of(document.id, document.metadata, folded, analysis)
            run_bulk(client, [put_action(index, document.id, {**record, **made})])
    run_bulk(client, [delete_action(index, identity) for identity in known])
    return count + len(known)


def _stop_writing(change: Change, *, stop: bool) -> None:
    settings = {"index.blocks.write": True if stop else None}
    change.client.indices.put_settings(index=list(change.old.values()), settings=settings)


def _compare(change: Change) -> None:
    """Raise UnusableCorpusError when the new indices do not hold what the old ones hold. Parts that a killed writer
    left without a content are not taken along."""
    for kind in filter(
        change.old.__contains__, ("contents", "documents", "editions", "originals", "corrections", "saved")
    ):
        counts = [change.client.count(index=names[kind])["count"] for names in (change.old, change.new)]
        if counts[0] != counts[1]:
            raise UnusableCorpusError(
                f"the new index of {kind} holds {counts[1]:,} records, the old one {counts[0]:,}: the old ones stay in "
                "use; run it again"
            )


def _change_over(change: Change) -> None:
    """All aliases in one step: no reader sees old and new together."""
    actions: list[dict[str, Any]] = []
    for kind in KINDS:
        read, written = read_alias(change.prefix, kind), write_alias(change.prefix, kind)
        if kind in change.old:
            for alias in (read, written):
                actions.append({"remove": {"index": change.old[kind], "alias": alias, "must_exist": False}})
        actions.append({"add": {"index": change.new[kind], "alias": read}})
        actions.append({"add": {"index": change.new[kind], "alias": written, "is_write_index": True}})
    change.client.indices.update_aliases(actions=actions)


def drop_old(client: Elasticsearch, address: Address) -> list[str]:
    """Delete the indices of former builds, by name; gives their names."""
    used = concrete_names(client, address.prefix)
    old = []
    for kind in KINDS:
        build = int(used[kind].rpartition("-")[2])
        names = [index_name(address.prefix, kind, number, schema) for schema in SCHEMAS for number in range(build)]
        found = client.indices.get(index=names, ignore_unavailable=True, allow_no_indices=True, features=["aliases"])
        old += [name for name, index in found.items() if not index["aliases"]]
    if old:
        client.indices.delete(index=old)
    return sorted(old)
