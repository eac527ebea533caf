"""Sessions in memory, with a copy in the vault that outlives the app."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from hourpass.domain.problem import HourpassError, Problem
from hourpass.domain.session import Session, from_text, to_text
from hourpass.services.ports import Clock, Vault


class HeldSessions:
    """Sessions by the name of their vault item. Memory answers at once; what says so may block on the vault."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock
        self._memory = threading.Lock()  # held for a moment only, never while the vault is asked
        self._vault_turn = threading.Lock()  # one change at a time, so that a save cannot overtake a forget
        self._held: dict[str, Session] = {}
        self._forgotten: Counter[str] = Counter()
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
        """Blocking: copy what is held as *name* to the vault. A vault that refuses costs the copy, nothing else."""
        with self._vault_turn:
            session = self.get(name)
            if session is None:
                return  # forgotten meanwhile
            try:
                self._vault.put(name, to_text(session))
            except HourpassError as error:
                self._problem = error.problem
            else:
                self._problem = None

    def restore(self, names: Iterable[str]) -> tuple[str, ...]:
        """Blocking: hold what the vault has under *names* and still lives; delete the rest. The names now held anew.

        A vault that fails leaves memory as it was.
        """
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
                if session is None or session.expires_at <= now:
                    self._vault.delete(name)
                else:
                    found[name] = session
        restored = []
        with self._memory:
            for name, session in found.items():
                held = self._held.get(name)
                outlived = held is not None and held.expires_at >= session.expires_at
                if not outlived and self._forgotten[name] == forgotten[name]:
                    self._held[name] = session
                    restored.append(name)
        return tuple(restored)

    def forget(self, names: Iterable[str]) -> None:
        """Blocking: out of memory at once, then out of the vault. All are tried before a failure is raised."""
        names = tuple(names)
        with self._memory:
            for name in names:
                self._held.pop(name, None)
                self._forgotten[name] += 1
        failure: HourpassError | None = None
        with self._vault_turn:
            for name in names:
                if self.get(name) is not None:
                    continue  # got anew meanwhile; its save replaces the item
                try:
                    self._vault.delete(name)
                except HourpassError as error:
                    failure = error
        if failure is not None:
            raise failure

    def drop_secrets(self, name: str) -> bool:
        """Blocking: if what is held as *name* has expired, keep only its facts; whether there was something to drop."""
        session = self.get(name)
        if session is None or session.expires_at > self._clock.now() or not session.credentials.session_token:
            return False
        bare = replace(session.credentials, secret_access_key="", session_token="")
        if not self.swap(name, session, replace(session, credentials=bare)):
            return False
        with self._vault_turn:
            held = self.get(name)
            if held is None or not held.credentials.session_token:
                self._vault.delete(name)
        return True
