"""The tab "Use elsewhere" over real files: what each card says, shows and does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.every_window import open_office, turn_to
from gui.fakes_office import CODE, NEXT_CODE, Office
from hourpass.adapters import aws_files
from hourpass.adapters.aws_config import AwsConfig
from hourpass.adapters.credentials_file import CredentialsFile
from hourpass.domain.aws_entry import AwsEntry, EntryFlaw
from hourpass.domain.aws_shadows import Shadow, Shadowing
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Method, Profile
from hourpass.domain.variables import Shell
from hourpass.gui.controls import ElidedLabel, StatusLine, Tone
from hourpass.gui.elsewhere.change_dialog import ChangeDialog
from hourpass.gui.elsewhere.code_box import CodeBox
from hourpass.gui.elsewhere.config_desk import ConfigDesk
from hourpass.gui.elsewhere.elsewhere_tab import ElsewhereTab
from hourpass.gui.elsewhere.file_desk import FileDesk
from hourpass.gui.elsewhere.file_keeping import FileKeeping
from hourpass.gui.elsewhere.handing_out import HandingOut
from hourpass.gui.elsewhere.long_words import BreakingLabel
from hourpass.gui.secret_clipboard import SecretClipboard
from hourpass.gui.theme import Theme
from hourpass.gui.wording import elsewhere as wording
from hourpass.services.aws_sections import ConfigSections, Standing
from hourpass.services.cancel import Cancel
from hourpass.services.console import ConsoleSignIn
from hourpass.services.kept_in_file import KeptInFile
from hourpass.services.ports import SignInToken
from hourpass.viewmodels import config_view
from services.fakes_services import Gate, profile

REPORTS = profile("reports")
TOKEN = profile("token", method=Method.SESSION, role_arn="")
LONG = "s3-reader-of-all-reports-and-of-their-archives-in-every-region-x"


class FakeConsole:
    """Gives a token, unless told to refuse; once *gate* is open, if there is one."""

    def __init__(self) -> None:
        self.problem: Problem | None = None
        self.gate: Gate | None = None

    def signin_token(self, _keys: object, _partition: str, _duration: object, _cancel: Cancel) -> SignInToken:
        if self.gate is not None:
            self.gate(Cancel())  # deaf: what comes too late must be dropped here
        if self.problem is not None:
            raise HourpassError(self.problem)
        return SignInToken("token", "https://signin.example/federation")


class Shown:
    """The tab and who fills it; the office gets the credentials."""

    def __init__(self, qtbot: QtBot, theme: Theme, office: Office, folder: Path) -> None:
        self.qtbot, self.office = qtbot, office
        self.config_path, self.keys_path = folder / "config", folder / "credentials"
        environment = {"AWS_CONFIG_FILE": str(self.config_path), "AWS_SHARED_CREDENTIALS_FILE": str(self.keys_path)}
        self.lock = lock = str(folder / "lock")
        config = AwsConfig(environment, lock_path=lock)
        kept = KeptInFile(CredentialsFile(environment, lock), config, office.book, office.sessions, office.clock)
        self.tab = ElsewhereTab(theme, "~/.aws/credentials", Shell.FISH, office.window)
        self.aws = FakeConsole()
        self.opened: list[str] = []
        self.windows: list[tuple[str, ...]] = []
        self.browser_works = True
        self.gates: list[Gate] = []  # one for each of the next times that a section is worked out
        sections = ConfigSections(config, self._command)
        self.config = ConfigDesk(theme, office.tasks, sections, self.tab.config, office.window)
        self.handing = HandingOut(
            office.tasks,
            office.sessions,
            ConsoleSignIn(office.sessions, self.aws, office.clock),
            office.clock,
            self.tab,
            SecretClipboard(office.book.clipboard_time, office.window),
            lambda profile_id: ("hourpass-cli", "exec", profile_id),
            open_url=self._open,
            open_window=self.windows.append,
        )
        keeping = FileKeeping(
            office.tasks, kept, office.book, office.sessions, office.clock, office.vigil, office.window
        )
        self.file = FileDesk(office.tasks, kept, office.sessions, office.clock, keeping, self.tab.file)
        self.tab.resize(700, 700)
        self.tab.show()

    def _command(self, profile_id: str) -> tuple[str, ...]:
        if self.gates:
            self.gates.pop(0)(Cancel())
        return "/usr/bin/relay", profile_id

    def _open(self, address: str) -> bool:
        self.opened.append(address)
        return self.browser_works

    def turn(self, found: Profile = REPORTS) -> None:
        self.config.show_profile(found)
        self.handing.show_profile(found)
        self.file.show_profile(found)
        self.office.settle()

    def click(self, name: str, within: QWidget | None = None) -> None:
        button = (within or self.tab).findChild(QPushButton, name)
        assert button.isEnabled(), name
        button.click()
        self.office.settle()

    def take_keyboard(self, name: str) -> QWidget:
        found = self.tab.findChild(QWidget, name)
        self.tab.window().activateWindow()
        found.setFocus()
        self.qtbot.waitUntil(found.hasFocus)
        return found

    def press(self, key: Qt.Key) -> None:
        """As the keyboard does it: to who has the focus."""
        self.qtbot.keyClick(self.tab.window().focusWidget() or self.tab.window(), key)

    def said(self, card: str) -> StatusLine:
        return self.tab.findChild(StatusLine, f"{card}Status")

    def usable(self, name: str, within: QWidget | None = None) -> bool:
        button = (within or self.tab).findChild(QPushButton, name)
        return button.isEnabled() and button.isVisible()

    def diff(self) -> str:
        return self.dialog.findChild(QTextEdit, "changeDiff").toPlainText()

    def write(self) -> None:
        """Add the section of the profile shown."""
        self.click("addToConfigButton")
        self.click("writeChangeButton", self.dialog)

    def undo(self) -> None:
        action = self.said("configCard").findChild(QPushButton, "configCardStatusAction")
        assert action.isVisible()
        action.click()
        self.office.settle()

    @property
    def dialog(self) -> ChangeDialog:
        return self.office.window.findChild(ChangeDialog)


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    made = Office(qtbot, theme, REPORTS, TOKEN)
    yield made
    made.close()


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme, office: Office, tmp_path: Path) -> Iterator[Shown]:
    made = Shown(qtbot, theme, office, tmp_path)
    yield made
    made.handing.close()


def test_a_section_is_shown_written_taken_back_and_removed(shown: Shown):
    shown.turn()
    shown.click("addToConfigButton")
    assert "+ [profile reports]" in shown.diff()
    assert not shown.config_path.exists()
    shown.click("writeChangeButton", shown.dialog)
    assert "credential_process = /usr/bin/relay reports" in shown.config_path.read_text()
    assert "aws s3 ls --profile reports" in shown.said("configCard").text()
    shown.undo()
    assert not shown.config_path.exists()
    shown.write()
    shown.click("removeFromConfigButton")
    shown.click("writeChangeButton", shown.dialog)
    assert not shown.config_path.exists()


def test_the_dialog_tells_how_the_typed_name_is_used_until_there_is_something_to_say(shown: Shown):
    shown.turn()
    shown.click("addToConfigButton")
    command = shown.dialog.findChild(QLabel, "commandWithProfile")
    assert (command.text(), command.isVisible()) == ("aws s3 ls --profile reports", True)
    line = shown.dialog.findChild(QLineEdit, "awsSectionInput")
    line.setText("prod")
    shown.office.settle()
    assert (command.text(), command.isVisible()) == ("aws s3 ls --profile prod", True)
    diff = shown.dialog.findChild(QTextEdit, "changeDiff")
    before = diff.mapTo(shown.dialog, QPoint()), shown.dialog.size()
    line.setText("two words")
    shown.office.settle()
    assert not command.isVisible()
    assert (diff.mapTo(shown.dialog, QPoint()), shown.dialog.size()) == before, "nothing jumps"
    shown.dialog.reject()


def test_a_change_has_as_much_room_as_its_lines_take(shown: Shown):
    shown.turn()
    shown.click("addToConfigButton")
    diff = shown.dialog.findChild(QTextEdit, "changeDiff")
    shown.qtbot.waitUntil(lambda: not diff.verticalScrollBar().maximum())
    spare = diff.viewport().height() - diff.document().size().height()
    assert 0 <= spare < 2 * diff.fontMetrics().lineSpacing()
    shown.dialog.reject()


def test_the_size_that_a_person_gave_the_dialog_stays(shown: Shown):
    shown.turn()
    shown.click("addToConfigButton")
    dialog = shown.dialog
    dialog.resize(dialog.width(), dialog.minimumSizeHint().height() + 20)
    given = dialog.size()
    line = dialog.findChild(QLineEdit, "awsSectionInput")
    for name in ("prod", "two words", "other"):
        line.setText(name)
        shown.office.settle()
        assert dialog.size() == given
    dialog.reject()


def test_a_longer_change_gets_more_room(shown: Shown):
    shown.turn()
    shown.click("addToConfigButton")
    dialog, before = shown.dialog, shown.dialog.height()
    shown.config_path.write_text("[profile theirs]\nregion = eu-west-1\noutput = json\n")
    dialog.findChild(QLineEdit, "awsSectionInput").setText("prod")
    shown.office.settle()
    shown.qtbot.waitUntil(lambda: dialog.height() > before)
    dialog.reject()


def test_taking_a_section_away_names_the_file_and_the_profile(shown: Shown):
    shown.turn()
    shown.write()
    shown.click("removeFromConfigButton")
    said = " ".join(label.text() for label in shown.dialog.findChildren(QLabel) if label.isVisible())
    assert str(shown.config_path) in said or "~/.aws/config" in said
    assert "“reports”" in said
    assert not shown.dialog.findChild(StatusLine, "changeStatus").isVisible()
    shown.dialog.reject()


def test_another_name_is_written_and_an_unfit_one_told_in_place(shown: Shown):
    shown.turn()
    shown.click("addToConfigButton")
    line = shown.dialog.findChild(QLineEdit, "awsSectionInput")
    line.setText("two words")
    shown.office.settle()
    status = shown.dialog.findChild(StatusLine, "changeStatus")
    assert "spaces" in status.text()
    assert not shown.dialog.findChild(QPushButton, "writeChangeButton").isEnabled()
    line.setText("prod")
    shown.office.settle()
    shown.click("writeChangeButton", shown.dialog)
    assert "[profile prod]" in shown.config_path.read_text()


def test_a_file_that_changed_meanwhile_is_left_alone_and_the_change_worked_out_anew(shown: Shown):
    shown.turn()
    shown.click("addToConfigButton")
    line = shown.dialog.findChild(QLineEdit, "awsSectionInput")
    line.setText("mine")
    shown.office.settle()
    shown.config_path.write_text("[profile theirs]\n")
    shown.click("writeChangeButton", shown.dialog)
    status = shown.dialog.findChild(StatusLine, "changeStatus")
    assert (status.tone(), line.text(), line.isEnabled()) == (Tone.WARN, "mine", True)
    assert "was changed" in status.text()
    assert shown.config_path.read_text() == "[profile theirs]\n"
    assert "  [profile theirs]" in shown.diff()
    shown.click("writeChangeButton", shown.dialog)
    assert shown.config_path.read_text().startswith("[profile theirs]\n")
    assert "[profile mine]" in shown.config_path.read_text()


def test_where_the_change_cannot_be_made_at_all_the_dialog_says_so_and_can_be_left(shown: Shown):
    shown.turn()
    shown.click("addToConfigButton")
    shown.config_path.mkdir()
    shown.click("writeChangeButton", shown.dialog)
    assert shown.dialog.findChild(StatusLine, "changeStatus").tone() is Tone.BAD
    assert shown.dialog.findChild(QLineEdit, "awsSectionInput").isEnabled()
    assert not shown.usable("writeChangeButton", shown.dialog)
    dialog = shown.dialog
    dialog.reject()
    assert not dialog.isVisible()


def test_what_somebody_else_wrote_just_like_that_is_not_written_again(shown: Shown):
    shown.turn()
    shown.write()
    written = shown.config_path.read_text()
    shown.undo()
    shown.click("addToConfigButton")
    shown.config_path.write_text(written)
    shown.click("writeChangeButton", shown.dialog)
    assert "nothing to change" in shown.dialog.findChild(StatusLine, "changeStatus").text()
    assert not shown.usable("writeChangeButton", shown.dialog)
    shown.dialog.reject()


def test_a_change_for_a_name_that_is_no_longer_typed_is_not_made(shown: Shown):
    shown.turn()
    shown.click("addToConfigButton")
    gate = Gate()
    shown.gates.append(gate)
    shown.dialog.findChild(QLineEdit, "awsSectionInput").setText("other")
    shown.dialog.findChild(QPushButton, "writeChangeButton").click()
    gate.open()
    shown.office.settle()
    assert not shown.config_path.exists()
    shown.click("writeChangeButton", shown.dialog)
    assert "[profile other]" in shown.config_path.read_text()


def test_the_dialog_stays_while_the_file_is_written(shown: Shown):
    shown.turn()
    shown.click("addToConfigButton")
    dialog = shown.dialog
    with aws_files.locked(shown.lock):
        dialog.findChild(QPushButton, "writeChangeButton").click()
        dialog.reject()
        assert dialog.isVisible()
        assert dialog.findChild(StatusLine, "changeStatus").text() == "Writing…"
    shown.office.settle()
    shown.qtbot.waitUntil(lambda: shown.dialog is None)
    assert "Ready" in shown.said("configCard").text()


def test_what_is_written_after_the_dialogs_end_is_shown_and_can_be_undone(shown: Shown):
    shown.turn()
    shown.click("addToConfigButton")
    with aws_files.locked(shown.lock):
        shown.dialog.findChild(QPushButton, "writeChangeButton").click()
        shown.dialog.close()  # as the app's end does
        shown.qtbot.waitUntil(lambda: shown.dialog is None)
    shown.office.settle()
    assert "Ready" in shown.said("configCard").text()
    shown.undo()
    assert not shown.config_path.exists()


def test_a_look_behind_the_dialog_leaves_it_its_answer(shown: Shown):
    shown.turn()
    gate = Gate()
    shown.gates.append(gate)
    shown.tab.findChild(QPushButton, "addToConfigButton").click()
    assert gate.reached.wait(5)
    shown.config.show_profile(REPORTS)
    gate.open()
    shown.office.settle()
    assert "+ [profile reports]" in shown.diff()
    assert shown.usable("writeChangeButton", shown.dialog)
    shown.dialog.reject()


def test_nothing_of_one_profile_is_offered_under_another(shown: Shown):
    shown.turn()
    gate = Gate()
    shown.gates.append(gate)
    shown.config.show_profile(TOKEN)
    assert not shown.usable("addToConfigButton")
    assert not shown.usable("copyConfigButton")
    shown.tab.config.add_asked.emit()
    assert shown.dialog is None
    gate.open()
    shown.office.settle()
    shown.write()
    assert "[profile token]" in shown.config_path.read_text()


def test_what_a_dialog_wrote_is_undone_where_its_profile_is_shown(shown: Shown):
    shown.turn()
    shown.click("addToConfigButton")
    shown.config.show_profile(TOKEN)
    shown.click("writeChangeButton", shown.dialog)
    assert "relay reports" in shown.config_path.read_text()
    assert shown.said("configCard").text() == ""
    shown.turn(REPORTS)
    shown.undo()
    assert not shown.config_path.exists()


def test_an_undo_outlasts_a_look_at_another_profile_and_what_was_undone_there(shown: Shown):
    shown.config_path.write_text("[profile theirs]\n")
    shown.turn()
    shown.write()
    shown.turn(TOKEN)
    shown.write()
    shown.turn(REPORTS)
    action = shown.said("configCard").findChild(QPushButton, "configCardStatusAction")
    assert not action.isVisible()  # it would take back what was done last, and that was for the other one
    shown.turn(TOKEN)
    shown.undo()
    shown.turn(REPORTS)
    shown.undo()
    assert shown.config_path.read_text() == "[profile theirs]\n"


def test_what_somebody_wrote_since_is_seen_at_the_next_look_and_no_undo_is_offered(shown: Shown):
    shown.turn()
    shown.write()
    text = shown.config_path.read_text()
    action = shown.said("configCard").findChild(QPushButton, "configCardStatusAction")
    shown.config_path.write_text(f"{text}# mine\n")
    shown.turn()
    assert not action.isVisible()
    shown.config_path.write_text(text)
    shown.turn()
    assert action.isVisible()


def test_an_undo_that_is_refused_says_why_and_leaves_the_buttons(shown: Shown):
    shown.turn()
    shown.write()
    text = shown.config_path.read_text() + "# mine\n"
    shown.config_path.write_text(text)
    shown.undo()
    assert shown.config_path.read_text() == text
    assert shown.said("configCard").tone() is Tone.BAD
    assert shown.said("configCard").text().endswith("was changed in the meantime. Nothing was undone.")
    assert shown.usable("removeFromConfigButton")
    shown.turn()
    assert "Ready" in shown.said("configCard").text()


def test_the_card_tells_where_the_backup_is(shown: Shown, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", str(shown.config_path.parent))
    monkeypatch.setenv("USERPROFILE", str(shown.config_path.parent))
    shown.config_path.write_text("[profile theirs]\n")
    shown.turn()
    shown.write()
    (backup,) = shown.config_path.parent.glob("config.hourpass-*.bak")
    told = shown.tab.findChild(ElidedLabel, "configBackup")
    assert told.text() == f"Backup: ~{os.sep}{backup.name}"
    told.grab()
    assert told.toolTip() == str(backup)
    shown.undo()
    assert not told.isVisible()


def test_of_a_file_that_was_not_there_is_no_backup(shown: Shown):
    shown.turn()
    shown.write()
    assert not shown.tab.findChild(ElidedLabel, "configBackup").isVisible()


def test_of_a_file_that_cannot_be_read_nothing_is_offered(shown: Shown):
    shown.turn()
    shown.config_path.mkdir()
    shown.turn()
    assert shown.said("configCard").tone() is Tone.BAD
    assert not shown.usable("addToConfigButton")
    assert not shown.usable("copyConfigButton")
    shown.config_path.rmdir()
    shown.turn()
    assert shown.usable("addToConfigButton")


def test_keys_that_tools_would_take_instead_are_told_before_anything_is_written(shown: Shown):
    shown.turn()
    shown.click("addToConfigButton")
    shown.keys_path.write_text("[prod]\naws_access_key_id = AKIAX\naws_secret_access_key = x\n")
    shown.dialog.findChild(QLineEdit, "awsSectionInput").setText("prod")
    shown.office.settle()
    status = shown.dialog.findChild(StatusLine, "changeStatus")
    assert status.tone() is Tone.WARN
    assert "keys under the same name in line 2" in status.text()
    assert shown.usable("writeChangeButton", shown.dialog), "whoever knows it may want it so"
    assert not shown.config_path.exists()


def test_a_taken_name_is_not_proposed_and_said_to_be_taken(shown: Shown):
    shown.config_path.write_text("[profile reports]\nregion = eu-west-1\n")
    shown.turn()
    shown.click("addToConfigButton")
    line = shown.dialog.findChild(QLineEdit, "awsSectionInput")
    assert line.text() == "reports-hourpass"
    line.setText("reports")
    shown.office.settle()
    assert "already" in shown.dialog.findChild(StatusLine, "changeStatus").text()
    shown.dialog.reject()


def test_without_credentials_shell_and_console_wait_for_them(shown: Shown):
    shown.turn()
    assert not shown.tab.findChild(QPushButton, "copyVariablesButton").isEnabled()
    assert not shown.tab.findChild(QPushButton, "openConsoleButton").isEnabled()
    assert "Get credentials first" in shown.said("terminalCard").text()


def test_variables_go_to_the_clipboard_and_are_taken_away_again(shown: Shown):
    shown.office.sign_in()
    shown.turn()
    shown.click("copyVariablesButton")
    assert "set -gx AWS_ACCESS_KEY_ID 'ASIA" in QGuiApplication.clipboard().text()
    shown.handing.close()
    assert "ASIA" not in QGuiApplication.clipboard().text()
    assert shown.said("terminalCard").text() == ""


def test_a_terminal_is_opened_with_the_profile_by_its_id(shown: Shown):
    shown.office.sign_in()
    shown.turn()
    shown.click("openTerminalButton")
    assert shown.windows == [("hourpass-cli", "exec", "reports")]


def test_the_browser_is_given_an_address_that_is_no_secret(shown: Shown):
    shown.office.sign_in()
    shown.turn()
    shown.click("openConsoleButton")
    assert shown.opened[0].startswith("http://127.0.0.1:")
    assert "token" not in shown.opened[0]
    assert shown.said("consoleCard").tone() is Tone.OK


def test_a_link_for_a_profile_that_is_shown_no_longer_opens_nothing(shown: Shown):
    gate = shown.aws.gate = Gate()
    shown.office.sign_in()
    shown.turn()
    shown.tab.findChild(QPushButton, "openConsoleButton").click()
    assert gate.reached.wait(5)
    shown.handing.show_profile(TOKEN)
    gate.open()
    shown.office.settle()
    assert (shown.opened, shown.said("consoleCard").text()) == ([], "")
    assert not shown.usable("openConsoleButton")


def test_a_refusal_for_a_profile_that_is_shown_no_longer_is_not_told(shown: Shown):
    gate = shown.aws.gate = Gate()
    shown.aws.problem = Problem(Reason.UNREACHABLE)
    shown.office.sign_in()
    shown.turn()
    shown.tab.findChild(QPushButton, "copyConsoleLinkButton").click()
    assert gate.reached.wait(5)
    shown.handing.show_profile(TOKEN)
    shown.handing.show_profile(REPORTS)
    assert shown.usable("openConsoleButton")
    gate.open()
    shown.office.settle()
    assert shown.said("consoleCard").text() == ""


def test_a_change_of_the_profile_leaves_the_sign_in_under_way(shown: Shown):
    gate = shown.aws.gate = Gate()
    shown.office.sign_in()
    shown.turn()
    shown.tab.findChild(QPushButton, "openConsoleButton").click()
    assert gate.reached.wait(5)
    shown.handing.show_profile(replace(REPORTS, name="renamed"))
    shown.tab.findChild(QPushButton, "openConsoleButton").click()
    assert shown.said("consoleCard").text() == "Asking AWS…"
    gate.open()
    shown.office.settle()
    assert len(shown.opened) == 1
    assert shown.usable("openConsoleButton")


@pytest.mark.parametrize("name", ["copyConsoleLinkButton", "openConsoleButton"])
def test_while_aws_is_asked_a_key_still_means_the_button_that_asked(shown: Shown, name: str):
    gate = shown.aws.gate = Gate()
    shown.office.sign_in()
    shown.turn()
    button = shown.take_keyboard(name)
    shown.qtbot.keyClick(button, Qt.Key.Key_Space)
    assert gate.reached.wait(5)
    shown.press(Qt.Key.Key_Down)
    assert button.hasFocus()
    gate.open()
    shown.office.settle()
    assert not shown.keys_path.exists()


def test_when_credentials_end_under_the_keyboard_no_key_means_another_card(shown: Shown):
    shown.office.sign_in()
    shown.turn()
    button = shown.take_keyboard("openTerminalButton")
    shown.office.desk.forget()
    shown.office.settle()
    shown.turn()
    assert shown.tab.window().focusWidget() is None
    shown.press(Qt.Key.Key_Down)
    assert not shown.keys_path.exists()
    shown.office.sign_in(NEXT_CODE)
    shown.tab.activateWindow()
    shown.turn()
    assert shown.tab.window().focusWidget() is button


def test_the_choice_of_the_file_keeps_the_keyboard_while_it_is_written(shown: Shown):
    shown.office.sign_in()
    shown.turn()
    combo = shown.take_keyboard("credentialsFileCombo")
    shown.press(Qt.Key.Key_Down)
    shown.office.settle()
    assert shown.keys_path.exists()
    assert shown.tab.window().focusWidget() is combo


def test_who_has_gone_elsewhere_meanwhile_is_not_fetched_back(shown: Shown):
    shown.office.sign_in()
    shown.turn()
    shown.take_keyboard("openTerminalButton")
    shown.tab.terminal.show_usable(False)
    elsewhere = shown.take_keyboard("credentialsFileCombo")
    shown.tab.terminal.show_usable(True)
    assert shown.tab.window().focusWidget() is elsewhere


def test_a_link_for_credentials_that_were_forgotten_opens_nothing(shown: Shown):
    gate = shown.aws.gate = Gate()
    shown.office.sign_in()
    shown.turn()
    shown.tab.findChild(QPushButton, "openConsoleButton").click()
    assert gate.reached.wait(5)
    shown.office.desk.forget()
    shown.qtbot.waitUntil(lambda: shown.office.sessions.session("reports") is None)
    shown.handing.show_profile(REPORTS)
    gate.open()
    shown.office.settle()
    assert shown.opened == []
    assert "Get credentials first" in shown.said("consoleCard").text()


def test_what_was_copied_last_is_said_to_be_there_and_nothing_else(shown: Shown):
    shown.office.sign_in()
    shown.turn()
    shown.click("copyVariablesButton")
    assert "Copied" in shown.said("terminalCard").text()
    shown.click("copyConsoleLinkButton")
    assert shown.said("terminalCard").text() == ""
    shown.click("openTerminalButton")
    shown.handing.close()
    assert shown.said("consoleCard").text() == ""
    assert shown.said("terminalCard").text() == "A terminal was opened."


def test_without_a_browser_the_link_can_be_copied_instead(shown: Shown):
    shown.browser_works = False
    shown.office.sign_in()
    shown.turn()
    shown.click("openConsoleButton")
    assert shown.said("consoleCard").tone() is Tone.BAD
    shown.click("copyConsoleLinkButton")
    assert QGuiApplication.clipboard().text().startswith("https://signin.example/federation?")


def test_a_refusal_of_the_sign_in_is_told_with_its_details(qtbot: QtBot, shown: Shown):
    shown.aws.problem = Problem(Reason.UNREACHABLE)
    shown.office.sign_in()
    shown.turn()
    shown.click("openConsoleButton")
    assert shown.said("consoleCard").tone() is Tone.BAD
    with qtbot.waitSignal(shown.handing.details_asked) as told:
        shown.said("consoleCard").acted.emit()
    assert told.args == [shown.aws.problem]


def test_of_a_session_token_the_console_card_says_why_not(shown: Shown):
    shown.office.sessions.obtain(TOKEN, CODE, Cancel())
    shown.turn(TOKEN)
    assert "only role credentials" in shown.tab.console.words.text()
    assert not shown.tab.findChild(QPushButton, "openConsoleButton").isEnabled()
    assert shown.tab.findChild(QPushButton, "copyVariablesButton").isEnabled()


def test_the_credentials_file_is_written_and_followed(shown: Shown):
    shown.turn()
    shown.tab.file.chosen.emit(True)
    shown.office.settle()
    assert "once you have credentials" in shown.said("fileCard").text()
    shown.office.sign_in()
    shown.office.vigil.look()
    shown.office.settle()
    assert "[reports]" in shown.keys_path.read_text()
    assert "[reports]" in shown.said("fileCard").text()
    shown.office.desk.forget()
    shown.office.settle()
    shown.office.vigil.look()
    shown.office.settle()
    assert not shown.keys_path.exists()


def test_in_a_narrow_window_the_cards_stand_below_each_other(shown: Shown):
    assert shown.tab.terminal.y() == shown.tab.config.y()
    shown.tab.resize(480, 700)
    shown.qtbot.waitUntil(lambda: shown.tab.terminal.y() > shown.tab.config.y())
    assert shown.tab.terminal.x() == shown.tab.config.x()


def test_long_words_widen_nothing(shown: Shown):
    """As wide as they get in a window of 720 pixels, and in two columns that just fit."""
    arn = f"arn:aws:iam::111122223333:role/{LONG}"
    deep = "/home/somebody/" + "a-very-deeply-nested-folder/" * 4 + "config"
    standing = Standing(deep, AwsEntry("reports", LONG, (deep,)), there=True, up_to_date=True, shadows=())
    for width in (440, 560):
        shown.tab.resize(width, 700)
        for card in (shown.tab.config, shown.tab.console, shown.tab.terminal, shown.tab.file):
            card.status.set_message(Tone.BAD, f"No answer for {arn} and {deep}.", "Details")
        shown.tab.console.show_role(LONG, usable=True)
        shown.tab.config.show_view(config_view.view(standing, can_undo=True, backup=deep))
        shown.qtbot.waitUntil(lambda: shown.tab.config.width() > 0)
        page = shown.tab.config.parentWidget()
        assert page.minimumSizeHint().width() <= width


def test_long_words_do_not_widen_the_dialog(shown: Shown):
    shown.config_path.write_text(f"[profile a]\nrole_arn = arn:aws:iam::111122223333:role/{LONG}/{LONG}\n")
    shown.turn()
    shown.click("addToConfigButton")
    shown.dialog.findChild(QLineEdit, "awsSectionInput").setText(LONG)
    shown.office.settle()
    assert shown.dialog.minimumSizeHint().width() <= 480
    diff = shown.dialog.findChild(QTextEdit, "changeDiff")
    shown.qtbot.waitUntil(lambda: diff.horizontalScrollBar().maximum() == 0)
    shown.dialog.reject()


def test_a_section_is_copied_as_it_is_written_however_it_is_broken(shown: Shown):
    shown.turn()
    box = shown.tab.findChild(CodeBox, "configLines")
    box.selectAll()
    box.copy()
    assert (
        QGuiApplication.clipboard().text()
        == "[profile reports]\ncredential_process = /usr/bin/relay reports\nregion = us-east-1"
    )


def test_a_long_section_shows_all_its_lines(shown: Shown):
    shown.turn()
    box = shown.tab.findChild(CodeBox, "configLines")
    before = box.height()
    box.set_text("\n".join(f"line {number}" for number in range(1, 30)))
    shown.qtbot.waitUntil(lambda: box.height() > before and box.verticalScrollBar().maximum() == 0)
    assert box.cursorForPosition(QPoint(20, box.viewport().height() - 8)).block().text() == "line 29"


def test_the_page_is_no_taller_than_its_cards_when_it_is_first_seen(qtbot: QtBot, theme: Theme):
    office = open_office(qtbot, theme)
    office.window.show()
    tab = office.page.findChild(ElsewhereTab)
    tab.findChild(CodeBox, "configLines").set_text(f"[profile reports]\ncredential_process = {'/long/path' * 12}")
    turn_to(office, 1, "countdown")
    scroll = tab.findChild(QScrollArea)
    page, view = scroll.widget(), scroll.viewport()

    def wanted() -> int:
        return max(page.layout().totalHeightForWidth(page.width()), view.height())

    try:
        qtbot.waitUntil(lambda: view.isVisible() and page.width() == view.width() and page.height() == wanted())
    finally:
        office.close()


def test_a_short_name_is_not_broken_at_its_hyphen_and_read_as_it_is(shown: Shown):
    words = "as s3-reader: --profile reports"
    label = BreakingLabel(words, shown.tab)
    assert QLabel.text(label) == "as s3\u2011reader: --profile reports"
    assert (label.text(), label.accessibleName()) == (words, words)


def test_a_short_path_is_not_broken_at_its_slash_and_read_as_it_is(shown: Shown):
    label = BreakingLabel("only ~/.aws/credentials.", shown.tab)
    assert QLabel.text(label) == "only ~/\u2060.aws/\u2060credentials."
    assert label.text() == label.accessibleName() == "only ~/.aws/credentials."


def test_a_card_keeps_no_room_for_a_message_until_there_is_one(shown: Shown):
    shown.turn()
    console = shown.tab.console
    console.status.set_message(Tone.OK, "Opened.")
    shown.qtbot.waitUntil(console.status.isVisible)
    tall = console.sizeHint().height()
    console.status.clear()
    assert not console.status.isVisible()
    assert console.sizeHint().height() < tall


def test_what_came_of_a_press_is_brought_into_sight(shown: Shown):
    shown.tab.resize(700, 300)
    shown.turn()
    bar = shown.tab.findChild(QScrollArea).verticalScrollBar()
    shown.qtbot.waitUntil(lambda: bar.maximum() > 0)
    shown.take_keyboard("copyConfigButton")
    bar.setValue(0)
    shown.click("copyConfigButton")

    def seen() -> bool:
        status = shown.tab.config.status
        below = status.mapTo(shown.tab, QPoint(0, status.height())).y()
        return status.isVisible() and below < shown.tab.height()

    shown.qtbot.waitUntil(seen)


def test_what_is_said_of_another_profile_scrolls_nothing(shown: Shown):
    shown.tab.resize(700, 300)
    shown.turn()
    bar = shown.tab.findChild(QScrollArea).verticalScrollBar()
    shown.qtbot.waitUntil(lambda: bar.maximum() > 0)
    shown.turn(replace(REPORTS, id="another"))
    shown.tab.file.show_failure("It cannot be written.")
    shown.office.settle()
    assert bar.value() == 0


def test_what_a_look_finds_scrolls_nothing_under_the_keyboard(qtbot: QtBot, shown: Shown):
    shown.turn()
    shown.write()
    shown.take_keyboard("copyConfigButton")
    shown.keys_path.write_text("[reports]\naws_access_key_id = AKIAX\naws_secret_access_key = x\n")
    with qtbot.assertNotEmitted(shown.tab.config.answered):
        shown.turn()
    assert shown.said("configCard").tone() is Tone.WARN, "something new is said"


def test_what_came_of_a_change_to_the_config_file_is_told_as_an_answer(qtbot: QtBot, shown: Shown):
    shown.turn()
    with qtbot.waitSignal(shown.tab.config.answered):
        shown.write()
    shown.config_path.write_text("[profile theirs]\n")
    with qtbot.waitSignal(shown.tab.config.answered):
        shown.undo()
    assert "Nothing was undone" in shown.said("configCard").text()


@pytest.mark.parametrize("blocked", [False, True])
def test_what_came_of_a_choice_is_told_as_an_answer_and_later_looks_are_not(qtbot: QtBot, shown: Shown, blocked: bool):
    shown.office.sign_in()
    shown.turn()
    if blocked:
        shown.keys_path.mkdir()
    with qtbot.waitSignal(shown.tab.file.answered):
        shown.tab.file.chosen.emit(True)
    shown.office.settle()
    assert shown.said("fileCard").tone() is (Tone.BAD if blocked else Tone.OK)
    with qtbot.assertNotEmitted(shown.tab.file.answered):
        shown.turn()


def test_a_command_stands_on_a_line_of_its_own(shown: Shown):
    standing = Standing("~/.aws/config", AwsEntry("reports", "reports", ()), there=True, up_to_date=True, shadows=())
    shown.tab.config.show_view(config_view.view(standing, can_undo=True))
    assert shown.tab.config.status.text().splitlines()[-1] == "aws s3 ls --profile reports"


def test_a_word_of_a_section_is_broken_only_where_no_line_has_room_for_it(shown: Shown):
    shown.turn()
    box = shown.tab.findChild(CodeBox, "configLines")
    box.set_text("credential_process = /opt/hourpass/bin/hourpass-cli credentials reports-reader")
    block = box.document().firstBlock()
    lines = [block.layout().lineAt(number) for number in range(block.layout().lineCount())]
    ends = [block.text()[line.textStart() + line.textLength() - 1] for line in lines[:-1]]
    assert ends
    assert set(ends) == {" "}
    assert box.text().endswith("credentials reports-reader")


def test_a_short_card_is_not_stretched_by_a_tall_one_beside_it(shown: Shown):
    shown.turn()
    shown.tab.findChild(CodeBox, "configLines").set_text("\n".join("12345"))
    shown.qtbot.waitUntil(lambda: shown.tab.config.height() > shown.tab.terminal.height())
    assert shown.tab.file.y() == shown.tab.terminal.geometry().bottom() + 1 + 12


def test_a_file_that_tools_cannot_read_is_told_with_the_reason(shown: Shown):
    for data, told in (
        (b"\xef\xbb\xbf[a]\n", "byte order mark"),
        (b"[a]\nx = caf\xe9\n", "line 2 is not UTF-8"),
        (b"[a]\n[a]\n", "stops at line 2"),
        (b"[a]\nx =\n  y\n", "cannot read"),
    ):
        shown.config_path.write_bytes(data)
        shown.turn()
        assert told in shown.said("configCard").text()


@pytest.mark.parametrize("meaning", Shadowing)
def test_everything_that_wins_over_a_section_has_words(meaning: Shadowing):
    facts = {"path": "~/.aws/credentials", "line": "3", "option": "role_arn", "variable": "AWS_PROFILE", "value": "x"}
    assert wording.shadow(Shadow(meaning, facts))


@pytest.mark.parametrize("flaw", [each for each in EntryFlaw if each.name.startswith("SECTION")])
def test_everything_that_is_wrong_with_a_name_has_words(flaw: EntryFlaw):
    assert wording.section_flaw(flaw)
