from __future__ import annotations

import threading

import pytest

from hourpass.services.side_by_side import side_by_side


def test_all_are_asked_at_the_same_time_and_answered_in_order():
    both = threading.Barrier(2, timeout=10)

    def ask(name: str) -> str:
        both.wait()  # comes through only while the other one asks too
        return name

    assert side_by_side(lambda: ask("a"), lambda: ask("b")) == ("a", "b")


def test_the_first_failure_in_order_is_raised_when_all_have_ended():
    second_failed, ended = threading.Event(), list[str]()

    def first() -> None:
        second_failed.wait(10)
        raise KeyError

    def second() -> None:
        second_failed.set()
        raise ValueError

    with pytest.raises(KeyError):
        side_by_side(first, second, lambda: ended.append("third"))
    assert ended == ["third"]


def test_nothing_asked_is_nothing_answered():
    assert side_by_side() == ()
