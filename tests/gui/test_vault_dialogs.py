from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.vault_dialogs import PassphraseDialog, VaultDialog
from hourpass.services.cancel import Cancel
from hourpass.viewmodels.passphrase import PassphraseFlaw, Strength, new_passphrase_flaw, strength

GOOD = "four good plain words"


class FakeVault:
    """Fails with *problems*, one an attempt, and then works."""

    def __init__(self, *problems: Reason) -> None:
        self._problems = list(problems)
        self.attempts: list[str] = []

    def unlock(self, _cancel: Cancel) -> None:
        self._attempt("unlock")

    def retry(self, _cancel: Cancel) -> None:
        self._attempt("retry")

    def use_file(self, passphrase: str, _cancel: Cancel) -> None:
        self._attempt(f"file: {passphrase}")

    def _attempt(self, what: str) -> None:
        self.attempts.append(what)
        if self._problems:
            raise HourpassError(Problem(self._problems.pop(0)))


Open = Callable[[Reason, FakeVault], VaultDialog]
Ask = Callable[[FakeVault], PassphraseDialog]


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, tasks: Tasks):
    def build(reason: Reason, vault: FakeVault) -> VaultDialog:
        dialog = VaultDialog(
            theme,
            tasks,
            Problem(reason),
            unlock=vault.unlock,
            retry=vault.retry,
            use_sealed_file=vault.use_file,
        )
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return build


@pytest.fixture
def asked(qtbot: QtBot, theme: Theme, tasks: Tasks):
    def build(vault: FakeVault) -> PassphraseDialog:
        dialog = PassphraseDialog(theme, tasks, vault.use_file)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return build


def button(dialog: VaultDialog, name: str) -> QPushButton:
    return dialog.findChild(QPushButton, name)


def field(dialog: VaultDialog, name: str) -> QLineEdit:
    return dialog.findChild(QLineEdit, name)


def visible_buttons(dialog: VaultDialog) -> set[str]:
    return {b.objectName() for b in dialog.findChildren(QPushButton) if b.isVisible() and b.objectName()}


def test_a_locked_keyring_is_unlocked_with_one_click(qtbot: QtBot, opened: Open):
    vault = FakeVault()
    dialog = opened(Reason.VAULT_LOCKED, vault)
    assert visible_buttons(dialog) == {"showSealedFileButton", "notNowButton", "unlockButton"}
    with qtbot.waitSignal(dialog.opened):
        button(dialog, "unlockButton").click()
    assert vault.attempts == ["unlock"]
    assert dialog.result() == VaultDialog.DialogCode.Accepted


def test_a_refusing_keyring_can_be_tried_again(qtbot: QtBot, opened: Open):
    vault = FakeVault(Reason.VAULT_FAILED)
    dialog = opened(Reason.VAULT_FAILED, vault)
    button(dialog, "retryButton").click()
    qtbot.waitUntil(lambda: button(dialog, "retryButton").isEnabled() and bool(vault.attempts))
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.opened):
        button(dialog, "retryButton").click()


@pytest.mark.parametrize("reason", [Reason.VAULT_MISSING, Reason.VAULT_PLAINTEXT])
def test_without_a_keyring_that_serves_the_encrypted_file_is_offered_at_once(opened: Open, reason: Reason):
    dialog = opened(reason, FakeVault())
    assert visible_buttons(dialog) == {"notNowButton", "retryButton", "useSealedFileButton"}
    assert field(dialog, "passphraseAgainInput").isVisible()
    assert button(dialog, "useSealedFileButton").isDefault()


@pytest.mark.parametrize("reason", [Reason.VAULT_LOCKED, Reason.VAULT_MISSING, Reason.VAULT_FAILED])
def test_no_buttons_words_are_cut_off(opened: Open, reason: Reason):
    dialog = opened(reason, FakeVault())
    shown = [each for each in dialog.findChildren(QPushButton) if each.isVisible()]
    assert [each.text() for each in shown if each.width() < each.sizeHint().width()] == []


def test_the_encrypted_file_is_one_click_away_from_a_locked_keyring(qtbot: QtBot, opened: Open):
    vault = FakeVault()
    dialog = opened(Reason.VAULT_LOCKED, vault)
    assert not field(dialog, "passphraseInput").isVisible()
    button(dialog, "showSealedFileButton").click()
    field(dialog, "passphraseInput").setText(GOOD)
    field(dialog, "passphraseAgainInput").setText(GOOD)
    with qtbot.waitSignal(dialog.opened):
        button(dialog, "useSealedFileButton").click()
    assert vault.attempts == [f"file: {GOOD}"]


def test_a_locked_keyring_can_still_be_unlocked_while_the_encrypted_file_is_filled_in(qtbot: QtBot, opened: Open):
    vault = FakeVault(Reason.DISK_FULL)
    dialog = opened(Reason.VAULT_LOCKED, vault)
    button(dialog, "showSealedFileButton").click()
    assert visible_buttons(dialog) == {"notNowButton", "unlockButton", "useSealedFileButton"}
    assert button(dialog, "useSealedFileButton").isDefault()
    for name in ("passphraseInput", "passphraseAgainInput"):
        field(dialog, name).setText(GOOD)
    button(dialog, "useSealedFileButton").click()
    qtbot.waitUntil(button(dialog, "unlockButton").isEnabled)
    with qtbot.waitSignal(dialog.opened):
        button(dialog, "unlockButton").click()
    assert vault.attempts == [f"file: {GOOD}", "unlock"]


@pytest.mark.parametrize(
    ("first", "again", "words"), [("short", "short", "at least 8"), (GOOD, GOOD + "!", "They do not match")]
)
def test_a_passphrase_that_will_not_do_is_refused_in_place(opened: Open, first: str, again: str, words: str):
    vault = FakeVault()
    dialog = opened(Reason.VAULT_MISSING, vault)
    field(dialog, "passphraseInput").setText(first)
    field(dialog, "passphraseAgainInput").setText(again)
    button(dialog, "useSealedFileButton").click()
    assert vault.attempts == []
    notes = [f.accessibleDescription() for f in dialog.findChildren(QLineEdit)]
    assert any(words in note for note in notes)


def test_the_passphrases_leave_the_dialog_with_it(opened: Open):
    dialog = opened(Reason.VAULT_MISSING, FakeVault())
    field(dialog, "passphraseInput").setText(GOOD)
    dialog.reject()
    assert field(dialog, "passphraseInput").text() == ""


def test_a_failure_of_the_file_is_said_and_what_was_typed_stays(qtbot: QtBot, opened: Open):
    dialog = opened(Reason.VAULT_MISSING, FakeVault(Reason.DISK_FULL))
    for name in ("passphraseInput", "passphraseAgainInput"):
        field(dialog, name).setText(GOOD)
    button(dialog, "useSealedFileButton").click()
    panel = dialog.findChild(ProblemPanel)
    qtbot.waitUntil(lambda: "no room left" in panel.accessibleName())
    assert field(dialog, "passphraseInput").text() == GOOD


def test_at_the_start_the_passphrase_is_asked_for_once(qtbot: QtBot, asked: Ask):
    vault = FakeVault()
    dialog = asked(vault)
    assert visible_buttons(dialog) == {"notNowButton", "useSealedFileButton"}
    assert not field(dialog, "passphraseAgainInput").isVisible()
    assert not dialog.findChild(ProblemPanel).isVisible()
    field(dialog, "passphraseInput").setText("old")
    with qtbot.waitSignal(dialog.opened):
        qtbot.keyClick(field(dialog, "passphraseInput"), "\r")
    assert vault.attempts == ["file: old"]


def test_a_wrong_passphrase_is_said_in_place_and_can_be_typed_again(qtbot: QtBot, asked: Ask):
    vault = FakeVault(Reason.PASSPHRASE_WRONG)
    dialog = asked(vault)
    entry = field(dialog, "passphraseInput")
    entry.setText("wrong one")
    button(dialog, "useSealedFileButton").click()
    qtbot.waitUntil(lambda: "does not open" in entry.accessibleDescription())
    assert entry.isEnabled()
    assert entry.text() == "wrong one"
    entry.setText("right one")
    assert entry.accessibleDescription() == ""
    with qtbot.waitSignal(dialog.opened):
        button(dialog, "useSealedFileButton").click()


def test_not_now_leaves_everything_as_it_is(asked: Ask):
    vault = FakeVault()
    dialog = asked(vault)
    button(dialog, "notNowButton").click()
    assert not dialog.isVisible()
    assert vault.attempts == []


def test_an_empty_passphrase_is_not_tried(asked: Ask):
    vault = FakeVault()
    button(asked(vault), "useSealedFileButton").click()
    assert vault.attempts == []


def test_length_makes_a_passphrase_good_and_repetition_does_not():
    assert [strength(t) for t in ("", "short", "eight888", "a" * 20, GOOD)] == [
        Strength.NONE,
        Strength.TOO_SHORT,
        Strength.FAIR,
        Strength.FAIR,
        Strength.GOOD,
    ]
    assert new_passphrase_flaw("1234567", "1234567") is PassphraseFlaw.TOO_SHORT
    assert new_passphrase_flaw(GOOD, GOOD) is None
