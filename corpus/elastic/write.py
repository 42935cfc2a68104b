"""Documents into the indices and out of them. Parts first, the document's record last: it says that all is there."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Any

from corpus.elastic import columns, read
from corpus.elastic.bulk import Action, create_action, delete_action, put_action, run_bulk
from corpus.elastic.columns import Reading
from corpus.elastic.schema import read_alias, write_alias
from corpus.elastic.writers import PARTS, Writer, find_dead
from corpus.errors import BusyCorpusError, NotFoundError, RejectedError
from corpus.escape import escape, unescape
from corpus.index_text import fold
from corpus.model import Analysis, Document, Edition

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

PIECE = 4_000_000
"""Bytes of a part of an original."""
MADE = ("passages", "figures", "programs")
"""Parts that can be made from a content again, each numbered from 0."""
TRIES = 8
"""How often a record that others write too is read and written again."""


@dataclass(frozen=True, slots=True)
class Indices:
    """The cluster and the names under which it is written to."""

    client: Elasticsearch
    prefix: str

    def written(self, kind: str) -> str:
        return write_alias(self.prefix, kind)

    def refresh(self, *kinds: str) -> None:
        """Let what was written be found."""
        self.client.indices.refresh(index=[read_alias(self.prefix, kind) for kind in kinds])


def path_id(path: str) -> str:
    """The id of an edition's record: a path may be longer than ids may be."""
    return sha256(path.encode("utf-8", "surrogatepass")).hexdigest()


def add_document(
    indices: Indices, writer: Writer, document: Document, analysis: Analysis, path: str, original: bytes | None
) -> None:
    """A new document with its analysis, and its original if that is kept here. One that another writer has put
    meanwhile stays as that one wrote it."""
    pieces = [] if original is None else original_actions(indices, document.id, original)
    reading = writer.next_reading()
    with _whole_or_none(indices, writer, reading, analysis):
        record = _write_parts(indices, writer, document, analysis, path, reading, None, pieces)
        action = create_action(indices.written("documents"), document.id, record)
        if run_bulk(indices.client, [action]):
            drop_parts(indices, reading, record)
        elif _was_swept(indices, writer, record):
            run_bulk(indices.client, [delete_action(indices.written("documents"), document.id)])
            writer.require_current()


def replace_document(
    indices: Indices, writer: Writer, document: Document, analysis: Analysis, before: read.Kept
) -> None:
    """Another reading of a document that is kept: its places stay."""
    for _ in range(TRIES):
        old = Reading(before.record["writer"], before.record["n"])
        path = unescape(before.record["path"])
        reading = writer.next_reading()
        with _whole_or_none(indices, writer, reading, analysis):
            record = _write_parts(indices, writer, document, analysis, path, reading, str(old))
            if not run_bulk(indices.client, [_update(indices, before, record)]):
                if _was_swept(indices, writer, record):
                    back = _renamed(indices, before, before.record["path"])
                    run_bulk(indices.client, [put_action(indices.written("documents"), document.id, back)])
                    writer.require_current()
                drop_parts(indices, old, before.record)
                return
            drop_parts(indices, reading, record)
        before = read.kept(indices.client, indices.prefix, document.id)
    raise BusyCorpusError(f"others keep writing {document.id[:12]}: run it again")


def _was_swept(indices: Indices, writer: Writer, record: Mapping[str, Any]) -> bool:
    """Whether somebody has taken us for dead and removed the parts of a document while its record was on the way."""
    if writer.is_current():
        return False
    try:
        read.content(indices.client, indices.prefix, record)
    except NotFoundError:
        return True
    return False


@contextmanager
def _whole_or_none(indices: Indices, writer: Writer, reading: Reading, analysis: Analysis) -> Iterator[None]:
    """Of a document that is refused the parts are removed. After any other end we do not know what was written: the
    writer goes on under another name, and what the old one left has no document and is not seen."""
    try:
        yield
    except RejectedError:
        drop_parts(indices, reading, counts_of(analysis))
        raise
    except BaseException:
        writer.renew()
        raise


def _write_parts(
    indices: Indices,
    writer: Writer,
    document: Document,
    analysis: Analysis,
    path: str,
    reading: Reading,
    previous: str | None,
    pieces: Iterable[Action] = (),
) -> dict[str, Any]:
    """Everything of a document but its record, which is given back."""
    folded = [fold(document.block_text(block)) for block in document.blocks]
    parts = part_actions(indices, document, analysis, folded, reading)
    run_bulk(indices.client, chain(pieces, parts), between=writer.beat)
    writer.require_current()
    return columns.document_record(document, analysis, folded, path=path, reading=reading, previous=previous)


def part_actions(
    indices: Indices, document: Document, analysis: Analysis, folded: list[str], reading: Reading
) -> Iterator[Action]:
    """A part's id is its reading and place, and its version is fixed: what is sent again is known as done."""
    content = columns.content_record(document, analysis, folded, reading)
    yield put_action(indices.written("contents"), str(reading), content, version=1, version_type="external")
    names = {kind: indices.written(kind) for kind in MADE}
    yield from made_actions(names, document, analysis, reading)


def made_actions(
    names: Mapping[str, str], document: Document, analysis: Analysis, reading: Reading
) -> Iterator[Action]:
    """The parts that can be made from a content again; `names` are indices by kind."""
    for kind, records in (
        ("passages", columns.passage_records(document, analysis, reading)),
        ("figures", columns.figure_records(document, analysis, reading)),
        ("programs", columns.program_records(document, analysis, reading)),
    ):
        for record in records:
            yield put_action(names[kind], f"{reading}.{record['ordinal']}", record, version=1, version_type="external")


def counts_of(analysis: Analysis) -> dict[str, int]:
    """How many parts of each kind an analysis makes."""
    return {kind: len(getattr(analysis, kind)) for kind in MADE}


def drop_parts(indices: Indices, reading: Reading, counts: Mapping[str, int]) -> None:
    """The parts of a reading; how many there are stands in its document's record, too."""
    names = {kind: indices.written(kind) for kind in PARTS}
    run_bulk(indices.client, part_deletions(names, reading, counts))


def part_deletions(names: Mapping[str, str], reading: Reading, counts: Mapping[str, int]) -> Iterator[Action]:
    """`names` are indices by kind."""
    yield delete_action(names["contents"], str(reading))
    for kind in MADE:
        for ordinal in range(counts[kind]):
            yield delete_action(names[kind], f"{reading}.{ordinal}")


def _update(indices: Indices, before: read.Kept, record: Mapping[str, Any]) -> Action:
    """The record in the place of the one that was read, unless another has written it since."""
    seen = {"if_seq_no": before.seq_no, "if_primary_term": before.term}
    return put_action(indices.written("documents"), before.record["document"], dict(record), **seen)


def place_document(indices: Indices, document: str, path: str) -> str | None:
    """Let a document stand at a path; gives the one that stood there before, if it is another one."""
    for _ in range(TRIES):
        before = read.edition_record(indices.client, indices.prefix, path_id(path))
        if before is not None and before.record["document"] == document:
            return None
        if not run_bulk(indices.client, [edition_action(indices, document, path, before)]):
            return None if before is None else str(before.record["document"])
    raise BusyCorpusError(f"others keep writing {path!r}: run it again")


def edition_action(indices: Indices, document: str, path: str, before: read.Kept | None) -> Action:
    earlier = [*before.record["earlier"], before.record["document"]] if before else []
    now = datetime.now(UTC).isoformat(timespec="seconds")
    edition = Edition(path=path, document=document, seen_at=now, earlier=tuple(earlier))
    record = columns.edition_record(edition)
    index, identity = indices.written("editions"), path_id(path)
    if before is None:
        return create_action(index, identity, record)
    return put_action(index, identity, record, if_seq_no=before.seq_no, if_primary_term=before.term)


def leave_path(indices: Indices, path: str) -> str | None:
    """Let nothing stand at a path; gives the document that stood there."""
    before = read.edition_record(indices.client, indices.prefix, path_id(path))
    if before is None:
        return None
    run_bulk(indices.client, [delete_action(indices.written("editions"), path_id(path))])
    return str(before.record["document"])


def keep_history(indices: Indices, edition: Edition) -> None:
    """Since when a document stands at a path, and what stood there before."""
    before = read.edition_record(indices.client, indices.prefix, path_id(edition.path))
    if before is None or before.record["document"] != edition.document:
        return
    record = {**before.record, "seen_at": edition.seen_at, "earlier": list(edition.earlier)}
    seen = {"if_seq_no": before.seq_no, "if_primary_term": before.term}
    run_bulk(indices.client, [put_action(indices.written("editions"), path_id(edition.path), record, **seen)])


def name_path(indices: Indices, document: str) -> bool:
    """Name a document's record after the first path that holds it; False when none does."""
    indices.refresh("editions")
    for _ in range(TRIES):
        paths = read.paths_of(indices.client, indices.prefix, document)
        if not paths:
            return False
        before = read.kept(indices.client, indices.prefix, document)
        first = escape(paths[0])
        if before.record["path"] == first:
            return True
        if not run_bulk(indices.client, [_update(indices, before, _renamed(indices, before, first))]):
            return True
    raise BusyCorpusError(f"others keep writing {document[:12]}: run it again")


def _renamed(indices: Indices, before: read.Kept, path: str) -> dict[str, Any]:
    """A record under another path, whole: what it is found by is not stored and made again from its content."""
    content = read.content(indices.client, indices.prefix, before.record)
    metadata, folded = columns.read_metadata(before.record), columns.read_folded(content).split("\n")
    analysis = columns.read_analysis(before.record, content)
    return {
        **before.record,
        **columns.record_of(before.record["document"], metadata, folded, analysis),
        "path": path,
    }


def drop_document(indices: Indices, writer: Writer, document: str, *, originals: bool) -> None:
    """A document with all that belongs to it. Readers miss it as a whole from the first step on; one that is killed
    in between is finished by a sweep."""
    before = read.kept(indices.client, indices.prefix, document)
    writer.begin()
    writer.drop([document])
    _finish_drop(indices, document, before, originals=originals)
    indices.refresh("documents", *PARTS, "editions")
    writer.drop([])


def _finish_drop(indices: Indices, document: str, before: read.Kept | None, *, originals: bool) -> None:
    indices.refresh("editions")
    run_bulk(indices.client, _edition_deletions(indices, document))
    if before is not None:
        run_bulk(indices.client, [delete_action(indices.written("documents"), document)])
        reading = Reading(before.record["writer"], before.record["n"])
        drop_parts(indices, reading, before.record)
    if originals:
        drop_original(indices, document)


def _edition_deletions(indices: Indices, document: str) -> Iterator[Action]:
    for path in read.paths_of(indices.client, indices.prefix, document):
        yield delete_action(indices.written("editions"), path_id(path))


def original_actions(indices: Indices, document: str, content: bytes) -> Iterator[Action]:
    """The bytes as they came, in parts; each says how many follow it and itself."""
    pieces = [content[at : at + PIECE] for at in range(0, len(content), PIECE)] or [b""]
    for number, piece in enumerate(pieces):
        record = {"document": document, "part": len(pieces) - number, "content": b64encode(piece).decode()}
        yield put_action(indices.written("originals"), f"{document}.{number}", record)


def drop_original(indices: Indices, document: str) -> None:
    """All parts of an original."""
    count = read.original_parts(indices.client, indices.prefix, document)
    run_bulk(
        indices.client,
        [delete_action(indices.written("originals"), f"{document}.{number}") for number in range(count)],
    )


def sweep(indices: Indices, writer: Writer, *, originals: bool) -> int:
    """Finish what killed writers left half done; gives how many there were. Never touches what runs."""
    dead = find_dead(writer)
    if not dead:
        return 0
    indices.refresh("documents", *PARTS, "editions")
    for record in dead:
        mark = {**record, "swept": True}
        run_bulk(indices.client, [put_action(indices.written("writers"), record["writer"], mark)])
        for document in record["dropping"]:
            _finish_drop(indices, document, _kept(indices, document), originals=originals)
        run_bulk(indices.client, _orphans(indices, record["writer"], originals=originals), between=writer.beat)
        indices.refresh("documents", *PARTS)
        run_bulk(indices.client, [delete_action(indices.written("writers"), record["writer"])])
    return len(dead)


def _kept(indices: Indices, document: str) -> read.Kept | None:
    try:
        return read.kept(indices.client, indices.prefix, document)
    except NotFoundError:
        return None


def _orphans(indices: Indices, writer: str, *, originals: bool) -> Iterator[Action]:
    """Deletions of the parts of a dead writer that no document's record bears, and of originals of documents that are
    not kept; the reading that its last document replaced goes too."""
    client, prefix = indices.client, indices.prefix
    committed = read.readings_of(client, prefix, writer)
    for kind in PARTS:
        for hit in read.scan(client, prefix, kind, {"term": {"writer": writer}}, fields=["n", "document"]):
            if hit["fields"]["n"][0] in committed:
                continue
            yield delete_action(indices.written(kind), hit["_id"])
            document = hit["fields"]["document"][0]
            if kind == "contents" and originals and read.find_kept(client, prefix, document) is None:
                drop_original(indices, document)
    if committed and (previous := committed[max(committed)]):
        yield from _replaced(indices, Reading.parse(previous))


def _replaced(indices: Indices, old: Reading) -> Iterator[Action]:
    query = {"bool": {"filter": [{"term": {"writer": old.writer}}, {"term": {"n": old.n}}]}}
    for kind in PARTS:
        for hit in read.scan(indices.client, indices.prefix, kind, query):
            yield delete_action(indices.written(kind), hit["_id"])
