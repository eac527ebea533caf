from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gui.fakes_setting_up import DEVICE, DRAFT, SEED, FakeSettingUp
from hourpass.domain.credentials import Identity
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.setup import TakenNames
from hourpass.domain.setup_plan import Side, StepKind
from hourpass.domain.totp import STEP, code_at, otpauth_uri, step_at
from hourpass.gui.controls import StatusLine, Tone
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.scan_page import ScanPage
from hourpass.services.preflight import CallerKind, Checked
from hourpass.services.setup_reports import StepCondition
from phone_eyes import read_qr_code

OFFLINE = Problem(Reason.UNREACHABLE, {"sent": "no"})


class Shown:
    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.qtbot = qtbot
        self.setting_up = FakeSettingUp()
        self.page = ScanPage(theme, self.setting_up)  # type: ignore[arg-type]
        qtbot.addWidget(self.page)
        self.page.resize(860, 420)
        self.setting_up.make_device()
        self.page.initializePage()
        self.page.show()

    @property
    def behind(self) -> StatusLine:
        return self.page.findChild(StatusLine, "scanStatus")

    def line(self, name: str) -> QLineEdit:
        return self.page.findChild(QLineEdit, name)

    def type_pair(self) -> tuple[str, str]:
        step = step_at(self.setting_up.clock.now())
        pair = code_at(SEED, step), code_at(SEED, step + 1)
        self.qtbot.keyClicks(self.line("firstCodeInput"), pair[0])
        self.setting_up.clock.time += STEP
        self.qtbot.keyClicks(self.line("secondCodeInput"), pair[1])
        return pair

    def words(self) -> str:
        return "\n".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Shown:
    return Shown(qtbot, theme)


def test_a_sound_pair_goes_straight_to_aws(shown: Shown):
    pair = shown.type_pair()
    assert shown.setting_up.asked == [("enrol", *pair)]
    assert not shown.page.isComplete()


def test_once_registered_the_secret_leaves_and_the_page_goes_on_by_itself(shown: Shown):
    shown.type_pair()
    with shown.qtbot.waitSignals([shown.page.completeChanged, shown.page.advance]):
        shown.setting_up.register()
    assert shown.page.isComplete()
    assert not shown.page._panel.holds_secret
    assert "Device registered" in shown.words()
    assert "Scan this" not in shown.words()
    for name in ("firstCodeInput", "secondCodeInput"):
        assert not shown.line(name).isVisible()
    assert not shown.page.findChild(QPushButton, "showSecretButton").isVisible()


def test_who_goes_on_by_hand_is_not_taken_further(shown: Shown):
    shown.setting_up.register()
    shown.page.hide()
    assert not shown.page._leaving.isActive()


def test_a_refusal_is_said_in_place(shown: Shown):
    pair = shown.type_pair()
    shown.setting_up.enrol_failed.emit(OFFLINE)
    assert shown.line("firstCodeInput").text() == pair[0]
    shown.setting_up.enrol_failed.emit(Problem(Reason.CODES_REFUSED))
    assert shown.line("firstCodeInput").text() == ""


def test_it_says_what_is_made_meanwhile(shown: Shown):
    shown.setting_up.report(StepKind.CREATE_USER, StepCondition.DONE)
    shown.setting_up.report(StepKind.CREATE_ROLE, StepCondition.RUNNING)
    assert shown.behind.text() == "Meanwhile: Role hourpass-maya-s3 that requires MFA"
    shown.setting_up.report(StepKind.CREATE_ROLE, StepCondition.RETRYING, tries=2, why=Reason.PRINCIPAL_UNKNOWN)
    assert "iam:CreateRole, try 2" in shown.behind.text()
    shown.setting_up.finish_creating()
    assert shown.behind.text() == "Everything else is ready."


def test_a_step_that_fails_meanwhile_is_said_and_can_be_tried_again(shown: Shown):
    shown.setting_up.fail(StepKind.CREATE_ROLE, Problem(Reason.DENIED, {"action": "iam:CreateRole"}))
    assert shown.behind.tone() is Tone.BAD
    shown.behind.acted.emit()
    assert shown.setting_up.asked == [("retry",)]
    assert shown.behind.tone() is not Tone.BAD


def test_a_failure_is_over_as_soon_as_the_making_goes_on(shown: Shown):
    shown.setting_up.fail(StepKind.CREATE_ROLE, Problem(Reason.DENIED))
    shown.setting_up.report(StepKind.CREATE_ROLE, StepCondition.RUNNING)
    assert shown.behind.tone() is Tone.INFO


def test_coming_back_to_the_page_keeps_what_was_typed(shown: Shown):
    first = code_at(SEED, step_at(shown.setting_up.clock.now()))
    shown.qtbot.keyClicks(shown.line("firstCodeInput"), first)
    shown.page.hide()
    shown.page.initializePage()
    shown.page.show()
    assert shown.line("firstCodeInput").text() == first


def test_a_device_made_anew_takes_the_old_ones_place(shown: Shown):
    shown.qtbot.keyClicks(shown.line("firstCodeInput"), "12")
    shown.setting_up.make_device("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    assert shown.line("firstCodeInput").text() == ""


def test_undoing_takes_the_secret_away(shown: Shown):
    shown.setting_up.begin_undoing()
    assert not shown.page._panel.holds_secret


def test_the_phone_shows_the_accounts_alias_where_it_has_one(qtbot: QtBot, theme: Theme):
    setting_up = FakeSettingUp()
    who = Identity("111122223333", "arn:aws:iam::111122223333:user/admin", "AIDA")
    setting_up.checked[Side.USER] = Checked(who, CallerKind.USER, "example-corp", (), TakenNames())
    page = ScanPage(theme, setting_up)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    setting_up.make_device()
    assert any("hourpass-maya@example-corp" in label.text() for label in page.findChildren(QLabel))


def test_time_that_passes_is_seen_while_the_page_is(shown: Shown):
    shown.qtbot.keyClicks(shown.line("firstCodeInput"), code_at(SEED, step_at(shown.setting_up.clock.now())))
    shown.setting_up.clock.time += timedelta(seconds=20)
    shown.qtbot.waitUntil(lambda: "your phone shows it now" in shown.words())


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_the_code_can_be_read_off_a_screenshot(shown: Shown, theme: Theme, scheme: Qt.ColorScheme, ratio: float):
    theme.force(scheme)
    image = QImage(shown.page.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.colors.window)
    shown.page.render(image)
    assert read_qr_code(image) == otpauth_uri(SEED, DEVICE.name, DRAFT.account)


def test_showing_the_secret_moves_nothing(shown: Shown):
    def places() -> list[int]:
        shown.page.layout().activate()
        lines = [shown.line(name) for name in ("firstCodeInput", "secondCodeInput")]
        return [place for line in lines for place in line.mapTo(shown.page, line.rect().topLeft()).toTuple()]

    before = places()
    shown.page.findChild(QPushButton, "showSecretButton").click()
    assert places() == before
    shown.setting_up.register()
    assert places() == before
