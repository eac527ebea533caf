"""Work off the GUI thread, and its outcome back on it."""

from __future__ import annotations

import threading
from typing import Any

from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from hourpass.domain.problem import Problem, Reason
from hourpass.gui.tasks import POOL_SIZE, Done, Failed, GivenUp, Report, Tasks
from hourpass.services.cancel import Cancel
from services.fakes_services import WAIT, Gate, refusal


def test_the_outcome_comes_back_once_on_the_gui_thread(qtbot: QtBot, tasks: Tasks):
    here, came = QThread.currentThread(), []

    def work(_cancel: Cancel, _report: Report) -> bool:
        return QThread.currentThread() is not here

    tasks.start(work, then=lambda outcome: came.append((outcome, QThread.currentThread() is here)))
    assert not tasks.idle
    qtbot.waitUntil(lambda: tasks.idle)
    assert came == [(Done(True), True)]


def test_a_failure_is_a_value(qtbot: QtBot, tasks: Tasks):
    came: list[Any] = []

    def work(_cancel: Cancel, _report: Report) -> None:
        raise refusal(Reason.DENIED)

    tasks.start(work, then=came.append)
    qtbot.waitUntil(lambda: bool(came))
    (outcome,) = came
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.problem, Problem)
    assert outcome.problem.reason is Reason.DENIED


def test_work_that_was_asked_to_stop_says_so(qtbot: QtBot, tasks: Tasks):
    came: list[Any] = []
    gate = Gate()
    cancel = tasks.start(lambda cancel, _report: gate(cancel), then=came.append)
    assert gate.reached.wait(WAIT)
    cancel.request()
    qtbot.waitUntil(lambda: came == [GivenUp()])


def test_parts_come_in_order_before_the_end(qtbot: QtBot, tasks: Tasks):
    came: list[Any] = []

    def work(_cancel: Cancel, report: Report) -> str:
        for number in range(3):
            report(number)
        return "end"

    tasks.start(work, then=came.append, part=came.append)
    qtbot.waitUntil(lambda: tasks.idle)
    assert came == [0, 1, 2, Done("end")]


def test_no_part_comes_once_it_was_asked_to_stop(qtbot: QtBot, tasks: Tasks):
    parts: list[Any] = []
    told = threading.Event()

    def work(_cancel: Cancel, report: Report) -> None:
        report("early")
        told.set()

    cancel = tasks.start(work, then=lambda _: None, part=parts.append)
    assert told.wait(WAIT)
    cancel.request()  # before this thread has looked at what was reported
    qtbot.waitUntil(lambda: tasks.idle)
    assert parts == []


def test_a_bug_rises_with_its_traceback_and_whoever_waits_is_told(qtbot: QtBot, tasks: Tasks):
    came: list[Any] = []

    def work(_cancel: Cancel, _report: Report) -> None:
        raise ZeroDivisionError

    with qtbot.capture_exceptions() as risen:
        tasks.start(work, then=came.append)
        qtbot.waitUntil(lambda: bool(risen))
    assert risen[0][0] is ZeroDivisionError
    assert came == [Failed(Problem(Reason.UNEXPECTED))]
    assert tasks.idle


def test_closing_asks_everything_to_stop_and_delivers_nothing_more(qtbot: QtBot):
    tasks, came = Tasks(), []
    gates = [Gate() for _ in range(POOL_SIZE)]
    for gate in gates:
        tasks.start(lambda cancel, _report, gate=gate: gate(cancel), then=came.append)
    assert all(gate.reached.wait(WAIT) for gate in gates)
    assert tasks.close()
    with qtbot.waitSignal(tasks._arrived, raising=False, timeout=1):
        pass
    assert came == []


def test_closing_does_not_wait_for_ever(qtbot: QtBot):
    tasks, stubborn = Tasks(), threading.Event()
    tasks.start(lambda _cancel, _report: stubborn.wait(WAIT), then=lambda _: None)
    assert not tasks.close(milliseconds=20)
    stubborn.set()
    assert tasks.close()
