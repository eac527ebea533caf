"""The one timer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hourpass.gui.heartbeat import LONGEST_NAP, Heartbeat
from services.fakes_services import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def test_it_beats_when_the_moment_has_come(qtbot: QtBot):
    def now() -> datetime:
        return datetime.now(UTC)

    heart = Heartbeat(now)
    due = now() + timedelta(milliseconds=30)
    with qtbot.waitSignal(heart.beat, timeout=2000):
        heart.set_next(due)
    assert now() >= due
    assert not heart._timer.isActive()


def test_the_wall_clock_decides_whether_it_has_come(qtbot: QtBot, clock: FakeClock):
    heart, beats = Heartbeat(clock.now), []
    heart.beat.connect(lambda: beats.append(clock.now()))
    heart.set_next(clock.now() + timedelta(minutes=10))
    heart._timer.timeout.emit()  # a nap is over
    assert beats == []
    assert heart._timer.isActive()
    clock.advance(minutes=10)
    heart._timer.timeout.emit()
    assert len(beats) == 1


def test_what_is_long_past_beats_at_once(qtbot: QtBot, clock: FakeClock):
    heart = Heartbeat(clock.now)
    with qtbot.waitSignal(heart.beat, timeout=2000):
        heart.set_next(clock.now() - timedelta(hours=3))


def test_it_naps_a_minute_at_most_and_lets_the_system_choose_when(qtbot: QtBot, clock: FakeClock):
    heart = Heartbeat(clock.now)
    heart.set_next(clock.now() + timedelta(hours=8))
    assert heart._timer.interval() == LONGEST_NAP / timedelta(milliseconds=1)
    assert heart._timer.timerType() is Qt.TimerType.CoarseTimer
    heart.set_next(clock.now() + timedelta(seconds=1))
    assert heart._timer.timerType() is Qt.TimerType.PreciseTimer


def test_with_nothing_to_wait_for_it_rests(qtbot: QtBot, clock: FakeClock):
    heart = Heartbeat(clock.now)
    heart.set_next(clock.now() + timedelta(seconds=1))
    heart.set_next(None)
    assert not heart._timer.isActive()
