"""What closing the window means."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from hourpass.gui.keeping import Keeping
from hourpass.gui.main_window import MainWindow


@dataclass
class World:
    tray: bool
    held: bool


class Closing:
    def __init__(self, qtbot: QtBot, world: World) -> None:
        self.window = MainWindow("Hourpass")
        qtbot.addWidget(self.window)
        self.keeping = Keeping(self.window, lambda: world.tray, lambda: world.held)
        self.told: list[str] = []
        self.keeping.quit_asked.connect(lambda: self.told.append("quit"))
        self.keeping.minimised.connect(lambda: self.told.append("minimised"))
        self.window.show()


@pytest.mark.parametrize("held", [True, False])
def test_with_a_tray_the_window_hides_there(qtbot: QtBot, held: bool):
    closing = Closing(qtbot, World(tray=True, held=held))
    assert not closing.window.close()
    assert closing.window.isHidden()
    assert closing.told == []


def test_without_a_tray_it_stays_small_while_something_can_expire(qtbot: QtBot):
    closing = Closing(qtbot, World(tray=False, held=True))
    assert not closing.window.close()
    assert closing.window.isMinimized()
    assert closing.told == ["minimised"]


def test_without_a_tray_and_with_nothing_to_warn_of_it_is_the_end(qtbot: QtBot):
    closing = Closing(qtbot, World(tray=False, held=False))
    closing.window.close()
    assert closing.told == ["quit"]


def test_the_tray_is_looked_for_at_each_closing(qtbot: QtBot):
    world = World(tray=True, held=True)
    closing = Closing(qtbot, world)
    closing.window.close()
    world.tray = False
    closing.window.show()
    closing.window.close()
    assert closing.window.isMinimized()


def test_at_the_end_closing_is_not_in_the_way(qtbot: QtBot):
    closing = Closing(qtbot, World(tray=True, held=True))
    closing.keeping.end()
    assert closing.window.close()
    assert closing.told == []
