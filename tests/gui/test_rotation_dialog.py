"""The window that changes a long-term key, over the embedded AWS."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.cut_off import cut_off
from gui.letters import clashes, texts
from gui.nameless import nameless
from gui.reading_order import out_of_order
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.rotation_record import RotationRecord, RotationStage
from hourpass.domain.setup_plan import ApiCall
from hourpass.gui.rotation_dialog import RotationDialog
from hourpass.gui.rotation_pages import KeyRow
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.unfinished_rotation import UnfinishedRotation
from hourpass.gui.wizard.marks import Mark
from hourpass.sandbox.answers import Answer
from hourpass.sandbox.faults import Effect
from hourpass.services.cancel import Cancel
from hourpass.services.rotation import profile_of, unfinished_rotations
from hourpass.viewmodels.rotation_view import Place
from services.fakes_sandbox_world import SandboxWorld

OWN_KEYS = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:*AccessKey*", "Resource": "*"}]}
)
UNKNOWN = Answer(403, "InvalidClientTokenId", "The security token included in the request is invalid.")


class Visit:
    """Somebody at the window."""

    def __init__(self, qtbot: QtBot, theme: Theme, tasks: Tasks, world: SandboxWorld) -> None:
        self._qtbot, self._theme, self._tasks, self.world = qtbot, theme, tasks, world
        self.old = world.seeded.user.access_key_id
        self.open()

    def open(self) -> None:
        """The window, anew."""
        profile = self.world.book.profiles[0]
        self.dialog = RotationDialog(self._theme, self._tasks, self.world.tools, profile)
        self._qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self._tasks.idle, timeout=10_000)

    @property
    def place(self) -> Place:
        return self.dialog.place

    @property
    def problem(self) -> str:
        panel = self.dialog.problem.panel
        return panel.accessibleName() if panel.isVisibleTo(self.dialog) else ""

    @property
    def words(self) -> str:
        """All that is on screen."""
        return " ".join(label.text() for label in self.dialog.findChildren(QLabel) if label.isVisible())

    def button(self, name: str) -> QAbstractButton:
        found = self.dialog.findChild(QAbstractButton, name)
        assert found is not None, name
        return found

    def offered(self, name: str) -> bool:
        return self.button(name).isVisibleTo(self.dialog) and self.button(name).isEnabled()

    def press(self, name: str) -> None:
        assert self.offered(name), name
        self.button(name).click()
        self.settle()

    def by_administrator(self) -> None:
        self._qtbot.waitUntil(lambda: self.offered("goOnButton"), timeout=10_000)
        self.press("goOnButton")

    def by_user(self, code: str) -> None:
        self.press("userActsButton")
        line = self.dialog.who.field.focusProxy()
        assert isinstance(line, QLineEdit)
        self._qtbot.keyClicks(line, code)  # the sixth digit sends it
        self.settle()

    def escape(self) -> None:
        self._qtbot.keyClick(self.dialog, Qt.Key.Key_Escape)
        self.settle()

    def rows(self) -> list[KeyRow]:
        return [row for row in self.dialog.keys.findChildren(KeyRow) if row.isVisibleTo(self.dialog)]

    def marks(self) -> list[Mark]:
        return [line.mark for line in self.dialog.steps.list.lines()]

    @property
    def new(self) -> str:
        return self.world.book.profiles[0].access_key_id

    def at_aws(self) -> dict[str, bool]:
        listed = self.world.admin.access_keys(self.world.seeded.user_name, Cancel())
        return {key.id: key.active for key in listed}

    def stages(self) -> list[RotationStage]:
        return [each.stage for each in self.world.rotations.records()]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SandboxWorld]:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    world = SandboxWorld()
    yield world
    world.close()


@pytest.fixture
def visit(qtbot: QtBot, theme: Theme, tasks: Tasks, world: SandboxWorld) -> Iterator[Visit]:
    made = Visit(qtbot, theme, tasks, world)
    yield made
    made.settle()
    made.dialog.close()
    made.settle()


def changed(visit: Visit) -> None:
    visit.by_administrator()
    visit.press("goOnButton")


def test_an_administrator_sees_the_keys_with_their_age_and_use(visit: Visit):
    assert visit.dialog.windowTitle() == "Change the access key of practice"
    visit.by_administrator()
    assert visit.place is Place.KEYS
    assert len(visit.rows()) == 1
    assert visit.old in visit.words
    # Asking whose key it is was its first use.
    assert "last used today, for sts in eu-west-1" in visit.words
    assert "Used by this profile" in visit.words
    assert not visit.dialog.findChildren(QAbstractButton, "deleteKeyButton")


def test_a_key_is_changed_and_the_old_one_kept(visit: Visit):
    changed(visit)
    assert visit.place is Place.KEPT
    assert visit.at_aws() == {visit.old: False, visit.new: True}
    assert "Inactive: AWS refuses it" in visit.words
    assert visit.button("goOnButton").text() == "&Keep it inactive for now"
    visit.press("goOnButton")
    assert not visit.dialog.isVisible()
    assert visit.stages() == [RotationStage.KEPT]


def test_the_old_key_is_deleted_after_a_second_question(visit: Visit, qtbot: QtBot):
    changed(visit)
    visit.press("deleteOldKeyButton")
    assert visit.place is Place.CONFIRM
    assert [visit.old in row.findChildren(QLabel)[0].text() for row in visit.rows()] == [True]
    qtbot.keyClick(visit.dialog.focusWidget() or visit.dialog, Qt.Key.Key_Return)
    visit.settle()
    assert visit.old in visit.at_aws(), "Return destroys nothing"
    if visit.place is Place.KEPT:
        visit.press("deleteOldKeyButton")
    visit.press("deleteOldKeyButton")
    assert visit.place is Place.DONE
    assert visit.at_aws() == {visit.new: True}
    assert visit.stages() == []
    assert "The old key is deleted" in visit.words


def test_an_old_key_that_was_kept_is_offered_again_at_the_next_opening(visit: Visit):
    changed(visit)
    visit.press("goOnButton")
    visit.open()
    visit.by_administrator()
    assert visit.place is Place.KEPT
    assert visit.offered("deleteOldKeyButton")
    visit.press("takeBackButton")
    assert visit.place is Place.DONE
    assert "The old key is back" in visit.words
    assert visit.at_aws() == {visit.old: True}
    assert visit.new == visit.old


def test_two_keys_are_shown_and_the_one_nobody_uses_can_be_deleted(visit: Visit):
    world = visit.world
    made = world.admin.change(ApiCall("CreateAccessKey", {"UserName": world.seeded.user_name})).keys
    assert made is not None
    visit.by_administrator()
    assert len(visit.rows()) == 2
    assert not visit.offered("goOnButton")
    assert "at most two access keys" in visit.words
    assert "not used yet" in visit.words
    (delete,) = visit.dialog.findChildren(QAbstractButton, "deleteKeyButton")
    assert made.access_key_id in delete.accessibleName()
    delete.click()
    assert visit.place is Place.CONFIRM
    visit.escape()
    assert visit.place is Place.KEYS
    visit.dialog.findChildren(QAbstractButton, "deleteKeyButton")[0].click()
    visit.press("deleteOldKeyButton")
    assert visit.place is Place.KEYS
    assert visit.at_aws() == {visit.old: True}
    assert made.access_key_id in visit.dialog.note.text()
    visit.press("goOnButton")
    assert visit.place is Place.KEPT


def test_the_user_itself_changes_its_key_with_a_code(visit: Visit):
    visit.world.allow(OWN_KEYS)
    visit.by_user(visit.world.code())
    visit.press("goOnButton")
    assert visit.place is Place.KEPT


def test_who_may_not_is_told_and_somebody_else_goes_on(visit: Visit):
    visit.by_user(visit.world.code())
    assert visit.place is Place.KEYS
    visit.press("goOnButton")
    assert visit.place is Place.KEYS
    assert "iam:CreateAccessKey" in visit.problem
    visit.press("changeActorButton")
    visit.press("adminActsButton")
    visit.by_administrator()
    visit.press("goOnButton")
    assert visit.place is Place.KEPT


def test_a_failure_half_way_is_told_and_gone_on_with(visit: Visit):
    visit.world.sandbox.faults.add("UpdateAccessKey", Effect.ERROR, count=9)
    changed(visit)
    assert visit.place is Place.STOPPED
    assert visit.problem
    assert visit.marks() == [Mark.DONE, Mark.DONE, Mark.DONE, Mark.FAILED]
    assert visit.button("goOnButton").text() == "&Try again"
    visit.world.sandbox.faults.clear()
    visit.press("goOnButton")
    assert visit.place is Place.KEPT
    assert not visit.problem


def test_a_failure_half_way_can_be_taken_back(visit: Visit):
    visit.world.sandbox.faults.add("UpdateAccessKey", Effect.ERROR, count=9)
    changed(visit)
    visit.world.sandbox.faults.clear()
    visit.press("takeBackButton")
    assert visit.place is Place.DONE
    assert visit.at_aws() == {visit.old: True}


def test_what_an_earlier_run_left_is_offered_at_the_next_opening(visit: Visit):
    visit.world.sandbox.faults.add("UpdateAccessKey", Effect.ERROR, count=9)
    changed(visit)
    visit.escape()
    assert not visit.dialog.isVisible()
    visit.world.sandbox.faults.clear()
    assert len(unfinished_rotations(visit.world.rotations)) == 1
    visit.open()
    visit.by_administrator()
    assert visit.place is Place.STOPPED
    assert visit.marks() == [Mark.DONE, Mark.DONE, Mark.DONE, Mark.WAITING]
    assert visit.button("goOnButton").text() == "C&ontinue"
    visit.press("goOnButton")
    assert visit.place is Place.KEPT


def test_a_taking_back_that_failed_is_gone_on_with(visit: Visit):
    changed(visit)
    visit.world.sandbox.faults.add("DeleteAccessKey", Effect.ERROR, count=9)
    visit.press("takeBackButton")
    assert visit.place is Place.STOPPED
    assert not visit.offered("takeBackButton")
    visit.world.sandbox.faults.clear()
    visit.press("goOnButton")
    assert visit.place is Place.DONE
    assert visit.at_aws() == {visit.old: True}


def test_a_deletion_that_failed_is_gone_on_with(visit: Visit):
    changed(visit)
    visit.press("deleteOldKeyButton")
    visit.world.sandbox.faults.add("DeleteAccessKey", Effect.ERROR, count=9)
    visit.press("deleteOldKeyButton")
    assert visit.place is Place.STOPPED
    visit.world.sandbox.faults.clear()
    visit.press("goOnButton")
    assert visit.place is Place.DONE


@pytest.mark.parametrize("way", ["escape", "button", "close"])
def test_what_runs_is_stopped_first_and_nothing_is_lost(visit: Visit, qtbot: QtBot, way: str):
    visit.world.sandbox.faults.add("GetCallerIdentity", answer=UNKNOWN)
    visit.world.sandbox.faults.add("GetCallerIdentity", Effect.SLOW, seconds=1.0)
    visit.by_administrator()
    visit.button("goOnButton").click()
    qtbot.waitUntil(lambda: Mark.RUNNING in visit.marks()[1:2])
    if way == "escape":
        qtbot.keyClick(visit.dialog, Qt.Key.Key_Escape)
    elif way == "button":
        visit.button("leaveRotationButton").click()
    else:
        visit.dialog.close()
    visit.settle()
    assert visit.dialog.isVisible()
    assert visit.place is Place.STOPPED
    visit.world.sandbox.faults.clear()
    visit.press("takeBackButton")
    assert visit.at_aws() == {visit.old: True}


def test_a_keyring_that_refuses_leaves_everything_as_it_was(visit: Visit):
    visit.by_administrator()
    visit.world.vault.refuses = {"put"}
    visit.press("goOnButton")
    assert visit.place is Place.KEYS
    assert visit.problem
    assert visit.at_aws() == {visit.old: True}
    visit.world.vault.refuses = set()
    visit.press("goOnButton")
    assert visit.place is Place.KEPT


def test_profiles_that_cannot_be_saved_stop_it_before_the_old_key_goes_inactive(visit: Visit):
    visit.world.store.failure = Problem(Reason.DISK_FULL, {"path": "settings.json"})
    changed(visit)
    assert visit.place is Place.STOPPED
    assert visit.at_aws()[visit.old]
    visit.world.store.failure = None
    visit.press("goOnButton")
    assert visit.place is Place.KEPT


def test_the_first_page_says_what_the_change_does_unless_one_has_begun(visit: Visit):
    assert "Creates a second key, tests it, then retires the old one." in visit.words
    changed(visit)
    visit.dialog.close()
    visit.open()
    assert "Whose credentials make the changes?" in visit.words
    assert "Creates a second key" not in visit.words


def test_a_key_that_is_not_in_the_keyring_is_told_and_can_be_tried_again(
    qtbot: QtBot, theme: Theme, tasks: Tasks, world: SandboxWorld
):
    world.keys.drop(world.seeded.user.access_key_id)
    visit = Visit(qtbot, theme, tasks, world)
    assert visit.problem
    world.keys.keep(world.seeded.user)
    visit.press("goOnButton")
    assert not visit.problem
    assert "Whose credentials make the changes?" in visit.words
    visit.dialog.close()
    visit.settle()


def test_another_profile_of_the_same_key_is_named(visit: Visit):
    world = visit.world
    world.book.add(replace(world.profile(), id="second", name="second"))
    visit.by_administrator()
    assert "Used by this profile, and by second" in visit.words


@pytest.mark.parametrize("stage", [each for each in RotationStage if each is not RotationStage.KEPT])
def test_the_next_start_offers_to_go_on(qtbot: QtBot, theme: Theme, world: SandboxWorld, stage: RotationStage):
    del theme
    profile = world.book.profiles[0]
    record = RotationRecord(
        "111122223333", "practice", profile.access_key_id, "eu-west-1", world.clock.now(), stage, keys_before=("A",)
    )
    assert profile_of(record, world.book.profiles) == profile
    assert profile_of(record, ()) is None
    dialog = UnfinishedRotation(record, profile)
    qtbot.addWidget(dialog)
    dialog.show()
    assert clashes(texts(dialog)) == []
    assert nameless(dialog) == []
    assert out_of_order(dialog) == []
    with qtbot.waitSignal(dialog.go_on_asked) as asked:
        dialog.findChild(QAbstractButton, "rotationGoOnButton").click()
    assert asked.args == [profile]
    assert not dialog.isVisible()


WAYS: dict[str, Callable[[Visit], object]] = {
    "who": lambda _visit: None,
    "user": lambda visit: visit.press("userActsButton"),
    "keys": lambda visit: visit.by_administrator(),
    "kept": changed,
    "confirm": lambda visit: (changed(visit), visit.press("deleteOldKeyButton")),
    "stopped": lambda visit: (
        visit.world.sandbox.faults.add("UpdateAccessKey", Effect.ERROR, count=9),
        changed(visit),
    ),
    "done": lambda visit: (changed(visit), visit.press("takeBackButton")),
}


@pytest.mark.parametrize("way", list(WAYS))
def test_every_page_has_letters_of_its_own_and_names_for_all(visit: Visit, way: str):
    WAYS[way](visit)
    assert clashes(texts(visit.dialog)) == []
    assert nameless(visit.dialog) == []
    assert out_of_order(visit.dialog) == []
    assert isinstance(visit.dialog.focusWidget(), QWidget)


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("way", list(WAYS))
def test_no_page_cuts_a_text_off(visit: Visit, way: str):
    WAYS[way](visit)
    assert cut_off(visit.dialog) == []


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("stage", [each for each in RotationStage if each is not RotationStage.KEPT])
def test_the_offer_to_go_on_cuts_no_text_off(qtbot: QtBot, world: SandboxWorld, stage: RotationStage):
    profile = world.book.profiles[0]
    record = RotationRecord(
        "111122223333", "practice", profile.access_key_id, "eu-west-1", world.clock.now(), stage, keys_before=("A",)
    )
    dialog = UnfinishedRotation(record, profile)
    qtbot.addWidget(dialog)
    dialog.show()
    assert cut_off(dialog) == []
