from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.domain.session import Session
from hourpass.services.renewal import LAST_CALL, MOST_AT_ONCE, PAUSES, RENEW_BEFORE, SETTLING, Decision, Renewal, due_at
from services.fakes_services import START, profile, session

HOUR = timedelta(hours=1)
UNREACHABLE, REFUSED = Problem(Reason.UNREACHABLE), Problem(Reason.ROLE_REFUSED)


class Hand:
    """Profiles, what they hold and who of them needs a code, at a clock that is moved by hand."""

    def __init__(self, *names: str) -> None:
        self.profiles = tuple(profile(name) for name in names or ("a",))
        self.held: dict[str, Session] = {}
        self.asking: set[str] = set()
        self.now = START
        self.number = 0
        self.renewal = Renewal(lambda each: each.id in self.asking)

    def hold(self, life: timedelta = HOUR, names: str = "", until: datetime | None = None) -> None:
        for each in self.profiles:
            if not names or each.id in names:
                self.number += 1
                self.held[each.id] = session(life, self.now, self.number, renewable_until=until)

    def after(self, **span: float) -> list[str]:
        """Who is to be renewed after that time."""
        self.now += timedelta(**span)
        return self.look()

    def look(self) -> list[str]:
        return [each.id for each in self._decide().start]

    def next_look(self) -> datetime | None:
        return self._decide().next_look

    def fail(self, problem: Problem = UNREACHABLE, name: str = "a") -> None:
        self.renewal.ended(name, self.now, problem)

    def succeed(self, name: str = "a", life: timedelta = HOUR) -> None:
        self.hold(life, name)
        self.renewal.ended(name, self.now)

    @property
    def quiet(self) -> frozenset[str]:
        return self._decide().quiet

    @property
    def troubles(self) -> Mapping[str, Problem]:
        return self._decide().troubles

    def _decide(self) -> Decision:
        return self.renewal.look(self.profiles, self.held, self.now)


@pytest.fixture
def hand() -> Hand:
    made = Hand()
    made.hold()
    return made


# when


def test_it_is_time_twenty_minutes_before_the_end(hand: Hand):
    assert hand.next_look() == START + HOUR - RENEW_BEFORE
    assert hand.after(minutes=39, seconds=59) == []
    assert hand.after(seconds=1) == ["a"]


@pytest.mark.parametrize(("minutes", "due"), [(15, 7.5), (30, 15), (40, 20), (60, 40), (720, 700)])
def test_short_sessions_are_renewed_half_way(minutes: float, due: float):
    assert due_at(session(timedelta(minutes=minutes))) == START + timedelta(minutes=due)


def test_once_more_just_before_the_mfa_session_ends(hand: Hand):
    ends = START + timedelta(minutes=30)
    hand.hold(until=ends)
    assert hand.next_look() == ends - LAST_CALL
    assert hand.after(minutes=28) == ["a"]
    hand.hold(until=ends)
    hand.renewal.ended("a", hand.now)
    assert hand.after(seconds=30) == []


def test_what_expired_while_the_machine_slept_is_renewed_at_once(hand: Hand):
    assert hand.after(hours=9) == ["a"]


def test_what_needs_a_code_is_left_to_the_person(hand: Hand):
    hand.asking = {"a"}
    assert hand.after(minutes=50) == []
    assert (hand.next_look(), hand.quiet) == (None, frozenset())


def test_what_nobody_holds_is_not_got(hand: Hand):
    hand.held.clear()
    assert hand.after(hours=1) == []
    assert hand.next_look() is None


def test_one_at_a_time_for_each_profile(hand: Hand):
    assert hand.after(minutes=45) == ["a"]
    assert hand.after(minutes=5) == []
    assert hand.next_look() is None


def test_after_a_sleep_a_few_are_renewed_at_once_and_the_others_follow_by_their_end():
    hand = Hand("a", "b", "c", "d", "e")
    hand.hold(2 * HOUR, "abc")
    hand.hold(HOUR, "de")
    assert hand.after(hours=9) == ["d", "e", "a"]
    assert hand.look() == []
    hand.succeed("e")
    assert hand.look() == ["b"]
    hand.fail(name="d")
    assert hand.look() == ["c"]


# failures


def test_a_failed_one_is_tried_again_with_growing_pauses(hand: Hand):
    hand.after(minutes=40)
    waits = []
    for _ in range(len(PAUSES) + 1):
        hand.fail()
        due = hand.next_look()
        assert due is not None
        waits.append(due - hand.now)
        assert hand.after(seconds=(due - hand.now).total_seconds() - 1) == []
        assert hand.after(seconds=1) == ["a"]
    assert waits == [*PAUSES, PAUSES[-1]]


def test_after_a_success_the_pauses_begin_anew(hand: Hand):
    hand.after(minutes=40)
    hand.fail()
    hand.after(seconds=30)
    hand.succeed()
    hand.after(minutes=40)
    hand.fail()
    assert hand.next_look() == hand.now + PAUSES[0]


def test_a_network_that_returns_ends_the_wait(hand: Hand):
    hand.after(minutes=40)
    for _ in range(4):
        hand.fail()
        hand.after(minutes=5)
    hand.fail()
    hand.now += SETTLING
    hand.renewal.network_returned()
    assert hand.look() == ["a"]
    hand.fail()
    assert hand.next_look() == hand.now + PAUSES[0]


def test_a_network_that_flickers_brings_no_burst(hand: Hand):
    hand.after(minutes=40)
    hand.fail()
    hand.renewal.network_returned()
    assert hand.look() == []
    assert hand.next_look() == hand.now + SETTLING


@pytest.mark.parametrize(
    "reason", [Reason.ROLE_REFUSED, Reason.KEY_UNKNOWN, Reason.KEY_NOT_STORED, Reason.VAULT_LOCKED, Reason.UNEXPECTED]
)
def test_what_trying_again_cannot_mend_is_not_tried_again(hand: Hand, reason: Reason):
    hand.after(minutes=40)
    hand.fail(Problem(reason))
    assert hand.next_look() is None
    hand.renewal.network_returned()
    assert hand.after(hours=3) == []


def test_a_profile_that_was_changed_is_tried_again(hand: Hand):
    hand.after(minutes=40)
    hand.fail(REFUSED)
    hand.profiles = (replace(hand.profiles[0], role_arn=f"{hand.profiles[0].role_arn}-2"),)
    assert hand.look() == ["a"]


def test_what_the_person_got_meanwhile_is_renewed_as_ever(hand: Hand):
    hand.after(minutes=40)
    hand.fail(REFUSED)
    hand.hold()
    assert hand.quiet == {"a"}
    assert hand.after(minutes=40) == ["a"]


def test_one_that_was_given_up_is_not_repeated_at_once(hand: Hand):
    hand.after(minutes=40)
    hand.renewal.ended("a", hand.now)
    assert hand.look() == []
    assert hand.next_look() == hand.now + PAUSES[0]


def test_a_server_that_ends_whatever_it_gives_is_not_hammered(hand: Hand):
    hand.after(minutes=40)
    for pause in PAUSES:
        hand.succeed(life=timedelta(seconds=1))
        assert hand.after(seconds=2) == []
        assert hand.next_look() == hand.now + pause - timedelta(seconds=2)
        assert hand.after(seconds=pause.total_seconds()) == ["a"]


def test_a_clock_set_back_does_not_stretch_the_pause(hand: Hand):
    hand.after(minutes=55)
    hand.fail()
    assert hand.after(minutes=-10) == []
    assert hand.next_look() == hand.now + PAUSES[0]


# what is told


def test_nobody_need_be_warned_of_what_is_renewed(hand: Hand):
    assert hand.quiet == {"a"}
    hand.after(hours=2)
    assert hand.quiet == {"a"}


def test_one_failure_is_no_news_and_two_are(hand: Hand):
    hand.after(minutes=40)
    hand.fail()
    assert hand.quiet == {"a"}
    hand.after(seconds=30)
    assert hand.quiet == {"a"}
    hand.fail()
    assert hand.quiet == frozenset()
    assert hand.troubles == {"a": UNREACHABLE}
    hand.after(minutes=1)
    hand.succeed()
    assert (hand.quiet, hand.troubles) == ({"a"}, {})


def test_what_cannot_mend_itself_is_told_from_the_first(hand: Hand):
    hand.after(minutes=40)
    hand.fail(REFUSED)
    assert hand.quiet == frozenset()
    assert hand.troubles == {"a": REFUSED}


def test_an_mfa_session_that_aws_ended_early_makes_it_the_persons_affair(hand: Hand):
    hand.after(minutes=40)
    hand.asking = {"a"}
    hand.fail(Problem(Reason.CODE_NEEDED))
    assert (hand.quiet, hand.troubles, hand.next_look()) == (frozenset(), {}, None)
    hand.asking.clear()  # a code for another profile has opened a new one
    assert hand.after(minutes=1) == ["a"]


# laws, whatever happens

NAMES = "abcdef"
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.sampled_from([1, 10, 40, 300, 1500, 4000, -700])),
        st.tuples(st.sampled_from(["succeed", "fail", "refuse", "give up", "get", "forget"]), st.sampled_from(NAMES)),
        st.tuples(st.sampled_from(["code", "no code"]), st.sampled_from(NAMES)),
        st.tuples(st.just("network"), st.just("")),
    ),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(steps=STEPS)
def test_never_more_than_a_few_never_the_same_twice_never_what_needs_a_code(steps: list[tuple[str, int | str]]):
    hand = Hand(*NAMES)
    hand.hold()
    under_way: set[str] = set()
    for step, value in steps:
        match step, value:
            case "wait", int(seconds):
                hand.now += timedelta(seconds=seconds)
            case "get", str(name):
                hand.hold(HOUR, name)
            case "forget", str(name):
                hand.held.pop(name, None)
            case "code", str(name):
                hand.asking.add(name)
            case "no code", str(name):
                hand.asking.discard(name)
            case "network", _:
                hand.renewal.network_returned()
            case _, str(name) if name in under_way:
                under_way.discard(name)
                if step == "succeed":
                    hand.succeed(name)
                else:
                    hand.renewal.ended(name, hand.now, {"fail": UNREACHABLE, "refuse": REFUSED}.get(step))
        started = hand.look()
        assert not under_way & set(started)
        assert not hand.asking & set(started)
        assert set(started) <= set(hand.held)
        assert all(hand.held[name].expires_at - hand.now <= RENEW_BEFORE for name in started)
        under_way |= set(started)
        assert len(under_way) <= MOST_AT_ONCE
        due = hand.next_look()
        assert due is None or due > hand.now


@settings(max_examples=60, deadline=None)
@given(minutes=st.integers(15, 720), failures=st.integers(0, 3), seconds=st.integers(0, 20))
def test_who_looks_when_told_to_renews_in_time_for_botocore(minutes: int, failures: int, seconds: int):
    hand = Hand()
    life = timedelta(minutes=minutes)
    hand.hold(life)
    started = []
    for number in range(failures + 1):
        due = hand.next_look()
        assert due is not None
        hand.now = due
        assert hand.look() == ["a"]
        started.append(hand.now)
        hand.now += timedelta(seconds=seconds)
        if number < failures:
            hand.fail()
    left = hand.held["a"].expires_at - started[0]
    assert left == min(RENEW_BEFORE, life / 2)
    gaps = [later - earlier for earlier, later in pairwise(started)]
    assert gaps == [pause + timedelta(seconds=seconds) for pause in PAUSES[:failures]]


def test_profiles_of_the_same_name_in_other_hands_do_not_meet(hand: Hand):
    other: Profile = profile("b")
    hand.after(minutes=40)
    hand.fail(REFUSED)
    hand.profiles = (other,)
    hand.held = {"b": session(HOUR, START, 9)}
    assert hand.look() == ["b"]


def test_a_keyring_that_is_open_again_lets_what_it_held_up_be_tried(hand: Hand):
    assert hand.after(minutes=40) == ["a"]
    hand.fail(Problem(Reason.VAULT_LOCKED))
    assert hand.after(minutes=1) == []
    hand.renewal.vault_opened()
    assert hand.look() == ["a"]


def test_an_open_keyring_mends_no_refusal(hand: Hand):
    assert hand.after(minutes=40) == ["a"]
    hand.fail(Problem(Reason.ROLE_REFUSED))
    hand.renewal.vault_opened()
    assert hand.after(minutes=1) == []
