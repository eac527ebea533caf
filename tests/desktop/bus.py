"""A bus as the tests use it, with calls that wait for their answer; and waiting for anything else."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from jeepney import DBusAddress, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import unwrap_msg

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
