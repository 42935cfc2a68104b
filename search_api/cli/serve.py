"""gouji serve: the API and the pages."""

from __future__ import annotations

import errno
import ipaddress
import socket
from contextlib import suppress

import click

from search_api.actions import ActionError, open_corpus, require_fresh
from search_api.cli.options import corpus_option, settings_of
from search_api.settings import Settings

HOST, PORT = "127.0.0.1", 8000
TAKEN = (errno.EADDRINUSE, errno.EACCES)
SHORTEST = 16
"""Characters of a token by which other machines are let in, at least."""
NEXT_PORTS = 50
"""Ports after the one that was asked for that are tried when it is taken."""


@click.command("serve")
@click.option("--host", default=HOST, show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=PORT, show_default=True, help="The next free one if taken."
)
@corpus_option
def command(host: str, port: int, corpus: str | None) -> None:
    """Serve the API and the pages. Beyond this machine they are served only with a token of 16 characters
    or more (GOUJI_TOKEN)."""
    run(settings_of(corpus), host=host, port=port)


def run(settings: Settings, *, host: str = HOST, port: int = PORT) -> None:
    """Serve until interrupted; says where on standard error. Raises ActionError when it cannot listen."""
    if not is_loopback(host) and not settings.token:
        raise ActionError(f"{host} can be reached from other machines: set GOUJI_TOKEN to a secret first")
    if not is_loopback(host) and len(settings.token or "") < SHORTEST:
        raise ActionError(
            f"GOUJI_TOKEN has fewer than {SHORTEST} characters and could be guessed: try `openssl rand -hex 16`"
        )
    with open_corpus(settings, must_exist=False) as corpus:  # what is wrong with it is said now, not in a server's log
        require_fresh(corpus, segmenter=settings.segmenter)
    from uvicorn import Config, Server

    from search_api.app import make_app

    server = Server(Config(make_app(settings), log_level="warning", access_log=False))
    with listen(host, port) as listener, suppress(KeyboardInterrupt):
        click.echo(f"gouji serves at {address(listener)} (Ctrl-C stops it)", err=True)
        server.run(sockets=[listener])


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """A socket at the first free port from `port` on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    last = min(port + NEXT_PORTS, 65_535) if port else 0
    for number in range(port, last + 1):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
            listener.listen(128)
        except (OSError, OverflowError) as error:
            listener.close()
            if not (isinstance(error, OSError) and error.errno in TAKEN):
                raise ActionError(f"cannot listen at {host}, port {number}: {error}") from error
            continue
        return listener
    raise ActionError(f"the ports {port} to {last} of {host} are all taken: name another with --port")


def address(listener: socket.socket) -> str:
    """The address that a browser opens."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
