"""Listening to a message bus: connected on a worker thread, silent where there is no bus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from hourpass.gui.dbus_link import DBusLink
from hourpass.gui.tasks import Done, Outcome, Tasks

PROPERTIES = "org.freedesktop.DBus.Properties"


class BusListener(QObject):
    """Tells the signals that match its rules. A bus that goes away is tried once more, when asked to :meth:`retry`."""

    heard = Signal(str, str, str, object)  # path, interface, member, and the values
    connected = Signal()
    missed = Signal()  # there is no bus, or it cannot be connected to

    def __init__(
        self, tasks: Tasks, reach_bus: Callable[[], Any], rules: Sequence[str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._reach_bus, self._rules = tasks, reach_bus, rules
        self._link: DBusLink | None = None
        self._lost = False
        self._closed = False

    def start(self) -> None:
        """Connect; comes back at once."""
        self._lost = False
        self._tasks.start(lambda _cancel, _report: self._reach_bus(), then=self._take)

    def retry(self) -> None:
        """Connect again if the connection was lost. What is not there then is not asked for again."""
        if self._lost and not self._closed:
            self.start()

    def listen(self, rule: str) -> None:
        """Hear what matches *rule* as well."""
        if self._link is not None:
            self._link.listen(rule)

    def ask(
        self,
        name: str,
        path: str,
        interface: str,
        method: str,
        signature: str = "",
        values: tuple[object, ...] = (),
        *,
        then: Callable[[tuple[Any, ...] | None], None],
    ) -> None:
        """Call a method; *then* gets the answer's values, or None where it was refused."""
        if self._link is not None:
            self._link.call(
                name, path, method, signature, values, then=lambda answer: then(_values(answer)), interface=interface
            )

    def close(self) -> None:
        """Hang up for good."""
        self._closed = True
        if self._link is not None:
            link, self._link = self._link, None
            link.close()
            link.deleteLater()

    def _take(self, outcome: Outcome[Any]) -> None:
        connection = outcome.value if isinstance(outcome, Done) else None
        if self._closed:
            if connection is not None:
                connection.close()
            return
        if connection is None:
            self.missed.emit()
            return
        self._link = DBusLink(connection, self)
        self._link.received.connect(self._hear)
        self._link.lost.connect(self._lose)
        for rule in self._rules:
            self.listen(rule)
        if self._link is not None:  # it may have gone at the first rule
            self.connected.emit()

    def _hear(self, message: Any) -> None:
        from jeepney import HeaderFields, MessageType

        header = message.header
        if header.message_type is MessageType.signal:
            fields = header.fields
            self.heard.emit(
                str(fields.get(HeaderFields.path, "")),
                str(fields.get(HeaderFields.interface, "")),
                str(fields.get(HeaderFields.member, "")),
                message.body,
            )

    def _lose(self) -> None:
        if self._link is not None:
            self._link.deleteLater()
            self._link = None
        self._lost = True


def _values(answer: Any) -> tuple[Any, ...] | None:
    from jeepney import MessageType

    return None if answer.header.message_type is MessageType.error else tuple(answer.body)


def signal_rule(interface: str, member: str = "", *, sender: str = "", path: str = "", first: str = "") -> str:
    """The rule of a bus that matches such signals; *first* is their first value."""
    parts = {"interface": interface, "member": member, "sender": sender, "path": path, "arg0": first}
    return ",".join(["type='signal'", *(f"{name}='{value}'" for name, value in parts.items() if value)])
