from __future__ import annotations

import base64
import unicodedata
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hourpass.domain.totp import CodeFlaw, code_at, next_step_at, otpauth_uri, read_code, step_at

MOMENTS = st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001 (hypothesis wants naive bounds)
SEEDS = st.binary(min_size=20, max_size=40).map(lambda key: base64.b32encode(key).decode().rstrip("="))


@given(seed=SEEDS, at=MOMENTS)
def test_codes_are_those_of_every_authenticator(seed: str, at: datetime):
    assert code_at(seed, step_at(at)) == pyotp.TOTP(seed).at(at)


@pytest.mark.parametrize(("at", "code"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")])
def test_codes_are_those_of_the_standard(at: int, code: str):
    seed = base64.b32encode(b"12345678901234567890").decode()
    assert code_at(seed, at // 30) == code


def test_a_seed_may_be_written_small():
    assert code_at("gezdgnbvgy3tqojq", 1) == code_at("GEZDGNBVGY3TQOJQ", 1)


@pytest.mark.parametrize(
    "text",
    ["123456", "123 456", " 123456 ", "123-456", "123–456", "１２３４５６", "１２３　４５６", "123\u00a0456\n"],  # noqa: RUF001 (what people paste)
)
def test_a_code_is_read_as_people_write_it(text: str):
    assert read_code(text).complete
    assert read_code(text).digits == "123456"


@pytest.mark.parametrize(
    ("text", "digits", "flaw"),
    [
        ("", "", CodeFlaw.EMPTY),
        ("  ", "", CodeFlaw.EMPTY),
        ("12345", "12345", CodeFlaw.TOO_SHORT),
        ("1234567", "1234567", CodeFlaw.TOO_LONG),
        ("12345O", "12345", CodeFlaw.NOT_DIGITS),
        ("code: 123456", "123456", CodeFlaw.NOT_DIGITS),
        ("+12345", "12345", CodeFlaw.NOT_DIGITS),
        ("١٢٣٤٥٦", "", CodeFlaw.NOT_DIGITS),
        ("½12345", "1212345", CodeFlaw.NOT_DIGITS),
    ],
)
def test_what_is_no_code_says_why(text: str, digits: str, flaw: CodeFlaw):
    read = read_code(text)
    assert (read.digits, read.flaw, read.complete) == (digits, flaw, False)


@given(st.text())
def test_whatever_is_typed_a_complete_code_is_six_ascii_digits(text: str):
    read = read_code(text)
    assert all(c in "0123456789" for c in read.digits)
    assert read.complete == (read.flaw is None)
    assert not read.complete or len(read.digits) == 6


@given(st.integers(0, 999_999), st.lists(st.sampled_from(" -\u2009\u3000‐"), min_size=7, max_size=7))  # noqa: RUF001 (kinds of hyphens and spaces)
def test_spaces_and_hyphens_never_matter(number: int, between: list[str]):
    code = f"{number:06d}"
    text = "".join(gap + digit for gap, digit in zip(between, [*code, ""], strict=True))
    assert read_code(text).digits == code
    assert read_code(unicodedata.normalize("NFKC", text)).complete


@given(MOMENTS)
def test_the_next_step_is_at_most_thirty_seconds_away_and_is_the_next(at: datetime):
    upcoming = next_step_at(at)
    assert timedelta(0) < upcoming - at <= timedelta(seconds=30)
    assert step_at(upcoming) == step_at(at) + 1
    assert upcoming.second % 30 == upcoming.microsecond == 0


def test_the_qr_codes_text_names_device_account_and_issuer():
    parts = urlsplit(otpauth_uri("GEZDGNBVGY3TQOJQ", "maya-phone", "111122223333"))
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert unquote(parts.path) == "/Amazon Web Services:maya-phone@111122223333"
    assert parse_qs(parts.query) == {"secret": ["GEZDGNBVGY3TQOJQ"], "issuer": ["Amazon Web Services"]}
