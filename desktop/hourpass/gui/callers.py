"""What others ask of the running app over its socket: another start, the command line, tools."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject

from hourpass.gui import tool_answers
from hourpass.gui.main_window import MainWindow
from hourpass.gui.request_fields import text_of
from hourpass.gui.single_instance import Caller, SingleInstance

Answering = Callable[[dict[str, Any], Caller], None]


class Callers(QObject):
    """Answers; what needs the services waits until they are open."""

    def __init__(self, window: MainWindow, socket_path: str) -> None:
        super().__init__(window)
        self._window = window
        self._choose: Callable[[str], None] | None = None
        self._answering: Mapping[str, Answering] | None = None
        self._waiting: list[tuple[dict[str, Any], Caller]] = []
        self._wanted = ""  # the profile to choose once that can be done
        self._instance = SingleInstance(socket_path, parent=self)
        self._instance.requested.connect(self._answer)
        self._instance.start()

    def open(self, choose: Callable[[str], None], answering: Mapping[str, Answering]) -> None:
        """From now on a profile can be chosen by name, and *answering* has one who answers for each further question."""
        self._choose, self._answering = choose, answering
        if self._wanted:
            choose(self._wanted)
        waiting, self._waiting = self._waiting, []
        for message, caller in waiting:
            if caller.waits:
                # As if it came now: a bug in answering one keeps neither the others waiting nor who opens.
                self._instance.requested.emit(message, caller)

    def close(self) -> None:
        """Listen no more."""
        self._instance.stop()

    def _answer(self, message: dict[str, Any], caller: Caller) -> None:
        with tool_answers.surely_given_to([caller]):
            self._hand_on(message, caller)

    def _hand_on(self, message: dict[str, Any], caller: Caller) -> None:
        if message["ask"] == "show":
            self._show(text_of(message, "profile"), caller)
        elif self._answering is None:
            self._waiting.append((message, caller))
        elif (answer := self._answering.get(message["ask"])) is not None:
            answer(message, caller)
        else:
            caller({"error": "unknown-request"})

    def _show(self, name: str, caller: Caller) -> None:
        self._window.come_forward()
        caller({"shown": True})
        if self._choose is None:
            self._wanted = name
        elif name:
            self._choose(name)
