"""From the ways to the settings to what they change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from gui.fakes_office import Office
from gui.fakes_settings import READ_ONLY, FakeAutostart, FakeNamedVault
from hourpass.domain.languages import LANGUAGES
from hourpass.domain.problem import Problem, Reason
from hourpass.gui.languages import PROPERTY
from hourpass.gui.question import Question
from hourpass.gui.settings.settings_dialog import SettingsDialog
from hourpass.gui.settings_doors import SettingsDoors
from hourpass.gui.theme import Theme
from hourpass.services.ports import VaultKind

Doors = Callable[..., SettingsDoors]


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    made = Office(qtbot, theme)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    """What is spoken, whatever was spoken before."""
    before = qapp.property(PROPERTY)
    qapp.setProperty(PROPERTY, "en")
    yield
    qapp.setProperty(PROPERTY, before)


@pytest.fixture
def doors(theme: Theme, office: Office) -> Doors:
    def build(autostart: FakeAutostart | None, vault: FakeNamedVault | None) -> SettingsDoors:
        made = SettingsDoors(office.window, theme, office.tasks, office.book, autostart, vault, office.window)
        office.window.settings_asked.connect(made.open)
        return made

    return build


def dialogs(office: Office) -> list[SettingsDialog]:
    return [each for each in office.window.findChildren(SettingsDialog) if each.isVisible()]


def check(office: Office, name: str) -> QCheckBox:
    return dialogs(office)[0].findChild(QCheckBox, name)


def save(office: Office) -> None:
    dialogs(office)[0].findChild(QPushButton, "saveSettingsButton").click()


def test_the_button_opens_them_once(office: Office, doors: Doors):
    doors(FakeAutostart(), FakeNamedVault())
    button = office.window.findChild(QToolButton, "settingsButton")
    button.click()
    office.window.settings_asked.emit()
    assert len(dialogs(office)) == 1
    office.settle()


def test_the_keys_open_them_while_a_code_is_being_typed(qtbot: QtBot, office: Office, doors: Doors):
    doors(FakeAutostart(), FakeNamedVault())
    office.window.activateWindow()
    qtbot.waitUntil(office.window.isActiveWindow)
    office.line.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert len(dialogs(office)) == 1
    office.settle()


def test_from_the_tray_they_open_over_a_window_that_was_hidden(office: Office, doors: Doors):
    made = doors(FakeAutostart(), FakeNamedVault())
    office.window.hide()
    made.open()
    assert office.window.isVisible()
    assert len(dialogs(office)) == 1
    office.settle()


def test_the_systems_answers_are_fetched_off_the_gui_thread_and_shown(office: Office, doors: Doors):
    autostart = FakeAutostart(starts=True)
    doors(autostart, FakeNamedVault()).open()
    office.settle()
    assert check(office, "startAtLoginCheck").isChecked()
    assert threading.get_ident() not in autostart.threads
    assert dialogs(office)[0].findChild(QLabel, "secretsPlace").text() == "In the keyring: Secret Service"


def test_a_keyring_that_is_missing_is_said(office: Office, doors: Doors):
    doors(FakeAutostart(), FakeNamedVault(problem=Problem(Reason.VAULT_MISSING))).open()
    office.settle()
    assert "no keyring" in dialogs(office)[0].findChild(QLabel, "secretsPlace").text()


def test_an_encrypted_file_is_named_and_nobody_is_asked(office: Office, doors: Doors):
    doors(FakeAutostart(), FakeNamedVault(VaultKind.SEALED_FILE, Problem(Reason.UNEXPECTED))).open()
    office.settle()
    assert dialogs(office)[0].findChild(QLabel, "secretsPlace").text().endswith("secrets.sealed")


def test_in_the_sandbox_the_settings_are_its_own_and_nothing_starts_at_login(office: Office, doors: Doors):
    doors(None, None).open()
    assert not check(office, "startAtLoginCheck").isVisible()
    assert "hourpass-sandbox" in dialogs(office)[0].findChild(QLabel, "settingsPath").text()
    check(office, "forgetOnLockCheck").click()
    save(office)
    office.settle()
    assert office.store.saved.forget_on_lock


def test_saving_changes_settings_and_start_at_login_and_tells(qtbot: QtBot, office: Office, doors: Doors):
    autostart = FakeAutostart()
    made = doors(autostart, FakeNamedVault())
    made.open()
    office.settle()
    dialogs(office)[0].findChild(QLineEdit, "warnMinutesInput").setText("30, 3")
    check(office, "startAtLoginCheck").click()
    with qtbot.waitSignal(made.changed):
        save(office)
    assert office.book.settings.warn_minutes == (30, 3)
    assert office.store.saved.warn_minutes == (30, 3)
    assert autostart.starts
    assert dialogs(office) == []


def test_start_at_login_stays_as_the_system_has_it_unless_it_was_ticked_otherwise(office: Office, doors: Doors):
    autostart = FakeAutostart(starts=True)
    doors(autostart, FakeNamedVault()).open()
    office.settle()
    autostart.starts = False  # switched off in the desktop's own settings meanwhile
    check(office, "forgetOnQuitCheck").click()
    save(office)
    office.settle()
    assert not autostart.starts
    assert office.book.settings.forget_on_quit


def test_what_the_system_refuses_does_not_keep_the_settings_from_being_saved(office: Office, doors: Doors):
    autostart = FakeAutostart()
    doors(autostart, FakeNamedVault()).open()
    office.settle()
    autostart.problem = READ_ONLY
    check(office, "startAtLoginCheck").click()
    check(office, "forgetOnLockCheck").click()
    save(office)
    office.settle()
    assert office.book.settings.forget_on_lock
    assert "You may not write" in check(office, "startAtLoginCheck").accessibleDescription()
    autostart.problem = None
    save(office)
    office.settle()
    assert autostart.starts
    assert dialogs(office) == []


def test_a_failure_after_the_dialog_was_closed_is_told_all_the_same(qtbot: QtBot, office: Office, doors: Doors):
    made = doors(FakeAutostart(), FakeNamedVault())
    made.open()
    office.settle()
    told: list[Problem] = []
    made.problem_met.connect(told.append)
    office.store.failure = READ_ONLY
    check(office, "forgetOnLockCheck").click()
    save(office)
    dialogs(office)[0].reject()
    office.settle()
    qtbot.waitUntil(lambda: told == [READ_ONLY])


def choose_language(office: Office, position: int) -> None:
    dialogs(office)[0].findChild(QComboBox, "languageInput").setCurrentIndex(position)
    dialogs(office)[0].findChild(QComboBox, "languageInput").activated.emit(position)
    save(office)
    office.settle()


def offered(office: Office) -> list[Question]:
    return [each for each in office.window.findChildren(Question) if each.isVisible()]


def test_another_language_brings_the_offer_to_start_anew(qtbot: QtBot, office: Office, doors: Doors):
    made = doors(FakeAutostart(), FakeNamedVault())
    made.open()
    choose_language(office, 1 + LANGUAGES.index("ja"))
    (question,) = offered(office)
    assert question.findChild(QPushButton, "laterButton").isDefault()
    with qtbot.waitSignal(made.restart_asked):
        question.findChild(QPushButton, "restartButton").click()


def test_whoever_starts_anew_later_is_not_asked_at_every_change(office: Office, doors: Doors):
    made = doors(FakeAutostart(), FakeNamedVault())
    made.open()
    choose_language(office, 1 + LANGUAGES.index("ja"))
    offered(office)[0].findChild(QPushButton, "laterButton").click()
    made.open()
    office.settle()
    check(office, "forgetOnQuitCheck").click()
    save(office)
    office.settle()
    assert offered(office) == []


def test_the_language_that_is_spoken_already_needs_no_new_start(office: Office, doors: Doors):
    doors(FakeAutostart(), FakeNamedVault()).open()
    choose_language(office, 1 + LANGUAGES.index("en"))
    assert office.book.settings.language == "en"
    assert offered(office) == []


@pytest.mark.parametrize("forgets", [True, False])
def test_the_offer_tells_whether_credentials_are_forgotten(office: Office, doors: Doors, forgets: bool):
    doors(FakeAutostart(), FakeNamedVault()).open()
    office.settle()
    check(office, "forgetOnQuitCheck").setChecked(forgets)
    choose_language(office, 1 + LANGUAGES.index("ja"))
    assert ("forgotten" in offered(office)[0].accessibleDescription()) is forgets
