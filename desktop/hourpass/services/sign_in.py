"""How a profile becomes a session: the calls to AWS, by method."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from hourpass.domain.credentials import Identity, LongTermKeys
from hourpass.domain.problem import HourpassError, Reason
from hourpass.domain.profile import LONGEST_CHAINED_SESSION, Method, Profile
from hourpass.domain.session import Session
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.mfa_sessions import MfaSessions, uses_one
from hourpass.services.ports import Aws, Clock, Issued, RoleRequest
from hourpass.services.proofs import Proofs

_DEAD_SESSION = frozenset({Reason.EXPIRED, Reason.KEY_UNKNOWN})
"""How AWS refuses an MFA session that is over: long-dead tokens are "invalid" rather than "expired"."""


class SignIn:
    """Asks AWS for new credentials. Everything here blocks, and holds nothing."""

    def __init__(
        self, aws: Aws, keys: KeyStore, proofs: Proofs, mfa: MfaSessions, clock: Clock, default_region: str
    ) -> None:
        self._aws = aws
        self._keys = keys
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
        return self._role_from_long_term_keys(profile, code, cancel)

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

    def _role_from_long_term_keys(self, profile: Profile, code: str, cancel: Cancel) -> Session:
        typed = self._proofs.check(profile, code, cancel) if profile.device_serial else ""
        keys = self._keys.get(profile.access_key_id)
        region = profile.region_or(self._default_region)
        request = _role_request(profile)
        cancel.check()
        try:
            if typed:
                with self._proofs.spend(profile.device_serial, typed) as proof:
                    issued = self._aws.assume_role(keys, region, replace(request, proof=proof), cancel)
            else:
                issued = self._aws.assume_role(keys, region, request, cancel)
        except HourpassError as error:
            if error.problem.reason is Reason.DURATION_OVER_ROLE_MAXIMUM:
                raise self._with_maximum(error, keys, profile, cancel) from error
            raise
        return self._made(profile, issued)

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
        return self._made(profile, issued, renewable_until=mfa.expires_at)

    def _assume_chained(self, profile: Profile, mfa: Session, cancel: Cancel) -> Issued:
        request = _role_request(profile)
        # Roles assumed by temporary credentials last an hour at most, whatever the role's own maximum.
        request = replace(request, duration=min(request.duration, LONGEST_CHAINED_SESSION))
        return self._aws.assume_role(mfa.credentials, profile.region_or(self._default_region), request, cancel)

    def _made(self, profile: Profile, issued: Issued, renewable_until: datetime | None = None) -> Session:
        return Session(
            credentials=issued.credentials,
            obtained_at=self._clock.now(),
            method=profile.method,
            device_serial=profile.device_serial,
            region=profile.region_or(self._default_region),
            identity=issued.identity,
            renewable_until=renewable_until,
        )

    def _with_maximum(
        self, error: HourpassError, keys: LongTermKeys, profile: Profile, cancel: Cancel
    ) -> HourpassError:
        """*error* with the role's maximum as a fact, where the user may look it up."""
        facts = {"seconds": _seconds(profile.duration), **error.problem.facts}
        with suppress(HourpassError, Cancelled):  # most users may not look; the refusal stands without it
            maximum = self._aws.role_maximum(keys, profile.region_or(self._default_region), profile.role_arn, cancel)
            facts["maximum"] = _seconds(maximum)
        return HourpassError(replace(error.problem, facts=facts))


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
