"""The setup wizard and the setup behind it, over a sandbox in this process whose clock only waiting moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from hourpass.domain.credentials import Keys
from hourpass.domain.setup import Draft
from hourpass.domain.setup_plan import Side
from hourpass.domain.setup_record import Record
from hourpass.gui.question import Question
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.setting_up import SettingUp
from hourpass.gui.wizard.setup_wizard import SetupWizard
from hourpass.services.administrator import AdminSource
from hourpass.services.cancel import Cancel
from hourpass.services.setup_ports import AdminKind, AdminProfile
from hourpass.services.setup_reports import NewDevice
from hourpass.viewmodels.setup_flow import Page
from services.fakes_account import inventory
from services.fakes_sandbox_world import SandboxWorld

REGION = "eu-west-1"
DEFAULT, PARTNER, PLAIN = "default", "partner", "practice"
DRAFT = Draft("0a1b2c3d", "111122223333", "desk", "desk-phone", role_name="desk-s3")


class WizardFiles:
    """An administrator of each account, and somebody who may next to nothing."""

    def __init__(self, world: SandboxWorld) -> None:
        self._keys = {
            DEFAULT: world.seeded.admin,
            PARTNER: world.seeded.partner_admin,
            PLAIN: world.seeded.user,
        }

    def profiles(self) -> tuple[AdminProfile, ...]:
        return tuple(AdminProfile(name, AdminKind.KEYS, REGION) for name in self._keys)

    def keys(self, profile: str, code: str, cancel: Cancel) -> Keys:
        cancel.check()
        assert code == ""
        return self._keys[profile]


class Heard:
    """What came by the signals of a SettingUp, in order."""

    def __init__(self, work: SettingUp, *names: str) -> None:
        self.news: list[tuple[str, Any]] = []
        for name in names:
            signal: SignalInstance = getattr(work, name)
            signal.connect(lambda *values, at=name: self.news.append((at, values[0] if values else None)))

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.news]

    def of(self, name: str) -> list[Any]:
        return [value for each, value in self.news if each == name]


class Run:
    """One person's run through a setup."""

    def __init__(self, bot: QtBot, world: SandboxWorld, record: Record | None = None) -> None:
        self.bot, self.world, self.tasks = bot, world, Tasks()
        self.before = inventory(world.sandbox)
        self.tools = replace(world.tools, files=WizardFiles(world))
        self.work = SettingUp(self.tools, self.tasks, record=record)
        self.heard = Heard(
            self.work,
            "device_ready",
            "created",
            "creation_failed",
            "enrolled",
            "enrol_failed",
            "profile_ready",
            "refused_without_code",
            "proof_failed",
            "session_obtained",
            "buckets_listed",
            "undoing",
            "undone",
            "undo_failed",
        )

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.bot.waitUntil(lambda: self.tasks.idle and not self.work.busy, timeout=20_000)

    def check(self, profile: str = DEFAULT, side: Side = Side.USER) -> None:
        self.work.check(side, AdminSource(profile, region=REGION))
        self.settle()

    def begin(self, draft: Draft = DRAFT) -> None:
        """Up to everything's being made but the registration."""
        self.check()
        self.work.set_draft(draft)
        self.work.create()
        self.settle()

    def enrol(self) -> None:
        device = self.work.device
        assert device is not None
        self.world.phones[device.serial] = device.seed
        self.work.enrol(*self.world.pair(device.serial))
        self.settle()

    def code(self) -> str:
        """A fresh one of the new device, when STS sees it."""
        draft = self.work.draft
        assert draft is not None
        self.world.clock.advance(seconds=60)
        return self.world.code(draft.device_serial)

    def as_before(self) -> bool:
        """Whether the account is exactly as it was, and nothing is left here either."""
        return inventory(self.world.sandbox) == self.before and self.world.journal.records() == ()

    def close(self) -> None:
        self.work.close()
        assert self.tasks.close(10_000)
        self.world.close()


class WizardRun(Run):
    """The same through the window."""

    def __init__(
        self,
        bot: QtBot,
        world: SandboxWorld,
        theme: Theme,
        record: Record | None = None,
        *,
        practise: Callable[[NewDevice], None] | None = None,
    ) -> None:
        super().__init__(bot, world, record)
        self.wizard = SetupWizard(theme, self.work, practise=practise)
        bot.addWidget(self.wizard)
        with bot.waitActive(self.wizard):
            self.wizard.show()
            self.wizard.activateWindow()
        bot.waitUntil(lambda: len(self.wizard.pageIds()) == len(Page))
        self.settle()

    def button(self, name: str) -> QPushButton:
        found = self.wizard.findChild(QPushButton, name)
        assert found is not None
        return found

    @property
    def next(self) -> QPushButton:
        return self.button("wizardNextButton")

    @property
    def cancel(self) -> QPushButton:
        return self.button("wizardCancelButton")

    @property
    def page(self) -> str:
        return self.wizard.currentPage().objectName()

    def line(self, name: str) -> QLineEdit:
        found = self.wizard.findChild(QLineEdit, name)
        assert found is not None
        return found

    def radio(self, name: str) -> QRadioButton:
        found = self.wizard.findChild(QRadioButton, name)
        assert found is not None
        return found

    def choose(self, name: str, index: int) -> None:
        combo = self.wizard.findChild(QComboBox, name)
        assert combo is not None
        combo.setCurrentIndex(index)
        combo.activated.emit(index)

    def go_on(self, times: int = 1) -> None:
        for _ in range(times):
            assert self.next.isEnabled(), self.page
            self.next.click()
            self.settle()

    def to_scan(self) -> None:
        """Names and review as proposed, everything made."""
        self.go_on(4)
        assert self.page == "scanPage"

    def answer(self, name: str) -> None:
        """Press a button of the question that is open."""
        box = self.wizard.findChild(Question, "leavingBox")
        assert box is not None
        button = box.findChild(QPushButton, name)
        assert button is not None
        button.click()
        self.settle()

    def asks(self) -> bool:
        return any(box.isVisible() for box in self.wizard.findChildren(Question))

    def focus(self) -> QWidget | None:
        return self.wizard.focusWidget()
