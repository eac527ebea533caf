from __future__ import annotations

import pyotp
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gui.cut_off import cut_off
from gui.nameless import nameless
from gui.reading_order import out_of_order
from hourpass.adapters.memory_vault import MemoryVault
from hourpass.domain.profile import Profile
from hourpass.gui.code_field import CodeField
from hourpass.gui.code_making_dialog import CodeMakingDialog
from hourpass.gui.palette import LIGHT
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.code_making import CodeMaking
from hourpass.services.profile_book import ProfileBook
from hourpass.services.stored_seeds import StoredSeeds
from services.fakes_services import SERIAL, FakeClock, FakeStore, FakeVault, profile

SEED = "JBSWY3DPEHPK3PXP" * 4


class Room:
    """A dialog over a book, a vault and a clock."""

    def __init__(self, qtbot: QtBot, theme: Theme, tasks: Tasks, vault: MemoryVault | FakeVault, makes: bool) -> None:
        self.clock, self.vault = FakeClock(), vault
        self.book = ProfileBook(FakeStore())
        self.book.add(profile("reports", makes_codes=makes))
        seeds = StoredSeeds(vault, self.clock, CodeLedger(self.clock), lambda _seconds, _cancel: None)
        self.dialog = CodeMakingDialog(theme, tasks, CodeMaking(self.book, seeds), self.profile, self.clock)
        qtbot.addWidget(self.dialog)
        self.dialog.open()
        self.qtbot = qtbot

    @property
    def profile(self) -> Profile:
        return self.book.profiles[0]

    def type(self, name: str, text: str) -> None:
        field = self.dialog.findChild(QLineEdit, name)
        assert field is not None
        self.qtbot.keyClicks(field, text)

    @property
    def button(self) -> QPushButton:
        found = self.dialog.findChild(QPushButton, "codeMakingButton")
        assert found is not None
        return found

    def said(self) -> str:
        return " ".join(label.text() for label in self.dialog.findChildren(QLabel))

    def code(self) -> str:
        return pyotp.TOTP(SEED).at(self.clock.now())


def test_the_cells_begin_where_the_field_above_them_does(qtbot: QtBot, theme: Theme, tasks: Tasks):
    dialog = Room(qtbot, theme, tasks, MemoryVault(), False).dialog
    seed, cells = dialog.findChild(QLineEdit, "seedInput"), dialog.findChild(CodeField)
    assert seed is not None
    assert cells is not None
    assert cells.x() == seed.x()
    assert cells.size() == cells.sizeHint()


def test_the_secret_key_can_be_shown_and_hidden_again(qtbot: QtBot, theme: Theme, tasks: Tasks):
    dialog = Room(qtbot, theme, tasks, MemoryVault(), False).dialog
    seed, button = dialog.findChild(QLineEdit, "seedInput"), dialog.findChild(QPushButton, "revealSeedButton")
    assert seed is not None
    assert button is not None
    told = []
    for _ in range(2):
        button.click()
        told.append((button.text(), seed.echoMode()))
    assert told == [("&Hide", QLineEdit.EchoMode.Normal), ("Sho&w", QLineEdit.EchoMode.Password)]


@pytest.mark.parametrize("makes", [False, True])
def test_what_closes_it_stands_beside_what_acts(qtbot: QtBot, theme: Theme, tasks: Tasks, makes: bool):
    room = Room(qtbot, theme, tasks, MemoryVault(), makes)
    close = room.dialog.findChild(QPushButton, "closeCodeMakingButton")
    assert close is not None
    assert 0 < room.button.x() - close.geometry().right() < 20


@pytest.mark.parametrize("makes", [False, True])
def test_everything_has_a_name_and_is_reached_as_it_is_read(qtbot: QtBot, theme: Theme, tasks: Tasks, makes: bool):
    room = Room(qtbot, theme, tasks, MemoryVault(), makes)
    assert nameless(room.dialog) == []
    assert out_of_order(room.dialog) == []


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("makes", [False, True])
def test_no_text_is_cut_off(qtbot: QtBot, theme: Theme, tasks: Tasks, makes: bool):
    assert cut_off(Room(qtbot, theme, tasks, MemoryVault(), makes).dialog) == []


def test_a_key_and_its_code_let_hourpass_make_the_codes(qtbot: QtBot, theme: Theme, tasks: Tasks):
    room = Room(qtbot, theme, tasks, MemoryVault(), makes=False)
    room.type("seedInput", SEED)
    assert not room.button.isEnabled()
    room.type("seedCodeInput", room.code())
    with qtbot.waitSignal(room.dialog.changed):
        qtbot.mouseClick(room.button, Qt.MouseButton.LeftButton)
    assert room.profile.makes_codes
    assert room.vault.get(f"seed/{SERIAL}") == SEED
    assert room.dialog.findChild(QLineEdit, "seedInput").text() == ""


def test_a_code_of_another_device_is_refused_in_place(qtbot: QtBot, theme: Theme, tasks: Tasks):
    room = Room(qtbot, theme, tasks, MemoryVault(), makes=False)
    room.type("seedInput", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    room.type("seedCodeInput", room.code())
    assert "does not belong" in room.said()
    assert not room.button.isEnabled()
    cells = room.dialog.findChildren(CodeField)[0]
    assert cells.grab().toImage().pixelColor(20, 0) == QColor(LIGHT.bad)


@pytest.mark.usefixtures("language")
def test_what_is_said_below_the_fields_cuts_neither_the_cells_nor_itself(qtbot: QtBot, theme: Theme, tasks: Tasks):
    theme.apply()
    room = Room(qtbot, theme, tasks, MemoryVault(), makes=False)
    cells = room.dialog.findChildren(CodeField)[0]
    room.type("seedInput", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    room.type("seedCodeInput", room.code())
    assert cut_off(room.dialog) == []
    assert cells.size() == cells.sizeHint()
    note = room.dialog._code_row._note
    assert note.y() >= cells.geometry().bottom(), "one lies over the other"


def test_what_is_no_secret_key_is_said_when_the_field_is_left(qtbot: QtBot, theme: Theme, tasks: Tasks):
    room = Room(qtbot, theme, tasks, MemoryVault(), makes=False)
    room.type("seedInput", "hello")
    room.dialog._seed_row.left.emit()
    assert "not a secret key" in room.said()


def test_the_risk_is_stated_and_the_key_is_masked(qtbot: QtBot, theme: Theme, tasks: Tasks):
    room = Room(qtbot, theme, tasks, MemoryVault(), makes=False)
    assert "MFA no longer protects" in room.said()
    assert room.dialog.findChild(QLineEdit, "seedInput").echoMode() is QLineEdit.EchoMode.Password


def test_it_can_be_taken_back(qtbot: QtBot, theme: Theme, tasks: Tasks):
    vault = MemoryVault()
    vault.put(f"seed/{SERIAL}", SEED)
    room = Room(qtbot, theme, tasks, vault, makes=True)
    with qtbot.waitSignal(room.dialog.changed):
        qtbot.mouseClick(room.button, Qt.MouseButton.LeftButton)
    assert not room.profile.makes_codes
    assert vault.get(f"seed/{SERIAL}") is None


def test_a_keyring_that_refuses_is_said_and_nothing_is_promised(qtbot: QtBot, theme: Theme, tasks: Tasks):
    vault = FakeVault()
    vault.refuses = {"put"}
    room = Room(qtbot, theme, tasks, vault, makes=False)
    room.type("seedInput", SEED)
    room.type("seedCodeInput", room.code())
    with qtbot.waitSignal(room.dialog.vault_troubled):
        qtbot.mouseClick(room.button, Qt.MouseButton.LeftButton)
    assert not room.profile.makes_codes
    assert room.dialog.isVisible()
    assert room.button.isEnabled()


def test_it_stays_until_the_keyring_has_answered(qtbot: QtBot, theme: Theme, tasks: Tasks):
    room = Room(qtbot, theme, tasks, MemoryVault(), makes=False)
    room.type("seedInput", SEED)
    room.type("seedCodeInput", room.code())
    with qtbot.waitSignal(room.dialog.changed):
        qtbot.mouseClick(room.button, Qt.MouseButton.LeftButton)
        room.dialog.reject()
        assert room.dialog.isVisible()
    assert not room.dialog.isVisible()
