"""Sessions: the only owner of credentials, of getting them and of forgetting them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import LONGEST_CHAINED_SESSION, Method, Profile
from hourpass.domain.session import Session
from hourpass.services import mfa_sessions
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.flights import Flights
from hourpass.services.held_sessions import HeldSessions
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.mfa_sessions import MfaSessions
from hourpass.services.ports import Aws, Clock, Issued, RoleRequest, Vault
from hourpass.services.proofs import Proofs

_DEAD_SESSION = frozenset({Reason.EXPIRED, Reason.KEY_UNKNOWN})
"""How AWS refuses an MFA session that is over: long-dead tokens are "invalid" rather than "expired"."""

Listener = Callable[[str], None]


class Sessions:
    """What each profile holds. Reading is instant; what says so blocks and belongs on a worker thread."""

    def __init__(self, aws: Aws, vault: Vault, clock: Clock, ledger: CodeLedger) -> None:
        self._aws = aws
        self._clock = clock
        self._keys = KeyStore(vault)
        self._held = HeldSessions(vault, clock)
        self._mfa = MfaSessions(self._held, clock)
        self._proofs = Proofs(ledger)
        self._flights: Flights[Session] = Flights()
        self._lock = threading.Lock()  # of the two below; never held during a call
        self._known: dict[str, Profile] = {}
        self._listeners: list[Listener] = []

    # reading

    def session(self, profile_id: str) -> Session | None:
        """What the profile holds; an expired one stays visible until it is forgotten or replaced."""
        return self._held.get(_item(profile_id))

    def code_needed(self, profile: Profile) -> bool:
        """Whether getting credentials for *profile* takes a code now."""
        return bool(profile.device_serial) and self._mfa.living(profile) is None

    def under_way(self, profile_id: str) -> bool:
        """Whether credentials for the profile are being got now."""
        return self._flights.under_way(profile_id)

    @property
    def vault_problem(self) -> Problem | None:
        """Why the last session got is in memory only; None when the vault has its copy."""
        return self._held.problem

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
        match profile.method:
            case Method.ROLE:
                session = self._assume_with_code(profile, code, cancel)
            case Method.ROLE_THROUGH_SESSION:
                session = self._assume_through_mfa_session(profile, code, cancel)
            case Method.SESSION:
                session = self._session_token(profile, code, cancel, profile.duration)
        if not self._held.hold(name, session, times_forgotten):
            raise Cancelled  # whoever forgets a profile does not want what was still on its way
        self._tell(profile.id)
        if session.identity is None:
            session = self._with_identity(profile, session, cancel)
        self._held.save(name)
        return session

    def _assume_with_code(self, profile: Profile, code: str, cancel: Cancel) -> Session:
        typed = self._proofs.check(profile, code) if profile.device_serial else ""
        keys = self._keys.get(profile.access_key_id)
        region = profile.effective_region
        cancel.check()
        try:
            if typed:
                with self._proofs.spend(profile.device_serial, typed) as proof:
                    request = replace(_role_request(profile), proof=proof)
                    issued = self._aws.assume_role(keys, region, request, cancel)
            else:
                issued = self._aws.assume_role(keys, region, _role_request(profile), cancel)
        except HourpassError as error:
            raise self._with_maximum(error, keys, profile, cancel) from error
        return self._session(profile, issued)

    def _assume_through_mfa_session(self, profile: Profile, code: str, cancel: Cancel) -> Session:
        if not mfa_sessions.uses_one(profile):
            return self._assume_with_code(profile, code, cancel)

        asked = False

        def with_code(stop: Cancel) -> Session:
            nonlocal asked
            asked = True
            return self._session_token(profile, code, stop, profile.session_duration)

        mfa = self._mfa.get(profile, cancel, with_code)
        request = _role_request(profile)
        request = replace(request, duration=min(request.duration, LONGEST_CHAINED_SESSION))
        try:
            issued = self._aws.assume_role(mfa.credentials, profile.effective_region, request, cancel)
        except HourpassError as error:
            if error.problem.reason not in _DEAD_SESSION:
                raise
            with suppress(HourpassError):  # a vault that keeps its copy of a dead session does no harm
                self._held.forget([mfa_sessions.item_of(profile)])
            self._share_end(profile, None)
            if asked:
                raise
            # Our clock thought it alive and AWS did not: as if there had been none.
            mfa = self._mfa.get(profile, cancel, with_code)
            issued = self._aws.assume_role(mfa.credentials, profile.effective_region, request, cancel)
        self._share_end(profile, mfa.expires_at)
        return self._session(profile, issued, renewable_until=mfa.expires_at)

    def _session_token(self, profile: Profile, code: str, cancel: Cancel, duration: timedelta) -> Session:
        typed = self._proofs.check(profile, code)
        keys = self._keys.get(profile.access_key_id)
        cancel.check()
        with self._proofs.spend(profile.device_serial, typed) as proof:
            issued = self._aws.session_token(keys, profile.effective_region, proof, duration, cancel)
        return self._session(profile, issued)

    def _session(self, profile: Profile, issued: Issued, renewable_until: datetime | None = None) -> Session:
        return Session(
            credentials=issued.credentials,
            obtained_at=self._clock.now(),
            method=profile.method,
            device_serial=profile.device_serial,
            region=profile.effective_region,
            identity=issued.identity,
            renewable_until=renewable_until,
        )

    def _with_identity(self, profile: Profile, session: Session, cancel: Cancel) -> Session:
        """*session* with its identity where AWS tells. The code is spent, so nothing here may cost the session."""
        try:
            identity = self._aws.identity(session.credentials, profile.effective_region, cancel)
        except (HourpassError, Cancelled):
            return session
        named = replace(session, identity=identity)
        if not self._held.swap(_item(profile.id), session, named):
            return session
        self._tell(profile.id)
        return named

    def _with_maximum(
        self, error: HourpassError, keys: LongTermKeys, profile: Profile, cancel: Cancel
    ) -> HourpassError:
        """*error* with the role's maximum as a fact, where that is what it is about and the user may look it up."""
        problem = error.problem
        if problem.reason is not Reason.DURATION_OVER_ROLE_MAXIMUM or "maximum" in problem.facts:
            return error
        facts = {"seconds": _seconds(profile.duration), **problem.facts}
        with suppress(HourpassError, Cancelled):  # most users may not look; the refusal stands without it
            maximum = self._aws.role_maximum(keys, profile.effective_region, profile.role_arn, cancel)
            facts["maximum"] = _seconds(maximum)
        return HourpassError(replace(problem, facts=facts))

    # keeping and forgetting

    def restore(self, profiles: Iterable[Profile]) -> None:
        """Blocking: what the vault still has of an earlier run. A vault that fails leaves everything as it was."""
        profiles = tuple(profiles)
        self._learn(profiles)
        names = [_item(each.id) for each in profiles]
        names += [mfa_sessions.item_of(each) for each in profiles if mfa_sessions.uses_one(each)]
        restored = set(self._held.restore(names))
        for profile in profiles:
            if mfa_sessions.uses_one(profile):
                mfa = self._mfa.living(profile)
                self._share_end(profile, mfa.expires_at if mfa else None)
            if _item(profile.id) in restored:
                self._tell(profile.id)

    def drop_expired(self) -> None:
        """Blocking: the secrets of what has expired leave memory and vault; that it expired stays visible."""
        for name in self._held.names():
            self._held.drop_secrets(name)

    def forget(self, profile_id: str) -> None:
        """Blocking: the profile's credentials, and the MFA session behind them unless another profile uses it."""
        self._flights.abandon(profile_id)
        names = [_item(profile_id)]
        with self._lock:
            known = dict(self._known)
        profile = known.get(profile_id)
        if profile is not None and mfa_sessions.uses_one(profile):
            name = mfa_sessions.item_of(profile)
            others = (each for each in known.values() if each.id != profile_id)
            if not any(self._holds_through(each, name) for each in others):
                names.append(name)
        try:
            self._held.forget(names)
        finally:
            self._tell(profile_id)

    def forget_all(self) -> None:
        """Blocking: everything but the long-term keys."""
        self._flights.abandon_all()
        with self._lock:
            known = tuple(self._known.values())
        names = {*self._held.names(), *(_item(each.id) for each in known)}
        names |= {mfa_sessions.item_of(each) for each in known if mfa_sessions.uses_one(each)}
        try:
            self._held.forget(names)
        finally:
            for profile in known:
                self._tell(profile.id)

    # long-term keys

    def store_keys(self, keys: LongTermKeys) -> None:
        """Blocking: keep a user's access key in the vault."""
        self._keys.keep(keys)

    def drop_keys(self, access_key_id: str) -> None:
        """Blocking: delete a user's access key from the vault."""
        self._keys.drop(access_key_id)

    def has_keys(self, access_key_id: str) -> bool:
        """Blocking: whether the vault has the access key."""
        return self._keys.has(access_key_id)

    # inside

    def _learn(self, profiles: Iterable[Profile]) -> None:
        with self._lock:
            self._known.update({each.id: each for each in profiles})

    def _holds_through(self, profile: Profile, mfa_item: str) -> bool:
        return (
            mfa_sessions.uses_one(profile)
            and mfa_sessions.item_of(profile) == mfa_item
            and self.session(profile.id) is not None
        )

    def _share_end(self, profile: Profile, until: datetime | None) -> None:
        """Tell every session that is renewed through *profile*'s MFA session when that one ends."""
        mfa_item = mfa_sessions.item_of(profile)
        with self._lock:
            known = tuple(self._known.values())
        for each in known:
            session = self.session(each.id)
            if session is None or not self._holds_through(each, mfa_item) or session.renewable_until == until:
                continue
            if self._held.swap(_item(each.id), session, replace(session, renewable_until=until)):
                self._tell(each.id)

    def _tell(self, profile_id: str) -> None:
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(profile_id)


def _item(profile_id: str) -> str:
    return f"session/{profile_id}"


def _seconds(span: timedelta) -> str:
    return str(int(span.total_seconds()))


def _role_request(profile: Profile) -> RoleRequest:
    return RoleRequest(
        role_arn=profile.role_arn,
        session_name=profile.session_name,
        duration=profile.duration,
        external_id=profile.external_id,
        session_policy=profile.session_policy,
    )
