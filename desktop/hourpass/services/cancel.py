"""A way to ask running work to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Cancelled(Exception):  # noqa: N818 (giving up is not an error)
    """The person gave up; there is nothing to show."""


class Cancel:
    """Shared by who asked for some work and by the work: asking once is enough, asking twice harmless."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requested = False
        self._callbacks: list[Callable[[], None]] = []

    @property
    def requested(self) -> bool:
        """Whether the work should stop."""
        return self._requested

    def request(self) -> None:
        """Ask the work to stop; whatever it waits on is woken."""
        with self._lock:
            self._requested = True
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def on_request(self, callback: Callable[[], None]) -> None:
        """Call *callback* when asked to stop (at once, if that was already asked)."""
        with self._lock:
            if not self._requested:
                self._callbacks.append(callback)
                return
        callback()

    def check(self) -> None:
        """Raise Cancelled if asked to stop."""
        if self._requested:
            raise Cancelled
