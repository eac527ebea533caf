"""The first instance answers those who come later: second starts and the command line."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from hourpass.adapters.app_socket import LONGEST_LINE, line_of, message_of
from hourpass.adapters.open_files import room_for_files
from hourpass.gui.listener import AT_A_TIME, Channel, PipeListener, SocketListener, listen

PATIENCE_MS = 5000
"""A caller says its line within this time; it was ready before it called."""
MOST_WAITING = 500
"""So many may wait for an answer beside those who are about to ask: each takes one of the process's open files."""
OWN_FILES = 96
"""So many the app may need for itself."""

Listener = SocketListener | PipeListener


class Caller:
    """One who asks something. Calling it answers, once; what does not ask in our terms is answered with an error.

    No QObject: it may be kept and called long after the caller has gone.
    """

    def __init__(
        self,
        channel: Channel,
        asked: Callable[[dict[str, Any], Caller], None],
        finished: Callable[[Caller], None],
    ) -> None:
        self._channel: Channel | None = channel
        self._asked, self._finished = asked, finished
        self.process_id = channel.process_id
        self.takes_room = True  # of those who are about to say their line
        self._on_gone: Callable[[], None] | None = None
        self._line = bytearray()
        self._heard = False
        self._since = monotonic()
        channel.listen(self._hear, self._lose)

    @property
    def waits(self) -> bool:
        """Whether the answer is still waited for."""
        return self._channel is not None

    def on_gone(self, callback: Callable[[], None]) -> None:
        """Call *callback* if the caller hangs up before the answer."""
        self._on_gone = callback

    def __call__(self, answer: dict[str, Any]) -> None:
        """Answer and hang up; nothing happens if the caller has gone or was answered."""
        self.say(line_of(answer))

    def say(self, line: bytes) -> None:
        """The same with a line that was made ready."""
        if self._channel is not None:
            self._channel.send(line if len(line) <= LONGEST_LINE else line_of({"error": "answer-too-long"}))
            self.hang_up()

    def hang_up(self) -> None:
        """End it without an answer."""
        if self._channel is not None:
            channel, self._channel = self._channel, None
            self._on_gone = None
            channel.close()
            self._finished(self)

    def slow_for(self, now: float) -> float:
        """The seconds that its line is awaited for already; 0 once it is here."""
        return 0.0 if self._heard else now - self._since

    def refuse(self, why: str) -> None:
        """Answer with an error."""
        self._heard = True
        self({"error": why})

    def _hear(self, data: bytes) -> None:
        if self._heard:  # one line each way: whatever follows is not read
            return
        self._line += data
        line, end, _ = self._line.partition(b"\n")
        if len(line) + 1 > LONGEST_LINE:
            self.refuse("too-long")
        elif end:
            self._heard = True
            message = message_of(bytes(line))
            if message is None or not isinstance(message.get("ask"), str):
                self.refuse("not-understood")
            else:
                self._asked(message, self)

    def _lose(self) -> None:
        gone = self._on_gone
        self.hang_up()
        if gone is not None:
            gone()


class SingleInstance(QObject):
    """Listens, once this process is known to be the only one (see AppLock)."""

    requested = Signal(object, object)  # the message, a dict whose "ask" is text, and the Caller to answer

    def __init__(self, socket_path: str, *, patience_ms: int = PATIENCE_MS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = socket_path
        self._listener: Listener | None = None
        self._callers: set[Caller] = set()
        self._places = MOST_WAITING  # for waiting, that nobody has taken
        self._standing: list[Caller] = []  # who have said their line and found no place
        # Runs only while somebody is connected and has not said its line.
        self._patience = QTimer(self, singleShot=True, interval=patience_ms)
        self._patience.timeout.connect(self._refuse_slow_ones)

    def start(self, listen_at: Callable[[str, QObject], Listener] = listen) -> bool:
        """Listen from now on; False where no socket can be had: the app works without."""
        try:
            self._listener = listen_at(self._path, self)
        except OSError:
            return False
        self._places = max(min(MOST_WAITING, room_for_files() - AT_A_TIME - OWN_FILES), 0)
        self._listener.accepted.connect(self._take)
        return True

    def stop(self) -> None:
        """Hang up on everybody and listen no more."""
        self._patience.stop()
        if self._listener is not None:
            self._listener.close()
            self._listener.deleteLater()
            self._listener = None
        for caller in tuple(self._callers):
            caller.hang_up()

    def _take(self, channel: Channel) -> None:
        self._callers.add(Caller(channel, self._hand_on, self._forget))
        if not self._patience.isActive():
            self._patience.start()

    def _hand_on(self, message: dict[str, Any], caller: Caller) -> None:
        if self._places > 0:
            self._places -= 1
            self._make_room(caller)  # however long its answer takes, others can ask meanwhile
        else:
            self._standing.append(caller)
        self.requested.emit(message, caller)

    def _forget(self, caller: Caller) -> None:
        self._callers.discard(caller)
        if caller.takes_room:
            if caller in self._standing:
                self._standing.remove(caller)
            self._make_room(caller)
        elif self._standing:
            self._make_room(self._standing.pop(0))
        else:
            self._places += 1

    def _make_room(self, caller: Caller) -> None:
        if caller.takes_room and self._listener is not None:
            caller.takes_room = False
            self._listener.free()

    def _refuse_slow_ones(self) -> None:
        now, patience = monotonic(), self._patience.interval() / 1000
        for caller in tuple(self._callers):
            if caller.slow_for(now) >= patience:
                caller.refuse("too-slow")
        if any(caller.slow_for(now) for caller in self._callers):
            self._patience.start()
