"""Who writes now. What a document consists of is written before the record that says it is kept, so readers must know
which parts may be without one.

Every process that writes has a record of its own, which is there before its first part. Its parts bear its name and a
number that grows with each document; only the last may be unfinished. Readers leave out (`find_unfinished`), of every
writer that has a record, the parts after the last number that a document's record bears, and of the document being
replaced or removed what is going away. A writer that ends in order takes its record with it. One that was killed leaves
it; another that finds it dead removes the parts without a document, then the record (write.sweep). Whether it is dead
is told by its process where that is on this machine, else by its `beat`, which stands still for GRACE seconds of our
own clock: no two clocks are compared.
"""

from __future__ import annotations

import os
import socket
import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.elastic.bulk import put_action, run_bulk
from corpus.elastic.columns import Reading
from corpus.elastic.connections import whole
from corpus.elastic.schema import read_alias, write_alias
from corpus.errors import BusyCorpusError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

BEAT = 15.0
"""Seconds after which a writer says again that it is there."""
GRACE = 180.0
"""Seconds without a beat after which a writer of another machine counts as dead."""
PARTS = ("contents", "passages", "figures", "programs")


@dataclass(slots=True)
class Writer:
    """This process as one that writes."""

    client: Elasticsearch
    prefix: str
    name: str = field(default_factory=lambda: uuid.uuid4().hex[:16])
    n: int = 0
    beats: int = 0
    dropping: tuple[str, ...] = ()
    seen: dict[str, tuple[int, float]] = field(default_factory=dict)
    last: float | None = None

    def begin(self) -> None:
        """Nothing of ours is under way, and we are about to write. The writer's record is there afterwards; one that
        was taken for dead goes on under another name."""
        if not self.is_current():
            self.renew()
        self.beat()

    def next_reading(self) -> Reading:
        """A name for the parts of the next document."""
        self.begin()
        self.n += 1
        return Reading(self.name, self.n)

    def beat(self) -> None:
        """Say that we are there, if that was long ago. Raises BusyCorpusError like `require_current`."""
        if self.last is None or time.monotonic() - self.last > BEAT:
            self.require_current()
            self._write(refresh=self.last is None)

    def require_current(self) -> None:
        """Raise BusyCorpusError when somebody has taken us for dead: what we have begun is gone."""
        if not self.is_current():
            raise BusyCorpusError("this process stood still so long that another one took it for dead: run it again")

    def is_current(self) -> bool:
        """Whether nobody has taken us for dead. Nobody can have before a long pause; after one our record itself is
        asked."""
        if self.last is None or time.monotonic() - self.last < GRACE / 2:
            return True
        answer = self.client.options(ignore_status=404).get(index=read_alias(self.prefix, "writers"), id=self.name)
        return bool(answer.get("found")) and not answer["_source"]["swept"]

    def drop(self, documents: Iterable[str]) -> None:
        """Have readers leave out the parts of documents that are being removed; none: no more."""
        dropping = tuple(documents)
        if dropping != self.dropping:
            self.dropping = dropping
            self._write(refresh=True)

    def renew(self) -> None:
        """Go on under another name: what was begun under the old one is left to a sweep."""
        self.name, self.n, self.last, self.dropping = uuid.uuid4().hex[:16], 0, None, ()

    def leave(self) -> None:
        """We write no more, and all that we wrote can be seen."""
        if self.last is not None:
            self.client.options(ignore_status=404).delete(index=write_alias(self.prefix, "writers"), id=self.name)
            self.last = None

    def _write(self, *, refresh: bool) -> None:
        self.beats += 1
        now = time.monotonic()
        record = {
            "writer": self.name,
            "host": machine(),
            "process": process_name(os.getpid()),
            "beat": self.beats,
            "dropping": list(self.dropping),
            "swept": False,
        }
        index = write_alias(self.prefix, "writers")
        run_bulk(self.client, [put_action(index, self.name, record)])
        if refresh:
            self.client.indices.refresh(index=read_alias(self.prefix, "writers"))
        self.last = now


def machine() -> str:
    """A name of this machine since it was started."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip() + os.readlink("/proc/self/ns/pid")
    except OSError:
        return socket.gethostname()


def process_name(pid: int) -> str | None:
    """A process by its number and the time of its start, so that a number used again is told apart; None: no such."""
    try:
        started = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except FileNotFoundError:
        return None if Path("/proc/self/stat").exists() else str(pid)
    except OSError:
        return str(pid)
    return f"{pid} {started}"


def read_writers(client: Elasticsearch, prefix: str) -> list[Mapping[str, Any]]:
    """The records of all who write now, or were killed."""
    answer = whole(client.search(index=read_alias(prefix, "writers"), size=1000, sort="_doc"))
    return [hit["_source"] for hit in answer["hits"]["hits"]]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What readers leave out: of each writer the parts after a number, some readings, and parts of some documents."""

    after: Mapping[str, int] = field(default_factory=dict)
    readings: frozenset[Reading] = frozenset()
    documents: frozenset[str] = frozenset()

    def __or__(self, later: Unfinished) -> Unfinished:
        """What to leave out of a state that was fixed between two looks: what was begun after the first look may be
        there in part, what was replaced after it still stands."""
        after = dict.fromkeys(later.after, 0) | dict(self.after)
        return Unfinished(after, self.readings, self.documents | later.documents)

    def clauses(self) -> list[dict[str, Any]]:
        """Conditions that a part must not meet."""
        clauses: list[dict[str, Any]] = [
            {"bool": {"filter": [{"term": {"writer": writer}}, {"range": {"n": {"gt": n}}}]}}
            for writer, n in sorted(self.after.items())
        ]
        for reading in sorted(self.readings, key=str):
            clauses.append({"bool": {"filter": [{"term": {"writer": reading.writer}}, {"term": {"n": reading.n}}]}})
        if self.documents:
            clauses.append({"terms": {"document": sorted(self.documents)}})
        return clauses


def find_unfinished(client: Elasticsearch, prefix: str) -> Unfinished:
    """What is being written or went away just now."""
    writers = read_writers(client, prefix)
    if not writers:
        return Unfinished()
    names = [record["writer"] for record in writers]
    last = _last_records(client, prefix, names)
    return Unfinished(
        {name: record["n"] if record else 0 for name, record in zip(names, last, strict=True)},
        frozenset(Reading.parse(record["previous"]) for record in last if record and record.get("previous")),
        frozenset(document for record in writers for document in record["dropping"]),
    )


def _last_records(client: Elasticsearch, prefix: str, writers: list[str]) -> list[Mapping[str, Any] | None]:
    """The last document that each writer has finished."""
    searches: list[dict[str, Any]] = []
    for writer in writers:
        searches.append({"index": read_alias(prefix, "documents")})
        searches.append(
            {"query": {"term": {"writer": writer}}, "sort": [{"n": "desc"}], "size": 1, "_source": ["n", "previous"]}
        )
    found = []
    for answer in client.msearch(searches=searches)["responses"]:
        hits = whole(answer)["hits"]["hits"]
        found.append(hits[0]["_source"] if hits else None)
    return found


def find_dead(writer: Writer) -> list[Mapping[str, Any]]:
    """Records of writers that run no more. Those of other machines must have been looked at before, GRACE seconds
    ago, and not have moved since."""
    now, dead = time.monotonic(), []
    for record in read_writers(writer.client, writer.prefix):
        name = record["writer"]
        if name == writer.name:
            continue
        if record["swept"]:
            dead.append(record)
            continue
        if record["host"] == machine():
            pid = record["process"].split()[0]
            if process_name(int(pid)) != record["process"]:
                dead.append(record)
            continue
        beat, since = writer.seen.get(name, (-1, now))
        if beat != record["beat"]:
            since = now
        writer.seen[name] = (record["beat"], since)
        if now - since > GRACE:
            dead.append(record)
    return dead
