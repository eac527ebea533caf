"""What the command line lists of a profile: name, kind, state, end. No secret among it."""

from __future__ import annotations

from datetime import datetime

from hourpass.domain.process_json import expiration
from hourpass.domain.profile import Profile
from hourpass.domain.session import Session

Facts = dict[str, str | None]


def facts_of(profile: Profile, session: Session | None, now: datetime) -> Facts:
    """The facts of *profile* and of what it holds: ``state`` is "valid", "expired" or "none"; ``expires`` is ISO 8601 in
    UTC, of what has expired as well, or None.
    """
    state = "none"
    if session is not None:
        state = "valid" if session.expires_at > now else "expired"
    return {
        "name": profile.name,
        "id": profile.id,
        "kind": profile.method.value,
        "account": profile.account,
        "state": state,
        "expires": expiration(session.expires_at) if session else None,
    }
