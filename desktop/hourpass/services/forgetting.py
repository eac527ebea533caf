"""Forgetting without being asked each time: when the screen is locked, when nobody is there, at the end."""

from __future__ import annotations

from enum import Enum

from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions


class Occasion(Enum):
    """What can be a reason to forget."""

    LOCKED = "locked"
    IDLE = "idle"
    QUIT = "quit"


class Forgetting:
    """Does what the settings say. Long-term keys always stay. What says so blocks and belongs on a worker thread."""

    def __init__(self, book: ProfileBook, sessions: Sessions) -> None:
        self._book, self._sessions = book, sessions
        self._brought_back = False
        self._left_over = False

    @property
    def idle_minutes(self) -> int:
        """After how many minutes without anybody there is to forget; 0: never."""
        return self._book.settings.forget_idle_minutes

    def due(self, occasion: Occasion) -> bool:
        """Whether *occasion* is a reason, and there is anything to forget."""
        settings = self._book.settings
        wanted = {
            Occasion.LOCKED: settings.forget_on_lock,
            Occasion.IDLE: settings.forget_idle_minutes > 0,
            Occasion.QUIT: settings.forget_on_quit,
        }
        return wanted[occasion] and (self._left_over or self._sessions.holds_secrets)

    @property
    def left_over(self) -> bool:
        """Whether the vault would not let go of everything the last time. Memory always does."""
        return self._left_over

    def forget(self) -> None:
        """Blocking: forget everything but the long-term keys; HourpassError where the vault keeps something."""
        self._left_over = True
        self._sessions.forget_all()
        self._left_over = False

    def bring_back(self) -> None:
        """Blocking: the sessions of the last run.

        Where they are to be forgotten at the end, that run could not: it was killed, or the vault was locked.
        """
        first, self._brought_back = not self._brought_back, True
        if first and self._book.settings.forget_on_quit:
            self._sessions.forget_all(self._book.profiles)
            return
        self._sessions.restore(self._book.profiles)
        self._left_over = False  # for what is restored, what was to be deleted has been
