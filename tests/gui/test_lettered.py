"""In Japanese and Korean, a screen reader is told no name with the letter that leads there: バケット, not バケット(B)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QTabWidget, QWidget
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
from gui.lettered import lettered
from gui.small_windows import HELD, SMALL
from gui.spoken import spoken
from hourpass.domain.profile import Profile
from hourpass.gui.controls import plain_button
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme


@pytest.fixture(params=["ja", "ko"], autouse=True)
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    with spoken(qapp, request.param):
        yield request.param


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    made = open_office(qtbot, theme)
    yield made
    made.close()


def test_the_walk_sees_letters_on_buttons_and_tabs(qtbot: QtBot):
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    page = QWidget()
    QPushButton("開く(&O)…", page)
    tabs.addTab(page, "バケット(&B)")
    assert set(lettered(tabs)) == {"バケット(B)", "開く(O)…"}


def test_a_button_is_called_by_what_stands_on_it_unless_it_has_a_name_of_its_own(qtbot: QtBot):
    button = plain_button("表示(&S)")
    qtbot.addWidget(button)
    button.setText("非表示(&H)")
    assert button.accessibleName() == "非表示"
    button.setAccessibleName("シークレットを非表示")
    button.setText("表示(&S)")
    assert button.accessibleName() == "シークレットを非表示"


@pytest.mark.parametrize("card", ["code", "busy", "countdown"])
def test_on_the_main_page(office: Office, card: str):
    for tab in range(4):
        turn_to(office, tab, card)
        assert lettered(office.window) == []


def test_on_the_first_page(theme: Theme, office: Office):
    turn_to_first_page(office, theme)
    assert lettered(office.window) == []


@pytest.mark.parametrize("profile", [None, HELD])
def test_in_the_profile_dialog(qtbot: QtBot, theme: Theme, tasks: Tasks, profile: Profile | None):
    dialog = open_profile_dialog(qtbot, theme, tasks, profile)
    unfold(dialog)
    assert lettered(dialog) == []


def test_in_the_import_dialog(qtbot: QtBot, theme: Theme, tasks: Tasks):
    dialog = open_import_dialog(qtbot, theme, tasks)
    unfold(dialog)
    assert lettered(dialog) == []


@pytest.mark.parametrize("name", SMALL)
def test_in_the_small_windows(qtbot: QtBot, theme: Theme, tasks: Tasks, name: str):
    assert lettered(open_small(qtbot, theme, tasks, name)) == []
