"""Changes of size that wait until the desktop has put a window into its place."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hourpass.gui.placing import Placing


class Grower(QWidget):
    """Wants another size in the moment when it is shown, and again right after."""

    def __init__(self) -> None:
        super().__init__()
        self.changes = 0
        self.waits: list[bool] = []
        self._placing = Placing(self, self.change)

    def change(self) -> None:
        self.waits.append(self._placing.is_under_way())
        self.changes += not self.waits[-1]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.change()  # no desktop has seen it yet
        self.change()


def test_what_is_asked_for_while_a_window_is_being_placed_is_done_once_when_it_has_been(qtbot: QtBot) -> None:
    window = Grower()
    qtbot.addWidget(window)

    window.show()

    assert (window.waits, window.changes) == ([True, True], 0)
    qtbot.waitUntil(lambda: window.changes > 0)
    qtbot.wait(20)
    assert window.waits == [True, True, False]


def test_a_window_that_is_not_shown_or_stands_in_its_place_is_changed_at_once(qtbot: QtBot) -> None:
    window = Grower()
    qtbot.addWidget(window)

    window.change()
    window.show()
    qtbot.waitUntil(lambda: window.changes == 2)
    window.change()

    assert window.changes == 3
