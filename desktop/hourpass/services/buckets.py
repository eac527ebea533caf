"""The buckets that a profile's credentials may see, and the objects in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from hourpass.domain.credentials import Credentials
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.domain.session import Session
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Aws, BucketRow, Clock, ObjectPage
from hourpass.services.sessions import Sessions

PAGES_AT_ONCE = 10
"""Pages asked for with the same credentials: after so many the listing takes what the profile holds by then."""
Page = TypeVar("Page")


class Buckets:
    """Lists buckets and objects with what a profile holds."""

    def __init__(self, sessions: Sessions, aws: Aws, clock: Clock) -> None:
        self._sessions = sessions
        self._aws = aws
        self._clock = clock

    def pages(self, profile: Profile, cancel: Cancel) -> Iterator[list[BucketRow]]:
        """Blocking: the buckets, a page at a time. EXPIRED without asking AWS where our clock knows it."""
        session = self._held(profile)
        region = profile.region or session.region or profile.effective_region
        yield from self._asked(profile, session, lambda keys: self._aws.bucket_pages(keys, region, cancel), cancel)

    def object_pages(
        self, profile: Profile, region: str, bucket: str, prefix: str, start: str, cancel: Cancel
    ) -> Iterator[ObjectPage]:
        """Blocking: what stands below *prefix*, a page at a time, from *start* on, where an earlier page said that there
        is more. *region* is the bucket's, as far as it is known. EXPIRED once there is nothing valid to ask with.
        """
        while True:
            session = self._held(profile)
            where = region or profile.region or session.region or profile.effective_region
            more, came = start, False

            def ask(keys: Credentials, where: str = where, start: str = start) -> Iterator[ObjectPage]:
                return self._aws.object_pages(keys, where, bucket, prefix, start, PAGES_AT_ONCE, cancel)

            try:
                for page in self._asked(profile, session, ask, cancel):
                    more, came = page.more, True
                    yield page
            except HourpassError as error:
                # Renewed while these pages came: nobody need hear of the end of what they were asked with.
                if error.problem.reason is not Reason.EXPIRED or not self._renewed(profile, session):
                    raise
            else:
                if not (more and came):
                    return
            start = more

    def _held(self, profile: Profile) -> Session:
        session = self._sessions.session(profile.id)
        if session is None or session.expires_at <= self._clock.now():
            raise HourpassError(Problem(Reason.EXPIRED))
        return session

    def _renewed(self, profile: Profile, session: Session) -> bool:
        held = self._sessions.session(profile.id)
        return held is not None and held.credentials != session.credentials

    def _asked(
        self, profile: Profile, session: Session, ask: Callable[[Credentials], Iterator[Page]], cancel: Cancel
    ) -> Iterator[Page]:
        try:
            for page in ask(session.credentials):
                cancel.check()
                yield page
        except HourpassError as error:
            if error.problem.reason is Reason.EXPIRED:  # revoked, or our clock was wrong: nobody counts on them longer
                self._sessions.over(profile.id, session.credentials)
            raise
