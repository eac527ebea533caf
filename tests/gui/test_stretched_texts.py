"""No text is cut off, in any language, nor in one whose texts are two fifths longer than the English ones."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.cut_off import cut_off
from gui.every_window import open_import_dialog, open_office, open_profile_dialog, open_small, turn_to, unfold
from gui.fakes_office import Office
from gui.small_windows import HELD, SMALL
from hourpass.domain.profile import Profile
from hourpass.gui.code_prompt import CodePrompt
from hourpass.gui.first_start import FirstStart
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme

pytestmark = pytest.mark.usefixtures("language")
NARROW = (720, 480)


def settled(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_the_test_sees_what_is_cut_off(qtbot: QtBot):
    window = QWidget()
    label = QLabel("Words that need some room", window)
    settled(qtbot, window)
    label.setFixedWidth(20)
    assert len(cut_off(window)) == 1


@pytest.mark.parametrize("tab", range(4))
@pytest.mark.parametrize("card", ["code", "busy", "countdown"])
def test_on_the_main_page(qtbot: QtBot, theme: Theme, tab: int, card: str):
    office = open_office(qtbot, theme)
    office.window.offer_new_profiles(True)
    office.window.resize(*NARROW)
    if card == "countdown":
        office.sign_in()
    turn_to(office, tab, card)
    assert cut_off(settled(qtbot, office.window)) == []
    office.close()


def test_on_the_first_page(qtbot: QtBot, theme: Theme):
    office = Office(qtbot, theme)
    first = FirstStart(theme)
    first.show_found(2)
    office.window.show_page(first)
    office.window.resize(*NARROW)
    settled(qtbot, office.window)
    assert cut_off(office.window) == []
    office.close()


@pytest.mark.parametrize("profile", [None, HELD])
def test_in_the_profile_dialog(qtbot: QtBot, theme: Theme, tasks: Tasks, profile: Profile | None):
    dialog = open_profile_dialog(qtbot, theme, tasks, profile)
    assert cut_off(settled(qtbot, dialog)) == []
    dialog.findChild(QLineEdit, "roleArnInput").setText("")
    unfold(dialog)
    assert cut_off(settled(qtbot, dialog)) == []


def test_in_the_import_dialog(qtbot: QtBot, theme: Theme, tasks: Tasks):
    dialog = open_import_dialog(qtbot, theme, tasks)
    assert cut_off(settled(qtbot, dialog)) == []
    unfold(dialog)
    assert cut_off(settled(qtbot, dialog)) == []


@pytest.mark.parametrize("name", SMALL)
def test_in_the_small_windows(qtbot: QtBot, theme: Theme, tasks: Tasks, name: str):
    assert cut_off(settled(qtbot, open_small(qtbot, theme, tasks, name))) == []


def test_in_the_prompt(qtbot: QtBot, theme: Theme):
    office = Office(qtbot, theme)
    office.sign_in()
    office.prompting.ask(office.book.profiles[0], wanted=True)
    assert isinstance(office.prompt, CodePrompt)
    assert cut_off(office.prompt) == []
    office.close()
