"""One run of the worker process, and the thread that starts it and reads its answers."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from hourpass.adapters import own_programs
from hourpass.adapters.aws.environment import without_ignored
from hourpass.adapters.wire import from_line, to_line

if TYPE_CHECKING:
    from subprocess import Popen

ENDED = "ended"
GRACE = 2.0
"""Seconds for the process to end by itself once its input has."""
_KINDS = ("part", "done", "problem", "cancelled", "bug")

Inbox = SimpleQueue[tuple[str, Any]]
"""Where one request's answers arrive: what kind, and what."""


class Child:
    """Each request gets its answers, in order, in an inbox of its own; ENDED when the process is gone before its time."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None,
        heard: Callable[[Any], None],
        gone: Callable[[Child], None],
    ) -> None:
        self._command, self._environment, self._heard, self._gone = command, environment, heard, gone
        self._lock = threading.Lock()
        self._inboxes: dict[int, Inbox] = {}
        self._unsent: list[bytes] = []  # until the process has started
        self._process: Popen[bytes] | None = None
        self._ended = False
        self.last_answer = 0.0  # time.monotonic()
        # Starting a process, and loading what starts it, takes longer than a frame; so this thread does it.
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether an answer is being waited for."""
        return bool(self._inboxes)

    @property
    def pid(self) -> int | None:
        """The process, once it has started."""
        return self._process.pid if self._process else None

    def send(self, message: Mapping[str, Any], inbox: Inbox) -> bool:
        """Ask; False when the process has ended and nothing was asked."""
        line = to_line(message)
        with self._lock:
            if self._ended or not self._write(line):
                return False
            self._inboxes[message["id"]] = inbox
            return True

    def forget(self, number: int) -> None:
        """Nobody waits for *number* any more; tell the process that it may stop."""
        with self._lock:
            if self._inboxes.pop(number, None) is not None and not self._ended:
                self._write(to_line({"cancel": number}))

    def end(self) -> None:
        """End the process and the thread; bounded."""
        with self._lock:
            self._ended = True
            process = self._process
            if process is not None:
                _close_input(process)
        if process is not None:
            _wait(process)
        if threading.current_thread() is not self._thread:
            self._thread.join(GRACE)

    def _write(self, line: bytes) -> bool:
        if self._process is None or self._process.stdin is None:
            self._unsent.append(line)
            return True
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
        except OSError:
            return False  # a broken pipe: its reader is gone, and a line that lacks its end was not taken up
        return True

    def _run(self) -> None:
        try:
            process = self._start()
            if process is not None:
                self._read(process)
        finally:
            with self._lock:
                self._ended = True
                inboxes, self._inboxes = self._inboxes, {}
            for inbox in inboxes.values():
                inbox.put((ENDED, None))
            self._gone(self)

    def _start(self) -> Popen[bytes] | None:
        from subprocess import DEVNULL, PIPE, Popen

        environment = without_ignored(os.environ if self._environment is None else self._environment)
        try:
            process = Popen(
                self._command,
                stdin=PIPE,
                stdout=PIPE,
                stderr=None if environment.get("HOURPASS_DEBUG") else DEVNULL,
                env=environment,
                creationflags=own_programs.WITHOUT_CONSOLE,
            )
        except OSError:
            return None
        with self._lock:
            self._process = process
            for line in self._unsent:
                self._write(line)
            self._unsent.clear()
            if self._ended:  # meanwhile
                _close_input(process)
        return process

    def _read(self, process: Popen[bytes]) -> None:
        assert process.stdout is not None  # noqa: S101 (it was asked for)
        try:
            with process.stdout as answers:
                for line in answers:
                    if line.endswith(b"\n"):  # the last one of a process that was killed may be cut
                        self._deliver(from_line(line))
        finally:
            with self._lock:
                self._ended = True
                _close_input(process)
            _wait(process)

    def _deliver(self, message: Mapping[str, Any]) -> None:
        self.last_answer = time.monotonic()
        if "heard" in message:
            self._heard(message["heard"])
            return
        kind = next(kind for kind in _KINDS if kind in message)
        number = message["id"]
        with self._lock:
            inbox = self._inboxes.get(number) if kind == "part" else self._inboxes.pop(number, None)
        if inbox is not None:  # else it was given up
            inbox.put((kind, message[kind]))


def _close_input(process: Popen[bytes]) -> None:
    if process.stdin is not None:
        try:
            process.stdin.close()
        except OSError:
            return  # what could not be flushed has no reader any more


def _wait(process: Popen[bytes]) -> None:
    from subprocess import TimeoutExpired

    try:
        process.wait(GRACE)
    except TimeoutExpired:
        process.kill()
        process.wait()
