"""Whatever can have the focus has a name, and the controls have the names that scripts and documents rely on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from gui.fakes_elsewhere import elsewhere
from gui.fakes_office import Office
from gui.test_mnemonics import SMALL
from hourpass import gui
from hourpass.bootstrap import join
from hourpass.gui.dialog import Dialog
from hourpass.gui.first_start import FirstStart
from hourpass.gui.import_dialog import ImportDialog
from hourpass.gui.profile_dialog import ProfileDialog
from hourpass.gui.profile_tabs import ProfileTabs
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from viewmodels.proposals import proposal

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
    made = Office(qtbot, theme)
    services = join(made.book)
    others = elsewhere(theme, made.tasks, services, made.window)
    for _ in (*ProfileTabs(theme, made.tasks, services, others, made.page).build(), *others.furnish()):
        pass
    yield made
    made.close()


def nameless(root: QWidget) -> list[str]:
    """The widgets under *root* that Tab stops at and a screen reader has no word for."""
    found = []
    for widget in root.findChildren(QWidget):
        if isinstance(widget, QScrollArea) or isinstance(widget.parent(), QAbstractScrollArea):
            continue  # what scrolls is named by what it holds
        if widget.isHidden() or isinstance(widget.window(), QFrame):
            continue  # not there until it has something to say; or the list of a combo, named by its combo
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy() is not None:
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or not told.text(QAccessible.Text.Name):
            found.append(widget.objectName() or type(widget).__name__)
    return found


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


def test_everything_in_the_profile_dialog_has_a_name(qtbot: QtBot, theme: Theme):
    tasks = Tasks()
    dialog = ProfileDialog(
        theme,
        tasks,
        profile=None,
        other_names=frozenset(),
        key_ids=(),
        look_up_devices=lambda _keys, _region, _cancel: (),
    )
    qtbot.addWidget(dialog)
    assert nameless(dialog) == []
    assert tasks.close()


def test_everything_in_the_import_dialog_has_a_name(qtbot: QtBot, theme: Theme):
    tasks = Tasks()
    dialog = ImportDialog(theme, tasks, lambda _cancel: (proposal(),), lambda *_args: "")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: tasks.idle)
    assert nameless(dialog) == []
    assert tasks.close()


def test_no_window_is_left_out():
    for module in walk_packages(gui.__path__, f"{gui.__name__}."):
        import_module(module.name)
    assert {made.__name__ for made in _kinds(Dialog)} == LOOKED_AT


def _kinds(kind: type[QWidget]) -> Iterator[type[QWidget]]:
    for made in kind.__subclasses__():
        yield made
        yield from _kinds(made)


@pytest.mark.parametrize("make", SMALL.values(), ids=SMALL.keys())
def test_everything_in_the_small_windows_has_a_name(
    qtbot: QtBot, theme: Theme, make: Callable[[Theme, Tasks], QWidget]
):
    tasks = Tasks()
    window = make(theme, tasks)
    qtbot.addWidget(window)
    assert nameless(window) == []
    assert tasks.close()


def test_scripts_find_the_main_windows_controls(office: Office):
    assert office.window.objectName() == "mainWindow"
    assert [name for name in MAIN_WINDOW if office.window.findChild(QObject, name) is None] == []


def test_scripts_find_the_prompts_controls(qtbot: QtBot, theme: Theme):
    tasks = Tasks()
    prompt = SMALL["prompt"](theme, tasks)
    qtbot.addWidget(prompt)
    assert prompt.objectName() == "codePrompt"
    assert [name for name in PROMPT if prompt.findChild(QObject, name) is None] == []
    assert tasks.close()
