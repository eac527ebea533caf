"""The tab "Use elsewhere" over real files: what each card says, shows and does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.fakes_office import CODE, Office
from hourpass.adapters.aws_config import AwsConfig
from hourpass.adapters.credentials_file import CredentialsFile
from hourpass.domain.aws_entry import EntryFlaw
from hourpass.domain.aws_shadows import Shadow, Shadowing
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Method, Profile
from hourpass.domain.variables import Shell
from hourpass.gui.controls import StatusLine, Tone
from hourpass.gui.elsewhere.change_dialog import ChangeDialog
from hourpass.gui.elsewhere.config_desk import ConfigDesk
from hourpass.gui.elsewhere.elsewhere_tab import ElsewhereTab
from hourpass.gui.elsewhere.file_desk import FileDesk
from hourpass.gui.elsewhere.file_keeping import FileKeeping
from hourpass.gui.elsewhere.handing_out import HandingOut
from hourpass.gui.theme import Theme
from hourpass.gui.wording import elsewhere as wording
from hourpass.services.aws_sections import ConfigSections
from hourpass.services.cancel import Cancel
from hourpass.services.console import ConsoleSignIn
from hourpass.services.kept_in_file import KeptInFile
from hourpass.services.ports import SignInToken
from services.fakes_services import profile

REPORTS = profile("reports")


class FakeConsole:
    """Gives a token, unless told to refuse."""

    def __init__(self) -> None:
        self.problem: Problem | None = None

    def signin_token(self, *_asked: object) -> SignInToken:
        if self.problem is not None:
            raise HourpassError(self.problem)
        return SignInToken("token", "https://signin.example/federation")


class Shown:
    """The tab and who fills it; the office gets the credentials."""

    def __init__(self, qtbot: QtBot, theme: Theme, office: Office, folder: Path) -> None:
        self.qtbot, self.office = qtbot, office
        self.config_path, self.keys_path = folder / "config", folder / "credentials"
        environment = {"AWS_CONFIG_FILE": str(self.config_path), "AWS_SHARED_CREDENTIALS_FILE": str(self.keys_path)}
        lock = str(folder / "lock")
        config = AwsConfig(environment, lock_path=lock)
        kept = KeptInFile(CredentialsFile(environment, lock), config, office.book, office.sessions, office.clock)
        self.tab = ElsewhereTab(theme, "~/.aws/credentials", Shell.FISH, office.window)
        self.aws = FakeConsole()
        self.opened: list[str] = []
        self.windows: list[tuple[str, ...]] = []
        self.browser_works = True
        sections = ConfigSections(config, lambda profile_id: ("/usr/bin/relay", profile_id))
        self.config = ConfigDesk(theme, office.tasks, sections, self.tab.config, office.window)
        self.handing = HandingOut(
            office.tasks,
            office.sessions,
            ConsoleSignIn(office.sessions, self.aws, office.clock),
            office.clock,
            self.tab,
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

    def said(self, card: str) -> StatusLine:
        return self.tab.findChild(StatusLine, f"{card}Status")

    @property
    def dialog(self) -> ChangeDialog:
        return self.office.window.findChild(ChangeDialog)


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    made = Office(qtbot, theme, REPORTS, profile("token", method=Method.SESSION, role_arn=""))
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
    diff = shown.dialog.findChild(QTextEdit, "changeDiff").toPlainText()
    assert "+ [profile reports]" in diff
    assert not shown.config_path.exists()
    shown.click("writeChangeButton", shown.dialog)
    assert "credential_process = /usr/bin/relay reports" in shown.config_path.read_text()
    assert "aws s3 ls --profile reports" in shown.said("configCard").text()
    shown.said("configCard").acted.emit()
    shown.office.settle()
    assert not shown.config_path.exists()
    shown.click("addToConfigButton")
    shown.click("writeChangeButton", shown.dialog)
    shown.click("removeFromConfigButton")
    shown.click("writeChangeButton", shown.dialog)
    assert not shown.config_path.exists()


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


def test_a_file_that_changed_meanwhile_is_left_alone_and_the_name_kept(shown: Shown):
    shown.turn()
    shown.click("addToConfigButton")
    shown.config_path.write_text("[profile theirs]\n")
    shown.click("writeChangeButton", shown.dialog)
    status = shown.dialog.findChild(StatusLine, "changeStatus")
    assert status.tone() is Tone.BAD
    assert "was changed" in status.text()
    assert shown.config_path.read_text() == "[profile theirs]\n"
    assert shown.dialog.findChild(QLineEdit, "awsSectionInput").text() == "reports"
    shown.dialog.reject()


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
    token = shown.office.book.profile("token")
    assert token is not None
    shown.office.sessions.obtain(token, CODE, Cancel())
    shown.turn(token)
    assert "role credentials only" in shown.tab.console.words.text()
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


@pytest.mark.parametrize("meaning", Shadowing)
def test_everything_that_wins_over_a_section_has_words(meaning: Shadowing):
    facts = {"path": "~/.aws/credentials", "line": "3", "option": "role_arn", "variable": "AWS_PROFILE", "value": "x"}
    assert wording.shadow(Shadow(meaning, facts))


@pytest.mark.parametrize("flaw", [each for each in EntryFlaw if each.name.startswith("SECTION")])
def test_everything_that_is_wrong_with_a_name_has_words(flaw: EntryFlaw):
    assert wording.section_flaw(flaw)
