from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Hop, Method, Profile
from hourpass.domain.profile_flaws import Field
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.profile_dialog import ProfileDialog
from hourpass.gui.profile_form_rows import EditableCombo
from hourpass.gui.question import Question
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Device, DeviceKind

KEY = "AKIAIOSFODNN7EXAMPLE"
ROLE = "arn:aws:iam::111122223333:role/s3-reader"
PHONE = Device("arn:aws:iam::111122223333:mfa/maya-phone", DeviceKind.VIRTUAL)
PASSKEY = Device("arn:aws:iam::111122223333:u2f/user/maya/key-ABC", DeviceKind.PASSKEY)
HELD = Profile("id-1", "reports-reader", KEY, Method.ROLE, ROLE, PHONE.serial, region="eu-west-1")


class FakeDevices:
    """Answers look-ups; remembers with what it was asked."""

    def __init__(self, *found: Device, problem: Reason | None = None) -> None:
        self._found, self._problem = found, problem
        self.asked: list[tuple[LongTermKeys | str, str]] = []

    def __call__(self, keys: LongTermKeys | str, region: str, _cancel: Cancel) -> tuple[Device, ...]:
        self.asked.append((keys, region))
        if self._problem:
            raise HourpassError(Problem(self._problem))
        return self._found


class Opened:
    """A dialog and short ways to its parts."""

    def __init__(self, qtbot: QtBot, dialog: ProfileDialog) -> None:
        self.bot, self.dialog = qtbot, dialog
        self.results: list[tuple[Profile, LongTermKeys | None]] = []
        dialog.saved.connect(lambda profile, keys: self.results.append((profile, keys)))

    def line(self, name: str) -> QLineEdit:
        return self.dialog.findChild(QLineEdit, name)

    def combo(self, name: str) -> QComboBox:
        return self.dialog.findChild(QComboBox, name)

    def click(self, name: str) -> None:
        self.dialog.findChild(QPushButton, name).click()

    def note(self, field: Field) -> str:
        return self.dialog.fields.rows[field].note

    def fill(self, **more: str) -> None:
        for name, text in (
            {"profileNameInput": "reports", "secretAccessKeyInput": "s3cret", "roleArnInput": ROLE} | more
        ).items():
            self.line(name).setText(text)
        self.combo("accessKeyIdInput").setEditText(KEY)


Open = Callable[..., Opened]


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, tasks: Tasks):
    def build(
        profile: Profile | None = None,
        devices: FakeDevices | None = None,
        key_ids: tuple[str, ...] = (),
        lost_key_id: str = "",
    ) -> Opened:
        dialog = ProfileDialog(
            theme,
            tasks,
            profile=profile,
            other_names=frozenset({"taken"}),
            key_ids=key_ids,
            lost_key_id=lost_key_id,
            look_up_devices=devices or FakeDevices(),
        )
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        return Opened(qtbot, dialog)

    return build


def test_a_filled_in_arn_is_shown_from_its_beginning(opened: Open):
    field = opened(HELD).combo("deviceInput").lineEdit()
    assert field is not None
    assert (field.text(), field.cursorPosition()) == (PHONE.serial, 0)


def test_a_long_serial_shows_what_names_the_device_unless_it_is_typed_in(opened: Open):
    serial = f"arn:aws:iam::111122223333:mfa/{'division/' * 8}maya-phone"
    it = opened(replace(HELD, device_serial=serial))
    combo = it.combo("deviceInput")
    assert isinstance(combo, EditableCombo)
    field = combo.text_field()
    assert field.shown.startswith("arn:aws:iam")
    assert field.shown.endswith("maya-phone")
    assert field.shown != serial
    elided = field.grab().toImage()
    combo.setFocus()
    field.deselect()
    assert field.grab().toImage() != elided
    assert field.text() == serial


def test_a_short_serial_is_shown_as_it_is(opened: Open):
    combo = opened(replace(HELD, device_serial="GAHT12345678")).combo("deviceInput")
    assert isinstance(combo, EditableCombo)
    assert combo.text_field().shown == "GAHT12345678"


def test_the_rarer_fields_begin_below_the_others(opened: Open):
    it = opened(HELD, key_ids=(KEY,))
    it.dialog.findChild(QToolButton, "moreButton").setChecked(True)
    it.bot.waitUntil(it.line("sessionNameInput").isVisible)
    names = ("profileNameInput", "roleArnInput", "sessionNameInput", "externalIdInput")
    assert len({(it.line(name).mapTo(it.dialog, QPoint()).x(), it.line(name).width()) for name in names}) == 1


def test_saving_hands_over_the_profile_and_the_typed_keys(opened: Open):
    it = opened()
    it.fill()
    it.combo("deviceInput").setEditText(PHONE.serial)
    it.combo("durationInput").setCurrentIndex(4)
    it.combo("durationInput").activated.emit(4)
    it.click("saveProfileButton")
    [(profile, keys)] = it.results
    assert (profile.name, profile.access_key_id, profile.role_arn, profile.device_serial) == (
        "reports",
        KEY,
        ROLE,
        PHONE.serial,
    )
    assert profile.duration == timedelta(hours=4)
    assert keys == LongTermKeys(KEY, "s3cret")
    assert it.dialog.isVisible()


def test_an_unsound_form_is_not_saved_and_the_first_flawed_field_gets_the_focus(opened: Open):
    it = opened()
    it.fill(roleArnInput="s3-reader", profileNameInput="fine")
    it.click("saveProfileButton")
    assert it.results == []
    assert "not the ARN of a role" in it.note(Field.ROLE_ARN)
    assert it.dialog.focusWidget() is it.line("roleArnInput")
    it.line("roleArnInput").setText(ROLE)
    assert it.note(Field.ROLE_ARN) == ""


def test_a_flaw_appears_when_its_field_is_left_and_nothing_jumps(opened: Open):
    it = opened()
    it.fill(profileNameInput="taken")
    before = it.line("roleArnInput").mapTo(it.dialog, it.line("roleArnInput").rect().topLeft())
    assert it.note(Field.NAME) == ""
    it.line("profileNameInput").setFocus()
    it.line("roleArnInput").setFocus()
    assert it.note(Field.NAME) == "Another profile already has this name."
    after = it.line("roleArnInput").mapTo(it.dialog, it.line("roleArnInput").rect().topLeft())
    assert before == after


def test_the_flaw_is_told_to_assistive_technology(opened: Open):
    it = opened()
    it.click("saveProfileButton")
    assert it.line("profileNameInput").accessibleDescription() == it.note(Field.NAME) != ""


def test_a_profile_whose_key_the_keyring_has_lost_needs_its_secret_again(opened: Open):
    it = opened(HELD, key_ids=("AKIAOTHEROTHEROTHER0",))
    assert it.combo("accessKeyIdInput").currentText() == KEY
    assert it.note(Field.SECRET_ACCESS_KEY) == "Goes into the keyring and nowhere else."
    assert not it.dialog.findChild(QPushButton, "lookUpDevicesButton").isEnabled()
    it.click("saveProfileButton")
    assert it.results == []
    assert it.line("secretAccessKeyInput").hasFocus()
    it.line("secretAccessKeyInput").setText("s3cret")
    it.click("saveProfileButton")
    assert it.results == [(HELD, LongTermKeys(KEY, "s3cret"))]


def test_a_lost_secret_is_marked_where_it_is_to_be_typed_and_has_the_focus(opened: Open):
    it = opened(HELD, lost_key_id=KEY)
    row, secret = it.dialog.fields.rows[Field.SECRET_ACCESS_KEY], it.line("secretAccessKeyInput")
    assert secret.hasFocus()
    assert row.flawed
    assert row.note == secret.accessibleDescription() == "The keyring no longer holds this secret. Enter it again."
    assert not it.dialog.findChild(ProblemPanel).isVisible()
    assert it.dialog.scroll_area.verticalScrollBar().value() == 0
    secret.setText("s3cret")
    assert not row.flawed


@pytest.mark.parametrize("typed", ["AKIATYPEDTYPEDTYPED0", "akiaiosfodnn7example"])
def test_another_key_typed_into_an_existing_profile_needs_its_secret(opened: Open, typed: str):
    it = opened(HELD, key_ids=(KEY,))
    it.combo("accessKeyIdInput").setEditText(typed)
    it.click("saveProfileButton")
    assert it.results == []
    assert it.dialog.fields.rows[Field.SECRET_ACCESS_KEY].flawed


def test_a_stored_key_needs_no_secret(opened: Open):
    it = opened(HELD, key_ids=(KEY,))
    assert "Already" in it.note(Field.SECRET_ACCESS_KEY)
    it.click("saveProfileButton")
    assert it.results == [(HELD, None)]


def test_a_failure_to_save_is_shown_and_everything_typed_stays(opened: Open):
    it = opened()
    it.fill()
    it.click("saveProfileButton")
    assert not it.line("profileNameInput").isEnabled()
    it.dialog.failed(Problem(Reason.VAULT_LOCKED))
    panel = it.dialog.findChild(ProblemPanel)
    assert panel.isVisible()
    assert "keyring is locked" in panel.accessibleName()
    assert it.line("secretAccessKeyInput").text() == "s3cret"
    it.click("saveProfileButton")
    assert len(it.results) == 2


def test_the_secret_is_hidden_until_shown_and_gone_once_the_dialog_is_closed(opened: Open):
    it = opened()
    it.fill()
    secret = it.line("secretAccessKeyInput")
    assert secret.echoMode() is QLineEdit.EchoMode.Password
    it.dialog.findChild(QPushButton, "revealSecretButton").click()
    assert secret.echoMode() is QLineEdit.EchoMode.Normal
    it.dialog.close()
    assert secret.text() == ""
    assert "s3cret" not in repr(vars(it.dialog._form))


def test_looking_up_fills_in_the_only_device_and_marks_passkeys_as_unusable(opened: Open):
    devices = FakeDevices(PHONE, PASSKEY)
    it = opened(devices=devices)
    it.fill()
    it.click("lookUpDevicesButton")
    combo = it.combo("deviceInput")
    it.bot.waitUntil(lambda: combo.count() == 2)
    assert devices.asked == [(LongTermKeys(KEY, "s3cret"), "us-east-1")]
    assert combo.currentText() == PHONE.serial
    assert "passkey" in combo.itemText(1)
    assert not combo.model().index(1, 0).flags() & Qt.ItemFlag.ItemIsEnabled


def test_a_user_who_may_not_list_devices_is_told_where_the_serial_is_found(opened: Open):
    it = opened(HELD, FakeDevices(problem=Reason.DENIED), (KEY,))
    it.click("lookUpDevicesButton")
    it.bot.waitUntil(lambda: "Security credentials" in it.note(Field.DEVICE_SERIAL))
    assert it.combo("deviceInput").currentText() == PHONE.serial


def test_a_user_with_passkeys_only_is_told_that_they_do_not_serve(opened: Open):
    it = opened(devices=FakeDevices(PASSKEY))
    it.fill()
    it.click("lookUpDevicesButton")
    it.bot.waitUntil(lambda: "only have passkeys" in it.note(Field.DEVICE_SERIAL))
    assert it.combo("deviceInput").currentText() == ""


def test_looking_up_waits_for_a_whole_key(opened: Open):
    it = opened()
    button = it.dialog.findChild(QPushButton, "lookUpDevicesButton")
    assert not button.isEnabled()
    it.fill()
    assert button.isEnabled()


def test_a_look_up_can_be_stopped_and_ends_with_the_dialog(opened: Open, tasks: Tasks):
    asked: list[Cancel] = []

    def waiting(_keys: LongTermKeys | str, _region: str, cancel: Cancel) -> tuple[Device, ...]:
        stop = Event()
        asked.append(cancel)
        cancel.on_request(stop.set)
        stop.wait(10)
        cancel.check()
        return ()

    it = opened(HELD, waiting, (KEY,))
    it.click("lookUpDevicesButton")
    it.bot.waitUntil(lambda: len(asked) == 1)
    it.click("lookUpDevicesButton")
    it.bot.waitUntil(lambda: tasks.idle)
    assert it.dialog.findChild(QPushButton, "lookUpDevicesButton").text() == "&Look up"
    it.click("lookUpDevicesButton")
    it.bot.waitUntil(lambda: len(asked) == 2)
    it.dialog.reject()
    it.bot.waitUntil(lambda: tasks.idle)
    assert asked[1].requested


def test_the_method_decides_which_fields_are_asked_for(opened: Open):
    it = opened(HELD, key_ids=(KEY,))
    method = it.combo("methodInput")

    def choose(wanted: Method) -> None:
        method.setCurrentIndex(list(Method).index(wanted))
        method.activated.emit(method.currentIndex())

    choose(Method.SESSION)
    assert it.line("roleArnInput").isHidden()
    assert it.combo("durationInput").itemText(it.combo("durationInput").count() - 1) == "36 hours"
    choose(Method.ROLE_THROUGH_SESSION)
    it.dialog.findChild(QToolButton, "moreButton").setChecked(True)
    assert it.combo("sessionDurationInput").isVisible()
    assert it.combo("sessionDurationInput").currentText() == "12 hours"
    choose(Method.ROLE)
    assert it.combo("sessionDurationInput").isHidden()


def test_a_flaw_among_the_folded_fields_unfolds_them(opened: Open):
    it = opened(HELD, key_ids=(KEY,))
    policy = it.dialog.findChild(QPlainTextEdit, "sessionPolicyInput")
    assert not policy.isVisible()
    policy.setPlainText("{not json")
    it.click("saveProfileButton")
    assert policy.isVisible()
    assert it.dialog.focusWidget() is policy


def test_regions_follow_the_partition_of_the_role(opened: Open):
    it = opened()
    it.fill(roleArnInput="arn:aws-us-gov:iam::111122223333:role/r")
    region = it.combo("regionInput")
    assert [region.itemText(i) for i in range(region.count())] == ["us-gov-west-1", "us-gov-east-1"]
    assert isinstance(region, EditableCombo)
    assert region.text_field().placeholderText().startswith("us-gov-west-1")


def test_tab_walks_the_fields_in_reading_order_and_ends_at_the_buttons(opened: Open):
    it = opened(HELD, key_ids=(KEY,))
    walked = []
    for _ in range(13):
        walked.append(it.dialog.focusWidget().objectName())
        it.bot.keyClick(it.dialog.focusWidget(), Qt.Key.Key_Tab)
    assert walked == [
        "profileNameInput",
        "accessKeyIdInput",
        "secretAccessKeyInput",
        "revealSecretButton",
        "methodInput",
        "roleArnInput",
        "deviceInput",
        "lookUpDevicesButton",
        "durationInput",
        "regionInput",
        "moreButton",
        "cancelProfileButton",
        "saveProfileButton",
    ]
    assert it.dialog.focusWidget().objectName() == "profileNameInput"


def test_every_field_and_button_has_an_accessible_name(opened: Open):
    it = opened(HELD, key_ids=(KEY,))
    focusable = [
        w
        for w in it.dialog.findChildren(QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.objectName() and not w.objectName().startswith("qt_")
    ]
    assert len(focusable) >= 14
    assert [w.objectName() for w in focusable if not (w.accessibleName() or getattr(w, "text", str)())] == []


@pytest.mark.parametrize("name", ["accessKeyIdInput", "regionInput", "methodInput"])
def test_a_click_on_the_arrow_opens_the_list_and_leaves_it_open(opened: Open, name: str):
    it = opened(HELD, key_ids=(KEY, "AKIAOTHEROTHEROTHER0"))
    combo = it.combo(name)
    arrow = QPoint(combo.width() - 15, combo.height() // 2)
    QTest.mousePress(combo, Qt.MouseButton.LeftButton, pos=arrow)
    assert combo.view().isVisible()
    # The list has grabbed the mouse: it is the one that the release goes to.
    container = combo.view().window()
    QTest.mouseRelease(container, Qt.MouseButton.LeftButton, pos=container.mapFromGlobal(combo.mapToGlobal(arrow)))
    assert combo.view().isVisible()
    combo.hidePopup()


def _question(it: Opened) -> Question | None:
    return next((asked for asked in it.dialog.findChildren(Question, "discardBox") if asked.isVisible()), None)


@pytest.mark.parametrize("profile", [None, HELD])
def test_escape_closes_a_form_that_nobody_touched(opened: Open, profile: Profile | None):
    it = opened(profile, key_ids=(KEY,))
    it.bot.keyClick(it.dialog, Qt.Key.Key_Escape)
    assert not it.dialog.isVisible()


def test_what_was_typed_is_thrown_away_only_once_that_was_confirmed(opened: Open):
    it = opened()
    it.line("profileNameInput").setText("reports")
    it.bot.keyClick(it.dialog, Qt.Key.Key_Escape)
    question = _question(it)
    assert question is not None
    assert question.accessibleName() == "Discard what you typed?"
    it.bot.keyClick(question, Qt.Key.Key_Return)
    assert _question(it) is None
    assert it.line("profileNameInput").text() == "reports"
    assert it.dialog.isVisible()
    it.click("cancelProfileButton")
    question = _question(it)
    assert question is not None
    question.findChild(QPushButton, "discardButton").click()
    assert not it.dialog.isVisible()


def test_no_question_holds_up_the_end_of_the_app(opened: Open):
    it = opened()
    it.line("profileNameInput").setText("reports")
    assert it.dialog.close()
    assert not it.dialog.isVisible()


def test_a_new_profile_may_come_from_the_files_instead(opened: Open):
    it = opened()
    with it.bot.waitSignal(it.dialog.import_asked):
        it.click("importInsteadButton")
    assert not it.dialog.isVisible()


def test_turning_to_the_files_asks_before_what_was_typed_goes(opened: Open):
    it = opened()
    it.line("profileNameInput").setText("reports")
    it.click("importInsteadButton")
    question = _question(it)
    assert question is not None
    assert it.dialog.isVisible()
    with it.bot.waitSignal(it.dialog.import_asked):
        question.findChild(QPushButton, "discardButton").click()


def test_only_a_new_profile_offers_the_files(opened: Open):
    assert opened(HELD, key_ids=(KEY,)).dialog.findChild(QPushButton, "importInsteadButton") is None


def test_the_fields_keep_their_width_when_the_scroll_bar_comes(opened: Open):
    it = opened()
    area = it.dialog.scroll_area
    assert area is not None
    bar, name = area.verticalScrollBar(), it.line("profileNameInput")
    it.dialog.resize(it.dialog.width(), 1100)
    it.bot.waitUntil(lambda: not bar.isVisible())
    before = name.width()
    it.dialog.resize(it.dialog.width(), 300)
    it.bot.waitUntil(bar.isVisible)
    it.bot.waitUntil(lambda: name.width() == before)


@pytest.mark.parametrize("name", ["regionInput", "durationInput"])
def test_the_wheel_changes_only_the_field_that_has_the_focus(opened: Open, name: str):
    it = opened(HELD, key_ids=(KEY,))
    combo = it.combo(name)

    def turn() -> str:
        at = QPointF(combo.rect().center())
        turned = QWheelEvent(
            at,
            combo.mapToGlobal(at),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(combo, turned)
        return combo.currentText()

    before = combo.currentText()
    assert turn() == before
    assert not combo.hasFocus()
    combo.setFocus()
    assert turn() != before


def test_what_the_aws_files_say_of_the_way_is_shown_and_stays(opened: Open):
    behind = replace(HELD, access_key_id="", source_profile="sso", through=(Hop(ROLE + "-first"),))
    it = opened(replace(behind, duration=timedelta(hours=1)))
    said = {name: it.dialog.findChild(QLabel, name).text() for name in ("sourceProfileValue", "throughValue")}
    assert said == {"sourceProfileValue": "sso", "throughValue": ROLE + "-first"}
    assert it.combo("accessKeyIdInput").isHidden()
    assert it.line("secretAccessKeyInput").isHidden()
    assert not it.combo("methodInput").isEnabled()
    it.click("saveProfileButton")
    [(profile, keys)] = it.results
    assert (profile.source_profile, profile.through, keys) == ("sso", behind.through, None)


def test_a_profile_on_a_key_shows_no_source_and_no_way(opened: Open):
    it = opened(HELD, key_ids=(KEY,))
    assert all(it.dialog.findChild(QLabel, name).isHidden() for name in ("sourceProfileValue", "throughValue"))
