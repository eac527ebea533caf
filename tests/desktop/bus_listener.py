"""A connection to a bus whose messages are taken on a thread of their own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

from jeepney import Message
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import unwrap_msg

from desktop.bus import ANSWER_SECONDS


class BusListener:
    """Sends *requests*, such as for a name or for signals, and hands *take* every message that comes after their
    answers; what it returns is sent back.
    """

    def __init__(self, address: str, name: str, take: Callable[[Message], Message | None], *requests: Message) -> None:
        self._take = take
        self._connection = open_dbus_connection(address)
        for request in requests:
            unwrap_msg(self._connection.send_and_get_reply(request, timeout=ANSWER_SECONDS))
        self._thread = threading.Thread(target=self._listen, name=name, daemon=True)
        self._thread.start()

    def send(self, message: Message) -> None:
        self._connection.send(message)

    def stop(self) -> None:
        self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(2)
        self._connection.close()

    def _listen(self) -> None:
        while True:
            try:
                answer = self._take(self._connection.receive())
                if answer is not None:
                    self._connection.send(answer)
            except OSError:  # the bus or stop() ended it
                return
