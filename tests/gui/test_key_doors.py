"""The ways to a profile's secrets, one window at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from hourpass.domain.profile import Profile
from hourpass.domain.rotation_record import RotationRecord, RotationStage
from hourpass.gui.key_doors import KeyDoors
from hourpass.gui.main_window import MainWindow
from hourpass.gui.offers import Offers
from hourpass.gui.one_window import OneWindow
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from services.fakes_sandbox_world import SandboxWorld


class Hall:
    """The main window with the doors in it, over a sandbox."""

    def __init__(self, bot: QtBot, theme: Theme) -> None:
        self.bot, self.world, self.tasks = bot, SandboxWorld(), Tasks()
        self.window = MainWindow("Hourpass")
        bot.addWidget(self.window)
        one = OneWindow(self.tasks, self.window)
        offers = Offers(self.window, one, self.window)
        self.doors = KeyDoors(self.window, theme, self.tasks, self.world.tools, one, offers, self.window)
        self.window.show()

    @property
    def profile(self) -> Profile:
        return self.world.tools.book.profiles[0]

    def wait_for(self, name: str) -> QDialog:
        self.bot.waitUntil(lambda: self.dialog(name) is not None, timeout=20_000)
        found = self.dialog(name)
        assert found is not None
        return found

    def dialog(self, name: str) -> QDialog | None:
        return next((each for each in self.window.findChildren(QDialog, name) if each.isVisible()), None)


@pytest.fixture
def hall(qtbot: QtBot, theme: Theme) -> Iterator[Hall]:
    made = Hall(qtbot, theme)
    yield made
    qtbot.waitUntil(lambda: made.tasks.idle, timeout=20_000)
    assert made.tasks.close()


def test_each_door_opens_its_window_and_one_at_a_time(hall: Hall):
    hall.doors.codes(hall.profile)
    codes = hall.wait_for("codeMakingDialog")
    hall.doors.rotate(hall.profile)
    assert hall.dialog("rotationDialog") is None
    codes.reject()
    hall.doors.rotate(hall.profile)
    hall.wait_for("rotationDialog").reject()


def test_a_profile_without_a_device_has_no_codes_to_make(hall: Hall):
    hall.doors.codes(replace(hall.profile, device_serial=""))
    hall.bot.waitUntil(lambda: hall.tasks.idle)
    assert hall.dialog("codeMakingDialog") is None


def test_a_change_of_keys_that_was_broken_off_is_offered_and_gone_on_with(hall: Hall):
    profile = hall.profile
    record = RotationRecord(
        "111122223333", "practice", profile.access_key_id, "eu-west-1", hall.world.clock.now(), RotationStage.CREATED
    )
    hall.world.tools.rotations.write(record)
    hall.doors.look_for_unfinished()
    hall.wait_for("unfinishedRotation").findChild(QPushButton, "rotationGoOnButton").click()
    hall.wait_for("rotationDialog").reject()


def test_nothing_is_offered_where_nothing_was_broken_off(hall: Hall):
    hall.doors.look_for_unfinished()
    hall.bot.waitUntil(lambda: hall.tasks.idle)
    assert hall.dialog("unfinishedRotation") is None
