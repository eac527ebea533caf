"""Tab goes through each window as one reads it: by lines, from left to right, and through its columns one by one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.every_window import (
    open_import_dialog,
    open_office,
    open_profile_dialog,
    open_small,
    turn_to,
    turn_to_first_page,
    unfold,
)
from gui.fakes_office import Office
from gui.reading_order import out_of_order
from gui.small_windows import HELD, SMALL
from hourpass.domain.profile import Profile
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    made = open_office(qtbot, theme)
    made.window.show()
    yield made
    made.close()


def test_the_walk_sees_what_lies_out_of_order(qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    first, last, between = (QLineEdit(window, objectName=name) for name in ("first", "last", "between"))
    row = QHBoxLayout()
    row.addWidget(first)
    row.addWidget(between)
    column = QVBoxLayout(window)
    column.addLayout(row)
    column.addWidget(last)
    window.show()
    assert out_of_order(window) == ["first > last", "last > between", "between > first"]
    QWidget.setTabOrder(first, between)
    QWidget.setTabOrder(between, last)
    assert out_of_order(window) == []


@pytest.mark.parametrize("tab", range(4))
@pytest.mark.parametrize("card", ["code", "busy", "countdown"])
def test_on_the_main_page(office: Office, tab: int, card: str):
    turn_to(office, tab, card)
    assert out_of_order(office.window) == []


def test_on_the_first_page(theme: Theme, office: Office):
    turn_to_first_page(office, theme)
    assert out_of_order(office.window) == []


@pytest.mark.parametrize("profile", [None, HELD])
def test_in_the_profile_dialog(qtbot: QtBot, theme: Theme, tasks: Tasks, profile: Profile | None):
    dialog = open_profile_dialog(qtbot, theme, tasks, profile)
    unfold(dialog)
    assert out_of_order(dialog) == []


def test_in_the_import_dialog(qtbot: QtBot, theme: Theme, tasks: Tasks):
    dialog = open_import_dialog(qtbot, theme, tasks)
    unfold(dialog)
    assert out_of_order(dialog) == []


@pytest.mark.parametrize("name", SMALL)
def test_in_the_small_windows(qtbot: QtBot, theme: Theme, tasks: Tasks, name: str):
    window = open_small(qtbot, theme, tasks, name)
    assert out_of_order(window) == []
