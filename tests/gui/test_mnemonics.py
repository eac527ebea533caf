"""Whatever is on screen at once, no two of its letters are the same: Alt with a letter does one thing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.every_window import (
    click,
    open_import_dialog,
    open_office,
    open_profile_dialog,
    open_small,
    turn_to,
    turn_to_first_page,
    unfold,
)
from gui.fakes_office import Office
from gui.letters import clashes, texts
from gui.small_windows import HELD, SMALL, vault_dialog
from hourpass.domain.problem import Reason
from hourpass.domain.profile import Profile
from hourpass.gui.bucket_table import BucketTable
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    made = open_office(qtbot, theme)
    yield made
    made.close()


def test_the_test_sees_a_clash(qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    QPushButton("&Cancel", window)
    QPushButton("&Copy", window)
    window.show()
    assert clashes(texts(window)) == [["&Cancel", "&Copy"]]


@pytest.mark.parametrize("tab", range(4))
@pytest.mark.parametrize("card", ["code", "busy", "countdown"])
@pytest.mark.parametrize("listing", [False, True])
def test_on_the_main_page(office: Office, tab: int, card: str, listing: bool):
    turn_to(office, tab, card, listing=listing)
    found = texts(office.window)
    assert "+ &Add profile" in found
    assert office.page.tabs is not None
    assert office.page.tabs.tabText(tab) in found
    assert len(found) >= 6
    assert clashes(found) == []


def test_on_the_first_page(theme: Theme, office: Office):
    turn_to_first_page(office, theme)
    assert len([text for text in texts(office.window) if text]) == 4
    assert clashes(texts(office.window)) == []


@pytest.mark.parametrize("profile", [None, HELD])
def test_in_the_profile_dialog(qtbot: QtBot, theme: Theme, tasks: Tasks, profile: Profile | None):
    dialog = open_profile_dialog(qtbot, theme, tasks, profile)
    unfold(dialog)
    assert clashes(texts(dialog)) == []
    click(dialog, "revealSecretButton")
    assert clashes(texts(dialog)) == []
    click(dialog, "problemDetailsButton")
    assert clashes(texts(dialog)) == []


def test_in_the_import_dialog(qtbot: QtBot, theme: Theme, tasks: Tasks):
    dialog = open_import_dialog(qtbot, theme, tasks)
    unfold(dialog)
    assert clashes(texts(dialog)) == []


@pytest.mark.parametrize("reason", [Reason.VAULT_LOCKED, Reason.VAULT_MISSING, Reason.VAULT_FAILED])
@pytest.mark.parametrize("filling", [False, True])
def test_in_the_vaults_dialog(qtbot: QtBot, theme: Theme, tasks: Tasks, reason: Reason, filling: bool):
    dialog = vault_dialog(theme, tasks, reason)
    qtbot.addWidget(dialog)
    dialog.show()
    if filling:
        click(dialog, "showSealedFileButton")
    unfold(dialog)
    assert clashes(texts(dialog)) == []


@pytest.mark.parametrize("name", SMALL)
def test_in_the_small_windows(qtbot: QtBot, theme: Theme, tasks: Tasks, name: str):
    window = open_small(qtbot, theme, tasks, name)
    assert len(texts(window)) >= 2
    assert clashes(texts(window)) == []


def test_in_the_buckets_menu(office: Office):
    table = office.page.findChild(BucketTable)
    assert table is not None
    assert clashes([action.text() for action in table.menu().actions()]) == []
