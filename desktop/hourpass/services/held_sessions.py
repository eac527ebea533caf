"""Sessions in memory, with a copy in the vault that outlives the app."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from hourpass.domain.credentials import Credentials
from hourpass.domain.problem import HourpassError, Problem
from hourpass.domain.session import Session, from_text, to_text
from hourpass.services.ports import Clock, Vault

CLOCK_MAY_BE_AHEAD = timedelta(hours=25)
"""A computer's date can be a day wrong. A living session deleted for that is lost; a dead one that stays harms nobody."""


class HeldSessions:
    """Sessions by the name of their vault item. Memory answers at once; what says so may block on the vault."""

    def __init__(self, vault: Vault, clock: Clock, clock_is_sure: Callable[[], bool] = lambda: True) -> None:
        self._vault = vault
        self._clock = clock
        self._clock_is_sure = clock_is_sure  # whether it was compared with AWS's
        self._memory = threading.Lock()  # held for a moment only, never while the vault is asked
        self._vault_turn = threading.Lock()  # one change at a time, so that a save cannot overtake a forget
        self._held: dict[str, Session] = {}
        self._forgotten: Counter[str] = Counter()
        self._to_delete: set[str] = set()
        # The next three belong to whoever has the vault's turn.
        self._unsaved: dict[str, None] = {}  # a set in the order of coming
        self._doubted: set[str] = set()
        self._problem: Problem | None = None

    @property
    def problem(self) -> Problem | None:
        """Why the vault took no copy the last time it was given one; None when all is saved."""
        return self._problem

    def get(self, name: str) -> Session | None:
        """What is held as *name*, expired or not."""
        with self._memory:
            return self._held.get(name)

    def names(self) -> tuple[str, ...]:
        """The names of all that is held."""
        with self._memory:
            return tuple(self._held)

    def times_forgotten(self, name: str) -> int:
        """How often *name* was forgotten; to be given to :meth:`hold` by who starts to get it."""
        with self._memory:
            return self._forgotten[name]

    def hold(self, name: str, session: Session, times_forgotten: int) -> bool:
        """Hold *session* in memory, unless *name* was forgotten while it was got; whether it is held."""
        with self._memory:
            if self._forgotten[name] != times_forgotten:
                return False
            self._held[name] = session
            return True

    def swap(self, name: str, old: Session, new: Session) -> bool:
        """Hold *new* if *old* is still what is held; whether it was."""
        with self._memory:
            if self._held.get(name) is not old:
                return False
            self._held[name] = new
            return True

    def save(self, name: str) -> None:
        """Blocking: copy what is held as *name* to the vault, and what that refused before. A vault that refuses costs
        the copy, nothing else.
        """
        with self._vault_turn:
            self._save((name, *self._unsaved))

    def restore(self, names: Iterable[str]) -> tuple[str, ...]:
        """Blocking: hold what the vault has under *names* and still lives; delete the rest. The names now held anew.

        What only seems to be over stays in the vault, for :meth:`reconsider`. A vault that fails leaves memory as it
        was; one that works gets what it refused before.
        """
        self._delete()  # what was forgotten and could not be deleted must not come back
        with self._memory:
            forgotten = self._forgotten.copy()
        found: dict[str, Session] = {}
        now = self._clock.now()
        with self._vault_turn:
            for name in dict.fromkeys(names):
                text = self._vault.get(name)
                if text is None:
                    continue
                session = from_text(text)
                self._doubted.discard(name)
                if session is None or self._is_over(session):
                    self._vault.delete(name)
                elif session.expires_at <= now:
                    self._doubted.add(name)
                else:
                    found[name] = session
            self._save(tuple(self._unsaved))
        restored = []
        with self._memory:
            for name, session in found.items():
                held = self._held.get(name)
                outlived = held is not None and held.expires_at >= session.expires_at
                if not outlived and self._forgotten[name] == forgotten[name]:
                    self._held[name] = session
                    restored.append(name)
        return tuple(restored)

    def reconsider(self) -> tuple[str, ...]:
        """Blocking: what seemed to be over is restored or deleted, once the clock is sure. The names now held anew."""
        doubted = tuple(self._doubted)
        return self.restore(doubted) if doubted and self._clock_is_sure() else ()

    def forget(self, names: Iterable[str]) -> None:
        """Blocking: out of memory at once, then out of the vault. All are tried before a failure is raised."""
        names = tuple(names)
        with self._memory:
            for name in names:
                self._held.pop(name, None)
                self._forgotten[name] += 1
                self._to_delete.add(name)
        self._delete()

    def end(self, name: str, credentials: Credentials) -> bool:
        """AWS calls *credentials* over. If they are what is held, only their facts are from now on; whether they were.

        The vault's copy goes with :meth:`drop_expired`.
        """
        session = self.get(name)
        if session is None or session.credentials is not credentials:
            return False
        over = replace(credentials, expires_at=min(credentials.expires_at, self._clock.now()))
        return self._bare(name, session, over)

    def drop_expired(self) -> None:
        """Blocking: of what has surely expired keep only the facts. What a vault would not let go of before is tried
        again, and all are tried before a failure is raised.
        """
        for name in self.names():
            session = self.get(name)
            if session is not None and session.credentials.session_token and self._is_over(session):
                self._bare(name, session, session.credentials)
        self._delete()

    # inside

    def _is_over(self, session: Session) -> bool:
        doubt = timedelta(0) if self._clock_is_sure() else CLOCK_MAY_BE_AHEAD
        return session.expires_at + doubt <= self._clock.now()

    def _bare(self, name: str, session: Session, credentials: Credentials) -> bool:
        bare = replace(credentials, secret_access_key="", session_token="")
        if not self.swap(name, session, replace(session, credentials=bare)):
            return False
        with self._memory:
            self._to_delete.add(name)
        return True

    def _delete(self) -> None:
        failure: HourpassError | None = None
        with self._vault_turn:
            with self._memory:
                names = tuple(self._to_delete)
            for name in names:
                held = self.get(name)
                # What was got anew meanwhile replaces the item when it is saved.
                if held is None or not held.credentials.session_token:
                    try:
                        self._vault.delete(name)
                    except HourpassError as error:
                        failure = error
                        continue
                    self._unsaved.pop(name, None)
                    self._doubted.discard(name)
                with self._memory:
                    self._to_delete.discard(name)
        if failure is not None:
            raise failure

    def _save(self, names: Iterable[str]) -> None:
        """With the vault's turn: copy them, up to the first that is refused."""
        self._unsaved |= dict.fromkeys(names)
        for name in tuple(self._unsaved):
            session = self.get(name)
            if session is not None and session.credentials.session_token:  # else forgotten or over meanwhile
                try:
                    self._vault.put(name, to_text(session))
                except HourpassError as error:
                    self._problem = error.problem
                    return
            del self._unsaved[name]
        self._problem = None
