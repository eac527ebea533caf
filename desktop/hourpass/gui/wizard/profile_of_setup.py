"""What a finished setup becomes in the main window: a profile in the book; and how that is taken back."""

from __future__ import annotations

import threading
from contextlib import suppress

from hourpass.domain.problem import HourpassError, Problem
from hourpass.domain.profile import LONGEST_NAME, Profile
from hourpass.services.profile_book import ProfileBook, new_profile_id
from hourpass.services.sessions import Sessions
from hourpass.services.setup import Setup


class ProfileOfSetup:
    """The one profile of one setup. Everything here may block, and may be called from several threads."""

    def __init__(self, book: ProfileBook, sessions: Sessions) -> None:
        self._book, self._sessions = book, sessions
        self._lock = threading.Lock()  # the last two steps may end at the same time
        self.profile: Profile | None = None
        self.unsaved: Problem | None = None
        """Why the book could not be written. The profile is in it all the same, and is written with the next change."""

    def put(self, setup: Setup) -> None:
        """Put it into the book and select it, if *setup* is through."""
        with self._lock:
            if self.profile is not None or setup.record.unfinished:
                return
            made = self.profile = setup.profile(new_profile_id(), self._free_name(setup.record.draft.user_name))
            try:
                self._book.add(made)
            except HourpassError as error:
                self.unsaved = error.problem

    def take_back(self) -> None:
        """Forget what it holds and take it out of the book, as if it had never been there."""
        with self._lock:
            profile, self.profile = self.profile, None
        if profile is None:
            return
        # What the keyring keeps for now expires by itself, and the book is written with its next change.
        with suppress(HourpassError):
            self._sessions.forget(profile.id)
        with suppress(HourpassError):
            self._book.remove(profile.id)

    def _free_name(self, user_name: str) -> str:
        taken = self._book.names()
        name, number = user_name, 1
        while name in taken:
            number += 1
            ending = f"-{number}"
            name = user_name[: LONGEST_NAME - len(ending)] + ending
        return name
