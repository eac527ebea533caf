"""What must be true of every day, whatever happened in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from hourpass.domain.expiry import DEFAULT_WARNINGS
from hourpass.domain.profile import Method
from hourpass.domain.session import Session
from hourpass.services.mfa_sessions import uses_one
from hourpass.services.renewal import LAST_CALL, MOST_AT_ONCE, PAUSES, RENEW_BEFORE, SETTLING
from services.fakes_day import NAP, Chronicle, Day, Got, Span

GRACE = NAP + timedelta(seconds=90)
"""After a disturbance: the timer's nap, and twenty renewals of up to 8 seconds, three at a time."""
MINUTE = timedelta(minutes=1)
JITTER = timedelta(seconds=10)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def check(day: Day, seen: Chronicle, end: datetime) -> None:
    each_warning_came_once(seen)
    each_warning_came(day, seen, end)
    nothing_was_told_that_mended_itself(seen)
    what_kept_failing_was_told(day, seen, end)
    no_code_was_asked_in_vain(seen)
    no_role_lapsed_while_its_mfa_session_lived(day, seen, end)
    renewals_came_in_time(day, seen)
    the_last_role_lasts_as_long_as_it_can(day, seen, end)
    nothing_was_hammered(seen)


def each_warning_came_once(seen: Chronicle) -> None:
    assert max(Counter((each.session, each.span) for each in seen.told).values(), default=0) <= 1
    for session in {each.session for each in seen.told}:
        spans = [each.span for each in seen.told if each.session == session]
        assert spans == sorted(spans, reverse=True)


def each_warning_came(day: Day, seen: Chronicle, end: datetime) -> None:
    """Of credentials that need a code, while the machine was awake and its clock right."""
    clock = longer(seen.wrong_clock, GRACE)
    for which in day.profiles:
        if which.method is Method.ROLE_THROUGH_SESSION or not which.device_serial:
            continue
        for got, until in held(seen.got[which.id], end):
            session = got.session
            if touched(Span(got.at, until), clock) or touched(Span(expiry(got) - minutes(16), until), seen.asleep):
                continue
            worth = {span for span in DEFAULT_WARNINGS if span < session.expires_at - session.obtained_at - JITTER}
            due = {span for span in worth | {timedelta(0)} if expiry(got) - span < until}
            assert {each.span for each in seen.told if each.session == key(session)} == due


def nothing_was_told_that_mended_itself(seen: Chronicle) -> None:
    clock = longer(seen.wrong_clock, GRACE)
    for told in seen.told:
        assert told.explained or not told.avoidable or touched(Span(told.at, told.at), clock)


def what_kept_failing_was_told(day: Day, seen: Chronicle, end: datetime) -> None:
    """Of what needs no code and ended far from any network, the reason was told."""
    for which in day.profiles:
        for got, until in held(seen.got[which.id], end):
            last = Span(expiry(got) - minutes(25), expiry(got))
            lost = any(away.start < last.start and last.end + MINUTE < away.end for away in seen.away)
            if (
                not lost
                or until <= last.end + MINUTE
                or touched(last, [*seen.asleep, *longer(seen.wrong_clock, GRACE)])
            ):
                continue
            told = [each for each in seen.told if each.session == key(got.session) and not each.span]
            assert len(told) == 1
            assert told[0].explained or not told[0].avoidable


def no_code_was_asked_in_vain(seen: Chronicle) -> None:
    clock = longer(seen.wrong_clock, GRACE)
    for at, _profile, lived in seen.codes:
        assert not lived or touched(Span(at, at), clock)


def no_role_lapsed_while_its_mfa_session_lived(day: Day, seen: Chronicle, end: datetime) -> None:
    """But while it slept or had no network; and then it was renewed at the first look."""
    excuses = longer([*seen.asleep, *seen.away, *seen.wrong_clock], GRACE)
    excuses += longer(seen.throttled, GRACE + PAUSES[-1])
    opened = day.shared()
    excuses_of_opening = longer([Span(each.at, each.at) for each in opened], GRACE)
    for which in filter(uses_one, day.profiles):
        holder = which.access_key_id, which.device_serial
        for got, until in held(seen.got[which.id], end):
            lapsed = Span(expiry(got), until)
            for mfa in opened:
                if mfa.holder == holder:
                    lived = Span(max(lapsed.start, mfa.at), min(lapsed.end, mfa.ends - MINUTE))
                    assert minus(lived, excuses + excuses_of_opening) == []


def renewals_came_in_time(day: Day, seen: Chronicle) -> None:
    """At least 15 minutes before the end, where the credentials live long enough for that."""
    troubles = [*seen.asleep, *seen.away, *seen.throttled, *seen.wrong_clock]
    troubles += [Span(each.at, each.at) for each in day.shared()]
    for profile_id, many in seen.got.items():
        for before, got in pairwise(many):
            calm = not touched(Span(expiry(before) - minutes(30), got.at), longer(troubles, minutes(10)))
            if got.quietly and calm and before.at < expiry(before) - minutes(14):
                wanted = min(RENEW_BEFORE, (expiry(before) - before.at) / 2)
                assert got.left >= wanted - GRACE, profile_id


def the_last_role_lasts_as_long_as_it_can(day: Day, seen: Chronicle, end: datetime) -> None:
    troubles = longer([*seen.asleep, *seen.away, *seen.throttled, *seen.wrong_clock], minutes(10))
    for mfa in day.shared():
        if mfa.cut or mfa.ends > end or touched(Span(mfa.ends - minutes(5), mfa.ends), troubles):
            continue
        for which in filter(uses_one, day.profiles):
            got = [each.at for each in seen.got[which.id] if each.at < mfa.ends]
            if (which.access_key_id, which.device_serial) == mfa.holder and got and got[0] < mfa.ends - minutes(5):
                assert got[-1] >= mfa.ends - LAST_CALL - MINUTE


def nothing_was_hammered(seen: Chronicle) -> None:
    assert seen.most_at_once <= MOST_AT_ONCE
    returns = [span.end for span in seen.away]
    for starts in seen.started.values():
        assert all(later - earlier >= SETTLING for earlier, later in pairwise(starts))
        for first in starts:
            window = Span(first, first + minutes(10))
            fresh = sum(window.start - minutes(10) <= at <= window.end for at in returns)
            assert sum(window.start <= at <= window.end for at in starts) <= (len(PAUSES) + 3) * (1 + fresh)


def key(session: Session) -> str:
    return session.credentials.access_key_id


def expiry(got: Got) -> datetime:
    return got.session.expires_at


def held(many: Sequence[Got], end: datetime) -> Iterator[tuple[Got, datetime]]:
    """What was got, and until when it was held."""
    yield from zip(many, [*(each.at for each in many[1:]), end], strict=True)


def longer(spans: Iterable[Span], by: timedelta) -> list[Span]:
    return [Span(span.start, span.end + by) for span in spans]


def touched(span: Span, others: Iterable[Span]) -> bool:
    return any(other.start <= span.end and span.start <= other.end for other in others)


def minus(span: Span, others: Iterable[Span]) -> list[Span]:
    """What of *span* lies in none of *others*."""
    left = [span] if span.start < span.end else []
    for other in others:
        pieces = [
            (Span(each.start, min(each.end, other.start)), Span(max(each.start, other.end), each.end)) for each in left
        ]
        left = [piece for pair in pieces for piece in pair if piece.start < piece.end]
    return left
