"""The session bus as the tests use it: calls that wait for their answer, and a listener that writes notifications down."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_call
from jeepney.bus_messages import Monitoring, message_bus
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import DBusErrorResponse, unwrap_msg

T = TypeVar("T")

ANSWER_SECONDS = 5.0
LOOK_AGAIN_SECONDS = 0.02


def wait_for(look: Callable[[], T | None], what: str, seconds: float = 5.0, *, every: float = LOOK_AGAIN_SECONDS) -> T:
    """What *look* finds, as soon as it finds something true; AssertionError naming *what* when it does not."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"{what}: not there after {seconds:g} s"
        time.sleep(every)
    return found


def answers(path: Path) -> bool:
    """Whether somebody takes connections at this socket: its file is there a moment before that."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


class Bus:
    """A connection of the test's own to a bus."""

    def __init__(self, address: str) -> None:
        self._connection = open_dbus_connection(address)

    def call(self, name: str, path: str, interface: str, method: str, signature: str = "", *values: object) -> Any:
        """Call a method; its answer's values. DBusErrorResponse when refused."""
        message = new_method_call(
            DBusAddress(path, name, interface), method, signature or None, values if signature else ()
        )
        return unwrap_msg(self._connection.send_and_get_reply(message, timeout=ANSWER_SECONDS))

    def properties(self, name: str, path: str, interface: str) -> dict[str, Any]:
        """All properties, without their type marks."""
        (found,) = self.call(name, path, "org.freedesktop.DBus.Properties", "GetAll", "s", interface)
        return {key: value for key, (_, value) in found.items()}

    def has(self, name: str) -> bool:
        """Whether somebody owns *name*."""
        reply = self._connection.send_and_get_reply(message_bus.NameHasOwner(name), timeout=ANSWER_SECONDS)
        return bool(unwrap_msg(reply)[0])

    def close(self) -> None:
        self._connection.close()


@dataclass(frozen=True, slots=True)
class Note:
    """A notification as an app sent it."""

    sender: str
    serial: int
    app: str
    replaces: int
    icon: str
    title: str
    body: str
    actions: dict[str, str]
    hints: dict[str, Any]
    number: int = 0  # what the daemon called it; 0 until it has answered


@dataclass(slots=True)
class NoteLog:
    """Listens to a whole bus and keeps its notifications and the numbers of the closed ones."""

    address: str
    notes: list[Note] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    _connection: Any = None
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Listen from now on; nothing sent after this is missed."""
        self._connection = open_dbus_connection(self.address)
        unwrap_msg(self._connection.send_and_get_reply(Monitoring().BecomeMonitor([]), timeout=ANSWER_SECONDS))
        self._thread = threading.Thread(target=self._listen, name="note-log", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        if self._thread is not None:
            self._connection.sock.shutdown(socket.SHUT_RDWR)
            self._thread.join(2)
            self._connection.close()

    def _listen(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except OSError:  # the bus or stop() ended it
                return
            self._take(message)

    def _take(self, message: Message) -> None:
        header, fields = message.header, message.header.fields
        if header.message_type is MessageType.method_return:
            self._number(fields.get(HeaderFields.destination, ""), fields[HeaderFields.reply_serial], message.body)
        elif fields.get(HeaderFields.interface) != "org.freedesktop.Notifications":
            return
        elif fields[HeaderFields.member] == "Notify" and header.message_type is MessageType.method_call:
            app, replaces, icon, title, body, actions, hints, _ = message.body
            self.notes.append(
                Note(
                    sender=fields[HeaderFields.sender],
                    serial=header.serial,
                    app=app,
                    replaces=replaces,
                    icon=icon,
                    title=title,
                    body=body,
                    actions=dict(zip(actions[::2], actions[1::2], strict=True)),
                    hints={key: value for key, (_, value) in hints.items()},
                )
            )
        elif fields[HeaderFields.member] == "NotificationClosed" and message.body[0] not in self.closed:
            self.closed.append(message.body[0])

    def _number(self, sender: str, serial: int, body: tuple[object, ...]) -> None:
        for index, note in enumerate(self.notes):
            if (note.sender, note.serial, note.number) == (sender, serial, 0) and body and isinstance(body[0], int):
                self.notes[index] = replace(note, number=body[0])


__all__ = ["Bus", "DBusErrorResponse", "Note", "NoteLog", "wait_for"]
