"""Sessions in memory, with a copy in the vault that outlives the app."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from hourpass.domain.credentials import Credentials
from hourpass.domain.ending import Ending, ending, next_ending
from hourpass.domain.problem import HourpassError, Problem
from hourpass.domain.session import Session, from_text, to_text
from hourpass.services.ports import Clock, Vault


class HeldSessions:
    """Sessions by the name of their vault item. Memory answers at once; what says so may block on the vault.

    What is over loses its secrets, and its facts stay. While the clock is unsure, what only seems to be over leaves
    memory all the same, but keeps its copy in the vault: a computer whose date is wrong must cost nobody a living
    session. That copy comes back once the session lives by the clock, and is deleted once it is surely over.
    """

    def __init__(self, vault: Vault, clock: Clock, clock_is_sure: Callable[[], bool] = lambda: True) -> None:
        self._vault = vault
        self._clock = clock
        self._clock_is_sure = clock_is_sure  # whether it was compared with AWS's
        self._memory = threading.Lock()  # held for a moment only, never while the vault is asked
        self._vault_turn = threading.Lock()  # one change at a time, so that a save cannot overtake a forget
        self._held: dict[str, Session] = {}
        self._forgotten: Counter[str] = Counter()
        self._to_delete: set[str] = set()
        self._doubted: dict[str, datetime] = {}  # the ends of what seems to be over and is in the vault alone
        self._restoring = 0
        # The next two belong to whoever has the vault's turn.
        self._unsaved: dict[str, None] = {}  # a set in the order of coming
        self._problem: Problem | None = None

    @property
    def problem(self) -> Problem | None:
        """Why the vault took no copy the last time it was given one; None when all is saved."""
        return self._problem

    @property
    def holds_secrets(self) -> bool:
        """Whether there is anything to forget, what is in the vault alone included."""
        with self._memory:
            return bool(self._doubted) or any(each.credentials.session_token for each in self._held.values())

    @property
    def left_over(self) -> bool:
        """Whether the vault has yet to let go of something that has left memory."""
        with self._memory:
            return bool(self._to_delete)

    @property
    def restoring(self) -> bool:
        """Whether anything is being brought back from the vault."""
        with self._memory:
            return self._restoring > 0

    def get(self, name: str) -> Session | None:
        """What is held as *name*, expired or not.

        Not what a clock that was ahead has taken the secrets of: until they are restored there is nothing to hand out.
        """
        now = self._clock.now()
        with self._memory:
            session = self._held.get(name)
        hollow = session is not None and not session.credentials.session_token and session.expires_at > now
        return None if hollow else session

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

    def endings(self) -> frozenset[tuple[str, datetime, Ending]]:
        """What :meth:`drop_expired` and :meth:`reconsider` see to, with its end and how it stands with that. Whatever
        was not in the answer before gives them something to do.
        """
        now, sure = self._clock.now(), self._clock_is_sure()
        with self._memory:
            ends = {
                (name, each.expires_at)
                for name, each in self._held.items()
                if each.credentials.session_token and each.expires_at <= now
            }
            ends |= self._doubted.items()
        return frozenset((name, end, ending(end, now, sure=sure)) for name, end in ends)

    def next_ending(self) -> datetime | None:
        """The next moment at which :meth:`endings` answers something else by itself."""
        now, sure = self._clock.now(), self._clock_is_sure()
        with self._memory:
            ends = [each.expires_at for each in self._held.values() if each.credentials.session_token]
            ends += self._doubted.values()
        due = (next_ending(end, now, sure=sure) for end in ends)
        return min((at for at in due if at is not None), default=None)

    def restore(self, names: Iterable[str]) -> tuple[str, ...]:
        """Blocking: hold what the vault has under *names* and still lives; delete the rest. The names now held anew.

        What only seems to be over stays in the vault, for :meth:`reconsider`. A vault that fails leaves memory as it
        was; one that works gets what it refused before.
        """
        with self._memory:
            self._restoring += 1
        try:
            return self._restore(names)
        finally:
            with self._memory:
                self._restoring -= 1

    def _restore(self, names: Iterable[str]) -> tuple[str, ...]:
        self.purge()  # what was forgotten and could not be deleted must not come back
        with self._memory:
            forgotten = self._forgotten.copy()
        found: dict[str, Session] = {}
        now, sure = self._clock.now(), self._clock_is_sure()
        with self._vault_turn:
            for name in dict.fromkeys(names):
                text = self._vault.get(name)
                if text is None:
                    with self._memory:
                        self._doubted.pop(name, None)
                    continue
                session = from_text(text)
                how = ending(session.expires_at, now, sure=sure) if session is not None else Ending.SURE
                if session is None or how is Ending.SURE:
                    self._vault.delete(name)
                with self._memory:
                    self._doubted.pop(name, None)
                    if session is not None and how is Ending.SEEMING and self._forgotten[name] == forgotten[name]:
                        self._doubted[name] = session.expires_at
                if session is not None and how is Ending.AHEAD:
                    found[name] = session
            self._save(tuple(self._unsaved))
        restored = []
        with self._memory:
            for name, session in found.items():
                held = self._held.get(name)
                newer = held is not None and held.credentials.session_token and held.expires_at >= session.expires_at
                gone = self._forgotten[name] != forgotten[name] or name in self._to_delete
                if not newer and not gone:
                    self._held[name] = session
                    restored.append(name)
        return tuple(restored)

    def reconsider(self) -> tuple[str, ...]:
        """Blocking: what only seemed to be over is restored or deleted, once that is known. The names now held anew."""
        now, sure = self._clock.now(), self._clock_is_sure()
        with self._memory:
            doubted = tuple(self._doubted.items())
        known = [name for name, end in doubted if ending(end, now, sure=sure) is not Ending.SEEMING]
        return self.restore(known) if known else ()

    def release(self, names: Iterable[str]) -> None:
        """Out of memory at once, and what is on its way is not held any more. Out of the vault with :meth:`purge`."""
        with self._memory:
            for name in names:
                self._held.pop(name, None)
                self._doubted.pop(name, None)
                self._forgotten[name] += 1
                self._to_delete.add(name)

    def forget(self, names: Iterable[str]) -> None:
        """Blocking: out of memory at once, then out of the vault. All are tried before a failure is raised."""
        self.release(names)
        self.purge()

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
        """Blocking: of what has expired keep only the facts; of what only seems to have, the vault's copy as well.
        Where the vault takes none, memory has the only one and keeps it until the clock is sure.

        What a vault would not let go of before is tried again, and all are tried before a failure is raised.
        """
        now, sure = self._clock.now(), self._clock_is_sure()
        seeming = []
        for name in self.names():
            session = self.get(name)
            if session is None or not session.credentials.session_token:
                continue
            match ending(session.expires_at, now, sure=sure):
                case Ending.SURE:
                    self._bare(name, session, session.credentials)
                case Ending.SEEMING:
                    seeming.append((name, session))
        if seeming:
            with self._vault_turn:
                for name, session in seeming:
                    self._set_aside(name, session)
        self.purge()

    def purge(self) -> None:
        """Blocking: what has left memory leaves the vault. All are tried before a failure is raised."""
        failure: HourpassError | None = None
        with self._vault_turn:
            with self._memory:
                names = tuple(self._to_delete)
            for name in names:
                # Even if it was got anew meanwhile: had that been saved, nothing would be left to delete.
                try:
                    self._vault.delete(name)
                except HourpassError as error:
                    failure = error
                    continue
                with self._memory:
                    self._to_delete.discard(name)
        if failure is not None:
            raise failure

    # inside

    def _set_aside(self, name: str, session: Session) -> None:
        """With the vault's turn: out of memory, once the vault is sure to have it."""
        self._save((name,))
        if name in self._unsaved:
            return
        with self._memory:
            if self._held.get(name) is session:
                self._held[name] = _bared(session, session.credentials)
                self._doubted[name] = session.expires_at

    def _bare(self, name: str, session: Session, credentials: Credentials) -> bool:
        with self._memory:
            if self._held.get(name) is not session:
                return False
            self._held[name] = _bared(session, credentials)
            self._to_delete.add(name)
            return True

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
                with self._memory:
                    self._doubted.pop(name, None)  # a living one has taken its place
                    held = self._held.get(name)
                    if held is not None and held.credentials is session.credentials:  # else forgotten meanwhile
                        self._to_delete.discard(name)
            del self._unsaved[name]
        self._problem = None


def _bared(session: Session, credentials: Credentials) -> Session:
    """*session* with the facts of *credentials* and no secret."""
    return replace(session, credentials=replace(credentials, secret_access_key="", session_token=""))
