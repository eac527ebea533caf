"""The frame of a dialog, on a screen that is a little too low for what it holds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hourpass.gui import dialog as dialogs
from hourpass.gui.controls import paragraph, plain_button
from hourpass.gui.dialog import TITLE_BAR, Dialog

NEEDED = 600
"""Pixels of what is in it, about."""


def fitted(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, screen: int) -> Dialog:
    monkeypatch.setattr(dialogs, "screen_room", lambda _window: QRect(0, 0, 1400, screen))
    made = Dialog("dialog", "Dialog", scrolls=True)
    qtbot.addWidget(made)
    made.content.addWidget(paragraph("Words that wrap, as there are in every dialog that scrolls", made))
    for number in range(NEEDED // 30):
        row = QLabel(f"Row {number}", made)
        row.setFixedHeight(30 - made.content.spacing())
        made.content.addWidget(row)
    made.add_buttons(plain_button("Close", made))
    made.resize(400, 0)
    made.fit()
    made.show()
    return made


@pytest.mark.parametrize(("missing", "scrolls"), [(0, False), (1, False), (11, False), (40, True)])
def test_nobody_scrolls_for_a_few_pixels_of_air(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, missing: int, scrolls: bool
):
    high = fitted(qtbot, monkeypatch, 2000).height()
    low = high - missing + TITLE_BAR
    made = fitted(qtbot, monkeypatch, low)
    assert made.scroll_area is not None
    bar = made.scroll_area.verticalScrollBar()
    for _ in range(2):  # whatever grows has it fitted again
        qtbot.waitUntil(lambda: (bar.maximum() > 0) is scrolls)
        assert made.height() <= low - TITLE_BAR
        made.fit()


def test_the_air_is_back_where_there_is_room_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    high = fitted(qtbot, monkeypatch, 2000).height()
    made = fitted(qtbot, monkeypatch, high - 5 + TITLE_BAR)
    assert made.height() == high - 5
    monkeypatch.setattr(dialogs, "screen_room", lambda _window: QRect(0, 0, 1400, 2000))
    made.fit()
    qtbot.waitUntil(lambda: made.height() == high)
