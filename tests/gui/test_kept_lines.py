"""The lines that a page keeps free for what will be said, in letters that are taller than Latin ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.cut_off import cut_off
from hourpass.gui.controls import StatusLine, Tone
from hourpass.gui.device_pages import NewCodePage
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.proof_cards import WithCard
from hourpass.gui.wizard.two_codes import TwoCodes

LINE = {"en": "Details", "ja": "詳細", "ko": "자세히"}


def now() -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("make", "lines"),
    [
        (lambda theme: TwoCodes(theme, now), 3),
        (lambda theme: NewCodePage(theme, now), 3),
        (WithCard, 2),
    ],
    ids=["two codes", "a code of the new phone", "the proof"],
)
@pytest.mark.parametrize("language", LINE, indirect=True)
def test_a_message_of_so_many_lines_with_a_link_moves_nothing(
    qtbot: QtBot, qapp: QApplication, theme: Theme, language: str, make: Callable[[Theme], QWidget], lines: int
):
    theme.apply()
    page = make(theme)
    qtbot.addWidget(page)
    page.resize(640, 480)
    page.show()
    status = page.findChild(StatusLine)
    assert status is not None
    qapp.processEvents()
    before = status.geometry()
    status.set_message(Tone.BAD, "\n".join([LINE[language]] * lines), LINE[language])
    qapp.processEvents()
    assert cut_off(page) == []
    assert status.geometry() == before
