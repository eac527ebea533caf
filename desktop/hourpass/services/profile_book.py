"""The profiles and the other settings: the only owner of the settings record."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hourpass.domain.profile import Profile
from hourpass.domain.profile_flaws import LONGEST_NAME, fits_name
from hourpass.domain.settings import Settings
from hourpass.services.ports import Loaded, SettingsStore


def new_profile_id() -> str:
    """A random id, too long to come twice."""
    return os.urandom(16).hex()


class ProfileBook:
    """The settings in memory and on disk. Reading is instant; a change counts at once and is then saved (blocking).

    A change that could not be saved stays in memory, raises, and is written along with the next one.
    """

    def __init__(self, store: SettingsStore) -> None:
        self._store = store
        self._memory = threading.Lock()  # never held while the file is written
        self._file_turn = threading.Lock()  # the last to write writes the latest
        self._settings = Settings()
        self._unsaved = False

    def load(self) -> Loaded:
        """Blocking, briefly: read the file."""
        loaded = self._store.load()
        with self._memory:
            self._settings = loaded.settings
            self._unsaved = False
        return loaded

    @property
    def settings(self) -> Settings:
        """All of it, as it is now."""
        return self._settings

    @property
    def unsaved(self) -> bool:
        """Whether the file lags behind."""
        return self._unsaved

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """The profiles in the person's order."""
        return self._settings.profiles

    def clipboard_time(self) -> timedelta:
        """How long a secret stays on the clipboard."""
        return timedelta(seconds=self._settings.clipboard_seconds)

    def profile(self, profile_id: str) -> Profile | None:
        """The profile with that id."""
        return next((each for each in self.profiles if each.id == profile_id), None)

    def find(self, wanted: str) -> Profile | None:
        """The profile of that name, else the one with that id."""
        return next((each for each in self.profiles if each.name == wanted), None) or self.profile(wanted)

    def names(self, but: str = "") -> frozenset[str]:
        """The names taken, other than by the profile with the id *but*."""
        return frozenset(each.name for each in self.profiles if each.id != but)

    def add(self, profile: Profile) -> None:
        """Put *profile* at the end and select it."""
        self._apply(lambda old: replace(old, profiles=(*old.profiles, profile), selected_profile=profile.id))

    def replace(self, profile: Profile) -> None:
        """Put *profile* where the one with its id is."""
        self._apply(
            lambda old: replace(
                old, profiles=tuple(profile if each.id == profile.id else each for each in old.profiles)
            )
        )

    def remove(self, profile_id: str) -> None:
        """Take the profile out; if it was selected, its neighbour is now."""
        self._apply(lambda old: _without(old, profile_id))

    def change(self, **fields: Any) -> None:
        """Set fields of Settings other than the profiles."""
        self._apply(lambda old: replace(old, **fields))

    def key_in_use(self, access_key_id: str) -> bool:
        """Whether a profile stands on that long-term key."""
        return any(each.access_key_id == access_key_id for each in self.profiles)

    def free_name(self, wish: str) -> str:
        """*wish*, made fit to be a name, with a number behind it if it is taken."""
        cleaned = "".join(filter(fits_name, wish)).strip()[:LONGEST_NAME]
        taken = self.names()
        name, number = cleaned, 1
        while name in taken:
            number += 1
            ending = f" {number}"
            name = cleaned[: LONGEST_NAME - len(ending)].rstrip() + ending
        return name

    def _apply(self, change: Callable[[Settings], Settings]) -> None:
        with self._memory:
            new = change(self._settings)
            if new == self._settings and not self._unsaved:
                return
            self._settings = new
            self._unsaved = True
        with self._file_turn:
            written = self._settings
            self._store.save(written)
            with self._memory:
                self._unsaved = self._settings is not written


def _without(settings: Settings, profile_id: str) -> Settings:
    ids = [each.id for each in settings.profiles]
    left = tuple(each for each in settings.profiles if each.id != profile_id)
    selected = settings.selected_profile
    if selected == profile_id:
        place = min(ids.index(profile_id), len(left) - 1) if profile_id in ids else -1
        selected = left[place].id if left else ""
    return replace(settings, profiles=left, selected_profile=selected)
