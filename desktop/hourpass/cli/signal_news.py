"""Signals as bytes that can be waited for."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


@contextmanager
def news_of(signals: Iterable[int]) -> Iterator[socket.socket]:
    """Where the numbers of *signals* arrive, one byte each; such as are ignored when this begins stay ignored.

    Not through handlers alone: a signal that another thread takes, or that comes just before a wait, would not end it.
    """
    news, written = socket.socketpair()
    written.setblocking(False)
    watched = [number for number in signals if signal.getsignal(number) is not signal.SIG_IGN]
    written_before = signal.set_wakeup_fd(written.fileno(), warn_on_full_buffer=False)
    before = [(number, signal.signal(number, lambda *_: None)) for number in watched]
    try:
        yield news
    finally:
        for number, handler in before:
            signal.signal(number, handler)
        signal.set_wakeup_fd(written_before)
        news.close()
        written.close()
