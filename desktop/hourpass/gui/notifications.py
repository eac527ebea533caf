"""Desktop notifications with buttons and a click that is always reported.

Qt's tray icon reports a click on critical ones only, takes no buttons, and loses them in silence where there is no
daemon; its QtDBus cannot send the unsigned numbers that the daemon's interface asks for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from hourpass.gui.dbus_link import DBusLink, connect
from hourpass.gui.tasks import Done, Outcome, Tasks

DAEMON = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
SIGNALS = f"type='signal',interface='{DAEMON}',path='{PATH}'"
OWNERS = f"type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='{DAEMON}'"
CLICK = "default"  # what the daemons call a click on the notification itself
URGENT, NORMAL = 2, 1
DAEMON_DECIDES = -1
PATIENCE_MS = 5000
"""A daemon that the bus starts at the first notification takes a second or two."""


@dataclass(frozen=True, slots=True)
class _Note:
    key: str
    title: str
    body: str
    actions: tuple[tuple[str, str], ...]
    urgent: bool


class Notifications(QObject):
    """Shows at most one notification a key: a newer one takes the place of the older.

    *fallback* shows title and text in another way, where the desktop has no notification daemon. The link can be lost
    with everything that is sent: what waits has gone the other way by then.
    """

    activated = Signal(str, str)  # key and action; "default" for a click on the notification itself

    def __init__(
        self,
        tasks: Tasks,
        fallback: Callable[[str, str], None],
        *,
        icon: str = "hourpass",
        reach_bus: Callable[[], Any] = connect,
        patience_ms: int = PATIENCE_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._fallback, self._icon, self._reach_bus = tasks, fallback, icon, reach_bus
        self._waiting: dict[str, _Note] = {}  # to be sent
        self._sent: dict[str, _Note] = {}  # sent, not answered yet
        self._unwanted: set[str] = set()  # closed before the daemon had told their number
        self._numbers: dict[str, int] = {}  # what the daemon calls those on the screen
        self._link: DBusLink | None = None
        self._connecting = False
        self._asking = False
        self._owner = ""  # the daemon's own address, as its last answer told: nobody else is believed
        self._markup: bool | None = None  # whether it takes markup; None until it has said so
        self._patience = QTimer(self, singleShot=True, interval=patience_ms)
        self._patience.timeout.connect(self._give_up)

    def show(
        self, key: str, title: str, body: str, actions: Sequence[tuple[str, str]] = (), *, urgent: bool = False
    ) -> None:
        """Show plain text; *actions* are buttons, as name and label: a click on the rest does what the first one does, and
        opens the window where there is none. Comes back at once.
        """
        self._waiting[key] = _Note(key, _clean(title), _clean(body), tuple(actions), urgent)
        self._unwanted.discard(key)
        self._proceed()

    def close(self, key: str) -> None:
        """Take it off the screen, if it is still there."""
        self._waiting.pop(key, None)
        if key in self._sent:
            self._unwanted.add(key)
        else:
            self._withdraw(key)

    def stop(self) -> None:
        """Take all of them off the screen and hang up: nobody is there any more for a click."""
        self._waiting.clear()
        self._unwanted.update(self._sent)
        for key in tuple(self._numbers):
            self._withdraw(key)
        self._hang_up()

    def _proceed(self) -> None:
        if not self._waiting:
            if not self._sent:
                self._patience.stop()
            return
        if sys.platform != "linux":
            self._give_up()
        elif self._link is None:
            self._connect()
        elif self._markup is None:
            self._ask_abilities()
        else:
            for key in tuple(self._waiting):
                # While it is sent, its number is needed first, to replace it.
                if key in self._waiting and key not in self._sent:
                    self._send(self._waiting.pop(key))

    def _connect(self) -> None:
        if not self._connecting:
            self._connecting = True
            self._patience.start()
            self._tasks.start(lambda _cancel, _report: self._reach_bus(), self._take_connection)

    def _take_connection(self, outcome: Outcome[Any]) -> None:
        self._connecting = False
        connection = outcome.value if isinstance(outcome, Done) else None
        if connection is None:
            self._give_up()
            return
        self._link = link = DBusLink(connection, self)
        link.received.connect(self._hear)
        link.lost.connect(self._give_up)
        link.listen(OWNERS)
        link.listen(SIGNALS)
        self._proceed()

    def _ask_abilities(self) -> None:
        if not self._asking:
            self._asking = True
            self._patience.start()
            self._call("GetCapabilities", "", (), self._take_abilities)

    def _take_abilities(self, answer: Any) -> None:
        self._asking = False
        if _is_error(answer):  # no daemon, and the bus cannot start one
            self._give_up()
            return
        self._owner = _sender(answer)
        self._markup = "body-markup" in answer.body[0]
        self._proceed()

    def _send(self, note: _Note) -> None:
        self._sent[note.key] = note
        self._patience.start()
        actions = [CLICK, note.actions[0][1] if note.actions else self.tr("Open")]
        for name, label in note.actions:
            actions += [name, label]
        hints = {"urgency": ("y", URGENT if note.urgent else NORMAL), "desktop-entry": ("s", "hourpass")}
        body = _escaped(note.body) if self._markup else note.body
        replaced = self._numbers.get(note.key, 0)
        values = ("Hourpass", replaced, self._icon, note.title, body, actions, hints, DAEMON_DECIDES)
        self._call("Notify", "susssasa{sv}i", values, lambda answer: self._take_number(note, answer))

    def _take_number(self, note: _Note, answer: Any) -> None:
        del self._sent[note.key]
        if _is_error(answer):
            self._numbers.pop(note.key, None)
            self._unwanted.discard(note.key)
            self._fallback(note.title, note.body)
        else:
            self._owner = _sender(answer)
            self._numbers[note.key] = answer.body[0]
            if note.key in self._unwanted:
                self._unwanted.discard(note.key)
                self.close(note.key)
        self._proceed()

    def _hear(self, message: Any) -> None:
        from jeepney import HeaderFields

        match message.header.fields.get(HeaderFields.member), message.body:
            case "NameOwnerChanged", (str(name), _, _) if name == DAEMON and _sender(message) == "org.freedesktop.DBus":
                # A new daemon numbers anew, and may understand other things.
                self._owner, self._markup = "", None
                self._numbers.clear()
            case _ if _sender(message) != self._owner:
                return
            case "ActionInvoked", (int(number), str(action)):
                for key in self._keys(number):
                    self.activated.emit(key, action)
            case "NotificationClosed", (int(number), _):
                for key in self._keys(number):
                    del self._numbers[key]

    def _keys(self, number: int) -> tuple[str, ...]:
        return tuple(key for key, known in self._numbers.items() if known == number)

    def _give_up(self) -> None:
        """No daemon, or none that answers: say what waits in the other way. The next one tries anew."""
        self._hang_up()
        lost = {key: note for key, note in self._sent.items() if key not in self._unwanted} | self._waiting
        self._sent, self._waiting = {}, {}
        self._unwanted.clear()
        for note in lost.values():
            self._fallback(note.title, note.body)

    def _hang_up(self) -> None:
        self._patience.stop()
        self._owner, self._markup, self._asking = "", None, False
        self._numbers.clear()
        if self._link is not None:
            link, self._link = self._link, None
            link.close()
            link.deleteLater()

    def _withdraw(self, key: str) -> None:
        if (number := self._numbers.pop(key, None)) is not None:
            self._call("CloseNotification", "u", (number,), lambda _: None)

    def _call(self, method: str, signature: str, values: tuple[object, ...], then: Callable[[Any], None]) -> None:
        if self._link is not None:
            self._link.call(DAEMON, PATH, method, signature, values, then=then)


def _clean(text: str) -> str:
    """D-Bus refuses zeros and lone surrogates, and hangs up on who sends them."""
    return text.replace("\0", "").encode(errors="replace").decode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _is_error(message: Any) -> bool:
    from jeepney import MessageType

    return message.header.message_type is MessageType.error


def _sender(message: Any) -> str:
    from jeepney import HeaderFields

    return str(message.header.fields.get(HeaderFields.sender, ""))
