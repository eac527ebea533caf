"""The many GUI tests run without a screen: the platform is chosen before Qt is first imported."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.spoken import spoken
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme

# pytest-qt's five seconds are a guess: on a machine that does other things as well, what is waited for comes later. It
# costs a passing test nothing.
for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    _wait.__kwdefaults__["timeout"] = 20_000


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light look, whatever the system of the person who runs the tests prefers."""
    made = Theme(qapp)
    made.force(Qt.ColorScheme.Light)
    yield made
    made.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture(params=["en", "ja", "ko", "stretched"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """What the app speaks; "stretched" has texts two fifths longer than the English ones."""
    with spoken(qapp, request.param):
        yield request.param


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """Work beside the GUI; nothing of it may hang at the end."""
    made = Tasks()
    yield made
    assert made.close()
