"""Whatever is on screen at once, no two of its letters are the same: Alt with a letter does one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.fakes_elsewhere import elsewhere
from gui.fakes_office import Office
from hourpass.bootstrap import join
from hourpass.domain.aws_change import Change
from hourpass.domain.problem import Problem, RawAnswer, Reason
from hourpass.domain.profile import Method, Profile
from hourpass.domain.settings import Settings
from hourpass.domain.setup import Draft
from hourpass.domain.setup_record import Record, Stage
from hourpass.gui.about_dialog import AboutDialog
from hourpass.gui.authenticator import Authenticator
from hourpass.gui.bucket_table import BucketTable
from hourpass.gui.code_prompt import CodePrompt
from hourpass.gui.elsewhere.change_dialog import ChangeDialog
from hourpass.gui.error_box import ErrorBox, ProblemPanel
from hourpass.gui.first_start import FirstStart
from hourpass.gui.import_dialog import ImportDialog
from hourpass.gui.listing_bar import ListingBar
from hourpass.gui.practice_device import PracticeDevice
from hourpass.gui.profile_dialog import ProfileDialog
from hourpass.gui.profile_tabs import ProfileTabs
from hourpass.gui.remove_profile_dialog import RemoveProfileDialog
from hourpass.gui.settings.settings_dialog import SettingsDialog
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.unfinished_dialog import UnfinishedDialog
from hourpass.gui.vault_dialogs import PassphraseDialog, VaultDialog
from hourpass.services.ports import VaultKind
from hourpass.viewmodels.settings_form import SecretsPlace
from services.fakes_services import START
from viewmodels.proposals import proposal

PROBLEM = Problem(Reason.DENIED, raw=RawAnswer("ListMFADevices", 403, "AccessDenied", "not authorized", "R-1"))
HELD = Profile("id-1", "reports", "AKIAIOSFODNN7EXAMPLE", Method.ROLE, "arn:aws:iam::111122223333:role/s3-reader")


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    assert made.close()


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    """The main window with its page and the real tabs."""
    made = Office(qtbot, theme)
    services = join(made.book)
    others = elsewhere(theme, made.tasks, services, made.window)
    for _ in (*ProfileTabs(theme, made.tasks, services, others, made.page).build(), *others.furnish()):
        pass
    yield made
    made.close()


def texts(root: QWidget) -> list[str]:
    """What can be reached by a letter and is on screen in *root*."""
    found: list[str] = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QTabBar):
            found += [widget.tabText(place) for place in range(widget.count())]
        elif isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
            found.append(widget.text())
    return found


def clashes(texts: list[str]) -> list[list[str]]:
    """The texts that share a letter."""
    letters = {text: QKeySequence.mnemonic(text).toString() for text in texts}
    shared = {letter for letter, count in Counter(letters[text] for text in texts).items() if letter and count > 1}
    return [[text for text in texts if letters[text] == letter] for letter in sorted(shared)]


def click(root: QWidget, name: str) -> None:
    button = root.findChild(QAbstractButton, name)
    assert button is not None
    button.click()


def unfold(root: QWidget) -> None:
    """Show a problem in full."""
    panel = root.findChild(ProblemPanel)
    assert panel is not None
    panel.show_problem(PROBLEM)
    click(panel, "problemDetailsButton")
    assert "&Copy" in texts(root)


def test_the_test_sees_a_clash(qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    QPushButton("&Cancel", window)
    QPushButton("&Copy", window)
    window.show()
    assert clashes(texts(window)) == [["&Cancel", "&Copy"]]


@pytest.mark.parametrize("tab", range(4))
@pytest.mark.parametrize("card", ["code", "busy", "countdown"])
@pytest.mark.parametrize("listing", [False, True])
def test_on_the_main_page(office: Office, tab: int, card: str, listing: bool):
    office.page.show_countdown(card == "countdown")
    office.page.code_card.show_busy(card == "busy")
    assert office.page.tabs is not None
    office.page.tabs.setCurrentIndex(tab)
    bar = office.page.findChild(ListingBar)
    assert bar is not None
    bar.show()  # as it is once there are credentials
    bar.show_state("", listing, True)
    found = texts(office.window)
    assert "+ &Add profile" in found
    assert office.page.tabs.tabText(tab) in found
    assert len(found) >= 6
    assert clashes(found) == []


def test_on_the_first_page(theme: Theme, office: Office):
    first = FirstStart(theme)
    first.show_found(2)
    office.window.show_page(first)
    office.window.offer_new_profiles(False)
    assert len([text for text in texts(office.window) if text]) == 4
    assert clashes(texts(office.window)) == []


@pytest.mark.parametrize("profile", [None, HELD])
def test_in_the_profile_dialog(qtbot: QtBot, theme: Theme, tasks: Tasks, profile: Profile | None):
    dialog = ProfileDialog(
        theme,
        tasks,
        profile=profile,
        other_names=frozenset(),
        key_ids=(),
        look_up_devices=lambda _keys, _region, _cancel: (),
    )
    qtbot.addWidget(dialog)
    dialog.show()
    more = dialog.findChild(QToolButton, "moreButton")
    assert more is not None
    more.setChecked(True)
    unfold(dialog)
    assert clashes(texts(dialog)) == []
    click(dialog, "revealSecretButton")
    assert clashes(texts(dialog)) == []
    click(dialog, "problemDetailsButton")
    assert clashes(texts(dialog)) == []


def test_in_the_import_dialog(qtbot: QtBot, theme: Theme, tasks: Tasks):
    dialog = ImportDialog(theme, tasks, lambda _cancel: (proposal(),), lambda *_args: "")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: tasks.idle)
    unfold(dialog)
    assert clashes(texts(dialog)) == []


@pytest.mark.parametrize("reason", [Reason.VAULT_LOCKED, Reason.VAULT_MISSING, Reason.VAULT_FAILED])
@pytest.mark.parametrize("filling", [False, True])
def test_in_the_vaults_dialog(qtbot: QtBot, theme: Theme, tasks: Tasks, reason: Reason, filling: bool):
    dialog = VaultDialog(
        theme, tasks, Problem(reason), unlock=_nothing, retry=_nothing, use_sealed_file=lambda _text, _cancel: None
    )
    qtbot.addWidget(dialog)
    dialog.show()
    if filling:
        click(dialog, "showSealedFileButton")
    unfold(dialog)
    assert clashes(texts(dialog)) == []


def _vault(theme: Theme, tasks: Tasks, *, file_exists: bool) -> QWidget:
    return VaultDialog(
        theme,
        tasks,
        Problem(Reason.VAULT_LOCKED),
        unlock=_nothing,
        retry=_nothing,
        use_sealed_file=lambda _text, _cancel: None,
        file_exists=file_exists,
    )


def _prompt(theme: Theme) -> QWidget:
    made = CodePrompt(theme)
    made.ask("reports", "", (), "phone", "111122223333", 5)
    return made


def _authenticator(theme: Theme) -> QWidget:
    first, second = (PracticeDevice(f"arn:aws:iam::1111:mfa/{name}", "JBSWY3DPEHPK3PXP") for name in ("a", "b"))
    made = Authenticator(theme, first, lambda: START)
    made.set_devices((first, second), second)
    return made


def _unfinished(stage: Stage) -> QWidget:
    draft = Draft("0a1b2c3d", "111122223333", "maya", "maya-phone")
    return UnfinishedDialog(Record(draft, START, stage))


def _change(theme: Theme, section: str) -> QWidget:
    made = ChangeDialog(theme, "Change", "This is what changes.", "&Write", section)
    made.show_change(Change("/config", None, b"[profile reports]\n"))
    return made


SMALL: dict[str, Callable[[Theme, Tasks], QWidget]] = {
    "passphrase": lambda theme, tasks: PassphraseDialog(theme, tasks, lambda _text, _cancel: None),
    "error": lambda theme, _tasks: ErrorBox(theme, PROBLEM),
    "prompt": lambda theme, _tasks: _prompt(theme),
    "authenticator": lambda theme, _tasks: _authenticator(theme),
    "unfinished setup": lambda _theme, _tasks: _unfinished(Stage.CREATING),
    "unfinished removal": lambda _theme, _tasks: _unfinished(Stage.UNDOING),
    "about": lambda theme, _tasks: AboutDialog(theme),
    "change to add": lambda theme, _tasks: _change(theme, "reports"),
    "change to take away": lambda theme, _tasks: _change(theme, ""),
    "remove profile": lambda _theme, _tasks: RemoveProfileDialog(HELD, last=True),
    "vault": lambda theme, tasks: _vault(theme, tasks, file_exists=False),
    "vault's file": lambda theme, tasks: _vault(theme, tasks, file_exists=True),
    "settings": lambda theme, _tasks: SettingsDialog(theme, Settings(), SecretsPlace(VaultKind.KEYRING), "/settings"),
}


@pytest.mark.parametrize("make", SMALL.values(), ids=SMALL.keys())
def test_in_the_small_windows(qtbot: QtBot, theme: Theme, tasks: Tasks, make: Callable[[Theme, Tasks], QWidget]):
    window = make(theme, tasks)
    qtbot.addWidget(window)
    window.show()
    if window.findChild(ProblemPanel) is not None:
        unfold(window)
    assert len(texts(window)) >= 2
    assert clashes(texts(window)) == []


def test_in_the_buckets_menu(office: Office):
    table = office.page.findChild(BucketTable)
    assert table is not None
    assert clashes([action.text() for action in table.menu().actions()]) == []


def _nothing(_cancel: object) -> None:
    """There is nothing to try here."""
