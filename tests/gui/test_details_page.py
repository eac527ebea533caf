from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.fakes_office import Office
from hourpass.gui.controls import plain_button
from hourpass.gui.details_page import DetailsPage
from hourpass.gui.details_tab import DetailsTab
from hourpass.gui.main_window import SMALLEST, USUAL
from hourpass.gui.theme import Theme
from services.fakes_services import profile, session

LONG = "arn:aws:iam::111122223333:mfa/hourpass/" + "a-device-with-a-long-name-" * 4
CHANGES = ["Edit profile…", "MFA devices…", "Change access key…", "Codes…"]
REMOVALS = ["Remove…", "Remove from AWS…"]


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    """The main window with a profile whose device has a very long name, and the Details tab open."""
    theme.apply()
    made = Office(qtbot, theme, profile(device_serial=LONG))
    page = made.page
    details = DetailsPage(DetailsTab(theme, page), buttons(page, CHANGES), buttons(page, REMOVALS), page)
    page.add_tabs([("Details", details)], lambda: None)
    yield made
    made.close()


def buttons(parent: QWidget, texts: list[str]) -> list[QWidget]:
    return [plain_button(text, parent) for text in texts]


def resize(qtbot: QtBot, office: Office, size: tuple[int, int]) -> DetailsPage:
    office.window.resize(*size)
    found = office.page.findChild(DetailsPage)
    assert found is not None
    qtbot.waitUntil(lambda: office.window.size().toTuple() == size and found.height() > 0)
    return found


def alone(qtbot: QtBot, office: Office, width: int) -> DetailsPage:
    """The page by itself, of that *width*."""
    details = resize(qtbot, office, SMALLEST)
    details.setParent(None)
    qtbot.addWidget(details)
    details.resize(width, 600)
    details.show()
    foot = foot_of(details)
    qtbot.waitUntil(lambda: details.width() == width and foot.height() == foot.sizeHint().height() > 0)
    return details


def foot_of(details: DetailsPage) -> QWidget:
    foot = details.findChild(QWidget, "detailsButtons")
    assert foot is not None
    return foot


def cut(scroll: DetailsTab) -> list[str]:
    """The words that the edge of the view cuts through."""
    return [
        label.text()
        for label in scroll.findChildren(QLabel)
        if 0 < label.visibleRegion().boundingRect().height() < label.height()
    ]


@pytest.mark.parametrize("size", [SMALLEST, USUAL])
def test_the_cells_of_the_code_are_whole_at_any_size_and_with_any_device(
    qtbot: QtBot, office: Office, size: tuple[int, int]
):
    resize(qtbot, office, size)
    card = office.page.code_card
    field = card.field
    qtbot.waitUntil(lambda: field.size() == field.sizeHint())
    assert field.visibleRegion().boundingRect() == field.rect()
    qtbot.waitUntil(lambda: card.rect().contains(card.status.geometry()))


def test_the_buttons_have_a_place_of_their_own_where_there_is_room(qtbot: QtBot, office: Office):
    details = resize(qtbot, office, USUAL)
    assert foot_of(details).parentWidget() is details
    for button in foot_of(details).findChildren(QAbstractButton):
        assert button.visibleRegion().boundingRect() == button.rect()


def test_in_a_small_window_they_scroll_with_the_details_and_come_back(qtbot: QtBot, office: Office):
    details = resize(qtbot, office, SMALLEST)
    scroll = details.findChild(DetailsTab)
    assert scroll is not None
    assert scroll.isAncestorOf(foot_of(details))
    last = foot_of(details).findChildren(QAbstractButton)[-1]

    def comes_up() -> bool:
        scroll.ensureWidgetVisible(last)
        return bool(last.visibleRegion().boundingRect() == last.rect())

    qtbot.waitUntil(comes_up)
    assert foot_of(resize(qtbot, office, USUAL)).parentWidget() is details


@pytest.mark.parametrize("height", range(480, 670, 11))
def test_the_view_of_the_facts_ends_between_two_rows(qtbot: QtBot, office: Office, height: int):
    details = resize(qtbot, office, (USUAL[0], height))
    scroll = details.findChild(DetailsTab)
    assert scroll is not None
    scroll.show_session(profile(device_serial=LONG), session())
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0 and not cut(scroll))


def test_so_it_does_of_facts_that_came_while_another_tab_was_looked_at(qtbot: QtBot, office: Office):
    details = resize(qtbot, office, (USUAL[0], 560))
    scroll, tabs = details.findChild(DetailsTab), office.page.tabs
    assert scroll is not None
    assert tabs is not None
    tabs.addTab(QWidget(), "Other")
    tabs.setCurrentIndex(1)
    scroll.show_session(profile(device_serial=LONG), session())
    tabs.setCurrentIndex(0)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0 and not cut(scroll))


def test_the_buttons_are_of_one_width_and_those_that_remove_stand_apart(qtbot: QtBot, office: Office):
    foot = foot_of(alone(qtbot, office, 380))
    qtbot.waitUntil(lambda: len({button.width() for button in foot.findChildren(QAbstractButton)}) == 1)
    shown = {button.text(): button.geometry() for button in foot.findChildren(QAbstractButton)}
    assert min(shown[text].top() for text in REMOVALS) > max(shown[text].bottom() for text in CHANGES) + 8
    assert min(geometry.top() for geometry in shown.values()) > 12  # a line, and room below it


def test_where_there_is_room_those_that_remove_stand_at_the_other_end_of_the_last_row(qtbot: QtBot, office: Office):
    foot = foot_of(resize(qtbot, office, USUAL))
    qtbot.waitUntil(lambda: len({button.width() for button in foot.findChildren(QAbstractButton)}) == 1)
    shown = {button.text(): button.geometry() for button in foot.findChildren(QAbstractButton)}
    last = shown[CHANGES[-1]]
    assert {shown[text].top() for text in REMOVALS} == {last.top()}
    assert shown[REMOVALS[0]].left() - last.right() > 20
    assert shown[REMOVALS[-1]].right() == foot.width() - 1


def test_a_button_that_moves_keeps_the_focus(qtbot: QtBot, office: Office):
    details = resize(qtbot, office, USUAL)
    button = foot_of(details).findChildren(QAbstractButton)[2]
    button.setFocus()
    resize(qtbot, office, SMALLEST)
    assert office.window.focusWidget() is button


def test_in_a_narrow_page_they_take_more_rows_in_their_order(qtbot: QtBot, office: Office):
    details = alone(qtbot, office, 320)
    placed = [
        (button.y(), button.x())
        for text in [*CHANGES, *REMOVALS]
        for button in foot_of(details).findChildren(QAbstractButton)
        if button.text() == text
    ]
    assert placed == sorted(placed)
    assert len({y for y, _x in placed}) > 2
