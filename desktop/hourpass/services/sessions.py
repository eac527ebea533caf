"""Sessions: the only owner of credentials, of getting them and of forgetting them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from hourpass.domain.credentials import Credentials, LongTermKeys
from hourpass.domain.ending import Ending
from hourpass.domain.problem import HourpassError, Problem
from hourpass.domain.profile import Method, Profile
from hourpass.domain.session import Session
from hourpass.services import mfa_sessions
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.flights import Flights
from hourpass.services.held_sessions import HeldSessions
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.mfa_sessions import MfaSessions
from hourpass.services.pause import Pause, pause
from hourpass.services.ports import Aws, Clock, SourceProfiles, Vault
from hourpass.services.proofs import Proofs
from hourpass.services.sign_in import SignIn
from hourpass.services.stored_seeds import StoredSeeds

Listener = Callable[[str], None]

PROOF_LASTS = timedelta(hours=1)
"""Time enough to have a new phone register itself."""


class Sessions:
    """What each profile holds. Reading is instant; what says so blocks and belongs on a worker thread.

    *seeds* are the secret keys of the devices whose codes Hourpass makes itself. Without *sources*, profiles that get
    their credentials through the AWS config files fail with PROFILE_UNUSABLE.
    """

    def __init__(
        self,
        aws: Aws,
        vault: Vault,
        clock: Clock,
        ledger: CodeLedger,
        clock_is_sure: Callable[[], bool] = lambda: True,
        default_region: str = "",
        pause: Pause = pause,
        sources: SourceProfiles | None = None,
    ) -> None:
        self._keys = KeyStore(vault)
        self._held = HeldSessions(vault, clock, clock_is_sure)
        self._mfa = MfaSessions(self._held, clock)
        self.ledger = ledger
        self.seeds = StoredSeeds(vault, clock, ledger, pause)
        self._sign_in = SignIn(aws, self._keys, sources, Proofs(ledger, self.seeds), self._mfa, clock, default_region)
        self._flights: Flights[Session] = Flights()
        self._lock = threading.Lock()  # of the two below; never held during a call
        self._known: dict[str, Profile] = {}
        self._listeners: list[Listener] = []

    # reading

    def session(self, profile_id: str) -> Session | None:
        """What the profile holds; an expired one stays visible until it is forgotten or replaced."""
        return self._held.get(_item(profile_id))

    def code_needed(self, profile: Profile) -> bool:
        """Whether getting credentials for *profile* takes a code now that somebody has to type."""
        made = profile.makes_codes and not self.seeds.missing(profile.device_serial)
        return bool(profile.device_serial) and not made and self._mfa.living(profile) is None

    @property
    def vault_problem(self) -> Problem | None:
        """Why the last session got is in memory only; None when the vault has its copy."""
        return self._held.problem

    @property
    def under_way(self) -> bool:
        """Whether any credentials are on their way: asked for, or being brought back from the vault."""
        return self._flights.under_way or self._held.restoring

    @property
    def holds_secrets(self) -> bool:
        """Whether there is anything to forget, MFA sessions included."""
        return self._held.holds_secrets

    @property
    def left_over(self) -> bool:
        """Whether the vault has yet to let go of something that has left memory."""
        return self._held.left_over

    def endings(self) -> frozenset[tuple[str, datetime, Ending]]:
        """What :meth:`drop_expired` sees to, MFA sessions included: whatever was not in the answer before gives it
        something to do.
        """
        return self._held.endings()

    def next_ending(self) -> datetime | None:
        """The next moment at which that differs by itself."""
        return self._held.next_ending()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call *listener* with a profile's id after each change, on whatever thread; returns how to end that."""
        with self._lock:
            self._listeners.append(listener)

        def end() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return end

    # getting

    def obtain(self, profile: Profile, code: str, cancel: Cancel) -> Session:
        """Blocking: new credentials for *profile*. Whoever asks for the same profile meanwhile shares the outcome.

        What cannot succeed is refused before anything is sent: CODE_NEEDED, CODE_MALFORMED, CODE_ALREADY_SENT,
        TOO_MANY_TRIES, KEY_NOT_STORED.
        """
        self._learn([profile])
        return self._flights.share(profile.id, cancel, lambda stop: self._obtain(profile, code, stop))

    def _obtain(self, profile: Profile, code: str, cancel: Cancel) -> Session:
        name = _item(profile.id)
        times_forgotten = self._held.times_forgotten(name)
        try:
            session = self._sign_in.session(profile, code, cancel)
        finally:
            self._show_renewability(profile)
        if not self._held.hold(name, session, times_forgotten):
            raise Cancelled  # whoever forgets a profile does not want what was still on its way
        self._tell(profile.id)
        self._held.save(name)  # at once: the code is spent, and the app may be ended any moment
        if session.identity is None and (identity := self._sign_in.identity(session, cancel)):
            session = self._change(profile.id, session, replace(session, identity=identity))
            self._held.save(name)
        with suppress(HourpassError):  # it concerns other profiles
            self._reconsider()
        return session

    def prove(self, profile: Profile, code: str, cancel: Cancel) -> Session:
        """Blocking: a short MFA session of *profile*'s user, which is kept nowhere but by whoever asked for it."""
        briefly = replace(profile, method=Method.SESSION, duration=PROOF_LASTS)
        return self._sign_in.session(briefly, code, cancel)

    def over(self, profile_id: str, credentials: Credentials) -> None:
        """Blocking: AWS calls *credentials* expired. If they are the profile's, they are from now on."""
        if self._held.end(_item(profile_id), credentials):
            self._tell(profile_id)
            with suppress(HourpassError):  # it is tried again with the next that expires
                self._held.drop_expired()

    # keeping and forgetting

    def restore(self, profiles: Iterable[Profile]) -> None:
        """Blocking: what the vault still has of an earlier run; what it refused to take before is saved.

        A vault that fails leaves everything as it was.
        """
        profiles = tuple(profiles)
        self._learn(profiles)
        names = [_item(each.id) for each in profiles]
        names += [mfa_sessions.item_of(each) for each in profiles if each.device_serial]
        self._tell_restored(profiles, self._held.restore(names))

    def drop_expired(self) -> None:
        """Blocking: the secrets of what has expired leave memory and vault; that it expired stays visible.

        While the clock is unsure the vault keeps its copy. What turns out to live comes back.
        """
        try:
            self._held.drop_expired()
        finally:
            self._reconsider()

    def forget(self, profile_id: str) -> None:
        """Blocking: the profile's credentials, and the MFA session behind them unless another profile uses it."""
        self._flights.abandon(profile_id)
        names = [_item(profile_id)]
        with self._lock:
            known = dict(self._known)
        profile = known.get(profile_id)
        if profile is not None and profile.device_serial:  # whatever its method is: it may have been another one
            name = mfa_sessions.item_of(profile)
            others = (each for each in known.values() if each.id != profile_id)
            if not any(self._holds_through(each, name) or self._asks_through(each, name) for each in others):
                names.append(name)
        try:
            self._held.forget(names)
        finally:
            self._tell(profile_id)

    def empty_memory(self, profiles: Iterable[Profile] = ()) -> None:
        """Instant: of all but the long-term keys nothing is in memory any more, nor taken when it arrives; what the
        vault has of it, and may have of *profiles*, goes with :meth:`empty_vault`.
        """
        self._learn(profiles)
        self._flights.abandon_all()
        with self._lock:
            known = tuple(self._known.values())
        names = {*self._held.names(), *(_item(each.id) for each in known)}
        names |= {mfa_sessions.item_of(each) for each in known if each.device_serial}
        self._held.release(names)
        for profile in known:
            self._tell(profile.id)

    def empty_vault(self) -> None:
        """Blocking: what has left memory leaves the vault. All are tried before a failure is raised."""
        self._held.purge()

    def forget_all(self, profiles: Iterable[Profile] = ()) -> None:
        """Blocking: everything but the long-term keys, and what the vault may have of *profiles*."""
        self.empty_memory(profiles)
        self.empty_vault()

    # long-term keys

    def store_keys(self, keys: LongTermKeys) -> None:
        """Blocking: keep a user's access key in the vault."""
        self._keys.keep(keys)

    def change_keys(self, profiles: Iterable[Profile], instead_of: str) -> None:
        """Blocking: *profiles* stand on another key of the same user, *instead_of* that one. What was got with it goes
        on, an MFA session as well.
        """
        profiles = tuple(profiles)
        self._learn(profiles)
        for profile in profiles:
            if profile.device_serial:
                self._mfa.inherit(profile, mfa_sessions.item(instead_of, profile.device_serial))
                self._show_renewability(profile)

    def change_device(self, profiles: Iterable[Profile], instead_of: str) -> None:
        """Blocking: *profiles* take another device's codes than before, *instead_of* that one's. What was got with it
        goes on, an MFA session as well. All are tried before a failure is raised.
        """
        profiles = tuple(profiles)
        self._learn(profiles)
        with self._lock:
            used = {mfa_sessions.item_of(each) for each in self._known.values() if each.device_serial}
        failure: HourpassError | None = None
        for profile in profiles:
            if not (profile.device_serial and instead_of):
                continue
            old = mfa_sessions.item(profile.access_key_id, instead_of)
            try:
                self._mfa.inherit(profile, old, shared=old in used)
            except HourpassError as error:
                failure = error
            self._show_renewability(profile)
        if failure is not None:
            raise failure

    def drop_keys(self, access_key_id: str) -> None:
        """Blocking: delete a user's access key from the vault."""
        self._keys.drop(access_key_id)

    def has_keys(self, access_key_id: str) -> bool:
        """Blocking: whether the vault has the access key."""
        return self._keys.has(access_key_id)

    # inside

    def _reconsider(self) -> None:
        restored = self._held.reconsider()
        if restored:
            with self._lock:
                known = tuple(self._known.values())
            self._tell_restored(known, restored)

    def _tell_restored(self, profiles: Iterable[Profile], restored: Iterable[str]) -> None:
        names = frozenset(restored)
        for profile in profiles:
            through = mfa_sessions.uses_one(profile)
            if through:
                self._show_renewability(profile)
            if _item(profile.id) in names or (through and mfa_sessions.item_of(profile) in names):
                self._tell(profile.id)

    def _learn(self, profiles: Iterable[Profile]) -> None:
        with self._lock:
            self._known.update({each.id: each for each in profiles})

    def _holds_through(self, profile: Profile, mfa_item: str) -> bool:
        """Whether what *profile* holds came through the MFA session. The profile may have been changed since, and may
        have taken the session along to another device.
        """
        session = self.session(profile.id)
        return (
            session is not None
            and session.method is Method.ROLE_THROUGH_SESSION
            and mfa_item
            in {mfa_sessions.item(profile.access_key_id, session.device_serial), mfa_sessions.item_of(profile)}
        )

    def _asks_through(self, profile: Profile, mfa_item: str) -> bool:
        return (
            mfa_sessions.uses_one(profile)
            and mfa_sessions.item_of(profile) == mfa_item
            and self._flights.waiting(profile.id) > 0
        )

    def _show_renewability(self, profile: Profile) -> None:
        """Every session that is renewed through *profile*'s MFA session says when that one ends."""
        if not mfa_sessions.uses_one(profile):
            return
        mfa = self._mfa.living(profile)
        until = mfa.expires_at if mfa else None
        with self._lock:
            known = tuple(self._known.values())
        for each in known:
            session = self.session(each.id)
            if (
                session
                and session.renewable_until != until
                and self._holds_through(each, mfa_sessions.item_of(profile))
            ):
                self._change(each.id, session, replace(session, renewable_until=until))

    def _change(self, profile_id: str, old: Session, new: Session) -> Session:
        """*new*, held in place of *old*; *old* where something else came between."""
        if not self._held.swap(_item(profile_id), old, new):
            return old
        self._tell(profile_id)
        return new

    def _tell(self, profile_id: str) -> None:
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(profile_id)


def _item(profile_id: str) -> str:
    return f"session/{profile_id}"
