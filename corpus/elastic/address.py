"""Addresses of a corpus on Elasticsearch, and what is set in them.

    https://user:password@host:9200,other:9200/prefix?ca=/etc/ca.pem

User and password are percent-encoded. After the question mark, joined by &:

ca=FILE           certificates to trust
api_key=KEY       instead of user and password
insecure=1        plain http to another machine: whoever listens reads the password and the corpus
originals=FOLDER  keep the files as they came in a folder; without it they are kept in the index
snapshots=NAME    the snapshot repository that `gouji backup` uses
timeout=SECONDS   how long to wait for an answer (30)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from corpus.errors import UnusableCorpusError

FORM = "https://user:password@host:9200/prefix"
PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
OPTIONS = ("ca", "api_key", "insecure", "originals", "snapshots", "timeout")
PORT = 9200
TIMEOUT = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """`hosts` are (scheme, host, port); `shown` is the address without secrets; `timeout` is seconds."""

    hosts: tuple[tuple[str, str, int], ...]
    prefix: str
    shown: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)
    ca: str | None = None
    originals: Path | None = None
    snapshots: str | None = None
    timeout: float = TIMEOUT

    @property
    def server(self) -> str:
        """The first host, for messages."""
        _, host, port = self.hosts[0]
        return f"{host}:{port}"

    @property
    def name(self) -> str:
        """Who we are to the server, for messages."""
        return self.user or ("this API key" if self.api_key else "a visitor without a password")


def parse_address(url: str) -> Address:
    """The address of a corpus. Raises UnusableCorpusError, whose text holds no secret."""
    scheme, _, rest = url.partition("://")
    userinfo, _, place = rest.partition("?")[0].rpartition("@")
    hosts_text, _, prefix = place.partition("/")
    if scheme not in ("http", "https") or not hosts_text:
        raise UnusableCorpusError(f"this address names no Elasticsearch: write {FORM}")
    hosts = tuple(_host(scheme, text) for text in hosts_text.split(","))
    prefix = prefix.strip("/")
    if not PREFIX.fullmatch(prefix):
        raise UnusableCorpusError(
            f"an address must end with the corpus's name, in lower-case letters, digits, - or _: write {FORM}, "
            "and in a password %40 for @, %2F for /, %3A for :, %3F for ?, %23 for #"
        )
    options = _options(url)
    if scheme == "http" and not options.get("insecure") and not all(_is_loopback(host) for _, host, _ in hosts):
        raise UnusableCorpusError(
            f"http to {hosts[0][1]} would show password and corpus to whoever listens: use https, "
            "or add ?insecure=1 to the address"
        )
    user, _, password = userinfo.partition(":")
    return Address(
        hosts=hosts,
        prefix=prefix,
        shown=f"{scheme}://{hosts_text}/{prefix}",
        user=unquote(user) or None,
        password=unquote(password) if user else None,
        api_key=options.get("api_key"),
        ca=options.get("ca"),
        originals=Path(options["originals"]) if "originals" in options else None,
        snapshots=options.get("snapshots"),
        timeout=_seconds(options.get("timeout")),
    )


def _host(scheme: str, text: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(f"{scheme}://{text}")
        if parts.hostname:
            return scheme, parts.hostname, parts.port or PORT
    except ValueError:
        pass
    raise UnusableCorpusError(
        f"the address has a host or port that is none: write {FORM}, and in a password %40 for @ and %2F for /"
    )


def _options(url: str) -> dict[str, str]:
    options = dict(parse_qsl(url.partition("?")[2], keep_blank_values=True))
    for name in options:
        if name not in OPTIONS:
            raise UnusableCorpusError(f"{name!r} in the address is no setting: use {', '.join(OPTIONS)}")
    return options


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _seconds(text: str | None) -> float:
    if text is None:
        return TIMEOUT
    if not re.fullmatch(r"[1-9][0-9]{0,4}", text):
        raise UnusableCorpusError("timeout in the address must be whole seconds above 0: write timeout=30")
    return float(text)
