"""The removal's dialog over the embedded AWS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from gui.cut_off import cut_off
from gui.letters import clashes, texts
from gui.nameless import nameless
from gui.reading_order import out_of_order
from hourpass.domain.credentials import Keys
from hourpass.domain.setup import Draft, Mode
from hourpass.domain.setup_plan import ApiCall, StepKind
from hourpass.domain.setup_record import Record
from hourpass.gui import own_size, removal_dialog
from hourpass.gui.controls import StatusLine
from hourpass.gui.dialog import TITLE_BAR
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.removal_dialog import RemovalDialog
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.marks import Mark
from hourpass.gui.wizard.progress_list import ProgressList
from hourpass.gui.wording.removal import item_detail, item_state, item_title, obstacle_text
from hourpass.sandbox.answers import Answer
from hourpass.services.cancel import Cancel
from hourpass.services.removal_list import Item, ItemCondition, ItemKind, Obstacle, ObstacleKind
from hourpass.services.setup_ports import AdminKind, AdminProfile
from hourpass.viewmodels.removal_view import Place, RemovalRow
from services.fakes_removal import ALLOW, NAME, RemovalWorld, across, draft

DENIED = Answer(403, "AccessDenied", "not today")
ADMIN, PARTNER = "admin", "partner-admin"


SESSION = Draft("00000001", "111122223333", NAME, f"{NAME}-phone", Mode.SESSION)
"""The quicker of the two setups."""


class BothAdmins:
    """Profiles of the administrators of both accounts."""

    def __init__(self, world: RemovalWorld) -> None:
        self._keys = {ADMIN: world.seeded.admin, PARTNER: world.seeded.partner_admin}

    def profiles(self) -> tuple[AdminProfile, ...]:
        return tuple(AdminProfile(name, AdminKind.KEYS, "eu-west-1") for name in self._keys)

    def keys(self, profile: str, code: str, cancel: Cancel) -> Keys:  # noqa: ARG002 (the port's signature)
        return self._keys[profile]


class Opened:
    """The dialog and short ways to its parts."""

    def __init__(self, bot: QtBot, theme: Theme, tasks: Tasks, world: RemovalWorld, record: Record | None) -> None:
        self.bot, self.tasks, self.world = bot, tasks, world
        tools = replace(world.tools, files=BothAdmins(world), journal=world.journal)
        self.dialog = RemovalDialog(theme, tasks, tools, NAME, world.seeded.account, record)
        bot.addWidget(self.dialog)
        self.removed: list[str] = []
        self.dialog.removed.connect(self.removed.append)
        self.devices_gone: list[str] = []
        self.dialog.device_gone.connect(self.devices_gone.append)
        self.dialog.show()
        self.settle()

    def settle(self) -> None:
        self.bot.waitUntil(lambda: self.tasks.idle, timeout=20_000)

    def button(self, name: str) -> QPushButton:
        found = self.dialog.findChild(QPushButton, name)
        assert found is not None
        return found

    def press(self, name: str) -> None:
        button = self.button(name)
        assert button.isVisible()
        assert button.isEnabled()
        button.click()
        self.settle()

    def go_on(self) -> None:
        self.press("continueRemovalButton")

    def confirm(self, typed: str = NAME) -> None:
        field = self.dialog.findChild(QLineEdit, "removeConfirmInput")
        assert field is not None
        field.clear()
        self.bot.keyClicks(field, typed)

    def choose_partner(self) -> None:
        combo = self.dialog.findChild(QComboBox, "roleAdminProfileCombo")
        assert combo is not None
        combo.setCurrentIndex(1)
        combo.activated.emit(1)
        self.bot.waitUntil(lambda: self.button("continueRemovalButton").isEnabled(), timeout=20_000)

    @property
    def place(self) -> Place:
        return self.dialog._view.place

    @property
    def list(self) -> ProgressList:
        found = self.dialog.findChild(ProgressList, "removeList")
        assert found is not None
        return found

    @property
    def marks(self) -> list[Mark]:
        return [line.mark for line in self.list.lines()]


Open = Callable[..., Opened]


@pytest.fixture
def world() -> Iterator[RemovalWorld]:
    made = RemovalWorld()
    yield made
    made.close()


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, world: RemovalWorld) -> Iterator[Open]:
    tasks = Tasks()

    def build(wanted: Draft | None = None, *, recorded: bool = True) -> Opened:
        record = world.make(wanted or draft(world))
        if not recorded:
            world.journal.remove(record.draft.id)
        return Opened(qtbot, theme, tasks, world, record if recorded else None)

    yield build
    assert tasks.close()


@pytest.mark.parametrize("recorded", [True, False])
def test_what_was_set_up_is_listed_confirmed_and_deleted(opened: Open, world: RemovalWorld, recorded: bool):
    before = world.standing()
    shown = opened(recorded=recorded)
    assert shown.place is Place.ADMIN
    shown.go_on()
    assert shown.place is Place.CONFIRM
    assert len(shown.list.lines()) == 7
    assert set(shown.marks) == {Mark.LISTED}
    shown.confirm()
    shown.press("removeButton")
    assert shown.place is Place.GONE
    assert set(shown.marks) == {Mark.DONE}
    assert world.standing() == before
    assert shown.removed == ["profile-00000001"]
    [serial] = shown.devices_gone
    assert serial.startswith(f"arn:aws:iam::{world.seeded.account}:mfa/")
    close = shown.dialog.findChild(QPushButton, "closeRemovalButton")
    assert (close.property("kind"), close.isDefault()) == ("primary", True)
    close.click()
    assert not shown.dialog.isVisible()


def test_a_list_for_which_the_screen_has_room_does_not_scroll(
    qtbot: QtBot, opened: Open, world: RemovalWorld, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(removal_dialog, "SIZE", (720, 560))
    shown = opened()
    for group in ("a" * 90,):  # two lines
        world.somebody.create_group(GroupName=group)
        world.somebody.add_user_to_group(GroupName=group, UserName=NAME)
    shown.go_on()
    bar = shown.list.verticalScrollBar()
    qtbot.waitUntil(lambda: shown.dialog.height() > 560 and bar.maximum() == 0)
    shown.dialog.resize(720, 560)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert shown.dialog.height() == 560  # as the person wants it


def test_on_a_low_screen_rows_come_closer_together_so_that_the_last_one_is_seen(
    qtbot: QtBot, theme: Theme, opened: Open, world: RemovalWorld, monkeypatch: pytest.MonkeyPatch
):
    shown = opened()
    shown.go_on()
    rows = shown.list
    qtbot.waitUntil(lambda: rows.count() > 5 and rows.verticalScrollBar().maximum() == 0)
    usual, loose = rows.sizeHintForRow(0), rows.height() - rows.count() * rows.sizeHintForRow(0)
    low = QRect(0, 0, 1400, shown.dialog.height() - loose - 3 * rows.count() + TITLE_BAR)
    shown.press("closeRemovalButton")
    monkeypatch.setattr(own_size, "screen_room", lambda _window: low)
    shown = Opened(qtbot, theme, shown.tasks, world, None)
    shown.go_on()
    rows = shown.list
    qtbot.waitUntil(lambda: rows.count() > 5 and rows.verticalScrollBar().maximum() == 0)
    assert rows.sizeHintForRow(0) < usual
    assert shown.dialog.height() <= low.height() - TITLE_BAR


def said(shown: Opened) -> str:
    return " ".join(label.text() for label in shown.dialog.findChildren(QLabel) if label.isVisible())


def test_an_unfinished_setup_is_undone_without_a_name_to_type(
    qtbot: QtBot, theme: Theme, world: RemovalWorld, opened: Open
):
    before = world.standing()
    record = world.make(draft(world), until=StepKind.CREATE_POLICY)
    tasks = Tasks()
    shown = Opened(qtbot, theme, tasks, world, record)
    assert shown.dialog.windowTitle() == f"Undo the setup of “{NAME}”"
    assert "created in account 111122223333 so far" in said(shown)
    shown.go_on()
    field = shown.dialog.findChild(QLineEdit, "removeConfirmInput")
    assert field is not None
    assert not field.isVisible()
    assert shown.button("removeButton").text() == "&Undo the setup"
    shown.press("removeButton")
    assert shown.place is Place.GONE
    assert shown.dialog.windowTitle() == f"The setup of “{NAME}” is undone"
    assert world.standing() == before
    assert tasks.close()


def test_it_is_called_by_what_goes_and_names_the_profile_that_leaves(opened: Open, world: RemovalWorld):
    shown = opened()
    assert shown.dialog.windowTitle() == f"Remove what Hourpass set up for “{NAME}”"
    assert "stays" not in said(shown)
    [profile] = [each.name for each in world.book.profiles if each.id == "profile-00000001"]
    shown.go_on()
    assert f"The profile “{profile}” uses it and is removed from Hourpass." in said(shown)
    assert "The access key is deleted from the keyring." in said(shown)


def test_of_an_existing_user_it_says_from_the_first_page_that_it_stays(opened: Open, world: RemovalWorld):
    world.somebody.create_user(UserName=NAME)
    role_account = world.seeded.partner_account
    shown = opened(replace(across(world), existing_user_path="/"))
    assert "The user existed before Hourpass and stays." in said(shown)
    shown.go_on()
    assert shown.place is Place.ROLE_ADMIN
    assert "once the user is gone" not in said(shown)
    shown.choose_partner()
    shown.go_on()
    assert "The user existed before Hourpass and stays" in said(shown)
    assert f"from accounts 111122223333 and {role_account}" in said(shown)


def test_a_left_role_is_said_to_be_of_no_use_where_the_user_goes(opened: Open, world: RemovalWorld):
    shown = opened(across(world))
    shown.go_on()
    assert "once the user is gone" in said(shown)


def test_only_the_exact_name_lets_the_button_be_pressed(opened: Open):
    shown = opened(SESSION)
    shown.go_on()
    button = shown.button("removeButton")
    for typed, allowed in (("", False), (NAME[:-1], False), (NAME.upper(), False), (NAME, True)):
        shown.confirm(typed)
        assert button.isEnabled() is allowed
    assert button.property("kind") == "danger"
    assert not button.isDefault()
    assert not button.autoDefault()


def test_enter_in_the_confirmation_deletes_nothing(opened: Open, world: RemovalWorld):
    shown = opened(SESSION)
    shown.go_on()
    before = world.standing()
    shown.confirm()
    field = shown.dialog.findChild(QLineEdit, "removeConfirmInput")
    assert field is not None
    shown.bot.keyClick(field, Qt.Key.Key_Return)
    shown.settle()
    assert shown.place is Place.CONFIRM
    assert world.standing() == before


def test_the_confirmation_has_the_keyboard_and_the_list_tells_the_arns(opened: Open):
    shown = opened(SESSION)
    shown.go_on()
    assert shown.dialog.focusWidget() is shown.dialog.findChild(QLineEdit, "removeConfirmInput")
    assert shown.list.lines()[-1].detail == f"iam:DeleteUser · arn:aws:iam::111122223333:user/hourpass/{NAME}"


def test_esc_closes_without_a_question_and_changes_nothing(opened: Open, world: RemovalWorld):
    shown = opened(SESSION)
    shown.go_on()
    before = world.standing()
    shown.confirm()
    shown.bot.keyClick(shown.dialog, Qt.Key.Key_Escape)
    assert not shown.dialog.isVisible()
    assert world.standing() == before


@pytest.mark.parametrize("recorded", [True, False])
def test_a_role_in_another_account_asks_for_its_administrator(opened: Open, world: RemovalWorld, recorded: bool):
    before = world.standing()
    shown = opened(across(world), recorded=recorded)
    shown.go_on()
    assert shown.place is Place.ROLE_ADMIN
    combo = shown.dialog.findChild(QComboBox, "roleAdminProfileCombo")
    assert combo is not None
    assert combo.currentIndex() == 1  # the first one has just served for the user's account
    shown.bot.waitUntil(lambda: shown.button("continueRemovalButton").isEnabled(), timeout=20_000)
    shown.go_on()
    assert shown.place is Place.CONFIRM
    shown.confirm()
    shown.press("removeButton")
    assert shown.place is Place.GONE
    assert world.standing() == before


def test_a_role_in_another_account_may_be_left_there(opened: Open, world: RemovalWorld):
    shown = opened(across(world))
    shown.go_on()
    leave = shown.dialog.findChild(QCheckBox, "leaveRoleCheck")
    assert leave is not None
    leave.setChecked(True)
    shown.go_on()
    shown.confirm()
    shown.press("removeButton")
    assert shown.place is Place.GONE
    assert f"arn:aws:iam::{world.seeded.partner_account}:role/hourpass/{NAME}-s3" in world.standing()


def test_what_is_left_says_why_and_is_tried_again(opened: Open, world: RemovalWorld):
    before = world.standing()
    shown = opened()
    shown.go_on()
    shown.confirm()
    world.sandbox.faults.add("DeleteRole", answer=DENIED)
    shown.press("removeButton")
    assert shown.place is Place.LEFT
    assert shown.marks.count(Mark.FAILED) == 1
    assert "DeleteRole" in shown.list.lines()[4].detail
    bar = shown.dialog.findChild(QProgressBar)
    assert bar.isVisible()
    assert 0 < bar.value() < bar.maximum()
    assert shown.removed == []
    shown.go_on()
    assert shown.place is Place.GONE
    assert shown.dialog.windowTitle() == f"What Hourpass set up for “{NAME}” is removed"
    assert not bar.isVisible()
    assert world.standing() == before
    assert shown.removed == ["profile-00000001"]


def test_what_is_in_the_way_is_named_and_looked_for_again(opened: Open, world: RemovalWorld):
    shown = opened(SESSION)
    world.somebody.put_user_policy(UserName=NAME, PolicyName="more", PolicyDocument=ALLOW)
    shown.go_on()
    named = shown.dialog.findChild(QLabel, "removeObstacles")
    assert named is not None
    assert named.isVisible()
    assert "more" in named.text()
    world.somebody.delete_user_policy(UserName=NAME, PolicyName="more")
    shown.press("lookAgainButton")
    assert shown.place is Place.CONFIRM
    assert not named.isVisible()


def test_what_was_left_for_what_hangs_on_it_gives_that_as_its_reason(opened: Open, world: RemovalWorld):
    shown = opened(SESSION)
    world.somebody.create_group(GroupName="reports")
    world.somebody.add_user_to_group(GroupName="reports", UserName=NAME)
    shown.go_on()
    assert "the rest can be deleted now" in said(shown)
    shown.confirm()
    shown.press("removeButton")
    assert shown.place is Place.LEFT
    failed = [line.detail for line in shown.list.lines() if line.mark is Mark.FAILED]
    assert failed == [f"The user “{NAME}” is in the group “reports”. Remove it from the group."]
    assert "the rest can be deleted now" not in said(shown)
    assert shown.dialog.findChild(StatusLine, "removeStatus").text().startswith(f"1 of {len(shown.marks)} ")


def test_a_look_that_fails_says_why_and_can_be_repeated(opened: Open, world: RemovalWorld):
    shown = opened(SESSION)
    world.sandbox.faults.add("ListUserPolicies", answer=DENIED)
    shown.go_on()
    assert shown.place is Place.NOT_SEEN
    assert any(panel.isVisible() for panel in shown.dialog.findChildren(ProblemPanel))
    shown.go_on()
    assert shown.place is Place.CONFIRM
    assert not any(panel.isVisible() for panel in shown.dialog.findChildren(ProblemPanel))


def test_expired_credentials_lead_back_to_signing_in_and_on(opened: Open, world: RemovalWorld):
    before = world.standing()
    shown = opened(SESSION)
    shown.go_on()
    shown.confirm()
    world.sandbox.faults.add("*", answer=Answer(403, "ExpiredToken", "over"), count=1000)
    shown.press("removeButton")
    world.sandbox.faults.clear()
    assert shown.place is Place.LEFT
    assert shown.button("continueRemovalButton").text() == "&Sign in again"
    shown.go_on()
    assert shown.place is Place.ADMIN
    shown.go_on()
    assert shown.place is Place.CONFIRM
    assert shown.button("removeButton").isEnabled()  # what was typed stands
    shown.press("removeButton")
    assert shown.place is Place.GONE
    assert world.standing() == before


def test_nothing_found_is_said(qtbot: QtBot, theme: Theme, world: RemovalWorld):
    tasks = Tasks()
    shown = Opened(qtbot, theme, tasks, world, None)
    shown.go_on()
    assert shown.place is Place.NOTHING
    assert not shown.button("removeButton").isVisible()
    assert tasks.close()


def test_a_record_whose_things_are_gone_already_is_let_go_at_once(opened: Open, world: RemovalWorld):
    shown = opened(SESSION)
    [record] = world.journal.records()
    other = world.removal()
    keep = world.journal.records()
    other.remove(other.of_record(record, Cancel()), lambda _report: None, Cancel())
    for each in keep:
        world.journal.write(each)
    shown.go_on()
    shown.settle()
    assert shown.place is Place.GONE
    assert world.journal.records() == ()


class SlowPause:
    """Waits until it is let, or given up."""

    def __init__(self) -> None:
        self.reached = Event()

    def __call__(self, _seconds: float, cancel: Cancel) -> None:
        woken = Event()
        cancel.on_request(woken.set)
        self.reached.set()
        assert woken.wait(10)
        cancel.check()


def test_esc_while_it_runs_stops_it_and_the_rest_is_left(qtbot: QtBot, theme: Theme, world: RemovalWorld, opened: Open):
    record = world.make(draft(world, Mode.SESSION))
    slow: Any = SlowPause()
    world.tools = replace(world.tools, pause=slow)
    tasks = Tasks()
    shown = Opened(qtbot, theme, tasks, world, record)
    shown.go_on()
    shown.confirm()
    world.sandbox.faults.add("DeleteUser", answer=Answer(409, "DeleteConflict", "wait"), count=1000)
    shown.button("removeButton").click()
    assert slow.reached.wait(20)
    shown.bot.waitUntil(lambda: shown.marks.count(Mark.DONE) == 3)
    shown.bot.keyClick(shown.dialog, Qt.Key.Key_Escape)
    shown.settle()
    assert shown.dialog.isVisible()
    assert shown.place is Place.LEFT
    assert shown.marks.count(Mark.DONE) == 3
    assert shown.removed == []
    shown.bot.keyClick(shown.dialog, Qt.Key.Key_Escape)
    assert not shown.dialog.isVisible()
    assert tasks.close()


def test_everything_has_a_name_and_no_two_letters_are_the_same(opened: Open, world: RemovalWorld):
    shown = opened(across(world))
    world.somebody.put_user_policy(UserName=NAME, PolicyName="more", PolicyDocument=ALLOW)

    def check(place: Place) -> None:
        assert shown.place is place
        assert nameless(shown.dialog) == []
        assert out_of_order(shown.dialog) == []
        assert clashes(texts(shown.dialog)) == []

    check(Place.ADMIN)
    shown.go_on()
    check(Place.ROLE_ADMIN)
    shown.choose_partner()
    shown.go_on()
    check(Place.CONFIRM)
    shown.confirm()
    shown.press("removeButton")
    check(Place.LEFT)


@pytest.mark.usefixtures("language")
def test_no_page_cuts_a_text_off(opened: Open, world: RemovalWorld):
    shown = opened(across(world))
    world.somebody.put_user_policy(UserName=NAME, PolicyName="more", PolicyDocument=ALLOW)
    cut = {Place.ADMIN: cut_off(shown.dialog)}
    shown.go_on()
    cut[shown.place] = cut_off(shown.dialog)
    shown.choose_partner()
    shown.go_on()
    cut[shown.place] = cut_off(shown.dialog)
    shown.confirm()
    shown.press("removeButton")
    cut[shown.place] = cut_off(shown.dialog)
    assert cut == {Place.ADMIN: [], Place.ROLE_ADMIN: [], Place.CONFIRM: [], Place.LEFT: []}


def test_typed_keys_share_no_letter_with_the_buttons(opened: Open):
    shown = opened(SESSION)
    combo = shown.dialog.findChild(QComboBox, "adminProfileCombo")
    assert combo is not None
    combo.setCurrentIndex(combo.count() - 1)
    combo.activated.emit(combo.count() - 1)
    assert clashes(texts(shown.dialog)) == []
    assert not shown.button("continueRemovalButton").isEnabled()


@pytest.mark.parametrize("kind", list(ItemKind))
@pytest.mark.parametrize("condition", list(ItemCondition))
def test_every_thing_is_said_in_every_condition(qapp: object, kind: ItemKind, condition: ItemCondition):
    row = RemovalRow(Item(kind, "reader", "arn:aws:iam::111122223333:user/reader", (ApiCall("Delete"),)), condition)
    assert "reader" in item_title(row)
    assert item_detail(row)
    assert item_state(row)


@pytest.mark.parametrize("kind", list(ObstacleKind))
def test_every_obstacle_says_whose_it_is_and_what_to_do(qapp: object, kind: ObstacleKind):
    said = obstacle_text(Obstacle(kind, "ours", "theirs"))
    assert "ours" in said
    assert ("theirs" in said) is (kind is not ObstacleKind.USER_PASSWORD)
    assert said.count(".") >= 2
