"""What is unfinished stays in sight of the main window, and is offered before another setup is begun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.fakes_wizard import DRAFT, REGION, WizardFiles
from hourpass.domain.setup_plan import Side, StepKind
from hourpass.domain.setup_record import Record, Stage, StepState
from hourpass.gui.controls import StatusLine
from hourpass.gui.device_dialog import DeviceDialog
from hourpass.gui.main_window import MainWindow
from hourpass.gui.offers import Offers
from hourpass.gui.one_window import OneWindow
from hourpass.gui.practice import Practice
from hourpass.gui.removal_dialog import RemovalDialog
from hourpass.gui.setup_doors import SetupDoors
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.unfinished_dialog import UnfinishedDialog
from hourpass.gui.wizard.setting_up import SettingUp
from hourpass.gui.wizard.setup_wizard import SetupWizard
from hourpass.services.administrator import AdminSource
from services.fakes_sandbox_world import SandboxWorld


class Phone(Practice):
    """Remembers which entries were deleted."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme)
        self.forgotten: list[str] = []

    def forget(self, serial: str) -> None:
        self.forgotten.append(serial)


class Hall:
    """The main window with the doors in it, over a sandbox."""

    def __init__(self, bot: QtBot, theme: Theme) -> None:
        self.bot, self.world, self.tasks = bot, SandboxWorld(), Tasks()
        self.window = MainWindow("Hourpass")
        bot.addWidget(self.window)
        tools = replace(self.world.tools, files=WizardFiles(self.world))
        self.phone = Phone(self.window, theme)
        one = OneWindow(self.tasks, self.window)
        offers = Offers(self.window, one, self.window)
        self.doors = SetupDoors(self.window, theme, self.tasks, tools, self.phone, one, offers, self.window)
        self.window.show()

    def keep(self, user_name: str = "desk", stage: Stage = Stage.CREATING, id_: str = "0a1b2c3d") -> Record:
        record = Record(
            replace(DRAFT, id=id_, user_name=user_name),
            self.world.clock.now() - timedelta(hours=1),
            stage,
            {StepKind.CREATE_USER: StepState.DONE},
        )
        self.world.journal.write(record)
        return record

    def start(self) -> None:
        self.doors.look_for_unfinished()
        self.settle()

    def settle(self) -> None:
        self.bot.waitUntil(lambda: self.tasks.idle, timeout=20_000)
        QCoreApplication.processEvents()  # offers come after whatever is going on

    @property
    def reminder(self) -> StatusLine:
        return self.window.findChild(StatusLine, "unfinishedNotice")

    def dialog(self, name: str) -> QDialog | None:
        found = [each for each in self.window.findChildren(QDialog, name) if each.isVisible()]
        return found[0] if found else None

    def press(self, name: str) -> None:
        dialog = self.dialog("unfinishedDialog")
        assert dialog is not None
        dialog.findChild(QPushButton, name).click()
        self.settle()

    def wait_for(self, name: str) -> QDialog:
        self.bot.waitUntil(lambda: self.dialog(name) is not None, timeout=20_000)
        self.settle()
        found = self.dialog(name)
        assert found is not None
        return found


@pytest.fixture
def hall(qtbot: QtBot, theme: Theme) -> Iterator[Hall]:
    made = Hall(qtbot, theme)
    yield made
    assert made.tasks.close(10_000)
    made.world.close()


def test_nothing_unfinished_leaves_no_line_and_no_question(hall: Hall):
    hall.start()
    assert not hall.reminder.isVisible()
    assert hall.dialog("unfinishedDialog") is None
    hall.doors.set_up()
    hall.wait_for("setupWizard").reject()


def test_what_is_put_off_stays_in_sight_and_within_reach(hall: Hall):
    hall.keep()
    hall.start()
    hall.press("unfinishedLaterButton")
    assert hall.reminder.isVisible()
    assert hall.reminder.text() == "The setup of “desk” is unfinished."
    hall.reminder.acted.emit()
    assert hall.dialog("unfinishedDialog") is not None


def test_what_is_unfinished_is_told_until_nothing_is(hall: Hall):
    told: list[str] = []
    hall.doors.unfinished_changed.connect(lambda record: told.append(record.draft.user_name if record else "none"))
    record = hall.keep()
    hall.start()
    assert told == ["desk"]
    hall.world.journal.write(replace(record, stage=Stage.FINISHED))
    hall.doors.look_for_unfinished()
    hall.settle()
    assert told == ["desk", "none"]


def test_a_removal_is_reminded_of_as_one(hall: Hall):
    hall.keep(stage=Stage.UNDOING)
    hall.start()
    assert hall.reminder.text() == "The removal of “desk” is unfinished."


def test_setting_up_offers_the_unfinished_one_first(hall: Hall):
    hall.keep()
    hall.start()
    hall.press("unfinishedLaterButton")
    hall.doors.set_up()
    assert hall.dialog("setupWizard") is None
    hall.press("unfinishedAnotherButton")
    wizard = hall.wait_for("setupWizard")
    assert wizard.findChild(QPushButton, "wizardNextButton").text() == "&Next"  # it begins with the first page
    wizard.reject()


def test_the_offer_at_the_start_is_of_that_one_only(hall: Hall):
    hall.keep()
    hall.start()
    dialog = hall.dialog("unfinishedDialog")
    assert isinstance(dialog, UnfinishedDialog)
    assert dialog.findChild(QPushButton, "unfinishedAnotherButton") is None


def test_of_several_each_comes_to_be_offered(hall: Hall):
    hall.keep("first", id_="00000001")
    hall.keep("second", id_="00000002")
    hall.start()
    seen = [hall.reminder.text()]
    hall.press("unfinishedLaterButton")
    seen.append(hall.reminder.text())
    assert {text.split("“")[1].split("”")[0] for text in seen} == {"first", "second"}


def test_the_line_goes_with_what_it_reminded_of(hall: Hall):
    record = hall.keep()
    hall.start()
    hall.press("unfinishedUndoButton")
    dialog = hall.wait_for("removeDialog")
    hall.world.journal.remove(record.draft.id)
    dialog.reject()
    hall.settle()
    assert not hall.reminder.isVisible()


def test_a_finished_setup_is_told_and_a_closed_wizard_is_not(hall: Hall, qtbot: QtBot):
    told: list[bool] = []
    hall.doors.set_up_done.connect(told.append)
    hall.doors.set_up()
    hall.wait_for("setupWizard").reject()
    hall.settle()
    assert told == []
    hall.doors.set_up()
    wizard = hall.wait_for("setupWizard")
    assert isinstance(wizard, SetupWizard)
    work = wizard._work
    work.check(Side.USER, AdminSource("default", region=REGION))
    hall.settle()
    work.set_draft(DRAFT)
    work.create()
    hall.settle()
    device = work.device
    assert device is not None
    hall.world.phones[device.serial] = device.seed
    work.enrol(*hall.world.pair(device.serial))
    hall.settle()
    wizard.accept()
    hall.settle()
    assert told == [False]


def test_what_the_wizard_leaves_unfinished_is_reminded_of_at_once(hall: Hall):
    hall.start()
    hall.doors.set_up()
    wizard = hall.wait_for("setupWizard")
    hall.keep()
    wizard.reject()
    hall.settle()
    assert hall.reminder.isVisible()


def test_the_practice_phone_drops_the_devices_that_are_deleted(hall: Hall):
    hall.doors.devices(hall.world.profile())
    devices = hall.wait_for("deviceDialog")
    assert isinstance(devices, DeviceDialog)
    devices.device_gone.emit("arn:of-the-devices-window")
    devices.close()
    hall.settle()
    hall.doors.take_away(hall.world.profile())
    removal = hall.wait_for("removeDialog")
    assert isinstance(removal, RemovalDialog)
    removal.device_gone.emit("arn:of-the-removal")
    removal.close()
    hall.settle()
    assert hall.phone.forgotten == ["arn:of-the-devices-window", "arn:of-the-removal"]


def test_the_practice_phone_drops_the_device_of_a_setup_that_is_taken_back(hall: Hall):
    hall.doors.set_up()
    wizard = hall.wait_for("setupWizard")
    setting_up = hall.doors.findChild(SettingUp)
    assert setting_up is not None
    setting_up.set_draft(DRAFT)
    setting_up.undone.emit(())
    assert hall.phone.forgotten == [DRAFT.device_serial]
    wizard.close()
    hall.settle()
