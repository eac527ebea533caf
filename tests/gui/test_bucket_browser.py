from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.gui.bucket_browser import BucketBrowser
from hourpass.gui.bucket_table import BucketTable
from hourpass.gui.object_table import ObjectTable
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.services.buckets import Buckets
from hourpass.services.cancel import Cancel
from hourpass.services.ports import BucketRow, ObjectPage
from viewmodels.object_pages import page

MAYA = Profile("1", "maya", "AKIAEXAMPLEEXAMPLE12", role_arn="arn:aws:iam::111122223333:role/s3-reader")
ROWS = [("acme-lake", "us-east-1", ""), ("acme-logs", "eu-west-1", ""), ("acme-site", "", "")]


class Shelves(Buckets):
    """Three buckets with a folder each."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.valid = True

    def pages(self, _profile: Profile, _cancel: Cancel) -> Iterator[list[BucketRow]]:
        yield ROWS

    def object_pages(
        self, _profile: Profile, region: str, bucket: str, prefix: str, _start: str, _cancel: Cancel
    ) -> Iterator[ObjectPage]:
        self.asked.append((region, bucket, prefix))
        if not self.valid:
            raise HourpassError(Problem(Reason.EXPIRED))
        yield page("readme.txt") if prefix else page("a.txt", folders=("2024/",))


@pytest.fixture
def shelves() -> Shelves:
    return Shelves()


@pytest.fixture
def browser(qtbot: QtBot, theme: Theme, shelves: Shelves) -> Iterator[BucketBrowser]:
    tasks = Tasks()
    made = BucketBrowser(theme, tasks, shelves)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.activateWindow()
    made.show_profile(MAYA, valid=True, expired=False)
    table = made.findChild(BucketTable)
    qtbot.waitUntil(lambda: made.isActiveWindow() and table.isVisible())
    table.setFocus()
    yield made
    assert tasks.close()


def table_of(browser: BucketBrowser) -> QTableView:
    kind = BucketTable if browser.folders is None else ObjectTable
    found = browser.findChild(kind)
    assert isinstance(found, QTableView)
    return found


def current(browser: BucketBrowser) -> str:
    return str(table_of(browser).currentIndex().siblingAtColumn(0).data() or "")


def press(qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(QGuiApplication.focusObject(), key)


def open_logs(qtbot: QtBot, browser: BucketBrowser) -> None:
    browser.findChild(BucketTable).go_to("acme-logs")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: current(browser) == "2024/")


def test_a_bucket_and_its_folders_are_walked_by_return_and_backspace_alone(
    qtbot: QtBot, browser: BucketBrowser, shelves: Shelves
) -> None:
    open_logs(qtbot, browser)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: current(browser) == "readme.txt")
    press(qtbot, Qt.Key.Key_Backspace)
    assert current(browser) == "2024/"
    press(qtbot, Qt.Key.Key_Backspace)
    assert (browser.folders, current(browser)) == (None, "acme-logs")
    assert table_of(browser).hasFocus()
    assert shelves.asked == [("eu-west-1", "acme-logs", ""), ("eu-west-1", "acme-logs", "2024/")]


def test_refresh_and_filter_are_those_of_what_is_shown(qtbot: QtBot, browser: BucketBrowser, shelves: Shelves) -> None:
    browser.focus_filter()
    assert browser.findChild(QLineEdit, "bucketFilter").hasFocus()
    open_logs_by_mouse(qtbot, browser)
    browser.focus_filter()
    assert browser.findChild(QLineEdit, "objectFilter").hasFocus()
    browser.refresh()
    qtbot.waitUntil(lambda: len(shelves.asked) == 2)


def test_what_was_listed_can_be_filtered_even_after_its_credentials_but_nothing_before_there_are_any(
    qtbot: QtBot, browser: BucketBrowser
) -> None:
    assert browser.filterable
    open_logs(qtbot, browser)
    browser.show_profile(MAYA, valid=False, expired=True)
    assert browser.filterable
    browser.show_profile(MAYA, valid=False, expired=False)
    assert not browser.filterable
    assert not browser.findChild(QLineEdit, "bucketFilter").isVisible()


def open_logs_by_mouse(qtbot: QtBot, browser: BucketBrowser) -> None:
    table = browser.findChild(BucketTable)
    at = table.visualRect(table.model().index(1, 0)).center()
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: current(browser) == "2024/")


def test_a_folder_that_is_open_outlives_its_credentials_and_another_profile_does_not_see_it(
    qtbot: QtBot, browser: BucketBrowser
) -> None:
    open_logs(qtbot, browser)
    browser.show_profile(MAYA, valid=False, expired=True)
    assert (browser.folders is not None, current(browser)) == (True, "2024/")
    browser.show_profile(MAYA, valid=True, expired=False)
    assert current(browser) == "2024/"
    browser.show_profile(replace(MAYA, id="2"), valid=True, expired=False)
    assert browser.folders is None


def test_the_keyboard_comes_back_to_where_somebody_was(qtbot: QtBot, browser: BucketBrowser) -> None:
    browser.take_focus()
    assert browser.findChild(QLineEdit, "bucketFilter").hasFocus()
    open_logs_by_mouse(qtbot, browser)
    browser.focus_filter()
    browser.take_focus()
    assert table_of(browser).hasFocus()


def test_forgotten_credentials_lead_back_to_where_buckets_will_be(qtbot: QtBot, browser: BucketBrowser) -> None:
    open_logs(qtbot, browser)
    browser.show_profile(MAYA, valid=False, expired=False)
    assert browser.folders is None


def test_going_on_after_the_end_asks_for_new_credentials_and_then_lists_what_was_wanted(
    qtbot: QtBot, browser: BucketBrowser, shelves: Shelves
) -> None:
    open_logs(qtbot, browser)
    shelves.valid = False
    with qtbot.waitSignal(browser.expired):
        press(qtbot, Qt.Key.Key_Return)
    browser.show_profile(MAYA, valid=False, expired=True)
    shelves.valid = True
    browser.show_profile(MAYA, valid=True, expired=False)
    qtbot.waitUntil(lambda: current(browser) == "readme.txt")
    assert browser.findChild(QPushButton, "exportObjectsButton").isEnabled()


def test_who_opens_no_bucket_loads_nothing_of_folders() -> None:
    program = """
import sys
import hourpass.gui.bucket_browser, hourpass.gui.profile_tabs
loaded = [name for name in sys.modules if "object" in name or "folder_view" in name or "shelf" in name]
print([name for name in loaded if name.startswith("hourpass.")])
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
