"""Another start and the command line ask over the socket."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from gui.fakes_office import Office
from hourpass.adapters.app_socket import ask, line_of
from hourpass.gui.callers import Callers
from hourpass.gui.theme import Theme


class Caller(threading.Thread):
    """Asks from a thread of its own, as another process would."""

    def __init__(self, path: str, message: dict[str, Any]) -> None:
        super().__init__(daemon=True)
        self._path, self._message = path, message
        self.answer: dict[str, Any] | None = None
        self.start()

    def run(self) -> None:
        self.answer = ask(self._path, self._message, wait_for_app=5)


@pytest.fixture
def office(qtbot: QtBot, theme: Theme):
    made = Office(qtbot, theme)
    yield made
    made.close()


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "app.socket")


@pytest.fixture
def callers(office: Office, path: str):
    made = Callers(office.window, path)
    yield made
    made.close()


def ended(qtbot: QtBot, caller: Caller) -> dict[str, Any] | None:
    qtbot.waitUntil(lambda: not caller.is_alive())
    return caller.answer


def test_another_start_brings_the_window_back(qtbot: QtBot, office: Office, callers: Callers, path: str):
    office.window.hide()
    chosen: list[str] = []
    callers.open(chosen.append, {})
    answer = ended(qtbot, Caller(path, {"ask": "show", "profile": "reports"}))
    assert (answer, office.window.isVisible(), chosen) == ({"v": 1, "shown": True}, True, ["reports"])


def test_a_profile_wanted_too_early_is_chosen_once_that_can_be_done(qtbot: QtBot, callers: Callers, path: str):
    ended(qtbot, Caller(path, {"ask": "show", "profile": "reports"}))
    chosen: list[str] = []
    callers.open(chosen.append, {})
    assert chosen == ["reports"]


def test_what_is_asked_too_early_is_answered_once_that_can_be_done(qtbot: QtBot, callers: Callers, path: str):
    caller = Caller(path, {"ask": "code", "profile": "reports"})
    qtbot.waitUntil(lambda: bool(callers._waiting))
    callers.open(lambda _name: None, {"code": lambda message, answer: answer({"code": message["profile"]})})
    assert ended(qtbot, caller) == {"v": 1, "code": "reports"}


def test_who_has_gone_meanwhile_is_not_answered(qtbot: QtBot, callers: Callers, path: str):
    asked: list[dict[str, Any]] = []
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(path)
        client.sendall(line_of({"ask": "code"}))
        qtbot.waitUntil(lambda: bool(callers._waiting))
    qtbot.waitUntil(lambda: not callers._waiting[0][1].waits)
    callers.open(lambda _name: None, {"code": lambda message, _answer: asked.append(message)})
    assert asked == []


def test_what_nobody_understands_is_answered_with_an_error(qtbot: QtBot, callers: Callers, path: str):
    callers.open(lambda _name: None, {})
    assert ended(qtbot, Caller(path, {"ask": "secrets"})) == {"v": 1, "error": "unknown-request"}
