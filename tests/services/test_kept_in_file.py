"""Credentials that are kept in the shared credentials file: whose, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from services.fakes_kept import ENDPOINT, NEXT_CODE, Keeper
from services.fakes_services import FakeClock, Gate, InThread


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def app(tmp_path: Path, clock: FakeClock) -> Keeper:
    return Keeper(tmp_path, "reports", "audit", clock=clock)


@pytest.fixture
def sandbox(tmp_path: Path, clock: FakeClock) -> Keeper:
    return Keeper(tmp_path, "practice", clock=clock, endpoint=ENDPOINT)


def test_the_app_and_the_sandbox_leave_each_others_sections_alone(app: Keeper, sandbox: Keeper):
    app.sign_in("reports")
    sandbox.sign_in("practice")
    for each in (app, sandbox, app):
        each.kept.follow()
    assert (app.kept.section("reports"), sandbox.kept.section("practice")) == ("reports", "practice")
    app.kept.clear()
    assert "[practice]" in app.text
    sandbox.kept.clear()
    assert app.text == ""


def test_what_a_killed_sandbox_left_goes_with_its_next_start_or_once_it_has_expired(
    app: Keeper, sandbox: Keeper, tmp_path: Path, clock: FakeClock
):
    sandbox.sign_in("practice")
    sandbox.kept.follow()
    left = app.text
    Keeper(tmp_path, "practice", clock=clock, endpoint="http://127.0.0.1:5001").kept.follow()
    assert app.text == ""
    app.path.write_text(left)
    app.kept.follow()
    assert app.text == left
    clock.advance(hours=1)
    app.kept.follow()
    assert app.text == ""


def _stopped(app: Keeper) -> object:
    return app.kept.choose("reports", False)


def _over(app: Keeper) -> object:
    return app.kept.clear()


@pytest.mark.parametrize("end", [_stopped, _over])
def test_what_is_just_being_written_is_taken_away_too(app: Keeper, end: Callable[[Keeper], object]):
    app.sign_in("reports")
    app.file.gate = gate = Gate()
    writing = InThread(app.kept.follow)
    assert gate.reached.wait(10)
    ending = InThread(lambda: end(app))
    assert app.turn.waited_for.wait(10)
    gate.open()
    writing.outcome()
    ending.outcome()
    assert app.text == ""


def test_once_the_end_has_begun_what_is_under_way_puts_nothing_more(app: Keeper, clock: FakeClock):
    app.sign_in("reports")
    clock.advance(seconds=30)
    app.sign_in("audit", NEXT_CODE)
    app.file.gate = gate = Gate()
    writing = InThread(app.kept.follow)
    assert gate.reached.wait(10)
    ending = InThread(app.kept.clear)
    assert app.turn.waited_for.wait(10)
    gate.open()
    writing.outcome()
    ending.outcome()
    assert app.file.tries == 2  # one was put, and taken away


def test_after_the_end_nothing_is_written_any_more_and_what_was_chosen_stays_chosen(app: Keeper):
    app.sign_in("reports")
    app.kept.clear()
    app.kept.follow()
    assert app.kept.choose("reports", True) == ""
    assert app.text == ""
    assert app.kept.chosen("reports")
