"""Days that pass in no time: a computer that sleeps and whose clock is set, a network that goes away, AWS, a person.

True time is AWS's. The computer's clock runs beside it with an error; what the app does is done by the real services.
"""

from __future__ import annotations

import heapq
import itertools
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.ending import Ending
from hourpass.domain.problem import HourpassError, Problem
from hourpass.domain.profile import Profile
from hourpass.domain.session import Session
from hourpass.domain.settings import Settings
from hourpass.services.cancel import Cancel
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.lookout import Lookout
from hourpass.services.mfa_sessions import LEAST_LEFT, uses_one
from hourpass.services.profile_book import ProfileBook
from hourpass.services.server_clock import ServerClock
from hourpass.services.sessions import Sessions
from hourpass.services.watch import Watch
from services.fakes_day_aws import Computer, DayAws, Opened
from services.fakes_services import START, FakeClock, FakeStore, FakeVault

NAP = timedelta(minutes=1)
"""The longest that the heartbeat goes without a look at the clock."""
CODE_EVERY = timedelta(seconds=30)


class Span(NamedTuple):
    """From the one moment to the other, in true time."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that happens to the day: *kind* is "sleep", "away", "throttled", "clock" or "ended"."""

    kind: str
    at: timedelta  # from the start
    lasts: timedelta = timedelta(0)
    error: timedelta = timedelta(0)  # of the clock, for as long as it lasts
    whose: int = 0  # of which holder AWS ends the MFA session


@dataclass(slots=True)
class Got:
    """Credentials of a profile as they came, in true time."""

    at: datetime
    session: Session
    quietly: bool
    left: timedelta  # of those they replaced; zero where there were none


@dataclass(slots=True)
class Told:
    """A notice as the person saw it."""

    at: datetime
    profile_id: str
    session: str  # access key id
    span: timedelta  # the threshold
    avoidable: bool  # another could have been got without a code
    explained: bool  # with the reason why it was not


@dataclass(slots=True)
class Chronicle:
    """What happened, in true time."""

    got: dict[str, list[Got]] = field(default_factory=lambda: defaultdict(list))
    started: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    told: list[Told] = field(default_factory=list)
    codes: list[tuple[datetime, Profile, bool]] = field(default_factory=list)  # True: an MFA session lived
    asleep: list[Span] = field(default_factory=list)
    away: list[Span] = field(default_factory=list)
    throttled: list[Span] = field(default_factory=list)
    wrong_clock: list[Span] = field(default_factory=list)
    most_at_once: int = 0
    looks: int = 0


class Day:
    """Lets time pass over *profiles*, with the *troubles* given; *chance* decides how long everything takes."""

    def __init__(self, profiles: tuple[Profile, ...], troubles: list[Trouble], chance: Random) -> None:
        self.profiles, self.chance = profiles, chance
        self.true = FakeClock()
        self.computer = Computer(self.true)
        self.aws = DayAws(self.true, self.computer)
        clock = self.clock = ServerClock(self.computer, self.computer.elapsed)
        self.aws.heard = clock.heard
        book = ProfileBook(FakeStore(Settings(profiles=profiles)))
        book.load()
        self.sessions = Sessions(
            self.aws, FakeVault(), clock, CodeLedger(clock), clock_is_sure=lambda: clock.offset is not None
        )
        for key in {each.access_key_id for each in profiles}:
            self.sessions.store_keys(LongTermKeys(key, "secret"))
        self.sessions.subscribe(self._stir)
        self.lookout = Lookout(book, self.sessions, Watch(), clock)
        self.seen = Chronicle()
        self._events: list[tuple[datetime, int, Callable[[], None]]] = []
        self._count = itertools.count()
        self._beat = 0  # counts what the heartbeat was told, so that an old beat is known as such
        self._asleep = self._stirred = self._returned = False
        self._under_way: set[str] = set()
        self._answering: set[str] = set()
        self._endings: frozenset[tuple[str, datetime, Ending]] = frozenset()
        self._codes = itertools.count(100_000)
        self._next_code: dict[str, datetime] = {}
        for trouble in troubles:
            self.at(START + trouble.at, lambda trouble=trouble: self._meet(trouble))  # type: ignore[misc]

    def pass_by(self, hours: float) -> Chronicle:
        """The person gets credentials for everything, and goes on; what happened in so many hours."""
        for profile in self.profiles:
            self._answer_after(profile, self.chance.uniform(1, 600))
        end = START + timedelta(hours=hours)
        while self._events and self._events[0][0] < end:
            at, _number, event = heapq.heappop(self._events)
            self.true.advance(seconds=max((at - self.true.now()).total_seconds(), 0))
            event()
            while self._stirred and not self._asleep:
                self._look()
        return self.seen

    def at(self, moment: datetime, event: Callable[[], None]) -> None:
        heapq.heappush(self._events, (moment, next(self._count), event))

    def after(self, seconds: float, event: Callable[[], None]) -> None:
        self.at(self.true.now() + timedelta(seconds=seconds), event)

    # the app: what the GUI does with a look

    def _stir(self, _profile_id: str) -> None:
        self._stirred = True

    def _look(self) -> None:
        self._stirred = False
        self.seen.looks += 1
        sight = self.lookout.look()
        for notice in sight.notices:
            session = sight.held[notice.profile_id]
            profile = next(each for each in self.profiles if each.id == notice.profile_id)
            spans = (timedelta(0), *self.lookout.warnings)
            told = Told(
                self.true.now(),
                profile.id,
                session.credentials.access_key_id,
                min(span for span in spans if notice.left <= span),
                avoidable=not profile.device_serial or self.mfa_session_lives(profile),
                explained=profile.id in sight.troubles,
            )
            self.seen.told.append(told)
            self._answer_after(profile, self.chance.choice([20, 200, 1500, 5000]) * self.chance.uniform(0.5, 1.5))
        endings = self.sessions.endings()
        new, self._endings = endings - self._endings, endings
        if new:
            self.sessions.drop_expired()
        for profile in sight.renewals:
            self._start(profile)
        self._rest(sight.next_look)

    def _rest(self, due: datetime | None) -> None:
        self._beat += 1
        if due is not None:
            beat, left = self._beat, due - self.clock.now()
            self.at(self.true.now() + min(max(left, timedelta(0)), NAP), lambda: self._wake_up(beat, due))

    def _wake_up(self, beat: int, due: datetime) -> None:
        if beat != self._beat:
            return
        if self._asleep:
            return  # waking begins a new one
        if due > self.clock.now():
            self._rest(due)
        else:
            self._look()

    def _start(self, profile: Profile) -> None:
        assert profile.id not in self._under_way
        self._under_way.add(profile.id)
        self.seen.most_at_once = max(self.seen.most_at_once, len(self._under_way))
        self.seen.started[profile.id].append(self.true.now())
        self.after(self.chance.uniform(0.2, 8), lambda: self._finish(profile))

    def _finish(self, profile: Profile) -> None:
        if self._asleep:  # its answer comes when the machine is awake
            self.after(60, lambda: self._finish(profile))
            return
        self._under_way.discard(profile.id)
        problem = self._obtain(profile, "", quietly=True)
        self.lookout.renewal_ended(profile.id, problem)
        self._stirred = True

    def _obtain(self, profile: Profile, code: str, *, quietly: bool) -> Problem | None:
        before = self.sessions.session(profile.id)
        left = max(before.expires_at - self.true.now(), timedelta(0)) if before else timedelta(0)
        try:
            session = self.sessions.obtain(profile, code, Cancel())
        except HourpassError as error:
            return error.problem
        self.seen.got[profile.id].append(Got(self.true.now(), session, quietly, left))
        return None

    # the person

    def _answer_after(self, profile: Profile, seconds: float) -> None:
        if profile.id not in self._answering:
            self._answering.add(profile.id)
            self.after(seconds, lambda: self._answer(profile))

    def _answer(self, profile: Profile) -> None:
        """Type a code if the app wants one, else press the button; try again if it did not work."""
        self._answering.discard(profile.id)
        if self._asleep:
            self._answer_after(profile, 300)
            return
        code = ""
        if self.sessions.code_needed(profile):
            free = self._next_code.get(profile.device_serial, START)
            if self.true.now() < free:
                self._answer_after(profile, (free - self.true.now()).total_seconds())
                return
            self._next_code[profile.device_serial] = self.true.now() + CODE_EVERY
            code = str(next(self._codes))
            self.seen.codes.append((self.true.now(), profile, self.mfa_session_lives(profile)))
        if self._obtain(profile, code, quietly=False):
            self._answer_after(profile, 120)

    def mfa_session_lives(self, profile: Profile) -> bool:
        """Whether *profile* could have its role without a code, as AWS knows it."""
        holder, now = (profile.access_key_id, profile.device_serial), self.true.now()
        return uses_one(profile) and any(
            each.holder == holder and each.at <= now < each.ends - LEAST_LEFT for each in self.shared()
        )

    def shared(self) -> list[Opened]:
        """The MFA sessions behind roles: not those that are a profile's own credentials."""
        own = {each.session.credentials.access_key_id for many in self.seen.got.values() for each in many}
        return [opened for key, opened in self.aws.opened.items() if key not in own]

    # what happens to the machine, the network and AWS

    def _meet(self, trouble: Trouble) -> None:
        now, ends = self.true.now(), self.true.now() + trouble.lasts
        match trouble.kind:
            case "sleep" if not self._asleep:
                self._asleep = True
                self.seen.asleep.append(Span(now, ends))
                self.at(ends, self._wake)
            case "away" if not self.aws.away:
                self.aws.away = True
                self.seen.away.append(Span(now, ends))
                self.at(ends, self._network_returned)
            case "throttled" if not self.aws.throttled:
                self.aws.throttled = True
                self.seen.throttled.append(Span(now, ends))
                self.at(ends, lambda: setattr(self.aws, "throttled", False))
            case "clock" if not self.computer.error:
                self.computer.error = trouble.error
                self.seen.wrong_clock.append(Span(now, ends))
                self.at(ends, lambda: setattr(self.computer, "error", timedelta(0)))
            case "ended":
                alive = [each for each in self.shared() if each.at <= now < each.ends]
                for each in alive[trouble.whose % len(alive) :][:1] if alive else []:
                    each.ends, each.cut = now, True

    def _wake(self) -> None:
        self._asleep = False
        self._stirred = False  # only the timer tells it, which is late by a nap at most
        self._beat += 1
        beat = self._beat
        self.after(self.chance.uniform(0, NAP.total_seconds()), lambda: self._wake_up(beat, self.clock.now()))
        if self._returned:
            self._network_returned()

    def _network_returned(self) -> None:
        self.aws.away = False
        self._returned = self._asleep
        if not self._asleep:
            self.lookout.network_returned()
            self._stirred = True
