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

    @property
    def idle_minutes(self) -> int:
        """After how many minutes without anybody there is to forget; 0: never."""
        return self._book.settings.forget_idle_minutes

    def wanted(self, occasion: Occasion) -> bool:
        """Whether *occasion* is a reason to forget."""
        settings = self._book.settings
        match occasion:
            case Occasion.LOCKED:
                return settings.forget_on_lock
            case Occasion.IDLE:
                return settings.forget_idle_minutes > 0
            case Occasion.QUIT:
                return settings.forget_on_quit

    def due(self, occasion: Occasion) -> bool:
        """Whether *occasion* is a reason, and there is anything to forget, or on its way."""
        sessions = self._sessions
        # In this order: what is on its way is held before it is no longer under way.
        return self.wanted(occasion) and (sessions.under_way or sessions.holds_secrets or sessions.left_over)

    @property
    def left_over(self) -> bool:
        """Whether the vault has yet to let go of something. Memory always has."""
        return self._sessions.left_over

    def empty_memory(self) -> None:
        """Instant: everything but the long-term keys, be it only on its way; what the vault has of it follows with
        :meth:`empty_vault`.
        """
        self._sessions.empty_memory()

    def empty_vault(self) -> None:
        """Blocking: what has left memory leaves the vault; HourpassError where that keeps something."""
        self._sessions.empty_vault()

    def bring_back(self) -> None:
        """Blocking: the sessions of the last run.

        Where they are to be forgotten at the end, that run could not: it was killed, or the vault was locked.
        """
        first, self._brought_back = not self._brought_back, True
        if first and self._book.settings.forget_on_quit:
            self._sessions.forget_all(self._book.profiles)
            return
        self._sessions.restore(self._book.profiles)
