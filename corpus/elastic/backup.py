"""A copy of a corpus on a cluster: a snapshot where a repository is set, else all of it in one file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.elastic.address import Address
from corpus.elastic.schema import concrete_names
from corpus.errors import UnusableCorpusError
from corpus.move import Moved, export_file

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

    from corpus.backend import Corpus

FILE = "corpus.jsonl.zst"


def back_up(corpus: Corpus, client: Elasticsearch, address: Address, folder: Path) -> str:
    """Copy the corpus; gives what was made and how it is used."""
    if address.snapshots:
        return _snapshot(client, address, address.snapshots)
    folder.mkdir(parents=True, exist_ok=True)
    moved = Moved()
    export_file(corpus, folder / FILE, moved)
    return f"wrote {moved.documents:,} documents to {folder / FILE}: `gouji import` puts them into any corpus"


def _snapshot(client: Elasticsearch, address: Address, repository: str) -> str:
    """The cluster's own copy. Raises UnusableCorpusError when it is not whole."""
    name = f"gouji-{address.prefix}-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
    indices = sorted(concrete_names(client, address.prefix).values())
    answer = client.options(request_timeout=24 * 3600).snapshot.create(
        repository=repository, snapshot=name, indices=indices, include_global_state=False, wait_for_completion=True
    )
    state = answer["snapshot"]["state"]
    if state != "SUCCESS":
        raise UnusableCorpusError(f"the snapshot {name} in {repository} is {state}: see the cluster's log")
    return (
        f"made the snapshot {name} in {repository}: to restore it, delete the indices {address.prefix}-* and "
        f"POST _snapshot/{repository}/{name}/_restore"
    )
