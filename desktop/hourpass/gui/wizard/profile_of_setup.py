"""What a finished setup becomes in the main window: a profile in the book; and how that is taken back."""

from __future__ import annotations

import threading
from contextlib import suppress

from hourpass.domain import arns
from hourpass.domain.problem import HourpassError, Problem
from hourpass.domain.profile import Profile
from hourpass.domain.setup import Draft
from hourpass.services.profile_book import ProfileBook, new_profile_id
from hourpass.services.sessions import Sessions
from hourpass.services.setup import Setup


class ProfileOfSetup:
    """The one profile of one setup; implements setup.Fruit. May be called from several threads."""

    def __init__(self, book: ProfileBook, sessions: Sessions) -> None:
        self._book, self._sessions = book, sessions
        self._lock = threading.Lock()
        self._added = False
        self.profile: Profile | None = None
        self.unsaved: Problem | None = None
        """Why the book could not be written. The profile is in it all the same, and is written with the next change."""

    def put(self, setup: Setup) -> bool:
        """Let it be in the book, and selected: the one of an earlier try that was broken off, or a new one."""
        with self._lock:
            known = self.profile or self._in_book(setup)
            try:
                if known is None:
                    name = self._book.free_name(_name(setup.record.draft))
                    self.profile = setup.profile(new_profile_id(), name, self._book.settings.usual)
                    self._added = True
                    self._book.add(self.profile)
                else:
                    self.profile = known
                    self._book.change(selected_profile=known.id)
            except HourpassError as error:
                self.unsaved = error.problem
                return False
            self.unsaved = None
            return True

    def take_back(self, setup: Setup) -> None:
        """Forget what it holds and take it out of the book, as if it had never been there."""
        with self._lock:
            profile, self.profile = self.profile or self._in_book(setup), None
            # On a key that was there before, somebody else may have put the very same profile.
            ours = self._added or setup.record.draft.creates_key
        if profile is None or not ours:
            return
        # What the keyring keeps for now expires by itself, and the book is written with its next change.
        with suppress(HourpassError):
            self._sessions.forget(profile.id)
        with suppress(HourpassError):
            self._book.remove(profile.id)

    def _in_book(self, setup: Setup) -> Profile | None:
        wanted = setup.profile("", "")
        return next((each for each in self._book.profiles if _opens(each) == _opens(wanted)), None)


def _name(draft: Draft) -> str:
    """A user of before may have a profile called after it; the new one is told from that by what it opens."""
    if draft.creates_user or not draft.role_arn:
        return draft.user_name
    role = arns.parse(draft.role_arn)
    return role.name if role else draft.user_name


def _opens(profile: Profile) -> tuple[object, ...]:
    return profile.access_key_id, profile.method, profile.role_arn, profile.device_serial
