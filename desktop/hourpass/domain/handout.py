"""Whether what a profile holds can be handed to other tools."""

from __future__ import annotations

from datetime import datetime

from hourpass.domain.process_json import NEARLY_OVER
from hourpass.domain.session import Session


def can_be_handed_out(session: Session | None, now: datetime) -> bool:
    """Whether *session* holds credentials that a tool can still work with."""
    return (
        session is not None
        and bool(session.credentials.session_token)
        and session.credentials.remaining(now) >= NEARLY_OVER
    )
