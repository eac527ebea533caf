"""The app as commands meet it: behind its socket, saying what it is told to."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

Answer = dict[str, Any] | bytes | None

NOBODY = 65534


class FakeApp:
    """Notes each message, and answers with what *answer* makes of it; None keeps the caller waiting."""

    def __init__(self, path: str, answer: Callable[[dict[str, Any]], Answer]) -> None:
        self.path, self.answer = path, answer
        self.asked: list[dict[str, Any]] = []
        self._waiting: list[socket.socket] = []

    def serve(self, listener: socket.socket) -> None:
        """Until *listener* is shut down."""
        with suppress(OSError):
            while True:
                caller, _ = listener.accept()
                self._hear(caller)

    def let_go(self) -> None:
        """Hang up on all who wait."""
        for caller in self._waiting:
            caller.close()

    def _hear(self, caller: socket.socket) -> None:
        line = b""
        while not line.endswith(b"\n") and (part := caller.recv(65536)):
            line += part
        if not line:
            caller.close()
            return
        self.asked.append(json.loads(line))
        answer = self.answer(self.asked[-1])
        if answer is None:
            self._waiting.append(caller)
            return
        caller.sendall(answer if isinstance(answer, bytes) else json.dumps({"v": 1} | answer).encode() + b"\n")
        caller.close()


@contextmanager
def fake_app(path: str, answer: Callable[[dict[str, Any]], Answer]) -> Iterator[FakeApp]:
    """One that listens at *path* as this user."""
    app = FakeApp(path, answer)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen(64)
        thread = threading.Thread(target=app.serve, args=(listener,))
        thread.start()
        try:
            yield app
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
            app.let_go()


@contextmanager
def somebody_elses(path: str, answer: bytes) -> Iterator[Callable[[], bytes]]:
    """Another user's process at *path*, which answers once; ends it, and gives what it heard. Only root can have one."""
    ours, theirs = socket.socketpair()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    other = os.fork()
    if other == 0:  # nothing but system calls in here
        with suppress(OSError):
            os.setuid(NOBODY)
            listener.listen()  # it counts who does this
            theirs.send(b"ready")
            caller, _ = listener.accept()
            heard = caller.recv(65536)
            theirs.send(heard)
            caller.send(answer)
        os._exit(0)
    theirs.close()
    listener.close()
    assert ours.recv(100) == b"ready"

    def heard() -> bytes:
        os.waitpid(other, 0)
        return ours.recv(65536)

    try:
        yield heard
    finally:
        ours.close()
