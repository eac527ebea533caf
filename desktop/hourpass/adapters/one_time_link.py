"""A local address that leads to a secret one, once: whatever opens a browser shows the address to other processes."""

from __future__ import annotations

import os
import selectors
import socket
import threading
import time
from contextlib import suppress
from typing import Self

from hourpass.adapters.loopback_peer import is_ours

HOST = "127.0.0.1"
LASTS = 60.0
"""Seconds: a browser that has to be started first may take half of it."""
LONGEST_HEAD = 32 * 1024
"""Bytes; browsers send along what any other server of this computer left them as cookies."""
MOST_CLIENTS = 32
_ANSWER_SECONDS = 5.0
_HEADERS = "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_NOTHING_HERE = f"HTTP/1.1 404 Not Found\r\n{_HEADERS}".encode()


class OneTimeLink:
    """Sends the first browser that comes for :attr:`address` on to *url*, and answers 404 to everything else.

    It is over once it was used, after *lasts* seconds, or when it is closed. No repr, thread name or error shows *url*.
    """

    def __init__(self, url: str, lasts: float = LASTS) -> None:
        if not (url.isascii() and url.isprintable()) or " " in url:
            raise ValueError("the URL is not encoded")  # it might not stay in its line; it is secret, so not told
        self._target = f"/{os.urandom(32).hex()}"
        self._listener = socket.create_server((HOST, 0))
        port = self._listener.getsockname()[1]
        self.address = f"http://{HOST}:{port}{self._target}"
        self._ended, self._end = socket.socketpair()
        self._lock = threading.Lock()  # of the two: the thread closes them, whether anybody ends it or not
        self._thread = threading.Thread(
            target=self._serve, args=(url, lasts), name=f"one-time-link {port}", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """End it now; harmless when it is over."""
        with self._lock, suppress(OSError):
            self._end.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _serve(self, url: str, lasts: float) -> None:
        over_at = time.monotonic() + lasts
        with selectors.DefaultSelector() as selector:
            clients = _Clients(selector, self._listener, self._target)
            selector.register(self._ended, selectors.EVENT_READ)
            try:
                client = self._first(clients, over_at)
            finally:
                clients.close()  # before the answer: whoever has it can rely on there being no second one
                with self._lock:
                    self._ended.close()
                    self._end.close()
        if client is not None:
            _send_on(client, url)

    def _first(self, clients: _Clients, over_at: float) -> socket.socket | None:
        """Whoever asked for the address first; None when it is over before."""
        while (left := over_at - time.monotonic()) > 0:
            for ready in clients.wait(left):
                if ready is self._ended:
                    return None
                if clients.asks_rightly(ready):
                    return clients.release(ready)
        return None


class _Clients:
    """Those who are connected. Browsers open connections ahead and leave them idle, so none may hold up another."""

    def __init__(self, selector: selectors.BaseSelector, listener: socket.socket, target: str) -> None:
        self._selector, self._listener = selector, listener
        self._right = f"GET {target} HTTP/1.".encode()
        self._heads: dict[socket.socket, bytes] = {}
        listener.setblocking(False)
        selector.register(listener, selectors.EVENT_READ)

    def wait(self, seconds: float) -> list[socket.socket]:
        """The sockets on which something came in within *seconds*, but for the listener, which is seen to here."""
        ready: list[socket.socket] = [key.fileobj for key, _ in self._selector.select(seconds)]  # type: ignore[misc]
        if self._listener in ready:
            ready.remove(self._listener)
            self._accept()
        return [each for each in ready if each.fileno() >= 0]

    def asks_rightly(self, client: socket.socket) -> bool:
        """Whether *client* has asked for the address. Who asked for anything else is refused and gone."""
        from hmac import compare_digest  # libcrypto comes with it: not before somebody asks

        try:
            part = client.recv(LONGEST_HEAD)
        except BlockingIOError:
            return False
        except OSError:
            part = b""
        head = self._heads[client] = self._heads[client] + part
        whole = b"\r\n\r\n" in head
        if whole and compare_digest(head[: len(self._right)], self._right):
            return True
        if whole or len(head) > LONGEST_HEAD:
            with suppress(OSError):
                client.send(_NOTHING_HERE)
            self.release(client).close()
        elif not part:
            self.release(client).close()
        return False

    def release(self, client: socket.socket) -> socket.socket:
        """*client*, which is not looked after any more."""
        self._selector.unregister(client)
        del self._heads[client]
        return client

    def close(self) -> None:
        """Leave all that are still connected, and take nobody in any more."""
        for client in tuple(self._heads):
            self.release(client).close()
        self._selector.unregister(self._listener)
        self._listener.close()

    def _accept(self) -> None:
        try:
            client, peer = self._listener.accept()
        except OSError:  # gone already
            return
        if not is_ours(peer, self._listener.getsockname()):  # other users' processes may have read the address
            client.close()
            return
        if len(self._heads) >= MOST_CLIENTS:
            self.release(next(iter(self._heads))).close()  # the one that has been silent the longest
        client.setblocking(False)
        self._heads[client] = b""
        self._selector.register(client, selectors.EVENT_READ)


def _send_on(client: socket.socket, url: str) -> None:
    with client, suppress(OSError):  # it may be gone
        client.settimeout(_ANSWER_SECONDS)
        client.sendall(f"HTTP/1.1 302 Found\r\nLocation: {url}\r\n{_HEADERS}".encode())
