"""A small CRM on this machine that answers as each test wants."""

from __future__ import annotations

import http.server
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

import pytest

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


@dataclass
class Crm:
    """The server and what it was asked."""

    url: str
    #: Headers of each request.
    asked: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def serving(answer: Answer, tls: ssl.SSLContext | None = None) -> Iterator[Crm]:
    """Serve one answer to each request, on a free port of the loopback interface."""
    crm = Crm("")

    class Desk(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            crm.asked.append(dict(self.headers.items()))
            self.close_connection = True
            answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class calls it so
            pass

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that hangs up is what many of the tests are about."""

    server = Server(("127.0.0.1", 0), Desk)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    crm.url = (
        f"{'http' if tls is None else 'https'}://127.0.0.1:{server.server_address[1]}/tasks?key=QUERYSECRET"
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield crm
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.fixture
def crm() -> Callable[..., AbstractContextManager[Crm]]:
    """`with crm(answer) as desk:` serves until the block ends."""
    return serving
