"""A tray that comes late, goes away and returns, and what becomes of the window meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hourpass.gui.controls import StatusLine
from hourpass.gui.main_window import MainWindow
from hourpass.gui.profile_list import ProfileList
from hourpass.gui.theme import Theme
from hourpass.gui.tray_manners import TrayManners
from hourpass.gui.tray_place import DOUBTS, TrayPlace


class Panel:
    """The desktop's tray, and what was told of it; *wait* lets the next look happen."""

    def __init__(self, *, there: bool) -> None:
        self.there = there
        self.asked = 0
        self.told: list[str] = []
        self.place = TrayPlace(self._available)
        for name in ("found", "missing", "lost"):
            getattr(self.place, name).connect(lambda name=name: self.told.append(name))
        self.place.look()

    def _available(self) -> bool:
        self.asked += 1
        return self.there

    def change(self, *, there: bool, looks: int = DOUBTS + 1) -> None:
        self.there = there
        self.place.look_again()
        for _ in range(looks):
            self.wait()

    def wait(self) -> None:
        for timer in (self.place._doubt, self.place._search):
            if timer.isActive():
                timer.stop()
                timer.timeout.emit()
                return

    @property
    def rests(self) -> bool:
        return not (self.place._doubt.isActive() or self.place._search.isActive())


@pytest.mark.usefixtures("qapp")
def test_a_tray_that_is_there_is_found_and_never_asked_after_again():
    panel = Panel(there=True)
    assert (panel.told, panel.asked, panel.rests) == (["found"], 1, True)
    assert panel.place.present


@pytest.mark.usefixtures("qapp")
def test_one_that_is_not_there_is_looked_for_ever_more_rarely_and_missed_once():
    panel = Panel(there=False)
    pauses = []
    for _ in range(12):
        pauses.append(panel.place._search.interval())
        panel.wait()
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[-1] == pauses[-2]
    assert panel.told == ["missing"]
    assert not panel.place.present


@pytest.mark.usefixtures("qapp")
def test_one_that_comes_late_is_found_as_soon_as_it_is_heard_of():
    panel = Panel(there=False)
    panel.change(there=True, looks=1)
    assert (panel.told, panel.rests) == (["found"], True)


@pytest.mark.usefixtures("qapp")
def test_one_that_restarts_is_not_lost():
    panel = Panel(there=True)
    panel.change(there=False, looks=1)
    panel.change(there=True, looks=1)
    assert (panel.told, panel.rests) == (["found"], True)


@pytest.mark.usefixtures("qapp")
def test_one_that_stays_away_is_lost_once_and_found_again():
    panel = Panel(there=True)
    panel.change(there=False)
    panel.change(there=False)
    assert not panel.place.present
    panel.change(there=True)
    panel.change(there=True)
    assert panel.told == ["found", "lost", "found"]
    assert panel.rests


class Manners:
    """A window and what was told of it."""

    def __init__(self, qtbot: QtBot, theme: Theme, **told: bool) -> None:
        self.window = MainWindow("Hourpass")
        qtbot.addWidget(self.window)
        self.notice = StatusLine(theme, "windowNotice", self.window)
        self.window.furnish(ProfileList(theme, self.window), self.notice)
        self.told: dict[str, Any] = told
        self.manners = TrayManners(
            self.window, lambda name: bool(self.told.get(name)), lambda **now: self.told.update(now), lambda: None
        )


def test_a_hidden_window_is_made_small_when_its_tray_is_lost_and_says_why(qtbot: QtBot, theme: Theme):
    world = Manners(qtbot, theme)
    world.manners.show_without_tray()
    assert world.window.isMinimized()
    assert "no tray icon" in world.notice.text()
    assert world.told == {"told_about_missing_tray": True}


def test_it_goes_back_when_the_tray_returns(qtbot: QtBot, theme: Theme):
    world = Manners(qtbot, theme, told_about_missing_tray=True)
    world.manners.show_without_tray()
    world.manners.hide_again()
    assert world.window.isHidden()


def test_a_window_that_was_opened_meanwhile_stays(qtbot: QtBot, theme: Theme):
    world = Manners(qtbot, theme, told_about_missing_tray=True)
    world.manners.show_without_tray()
    world.window.come_forward()
    world.manners.hide_again()
    assert world.window.being_looked_at


def test_a_window_that_its_person_made_small_is_their_own_affair(qtbot: QtBot, theme: Theme):
    world = Manners(qtbot, theme)
    world.window.showMinimized()
    world.manners.show_without_tray()
    world.manners.hide_again()
    assert world.window.isMinimized()
    assert world.told == {}
