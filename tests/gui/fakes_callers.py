"""One who calls over the socket, without a socket."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hourpass.gui.single_instance import Caller


class Tool:
    """Holds its end of the line; ``caller`` is the app's."""

    def __init__(self, process_id: int) -> None:
        self.process_id = process_id
        self.line = b""
        self.caller = Caller(self, lambda _message, _caller: None, lambda _caller: None)

    @property
    def waits(self) -> bool:
        return not self.line

    @property
    def answer(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.line)
        return answer

    def hang_up(self) -> None:
        self._ended()

    # as a Channel

    def listen(self, received: Callable[[bytes], None], ended: Callable[[], None]) -> None:
        self._received, self._ended = received, ended

    def send(self, data: bytes) -> None:
        self.line += data

    def close(self) -> None:
        """Nothing to let go of."""
