from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.gui.page_stream import _ON_THE_WAY, PageStream
from hourpass.gui.tasks import Done, Failed, Report, Tasks
from hourpass.services.cancel import Cancel


class Listener:
    def __init__(self, stream: PageStream) -> None:
        self.pages: list[int] = []
        self.gulps = 0
        self.ends: list[object] = []
        stream.arrived.connect(self._arrive)
        stream.ended.connect(self.ends.append)

    def _arrive(self, pages: list[int]) -> None:
        self.gulps += 1
        self.pages += pages


@pytest.fixture
def stream(tasks: Tasks) -> PageStream:
    return PageStream(tasks, QObject(tasks))


def test_pages_come_in_few_gulps_and_the_end_comes_last(qtbot: QtBot, stream: PageStream) -> None:
    listener = Listener(stream)

    def work(_cancel: Cancel, report: Report) -> None:
        for number in range(20):
            report(number)

    stream.start(work)
    qtbot.waitUntil(lambda: bool(listener.ends))
    assert listener.pages == list(range(20))
    assert listener.gulps <= 5
    assert isinstance(listener.ends[0], Done)
    assert stream.idle


def test_a_failure_comes_after_the_pages_before_it(qtbot: QtBot, stream: PageStream) -> None:
    listener = Listener(stream)

    def work(_cancel: Cancel, report: Report) -> None:
        report(1)
        raise HourpassError(Problem(Reason.TIMED_OUT))

    stream.start(work)
    qtbot.waitUntil(lambda: bool(listener.ends))
    assert listener.pages == [1]
    assert isinstance(listener.ends[0], Failed)


def test_work_that_is_quicker_than_the_screen_waits_and_can_be_given_up_meanwhile(
    qtbot: QtBot, stream: PageStream, tasks: Tasks
) -> None:
    reported: list[int] = []

    def work(_cancel: Cancel, report: Report) -> None:
        for number in range(1000):
            report(number)
            reported.append(number)

    stream.start(work)
    stream.hold(True)
    qtbot.waitUntil(lambda: len(reported) == _ON_THE_WAY)
    qtbot.wait(50)
    assert len(reported) == _ON_THE_WAY
    stream.break_off()
    qtbot.waitUntil(lambda: tasks.idle)
    assert len(reported) < 1000


def test_nothing_arrives_while_it_is_held(qtbot: QtBot, stream: PageStream) -> None:
    listener, done = Listener(stream), threading.Event()

    def work(_cancel: Cancel, report: Report) -> None:
        report(1)
        done.set()

    stream.start(work)
    stream.hold(True)
    qtbot.waitUntil(done.is_set)
    qtbot.wait(50)
    assert (listener.pages, listener.ends) == ([], [])
    stream.hold(False)
    qtbot.waitUntil(lambda: bool(listener.ends))
    assert listener.pages == [1]


def test_what_has_come_arrives_when_it_is_broken_off_and_no_end_is_told(qtbot: QtBot, stream: PageStream) -> None:
    listener, go_on = Listener(stream), threading.Event()

    def work(cancel: Cancel, report: Report) -> None:
        report(1)
        report(2)
        cancel.on_request(go_on.set)
        go_on.wait(5)
        cancel.check()

    stream.start(work)
    qtbot.waitUntil(lambda: listener.pages == [1])
    stream.break_off()
    assert listener.pages == [1, 2]
    qtbot.wait(50)
    assert listener.ends == []
