"""Asking the running app something: one JSON line there, one back. Imports nothing that takes time."""

from __future__ import annotations

import json
import socket
import sys

FORMAT = 1
TIMEOUT_SECONDS = 120.0
LONGEST_ANSWER = 65536


class AppNotRunningError(Exception):
    """Nobody answers at the socket."""


def ask(path: str, question: dict[str, str], timeout: float = TIMEOUT_SECONDS) -> dict[str, object]:
    """What the app at *path* answers to *question*."""
    if sys.platform == "win32":
        line = _through_pipe(path, _line(question))
    else:
        line = _through_socket(path, _line(question), timeout)
    try:
        answer = json.loads(line)
    except ValueError as error:
        raise AppNotRunningError from error
    if not isinstance(answer, dict) or answer.get("v") != FORMAT:
        raise AppNotRunningError
    return answer


def _line(question: dict[str, str]) -> bytes:
    return json.dumps({"v": FORMAT, **question}).encode() + b"\n"


def _through_socket(path: str, line: bytes, timeout: float) -> bytes:
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(timeout)
            connection.connect(path)
            connection.sendall(line)
            found = b""
            while not found.endswith(b"\n") and len(found) < LONGEST_ANSWER:
                part = connection.recv(4096)
                if not part:
                    break
                found += part
    except OSError as error:  # no such socket, nobody behind it, or silence
        raise AppNotRunningError from error
    return found


def _through_pipe(path: str, line: bytes) -> bytes:
    try:
        with open(rf"\\.\pipe\{path}", "r+b", buffering=0) as pipe:  # noqa: PTH123 (a named pipe; pathlib costs start-up time)
            pipe.write(line)
            return pipe.readline(LONGEST_ANSWER)
    except OSError as error:
        raise AppNotRunningError from error
