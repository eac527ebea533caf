"""The window's frame, and the whole page as a keyboard and a screen reader meet it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QPixmap, QPixmapCache
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.fakes_office import Office
from hourpass.gui.controls import StatusLine, Tone
from hourpass.gui.main_window import SMALLEST, MainWindow
from hourpass.gui.theme import Theme


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    made = Office(qtbot, theme)
    yield made
    made.close()


def press(qtbot: QtBot, window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


@pytest.mark.parametrize(
    ("key", "modifier", "name"),
    [
        (Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier, "add_asked"),
        (Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier, "settings_asked"),
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier, "renew_asked"),
    ],
)
def test_keys_reach_it_wherever_the_focus_is(
    qtbot: QtBot, office: Office, key: Qt.Key, modifier: Qt.KeyboardModifier, name: str
):
    office.line.setFocus()
    with qtbot.waitSignal(getattr(office.window, name)):
        press(qtbot, office.window, key, modifier)


def test_closing_asks_and_decides_nothing(qtbot: QtBot, office: Office):
    office.window.close_asked.connect(lambda event: event.ignore())
    assert not office.window.close()
    assert office.window.isVisible()


def test_it_comes_forward_from_minimised(office: Office):
    office.window.showMinimized()
    assert not office.window.being_looked_at
    office.window.come_forward()
    assert office.window.being_looked_at
    assert not office.window.isMinimized()


def test_hidden_it_is_not_looked_at(office: Office):
    office.window.hide()
    assert not office.window.being_looked_at


def test_a_notice_comes_and_goes(qtbot: QtBot, office: Office):
    acted: list[bool] = []
    office.window.show_notice(Tone.WARN, "The keyring is locked.", "What can I do?", lambda: acted.append(True))
    assert office.notice.isVisible()
    office.notice.acted.emit()
    assert acted == [True]
    office.window.clear_notice()
    assert not office.notice.isVisible()


def test_lines_above_the_page_take_room_only_while_they_say_something(qtbot: QtBot, theme: Theme, office: Office):
    reminder = StatusLine(theme, "reminder", office.window)
    reminder.hide()
    office.window.add_reminder(reminder)

    def top() -> int:
        return office.page.mapTo(office.window, QPoint()).y()

    qtbot.waitUntil(lambda: top() == 0)
    office.window.show_notice(Tone.INFO, "Sandbox", "Show", lambda: None)
    qtbot.waitUntil(lambda: top() == 12 + office.notice.height())
    reminder.show()
    qtbot.waitUntil(lambda: top() == 24 + office.notice.height() + reminder.height())
    office.window.clear_notice()
    reminder.hide()
    qtbot.waitUntil(lambda: top() == 0)


def test_at_the_first_start_the_doors_are_the_pages_alone(office: Office):
    office.window.offer_new_profiles(False)
    for name in ("addProfileButton", "setUpAccessButton"):
        assert not office.window.findChild(QPushButton, name).isVisible()
    office.window.offer_new_profiles(True)
    assert office.window.findChild(QPushButton, "addProfileButton").isVisible()


def test_a_standing_notice_comes_back_after_a_passing_one(office: Office):
    office.window.keep_notice(Tone.INFO, "Sandbox", "Show", lambda: None)
    office.window.show_notice(Tone.WARN, "The keyring is locked.", "What can I do?", lambda: None)
    assert office.notice.text() == "The keyring is locked."
    office.window.clear_notice()
    assert office.notice.text() == "Sandbox"
    assert office.notice.isVisible()


def test_its_place_is_found_again(qtbot: QtBot, office: Office):
    office.window.resize(760, 520)  # the screen of these tests is small
    other = MainWindow("Hourpass")
    qtbot.addWidget(other)
    other.restore_place(office.window.place())
    assert other.size() == office.window.size()
    other.restore_place("no such thing")
    assert other.size() == office.window.size()


def test_while_it_waits_it_says_for_what(office: Office):
    office.window.show_waiting("Starting the sandbox…")
    assert any(
        label.text() == "Starting the sandbox…" for label in office.window.findChildren(QLabel) if label.isVisible()
    )


def test_the_way_to_the_settings_comes_without_moving_anything(qtbot: QtBot, theme: Theme):
    window = MainWindow("Hourpass")
    qtbot.addWidget(window)
    window.resize(*SMALLEST)
    window.show()
    heading = next(label for label in window.findChildren(QLabel) if label.text() == "Profiles")
    before = heading.mapTo(window, heading.rect().center()).y()
    window.offer_settings(theme)
    window.grab()
    button = window.findChild(QAbstractButton, "settingsButton")
    assert button.isVisible()
    assert heading.mapTo(window, heading.rect().center()).y() == before
    assert abs(button.mapTo(window, button.rect().center()).y() - before) <= 1
    with qtbot.waitSignal(window.settings_asked):
        button.click()


def test_tab_goes_through_the_side_as_it_is_read(qtbot: QtBot, office: Office):
    office.window.activateWindow()
    qtbot.waitUntil(office.window.isActiveWindow)
    office.window.findChild(QAbstractButton, "settingsButton").setFocus()
    met = []
    for _ in range(4):
        met.append(QApplication.focusWidget().objectName())
        office.window.focusNextChild()
    assert met == ["settingsButton", "profileList", "addProfileButton", "setUpAccessButton"]


def test_the_first_paint_is_told_once(qtbot: QtBot):
    window, told = MainWindow("Hourpass"), []
    qtbot.addWidget(window)
    window.painted.connect(lambda: told.append(True))
    with qtbot.waitExposed(window):
        window.show()
    window.grab()
    window.grab()
    assert told == [True]


@pytest.mark.parametrize("valid", [False, True])
def test_every_control_has_a_name_for_screen_readers(office: Office, valid: bool):
    if valid:
        office.sign_in()
    nameless = []
    for widget in office.window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found = QAccessible.queryAccessibleInterface(widget)
            if not found.text(QAccessible.Text.Name):
                nameless.append((type(widget).__name__, widget.objectName()))
    assert nameless == []


@pytest.mark.parametrize("valid", [False, True])
def test_no_two_buttons_share_a_letter(office: Office, valid: bool):
    if valid:
        office.sign_in()
    letters = Counter(
        button.shortcut().toString()
        for button in office.window.findChildren(QAbstractButton)
        if button.isVisible() and not button.shortcut().isEmpty()
    )
    assert [letter for letter, count in letters.items() if count > 1] == []
    assert letters


@pytest.mark.parametrize("valid", [False, True])
def test_tab_leads_through_every_control_and_back(qtbot: QtBot, office: Office, valid: bool):
    if valid:
        office.sign_in()
    office.window.activateWindow()
    qtbot.waitUntil(office.window.isActiveWindow)
    wanted = {
        widget
        for widget in office.window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    }
    met = set()
    for _ in range(len(wanted) + 2):
        office.window.focusNextChild()
        met.add(QApplication.focusWidget())
    assert wanted <= met


def test_a_hidden_window_leaves_no_pictures_behind_that_qt_would_wake_to_look_after(office: Office):
    drawn = QPixmap(16, 16)
    QPixmapCache.insert("drawn for the window", drawn)
    office.vigil.look()
    assert QPixmapCache.find("drawn for the window", drawn)
    office.window.hide()
    assert not QPixmapCache.find("drawn for the window", drawn)
