"""What others ask of the running app over its socket: another start, the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from hourpass.gui.main_window import MainWindow
from hourpass.gui.single_instance import SingleInstance
from hourpass.services.profile_book import ProfileBook

Answer = Callable[[dict[str, Any]], None]


class Callers(QObject):
    """Answers; what needs the services waits until they are open."""

    def __init__(self, window: MainWindow, book: ProfileBook, socket_path: str) -> None:
        super().__init__(window)
        self._window, self._book = window, book
        self._choose: Callable[[str], None] | None = None
        self._code: Callable[[str], str | None] | None = None
        self._waiting: list[tuple[dict[str, Any], Answer]] = []
        self._wanted = ""  # the profile to choose once that can be done
        self._instance = SingleInstance(socket_path, parent=self)
        self._instance.requested.connect(self._answer)
        self._instance.start()

    def open(self, choose: Callable[[str], None], code: Callable[[str], str | None] | None) -> None:
        """From now on a profile can be chosen by name, and *code* tells the practice device's code for one, if any."""
        self._choose, self._code = choose, code
        if self._wanted:
            choose(self._wanted)
        waiting, self._waiting = self._waiting, []
        for message, answer in waiting:
            self._answer(message, answer)

    def close(self) -> None:
        """Listen no more."""
        self._instance.stop()

    def _answer(self, message: dict[str, Any], answer: Answer) -> None:
        name = str(message.get("profile") or "")
        if message["ask"] == "show":
            self._window.come_forward()
            answer({"shown": True})
            if self._choose is None:
                self._wanted = name
            elif name:
                self._choose(name)
        elif message["ask"] != "code":
            answer({"error": "unknown-request"})
        elif self._choose is None:
            self._waiting.append((message, answer))
        else:
            answer(self._about_code(name))

    def _about_code(self, name: str) -> dict[str, Any]:
        if not any(profile.name == name for profile in self._book.profiles):
            return {"error": "no-such-profile"}
        code = self._code(name) if self._code else None
        return {"code": code} if code else {"error": "no-code"}
