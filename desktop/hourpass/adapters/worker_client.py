"""The app's side of the worker: starts it when there is something to ask, ends it when there is not.

Nothing here is heavy to import: this is loaded before the first paint.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from queue import SimpleQueue
from typing import Any

from hourpass.adapters import own_programs
from hourpass.adapters.wire import unpack_exchange, unpack_problem
from hourpass.adapters.worker_child import ENDED, Child, Inbox
from hourpass.domain.activity import Exchange
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.cancel import Cancel, Cancelled

DEFAULT_COMMAND = own_programs.module("hourpass.worker")
GIVEN_UP = "given-up"


class WorkerClient:
    """Asks the worker. *heard* is called on the thread that reads its answers."""

    def __init__(
        self,
        heard: Callable[[Exchange], None],
        environment: Mapping[str, str] | None = None,
        idle: float = 60.0,
        command: Sequence[str] = DEFAULT_COMMAND,
    ) -> None:
        self._heard, self._environment, self._idle, self._command = heard, environment, idle, tuple(command)
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._timer: threading.Timer | None = None
        self._last_used = 0.0
        self._number = 0
        self._closed = False

    @property
    def running(self) -> bool:
        """Whether there is a child process now."""
        return self._child is not None

    def warm(self, region: str = "us-east-1") -> None:
        """Start the worker and let it load what a sign-in needs; returns at once."""
        if not self._closed:
            self._ask("warm", {"region": region}, SimpleQueue())

    def call(self, op: str, params: Mapping[str, Any] | None = None, cancel: Cancel | None = None) -> Any:
        """The answer to *op*. HourpassError as the worker met it, Cancelled as soon as *cancel* is asked."""
        answer = self.stream(op, params, cancel)
        while True:
            try:
                next(answer)
            except StopIteration as end:
                return end.value

    def stream(
        self, op: str, params: Mapping[str, Any] | None = None, cancel: Cancel | None = None
    ) -> Generator[Any, None, Any]:
        """The parts of the answer to *op* as they come; its end is the return value."""
        inbox: Inbox = SimpleQueue()
        if cancel is not None:
            cancel.check()
            cancel.on_request(lambda: inbox.put((GIVEN_UP, None)))
        child, number = self._ask(op, params or {}, inbox)
        answered = False
        try:
            while True:
                kind, value = inbox.get()
                if kind == GIVEN_UP or (cancel is not None and cancel.requested):
                    raise Cancelled
                if kind == "part":
                    yield value
                    continue
                answered = True
                return _outcome(kind, value)
        finally:
            if not answered:
                child.forget(number)

    def close(self) -> None:
        """End the worker; whoever still waits for it gets HELPER_ENDED, as does whoever asks later."""
        with self._lock:
            self._closed = True
            child, timer = self._child, self._timer
            self._child = self._timer = None
        if timer is not None:
            timer.cancel()
            timer.join()
        if child is not None:
            child.end()

    def _ask(self, op: str, params: Mapping[str, Any], inbox: Inbox) -> tuple[Child, int]:
        with self._lock:
            if self._closed:
                raise HourpassError(Problem(Reason.HELPER_ENDED))
            self._number += 1
            self._last_used = time.monotonic()
            message = {"id": self._number, "op": op, "params": params}
            if self._child is not None and self._child.send(message, inbox):
                return self._child, self._number
            # None yet, or it ended between two requests: nothing of this one has reached it.
            self._child = Child(self._command, self._environment, self._hear, self._gone)
            if not self._child.send(message, inbox):
                inbox.put((ENDED, None))  # gone before it was asked: a program that cannot be started
            if self._timer is None:
                self._look_again(self._idle)
            return self._child, self._number

    def _hear(self, packed: Any) -> None:
        self._heard(unpack_exchange(packed))

    def _gone(self, child: Child) -> None:
        with self._lock:
            if self._child is child:
                self._child = None

    def _look_again(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._end_if_idle)
        self._timer.daemon = True
        self._timer.start()

    def _end_if_idle(self) -> None:
        with self._lock:
            self._timer = None
            child = self._child
            if child is None or self._closed:
                return
            unused = time.monotonic() - max(self._last_used, child.last_answer)
            if child.busy or unused < self._idle:
                self._look_again(max(self._idle - unused, self._idle / 10))
                return
            self._child = None
        child.end()


def _outcome(kind: str, value: Any) -> Any:
    match kind:
        case "done":
            return value
        case "problem":
            raise HourpassError(unpack_problem(value))
        case "cancelled":
            raise Cancelled
        case "bug":
            raise RuntimeError(f"In the worker:\n{value}")
        case _:
            assert kind == ENDED, kind  # noqa: S101 (the worker's protocol is ours)
            raise HourpassError(Problem(Reason.HELPER_ENDED))
