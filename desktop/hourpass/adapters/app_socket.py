"""The running app, as others reach it: one JSON line each way over a socket that only this user may open.

Loads nothing until there is a socket to ask: a first start must not wait for this.
"""

# ruff: noqa: PTH110, PTH123 (paths are text here; pathlib would cost 5 ms before the first paint)

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket

VERSION = 1
LONGEST_LINE = 64 * 1024
"""Bytes of a request or an answer, its end of line included."""

LOOK_AGAIN_SECONDS = 0.05


def ask(
    path: str,
    message: dict[str, Any],
    timeout: float = 5.0,
    *,
    wait_for_app: float = 0.0,
    may_come: Callable[[], bool] = lambda: True,
) -> dict[str, Any] | None:
    """The running app's answer to *message*, or None: nobody there, or no sound answer within *timeout* seconds.

    With *wait_for_app* an app that is just starting is given that many seconds to listen, as long as it *may_come*.
    """
    give_up = time.monotonic() + wait_for_app
    while True:
        answer = _ask_once(path, message, timeout)
        if answer is not None or time.monotonic() >= give_up or not may_come():
            return answer
        time.sleep(LOOK_AGAIN_SECONDS)


def line_of(message: dict[str, Any]) -> bytes:
    """*message* as it goes over the socket."""
    from json import dumps

    return dumps({"v": VERSION} | message, ensure_ascii=True).encode() + b"\n"


def message_of(line: bytes) -> dict[str, Any] | None:
    """The message that *line* carries, or None if it carries none that this version understands."""
    from json import loads

    try:
        message = loads(line)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) and message.get("v") == VERSION else None


def _ask_once(path: str, message: dict[str, Any], timeout: float) -> dict[str, Any] | None:
    if sys.platform != "win32" and not os.path.exists(path):
        return None
    line = line_of(message)
    if len(line) > LONGEST_LINE:
        return None
    try:
        answer = _exchange(path, line, timeout)
    except OSError:  # nobody behind the socket, or gone before the answer
        return None
    return message_of(answer)


if sys.platform == "win32":

    def _exchange(path: str, line: bytes, timeout: float) -> bytes:
        """Pipes opened as files know no timeout: the app's own limits end a wait."""
        del timeout
        with open(rf"\\.\pipe\{path}", "r+b", buffering=0) as pipe:
            pipe.write(line)
            answer = bytearray()
            while not answer.endswith(b"\n") and len(answer) <= LONGEST_LINE and (part := pipe.read(LONGEST_LINE)):
                answer += part
            return bytes(answer)

else:

    def _exchange(path: str, line: bytes, timeout: float) -> bytes:
        import socket

        deadline = time.monotonic() + timeout
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(timeout)
            while True:
                try:
                    client.connect(path)
                    break
                except BlockingIOError:  # others fill the app's queue: Unix sockets do not wait for room in it
                    if time.monotonic() >= deadline:
                        raise
                    time.sleep(LOOK_AGAIN_SECONDS)
            if not _is_ours(client):
                raise PermissionError(path)
            client.sendall(line)
            answer = bytearray()
            while not answer.endswith(b"\n") and len(answer) <= LONGEST_LINE:
                client.settimeout(max(deadline - time.monotonic(), 0.001))
                if not (part := client.recv(LONGEST_LINE)):
                    break
                answer += part
            return bytes(answer)

    def _is_ours(client: socket.socket) -> bool:
        """Whether a process of this user listens at the other end: a folder below /tmp can be anybody's."""
        import socket

        if sys.platform == "linux":
            told = client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        else:
            told = client.getsockopt(0, 1, 76)  # SOL_LOCAL and LOCAL_PEERCRED, for which Python has no names
        return int.from_bytes(told[4:8], sys.byteorder) == os.getuid()  # the second of its numbers, on both
