"""The AWS console, opened signed in with what a profile holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from hourpass.domain import console
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.domain.session import Session
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Clock, Console, SignInToken
from hourpass.services.sessions import Sessions


@dataclass(frozen=True, slots=True)
class ConsoleLink:
    """What a browser is sent to. Whoever has it is signed in, so it is handled like a password."""

    url: str = field(repr=False)
    works_until: datetime
    ends_at: datetime  # the credentials' own end, and the console's with them


class ConsoleSignIn:
    """Gets links to the console for what the profiles hold; nothing is kept."""

    def __init__(self, sessions: Sessions, aws: Console, clock: Clock) -> None:
        self._sessions = sessions
        self._aws = aws
        self._clock = clock

    def why_not(self, profile: Profile) -> Reason | None:
        """What keeps *profile* from the console now: EXPIRED (also when it holds nothing), CONSOLE_NEEDS_ROLE or
        CONSOLE_PARTITION_UNKNOWN; None when it may try. Instant.
        """
        session = self._sessions.session(profile.id)
        return console.why_not(session, _partition(session, profile), self._clock.now())

    def link(self, profile: Profile, cancel: Cancel) -> ConsoleLink:
        """Blocking: a link that signs in with the credentials held; nothing is sent where why_not has a reason."""
        session, now = self._sessions.session(profile.id), self._clock.now()
        partition = _partition(session, profile)
        reason = console.why_not(session, partition, now)
        if session is None or reason is not None:
            facts = {"partition": partition} if reason is Reason.CONSOLE_PARTITION_UNKNOWN else {}
            raise HourpassError(Problem(reason or Reason.EXPIRED, facts))
        token = self._token(profile, session, partition, cancel)
        page = console.destination(partition, profile.region or session.region or profile.effective_region)
        return ConsoleLink(
            console.login_url(token.federation_url, token.value, page),
            works_until=min(now + console.LINK_LASTS, session.expires_at),
            ends_at=session.expires_at,
        )

    def _token(self, profile: Profile, session: Session, partition: str, cancel: Cancel) -> SignInToken:
        duration = console.session_duration(session, self._clock.now())
        try:
            try:
                return self._aws.signin_token(session.credentials, partition, duration, cancel)
            except HourpassError as error:
                if error.problem.reason is not Reason.CONSOLE_DURATION_REFUSED:
                    raise
            # AWS was seen to refuse single durations within its own limits; without one it ends in time as well.
            return self._aws.signin_token(session.credentials, partition, None, cancel)
        except HourpassError as error:
            if error.problem.reason is Reason.EXPIRED:  # revoked, or our clock was wrong: nobody counts on them longer
                self._sessions.over(profile.id, session.credentials)
            raise


def _partition(session: Session | None, profile: Profile) -> str:
    return console.partition_of(session, profile.partition) if session else profile.partition
