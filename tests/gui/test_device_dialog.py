"""The window of a user's MFA devices, over the embedded AWS."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from gui.cut_off import cut_off
from gui.letters import clashes, texts
from gui.nameless import nameless
from gui.reading_order import out_of_order
from hourpass.domain.setup import Draft
from hourpass.domain.setup_record import Record
from hourpass.gui.code_field import CodeField
from hourpass.gui.controls import Card
from hourpass.gui.device_dialog import DeviceDialog
from hourpass.gui.device_rows import DeviceRowView, StrandedRowView
from hourpass.gui.device_window import SIZE, TALLEST
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.sandbox.answers import Answer
from hourpass.sandbox.faults import Effect
from hourpass.services.cancel import Cancel
from hourpass.services.device_care import DeviceCare
from hourpass.services.setup_owner import Owner
from hourpass.services.setup_ports import ThingKind
from hourpass.services.setup_reports import NewDevice
from hourpass.viewmodels.device_list import Place
from services.fakes_sandbox_world import SandboxWorld

PREFIX = "arn:aws:iam::111122223333:mfa/hourpass/"
SELF_CARE = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:*MFADevice*", "Resource": "*"}]}
)


class Visit:
    """Somebody at the window, who has the phones that the world knows."""

    def __init__(self, qtbot: QtBot, theme: Theme, tasks: Tasks, world: SandboxWorld) -> None:
        self._qtbot, self._tasks, self.world = qtbot, tasks, world
        self.dialog = DeviceDialog(theme, tasks, world.tools, world.profile(), practise=self._scan)
        self.scanned = ""
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.settle()

    def _scan(self, device: NewDevice) -> None:
        self.world.phones[device.serial] = device.seed
        self.scanned = device.serial

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self._tasks.idle, timeout=10_000)

    @property
    def place(self) -> Place:
        return self.dialog.place

    @property
    def note(self) -> str:
        return self.dialog.note.text()

    @property
    def problem(self) -> str:
        """What is told to have gone wrong below the page; empty where nothing is."""
        panel = self.dialog.problem.panel
        return panel.accessibleName() if panel.isVisibleTo(self.dialog) else ""

    def button(self, name: str) -> QAbstractButton:
        return find(self.dialog, name)

    def press(self, name: str) -> None:
        """Press what can be pressed, and wait for AWS."""
        button = self.button(name)
        assert button.isVisibleTo(self.dialog)
        assert button.isEnabled()
        button.click()
        self.settle()

    def by_administrator(self) -> None:
        self._qtbot.waitUntil(self.dialog.go_button.isEnabled, timeout=10_000)
        self.press("goOnButton")
        assert self.place is Place.LIST

    def by_user(self, code: str = "") -> None:
        """With the six digits of a code, which go out by themselves, or with none."""
        self.press("userActsButton")
        self.type(self.dialog.who.field, code)
        if not code:
            self.press("goOnButton")

    def row(self, name: str) -> DeviceRowView | StrandedRowView:
        rows = [*self.dialog.rows.findChildren(DeviceRowView), *self.dialog.rows.findChildren(StrandedRowView)]
        for row in rows:
            if any(f"{name}" in label.text() for label in row.findChildren(type(self.dialog.title))):
                return row
        raise AssertionError(name)

    def names(self) -> list[str]:
        return [serial(row).rpartition("/")[2] for row in self.dialog.rows.findChildren(DeviceRowView)]

    def do(self, act: str, name: str) -> None:
        find(self.row(name), f"{act}DeviceButton").click()
        self.settle()

    def type(self, field: CodeField, code: str) -> None:
        line = field.focusProxy()
        assert isinstance(line, QLineEdit)
        self._qtbot.keyClicks(line, code)
        self.settle()

    def pair(self) -> None:
        """Scan the QR code, and type two codes."""
        self.press("practiseButton")
        first, second = self.world.pair(self.scanned)
        self.type(self.dialog.pairing.codes.first, first)
        self.type(self.dialog.pairing.codes.second, second)

    def escape(self) -> None:
        self._qtbot.keyClick(self.dialog, Qt.Key.Key_Escape)
        self.settle()

    def exists(self, name: str) -> bool:
        return self.world.admin.find(ThingKind.DEVICE, PREFIX + name, Cancel()) is not None


def find(root: QWidget, name: str) -> QAbstractButton:
    found = root.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def serial(row: DeviceRowView) -> str:
    return next(label.text() for label in row.findChildren(QWidget) if label.metaObject().className() == "ElidedLabel")


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
    made.dialog.close()
    made.settle()


def test_an_administrator_sees_the_users_devices(visit: Visit):
    assert visit.place is Place.WHO
    assert visit.dialog.windowTitle() == "MFA devices of practice"
    visit.by_administrator()
    assert visit.names() == ["practice-phone"]
    assert "used by this profile" in " ".join(
        label.text().lower() for label in visit.row("practice-phone").findChildren(type(visit.dialog.title))
    )


def test_a_further_device_is_scanned_and_registered(visit: Visit):
    visit.by_administrator()
    visit.press("goOnButton")
    visit.press("goOnButton")
    assert visit.place is Place.PAIR
    visit.pair()
    assert visit.place is Place.LIST
    assert visit.names() == ["practice-phone", "practice-phone-2"]
    assert visit.note.startswith("practice-phone-2 is registered.")
    assert not visit.dialog.pairing.holds_secret


def test_a_wrong_pair_asks_for_two_more_and_loses_nothing(visit: Visit):
    visit.by_administrator()
    visit.press("goOnButton")
    visit.press("goOnButton")
    visit.world.sandbox.faults.add("EnableMFADevice", Effect.NO_ANSWER)
    visit.pair()
    assert visit.place is Place.PAIR
    assert visit.dialog.pairing.holds_secret
    find(visit.dialog.pairing, "sendPairAgainButton").click()
    visit.settle()
    assert visit.names() == ["practice-phone", "practice-phone-2"]


@pytest.mark.parametrize("leave", ["escape", "cancel", "close"])
def test_a_device_that_was_not_registered_is_deleted(visit: Visit, leave: str):
    visit.by_administrator()
    visit.press("goOnButton")
    visit.press("goOnButton")
    assert visit.exists("practice-phone-2")
    if leave == "close":
        visit.dialog.close()
        visit.settle()
        assert not visit.dialog.isVisible()
    else:
        visit.escape() if leave == "escape" else visit.press("leaveDevicesButton")
        assert visit.place is Place.LIST
    assert not visit.dialog.pairing.holds_secret
    assert not visit.exists("practice-phone-2")


def test_what_an_earlier_run_left_can_be_deleted(visit: Visit):
    world = visit.world
    owner = Owner(world.seeded.user_name, world.seeded.account)
    DeviceCare(world.profile(), owner, world.admin, world.tools).create("practice-lost", Cancel())
    visit.by_administrator()
    visit.do("discard", "practice-lost")
    assert not visit.exists("practice-lost")
    assert not visit.dialog.rows.findChildren(StrandedRowView)


def test_a_new_phone_takes_the_old_ones_place_once_a_code_of_it_was_taken(visit: Visit, qtbot: QtBot):
    world = visit.world
    visit.by_administrator()
    visit.do("replace", "practice-phone")
    assert "practice-phone keeps working" in visible_words(visit.dialog.adding)
    visit.press("goOnButton")
    visit.pair()
    assert visit.place is Place.NEW_CODE
    new = visit.dialog.new_code
    assert not new.field.isEnabled()
    world.clock.advance(seconds=30)
    qtbot.waitUntil(new.field.isEnabled)
    visit.type(new.field, "000000")
    assert "AWS refused the code" in new.status.text()
    assert world.seeded.device_serial == world.book.profiles[0].device_serial
    visit.type(new.field, world.code(visit.scanned))
    assert visit.place is Place.LIST
    assert visit.names() == ["practice-phone-2"]
    assert world.book.profiles[0].device_serial == visit.scanned
    assert "has replaced practice-phone" in visit.note


def test_an_old_phone_that_cannot_be_removed_stays_on_the_list_and_the_new_one_is_used(visit: Visit, qtbot: QtBot):
    world = visit.world
    visit.by_administrator()
    visit.do("replace", "practice-phone")
    visit.press("goOnButton")
    visit.pair()
    world.clock.advance(seconds=30)
    qtbot.waitUntil(visit.dialog.new_code.field.isEnabled)
    world.sandbox.faults.add("DeactivateMFADevice", Effect.ERROR, count=9)
    visit.type(visit.dialog.new_code.field, world.code(visit.scanned))
    visit.settle()
    assert visit.place is Place.LIST
    assert visit.problem
    assert sorted(visit.names()) == ["practice-phone", "practice-phone-2"]
    assert world.book.profiles[0].device_serial == visit.scanned
    world.sandbox.faults.clear()
    visit.do("remove", "practice-phone")
    visit.press("confirmRemoveButton")
    assert visit.names() == ["practice-phone-2"]


def test_a_drifted_device_is_synchronised_with_two_codes(visit: Visit):
    visit.by_administrator()
    visit.do("resync", "practice-phone")
    first, second = visit.world.pair(visit.world.seeded.device_serial)
    codes = visit.dialog.codes.codes
    visit.type(codes.first, "123456")
    visit.type(codes.second, "654321")
    assert visit.place is Place.CODES
    assert codes.status()
    visit.type(codes.first, first)
    visit.type(codes.second, second)
    assert visit.place is Place.LIST
    assert "practice-phone is synchronised" in visit.note


def test_removing_the_last_device_is_warned_of_and_asked(visit: Visit):
    visit.by_administrator()
    visit.do("remove", "practice-phone")
    assert visit.place is Place.REMOVE
    assert "only MFA device" in visit.dialog.removing.risk.text()
    assert not visit.dialog.remove_button.isDefault()
    visit.escape()
    assert visit.names() == ["practice-phone"]
    visit.do("remove", "practice-phone")
    visit.press("confirmRemoveButton")
    assert visit.names() == []
    assert visit.note == "practice-phone has been removed."


def test_a_backup_device_can_be_taken_for_the_profile(visit: Visit):
    visit.by_administrator()
    visit.press("goOnButton")
    visit.press("goOnButton")
    visit.pair()
    visit.do("use", "practice-phone-2")
    assert visit.world.book.profiles[0].device_serial == PREFIX + "practice-phone-2"
    assert "practice-phone-2" in visit.note


def test_a_hardware_token_asks_for_its_serial_and_two_codes(visit: Visit, qtbot: QtBot):
    visit.by_administrator()
    visit.press("goOnButton")
    visit.press("tokenKindButton")
    field = visit.dialog.findChild(QLineEdit, "tokenSerialInput")
    qtbot.keyClicks(field, "GAHT")
    assert not visit.dialog.go_button.isEnabled()
    qtbot.keyClicks(field, "12345678")
    visit.press("goOnButton")
    assert visit.place is Place.CODES
    codes = visit.dialog.codes.codes
    visit.type(codes.first, "123456")
    visit.type(codes.second, "123456")
    assert codes.status()
    visit.type(codes.second, "654321")
    assert visit.place is Place.CODES
    assert codes.status(), "the sandbox has no hardware tokens"


def test_the_user_cares_for_its_own_devices_with_a_code(visit: Visit):
    visit.world.allow(SELF_CARE)
    visit.by_user(visit.world.code())
    assert visit.names() == ["practice-phone"]
    visit.press("goOnButton")
    visit.press("goOnButton")
    visit.pair()
    assert visit.names() == ["practice-phone", "practice-phone-2"]


def test_a_user_who_may_not_is_pointed_to_an_administrator(visit: Visit):
    visit.by_user(visit.world.code())
    visit.press("goOnButton")
    visit.press("goOnButton")
    assert visit.place is Place.ADD
    assert "iam:CreateVirtualMFADevice" in visit.problem
    assert "administrator" in visit.note
    visit.escape()
    visit.press("changeActorButton")
    visit.press("adminActsButton")
    visit.by_administrator()
    visit.press("goOnButton")
    visit.press("goOnButton")
    visit.pair()
    assert visit.names() == ["practice-phone", "practice-phone-2"]


def test_a_plain_key_is_told_that_a_code_is_needed(visit: Visit):
    visit.world.allow(SELF_CARE)
    visit.by_user()
    visit.do("remove", "practice-phone")
    visit.press("confirmRemoveButton")
    assert visit.problem
    assert "code" in visit.note
    assert visit.names() == ["practice-phone"]


def test_a_look_that_failed_can_be_repeated_from_where_that_is_said(visit: Visit):
    visit.by_administrator()
    visit.do("remove", "practice-phone")
    visit.world.sandbox.faults.add("ListMFADevices", answer=Answer(403, "AccessDenied", "Not you"))
    visit.press("leaveDevicesButton")
    assert visit.problem
    assert visit.button("retryButton").isDefault()
    assert visit.dialog.focusWidget() is visit.button("retryButton")
    assert visit.dialog.go_button.property("kind") == ""
    visit.press("retryButton")
    assert not visit.problem
    assert visit.dialog.go_button.property("kind") == "primary"
    assert visit.dialog.go_button.isDefault()
    assert visit.names() == ["practice-phone"]


def test_the_card_of_the_devices_is_no_taller_than_they_are(visit: Visit, theme: Theme, qtbot: QtBot):
    theme.apply()  # its line takes room as well
    visit.by_administrator()
    [row] = visit.dialog.rows.findChildren(DeviceRowView)
    card = visit.dialog.rows.findChild(Card)
    qtbot.waitUntil(lambda: row.height() < card.height() < row.height() + 60)
    assert card.height() < visit.dialog.rows.height() / 2
    area = visit.dialog.rows.findChild(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0


def test_a_refused_code_is_asked_for_again(visit: Visit):
    visit.by_user("000000")
    assert visit.place is Place.WHO
    assert visit.problem
    assert visit.dialog.who.field.digits() == ""
    visit.type(visit.dialog.who.field, visit.world.code())
    assert visit.names() == ["practice-phone"]


def test_an_administrator_of_another_account_is_refused(qtbot: QtBot, theme: Theme, tasks: Tasks, world: SandboxWorld):
    draft = Draft("1a2b3c4d", "999988887777", "practice", "practice-phone")
    record = Record(draft, world.clock.now(), access_key_id=world.seeded.user.access_key_id)
    world.journal.write(record)
    visit = Visit(qtbot, theme, tasks, world)
    panel = visit.dialog.who.findChild(ProblemPanel)
    qtbot.waitUntil(lambda: panel.isVisibleTo(visit.dialog), timeout=10_000)
    assert "999988887777" in panel.accessibleName()
    qtbot.waitUntil(lambda: not panel.visibleRegion().isEmpty())
    assert not visit.dialog.go_button.isEnabled()
    visit.dialog.close()


def test_a_key_that_is_gone_is_told_and_can_be_tried_again(
    qtbot: QtBot, theme: Theme, tasks: Tasks, world: SandboxWorld
):
    world.keys.drop(world.seeded.user.access_key_id)
    visit = Visit(qtbot, theme, tasks, world)
    assert visit.problem
    world.keys.keep(world.seeded.user)
    visit.press("goOnButton")
    assert visit.dialog.windowTitle() == "MFA devices of practice"
    assert not visit.problem
    visit.dialog.close()


def test_return_in_the_code_field_does_what_the_button_does(visit: Visit, qtbot: QtBot):
    visit.press("userActsButton")
    line = visit.dialog.who.field.focusProxy()
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "123")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    visit.settle()
    assert visit.place is Place.WHO, "an unfinished code is not sent"
    line.clear()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    visit.settle()
    assert visit.place is Place.LIST


@pytest.mark.usefixtures("language")
def test_what_went_wrong_for_one_is_not_held_against_the_other(visit: Visit, qtbot: QtBot, theme: Theme):
    theme.apply()
    button = visit.dialog.go_button.geometry()
    visit.by_user("000000")
    assert visit.problem
    qtbot.waitUntil(lambda: not visit.dialog.problem.visibleRegion().isEmpty())
    page = visit.dialog._pages.currentWidget().verticalScrollBar()
    qtbot.waitUntil(lambda: page.maximum() == 0)
    after = visit.dialog.go_button.geometry()  # further down at most, where no other button was
    assert (after.left(), after.right()) == (button.left(), button.right())
    visit.button("adminActsButton").click()
    assert not visit.problem
    assert visit.note == ""


def test_of_a_user_that_only_assumes_its_role_it_is_said_that_it_cannot_help_itself(
    qtbot: QtBot, theme: Theme, tasks: Tasks, world: SandboxWorld
):
    def hinted() -> bool:
        visit = Visit(qtbot, theme, tasks, world)
        hint = visit.dialog.who.findChild(QLabel, "userMayNotHint")
        assert hint is not None
        assert not visit.dialog.who.by_user
        shown = hint.isVisibleTo(visit.dialog)
        visit.press("userActsButton")
        said = [label.text() for label in visit.dialog.who.findChildren(QLabel) if label.isVisibleTo(visit.dialog)]
        assert any("its own devices" in text for text in said) is not shown, "one hint is enough"
        visit.dialog.close()
        visit.settle()
        return shown

    assert not hinted()
    draft = Draft("1a2b3c4d", world.seeded.account, "practice", "practice-phone")
    world.journal.write(Record(draft, world.clock.now(), access_key_id=world.seeded.user.access_key_id))
    assert hinted()


def test_no_button_comes_to_stand_where_another_one_was_pressed(visit: Visit, qtbot: QtBot):
    def places() -> dict[str, tuple[int, int]]:
        """From where to where across the window: further down they may come, as it grows."""
        shown = (visit.dialog.leave_button, visit.dialog.go_button)
        return {each.objectName(): (each.x(), each.width()) for each in shown if each.isVisible()}

    def stay(expected: dict[str, tuple[int, int]]) -> None:
        qtbot.waitUntil(lambda: places() == expected)

    visit.by_administrator()
    QApplication.processEvents()
    first = places()
    assert set(first) == {"leaveDevicesButton", "goOnButton"}
    visit.press("goOnButton")
    stay(first)
    visit.press("goOnButton")
    assert visit.place is Place.PAIR
    stay(first)
    assert not visit.dialog.go_button.isEnabled()  # its codes go out by themselves
    visit.escape()
    visit.do("remove", "practice-phone")
    stay({"leaveDevicesButton": first["leaveDevicesButton"]})
    visit.escape()
    stay(first)


def type_keys(visit: Visit, qtbot: QtBot, *, typed: bool = True) -> None:
    combo = visit.dialog.findChild(QComboBox, "adminProfileCombo")
    qtbot.waitUntil(lambda: combo.count() > 1)
    visit.settle()
    index = combo.count() - 1 if typed else 0
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def test_the_window_begins_low_and_grows_for_the_fields_that_are_asked_for(visit: Visit, qtbot: QtBot):
    bar = visit.dialog._pages.currentWidget().verticalScrollBar()
    assert visit.dialog.height() == SIZE[1]
    type_keys(visit, qtbot)
    qtbot.waitUntil(lambda: visit.dialog.height() > SIZE[1] and bar.maximum() == 0)
    grown = visit.dialog.height()
    assert grown <= TALLEST
    type_keys(visit, qtbot, typed=False)
    visit.by_administrator()
    assert visit.dialog.height() == grown


def test_a_size_that_the_person_gave_stays(visit: Visit, qtbot: QtBot):
    visit.dialog.resize(760, 470)
    type_keys(visit, qtbot)
    bar = visit.dialog._pages.currentWidget().verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    QApplication.processEvents()
    assert visit.dialog.size().toTuple() == (760, 470)


def test_the_phone_names_the_account_as_it_does_in_the_wizard(visit: Visit):
    visit.by_administrator()
    visit.press("goOnButton")
    visit.press("goOnButton")
    visit.press("showSecretButton")
    assert "practice-phone-2@acme-practice" in visible_words(visit.dialog)


def test_without_an_administrator_the_account_goes_by_its_number(visit: Visit):
    visit.dialog.who.chooser.check.forget()
    visit.world.allow(SELF_CARE)
    visit.by_user(visit.world.code())
    visit.press("goOnButton")
    visit.press("goOnButton")
    visit.press("showSecretButton")
    assert "practice-phone-2@111122223333" in visible_words(visit.dialog)


def test_a_code_of_the_registration_is_not_taken_for_a_resync(visit: Visit):
    visit.by_administrator()
    visit.press("goOnButton")
    visit.press("goOnButton")
    visit.pair()
    visit.do("resync", "practice-phone-2")
    codes = visit.dialog.codes.codes
    used = visit.world.code(visit.scanned)
    visit.type(codes.first, used)
    assert "already used" in codes.status()
    assert not codes.second.isEnabled()
    visit.world.clock.advance(seconds=60)
    first, second = visit.world.pair(visit.scanned)
    visit.type(codes.first, first)
    visit.type(codes.second, second)
    assert "is synchronised" in visit.note


def test_devices_that_are_gone_are_told_of(visit: Visit):
    gone: list[str] = []
    visit.dialog.device_gone.connect(gone.append)
    visit.by_administrator()
    visit.press("goOnButton")
    visit.press("goOnButton")
    visit.press("practiseButton")
    visit.escape()
    assert gone == [visit.scanned], "not registered, so it is deleted"
    visit.do("remove", "practice-phone")
    visit.press("confirmRemoveButton")
    assert gone == [visit.scanned, visit.world.seeded.device_serial]


def test_that_hourpass_stops_making_codes_is_said_before(qtbot: QtBot, theme: Theme, tasks: Tasks, world: SandboxWorld):
    world.book.replace(world.profile(makes_codes=True))
    visit = Visit(qtbot, theme, tasks, world)
    visit.by_administrator()
    assert "Hourpass generates its codes" in visible_words(visit.row("practice-phone"))
    visit.do("replace", "practice-phone")
    assert "stops generating codes" in visible_words(visit.dialog)
    visit.dialog.close()
    visit.settle()


WAYS: dict[str, Callable[[Visit], None]] = {
    "who": lambda _visit: None,
    "user": lambda visit: visit.press("userActsButton"),
    "list": lambda visit: visit.by_administrator(),
    "add": lambda visit: (visit.by_administrator(), visit.press("goOnButton"))[0],
    "pair": lambda visit: (visit.by_administrator(), visit.press("goOnButton"), visit.press("goOnButton"))[0],
    "codes": lambda visit: (visit.by_administrator(), visit.do("resync", "practice-phone"))[0],
    "remove": lambda visit: (visit.by_administrator(), visit.do("remove", "practice-phone"))[0],
}


@pytest.mark.parametrize("way", list(WAYS))
def test_every_page_has_letters_of_its_own_and_names_for_all(visit: Visit, way: str):
    WAYS[way](visit)
    assert clashes(texts(visit.dialog)) == []
    assert nameless(visit.dialog) == []
    assert out_of_order(visit.dialog) == []


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("way", list(WAYS))
def test_no_page_cuts_a_text_off(visit: Visit, way: str):
    WAYS[way](visit)
    assert cut_off(visit.dialog) == []


def test_nothing_destroys_by_return(visit: Visit, qtbot: QtBot):
    visit.by_administrator()
    visit.do("remove", "practice-phone")
    qtbot.keyClick(visit.dialog.focusWidget() or visit.dialog, Qt.Key.Key_Return)
    visit.settle()
    assert visit.place is Place.REMOVE
    visit.press("leaveDevicesButton")
    assert visit.names() == ["practice-phone"]


def visible_words(root: QWidget) -> str:
    return " ".join(
        label.text() for label in root.findChildren(QWidget) if hasattr(label, "text") and label.isVisibleTo(root)
    )
