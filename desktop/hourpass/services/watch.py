"""Whom to warn, when: each threshold of a session once, and nothing late in a heap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from hourpass.domain.session import Session

_JITTER = timedelta(seconds=10)
"""A 15-minute session may look a little longer, by AWS's whole seconds and our clock's error."""
_ON_TIME = timedelta(seconds=15)
"""So long after a threshold a look still counts as one at it."""
_NOTHING = timedelta(0)


class NoticeKind(Enum):
    """What there is to tell."""

    ENDING = "ending"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell a person, once."""

    profile_id: str
    kind: NoticeKind
    left: timedelta  # at the look that found it; zero once expired
    expires_at: datetime
    threshold: timedelta  # that was passed; zero for the end

    @property
    def told_left(self) -> timedelta:
        """What to say is left: the threshold, as the person set it, unless the look came long after it."""
        return self.threshold if self.threshold - self.left <= _ON_TIME else self.left


@dataclass(frozen=True, slots=True)
class _Told:
    session: tuple[str, datetime]  # which one this is about
    span: timedelta | None = None  # the shortest span told so far; zero is the end


class Watch:
    """Remembers what was told. Looks may come at any time: after sleep, twice, with the clock set back."""

    def __init__(self) -> None:
        self._told: dict[str, _Told] = {}

    def look(
        self,
        held: Mapping[str, Session],
        now: datetime,
        warnings: Sequence[timedelta],
        muted_until: datetime | None = None,
    ) -> list[Notice]:
        """What is due at *now* and was not told, at most one notice a session: the most urgent.

        What falls due while muted counts as told.
        """
        muted = muted_until is not None and now < muted_until
        notices = []
        for profile_id, session in held.items():
            name = (session.credentials.access_key_id, session.expires_at)
            told = self._told.get(profile_id)
            if told is None or told.session != name:
                told = _Told(name)
            left = max(session.expires_at - now, _NOTHING)
            # The shortest span that is reached stands for the longer ones that a gap has skipped.
            due = min((span for span in _spans(session, warnings) if left <= span), default=None)
            if due is not None and (told.span is None or due < told.span):
                told = _Told(name, due)
                kind = NoticeKind.ENDING if left else NoticeKind.EXPIRED
                notices.append(Notice(profile_id, kind, left, session.expires_at, due))
            self._told[profile_id] = told
        return [] if muted else notices


def _spans(session: Session, warnings: Sequence[timedelta]) -> list[timedelta]:
    """The spans before the end of *session* that are worth a word, the end itself included."""
    whole = session.expires_at - session.obtained_at
    return [_NOTHING, *(span for span in warnings if _NOTHING < span < whole - _JITTER)]
