"""A message bus at the other end of a socket, in this process: it answers as told and sends what it is told to send."""

from __future__ import annotations

from itertools import count
from socket import socketpair
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, Parser, new_error, new_method_return, new_signal

SESSION_PATH = "/org/freedesktop/login1/session/_32"
LOGIND = "org.freedesktop.login1"
PROPERTIES = "org.freedesktop.DBus.Properties"


class FakeBus:
    """Serves as jeepney's connection. Methods without an answer in *answers* are refused."""

    def __init__(self, **answers: tuple[str, tuple[Any, ...]]) -> None:
        self.answers = {"AddMatch": ("", ())} | answers
        self.called: list[tuple[str, tuple[Any, ...]]] = []
        self.outgoing_serial = count(1)
        self.parser = Parser()
        self.sock = self
        self.closed = False
        self._near, self._far = socketpair()
        self._heard = Parser()
        self._serial = count(1)

    @property
    def rules(self) -> list[str]:
        """What is listened to."""
        return [values[0] for method, values in self.called if method == "AddMatch"]

    def listens_to(self, *parts: str) -> bool:
        return any(all(part in rule for part in parts) for rule in self.rules)

    def signal(self, path: str, interface: str, member: str, signature: str = "", *values: object) -> None:
        address = DBusAddress(path, interface=interface)
        self._send(new_signal(address, member, signature or None, values))

    def property_changed(self, path: str, interface: str, name: str, signature: str, value: object) -> None:
        changed = {name: (signature, value)}
        self.signal(path, PROPERTIES, "PropertiesChanged", "sa{sv}as", interface, changed, [])

    def break_off(self) -> None:
        self._far.close()

    # a connection's part

    def fileno(self) -> int:
        return self._near.fileno()

    def send(self, data: bytes, _flags: int) -> int:
        self._heard.add_data(data)
        message = self._heard.get_next_message()
        assert message is not None
        method = str(message.header.fields[HeaderFields.member])
        self.called.append((method, message.body))
        answer = self.answers.get(method)
        if answer is None:
            self._send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
        else:
            signature, values = answer
            self._send(new_method_return(message, signature or None, values))
        return len(data)

    def recv(self, size: int, flags: int) -> bytes:
        return self._near.recv(size, flags)

    def close(self) -> None:
        self.closed = True
        for end in (self._near, self._far):
            end.close()

    def _send(self, message: Message) -> None:
        self._far.send(message.serialise(next(self._serial)))
