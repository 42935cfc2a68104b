"""The indices of a corpus: made from the templates beside this file, and the version they are of.

    documents   one record a document, written last: what it says of itself, and the text as the index sees it
    contents    a document with its analysis, whole and packed: what everything else can be made from again
    passages, figures, programs   one record each, with what of their document filters them
    editions    what stands at a path
    originals   the files as they came, in parts
    corrections what persons read better, one record a document
    saved       searches that are kept under a name
    writers     who writes now (see writers.py)

A name is prefix-kind-schema-build, as in gouji-figures-2-0; readers use the alias prefix-kind, writers
prefix-kind-write.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from corpus.elastic.address import Address
from corpus.errors import NewerCorpusError, NotFoundError, UnusableCorpusError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

SCHEMA = 2
"""`_meta.schema`. Raise it when templates or corpus.index_text change."""
KINDS = (
    "documents",
    "contents",
    "passages",
    "figures",
    "programs",
    "editions",
    "originals",
    "corrections",
    "saved",
    "writers",
)
OWNER = "gouji"


@cache
def template(kind: str) -> dict[str, Any]:
    """Settings and mappings of an index."""
    read: dict[str, Any] = json.loads((files("corpus.elastic") / f"{kind}.json").read_text("utf-8"))
    return read


def index_body(kind: str, analyser: str | None = None) -> dict[str, Any]:
    """What an index is made with: its template, stamped."""
    body = json.loads(json.dumps(template(kind)))
    body["mappings"]["_meta"] = {"owner": OWNER, "schema": SCHEMA} | ({"analyser": analyser} if analyser else {})
    return dict(body)


def read_alias(prefix: str, kind: str) -> str:
    return f"{prefix}-{kind}"


def write_alias(prefix: str, kind: str) -> str:
    return f"{prefix}-{kind}-write"


def index_name(prefix: str, kind: str, build: int, schema: int = SCHEMA) -> str:
    return f"{prefix}-{kind}-{schema}-{build}"


def prepare(client: Elasticsearch, address: Address, *, create: bool, repair: bool = False) -> None:
    """Make the indices where there are none, or see that they are ours, whole and of this version; to `repair` them
    they may be of an older one, and changed.

    Raises NotFoundError when there are none and none shall be made, NewerCorpusError for a later schema,
    UnusableCorpusError for another program's indices, an older schema or a mapping that was changed.
    """
    found = read_mappings(client, address.prefix)
    missing = [kind for kind in KINDS if kind not in found]
    for kind, mapping in found.items():
        _check_meta(kind, mapping, address, repair=repair)
    if len(missing) == len(KINDS) and not create:
        raise NotFoundError(f"there is no corpus at {address.shown}: `gouji ingest PATH` makes one")
    if repair:
        return
    if missing:
        _create(client, address, missing)
        found = read_mappings(client, address.prefix)
    for kind, mapping in found.items():
        _check_fields(kind, mapping, address)


def read_mappings(client: Elasticsearch, prefix: str) -> dict[str, dict[str, Any]]:
    """The mapping that readers see, by kind."""
    names = [read_alias(prefix, kind) for kind in KINDS]
    answer = client.indices.get(
        index=names, ignore_unavailable=True, allow_no_indices=True, features=["aliases", "mappings"]
    )
    found = {}
    for name, index in answer.items():
        for kind, alias in zip(KINDS, names, strict=True):
            if alias == name or alias in index["aliases"]:
                found[kind] = index["mappings"]
    return found


def concrete_names(client: Elasticsearch, prefix: str) -> dict[str, str]:
    """The index that readers see, by kind; an older schema may lack kinds."""
    names = [read_alias(prefix, kind) for kind in KINDS]
    answer = client.indices.get(index=names, ignore_unavailable=True, allow_no_indices=True, features=["aliases"])
    return {
        kind: name for name, index in answer.items() for kind in KINDS if names[KINDS.index(kind)] in index["aliases"]
    }


def _check_meta(kind: str, mapping: dict[str, Any], address: Address, *, repair: bool) -> None:
    meta = mapping.get("_meta", {})
    name = read_alias(address.prefix, kind)
    if meta.get("owner") != OWNER:
        raise UnusableCorpusError(
            f"the index {name} at {address.server} belongs to another program: end the address with another name"
        )
    if meta["schema"] > SCHEMA:
        raise NewerCorpusError(
            f"{address.shown} was written by a newer version of Gouji (schema {meta['schema']}, this one knows "
            f"{SCHEMA}): install that version, or give this one another corpus"
        )
    if meta["schema"] < SCHEMA and not repair:
        raise UnusableCorpusError(
            f"{address.shown} was written by an older version of Gouji (schema {meta['schema']}, this one knows "
            f"{SCHEMA}): run `gouji rebuild --indices`, which makes its indices anew while others read"
        )


def _check_fields(kind: str, mapping: dict[str, Any], address: Address) -> None:
    wanted, found = template(kind)["mappings"], mapping
    differing = [name for name, field in wanted["properties"].items() if found.get("properties", {}).get(name) != field]
    if differing or found.get("dynamic") != "strict" or len(found["properties"]) != len(wanted["properties"]):
        where = f" ({', '.join(differing[:3])})" if differing else ""
        raise UnusableCorpusError(
            f"the mapping of {read_alias(address.prefix, kind)} was changed by hand{where}: "
            "run `gouji rebuild --indices`, which makes the indices anew"
        )


def _create(client: Elasticsearch, address: Address, kinds: list[str]) -> None:
    """Two who make them at once both succeed: an index that is there already is taken as it is."""
    from elasticsearch import BadRequestError

    for kind in kinds:
        aliases = {read_alias(address.prefix, kind): {}, write_alias(address.prefix, kind): {"is_write_index": True}}
        body = index_body(kind)
        try:
            client.indices.create(
                index=index_name(address.prefix, kind, 0),
                settings=body["settings"],
                mappings=body["mappings"],
                aliases=aliases,
                wait_for_active_shards=1,
            )
        except BadRequestError as error:
            if error.error != "resource_already_exists_exception":
                raise


def read_stamp(client: Elasticsearch, prefix: str) -> str | None:
    """Which analyser wrote to the corpus last."""
    answer = client.indices.get_mapping(index=read_alias(prefix, "documents"))
    stamp = next(iter(answer.values()))["mappings"]["_meta"].get("analyser")
    return None if stamp is None else str(stamp)


def write_stamp(client: Elasticsearch, prefix: str, analyser: str) -> None:
    """Say which analyser wrote to the corpus last."""
    meta = {"owner": OWNER, "schema": SCHEMA, "analyser": analyser}
    client.indices.put_mapping(index=write_alias(prefix, "documents"), meta=meta, write_index_only=True)
