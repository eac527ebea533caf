from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from hourpass.gui.in_steps import InSteps


def _busy(milliseconds: float) -> None:
    end = perf_counter() + milliseconds / 1000
    while perf_counter() < end:
        pass


def test_other_timers_get_their_turn_between_two_long_steps(qtbot: QtBot, qapp: QObject):
    seen: list[str] = []
    other = QTimer(interval=1)
    other.timeout.connect(lambda: seen.append("other"))

    def steps() -> Iterator[None]:
        for number in range(3):
            _busy(5)
            seen.append(str(number))
            yield

    other.start()
    InSteps(steps(), qapp)
    qtbot.waitUntil(lambda: "2" in seen)
    other.stop()
    assert "other" in seen[seen.index("0") : seen.index("1")]
    assert "other" in seen[seen.index("1") : seen.index("2")]


def test_nothing_more_is_done_once_stopped(qtbot: QtBot, qapp: QObject):
    done: list[int] = []

    def steps() -> Iterator[None]:
        for number in range(100):
            done.append(number)
            _busy(3)
            yield

    running = InSteps(steps(), qapp)
    qtbot.waitUntil(lambda: bool(done))
    running.stop()
    count = len(done)
    later: list[bool] = []
    QTimer.singleShot(20, lambda: later.append(True))
    qtbot.waitUntil(lambda: bool(later))
    assert len(done) == count < 100


def test_a_step_that_fails_is_the_last_and_its_error_is_not_swallowed(qtbot: QtBot, qapp: QObject):
    done: list[int] = []

    def steps() -> Iterator[None]:
        done.append(1)
        yield
        raise ValueError("broken")

    with qtbot.capture_exceptions() as caught:
        InSteps(steps(), qapp)
        qtbot.waitUntil(lambda: bool(caught))
    assert [kind for kind, _, _ in caught] == [ValueError]
    assert done == [1]
