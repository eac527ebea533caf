from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from hourpass.adapters.sandbox_process import SandboxFacts, SandboxProcess
from hourpass.domain.profile import Method, Profile
from hourpass.domain.setup import Draft
from hourpass.domain.totp import code_at, step_at
from hourpass.gui import practice as practice_module
from hourpass.gui.authenticator import GAP, Authenticator
from hourpass.gui.practice import Practice
from hourpass.gui.practice_device import PracticeDevice
from hourpass.gui.theme import Theme

# Offscreen, Qt says so of every window that has a fixed size or is raised.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ACCOUNT = "111122223333"
SERIAL = f"arn:aws:iam::{ACCOUNT}:mfa/practice-phone"
NEW, BACKUP = (f"arn:aws:iam::{ACCOUNT}:mfa/hourpass/{name}" for name in ("maya-laptop", "maya-backup"))
SEED, NEW_SEED, NEWER_SEED = "JBSWY3DPEHPK3PXP" * 4, "GEZDGNBVGY3TQOJQ" * 4, "MFRGGZDFMZTWQ2LK" * 4
NOW = datetime(2026, 11, 22, 12, 0, 10, tzinfo=UTC)
DRAFT = Draft("0badcafe", ACCOUNT, "maya", "maya-laptop")
TOLD = {name: f"some {name}" for name in SandboxFacts.__dataclass_fields__} | {
    "account": ACCOUNT,
    "device_serial": SERIAL,
    "device_seed": SEED,
}
PROGRAM = f"import sys; print({json.dumps(TOLD)!r}, flush=True); sys.stdin.read()"


@pytest.fixture
def practice(qtbot: QtBot, theme: Theme) -> Iterator[Practice]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = Practice(window, theme, SandboxProcess(command=(sys.executable, "-c", PROGRAM)))
    made.start()
    for _ in made.open(lambda: NOW, True):
        pass
    assert made.authenticator is not None
    qtbot.addWidget(made.authenticator)
    yield made
    made.close()


@pytest.fixture
def authenticator(practice: Practice) -> Authenticator:
    assert practice.authenticator is not None
    return practice.authenticator


def names(authenticator: Authenticator) -> list[str]:
    combo = authenticator.findChild(QComboBox, "practiceDeviceCombo")
    return [combo.itemText(place) for place in range(combo.count())]


def profile(serial: str) -> Profile:
    return Profile("id-1", "reports", "AKIAIOSFODNN7EXAMPLE", Method.SESSION, device_serial=serial)


def code(seed: str) -> str:
    return code_at(seed, step_at(NOW))


@pytest.mark.parametrize(
    ("spare", "width"),
    [
        (100, 980),
        (-100, 880),
        (-260, 720),
        (-261, 980),  # it would be too small: then it is covered
    ],
)
def test_the_window_makes_room_on_a_narrow_screen_as_far_as_it_can(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch, spare: int, width: int
):
    window = QWidget()
    qtbot.addWidget(window)
    window.setMinimumWidth(720)
    window.setGeometry(40, 60, 980, 600)
    window.show()
    made = Practice(window, theme, SandboxProcess(command=(sys.executable, "-c", PROGRAM)))
    made.start()
    steps = made.open(lambda: NOW, False)
    next(steps)
    assert made.authenticator is not None
    qtbot.addWidget(made.authenticator)
    frame = window.frameGeometry()
    asked = GAP + made.authenticator.sizeHint().width() + frame.width() - window.width()
    screen = QRect(0, 0, frame.width() + asked + spare, 800)
    monkeypatch.setattr(practice_module, "screen_room", lambda _window: screen)
    for _ in steps:
        pass
    left = frame.left() if width == 980 and spare < 0 else max(spare, 0) // 2
    qtbot.waitUntil(lambda: (window.frameGeometry().left(), window.width()) == (left, width))
    made.close()


def test_it_begins_with_the_device_that_stands_ready(practice: Practice, authenticator: Authenticator):
    assert authenticator.isVisible()
    assert authenticator.current_code() == code(SEED)
    assert practice.code(profile(SERIAL)) == code(SEED)


def test_a_scanned_device_is_shown_at_once_even_where_the_authenticator_was_closed(
    practice: Practice, authenticator: Authenticator
):
    authenticator.close()
    practice.scan(PracticeDevice(NEW, NEW_SEED))
    assert authenticator.isVisible()
    assert authenticator.current_code() == code(NEW_SEED)
    assert names(authenticator) == ["practice-phone", "maya-laptop"]


def test_every_profile_gets_the_code_of_its_own_device(practice: Practice):
    practice.scan(PracticeDevice(NEW, NEW_SEED))
    assert practice.code(profile(SERIAL)) == code(SEED)
    assert practice.code(profile(DRAFT.device_serial)) == code(NEW_SEED)
    assert practice.code(profile(f"arn:aws:iam::{ACCOUNT}:mfa/maya-laptop")) is None
    assert practice.code(profile("")) is None
    assert practice.code(None) is None


def test_a_device_made_anew_under_the_same_name_replaces_the_old_one(practice: Practice, authenticator: Authenticator):
    practice.scan(PracticeDevice(NEW, NEW_SEED))
    practice.scan(PracticeDevice(NEW, NEWER_SEED))
    assert names(authenticator) == ["practice-phone", "maya-laptop"]
    assert authenticator.current_code() == code(NEWER_SEED) == practice.code(profile(DRAFT.device_serial))


def test_a_forgotten_device_is_gone_and_another_one_is_shown(practice: Practice, authenticator: Authenticator):
    practice.scan(PracticeDevice(NEW, NEW_SEED))
    practice.forget(DRAFT.device_serial)
    assert practice.code(profile(DRAFT.device_serial)) is None
    assert authenticator.current_code() == code(SEED)
    assert names(authenticator) == ["practice-phone"]
    practice.forget(DRAFT.device_serial)
    assert practice.code(profile(SERIAL)) == code(SEED)


def test_forgetting_one_leaves_the_shown_one_in_place(practice: Practice, authenticator: Authenticator):
    practice.scan(PracticeDevice(NEW, NEW_SEED))
    practice.scan(PracticeDevice(BACKUP, NEWER_SEED))
    practice.forget(SERIAL)
    assert authenticator.current_code() == code(NEWER_SEED)
    assert names(authenticator) == ["maya-laptop", "maya-backup"]


def test_it_turns_to_the_device_of_the_profile_that_is_chosen(practice: Practice, authenticator: Authenticator):
    practice.scan(PracticeDevice(NEW, NEW_SEED))
    practice.turn_to(SERIAL)
    assert authenticator.current_code() == code(SEED)
    practice.turn_to(NEW)
    assert authenticator.current_code() == code(NEW_SEED)
    practice.turn_to("arn:aws:iam::999988887777:mfa/on-a-real-phone")
    assert authenticator.current_code() == code(NEW_SEED)


def test_a_device_that_a_person_chose_stays_while_the_profile_does(practice: Practice, authenticator: Authenticator):
    practice.scan(PracticeDevice(NEW, NEW_SEED))
    practice.turn_to(NEW)
    combo = authenticator.findChild(QComboBox, "practiceDeviceCombo")
    assert combo is not None
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    practice.turn_to(NEW)
    assert authenticator.current_code() == code(SEED)


def test_without_any_device_there_is_nothing_to_show_until_one_is_scanned(
    practice: Practice, authenticator: Authenticator
):
    practice.forget(SERIAL)
    assert not authenticator.isVisible()
    practice.show_authenticator()
    assert not authenticator.isVisible()
    practice.scan(PracticeDevice(NEW, NEW_SEED))
    assert authenticator.isVisible()
    assert names(authenticator) == ["maya-laptop"]


def test_it_hides_with_the_rest_of_the_app_after_a_scan_too(practice: Practice, authenticator: Authenticator):
    practice.follow(False)
    practice.scan(PracticeDevice(NEW, NEW_SEED))
    practice.follow(False)
    assert not authenticator.isVisible()
    practice.follow(True)
    assert authenticator.isVisible()
