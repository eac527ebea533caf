"""The notifications that went over a bus, as they were sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from jeepney import HeaderFields, Message, MessageType
from jeepney.bus_messages import Monitoring

from desktop.bus_listener import BusListener


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


class NoteLog:
    """Listens to a whole bus and keeps its notifications and the numbers of the closed ones; nothing sent after it is
    made is missed.
    """

    def __init__(self, address: str) -> None:
        self.notes: list[Note] = []
        self.closed: list[int] = []
        self._listener = BusListener(address, "note-log", self._take, Monitoring().BecomeMonitor([]))

    def stop(self) -> None:
        self._listener.stop()

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
