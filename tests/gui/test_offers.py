"""What was left unfinished is offered to somebody who looks, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from gui.fakes_wizard import DRAFT, WizardFiles
from hourpass.domain.rotation_record import RotationRecord, RotationStage
from hourpass.domain.setup_plan import StepKind
from hourpass.domain.setup_record import Record, Stage, StepState
from hourpass.gui.controls import StatusLine
from hourpass.gui.key_doors import KeyDoors
from hourpass.gui.main_window import MainWindow
from hourpass.gui.offers import Offers
from hourpass.gui.one_window import OneWindow
from hourpass.gui.setup_doors import SetupDoors
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from services.fakes_sandbox_world import SandboxWorld

SETUP, ROTATION = "unfinishedDialog", "unfinishedRotation"


class Start:
    """A start of the app after one that left a setup and a change of keys half-done. Its window is not shown yet."""

    def __init__(self, bot: QtBot, theme: Theme) -> None:
        self.bot, self.world, self.tasks = bot, SandboxWorld(), Tasks()
        tools = replace(self.world.tools, files=WizardFiles(self.world))
        now, profile = self.world.clock.now(), tools.book.profiles[0]
        draft = replace(DRAFT, id="0a1b2c3d")
        made = {StepKind.CREATE_USER: StepState.DONE}
        self.world.journal.write(Record(draft, now - timedelta(hours=1), Stage.CREATING, made))
        key = profile.access_key_id
        tools.rotations.write(RotationRecord("111122223333", "practice", key, "eu-west-1", now, RotationStage.CREATED))
        self.window = MainWindow("Hourpass")
        bot.addWidget(self.window)
        one = OneWindow(self.tasks, self.window)
        offers = Offers(self.window, one, self.window)
        self.setup = SetupDoors(self.window, theme, self.tasks, tools, None, one, offers, self.window)
        self.keys = KeyDoors(self.window, theme, self.tasks, tools, one, offers, self.window)
        self.setup.look_for_unfinished()
        self.keys.look_for_unfinished()
        self.settle()

    def settle(self) -> None:
        for _ in range(5):  # an answer, what is looked up after it, what is loaded for the next
            QCoreApplication.processEvents()
            self.bot.waitUntil(lambda: self.tasks.idle, timeout=20_000)

    def dialogs(self) -> list[QDialog]:
        return [each for each in self.window.findChildren(QDialog) if each.isVisible()]

    def offered(self) -> list[str]:
        return [each.objectName() for each in self.dialogs()]

    def wait_for(self, wanted: Callable[[list[str]], bool]) -> str:
        self.bot.waitUntil(lambda: wanted(self.offered()), timeout=20_000)
        self.settle()
        (found,) = self.offered()
        return found

    def press(self, button: str) -> None:
        (dialog,) = self.dialogs()
        dialog.findChild(QPushButton, button).click()

    def turn_down(self) -> None:
        """Every offer that is still to come as well."""
        while dialogs := self.dialogs():
            dialogs[0].reject()
            self.settle()


@pytest.fixture
def start(qtbot: QtBot, theme: Theme) -> Iterator[Start]:
    made = Start(qtbot, theme)
    yield made
    assert made.tasks.close(10_000)
    made.world.close()


def test_after_a_hidden_start_nothing_is_offered_but_the_line_in_the_window_waits(start: Start):
    assert start.offered() == []
    assert start.window.findChild(StatusLine, "unfinishedNotice").isVisibleTo(start.window)


def test_a_window_that_is_only_minimised_is_not_looked_at(start: Start):
    start.window.showMinimized()
    start.settle()
    assert start.offered() == []
    start.window.showNormal()
    start.wait_for(bool)
    start.turn_down()


def test_the_window_is_opened_and_the_second_offer_comes_after_the_first(start: Start):
    start.window.show()
    seen = [start.wait_for(bool)]
    start.press("rotationLaterButton" if seen == [ROTATION] else "unfinishedLaterButton")
    seen.append(start.wait_for(lambda offered: offered not in ([], seen)))
    assert sorted(seen) == [SETUP, ROTATION]
    start.press("rotationLaterButton" if seen[1] == ROTATION else "unfinishedLaterButton")
    start.settle()
    assert start.offered() == []


def test_the_second_offer_waits_for_the_window_to_which_the_first_led(start: Start):
    start.window.show()
    assert start.wait_for(bool) == ROTATION
    start.press("rotationGoOnButton")
    assert start.wait_for(lambda offered: offered == ["rotationDialog"])
    start.dialogs()[0].reject()
    assert start.wait_for(lambda offered: offered == [SETUP])
    start.turn_down()


def test_the_second_offer_waits_for_the_window_to_be_opened_again(start: Start):
    start.window.show()
    assert start.wait_for(bool) == ROTATION
    (dialog,) = start.dialogs()
    start.window.hide()
    dialog.reject()
    start.settle()
    assert start.offered() == []
    start.window.show()
    assert start.wait_for(bool) == SETUP
    start.turn_down()
