from __future__ import annotations

from datetime import timedelta

import pytest

from hourpass.domain.expiry import DEFAULT_WARNINGS, Phase
from hourpass.domain.profile import Method
from hourpass.viewmodels.profile_rows import fraction_left, row, rows
from services.fakes_services import MAYA, START, profile, session

HOUR = timedelta(hours=1)


def test_a_profile_without_credentials_says_what_it_would_become():
    got = row(profile("a"), None, START, DEFAULT_WARNINGS)
    assert (got.role_name, got.account, got.partition) == ("s3-reader", "111122223333", "aws")
    assert (got.phase, got.left, got.fraction, got.expires_at, got.valid) == (Phase.NONE, None, 0.0, None, False)


@pytest.mark.parametrize(
    ("minutes", "phase", "left", "fraction"),
    [(0, Phase.FRESH, 60, 1.0), (48, Phase.LOW, 12, 0.2), (57, Phase.LAST, 3, 0.05)],
)
def test_a_valid_session_shows_its_time(minutes: int, phase: Phase, left: int, fraction: float):
    got = row(profile("a"), session(), START + timedelta(minutes=minutes), DEFAULT_WARNINGS)
    assert (got.phase, got.left) == (phase, timedelta(minutes=left))
    assert got.fraction == pytest.approx(fraction)


@pytest.mark.parametrize("late", [timedelta(0), timedelta(days=2)])
def test_an_expired_session_shows_that_it_ended(late: timedelta):
    got = row(profile("a"), session(), START + HOUR + late, DEFAULT_WARNINGS)
    assert (got.phase, got.left, got.fraction, got.expires_at) == (Phase.EXPIRED, None, 0.0, START + HOUR)


def test_a_session_token_has_no_role_and_learns_its_account_from_aws():
    which = profile("a", method=Method.SESSION, device_serial="GAHT12345678")
    assert row(which, None, START, DEFAULT_WARNINGS).role_name == ""
    held = session(identity=MAYA)
    assert row(profile("a", role_arn="", device_serial="GAHT12345678"), held, START, ()).account == MAYA.account


def test_renewal_is_promised_only_while_it_lies_ahead():
    held = session(renewable_until=START + HOUR)
    assert row(profile("a"), held, START, ()).renewable_until == START + HOUR
    assert row(profile("a"), held, START + HOUR, ()).renewable_until is None


def test_rows_keep_the_order_of_the_profiles():
    held = {"b": session()}
    got = rows([profile("b"), profile("a")], held.get, START, DEFAULT_WARNINGS)
    assert [(each.profile_id, each.valid) for each in got] == [("b", True), ("a", False)]


def test_the_ring_is_never_overfull_nor_less_than_empty():
    assert fraction_left(session(), START - HOUR) == 1.0
    assert fraction_left(session(), START + 2 * HOUR) == 0.0
    assert fraction_left(session(timedelta(0)), START) == 0.0
