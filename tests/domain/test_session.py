from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hourpass.domain.credentials import Credentials, Identity, LongTermKeys
from hourpass.domain.profile import Method
from hourpass.domain.session import Session, from_text, to_text

NOW = datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)
FULL = Session(
    credentials=Credentials("ASIA1", "secret-value", "token-value", NOW + timedelta(hours=1)),
    obtained_at=NOW,
    method=Method.ROLE_THROUGH_SESSION,
    device_serial="GAHT12345678",
    region="eu-west-1",
    identity=Identity("111122223333", "arn:aws:sts::111122223333:assumed-role/r/s", "AROA:s"),
    renewable_until=NOW + timedelta(hours=12),
)


@pytest.mark.parametrize("session", [FULL, replace(FULL, identity=None, renewable_until=None, region="")])
def test_a_session_comes_back_as_it_was(session: Session):
    assert from_text(to_text(session)) == session


def test_times_come_back_in_utc_whatever_zone_they_were_written_in():
    there = timezone(timedelta(hours=9))
    moved = replace(FULL, obtained_at=NOW.astimezone(there))
    back = from_text(to_text(moved))
    assert back is not None
    assert back.obtained_at == NOW
    assert back.obtained_at.tzinfo is UTC


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "7", '"x"', "{}", '{"v":2}', '{"v":1}'])
def test_what_is_no_session_is_none(text: str):
    assert from_text(text) is None


FIELDS = st.sampled_from(sorted(json.loads(to_text(FULL))))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(field=FIELDS, value=JSON)
def test_a_damaged_item_is_a_session_with_sound_times_or_none(field: str, value: object):
    got = from_text(json.dumps(json.loads(to_text(FULL)) | {field: value}))
    if got is not None:
        assert got.expires_at.tzinfo is UTC
        assert isinstance(got.credentials.session_token, str)
        assert isinstance(got.region, str)
        assert got.identity is None or all(isinstance(part, str) for part in (got.identity.account, got.identity.arn))


def test_no_secret_stands_in_a_repr():
    shown = repr(FULL) + repr(LongTermKeys("AKIA1", "secret-value"))
    assert "secret-value" not in shown
    assert "token-value" not in shown


def test_remaining_time_is_never_negative():
    assert FULL.credentials.remaining(NOW) == timedelta(hours=1)
    assert FULL.credentials.remaining(NOW + timedelta(days=1)) == timedelta(0)
