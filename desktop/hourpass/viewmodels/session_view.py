"""The card of the chosen profile: it asks for a code, or it counts down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hourpass.domain.expiry import Phase, phase
from hourpass.domain.profile import Method, Profile
from hourpass.domain.session import Session
from hourpass.viewmodels.profile_rows import fraction_left, renewable_until


@dataclass(frozen=True, slots=True)
class CodeCard:
    """Nothing valid: how to get credentials."""

    profile_id: str
    asks_code: bool  # otherwise a press is enough
    busy: bool
    expired_at: datetime | None = None  # of what it held, if anything


@dataclass(frozen=True, slots=True)
class CountdownCard:
    """Valid credentials and their time."""

    profile_id: str
    name: str
    arn: str  # of the role, or of the user with a session token; empty where AWS did not tell
    phase: Phase
    left: timedelta
    fraction: float  # of the whole length that is left, 0 to 1
    expires_at: datetime
    renewable_until: datetime | None  # end of the MFA session, while it renews them without a code
    busy: bool


Card = CodeCard | CountdownCard


def view(
    profile: Profile,
    session: Session | None,
    now: datetime,
    warnings: Sequence[timedelta],
    *,
    code_needed: bool,
    busy: bool = False,
) -> Card:
    """The card of *profile*, which holds *session*; *code_needed* as the sessions service tells it."""
    if session is None or session.expires_at <= now:
        return CodeCard(profile.id, code_needed, busy, session.expires_at if session else None)
    return CountdownCard(
        profile_id=profile.id,
        name=profile.name,
        arn=_arn(profile, session),
        phase=phase(session.expires_at, now, warnings),
        left=session.expires_at - now,
        fraction=fraction_left(session, now),
        expires_at=session.expires_at,
        renewable_until=renewable_until(session, now),
        busy=busy,
    )


def _arn(profile: Profile, session: Session) -> str:
    """The role's own ARN says more than that of the assumed role, which carries the session's name."""
    if session.method is not Method.SESSION and profile.role_arn:
        return profile.role_arn
    return session.identity.arn if session.identity else ""
