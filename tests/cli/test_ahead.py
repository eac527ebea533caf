"""Work ahead of time: by one command at a time, briefly, and not again at once."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from hourpass.cli.ahead import PAUSE, tried
from hourpass.domain.problem import HourpassError, Problem, Reason

NOON = 1_800_000_000.0


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


def failing() -> str:
    raise HourpassError(Problem(Reason.UNREACHABLE))


def test_what_comes_in_time_is_given_each_time():
    assert [tried("reports", lambda: "new"), tried("reports", lambda: "newer")] == ["new", "newer"]


def test_what_takes_too_long_is_not_waited_for():
    may_end, ended = threading.Event(), threading.Event()

    def slow() -> str:
        assert may_end.wait(20)
        ended.set()
        return "too late"

    begun = time.monotonic()
    assert tried("reports", slow, patience=0.1) is None
    assert time.monotonic() - begun < 10
    assert tried("reports", lambda: "new") is None, "the next command tries it at once again"
    may_end.set()
    assert ended.wait(20)


@pytest.mark.parametrize(("later", "given"), [(0, None), (PAUSE - 1, None), (PAUSE, "new"), (-5, "new")])
def test_after_a_failure_there_is_a_pause_that_a_clock_set_back_does_not_make_longer(later: float, given: str | None):
    assert tried("reports", failing, now=lambda: NOON) is None
    assert tried("reports", lambda: "new", now=lambda: NOON + later) == given
    assert tried("others", lambda: "new", now=lambda: NOON) == "new"


def test_while_one_command_is_at_it_the_others_go_on_with_what_they_have():
    others: list[str | None] = []

    def work() -> str:
        others.append(tried("reports", lambda: "twice"))
        return "once"

    assert tried("reports", work) == "once"
    assert others == [None]


def test_a_bug_is_not_taken_for_a_failure():
    with pytest.raises(ZeroDivisionError):
        tried("reports", lambda: 1 // 0)
