"""Work that nobody has to wait for, as what is there still does: by one command at a time, briefly, and not again at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from hashlib import sha256
from typing import TypeVar

from hourpass.adapters.files import lock, read_bytes, write_whole
from hourpass.adapters.places import runtime_dir
from hourpass.domain.problem import HourpassError

PATIENCE = 3.0
"""Seconds that a command gives it. A call to AWS takes one at most; where there is no network it would take minutes."""
PAUSE = 60.0
"""Seconds after a try that brought nothing, in which no command tries again. Longer than a device's code is good for: one
that was sent in vain is not sent again.
"""
T = TypeVar("T")


def tried(
    subject: str, work: Callable[[], T], patience: float = PATIENCE, now: Callable[[], float] = time.time
) -> T | None:
    """What *work* gives. None where it fails or takes more than *patience* seconds, and without calling it where another
    command of this user is at the same *subject*, or failed in it just now.

    What takes longer goes on for as long as the process lives.
    """
    with suppress(HourpassError):  # of the lock: another command has it, or there cannot be one
        path = f"{runtime_dir(sandbox=False)}/ahead-{sha256(subject.encode()).hexdigest()[:16]}"
        with lock(path, 0):
            if 0 <= now() - _failed_at(path) < PAUSE:
                return None
            try:
                return _within(patience, work)
            except (HourpassError, TimeoutError):
                write_whole(path, str(now()).encode())
    return None


def _failed_at(path: str) -> float:
    with suppress(HourpassError, ValueError):
        return float(read_bytes(path) or b"0")
    return 0.0


def _within(seconds: float, work: Callable[[], T]) -> T:
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001 (raised where it is waited for)
            outcome.set_exception(error)

    threading.Thread(target=run, name="working ahead", daemon=True).start()
    return outcome.result(seconds)
