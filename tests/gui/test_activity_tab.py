from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from hourpass.domain.activity import Exchange
from hourpass.gui.activity_tab import ActivityTab
from hourpass.gui.theme import Theme
from hourpass.gui.wording import times
from hourpass.services.activity_log import ActivityLog

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
WELL = Exchange(AT, "s3", "ListBuckets", "s3.amazonaws.com", timedelta(milliseconds=87), 200, request_id="R-1")
REFUSED = Exchange(
    AT, "sts", "AssumeRole", "sts.amazonaws.com", timedelta(seconds=1.2), 403, "AccessDenied", "not authorized", "R-2"
)


@pytest.fixture
def log() -> ActivityLog:
    return ActivityLog()


@pytest.fixture
def tab(qtbot: QtBot, theme: Theme, log: ActivityLog) -> ActivityTab:
    made = ActivityTab(theme, log)
    qtbot.addWidget(made)
    made.show()
    return made


def table(tab: ActivityTab) -> QTableView:
    found = tab.findChild(QTableView, "activityLog")
    assert found is not None
    return found


def rows(tab: ActivityTab) -> list[list[str]]:
    model = table(tab).model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_a_call_heard_on_another_thread_appears_on_top(qtbot: QtBot, tab: ActivityTab, log: ActivityLog) -> None:
    for exchange in (WELL, REFUSED):
        thread = threading.Thread(target=log.heard, args=(exchange,))
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: len(rows(tab)) == 2)
    clock = times.clock_with_seconds(AT)
    assert rows(tab) == [
        [clock, "sts AssumeRole", "AccessDenied", "1.2 s", "R-2"],
        [clock, "s3 ListBuckets", "OK", "87 ms", "R-1"],
    ]


def test_many_calls_at_once_are_shown_together(qtbot: QtBot, tab: ActivityTab, log: ActivityLog) -> None:
    resets: list[int] = []
    table(tab).model().modelReset.connect(lambda: resets.append(1))
    for _ in range(200):
        log.heard(WELL)
    qtbot.waitUntil(lambda: len(rows(tab)) == 200)
    assert len(resets) <= 2


def test_while_it_is_hidden_it_rests_and_catches_up_when_shown(
    qtbot: QtBot, tab: ActivityTab, log: ActivityLog
) -> None:
    tab.hide()
    log.heard(WELL)
    QGuiApplication.processEvents()
    assert rows(tab) == []
    tab.show()
    assert len(rows(tab)) == 1


def test_the_selected_call_tells_its_answer_and_stays_selected(
    qtbot: QtBot, tab: ActivityTab, log: ActivityLog
) -> None:
    log.heard(REFUSED)
    qtbot.waitUntil(lambda: len(rows(tab)) == 1)
    table(tab).selectRow(0)
    log.heard(WELL)
    qtbot.waitUntil(lambda: len(rows(tab)) == 2)
    details = tab.findChild(QLabel, "activityDetails")
    assert details is not None
    assert details.text() == "sts.amazonaws.com  HTTP 403  AccessDenied  not authorized  R-2"
    assert [index.row() for index in table(tab).selectionModel().selectedRows()] == [1]


def test_all_of_it_can_be_copied(qtbot: QtBot, tab: ActivityTab, log: ActivityLog) -> None:
    copy = tab.findChild(QPushButton, "copyActivityButton")
    assert copy is not None
    assert not copy.isEnabled()
    log.heard(REFUSED)
    qtbot.waitUntil(copy.isEnabled)
    copy.click()
    assert QGuiApplication.clipboard().text() == log.as_text()
    assert "AccessDenied" in log.as_text()


def test_the_chosen_call_is_copied_as_its_line_among_all_of_them(
    qtbot: QtBot, tab: ActivityTab, log: ActivityLog
) -> None:
    QGuiApplication.clipboard().setText("mine")
    for exchange in (WELL, REFUSED):
        log.heard(exchange)
    qtbot.waitUntil(lambda: len(rows(tab)) == 2)
    copy = (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(table(tab), *copy)
    assert QGuiApplication.clipboard().text() == "mine"
    qtbot.keyClick(table(tab), Qt.Key.Key_End)
    qtbot.keyClick(table(tab), *copy)
    assert QGuiApplication.clipboard().text() == log.as_text().splitlines()[1]
    assert "ListBuckets" in QGuiApplication.clipboard().text()


@pytest.mark.parametrize(("width", "with_ids"), [(464, False), (652, True)])  # of the smallest window, and the usual
def test_nothing_is_cut_or_to_be_scrolled_to_sideways(
    qtbot: QtBot, theme: Theme, tab: ActivityTab, log: ActivityLog, width: int, with_ids: bool
) -> None:
    theme.apply()
    tab.resize(width, 300)
    log.heard(replace(WELL, took=timedelta(milliseconds=888)))
    shown = table(tab)
    qtbot.waitUntil(lambda: shown.isVisible() and shown.columnWidth(3) > 0 and shown.viewport().width() > width - 40)
    columns = [column for column in range(5) if not shown.isColumnHidden(column)]
    assert columns == ([0, 1, 2, 3, 4] if with_ids else [0, 1, 2, 3])
    assert sum(map(shown.columnWidth, columns)) == shown.viewport().width()
    for column in columns:
        assert shown.sizeHintForColumn(column) <= shown.columnWidth(column)


def test_an_empty_log_says_what_will_stand_there(tab: ActivityTab) -> None:
    assert not table(tab).isVisible()
    said = tab.findChild(QLabel, "activityCount")
    assert said is not None
    assert said.text().startswith("No requests to AWS yet.")
