"""Dialogs that grow for what they hold, and leave the size alone that a person gave them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from hourpass.gui.dialog import Dialog
from hourpass.gui.list_room import ListRoom
from hourpass.gui.own_size import OwnSize
from hourpass.gui.page_room import PageRoom

START, MOST = (400, 200), 560


class Growing:
    """A dialog with a page that may grow, and with a list that does."""

    def __init__(self, bot: QtBot) -> None:
        self.dialog = Dialog("growing", "Growing")
        bot.addWidget(self.dialog)
        self._pages = QStackedWidget(self.dialog)
        self.dialog.content.addWidget(self._pages)
        self.page, self.list = self._area(), self._area()
        self.dialog.resize(*START)
        size = OwnSize(self.dialog)
        ListRoom(self.dialog, size, self.list, lambda: True, lambda more: more)
        self._room = PageRoom(self.dialog, size, (self.page,), MOST)
        self.dialog.show()
        QApplication.processEvents()

    def _area(self) -> QScrollArea:
        made = QScrollArea(self._pages)
        made.setWidgetResizable(True)
        made.setWidget(QWidget())
        self._pages.addWidget(made)
        return made

    def show(self, area: QScrollArea, height: int) -> None:
        """Turn to *area*, which holds something that high."""
        self._pages.setCurrentWidget(area)
        area.widget().setMinimumHeight(height)
        QApplication.processEvents()
        if area is self.page:
            self._room.look()
        for _ in range(5):  # as often as one may come after the other
            QApplication.processEvents()

    def scrolls(self, area: QScrollArea) -> bool:
        return area.verticalScrollBar().maximum() > 0


@pytest.fixture
def growing(qtbot: QtBot) -> Growing:
    return Growing(qtbot)


def test_that_it_grew_for_its_list_does_not_keep_it_from_growing_for_a_page(growing: Growing):
    growing.show(growing.list, 250)
    assert growing.dialog.height() > START[1]
    assert not growing.scrolls(growing.list)
    growing.show(growing.page, 350)
    assert not growing.scrolls(growing.page)


def test_that_it_grew_for_a_page_does_not_keep_it_from_growing_for_its_list(growing: Growing):
    growing.show(growing.page, 250)
    assert growing.dialog.height() > START[1]
    growing.show(growing.list, 350)
    assert not growing.scrolls(growing.list)


def test_a_page_is_given_no_more_than_it_may_take(growing: Growing):
    growing.show(growing.page, 900)
    assert growing.dialog.height() == MOST


@pytest.mark.parametrize("before", [0, 250])
@pytest.mark.parametrize("part", ["page", "list"])
def test_the_size_that_a_person_gave_it_stays(growing: Growing, part: str, before: int):
    """Also once it has grown by itself."""
    growing.show(growing.list, before)
    growing.dialog.resize(410, 220)
    area = getattr(growing, part)
    growing.show(area, 400)
    assert growing.scrolls(area)
    assert growing.dialog.size().toTuple() == (410, 220)
