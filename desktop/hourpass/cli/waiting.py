"""A word to whoever waits at a terminal: what they wait for may be themselves, at a window."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from hourpass.terminal.translating import translate

AFTER_SECONDS = 2.0
"""What the app holds is handed out long before."""


@contextmanager
def told_while_waiting(
    profile: str, tell: Callable[[str], None], *, after: float = AFTER_SECONDS, stream: TextIO | None = None
) -> Iterator[None]:
    """Say once where to look, if what runs inside takes longer than *after* seconds and *stream* (standard error) is a
    terminal: in a script nobody would read it.
    """

    def tell_where() -> None:
        said = translate("CliMessage", "Waiting for Hourpass: it may be asking for a code for {profile}.")
        tell(said.format(profile=profile))

    watched = stream if stream is not None else sys.stderr
    timer = threading.Timer(after, tell_where)
    timer.daemon = True
    if watched is not None and watched.isatty():
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
