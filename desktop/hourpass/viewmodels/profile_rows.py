"""The list of profiles: a row each, with the state of its ring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hourpass.domain.expiry import Phase, phase
from hourpass.domain.profile import Method, Profile
from hourpass.domain.session import Session
from hourpass.services.mfa_sessions import LEAST_LEFT


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """What a row shows."""

    profile_id: str
    name: str
    method: Method
    role_name: str  # empty with a session token
    account: str  # may be empty
    partition: str
    phase: Phase
    left: timedelta | None  # None unless valid
    fraction: float  # of the session's whole length that is left, 0 to 1
    expires_at: datetime | None  # also of a session that is over
    has_key: bool  # of its own, which the user's devices and the rest of their set-up hang on
    renewable_until: datetime | None  # end of the MFA session, while it renews them without a code

    @property
    def valid(self) -> bool:
        """Whether the credentials work."""
        return self.left is not None


def row(profile: Profile, session: Session | None, now: datetime, warnings: Sequence[timedelta]) -> ProfileRow:
    """The row of one profile."""
    ends = session.expires_at if session else None
    known = session.identity if session else None
    return ProfileRow(
        profile_id=profile.id,
        name=profile.name,
        method=profile.method,
        role_name="" if profile.method is Method.SESSION else profile.role_name,
        account=profile.account or (known.account if known else ""),
        partition=profile.partition,
        phase=phase(ends, now, warnings),
        left=ends - now if ends and ends > now else None,
        fraction=fraction_left(session, now) if session else 0.0,
        expires_at=ends,
        has_key=bool(profile.access_key_id),
        renewable_until=renewable_until(session, now) if session else None,
    )


def rows(
    profiles: Iterable[Profile],
    session_of: Callable[[str], Session | None],
    now: datetime,
    warnings: Sequence[timedelta],
) -> tuple[ProfileRow, ...]:
    """The rows in the order of *profiles*; *session_of* tells what a profile's id holds."""
    return tuple(row(each, session_of(each.id), now, warnings) for each in profiles)


def fraction_left(session: Session, now: datetime) -> float:
    """How much of *session*'s whole length is left at *now*, 0 to 1."""
    whole = session.expires_at - session.obtained_at
    if whole <= timedelta(0):
        return 0.0
    return min(max((session.expires_at - now) / whole, 0.0), 1.0)


def renewable_until(session: Session, now: datetime) -> datetime | None:
    """The end of the MFA session that *session* came through, for as long as another can come that way."""
    until = session.renewable_until
    return until if until and until - now >= LEAST_LEFT else None
