"""What is read out: what a line says, once it can be seen, and what came of a press or a key. That a screen reader hears
it, the desktop tests show.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.fakes_buckets import bucket
from gui.small_windows import PROBLEM
from hourpass.domain.activity import Exchange
from hourpass.gui import announcing, listing_bar, messages, row_focus
from hourpass.gui.activity_tab import ActivityTab
from hourpass.gui.authenticator import Authenticator
from hourpass.gui.bucket_model import BucketModel
from hourpass.gui.bucket_table import BucketTable
from hourpass.gui.error_box import ErrorBox
from hourpass.gui.listing_bar import BarTexts, ListingBar
from hourpass.gui.messages import StatusLine, Tone
from hourpass.gui.practice_device import PracticeDevice
from hourpass.gui.theme import Theme
from hourpass.services.activity_log import ActivityLog
from services.fakes_services import START


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What was announced, and whether it was urgent."""
    heard: list[tuple[str, bool]] = []

    def announce(_about: QWidget, text: str, *, urgent: bool = False) -> None:
        heard.append((text, urgent))

    for module in (announcing, listing_bar, messages, row_focus):
        monkeypatch.setattr(module, "announce", announce)
    return heard


@pytest.fixture
def line(qtbot: QtBot, theme: Theme) -> StatusLine:
    made = StatusLine(theme, "line")
    qtbot.addWidget(made)
    return made


def test_what_went_wrong_interrupts_and_what_went_well_does_not(line: StatusLine, said: list[tuple[str, bool]]):
    line.show()
    line.set_message(Tone.INFO, "Asking AWS…")
    line.set_message(Tone.BAD, "AWS refused.")
    line.set_message(Tone.WARN, "Too old.")
    line.set_message(Tone.OK, "Done.")
    assert said == [("AWS refused.", True), ("Too old.", False), ("Done.", False)]


def test_a_countdown_in_a_message_is_read_out_once(line: StatusLine, said: list[tuple[str, bool]]):
    line.show()
    for seconds in (12, 11, 10, 9):
        line.set_message(Tone.BAD, f"The next appears in {seconds} s.")
    assert said == [("The next appears in 12 s.", True)]


def test_what_is_said_out_of_sight_is_read_out_when_it_comes_to_light(line: StatusLine, said: list[tuple[str, bool]]):
    line.set_message(Tone.BAD, "Not written.")
    assert said == []
    line.show()
    line.hide()
    line.show()
    assert said == [("Not written.", True)]


def test_what_was_taken_back_out_of_sight_is_never_read_out(line: StatusLine, said: list[tuple[str, bool]]):
    line.set_message(Tone.BAD, "Not written.")
    line.clear()
    line.show()
    assert said == []


@pytest.fixture
def bar(qtbot: QtBot) -> ListingBar:
    made = ListingBar(BarTexts("Buckets", "Filter buckets", "Filter buckets…", "Save as CSV"))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_listing_that_ends_is_counted_aloud_but_not_while_it_runs(bar: ListingBar, said: list[tuple[str, bool]]):
    bar.show_state("Loading…", True, False)
    bar.show_state("Loading… 9 buckets", True, True)
    assert said == []
    for _ in range(2):
        bar.show_state("9 buckets", False, True)
    assert said == [("9 buckets", False)]


def test_a_listing_that_ends_out_of_sight_is_not_counted_aloud(bar: ListingBar, said: list[tuple[str, bool]]):
    bar.hide()
    bar.show_state("Loading…", True, False)
    bar.show_state("9 buckets", False, True)
    assert said == []


def test_a_filter_that_comes_to_nothing_says_so_once(bar: ListingBar, said: list[tuple[str, bool]]):
    bar.show_state("9 buckets", False, True)
    for typed, left in (("a", 3), ("ax", 0), ("axe", 0), ("a", 3), ("az", 0)):
        bar.filter.setText(typed)
        bar.show_state(f"{left} of 9 buckets", False, left > 0)
    assert said == [("0 of 9 buckets", False)] * 2


def test_a_copy_of_rows_says_so(qtbot: QtBot, theme: Theme, said: list[tuple[str, bool]]):
    model = BucketModel()
    model.add([[bucket("acme-lake"), bucket("acme-logs")]])
    table = BucketTable(theme, model)
    qtbot.addWidget(table)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert said == []
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert said == [("Copied", False)]


def test_copies_of_the_log_and_of_a_report_say_so(qtbot: QtBot, theme: Theme, said: list[tuple[str, bool]]):
    log = ActivityLog()
    log.heard(Exchange(START, "s3", "ListBuckets", "s3.amazonaws.com", timedelta(), 200))
    shown = ActivityTab(theme, log), ErrorBox(theme, PROBLEM)
    for window, name in zip(shown, ("copyActivityButton", "copyProblemButton"), strict=True):
        qtbot.addWidget(window)
        button = window.findChild(QPushButton, name)
        assert button is not None
        said.clear()
        button.click()
        assert said == [("Copied", False)]


def test_a_copied_practice_code_says_so_once_and_ticks_on_in_silence(
    qtbot: QtBot, theme: Theme, said: list[tuple[str, bool]]
):
    device = Authenticator(theme, PracticeDevice("arn:aws:iam::1111:mfa/a", "JBSWY3DPEHPK3PXP"), lambda: START)
    qtbot.addWidget(device)
    button = device.findChild(QPushButton, "practiceCopyButton")
    assert button is not None
    button.click()
    for _ in range(3):
        device._tick()
    assert said == [("Copied", False)]
