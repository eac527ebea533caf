"""What the window's keys do to the tabs below the card."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.fakes_elsewhere import elsewhere
from gui.fakes_office import Office
from hourpass.bootstrap import join
from hourpass.gui.profile_tabs import ProfileTabs
from hourpass.gui.theme import Theme


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    made = Office(qtbot, theme)
    yield made
    made.close()


@pytest.fixture
def tabs(theme: Theme, office: Office) -> ProfileTabs:
    services = join(office.book)
    made = ProfileTabs(
        theme, office.tasks, services, elsewhere(theme, office.tasks, services, office.window), office.page
    )
    for _ in made.build():
        pass
    return made


def test_without_credentials_the_filters_key_leads_to_the_code_for_there_is_nothing_to_filter(
    qtbot: QtBot, office: Office, tabs: ProfileTabs
):
    tabs.show_profile(office.book.profiles[0], has_credentials=False)
    office.window.activateWindow()
    office.list.setFocus()
    qtbot.waitUntil(office.list.hasFocus)
    tabs.focus_filter()
    qtbot.keyClicks(office.window.focusWidget(), "123")
    assert office.line.text() == "123"


def test_the_filters_key_leaves_the_keyboard_alone_while_another_page_is_shown(
    qtbot: QtBot, office: Office, tabs: ProfileTabs
):
    tabs.show_profile(office.book.profiles[0], has_credentials=False)
    office.window.show_waiting("One moment…")
    office.window.activateWindow()
    office.list.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(office.list.hasFocus)
    tabs.focus_filter()
    assert office.list.hasFocus()
