from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from hourpass.gui.listing_bar import BarTexts, ListingBar
from hourpass.gui.palette import DARK, LIGHT
from hourpass.gui.theme import Theme

WORDS = "Filter buckets by their name…"


@pytest.fixture
def bar(qtbot: QtBot) -> ListingBar:
    made = ListingBar(BarTexts("Buckets", "Filter buckets", WORDS, "Save as CSV"))
    qtbot.addWidget(made)
    made.show_state("9 buckets", running=False, exportable=True)
    made.resize(700, 80)
    made.show()
    return made


def words_fit(bar: ListingBar) -> bool:
    return bar.filter.fontMetrics().horizontalAdvance(WORDS) < bar.filter.width()


def test_the_count_stands_beside_the_filter_where_there_is_room(bar: ListingBar):
    assert bar.count.x() > bar.filter.geometry().right()
    assert words_fit(bar)


def is_below(bar: ListingBar) -> bool:
    return bar.count.y() > bar.filter.geometry().bottom()


def test_the_keys_of_what_can_be_done_are_shown_where_it_is_done(bar: ListingBar):
    refresh = bar.findChild(QPushButton, "refreshBucketsButton")
    assert (bar.filter.toolTip()[-8:], refresh.toolTip()[-8:]) == ("(Ctrl+F)", "(Ctrl+R)")
    bar.show_state("9 buckets", running=True, exportable=True)
    assert refresh.toolTip() == ""  # it stops now, which the key does not
    bar.show_state("9 buckets", running=False, exportable=True)
    assert "(Ctrl+R)" in refresh.toolTip()


def test_in_a_narrow_window_the_count_goes_below_and_the_filters_words_stay_whole(qtbot: QtBot, bar: ListingBar):
    bar.resize(440, 80)
    qtbot.waitUntil(lambda: is_below(bar))
    assert words_fit(bar)
    bar.resize(700, 80)
    qtbot.waitUntil(lambda: bar.count.x() > bar.filter.geometry().right())


def test_a_count_that_grew_stays_below_while_it_gets_shorter_again(qtbot: QtBot, bar: ListingBar):
    bar.show_state("1,234,567 of 12,345,678 buckets so far, and counting", running=True, exportable=False)
    qtbot.waitUntil(lambda: is_below(bar))
    bar.show_state("9 buckets", running=False, exportable=True)
    qtbot.wait(20)
    assert is_below(bar)


def test_what_clears_the_filter_is_drawn_in_the_colours_of_the_scheme(qtbot: QtBot, theme: Theme, bar: ListingBar):
    theme.apply()
    bar.filter.setText("logs")
    clear = bar.filter.findChild(QToolButton)

    def drawn(color: str) -> bool:
        image = clear.grab().toImage()
        return any(image.pixelColor(x, y) == QColor(color) for x in range(image.width()) for y in range(image.height()))

    qtbot.waitUntil(lambda: drawn(LIGHT.muted))
    theme.force(Qt.ColorScheme.Dark)
    qtbot.waitUntil(lambda: drawn(DARK.muted))
