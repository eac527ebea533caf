"""Credentials straight out of the keyring, or the long way where anything is unusual."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from hourpass.adapters import kept_secret
from hourpass.adapters.settings_file import SettingsFile
from hourpass.cli.kept import kept_line
from hourpass.domain.credentials import Credentials
from hourpass.domain.profile import Method, Profile
from hourpass.domain.session import Session, to_text
from hourpass.domain.settings import Settings
from hourpass.services import mfa_sessions, renewal
from services.fakes_services import profile

REPORTS = profile("5f3a", name="reports")
Edit = Callable[[dict[str, Any]], object]


class Keyring:
    """Has one item."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.text = ""

    def keep(self, left: timedelta, edit: Edit = lambda _: None) -> None:
        """Keep a session that has so long *left*, as *edit* leaves it."""
        now = datetime.now(UTC)
        session = Session(Credentials("ASIAKEPT", "secret", "token", now + left), now, Method.ROLE)
        document = json.loads(to_text(session))
        edit(document)
        self.text = json.dumps(document)

    def read(self, service: str, name: str) -> str | None:
        self.asked.append((service, name))
        return self.text if name == "session/5f3a" else None


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    return tmp_path


@pytest.fixture
def keyring(home: Path, monkeypatch: pytest.MonkeyPatch) -> Keyring:
    made = Keyring()
    monkeypatch.setattr(kept_secret, "read", made.read)
    made.keep(timedelta(minutes=30))
    save(home)
    return made


def save(home: Path, saved: Profile = REPORTS, **fields: Any) -> None:
    SettingsFile(str(home / "hourpass/settings.json")).save(Settings(profiles=(saved,), **fields))


@pytest.mark.parametrize("wanted", ["reports", "5f3a"])
def test_what_is_still_good_is_given_by_name_and_by_id(keyring: Keyring, wanted: str):
    line = kept_line(wanted)
    assert line is not None
    told = json.loads(line)
    assert (told["AccessKeyId"], told["SecretAccessKey"], told["SessionToken"]) == ("ASIAKEPT", "secret", "token")
    assert keyring.asked == [("hourpass", "session/5f3a")]


@pytest.mark.parametrize("seconds", [59, 0, -3600])
def test_what_is_over_or_nearly_so_is_not_given(keyring: Keyring, seconds: float):
    keyring.keep(timedelta(seconds=seconds))
    assert kept_line("reports") is None


@pytest.mark.parametrize(
    "edit", [lambda held: held.update(token=""), lambda held: held.update(v=2), lambda held: held.pop("expires")]
)
def test_what_is_not_of_the_known_form_is_not_given(keyring: Keyring, edit: Edit):
    keyring.keep(timedelta(minutes=30), edit)
    assert kept_line("reports") is None


@pytest.mark.parametrize(
    ("codes", "mfa_left"), [("none", None), *product(("typed", "made here"), (None, -600, 0.5, 1.5, 2.5, 12, 45, 600))]
)
@pytest.mark.parametrize(
    ("age", "left"),
    [(0.5, 59), (5, 55), (30, 30), (39, 21), (41, 19), (50, 10), (58, 1.5), (5, 10), (8, 7), (0, 2), (-5, 3)],
)
def test_it_goes_the_long_way_when_the_app_would_renew_without_a_code(
    home: Path, keyring: Keyring, codes: str, mfa_left: float | None, age: float, left: float
):
    now = datetime.now(UTC)
    renewable = now + timedelta(minutes=mfa_left) if mfa_left is not None else None
    serial = "" if codes == "none" else "phone"
    credentials = Credentials("ASIAKEPT", "secret", "token", now + timedelta(minutes=left))
    session = Session(credentials, now - timedelta(minutes=age), Method.ROLE, serial, renewable_until=renewable)
    keyring.text = to_text(session)
    save(home, replace(REPORTS, device_serial=serial, makes_codes=codes == "made here"))

    mfa_lives = renewable is not None and renewable - now >= mfa_sessions.LEAST_LEFT
    renewed_in_silence = codes != "typed" or mfa_lives
    given = not renewed_in_silence or now < renewal.due_at(session)
    assert (kept_line("reports") is not None) is given


def test_where_the_person_chose_another_keyring_this_one_is_not_asked(
    home: Path, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "some.other.Keyring")
    assert kept_line("reports") is None
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    (home / "python_keyring").mkdir()
    (home / "python_keyring/keyringrc.cfg").touch()
    assert kept_line("reports") is None
    assert keyring.asked == []


def test_where_the_secrets_are_in_the_encrypted_file_the_keyring_is_not_asked(home: Path, keyring: Keyring):
    save(home, sealed_file=True)
    assert kept_line("reports") is None
    assert keyring.asked == []


def test_a_profile_that_is_not_there_is_not_looked_for(keyring: Keyring):
    assert kept_line("nobody") is None
    assert keyring.asked == []
