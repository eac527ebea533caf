"""The chosen profile's part of the app, put together as the app does it, over services whose outside world is fake."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from hourpass.domain.profile import Profile
from hourpass.domain.settings import Settings
from hourpass.gui.code_prompt import CodePrompt
from hourpass.gui.controls import StatusLine
from hourpass.gui.desk import Desk
from hourpass.gui.main_window import MainWindow
from hourpass.gui.profile_list import ProfileList
from hourpass.gui.profile_page import ProfilePage
from hourpass.gui.prompting import Prompting
from hourpass.gui.signing_in import SigningIn
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.vigil import Look, Vigil
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions
from hourpass.services.watch import Watch
from services.fakes_services import KEYS, FakeAws, FakeClock, FakeStore, FakeVault, Gate, profile

CODE, NEXT_CODE = "123456", "654321"


class Office:
    """Everything around the chosen profile. The clock stands still; AWS answers at once, unless told otherwise."""

    def __init__(self, qtbot: QtBot, theme: Theme, *profiles: Profile) -> None:
        self._qtbot = qtbot
        self.clock = FakeClock()
        self.aws = FakeAws(self.clock)
        self.vault = FakeVault()
        self.store = FakeStore(Settings(profiles=profiles or (profile(),)))
        self.book = ProfileBook(self.store)
        self.book.load()
        self.sessions = Sessions(self.aws, self.vault, self.clock, CodeLedger(self.clock))
        self.sessions.store_keys(KEYS)
        self.tasks = Tasks()
        self.warmed = 0
        self.looks: list[Look] = []
        self.window = MainWindow("Hourpass")
        qtbot.addWidget(self.window)
        self.list = ProfileList(theme, self.window)
        self.notice = StatusLine(theme, "windowNotice", self.window)
        self.window.furnish(self.list, self.notice)
        self.window.offer_settings(theme)
        self.page = ProfilePage(theme, self.window)
        self.window.show_page(self.page)
        self.signing_in = SigningIn(self.sessions, self.tasks, self.clock, self._warm)
        self.prompting = Prompting(theme, self.signing_in, self.clock, self.book.profile, self._expires_at)
        self.vigil = Vigil(
            self.book, self.sessions, Watch(), self.clock, self._counts_seconds, self.prompting.next_reminder
        )
        self.desk = Desk(
            self.window,
            self.list,
            self.page,
            self.book,
            self.sessions,
            self.clock,
            self.tasks,
            self.signing_in,
            self.vigil,
            self.prompting,
        )
        self.vigil.looked.connect(self.looks.append)
        self.window.show()
        self.vigil.look()

    # what is seen

    @property
    def line(self) -> QLineEdit:
        """The card's field."""
        return _line(self.page.code_card.field.findChild(QLineEdit, "codeInput"))

    @property
    def status(self) -> str:
        """What the card says below the cells."""
        return self.page.code_card.status.text()

    @property
    def prompt(self) -> CodePrompt | None:
        return self.prompting._prompt

    @property
    def asks(self) -> bool:
        """Whether the card that asks for a code is the one shown."""
        return self.page.code_card.isVisible()

    # what a person does, and what happens meanwhile

    def type(self, text: str) -> None:
        self._qtbot.keyClicks(self.line, text)

    def send(self) -> None:
        self._qtbot.keyClick(self.line, Qt.Key.Key_Return)

    def sign_in(self, code: str = CODE) -> None:
        """Get credentials for the chosen profile."""
        self.type(code)
        self.send()
        self.settle()

    def type_into_prompt(self, text: str) -> None:
        assert self.prompt is not None
        self._qtbot.keyClicks(_line(self.prompt.field.findChild(QLineEdit, "promptCodeInput")), text)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self._qtbot.waitUntil(lambda: self.tasks.idle)

    def pass_time(self, **span: float) -> None:
        self.clock.advance(**span)
        self.vigil.look()

    def held_up(self, operation: str = "assume_role") -> Gate:
        """Let AWS's next answer wait until the gate is opened."""
        gate = Gate()
        self.aws.will(operation, gate)
        return gate

    def close(self) -> None:
        if self.prompt is not None:
            self.prompt.close()
        self.vigil.end()
        self.tasks.close()

    def _warm(self) -> None:
        self.warmed += 1

    def _expires_at(self, profile_id: str) -> datetime | None:
        session = self.sessions.session(profile_id)
        return session.expires_at if session else None

    def _counts_seconds(self) -> bool:
        return (self.window.being_looked_at and self.desk.counts_seconds) or self.prompting.counts_seconds


def _line(found: QLineEdit | None) -> QLineEdit:
    assert found is not None
    return found
