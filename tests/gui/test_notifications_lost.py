"""What becomes of notifications when the bus goes away in the middle, without a bus."""

from __future__ import annotations

from itertools import count
from socket import socketpair

import pytest
from jeepney import HeaderFields, Message, Parser, new_method_return
from pytestqt.qtbot import QtBot

from hourpass.gui.notifications import Notifications
from hourpass.gui.tasks import Tasks


class FailingBus:
    """A connection whose daemon answers as long as *sends* last; after that many the bus is gone."""

    def __init__(self, sends: int) -> None:
        self.left = sends
        self.called: list[str] = []
        self.offered: list[list[str]] = []  # what can be done with each note: name, label, name, label …
        self.outgoing_serial = count(1)
        self.parser = Parser()
        self.sock = self
        self._near, self._far = socketpair()
        self._heard = Parser()
        self._serial = count(1)

    def fileno(self) -> int:
        return self._near.fileno()

    def send(self, data: bytes, _flags: int) -> int:
        if not self.left:
            raise BrokenPipeError
        self.left -= 1
        self._heard.add_data(data)
        message = self._heard.get_next_message()
        assert message is not None
        self.called.append(str(message.header.fields[HeaderFields.member]))
        self._answer(message)
        return len(data)

    def recv(self, size: int, flags: int) -> bytes:
        return self._near.recv(size, flags)

    def close(self) -> None:
        for end in (self._near, self._far):
            end.close()

    def _answer(self, call: Message) -> None:
        match self.called[-1]:
            case "GetCapabilities":
                answer = new_method_return(call, "as", ([],))
            case "Notify":
                self.offered.append(call.body[5])
                answer = new_method_return(call, "u", (next(self._serial) + 40,))
            case _:
                answer = new_method_return(call)
        self._far.send(answer.serialise(next(self._serial)))


class Shown(list[tuple[str, str]]):
    """What was shown in the other way."""

    def show(self, title: str, body: str) -> None:
        self.append((title, body))


# The calls are: two rules to listen by, what the daemon can do, then one for each notification.
@pytest.mark.parametrize("sends", [0, 1, 2, 3, 4])
def test_a_bus_that_goes_away_at_any_call_leaves_no_notification_unsaid(qtbot: QtBot, tasks: Tasks, sends: int):
    shown, bus = Shown(), FailingBus(sends)
    notes = Notifications(tasks, shown.show, reach_bus=lambda: bus)
    notes.show("1", "maya ends", "soon")
    notes.show("2", "audit ends", "soon")
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert sorted(shown) == [("audit ends", "soon"), ("maya ends", "soon")]


def test_a_click_is_labelled_by_what_it_does(qtbot: QtBot, tasks: Tasks):
    shown, bus = Shown(), FailingBus(5)
    notes = Notifications(tasks, shown.show, reach_bus=lambda: bus)
    notes.show("1", "maya ends", "soon", [("renew", "Enter code…")])
    notes.show("2", "Hourpass stays in the tray", "")
    qtbot.waitUntil(lambda: len(notes._numbers) == 2)
    assert bus.offered == [["default", "Enter code…", "renew", "Enter code…"], ["default", "Open"]]
    notes.stop()


def test_stopping_takes_down_what_is_shown_and_says_nothing_in_another_way(qtbot: QtBot, tasks: Tasks):
    shown, bus = Shown(), FailingBus(6)
    notes = Notifications(tasks, shown.show, reach_bus=lambda: bus)
    notes.show("1", "maya ends", "soon")
    notes.show("2", "audit ends", "soon")
    qtbot.waitUntil(lambda: len(notes._numbers) == 2)
    notes.show("3", "third", "soon")
    notes.stop()  # the bus takes one of the calls, and is gone at the next
    assert bus.called[-1] in {"CloseNotification", "Notify"}
    assert shown == []
