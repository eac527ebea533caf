"""The child process that does AWS and keyring work, so that the app's own process loads neither botocore nor keyring
and cryptography: that keeps some 40 MB out of the tray and their imports out of the event loop.

It reads requests as JSON lines on standard input and writes answers on standard output; the end of its input ends it.

    {"id": 1, "op": "identity", "params": {...}}    {"cancel": 1}
    {"id": 1, "part": [...]}  {"id": 1, "done": ...}  {"id": 1, "problem": {...}}  {"id": 1, "cancelled": true}
    {"id": 1, "bug": "a traceback"}  {"heard": [...]}
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from hourpass.adapters import wire
from hourpass.adapters.aws.environment import without_ignored
from hourpass.adapters.worker_requests import Requests
from hourpass.domain.activity import Exchange
from hourpass.domain.problem import HourpassError
from hourpass.services.cancel import Cancel, Cancelled


class Worker:
    """Gives each request a thread of its own: however many hang on a dead network, the next one is served."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._out_lock = threading.Lock()
        self._requests = Requests(self._tell)
        self._lock = threading.Lock()
        self._running: dict[int, Cancel] = {}

    def serve(self, lines: Iterable[bytes]) -> None:
        """Start what *lines* ask for, until they end."""
        for line in lines:
            message = wire.from_line(line)
            if "cancel" in message:
                self._cancel(message["cancel"])
                continue
            cancel = Cancel()
            with self._lock:
                self._running[message["id"]] = cancel
            threading.Thread(target=self._answer, args=(message, cancel), name=message["op"], daemon=True).start()

    def _cancel(self, number: int) -> None:
        with self._lock:
            cancel = self._running.get(number)
        if cancel is not None:
            cancel.request()

    def _answer(self, message: Mapping[str, Any], cancel: Cancel) -> None:
        number = message["id"]
        try:
            answer = self._requests.answer(message["op"], message.get("params") or {}, cancel)
            if isinstance(answer, Iterator):
                for part in answer:
                    self._send({"id": number, "part": part})
                answer = None
            last = {"id": number, "done": answer}
        except Cancelled:
            last = {"id": number, "cancelled": True}
        except HourpassError as error:
            last = {"id": number, "problem": wire.pack_problem(error.problem)}
        except Exception as bug:  # noqa: BLE001 (the outermost loop of this thread: raised again by whoever asked)
            last = {"id": number, "bug": _told(bug)}
        with self._lock:
            del self._running[number]
        self._send(last)

    def _tell(self, exchange: Exchange) -> None:
        self._send({"heard": wire.pack_exchange(exchange)})

    def _send(self, message: Mapping[str, Any]) -> None:
        line = wire.to_line(message)
        with self._out_lock:
            self._out.write(line)
            self._out.flush()


def _told(bug: Exception) -> str:
    """Where *bug* happened and of what kind it is, but not its text, which may hold a secret."""
    return "".join(traceback.format_tb(bug.__traceback__)) + type(bug).__name__


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Our ends of the pipes, out of reach of whatever else reads standard input or prints."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


def main() -> None:
    """Serve until the app closes the pipe or is gone."""
    # Ctrl+C in the app's terminal reaches this process too; the app decides what to do about it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    kept = without_ignored(os.environ)
    for name in set(os.environ) - set(kept):
        del os.environ[name]
    requests, answers = _private_pipes()
    try:
        Worker(answers).serve(requests)
    finally:
        # At once: calls that still wait for a network must not keep this process.
        sys.stderr.flush()
        os._exit(0)


if __name__ == "__main__":
    main()
