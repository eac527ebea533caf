"""A connection to a message bus that the GUI thread never waits for."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal

READ_SIZE = 65536
SYSTEM_BUS = "unix:path=/var/run/dbus/system_bus_socket"


def connect() -> Any:
    """A jeepney connection to the session bus, or None where there is no bus. Blocks: call from a worker thread."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    # Where the variable is missing (cron, some terminals), this is where the bus of a logged-in user is.
    return _connection(os.environ.get("DBUS_SESSION_BUS_ADDRESS") or f"unix:path={runtime}/bus")


def connect_to_system() -> Any:
    """The same to the system bus."""
    return _connection(os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or SYSTEM_BUS)


def _connection(address: str) -> Any:
    # jeepney is loaded with the first connection only: it would cost 1 MB at rest.
    from jeepney.io.blocking import open_dbus_connection

    try:
        return open_dbus_connection(address)
    except (OSError, ValueError, RuntimeError):
        # no such socket; not let in or an address that says nothing; a transport that jeepney does not speak
        return None


class DBusLink(QObject):
    """Sends calls and tells their answers as they come."""

    received = Signal(object)  # a message that answers none of our calls
    lost = Signal()  # once, and nothing comes after it

    def __init__(self, connection: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connection = connection
        self._waiting: dict[int, Callable[[Any], None]] = {}
        self._notifier: QSocketNotifier | None = QSocketNotifier(
            connection.sock.fileno(), QSocketNotifier.Type.Read, self
        )
        self._notifier.activated.connect(self._read)

    def call(
        self,
        name: str,
        path: str,
        method: str,
        signature: str,
        values: tuple[object, ...],
        *,
        then: Callable[[Any], None],
        interface: str = "",
    ) -> None:
        """Call *method* of *interface*, by default the one called like *name*; *then* gets the answer or the error, as
        a message."""
        from jeepney import DBusAddress, new_method_call

        message = new_method_call(DBusAddress(path, name, interface or name), method, signature or None, values)
        serial = next(self._connection.outgoing_serial)
        self._waiting[serial] = then
        self._send(message.serialise(serial))

    def listen(self, rule: str) -> None:
        """Ask the bus for the signals that match *rule*."""
        bus = "org.freedesktop.DBus"
        self.call(bus, "/org/freedesktop/DBus", "AddMatch", "s", (rule,), then=lambda _: None)

    def close(self) -> None:
        """Hang up; harmless the second time."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
            self._waiting.clear()
            self._connection.close()

    def _send(self, data: bytes) -> None:
        from socket import MSG_DONTWAIT

        try:
            whole = self._notifier is not None and self._connection.sock.send(data, MSG_DONTWAIT) == len(data)
        except OSError:
            whole = False
        if not whole:  # the bus is gone, or has not read for hundreds of kilobytes
            self._lose()

    def _read(self) -> None:
        from socket import MSG_DONTWAIT

        # Until empty: Qt tells of more only when more comes.
        while self._notifier is not None:
            try:
                data = self._connection.sock.recv(READ_SIZE, MSG_DONTWAIT)
            except BlockingIOError:
                return
            except OSError:
                data = b""
            if not data:
                self._lose()
                return
            self._connection.parser.add_data(data)
            while self._notifier is not None and (message := self._connection.parser.get_next_message()) is not None:
                self._deliver(message)

    def _deliver(self, message: Any) -> None:
        from jeepney import HeaderFields

        then = self._waiting.pop(message.header.fields.get(HeaderFields.reply_serial, 0), None)
        if then is not None:
            then(message)
        else:
            self.received.emit(message)

    def _lose(self) -> None:
        if self._notifier is not None:
            self.close()
            self.lost.emit()
