"""The chosen profile's part of the app with a tray, and with notifications that end in a list."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from gui.fakes_office import Office
from hourpass.domain.problem import Problem
from hourpass.domain.profile import Profile
from hourpass.gui.attention import Attention
from hourpass.gui.notifications import Notifications
from hourpass.gui.theme import Theme
from hourpass.gui.tray import Tray
from hourpass.gui.warning_notes import WarningNotes


class Slips(Notifications):
    """Also remembers which were taken off the screen."""

    def __init__(self, office: Attended) -> None:
        super().__init__(
            office.tasks,
            lambda title, body: office.told.append((title, body)),
            reach_bus=lambda: None,  # so that what is told goes the other way at once
            patience_ms=1,
        )
        self.withdrawn: list[str] = []

    def close(self, key: str) -> None:
        super().close(key)
        self.withdrawn.append(key)


class Attended(Office):
    """An office in which somebody looks after the warnings."""

    def __init__(self, qtbot: QtBot, theme: Theme, *profiles: Profile) -> None:
        super().__init__(qtbot, theme, *profiles)
        self.told: list[tuple[str, str]] = []  # title and text
        self.problems: list[Problem] = []
        self.mutes: list[object] = []
        self.tray = Tray(theme, "Hourpass")
        self.notifications = Slips(self)
        self.attention = Attention(
            self.window,
            self.book,
            self.clock,
            self.signing_in,
            self.prompting,
            self.vigil,
            self.tray,
            WarningNotes(self.notifications, self.book, self._code_needed),
            expires_at=self._expires_at,
            code_needed=self._code_needed,
            explained_on_page=self.desk.explains,
        )
        self.attention.problem_met.connect(self.problems.append)
        self.attention.mute_wanted.connect(self.mutes.append)

    def close(self) -> None:
        super().close()
        self.notifications.stop()

    def _code_needed(self, profile_id: str) -> bool:
        found = self.book.profile(profile_id)
        assert found is not None
        return self.signing_in.code_needed(found)
