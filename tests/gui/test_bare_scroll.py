"""A scroll area that is as tall as its words."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hourpass.gui.bare_scroll import FittingScroll
from hourpass.gui.labels import paragraph

WORDS = "A sentence that takes about one line, or two of them where it has less room than that."


def held(qtbot: QtBot, most: int) -> tuple[QWidget, FittingScroll, QLabel]:
    window = QWidget()
    qtbot.addWidget(window)
    area = FittingScroll(most, window)
    words = paragraph(WORDS, window)
    area.hold(words)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(area)
    column.addStretch(1)
    window.resize(2000, 300)
    window.show()
    qtbot.waitUntil(lambda: area.width() == 2000)
    return window, area, words


def test_no_bar_takes_from_the_width_for_which_the_words_are_short_enough(qtbot: QtBot):
    window, area, words = held(qtbot, 400)
    line = words.heightForWidth(2000)
    just = next(width for width in range(200, 2000) if words.heightForWidth(width) == line)
    for width in (just - 20, just, just + 3):
        window.resize(width, 300)
        qtbot.waitUntil(lambda: area.width() == width and area.height() == words.heightForWidth(width))  # noqa: B023 (it is waited for here)
        assert area.viewport().width() == width
    assert area.height() == line


@pytest.mark.parametrize("lines", [1, 2])
def test_what_is_taller_than_it_may_be_scrolls(qtbot: QtBot, lines: int):
    window, area, words = held(qtbot, 400)
    line = words.heightForWidth(2000)
    window, area, words = held(qtbot, lines * line)
    window.resize(100, 300)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert area.height() == lines * line
