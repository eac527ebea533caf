"""How a profile becomes a session: the calls to AWS, by method."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from hourpass.domain.credentials import Credentials, Identity, Keys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import LONGEST_CHAINED_SESSION, SHORTEST_SESSION, Method, Profile
from hourpass.domain.session import Session
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.mfa_sessions import MfaSessions, uses_one
from hourpass.services.ports import Aws, Clock, Issued, RoleRequest, SourceProfiles
from hourpass.services.proofs import Proofs

_DEAD_SESSION = frozenset({Reason.EXPIRED, Reason.KEY_UNKNOWN})
"""How AWS refuses an MFA session that is over: long-dead tokens are "invalid" rather than "expired"."""


class SignIn:
    """Asks AWS for new credentials. Everything here blocks, and holds nothing."""

    def __init__(
        self,
        aws: Aws,
        keys: KeyStore,
        sources: SourceProfiles | None,
        proofs: Proofs,
        mfa: MfaSessions,
        clock: Clock,
        default_region: str,
    ) -> None:
        self._aws = aws
        self._keys = keys
        self._sources = sources
        self._proofs = proofs
        self._mfa = mfa
        self._clock = clock
        self._default_region = default_region

    def session(self, profile: Profile, code: str, cancel: Cancel) -> Session:
        """A new session for *profile*, by its method."""
        if profile.method is Method.SESSION:
            return self._session_token(profile, code, profile.duration, cancel)
        if uses_one(profile):
            return self._role_through_mfa_session(profile, code, cancel)
        return self._role(profile, code, cancel)

    def identity(self, session: Session, cancel: Cancel) -> Identity | None:
        """Who *session* is, where AWS tells. Its code is spent, so nothing that goes wrong here may cost it."""
        try:
            return self._aws.identity(session.credentials, session.region, cancel)
        except (HourpassError, Cancelled):
            return None

    def _session_token(self, profile: Profile, code: str, duration: timedelta, cancel: Cancel) -> Session:
        typed = self._proofs.check(profile, code, cancel)
        keys = self._keys.get(profile.access_key_id)
        cancel.check()
        with self._proofs.spend(profile.device_serial, typed) as proof:
            issued = self._aws.session_token(keys, profile.region_or(self._default_region), proof, duration, cancel)
        return self._made(profile, issued)

    def _role(self, profile: Profile, code: str, cancel: Cancel) -> Session:
        typed = self._proofs.check(profile, code, cancel) if profile.device_serial else ""
        keys = self._source(profile, cancel) if profile.source_profile else self._keys.get(profile.access_key_id)
        first, *others = _role_requests(profile, chained=isinstance(keys, Credentials))
        cancel.check()
        try:
            if typed:
                with self._proofs.spend(profile.device_serial, typed) as proof:
                    issued = self._assume(profile, keys, replace(first, proof=proof), cancel)
            else:
                issued = self._assume(profile, keys, first, cancel)
        except HourpassError as error:
            if error.problem.reason is Reason.DURATION_OVER_ROLE_MAXIMUM:
                raise self._with_maximum(error, keys, profile, cancel) from error
            raise
        for request in others:
            issued = self._assume(profile, issued.credentials, request, cancel)
        return self._made(profile, issued, chained=bool(others) or isinstance(keys, Credentials))

    def _source(self, profile: Profile, cancel: Cancel) -> Keys:
        """What AWS's own tools find through the profile's source. A source that asks for a code has become another one
        since it was taken over: the code that somebody typed here is for a device of this profile.
        """
        unusable = HourpassError(Problem(Reason.PROFILE_UNUSABLE, {"profile": profile.source_profile}))
        if self._sources is None:
            raise unusable
        try:
            return self._sources.keys(profile.source_profile, "", cancel)
        except HourpassError as error:
            if error.problem.reason is Reason.CODE_NEEDED:
                raise unusable from error
            raise

    def _role_through_mfa_session(self, profile: Profile, code: str, cancel: Cancel) -> Session:
        asked = False

        def get_one(cancel: Cancel) -> Session:
            nonlocal asked
            asked = True
            return self._session_token(profile, code, profile.session_duration, cancel)

        mfa = self._mfa.get(profile, cancel, get_one)
        try:
            issued = self._assume_chained(profile, mfa, cancel)
        except HourpassError as error:
            if error.problem.reason not in _DEAD_SESSION:
                raise
            self._mfa.drop(profile, mfa)
            if asked:
                raise
            # Our clock thought it alive and AWS did not: as if there had been none.
            mfa = self._mfa.get(profile, cancel, get_one)
            issued = self._assume_chained(profile, mfa, cancel)
        return self._made(profile, issued, renewable_until=mfa.expires_at, chained=True)

    def _assume_chained(self, profile: Profile, mfa: Session, cancel: Cancel) -> Issued:
        first, *others = _role_requests(profile, chained=True)
        issued = self._assume(profile, mfa.credentials, first, cancel)
        for request in others:
            issued = self._assume(profile, issued.credentials, request, cancel)
        return issued

    def _assume(self, profile: Profile, keys: Keys, request: RoleRequest, cancel: Cancel) -> Issued:
        return self._aws.assume_role(keys, profile.region_or(self._default_region), request, cancel)

    def _made(
        self, profile: Profile, issued: Issued, renewable_until: datetime | None = None, *, chained: bool = False
    ) -> Session:
        return Session(
            credentials=issued.credentials,
            obtained_at=self._clock.now(),
            method=profile.method,
            device_serial=profile.device_serial,
            region=profile.region_or(self._default_region),
            identity=issued.identity,
            renewable_until=renewable_until,
            chained=chained,
        )

    def _with_maximum(self, error: HourpassError, keys: Keys, profile: Profile, cancel: Cancel) -> HourpassError:
        """*error* with the role's maximum as a fact, where the user may look it up."""
        facts = {"seconds": _seconds(profile.duration), **error.problem.facts}
        with suppress(HourpassError, Cancelled):  # most users may not look; the refusal stands without it
            maximum = self._aws.role_maximum(keys, profile.region_or(self._default_region), profile.role_arn, cancel)
            facts["maximum"] = _seconds(maximum)
        return HourpassError(replace(error.problem, facts=facts))


def _seconds(span: timedelta) -> str:
    return str(int(span.total_seconds()))


def _role_requests(profile: Profile, *, chained: bool) -> tuple[RoleRequest, ...]:
    """The roles to assume one with the other, the profile's own last. Those that temporary credentials assume (all of
    them where it is *chained*) last an hour at most, whatever the role's own maximum.
    """
    # What is got on the way serves for the next call alone.
    way = [
        RoleRequest(hop.role_arn, hop.session_name, SHORTEST_SESSION, None, hop.external_id) for hop in profile.through
    ]
    longest = LONGEST_CHAINED_SESSION if chained or way else profile.duration
    own = RoleRequest(
        role_arn=profile.role_arn,
        session_name=profile.session_name,
        duration=min(profile.duration, longest),
        external_id=profile.external_id,
        session_policy=profile.session_policy,
    )
    return (*way, own)
