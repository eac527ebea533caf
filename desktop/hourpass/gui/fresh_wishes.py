"""Programs that were given what is held and wish for some that lasts longer: whose wish counts, and for how long."""

from __future__ import annotations

from datetime import datetime

from hourpass.domain.profile import Profile
from hourpass.domain.session import Session

COUNTS_FOR = 120.0
"""Seconds: who still works asks again every 20 to 60, and a job that has ended says nothing. A person who was asked has
as long for typing a code as with any other tool.
"""
PAUSE = 300.0
"""Seconds after a renewal that needed no code and failed; what the app renews by itself follows rules of its own."""


def lasts(session: Session, profile: Profile, now: datetime, seconds: float) -> bool:
    """Whether *session* is good for *seconds* from *now*, or for so much of a whole life that a new one gains little."""
    life = min(session.expires_at - session.obtained_at, profile.duration)
    return session.credentials.remaining(now).total_seconds() >= min(seconds, life.total_seconds() / 2)


class FreshWishes:
    """Keeps count; moments are on the monotonic clock. Belongs to one thread."""

    def __init__(self) -> None:
        self._programs: dict[str, dict[str, float]] = {}  # until when each one's wish counts, by profile id
        self._declined: dict[str, str] = {}  # the access key id of what a person did not want to renew, by profile id
        self._paused_until: dict[str, float] = {}

    def add(self, profile_id: str, program: str, now: float) -> bool:
        """*program* wishes so at *now*; whether it is the first for that profile."""
        first = profile_id not in self._programs
        self._programs.setdefault(profile_id, {})[program] = now + COUNTS_FOR
        return first

    def drop(self, profile_id: str) -> bool:
        """Nobody wishes so for that profile any more; whether somebody did."""
        return self._programs.pop(profile_id, None) is not None

    def drop_stale(self, now: float) -> tuple[str, ...]:
        """Forget what was wished too long ago; the profiles that this concerns."""
        stale = tuple(profile_id for profile_id, each in self._programs.items() if min(each.values()) <= now)
        for profile_id in stale:
            left = {program: until for program, until in self._programs.pop(profile_id).items() if until > now}
            if left:
                self._programs[profile_id] = left
        return stale

    def next_stale(self) -> float | None:
        """When the next wish no longer counts."""
        return min((until for each in self._programs.values() for until in each.values()), default=None)

    def programs(self, profile_id: str) -> tuple[str, ...]:
        """Who wishes so for that profile."""
        return tuple(self._programs.get(profile_id, ()))

    def profiles(self) -> tuple[str, ...]:
        """The ids of those for which somebody does."""
        return tuple(self._programs)

    def decline(self, profile_id: str, session: Session) -> None:
        """A person was asked and did not want to. That stands for as long as *session* is what the profile holds."""
        self._declined[profile_id] = session.credentials.access_key_id

    def is_declined(self, profile_id: str, session: Session) -> bool:
        """Whether asking the person again would be asking twice."""
        return self._declined.get(profile_id) == session.credentials.access_key_id

    def pause(self, profile_id: str, now: float) -> None:
        """A renewal without a code has failed."""
        self._paused_until[profile_id] = now + PAUSE

    def is_paused(self, profile_id: str, now: float) -> bool:
        """Whether it is too early for another one."""
        return now < self._paused_until.get(profile_id, 0.0)
