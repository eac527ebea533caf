"""The container-credentials endpoint: where the SDKs of one command fetch credentials, again whenever they need to.

Their side of it: "Container credential provider", AWS SDKs and Tools Reference Guide.
"""

from __future__ import annotations

import secrets
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from socketserver import TCPServer, ThreadingMixIn
from typing import Any

from hourpass.cli.endpoint_requests import HEAD_SECONDS, Asked, Handler
from hourpass.cli.obtaining import HandedOut

LOOPBACK = "127.0.0.1"
MOST_UNHEARD = 100
"""Connections that have not yet said what they want; with more of them, the one that waits longest is let go."""


@dataclass(frozen=True, slots=True)
class Served:
    """What a command must know, and nobody else."""

    url: str = field(repr=False)
    token: str = field(repr=False)

    def variables(self) -> dict[str, str]:
        """Under the names that SDKs look for. Holds secrets."""
        return {
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": self.url,
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": self.token,
        }


@contextmanager
def serving(get: Callable[[], HandedOut], head_seconds: float = HEAD_SECONDS) -> Iterator[Served]:
    """Answers on a random port of this computer, until left, with what *get* returns or raises (Refusal).

    *get* is called in many threads at once. A client has *head_seconds* for saying what it wants.
    """
    server = _Server(get, head_seconds)
    accepting = threading.Thread(target=server.accept_all, name="endpoint", daemon=True)
    accepting.start()
    try:
        yield Served(f"http://{server.asked.host}{server.asked.path}", server.asked.token)
    finally:
        server.stop()
        accepting.join(1)
        server.server_close()


class _Server(ThreadingMixIn, TCPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, get: Callable[[], HandedOut], head_seconds: float) -> None:
        super().__init__((LOOPBACK, 0), Handler)
        host = f"{LOOPBACK}:{self.server_address[1]}"
        self.asked = Asked(host, f"/{secrets.token_urlsafe(16)}", secrets.token_urlsafe(32), get, head_seconds)
        self._over = False
        self._lock = threading.Lock()
        self._unheard: dict[socket.socket, None] = {}  # the oldest first

    def accept_all(self) -> None:
        """Blocks until :meth:`stop`. Without serve_forever, which wakes up twice a second."""
        while not self._over:
            self.handle_request()

    def stop(self) -> None:
        """Let :meth:`accept_all` return."""
        self._over = True
        with suppress(OSError):
            socket.create_connection((LOOPBACK, self.server_address[1]), 1).close()

    def heard(self, connection: socket.socket) -> None:
        """*connection* has said what it wants, or never will."""
        with self._lock:
            self._unheard.pop(connection, None)

    def get_request(self) -> tuple[socket.socket, Any]:
        try:
            return super().get_request()
        except OSError:
            time.sleep(0.05)  # no files are left for a moment: asking at once would only keep the processor busy
            raise

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._unheard[request] = None
            if len(self._unheard) > MOST_UNHEARD:
                oldest = next(iter(self._unheard))
                del self._unheard[oldest]
                with suppress(OSError):
                    oldest.shutdown(socket.SHUT_RDWR)  # its thread reads an end, and closes it
        super().process_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], OSError):  # a client that is slow or gone is nobody's fault
            super().handle_error(request, client_address)
