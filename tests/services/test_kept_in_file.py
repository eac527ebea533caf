"""Credentials that are kept in the shared credentials file: whose, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from hourpass.domain.problem import HourpassError, Problem, Reason
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


def _damage(app: Keeper, profile_id: str) -> None:
    """Leave one marker of that profile too many at the file's end."""
    app.path.write_text(f"{app.text}\n# hourpass end {profile_id}\n")


def _reason(caught: pytest.ExceptionInfo[HourpassError]) -> Reason:
    return caught.value.problem.reason


@pytest.mark.parametrize("damaged", ["reports", "audit"])
def test_a_damaged_marker_keeps_nobody_elses_keys_in_the_file(app: Keeper, clock: FakeClock, damaged: str):
    app.sign_in("reports")
    clock.advance(seconds=30)
    app.sign_in("audit", NEXT_CODE)
    app.kept.follow()
    _damage(app, damaged)
    app.sessions.empty_memory()
    with pytest.raises(HourpassError) as caught:
        app.kept.follow()
    assert _reason(caught) is Reason.MARKERS_DAMAGED
    assert app.text.count("aws_session_token") == 1
    assert f"[{damaged}]" in app.text
    clock.advance(hours=2)
    with suppress(HourpassError):  # the marker is there still
        app.kept.follow()
    assert "aws_session_token" not in app.text


@pytest.mark.parametrize("damaged", ["reports", "audit"])
def test_nor_does_it_at_the_end(app: Keeper, clock: FakeClock, damaged: str):
    app.sign_in("reports")
    clock.advance(seconds=30)
    app.sign_in("audit", NEXT_CODE)
    app.kept.follow()
    _damage(app, damaged)
    with pytest.raises(HourpassError):
        app.kept.clear()
    assert app.text.count("aws_session_token") == 1
    assert f"[{damaged}]" in app.text


def test_a_damaged_marker_keeps_nobody_elses_keys_out_of_the_file(app: Keeper, clock: FakeClock):
    app.sign_in("reports")
    app.kept.follow()
    _damage(app, "reports")
    app.sessions.empty_memory()
    clock.advance(seconds=30)
    app.sign_in("audit", NEXT_CODE)
    with pytest.raises(HourpassError) as caught:
        app.kept.follow()
    assert _reason(caught) is Reason.MARKERS_DAMAGED
    assert "[audit]" in app.text


def test_of_several_failures_the_first_is_raised(app: Keeper, clock: FakeClock):
    app.sign_in("reports")
    app.kept.follow()
    _damage(app, "reports")
    _damage(app, "audit")
    clock.advance(seconds=30)
    app.sign_in("audit", NEXT_CODE)
    with pytest.raises(HourpassError) as caught:
        app.kept.follow()
    assert caught.value.problem.facts["line"] == "8"


def test_switching_off_takes_the_keys_away_though_it_could_not_be_saved(app: Keeper):
    app.sign_in("reports")
    app.kept.follow()
    app.store.failure = Problem(Reason.DISK_FULL)
    with pytest.raises(HourpassError):
        app.kept.choose("reports", False)
    assert app.text == ""
