"""Credentials that are kept in the shared credentials file: whose, and for how long."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.fakes_kept import ENDPOINT, Keeper
from services.fakes_services import FakeClock


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
