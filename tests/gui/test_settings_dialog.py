from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from gui.fakes_settings import DISK_FULL, READ_ONLY
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile import UsualDurations
from hourpass.domain.settings import Settings
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.question import Question
from hourpass.gui.settings.settings_dialog import SettingsDialog
from hourpass.gui.theme import Theme
from hourpass.services.ports import VaultKind
from hourpass.viewmodels.settings_form import SecretsPlace

PATH = "/home/maya/.config/hourpass/settings.json"
CHECKS = ("startAtLoginCheck", "forgetOnQuitCheck", "forgetOnLockCheck", "forgetIdleCheck")

Open = Callable[..., SettingsDialog]


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme) -> Open:
    def build(
        kind: VaultKind = VaultKind.KEYRING, offers_login_start: bool = True, **settings: object
    ) -> SettingsDialog:
        dialog = SettingsDialog(
            theme, Settings(**settings), SecretsPlace(kind), PATH, offers_login_start=offers_login_start
        )
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return build


def check(dialog: SettingsDialog, name: str) -> QCheckBox:
    return dialog.findChild(QCheckBox, name)


def field(dialog: SettingsDialog, name: str) -> QLineEdit:
    return dialog.findChild(QLineEdit, name)


def choose(dialog: SettingsDialog, name: str, words: str) -> None:
    combo = dialog.findChild(QComboBox, name)
    index = combo.findText(words)
    assert index >= 0, words
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def save(dialog: SettingsDialog) -> None:
    dialog.findChild(QPushButton, "saveSettingsButton").click()


def saves(dialog: SettingsDialog) -> list[tuple[object, object]]:
    caught: list[tuple[object, object]] = []
    dialog.saved.connect(lambda fields, login: caught.append((fields, login)))
    return caught


def said_below(dialog: SettingsDialog, name: str) -> str:
    found = field(dialog, name) or check(dialog, name)
    return found.accessibleDescription()


def test_scripts_find_its_controls(opened: Open):
    dialog = opened()
    assert dialog.objectName() == "settingsDialog"
    assert all(check(dialog, name) for name in CHECKS)
    assert all(field(dialog, name) for name in ("warnMinutesInput", "forgetIdleMinutes"))


def test_about_is_a_press_away_and_the_key_that_it_shows_works_here_too(qtbot: QtBot, opened: Open):
    dialog = opened()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    about = dialog.findChild(QPushButton, "aboutButton")
    assert "(F1)" in about.toolTip()
    for act in (about.click, lambda: qtbot.keyClick(dialog, Qt.Key.Key_F1)):
        with qtbot.waitSignal(dialog.about_asked):
            act()


def test_it_shows_the_settings_as_they_are(opened: Open):
    dialog = opened(
        warn_minutes=(30, 2),
        forget_on_quit=True,
        forget_idle_minutes=45,
        usual=UsualDurations(timedelta(minutes=90), timedelta(hours=8)),
        clipboard_seconds=45,
    )
    shown = [
        dialog.findChild(QComboBox, n).currentText() for n in ("usualRoleInput", "usualSessionInput", "clipboardInput")
    ]
    assert shown == ["1 h 30 min", "8 hours", "45 s"]
    assert field(dialog, "warnMinutesInput").text() == "30, 2"
    assert field(dialog, "forgetIdleMinutes").text() == "45"
    assert [check(dialog, name).isChecked() for name in CHECKS[1:]] == [True, False, True]


def test_what_was_chosen_is_saved(opened: Open):
    dialog = opened()
    caught = saves(dialog)
    dialog.show_login_start(False)
    field(dialog, "warnMinutesInput").setText("1 60,60")
    for name in CHECKS:
        check(dialog, name).click()
    field(dialog, "forgetIdleMinutes").setText("10")
    choose(dialog, "usualRoleInput", "2 hours")
    choose(dialog, "usualSessionInput", "36 hours")
    choose(dialog, "clipboardInput", "1 min")
    save(dialog)
    wanted = {
        "language": "",
        "warn_minutes": (60, 1),
        "forget_on_quit": True,
        "forget_on_lock": True,
        "forget_idle_minutes": 10,
        "usual": UsualDurations(timedelta(hours=2), timedelta(hours=36)),
        "clipboard_seconds": 60,
    }
    assert caught == [(wanted, True)]
    dialog.kept(None, None)
    assert not dialog.isVisible()


def test_without_a_change_saving_only_closes(opened: Open):
    dialog = opened()
    caught = saves(dialog)
    dialog.show_login_start(True)
    save(dialog)
    assert caught == []
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("15, 5", "15 min and 5 min before"),
        ("720, 90, 1", "12 h, 1 h 30 min and 1 min before"),
        ("7", "7 min before"),
        ("", "No warnings in advance"),
        ("15, soon", "“soon” is not a whole number"),
        ("721", "721 is not between 1 and 720 minutes (12 h)"),
    ],
)
def test_what_typed_warnings_amount_to_is_said_while_they_are_typed(opened: Open, typed: str, words: str):
    dialog = opened()
    field(dialog, "warnMinutesInput").setText(typed)
    notes = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert any(words in note for note in notes)


def test_a_flawed_field_is_not_saved_but_shown_and_keeps_what_was_typed(opened: Open):
    dialog = opened()
    caught = saves(dialog)
    field(dialog, "warnMinutesInput").setText("15, soon")
    check(dialog, "forgetOnLockCheck").click()
    save(dialog)
    assert caught == []
    assert dialog.isVisible()
    assert dialog.focusWidget() is field(dialog, "warnMinutesInput")
    assert field(dialog, "warnMinutesInput").text() == "15, soon"
    assert "soon" in said_below(dialog, "warnMinutesInput")
    field(dialog, "warnMinutesInput").setText("15")
    assert "soon" not in said_below(dialog, "warnMinutesInput")
    save(dialog)
    assert len(caught) == 1


def test_ticking_idle_time_leads_to_its_minutes_which_are_checked(qtbot: QtBot, opened: Open):
    dialog = opened()
    minutes = field(dialog, "forgetIdleMinutes")
    assert not minutes.isEnabled()
    check(dialog, "forgetIdleCheck").click()
    assert dialog.focusWidget() is minutes
    qtbot.keyClicks(minutes, "0")
    assert "between 1 and 720" in said_below(dialog, "forgetIdleMinutes")
    assert "between 1 and 720" in said_below(dialog, "forgetIdleCheck")
    save(dialog)
    assert dialog.isVisible()
    check(dialog, "forgetIdleCheck").click()
    assert "between" not in said_below(dialog, "forgetIdleCheck")


def test_going_on_from_the_warnings_writes_them_as_they_will_be_kept(qtbot: QtBot, opened: Open):
    dialog = opened()
    warnings = field(dialog, "warnMinutesInput")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    warnings.setFocus()
    warnings.setText("1,5,30 5")
    qtbot.keyClick(warnings, Qt.Key.Key_Tab)
    assert warnings.text() == "30, 5, 1"


def test_start_at_login_waits_for_what_the_system_says(opened: Open):
    dialog = opened()
    login = check(dialog, "startAtLoginCheck")
    assert not login.isEnabled()
    dialog.show_login_start(True)
    assert login.isEnabled()
    assert login.isChecked()


def test_start_at_login_that_cannot_be_found_out_is_said_and_cannot_be_changed(opened: Open):
    dialog = opened()
    dialog.login_start_unknown(READ_ONLY)
    assert not check(dialog, "startAtLoginCheck").isEnabled()
    assert "autostart/hourpass.desktop" in said_below(dialog, "startAtLoginCheck")


def test_in_the_sandbox_start_at_login_is_not_offered(opened: Open):
    dialog = opened(VaultKind.MEMORY, offers_login_start=False)
    assert not check(dialog, "startAtLoginCheck").isVisible()
    assert "sandbox" in said_below(dialog, "forgetOnQuitCheck")


def test_a_refusal_of_the_system_is_said_in_place_and_the_rest_counts_as_saved(opened: Open):
    dialog = opened()
    dialog.show_login_start(False)
    caught = saves(dialog)
    check(dialog, "startAtLoginCheck").click()
    field(dialog, "warnMinutesInput").setText("7")
    save(dialog)
    assert not check(dialog, "forgetOnLockCheck").isEnabled()
    dialog.kept(None, READ_ONLY)
    assert dialog.isVisible()
    assert check(dialog, "forgetOnLockCheck").isEnabled()
    assert "You may not write" in said_below(dialog, "startAtLoginCheck")
    check(dialog, "startAtLoginCheck").click()
    assert "You may not write" not in said_below(dialog, "startAtLoginCheck")
    dialog.reject()
    assert dialog.findChild(Question) is None
    assert len(caught) == 1


def test_settings_that_could_not_be_written_stay_and_can_be_saved_again(opened: Open):
    dialog = opened()
    caught = saves(dialog)
    check(dialog, "forgetOnLockCheck").click()
    save(dialog)
    dialog.kept(DISK_FULL, None)
    assert "no room left" in dialog.findChild(ProblemPanel).accessibleName()
    assert check(dialog, "forgetOnLockCheck").isChecked()
    save(dialog)
    assert len(caught) == 2


def test_changes_are_thrown_away_only_once_that_was_confirmed(opened: Open):
    dialog = opened()
    check(dialog, "forgetOnLockCheck").click()
    dialog.reject()
    question = dialog.findChild(Question, "discardBox")
    assert question is not None
    assert dialog.isVisible()
    question.findChild(QPushButton, "discardButton").click()
    assert not dialog.isVisible()


def test_the_end_of_the_app_is_not_held_up_by_a_question(opened: Open):
    dialog = opened()
    check(dialog, "forgetOnLockCheck").click()
    dialog.close()
    assert not dialog.isVisible()
    assert dialog.findChild(Question) is None


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (SecretsPlace(VaultKind.KEYRING), "In the keyring"),
        (SecretsPlace(VaultKind.KEYRING, "KWallet"), "In the keyring: KWallet"),
        (SecretsPlace(VaultKind.SEALED_FILE, "/home/maya/secrets"), "In an encrypted file: /home/maya/secrets"),
        (SecretsPlace(VaultKind.MEMORY), "In memory only"),
    ],
)
def test_where_secrets_are_is_said(opened: Open, place: SecretsPlace, words: str):
    dialog = opened()
    dialog.show_secrets(place)
    assert words in dialog.findChild(QLabel, "secretsPlace").text()


def test_a_missing_keyring_is_said_where_secrets_are(opened: Open):
    dialog = opened()
    dialog.secrets_unknown(Problem(Reason.VAULT_MISSING))
    assert "no keyring" in dialog.findChild(QLabel, "secretsPlace").text()
    assert dialog.findChild(QLabel, "secretsPlace").accessibleName().startswith("Secrets: There is no keyring")


def test_the_settings_files_whole_path_can_be_copied(opened: Open):
    dialog = opened()
    assert dialog.findChild(QLabel, "settingsPath").text() == PATH
    copy = next(b for b in dialog.findChildren(QToolButton) if "Copy" in b.accessibleName())
    copy.click()
    assert QGuiApplication.clipboard().text() == PATH


def test_no_words_are_cut_off_where_there_is_room(opened: Open):
    dialog = opened(warn_minutes=tuple(range(40, 0, -1)))
    shown = [each for each in dialog.findChildren(QLabel) if each.isVisible() and each.wordWrap()]
    assert shown
    assert [each.text() for each in shown if each.height() < each.heightForWidth(each.width())] == []


def test_the_language_is_chosen_by_its_own_name_and_saved(opened: Open):
    dialog = opened(language="ja")
    combo = dialog.findChild(QComboBox, "languageInput")
    assert [combo.itemText(place) for place in range(combo.count())] == [
        "The system's language",
        "English",
        "日本語",
        "한국어",
    ]
    assert combo.currentText() == "日本語"
    told = saves(dialog)
    combo.setCurrentIndex(3)
    combo.activated.emit(3)
    save(dialog)
    [(fields, _)] = told
    assert fields["language"] == "ko"
