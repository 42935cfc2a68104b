"""The client of one cluster, and the cluster's errors put into our words."""

from __future__ import annotations

import logging
import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from corpus.elastic.address import Address
from corpus.errors import BusyCorpusError, CorpusError, RejectedError, UnusableCorpusError

if TYPE_CHECKING:
    from elasticsearch import ApiError, Elasticsearch, TransportError

OLDEST = 8
"""The oldest major version that is spoken to."""


def connect(address: Address) -> Elasticsearch:
    """A client for a cluster that answers and is Elasticsearch of a version we know. Raises CorpusError."""
    with translated(address):
        client = _client(address)
        try:
            check_server(client, address)
        except BaseException:
            client.close()
            raise
    return client


def _client(address: Address) -> Elasticsearch:
    from elasticsearch import Elasticsearch

    # what fails is said by our errors; without a handler of its own the log would go to the user's screen
    logging.getLogger("elastic_transport").addHandler(logging.NullHandler())
    secret: dict[str, Any] = {}
    if address.api_key:
        secret["api_key"] = address.api_key
    elif address.user:
        secret["basic_auth"] = (address.user, address.password or "")
    if address.ca:
        secret["ca_certs"] = _readable(address.ca)
    return Elasticsearch(
        hosts=[{"scheme": scheme, "host": host, "port": port} for scheme, host, port in address.hosts],
        request_timeout=address.timeout,
        max_retries=len(address.hosts) - 1,
        retry_on_timeout=False,
        connections_per_node=10,
        **secret,
    )


def _readable(authorities: str) -> str:
    """A file of certificates. Raises UnusableCorpusError when it is none."""
    try:
        ssl.create_default_context(cafile=authorities)
    except OSError as error:
        why = error.strerror if not isinstance(error, ssl.SSLError) else "there are none in it"
        raise UnusableCorpusError(
            f"cannot read the certificates in {authorities} ({why}): name a PEM file with ?ca=FILE"
        ) from error
    return authorities


def check_server(client: Elasticsearch, address: Address) -> None:
    """Raise UnusableCorpusError for what is no Elasticsearch, or one that is too old. Without the server's root page,
    which the smallest build does not have."""
    answer = client.nodes.info(node_id="_all", metric="os", filter_path="nodes.*.version")
    versions = {node["version"] for node in answer["nodes"].values()}
    old = sorted(version for version in versions if int(version.split(".")[0]) < OLDEST)
    if old:
        raise UnusableCorpusError(
            f"{address.server} is Elasticsearch {old[0]}: Gouji needs {OLDEST} or newer, so upgrade it or name another"
        )


@contextmanager
def translated(address: Address) -> Iterator[None]:
    """The client's errors as ours, with a sentence that says what to do and holds no secret."""
    import elasticsearch

    try:
        yield
    except elasticsearch.UnsupportedProductError as error:
        raise UnusableCorpusError(
            f"{address.server} is no Elasticsearch (another product answers there): name an Elasticsearch server"
        ) from error
    except elasticsearch.ApiError as error:
        raise _of_answer(error, address) from error
    except elasticsearch.TransportError as error:
        raise _of_transport(error, address) from error
    except OSError as error:
        raise UnusableCorpusError(f"cannot reach {address.server}: {error.strerror or 'check the address'}") from error


def _of_transport(error: TransportError, address: Address) -> CorpusError:
    import elasticsearch
    from elastic_transport import TlsError

    if isinstance(error, elasticsearch.ConnectionTimeout):
        return BusyCorpusError(
            f"the cluster at {address.server} did not answer within {address.timeout:.0f} s: "
            "see whether it is overloaded, then run it again"
        )
    if isinstance(error, TlsError):
        return UnusableCorpusError(
            f"{address.server} has a certificate that is not trusted here: name its CA with ?ca=FILE, or check https"
        )
    if isinstance(error, elasticsearch.SerializationError):
        return UnusableCorpusError(f"{address.server} is no Elasticsearch: name an Elasticsearch server")
    return UnusableCorpusError(
        f"no Elasticsearch answers at {address.server}: see that it runs, then run it again to go on"
    )


def _of_answer(error: ApiError, address: Address) -> CorpusError:
    status, reason = error.meta.status, reason_of(error.body)
    if status == 401 and address.api_key:
        return UnusableCorpusError(
            f"{address.server} does not accept this API key: put one that is valid into the address (api_key=…)"
        )
    if status == 401:
        return UnusableCorpusError(f"wrong password for {address.name} at {address.server}: correct the address")
    if "cluster_block_exception" in reason or "blocked by" in reason:
        return _blocked(reason, address)
    if status == 403:
        return UnusableCorpusError(f"{address.name} {_forbidden(reason)} at {address.server}: ask who runs the cluster")
    if status in (429, 503, 504):
        return BusyCorpusError(
            f"the cluster at {address.server} cannot do this now ({reason}): see its health, then run it again"
        )
    if status == 413:
        return RejectedError(f"this document is too large for {address.server}: split it, or allow larger requests")
    if status == 404 and "index_not_found" in reason:
        return UnusableCorpusError(f"an index of {address.shown} is gone: restore it from a backup, or ingest again")
    return UnusableCorpusError(f"{address.server} gives an error ({status}: {reason})")


def _blocked(reason: str, address: Address) -> CorpusError:
    if "flood-stage" in reason or "disk usage exceeded" in reason:
        return UnusableCorpusError(f"the disk of {address.server} is full: make room and run it again")
    if "state not recovered" in reason or "no master" in reason:
        return BusyCorpusError(f"the cluster at {address.server} is still starting: run it again in a while")
    return UnusableCorpusError(f"{address.shown} is read-only: lift the block on its indices, then run it again")


def _forbidden(reason: str) -> str:
    found = re.search(r"action \[([^\]]+)\]", reason)
    return (
        "may not write"
        if found and ":data/write" in found[1]
        else "may not do this" + (f" ({found[1]})" if found else "")
    )


def reason_of(body: Any) -> str:
    """What an answer gives as the reason, on one line and short."""
    if not isinstance(body, Mapping):
        return " ".join(str(body).split())[:200]
    error = body.get("error", body)
    if not isinstance(error, Mapping):
        return " ".join(str(error).split())[:200]
    cause = next(iter(error.get("root_cause") or ()), error)
    inner = error.get("caused_by") or cause.get("caused_by") or {}
    parts = [cause.get("type"), cause.get("reason") or error.get("reason"), inner.get("reason")]
    return " ".join(": ".join(str(part) for part in dict.fromkeys(parts) if part).split())[:400]


def whole(answer: Any) -> Any:
    """An answer of all shards in time; else BusyCorpusError: part of an answer is none."""
    if "error" in answer:  # one of several that were asked for together
        raise BusyCorpusError(f"the cluster cannot be asked now ({reason_of(answer)}): ask again")
    shards = answer.get("_shards", {})
    if answer.get("timed_out") or shards.get("failed"):
        raise BusyCorpusError("part of the cluster did not answer: see its health, then ask again")
    return answer
