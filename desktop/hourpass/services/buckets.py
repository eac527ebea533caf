"""The buckets that a profile's credentials may see."""

from __future__ import annotations

from collections.abc import Iterator

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Aws, BucketRow, Clock
from hourpass.services.sessions import Sessions


class Buckets:
    """Lists buckets with what a profile holds."""

    def __init__(self, sessions: Sessions, aws: Aws, clock: Clock) -> None:
        self._sessions = sessions
        self._aws = aws
        self._clock = clock

    def pages(self, profile: Profile, cancel: Cancel) -> Iterator[list[BucketRow]]:
        """Blocking: the buckets, a page at a time. EXPIRED without asking AWS where our clock knows it."""
        session = self._sessions.session(profile.id)
        if session is None or session.expires_at <= self._clock.now():
            raise HourpassError(Problem(Reason.EXPIRED))
        region = profile.region or session.region or profile.effective_region
        try:
            for page in self._aws.bucket_pages(session.credentials, region, cancel):
                cancel.check()
                yield page
        except HourpassError as error:
            if error.problem.reason is Reason.EXPIRED:  # revoked, or our clock was wrong: nobody counts on them longer
                self._sessions.over(profile.id, session.credentials)
            raise
