"""A port that leads to another one, to be opened and closed under a running app."""

from __future__ import annotations

import selectors
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit


def free_port() -> int:
    """A port of this computer at which nobody listens just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@contextmanager
def forwarding(port: int, endpoint: str) -> Iterator[None]:
    """Whoever connects to *port* is led to *endpoint*, inside the block."""
    target = (urlsplit(endpoint).hostname, urlsplit(endpoint).port)

    class Forward(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.create_connection(target) as onward:
                _pass_on(self.request, onward)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    with Server(("127.0.0.1", port), Forward) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield
        server.shutdown()


def _pass_on(one: Any, other: Any) -> None:
    """Carry bytes both ways until either side is done."""
    with selectors.DefaultSelector() as selector:
        selector.register(one, selectors.EVENT_READ, other)
        selector.register(other, selectors.EVENT_READ, one)
        while True:
            for key, _ in selector.select():
                data = key.fileobj.recv(65536)  # type: ignore[union-attr]  # a socket, as registered
                if not data:
                    return
                key.data.sendall(data)
