"""A door before a server: everything goes through it, and a test may look at it, change it or make it wait."""

from __future__ import annotations

import http.server
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Headers = dict[str, str]


@contextmanager
def door(server: str, passing: Callable[[str, Headers], None], context: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address of a door before a server. `passing` is called with each request's path and headers, which it may
    change; `context` is for the server behind."""

    class Door(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            headers = {name: value for name, value in self.headers.items() if name not in ("Host", "Content-Length")}
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))) or None
            passing(self.path, headers)
            try:
                self.answer(urllib.request.Request(server + self.path, body, headers, method=self.command))
            except BrokenPipeError:  # who asked did not wait
                self.close_connection = True

        def answer(self, asked: urllib.request.Request) -> None:
            try:
                answer = urllib.request.urlopen(asked, context=context)
            except urllib.error.HTTPError as error:
                answer = error
            with answer:
                content = answer.read()
                self.send_response(answer.status)
                for name in ("Content-Type", "X-elastic-product"):
                    if value := answer.headers.get(name):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    for method in ("DELETE", "GET", "HEAD", "POST", "PUT"):
        setattr(Door, f"do_{method}", Door.pass_on)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()
