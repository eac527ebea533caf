"""Tells a signal that was sent to the whole process group from one that was sent to us alone.

The terminal's Ctrl+C, and `timeout`, `systemd` and others that end all of a job, reach our command by themselves: were
their signals passed on, it would get them twice, and some take the second Ctrl+C for "at once, whatever breaks".
"""

from __future__ import annotations

import os
import select
import signal
import socket
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from hourpass.cli.signal_news import news_of

ANSWER_SECONDS = 1.0
SETTLES = 0.2
"""Seconds within which a signal has reached the whole group: the kernel goes from process to process."""
OLD = 2.0
"""Seconds after which a signal is none that we could still ask about: of two in a moment we may have heard one."""
_FORGET = 0


class Witness:
    """A process of our group that does nothing but hear signals: what it heard as well was meant for all.

    It ends with us, however we end. Made by fork: best before there are threads, or secrets.
    """

    def __init__(self, signals: Sequence[int]) -> None:
        self._ours, theirs = socket.socketpair()
        blocked_before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
        self._process_id = os.fork()
        if self._process_id == 0:
            try:
                self._ours.close()
                _testify(theirs, signals)
            finally:
                os._exit(0)
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked_before)
        theirs.close()
        self._ours.settimeout(ANSWER_SECONDS)

    def heard(self, number: int) -> bool:
        """Whether signal *number*, which has just come to us, has come to the witness as well. Each counts once."""
        return self._ask(number)

    def forget(self) -> None:
        """What has been heard so far counts no more."""
        self._ask(_FORGET)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ours.close()
        os.waitpid(self._process_id, 0)

    def _ask(self, number: int) -> bool:
        try:
            self._ours.sendall(bytes([number]))
            return self._ours.recv(1) == b"\1"
        except OSError:  # killed, or stopped: a late answer must not be taken for the next one
            self._ours.close()
            return False


def _testify(asking: socket.socket, signals: Sequence[int]) -> None:
    """Answer until the other end is closed."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)  # whoever reads our output must not wait for this process
    with news_of(signals) as news:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
        memory = _Memory(news)
        while True:
            readable, _, _ = select.select([asking, news], [], [])
            memory.listen(0)
            if asking in readable:
                asked = asking.recv(1)
                if not asked:
                    return
                asking.sendall(b"\1" if memory.recall(asked[0]) else b"\0")


class _Memory:
    """Signals with the moments at which they came."""

    def __init__(self, news: socket.socket) -> None:
        self._news = news
        self._heard: list[tuple[int, float]] = []

    def listen(self, seconds: float) -> None:
        """Note what has come, or comes within *seconds*."""
        if select.select([self._news], [], [], seconds)[0]:
            self._heard += [(number, time.monotonic()) for number in self._news.recv(64)]

    def recall(self, number: int) -> bool:
        """Whether it has come, or is on its way."""
        if number == _FORGET:
            self._heard.clear()
            return False
        give_up = time.monotonic() + SETTLES
        while not self._take(number):
            left = give_up - time.monotonic()
            if left <= 0:
                return False
            self.listen(left)
        return True

    def _take(self, number: int) -> bool:
        self._heard = [(one, at) for one, at in self._heard if time.monotonic() - at < OLD]
        found = next((entry for entry in self._heard if entry[0] == number), None)
        if found is not None:
            self._heard.remove(found)
        return found is not None
