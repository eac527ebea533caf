from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gui.fakes_setting_up import DEVICE, SEED, StillClock
from hourpass.domain.problem import Problem, RawAnswer, Reason
from hourpass.domain.totp import STEP, code_at, otpauth_uri, step_at
from hourpass.gui.error_box import ErrorBox
from hourpass.gui.qr_view import QrView
from hourpass.gui.secret_clipboard import SecretClipboard
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.pair_panel import PairPanel
from hourpass.gui.wizard.secret_card import SecretCard
from hourpass.gui.wizard.two_codes import TwoCodes
from hourpass.services.pairing import Pairing
from hourpass.services.setup_reports import NewDevice
from phone_eyes import read_qr_code

REFUSED = Problem(Reason.CODES_REFUSED, raw=RawAnswer("EnableMFADevice", 403, "InvalidAuthenticationCode", "not valid"))
OFFLINE = Problem(Reason.UNREACHABLE, {"sent": "no", "endpoint": "iam.amazonaws.com:443"})


def clipboard_for_half_a_minute() -> SecretClipboard:
    return SecretClipboard(lambda: timedelta(seconds=30))


class Bench:
    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.clock = StillClock()
        self.qtbot = qtbot
        self.practised: list[NewDevice] = []
        self.panel = PairPanel(theme, self.clock.now, clipboard_for_half_a_minute(), practise=self.practised.append)
        qtbot.addWidget(self.panel)
        self.sent: list[tuple[str, str]] = []
        self.panel.pair_ready.connect(lambda *pair: self.sent.append(pair))
        self.panel.begin(DEVICE, "111122223333", Pairing(SEED, self.clock))
        self.panel.resize(800, 400)
        self.panel.show()
        self.panel.take_focus()
        qtbot.waitUntil(self.first.hasFocus)

    @property
    def first(self) -> QLineEdit:
        return self.panel.findChild(QLineEdit, "firstCodeInput")

    @property
    def second(self) -> QLineEdit:
        return self.panel.findChild(QLineEdit, "secondCodeInput")

    @property
    def secret(self) -> QLabel:
        return self.panel.findChild(QLabel, "secretKeyText")

    def button(self, name: str) -> QPushButton:
        return self.panel.findChild(QPushButton, name)

    def code(self, offset: int = 0) -> str:
        return code_at(SEED, step_at(self.clock.now()) + offset)

    def type_pair(self) -> tuple[str, str]:
        pair = self.code(0), self.code(1)
        self.qtbot.keyClicks(self.first, pair[0])
        self.clock.time += STEP
        self.qtbot.keyClicks(self.second, pair[1])
        return pair

    def words(self) -> str:
        return "\n".join(label.text() for label in self.panel.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme) -> Bench:
    return Bench(qtbot, theme)


def test_a_good_first_code_is_ticked_and_the_cursor_goes_on_to_the_second(bench: Bench):
    bench.qtbot.keyClicks(bench.first, bench.code())
    assert bench.second.hasFocus()
    assert "Second code — appears in 17 s" in bench.words()
    ticks = [
        label for label in bench.panel.findChildren(QLabel) if label.accessibleName() == "The first code is correct."
    ]
    assert len(ticks) == 1


def test_the_wait_is_counted_down_and_ends(bench: Bench):
    bench.qtbot.keyClicks(bench.first, bench.code())
    bench.clock.time += timedelta(seconds=5)
    bench.panel.codes._seconds.passed.emit()
    assert "appears in 12 s" in bench.words()
    bench.clock.time += timedelta(seconds=13)
    bench.panel.codes._seconds.passed.emit()
    assert "your phone shows it now" in bench.words()


def test_a_second_code_that_has_passed_asks_for_two_new_ones(bench: Bench):
    bench.qtbot.keyClicks(bench.first, bench.code())
    assert bench.second.hasFocus()
    bench.clock.time += timedelta(seconds=60)
    bench.panel.codes._seconds.passed.emit()
    assert "shows it now" not in bench.words()
    assert bench.panel.codes.status() == "The code after the first one has expired. Type two new ones."
    assert bench.first.hasFocus()
    assert bench.first.text() == ""


def test_the_copied_secret_can_be_copied_again_once_it_has_left(bench: Bench):
    bench.button("showSecretButton").click()
    copy = bench.button("copySecretButton")
    copy.click()
    assert copy.text() == "Copied for 30 s"
    bench.panel.findChild(SecretCard)._clipboard.take_away()
    assert copy.text() == "Cop&y"


def test_a_sound_pair_is_sent_at_its_last_digit_and_then_nothing_can_be_changed(bench: Bench):
    pair = bench.type_pair()
    assert bench.sent == [pair]
    bench.qtbot.keyClicks(bench.second, "1")
    assert bench.second.text() == pair[1]
    assert bench.panel.codes.status() == "Asking AWS…"


def test_a_code_of_another_device_is_told_before_aws_is_asked(bench: Bench):
    bench.qtbot.keyClicks(bench.first, "000000")
    assert "code is not from the new device" in bench.panel.codes.status()
    assert bench.first.hasFocus()
    assert not bench.second.isEnabled()
    bench.qtbot.keyClicks(bench.first, bench.code())
    assert bench.second.hasFocus()


def test_the_first_code_again_is_told_and_replaced_by_typing(bench: Bench):
    bench.qtbot.keyClicks(bench.first, bench.code())
    bench.qtbot.keyClicks(bench.second, bench.code())
    assert "the first code again" in bench.panel.codes.status()
    following = bench.code(1)
    bench.clock.time += STEP
    bench.qtbot.keyClicks(bench.second, following)
    assert len(bench.sent) == 1


def test_codes_in_the_wrong_order_are_told(bench: Bench):
    bench.qtbot.keyClicks(bench.first, bench.code())
    bench.qtbot.keyClicks(bench.second, bench.code(-1))
    assert "came before the first one" in bench.panel.codes.status()
    assert bench.sent == []


def test_two_minutes_between_the_codes_make_the_second_one_the_first(bench: Bench):
    bench.qtbot.keyClicks(bench.first, bench.code())
    bench.clock.time += timedelta(minutes=2)
    late = bench.code()
    bench.qtbot.keyClicks(bench.second, late)
    assert (bench.first.text(), bench.second.text()) == (late, "")
    assert "counts as the first now" in bench.panel.codes.status()
    assert bench.second.hasFocus()
    assert bench.sent == []


@pytest.mark.parametrize(("seconds", "told"), [(-90, "90 s behind"), (90, "90 s ahead"), (600, "10 min ahead")])
def test_a_phone_whose_clock_is_off_is_never_registered(bench: Bench, seconds: int, told: str):
    step = step_at(bench.clock.now() + timedelta(seconds=seconds))
    bench.qtbot.keyClicks(bench.first, code_at(SEED, step))
    assert told in bench.panel.codes.status()
    assert bench.sent == []


def test_letters_are_refused_in_place(bench: Bench):
    bench.qtbot.keyClicks(bench.first, "12a")
    assert bench.first.text() == "12"
    assert "only digits" in bench.panel.codes.status()


def test_refused_codes_leave_both_fields_and_two_new_ones_are_asked_for(bench: Bench):
    bench.type_pair()
    bench.panel.show_refused(REFUSED)
    assert (bench.first.text(), bench.second.text()) == ("", "")
    assert bench.first.hasFocus()
    assert bench.panel.codes.status()
    assert bench.first.accessibleDescription() == bench.panel.codes.status()
    bench.qtbot.keyClicks(bench.first, "1")
    assert bench.first.accessibleDescription() == ""
    bench.qtbot.keyClick(bench.first, Qt.Key.Key_Backspace)
    assert "sets its time automatically" not in bench.panel.codes.status()
    bench.clock.time += STEP
    bench.type_pair()
    bench.panel.show_refused(REFUSED)
    assert "sets its time automatically" in bench.panel.codes.status()


def test_what_aws_said_is_a_click_away(bench: Bench):
    bench.type_pair()
    bench.panel.show_refused(REFUSED)
    bench.panel.codes._status.acted.emit()
    box = bench.panel.window().findChild(ErrorBox)
    assert box is not None
    box.close()


def test_without_a_network_the_codes_stay_and_can_be_sent_again(bench: Bench):
    pair = bench.type_pair()
    bench.panel.show_refused(OFFLINE)
    assert (bench.first.text(), bench.second.text()) == pair
    again = bench.button("sendPairAgainButton")
    assert again.isVisible()
    again.click()
    assert bench.sent == [pair, pair]


def test_codes_that_waited_too_long_for_the_network_are_not_sent(bench: Bench):
    bench.type_pair()
    bench.panel.show_refused(OFFLINE)
    bench.clock.time += timedelta(minutes=2)
    bench.button("sendPairAgainButton").click()
    assert len(bench.sent) == 1
    assert "too old now" in bench.panel.codes.status()
    assert bench.first.text() == ""


def test_the_secret_is_masked_until_it_is_asked_for_and_again_after(bench: Bench):
    assert not bench.secret.isVisible()
    assert SEED[:4] not in bench.secret.text()
    bench.button("showSecretButton").click()
    assert bench.secret.isVisible()
    assert bench.secret.text().split() == [SEED[at : at + 4] for at in range(0, len(SEED), 4)]
    assert bench.secret.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    bench.button("showSecretButton").click()
    assert bench.panel.findChild(QrView, "qrImage").isVisible()
    assert SEED[:4] not in bench.secret.text()


def test_a_copied_secret_leaves_the_clipboard_with_the_panels_own(bench: Bench):
    bench.button("showSecretButton").click()
    bench.button("copySecretButton").click()
    assert QGuiApplication.clipboard().text() == SEED
    bench.panel.forget()
    assert QGuiApplication.clipboard().text() == ""


def test_the_practice_authenticator_gets_the_device_and_the_cursor_stays_here(bench: Bench):
    bench.button("practiseButton").click()
    assert bench.practised == [DEVICE]
    assert bench.first.hasFocus()


def test_the_practice_authenticator_takes_what_was_wrong_so_far_with_it(bench: Bench):
    bench.qtbot.keyClicks(bench.first, "000000")
    assert bench.panel.codes.status()

    bench.button("practiseButton").click()

    assert (bench.first.text(), bench.panel.codes.status()) == ("", "")
    assert bench.first.hasFocus()


def test_a_good_first_code_stands_when_the_practice_authenticator_comes(bench: Bench):
    bench.qtbot.keyClicks(bench.first, bench.code())

    bench.button("practiseButton").click()

    assert bench.first.text() == bench.code()
    assert bench.second.hasFocus()


def test_without_a_sandbox_there_is_no_practice_authenticator(qtbot: QtBot, theme: Theme):
    panel = PairPanel(theme, StillClock().now, clipboard_for_half_a_minute())
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.findChild(QPushButton, "practiseButton").isVisible()


def test_once_registered_neither_code_nor_secret_is_shown_or_held(bench: Bench):
    bench.button("showSecretButton").click()
    bench.type_pair()
    bench.panel.show_registered()
    assert "Device registered" in bench.words()
    assert "Keep the entry" in bench.words()
    assert not bench.panel.holds_secret
    qr = bench.panel.findChild(QrView, "qrImage")
    assert (read_qr_code(qr.grab().toImage()), qr._modules) == ("", [])
    assert bench.secret.text() == ""
    assert SEED[:4] not in bench.words()
    assert (bench.first.text(), bench.second.text()) == ("", "")
    assert not bench.first.isEnabled()
    for held in (bench.panel, bench.panel.codes, bench.panel.codes.entry, bench.panel._secret):
        assert SEED not in [value for value in vars(held).values() if isinstance(value, str)]


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_the_code_can_be_read_off_a_picture_of_the_whole_panel(
    bench: Bench, theme: Theme, scheme: Qt.ColorScheme, ratio: float
):
    theme.force(scheme)
    image = QImage(bench.panel.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.colors.window)
    bench.panel.render(image)
    assert read_qr_code(image) == otpauth_uri(SEED, DEVICE.name, "111122223333")


def test_two_codes_of_a_device_whose_seed_nobody_holds_need_only_differ(qtbot: QtBot, theme: Theme):
    codes = TwoCodes(theme, StillClock().now)
    qtbot.addWidget(codes)
    codes.show()
    sent: list[tuple[str, str]] = []
    codes.pair_ready.connect(lambda *pair: sent.append(pair))
    codes.begin()
    codes.first.set_text("111111")
    codes.second.set_text("111111")
    assert sent == []
    codes.second.set_text("222222")
    assert sent == [("111111", "222222")]
