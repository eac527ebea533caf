"""Waiting that can be given up: between two tries of the same call, while AWS agrees with itself."""

from __future__ import annotations

import threading
from collections.abc import Callable

from hourpass.services.cancel import Cancel

Pause = Callable[[float, Cancel], None]
"""Waits that many seconds, or raises Cancelled as soon as it is asked to stop."""


def pause(seconds: float, cancel: Cancel) -> None:
    """The real one."""
    woken = threading.Event()
    cancel.on_request(woken.set)
    woken.wait(seconds)
    cancel.check()
