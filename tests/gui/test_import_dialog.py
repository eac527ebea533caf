from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Hop, Profile
from hourpass.gui.dialog import TITLE_BAR
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.import_dialog import SIZE, ImportDialog
from hourpass.gui.import_row import ImportRowView
from hourpass.gui.screen_room import screen_room
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.services.cancel import Cancel
from hourpass.services.importing import Imported, Proposal, Remark
from hourpass.services.ports import FoundProfile, Unfit
from viewmodels.proposals import PHONE, proposal, without_device

BACKUP = "/home/maya/.aws/credentials.backup"


class FakeImporting:
    """Proposes what it was given; takes all but the profiles named in *refused*."""

    def __init__(self, *proposals: Proposal, refused: tuple[str, ...] = (), unreadable: bool = False) -> None:
        self._proposals, self._refused, self._unreadable = proposals, refused, unreadable
        self.taken: list[tuple[str, bool, Profile]] = []
        self.keys_stay: Problem | None = None

    def proposals(self, _cancel: Cancel) -> tuple[Proposal, ...]:
        if self._unreadable:
            raise HourpassError(Problem(Reason.FILE_FAILED, {"path": "/home/maya/.aws/config"}))
        return self._proposals

    def take(self, found: FoundProfile, move_keys: bool, profile: Profile, _cancel: Cancel) -> Imported:
        if found.name in self._refused:
            raise HourpassError(Problem(Reason.VAULT_LOCKED))
        self.taken.append((found.name, move_keys, profile))
        return Imported(BACKUP, self.keys_stay) if move_keys else Imported()


Open = Callable[..., ImportDialog]


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, tasks: Tasks):
    def build(importing: FakeImporting, *, has_owner: bool = False) -> ImportDialog:
        """The dialog; closed at the end of the test, unless the test deletes it as its owner would."""
        dialog = ImportDialog(theme, tasks, importing.proposals, importing.take)
        if not has_owner:
            qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: tasks.idle)
        return dialog

    return build


def rows(dialog: ImportDialog) -> list[ImportRowView]:
    return dialog.findChild(QScrollArea, "importList").findChildren(ImportRowView)


def button(dialog: ImportDialog, name: str = "importSelectedButton") -> QPushButton:
    return dialog.findChild(QPushButton, name)


def asks_to_tick(dialog: ImportDialog) -> bool:
    return any("Tick" in label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def run_import(qtbot: QtBot, dialog: ImportDialog) -> int:
    with qtbot.waitSignal(dialog.imported) as told:
        button(dialog).click()
    return told.args[0]


def test_chosen_profiles_are_taken_and_the_others_left(qtbot: QtBot, opened: Open):
    importing = FakeImporting(proposal(), proposal("audit"), proposal("here", Remark.ALREADY_HERE))
    dialog = opened(importing)
    assert button(dialog).text() == "&Import 2 profiles"
    rows(dialog)[1].check.setChecked(False)
    assert button(dialog).text() == "&Import 1 profile"
    assert run_import(qtbot, dialog) == 1
    assert [(name, moved) for name, moved, _ in importing.taken] == [("reports-reader", False)]
    assert rows(dialog)[0].remark() == "Imported as reports-reader."


def test_keys_are_moved_only_if_asked_and_the_backup_is_named(qtbot: QtBot, opened: Open):
    importing = FakeImporting(proposal())
    dialog = opened(importing)
    check = dialog.findChild(QCheckBox, "moveKeysCheck")
    assert not check.isChecked()
    assert "stop working" in check.accessibleDescription()
    check.setChecked(True)
    run_import(qtbot, dialog)
    assert importing.taken[0][1] is True
    assert BACKUP in dialog.findChild(QLabel, "importSummary").text()


def test_once_all_that_was_chosen_is_here_nothing_asks_for_a_choice(qtbot: QtBot, opened: Open):
    dialog = opened(FakeImporting(proposal(), without_device()))
    move = dialog.findChild(QCheckBox, "moveKeysCheck")
    run_import(qtbot, dialog)
    assert not move.isVisible()
    assert not asks_to_tick(dialog)
    assert rows(dialog)[1].remark().startswith("Not imported.")
    close = button(dialog, "closeImportButton")
    assert (close.property("kind"), close.isDefault()) == ("primary", True)
    qtbot.keyClicks(rows(dialog)[1].device, PHONE)
    assert button(dialog).isVisible(), "another can be imported still"
    assert button(dialog).isDefault()
    assert close.property("kind") == ""
    assert move.isVisible()
    assert asks_to_tick(dialog)


def test_what_could_be_typed_is_called_an_example(opened: Open):
    [row] = rows(opened(FakeImporting(without_device())))
    assert row.device.placeholderText() == "such as arn:aws:iam::111122223333:mfa/phone"


def test_keys_that_stay_in_the_file_are_told_beside_the_profile_that_is_here(qtbot: QtBot, opened: Open):
    importing = FakeImporting(proposal())
    importing.keys_stay = Problem(Reason.FILE_READ_ONLY, {"path": "/home/maya/.aws/credentials"})
    dialog = opened(importing)
    dialog.findChild(QCheckBox, "moveKeysCheck").setChecked(True)
    assert run_import(qtbot, dialog) == 1
    said = rows(dialog)[0].remark()
    assert said.startswith("Imported as reports-reader. Its keys are still in the file.")
    assert "/home/maya/.aws/credentials" in said


def test_one_that_fails_says_why_beside_it_and_does_not_stop_the_rest(qtbot: QtBot, opened: Open):
    importing = FakeImporting(proposal("audit"), proposal(), refused=("audit",))
    dialog = opened(importing)
    assert run_import(qtbot, dialog) == 1
    failed, taken = rows(dialog)
    assert failed.remark() == "The keyring is locked. Unlock it and try again."
    assert taken.remark() == "Imported as reports-reader."
    assert dialog.findChild(QLabel, "importSummary").text().startswith("1 imported, 1 not")
    assert button(dialog).isEnabled()


def test_a_missing_device_is_typed_in_place(qtbot: QtBot, opened: Open):
    importing = FakeImporting(without_device())
    dialog = opened(importing)
    [row] = rows(dialog)
    assert row.device.isVisible()
    assert not button(dialog).isEnabled()
    qtbot.keyClicks(row.device, PHONE)
    assert row.check.isChecked()
    run_import(qtbot, dialog)
    assert importing.taken[0][2].device_serial == PHONE


def test_a_wrong_device_is_explained_in_place(qtbot: QtBot, opened: Open):
    dialog = opened(FakeImporting(without_device()))
    [row] = rows(dialog)
    qtbot.keyClicks(row.device, "arn:aws:iam::111122223333:user/maya")
    assert "ARN of a user" in row.remark()
    assert not button(dialog).isEnabled()


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (proposal("x", Remark.ALREADY_HERE), "Already here"),
        (proposal("x", Remark.NO_KEYS, key=""), "Add this profile by hand"),
        (proposal("x", role="arn:aws:iam::111122223333:user/x"), "not the ARN of a role"),
    ],
)
def test_what_cannot_be_taken_says_why(opened: Open, found: Proposal, words: str):
    [row] = rows(opened(FakeImporting(found)))
    assert words in row.remark()
    assert not row.check.isEnabled()
    assert words in row.check.accessibleDescription()


@pytest.mark.parametrize(("count", "whole"), [(6, True), (20, False)])
def test_the_list_is_seen_whole_as_far_as_the_screen_allows(qtbot: QtBot, opened: Open, count: int, whole: bool):
    dialog = opened(FakeImporting(*(proposal(f"profile-{number}") for number in range(count))))
    bar = dialog.findChild(QScrollArea, "importList").verticalScrollBar()
    qtbot.waitUntil(lambda: dialog.height() > SIZE[1] and (bar.maximum() == 0) is whole)
    assert dialog.height() <= screen_room(dialog).height() - TITLE_BAR


def test_what_became_of_the_profiles_takes_the_room_of_the_box_that_goes(qtbot: QtBot, opened: Open):
    dialog = opened(FakeImporting(*(proposal(f"profile-{number}") for number in range(6))))
    scroll = dialog.findChild(QScrollArea, "importList")
    qtbot.waitUntil(lambda: dialog.height() > SIZE[1] and scroll.verticalScrollBar().maximum() == 0)
    before = dialog.height()
    run_import(qtbot, dialog)
    inner = scroll.widget().layout()
    wanted = inner.totalHeightForWidth(scroll.viewport().width())
    qtbot.waitUntil(lambda: scroll.widget().height() >= wanted and scroll.verticalScrollBar().maximum() == 0)
    assert dialog.height() == before or scroll.viewport().height() == wanted


def test_files_without_profiles_are_explained(opened: Open):
    dialog = opened(FakeImporting())
    assert any("contain no profile" in label.text() for label in dialog.findChildren(QLabel))
    assert not button(dialog).isVisible()
    assert button(dialog, "closeImportButton").text() == "C&lose"


def test_files_that_cannot_be_read_are_said(opened: Open):
    dialog = opened(FakeImporting(unreadable=True))
    panel = dialog.findChild(ProblemPanel)
    assert panel.isVisible()
    assert "/home/maya/.aws/config" in panel.accessibleName()


def test_a_name_with_an_ampersand_is_shown_as_it_is(opened: Open):
    [row] = rows(opened(FakeImporting(proposal("r&d"))))
    assert row.check.text() == "r&&d"


class HeldUpImporting(FakeImporting):
    """Takes each profile only once it is let."""

    def __init__(self, *proposals: Proposal, refused: tuple[str, ...] = ()) -> None:
        super().__init__(*proposals, refused=refused)
        self.begun, self.let = Event(), Event()

    def take(self, found: FoundProfile, move_keys: bool, profile: Profile, cancel: Cancel) -> str:
        self.begun.set()
        assert self.let.wait(10)
        return super().take(found, move_keys, profile, cancel)


def test_closing_in_the_middle_of_an_import_still_tells_what_was_taken(qtbot: QtBot, opened: Open):
    importing = HeldUpImporting(proposal(), proposal("audit"))
    dialog = opened(importing, has_owner=True)
    dialog.finished.connect(dialog.deleteLater)
    told: list[int] = []
    dialog.imported.connect(told.append)
    button(dialog).click()
    assert importing.begun.wait(10)
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.reject()
    assert not dialog.isVisible()
    importing.let.set()
    qtbot.waitUntil(lambda: gone == [True])
    assert told == [1]
    assert [name for name, _, _ in importing.taken] == ["reports-reader"]


def test_closing_before_anything_was_taken_tells_nothing(qtbot: QtBot, opened: Open):
    importing = HeldUpImporting(proposal(), refused=("reports-reader",))
    dialog = opened(importing)
    told: list[int] = []
    dialog.imported.connect(told.append)
    button(dialog).click()
    assert importing.begun.wait(10)
    with qtbot.waitSignal(dialog.finished):
        dialog.reject()
        importing.let.set()
    assert told == []


@pytest.mark.parametrize("unfit", Unfit)
def test_every_reason_against_a_profile_is_said_in_place(opened: Open, unfit: Unfit):
    made = proposal("machine", Remark.UNFIT)
    dialog = opened(FakeImporting(replace(made, found=replace(made.found, unfit=unfit)), proposal()))
    row = rows(dialog)[0]
    assert row.remark().endswith(".")
    assert "{" not in row.remark()
    assert not row.check.isEnabled()


@pytest.mark.parametrize(
    ("unfit", "kind"), [(Unfit.MACHINE, "muted"), (Unfit.WEB_IDENTITY, "muted"), (Unfit.CIRCLE, "warn")]
)
def test_what_works_elsewhere_as_it_is_is_no_cause_for_alarm(opened: Open, unfit: Unfit, kind: str):
    made = proposal("machine", Remark.UNFIT)
    [row] = rows(opened(FakeImporting(replace(made, found=replace(made.found, unfit=unfit)))))
    said = next(label for label in row.findChildren(QLabel) if label.text() == row.remark())
    assert said.property("kind") == kind


def test_the_way_of_a_chain_and_its_source_are_told(opened: Open):
    made = proposal("behind", key="")
    found = replace(made.found, source_profile="sso", resolved=True)
    chained = replace(made.profile, through=(Hop("arn:aws:iam::111122223333:role/first"),), source_profile="sso")
    dialog = opened(FakeImporting(replace(made, found=found, profile=chained, flaws=())))
    said = " ".join(label.text() for label in rows(dialog)[0].findChildren(QLabel))
    assert "role s3-reader in account 111122223333, through first" in said
    assert "Credentials of [sso]" in said
    assert rows(dialog)[0].check.isChecked()
