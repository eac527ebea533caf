"""Noticing that nobody is there, with as few questions as that takes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from hourpass.gui.idle_watch import IdleWatch
from hourpass.gui.tasks import Tasks

MINUTE = 60.0


class Person:
    """Was last seen at the keyboard some time ago."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.tasks = Tasks()
        self.now, self.last_seen = 1000.0, 1000.0
        self.asked = 0
        self.reached: list[int] = []
        self.watch = IdleWatch(self.tasks, lambda: self.now, lambda: self._idle)
        self.watch.reached.connect(self.reached.append)

    def _idle(self) -> float:
        self.asked += 1
        return self.now - self.last_seen

    @property
    def seconds_to_next_question(self) -> float:
        return self.watch._timer.interval() / 1000 if self.watch._timer.isActive() else 0.0

    def limit(self, minutes: int) -> None:
        self.watch.set_limit(minutes)
        self.settle()

    def pass_time(self, minutes: float, *, working: bool = False) -> None:
        """The timer fires when it is due, or too late: it begins anew with each call."""
        end = self.now + minutes * MINUTE
        while self.seconds_to_next_question and self.now + self.seconds_to_next_question <= end:
            self.now += self.seconds_to_next_question
            self.last_seen = self.now if working else self.last_seen
            self.watch._timer.timeout.emit()
            self.settle()
        self.now = end
        self.last_seen = self.now if working else self.last_seen

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self.tasks.idle)


@pytest.fixture
def person(qtbot: QtBot) -> Iterator[Person]:
    made = Person(qtbot)
    yield made
    made.watch.set_limit(0)
    assert made.tasks.close()


def test_without_a_limit_nothing_is_asked_and_no_timer_runs(person: Person):
    person.watch.slept(9 * 3600)
    person.watch.hint(True)
    person.settle()
    assert (person.asked, person.seconds_to_next_question) == (0, 0.0)


def test_the_limit_is_told_once_each_time_that_nobody_is_there(person: Person):
    person.limit(10)
    person.pass_time(9)
    assert person.reached == []
    person.pass_time(50)
    assert person.reached == [10]
    person.pass_time(1, working=True)
    person.pass_time(30)
    assert person.reached == [10, 10]


def test_who_works_all_day_is_asked_after_once_in_a_limits_time(person: Person):
    person.limit(15)
    person.pass_time(8 * 60, working=True)
    assert person.reached == []
    assert person.asked <= 1 + 8 * 60 / 15


def test_the_next_question_is_put_when_the_limit_can_be_reached(person: Person):
    person.now += 4 * MINUTE
    person.limit(10)
    assert person.seconds_to_next_question == pytest.approx(6 * MINUTE, abs=1)


def test_a_sleep_longer_than_the_limit_counts_as_nobody_there(person: Person):
    person.limit(10)
    person.watch.slept(11 * MINUTE)
    person.settle()
    assert person.reached == [10]
    person.watch.slept(2 * MINUTE)
    person.settle()
    assert person.reached == [10]


def test_a_limit_taken_back_ends_the_questions(person: Person):
    person.limit(10)
    person.limit(0)
    assert person.seconds_to_next_question == 0.0
