"""For tools that know nothing but keys in a file: the credentials of chosen profiles, kept fresh and then taken away."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Protocol

from hourpass.domain.aws_entry import proposed_section
from hourpass.domain.credentials import Credentials
from hourpass.domain.handout import can_be_handed_out
from hourpass.domain.problem import HourpassError
from hourpass.domain.profile import Profile
from hourpass.services.aws_sections import ConfigFile
from hourpass.services.ports import Clock
from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions


class KeysFile(Protocol):
    """The shared credentials file, which the app and the sandbox both keep. Names are of one's own; every method but the
    path blocks.
    """

    @property
    def path(self) -> str: ...
    def names(self) -> dict[str, str]: ...
    def put(self, profile_id: str, section: str, credentials: Credentials) -> None: ...
    def drop(self, profile_id: str) -> None: ...
    def drop_expired(self, now: datetime) -> None: ...


Which = tuple[str, str]
"""Whose credentials, by profile id, and which, by access key id: enough to tell, and no secret."""


def to_keep(book: ProfileBook, sessions: Sessions, now: datetime) -> dict[Which, tuple[Profile, Credentials]]:
    """What is to stand in the file: of each chosen profile what it holds and tools can still work with. Asks nobody."""
    held = (
        (profile, sessions.session(profile.id))
        for profile in book.profiles
        if profile.id in book.settings.in_credentials_file
    )
    return {
        (profile.id, session.credentials.access_key_id): (profile, session.credentials)
        for profile, session in held
        if session is not None and can_be_handed_out(session, now)
    }


class KeptInFile:
    """Keeps the credentials of chosen profiles in the shared credentials file: fresh while they live, then not at all.

    What says so blocks, until whoever is at it has ended too.
    """

    def __init__(self, file: KeysFile, config: ConfigFile, book: ProfileBook, sessions: Sessions, clock: Clock) -> None:
        self._file, self._config, self._book, self._sessions, self._clock = file, config, book, sessions, clock
        self._turn = threading.Lock()  # from the look at what is held to the last writing
        self._over = False
        self._standing: frozenset[Which] | None = None

    @property
    def path(self) -> str:
        """The file's name; asks nobody."""
        return self._file.path

    @property
    def standing(self) -> frozenset[Which] | None:
        """What was put there when it was last brought in step; None where that is yet to be done, or failed."""
        return self._standing

    def chosen(self, profile_id: str) -> bool:
        """Whether the profile's credentials are to be kept there; asks nobody."""
        return profile_id in self._book.settings.in_credentials_file

    def choose(self, profile_id: str, wanted: bool) -> str:
        """Blocking: keep them there from now on, or no more; the section's name, or nothing where there is none now.

        It counts at once, also where it could not be saved.
        """
        with self._turn:
            others = tuple(each for each in self._book.settings.in_credentials_file if each != profile_id)
            chosen = (*others, profile_id) if wanted else others
            _try_all(partial(self._book.change, in_credentials_file=chosen), self._follow)
            return self.section(profile_id)

    def section(self, profile_id: str) -> str:
        """Blocking: the section that holds them now; empty where there is none."""
        return self._file.names().get(profile_id, "")

    def follow(self) -> None:
        """Blocking: bring the file in step with what the profiles hold. All are tried before a failure is raised."""
        with self._turn:
            self._follow()

    def clear(self) -> None:
        """Blocking: nothing of ours is left in the file, nor put there ever after; what was chosen stays chosen. All are
        tried before a failure is raised.
        """
        self._over = True  # before it is our turn: whoever has it puts nothing more
        with self._turn:
            _try_all(*(partial(self._file.drop, profile_id) for profile_id in self._file.names()))

    def _follow(self) -> None:
        if self._over:
            return
        self._standing = None
        now, names = self._clock.now(), self._file.names()
        keep = to_keep(self._book, self._sessions, now)
        ids = {profile_id for profile_id, _ in keep}
        _try_all(
            partial(self._file.drop_expired, now),  # what a crash has left, be it the sandbox's: nobody else does
            *(partial(self._file.drop, profile_id) for profile_id in names if profile_id not in ids),
            *(partial(self._put, profile, credentials, names) for profile, credentials in keep.values()),
        )
        self._standing = frozenset(keep)

    def _put(self, profile: Profile, credentials: Credentials, names: Mapping[str, str]) -> None:
        if not self._over:
            self._file.put(profile.id, self._name(profile, names), credentials)

    def _name(self, profile: Profile, names: Mapping[str, str]) -> str:
        """The one it has already, or that of its section in the config file: one name for one profile."""
        entry = self._config.entry(profile.id)
        return (
            names.get(profile.id)
            or (entry.section if entry else "")
            or proposed_section(profile.name, self._config.taken())
        )


def _try_all(*works: Callable[[], object]) -> None:
    """Do each, whatever comes of the others; the first failure is raised at the end."""
    failures = []
    for work in works:
        try:
            work()
        except HourpassError as error:
            failures.append(error)
    if failures:
        raise failures[0]
