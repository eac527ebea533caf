"""Whatever can have the focus has a name, and the controls have the names that scripts and documents rely on."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.every_window import open_import_dialog, open_office, open_profile_dialog, open_small
from gui.fakes_office import Office
from gui.nameless import nameless
from gui.small_windows import SMALL
from hourpass import gui
from hourpass.gui.dialog import Dialog
from hourpass.gui.first_start import FirstStart
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme

MAIN_WINDOW = [
    "profileList",
    "addProfileButton",
    "settingsButton",
    "codeInput",
    "methodCombo",
    "durationCombo",
    "getCredentialsButton",
    "renewButton",
    "forgetButton",
    "countdownRing",
    "statusMessage",
    "tabs",
    "bucketFilter",
    "bucketTable",
    "bucketCount",
    "refreshBucketsButton",
    "activityLog",
]
FIRST_START = ("importButton", "sandboxButton")
LOOKED_AT = {
    "AboutDialog",
    "AdminAgain",
    "ChangeDialog",
    "CodeMakingDialog",
    "DeviceDialog",
    "DeviceWindow",
    "ErrorBox",
    "ImportDialog",
    "PassphraseDialog",
    "ProfileDialog",
    "Question",
    "RemovalDialog",
    "RemoveProfileDialog",
    "ResyncDialog",
    "RotationDialog",
    "SettingsDialog",
    "UnfinishedDialog",
    "UnfinishedRotation",
    "VaultDialog",
}
"""Dialogs whose names and order of Tab are tested: here, in test_reading_order or in the tests of their own."""
PROMPT = ("promptCodeInput", "promptProfile", "promptCancelButton")


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    made = open_office(qtbot, theme)
    yield made
    made.close()


def test_the_walk_sees_a_nameless_widget(qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    inner = QWidget(window, objectName="inner")
    inner.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    assert nameless(window) == ["inner"]


def test_everything_in_the_main_window_has_a_name(office: Office):
    assert nameless(office.window) == []


def test_everything_in_the_first_page_has_a_name(qtbot: QtBot, theme: Theme):
    page = FirstStart(theme)
    qtbot.addWidget(page)
    assert nameless(page) == []
    assert [name for name in FIRST_START if page.findChild(QObject, name) is None] == []


def test_everything_in_the_profile_dialog_has_a_name(qtbot: QtBot, theme: Theme, tasks: Tasks):
    assert nameless(open_profile_dialog(qtbot, theme, tasks, None)) == []


def test_everything_in_the_import_dialog_has_a_name(qtbot: QtBot, theme: Theme, tasks: Tasks):
    assert nameless(open_import_dialog(qtbot, theme, tasks)) == []


def test_no_window_is_left_out():
    for module in walk_packages(gui.__path__, f"{gui.__name__}."):
        import_module(module.name)
    assert {made.__name__ for made in _kinds(Dialog)} == LOOKED_AT


def _kinds(kind: type[QWidget]) -> Iterator[type[QWidget]]:
    for made in kind.__subclasses__():
        yield made
        yield from _kinds(made)


@pytest.mark.parametrize("name", SMALL)
def test_everything_in_the_small_windows_has_a_name(qtbot: QtBot, theme: Theme, tasks: Tasks, name: str):
    assert nameless(open_small(qtbot, theme, tasks, name)) == []


def test_scripts_find_the_main_windows_controls(office: Office):
    assert office.window.objectName() == "mainWindow"
    assert [name for name in MAIN_WINDOW if office.window.findChild(QObject, name) is None] == []


def test_scripts_find_the_prompts_controls(qtbot: QtBot, theme: Theme, tasks: Tasks):
    prompt = open_small(qtbot, theme, tasks, "prompt")
    assert prompt.objectName() == "codePrompt"
    assert [name for name in PROMPT if prompt.findChild(QObject, name) is None] == []
