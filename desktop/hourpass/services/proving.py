"""The proof that a setup works: refused without a code, let in with one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from hourpass.domain import totp
from hourpass.domain.credentials import Keys
from hourpass.domain.problem import HourpassError, Problem, RawAnswer, Reason
from hourpass.domain.profile import SHORTEST_SESSION, Profile
from hourpass.domain.session import Session
from hourpass.domain.setup import Draft, Mode
from hourpass.services.cancel import Cancel
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.pause import Pause
from hourpass.services.ports import Aws, BucketRow, Clock, RoleRequest
from hourpass.services.sessions import Sessions
from hourpass.services.trying_again import NO_TIME, Patience, TryingAgain, waiting_for

T = TypeVar("T")

DEVICE_SEEN_AFTER = timedelta(seconds=15)
"""STS sees a device 8 to 14 seconds after it was registered; a code that comes earlier is spent for nothing."""
LEARNING = timedelta(seconds=60)
"""For so long a refusal may only mean that AWS has not heard everywhere of what was just made."""

_WHAT_PASSES = frozenset({Reason.DEVICE_UNKNOWN, Reason.ROLE_REFUSED, Reason.KEY_UNKNOWN})

_KEY_IS_NEW = waiting_for(Reason.KEY_UNKNOWN)
"""The setup has just made the key, and every service of AWS hears of it in its own time."""


def fresh_after(enrolled_at: datetime) -> datetime:
    """When STS sees a device that was registered then, and the second code of its pair has gone from the phone."""
    return max(enrolled_at + DEVICE_SEEN_AFTER, totp.next_step_at(enrolled_at))


class Proving:
    """Both halves of the proof. AWS refuses for want of MFA in the very words in which it refuses what is not there,
    so the refusal says something only together with the success that follows it.

    *made_at*: when the last part of the setup was made; unknown, it counts from now.
    """

    def __init__(
        self,
        draft: Draft,
        profile: Profile,
        region: str,
        sessions: Sessions,
        aws: Aws,
        keys: KeyStore,
        clock: Clock,
        pause: Pause,
        made_at: datetime | None = None,
    ) -> None:
        self._draft, self._profile, self._region = draft, profile, region
        self._sessions, self._aws, self._keys = sessions, aws, keys
        self._clock, self._again = clock, TryingAgain(clock, pause)
        self._made_at = made_at or clock.now()

    def without_code(self, cancel: Cancel) -> RawAnswer:
        """Blocking: what AWS refused with, word for word. ACCEPTED_WITHOUT_CODE where it let the plain key in."""
        keys = self._keys.get(self._profile.access_key_id)
        by_role = self._draft.mode is Mode.ROLE
        wanted = Reason.ROLE_REFUSED if by_role else Reason.DENIED
        try:
            self._insist(
                lambda: self._assume_role(keys, cancel) if by_role else self._first_page(keys, cancel),
                _KEY_IS_NEW,
                cancel,
            )
        except HourpassError as error:
            if error.problem.reason is not wanted:
                raise
            return error.problem.raw or RawAnswer()
        facts = {"role_arn": self._draft.role_arn} if by_role else {}
        raise HourpassError(Problem(Reason.ACCEPTED_WITHOUT_CODE, facts))

    def fresh_code_from(self, enrolled_at: datetime | None) -> datetime:
        """From when on a code may be sent: STS sees the device by then, and the pair's second code has gone."""
        if enrolled_at is None:
            return self._clock.now()
        self._made_at = max(self._made_at, enrolled_at)
        return fresh_after(enrolled_at)

    def with_code(self, code: str, cancel: Cancel) -> Session:
        """Blocking: the profile's first session, got and kept like all later ones."""
        return self._sessions.obtain(self._profile, code, cancel)

    def still_learning(self, problem: Problem, now: datetime) -> bool:
        """Whether *problem* may pass by itself: a fresh code, once AWS has heard of everything, may do."""
        if problem.reason is Reason.DEVICE_UNKNOWN and not self._draft.creates_device:
            return False
        return problem.reason in _WHAT_PASSES and now - self._made_at < LEARNING

    def buckets(self, cancel: Cancel) -> tuple[BucketRow, ...]:
        """Blocking: the first page of what the session sees. DENIED is honest once AWS had time to learn the policy."""
        session = self._sessions.session(self._profile.id)
        if session is None:
            raise HourpassError(Problem(Reason.EXPIRED))
        credentials, learns_for = session.credentials, self._made_at + LEARNING - self._clock.now()

        def grants(problem: Problem) -> timedelta:
            if problem.reason is Reason.DENIED:
                return max(learns_for, NO_TIME)
            return _KEY_IS_NEW(problem)

        return self._insist(lambda: self._first_page(credentials, cancel), grants, cancel)

    def _insist(self, ask: Callable[[], T], grants: Callable[[Problem], timedelta], cancel: Cancel) -> T:
        return self._again.until_done(ask, Patience(grants), lambda _tries, _why: None, cancel)

    def _assume_role(self, keys: Keys, cancel: Cancel) -> None:
        profile = self._profile
        # As short as can be, for nobody uses what comes if it is let in against all expectation.
        request = RoleRequest(profile.role_arn, profile.session_name, SHORTEST_SESSION, external_id=profile.external_id)
        self._aws.assume_role(keys, self._region, request, cancel)

    def _first_page(self, keys: Keys, cancel: Cancel) -> tuple[BucketRow, ...]:
        return tuple(next(self._aws.bucket_pages(keys, self._region, cancel), ()))
