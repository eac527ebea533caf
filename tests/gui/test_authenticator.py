from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot

from gui.fakes_office import Office
from hourpass.domain.totp import code_at, otpauth_uri, step_at
from hourpass.gui.authenticator import Authenticator
from hourpass.gui.practice_device import PracticeDevice
from hourpass.gui.qr_view import QrView
from hourpass.gui.screen_room import screen_room
from hourpass.gui.theme import Theme
from phone_eyes import read_qr_code

# Offscreen, Qt says so of every window that has a fixed size or is raised.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PHONE = PracticeDevice("arn:aws:iam::111122223333:mfa/maya-phone", SEED)
NEW = PracticeDevice("arn:aws:iam::111122223333:mfa/hourpass/maya-laptop", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
START = datetime(2024, 5, 1, 12, 0, 10, tzinfo=UTC)


class HandClock:
    """Stands still until it is put forward."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def device(qtbot: QtBot, theme: Theme, clock: HandClock) -> Authenticator:
    made = Authenticator(theme, PHONE, clock)
    qtbot.addWidget(made)
    return made


def _ticking(device: Authenticator) -> bool:
    return any(timer.isActive() for timer in device.findChildren(QTimer))


def _shown(device: Authenticator) -> str:
    return device.findChild(QLabel, "practiceCode").text().replace(" ", "")


def _combo(device: Authenticator) -> QComboBox:
    return device.findChild(QComboBox, "practiceDeviceCombo")


def _scanned(device: Authenticator) -> str:
    """What a phone reads from the code on the screen."""
    return read_qr_code(device.findChild(QrView, "practiceQr").grab().toImage())


def test_it_shows_the_code_of_this_moment_in_two_halves(device: Authenticator):
    code = code_at(SEED, step_at(START))
    label = device.findChild(QLabel, "practiceCode")
    assert device.current_code() == code
    assert label.text() == f"{code[:3]} {code[3:]}"


def test_the_next_code_appears_by_itself(qtbot: QtBot, device: Authenticator, clock: HandClock):
    clock.now = START + timedelta(microseconds=950_000)
    device.show()
    clock.now = START + timedelta(seconds=20)
    after = code_at(SEED, step_at(clock.now))
    qtbot.waitUntil(lambda: device.findChild(QLabel, "practiceCode").text() == f"{after[:3]} {after[3:]}")


def test_it_ticks_only_while_it_can_be_seen(device: Authenticator):
    assert not _ticking(device)
    device.show()
    assert _ticking(device)
    device.showMinimized()
    assert not _ticking(device)
    device.showNormal()
    assert _ticking(device)
    device.hide()
    assert not _ticking(device)


def test_what_is_copied_is_the_code_without_its_space(device: Authenticator):
    button = device.findChild(QPushButton, "practiceCopyButton")
    button.click()
    assert QGuiApplication.clipboard().text() == device.current_code()
    assert button.text() == "Copied"


def test_the_qr_code_is_shown_when_asked_for_and_hidden_again(device: Authenticator):
    device.show()
    view, turn = device.findChild(QrView, "practiceQr"), device.findChild(QPushButton, "practiceQrButton")
    assert not view.isVisible()
    turn.click()
    assert view.isVisible()
    turn.click()
    assert not view.isVisible()


def test_the_qr_code_is_as_wide_as_what_stands_above_it(qtbot: QtBot, device: Authenticator):
    device.show()
    device.findChild(QPushButton, "practiceQrButton").click()
    code, copy = device.findChild(QrView, "practiceQr"), device.findChild(QPushButton, "practiceCopyButton")
    qtbot.waitUntil(lambda: (code.x(), code.width()) == (copy.x(), copy.width()))


def test_the_window_keeps_its_width_when_the_qr_code_is_shown(qtbot: QtBot, device: Authenticator):
    device.show()
    before = device.size()
    device.findChild(QPushButton, "practiceQrButton").click()
    qtbot.waitUntil(lambda: device.height() > before.height() + 200)
    assert device.width() == before.width()


def test_it_is_a_window_of_its_own_that_closing_only_hides(device: Authenticator):
    device.show()
    assert device.windowType() is Qt.WindowType.Window
    assert device.windowHandle().transientParent() is None
    assert not device.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    assert device.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert device.close()
    device.show()
    assert device.findChild(QLabel, "practiceCode").isVisible()


def test_a_phone_that_scans_the_code_gets_the_same_seed(device: Authenticator):
    device.show()
    device.findChild(QPushButton, "practiceQrButton").click()
    assert _scanned(device) == otpauth_uri(SEED, "maya-phone", "111122223333")


def test_it_stands_on_the_screen_beside_the_window(qtbot: QtBot, device: Authenticator):
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(20, 30, 300, 400)
    window.show()
    device.stand_beside(window)
    assert device.x() > window.frameGeometry().right()
    assert screen_room(device).contains(device.pos())


def test_without_room_beside_it_lies_above_the_windows_lower_corner_and_leaves_the_code_free(
    qtbot: QtBot, theme: Theme, device: Authenticator
):
    office = Office(qtbot, theme)
    room = screen_room(device)
    office.window.setGeometry(room.adjusted(20, 30, -20, -20))
    device.stand_beside(office.window)
    device.show()
    qtbot.waitUntil(lambda: device.isVisible() and device.height() == device.sizeHint().height())
    assert room.contains(device.frameGeometry())
    assert device.windowHandle().transientParent() is office.window.windowHandle()
    assert device.windowHandle().type() is Qt.WindowType.Dialog  # of others X11 is not told
    cells = office.page.code_card.field
    assert not device.geometry().intersects(QRect(cells.mapToGlobal(QPoint()), cells.size()))
    office.close()


def test_it_grows_upwards_where_the_screen_ends(qtbot: QtBot, device: Authenticator):
    room = screen_room(device)
    device.show()
    device.move(room.left() + 20, room.bottom() - device.height())
    device.findChild(QPushButton, "practiceQrButton").click()
    qtbot.waitUntil(lambda: device.height() > 300)
    qtbot.waitUntil(lambda: room.contains(device.frameGeometry()))


def test_the_seed_is_in_no_text_and_no_representation(device: Authenticator):
    texts = [label.text() for label in device.findChildren(QLabel)]
    assert SEED not in " ".join([*texts, repr(device)])


def test_one_device_is_a_heading_and_nothing_to_choose(device: Authenticator):
    device.show()
    assert not _combo(device).isVisible()
    assert device.findChild(QLabel, "practiceDeviceName").text() == "maya-phone"


def test_a_new_device_is_shown_at_once_and_the_others_can_be_chosen(device: Authenticator):
    device.show()
    device.set_devices((PHONE, NEW), NEW)
    combo = _combo(device)
    assert combo.isVisible()
    assert not device.findChild(QLabel, "practiceDeviceName").isVisible()
    assert [combo.itemText(place) for place in range(combo.count())] == ["maya-phone", "maya-laptop"]
    assert (combo.currentText(), _shown(device)) == ("maya-laptop", NEW.code(START))
    combo.setFocus()
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    assert _shown(device) == device.current_code() == PHONE.code(START)
    device.set_devices((PHONE,), PHONE)
    assert not combo.isVisible()


def test_another_device_is_another_code_to_copy_and_to_scan(device: Authenticator):
    device.show()
    device.set_devices((PHONE, NEW), PHONE)
    copy = device.findChild(QPushButton, "practiceCopyButton")
    device.findChild(QPushButton, "practiceQrButton").click()
    copy.click()
    assert copy.text() == "Copied"
    _combo(device).activated.emit(1)
    assert copy.text() == "&Copy code"
    assert _scanned(device) == NEW.uri
    copy.click()
    assert QGuiApplication.clipboard().text() == NEW.code(START)


def test_the_window_keeps_its_size_whichever_is_chosen_and_its_width_whatever_its_name(
    qtbot: QtBot, device: Authenticator
):
    device.show()
    width = device.width()
    long = PracticeDevice("arn:aws:iam::111122223333:mfa/hourpass/" + "m" * 128, SEED)
    device.set_devices((PHONE, NEW, long), PHONE)
    before = device.sizeHint()
    assert before.width() == width
    for place in (2, 1, 0):
        _combo(device).setCurrentIndex(place)
        _combo(device).activated.emit(place)
        assert device.sizeHint() == before
    device.set_devices((long,), long)
    assert device.sizeHint().width() == width
    option = QStyleOptionComboBox()
    _combo(device).initStyleOption(option)
    heading = device.findChild(QLabel, "practiceDeviceName")
    assert "…" in heading.text()
    assert "…" in option.currentText
    assert heading.toolTip() == long.serial


def test_namesakes_are_told_apart_by_their_accounts(device: Authenticator):
    other = PracticeDevice("arn:aws:iam::444455556666:mfa/hourpass/maya-phone", SEED)
    device.set_devices((PHONE, NEW, other), NEW)
    combo = _combo(device)
    assert [combo.itemText(place) for place in range(3)] == [
        "maya-phone (111122223333)",
        "maya-laptop",
        "maya-phone (444455556666)",
    ]


def test_no_seed_is_in_a_list_or_a_representation(device: Authenticator):
    device.set_devices((PHONE, NEW), NEW)
    combo = _combo(device)
    shown = [repr(NEW), repr(device), *(str(combo.itemData(1, role)) for role in range(20)), combo.currentText()]
    assert NEW.seed not in " ".join(shown)
