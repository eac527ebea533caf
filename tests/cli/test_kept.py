"""Credentials straight out of the keyring, or the long way where anything is unusual."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hourpass.adapters import kept_secret
from hourpass.adapters.settings_file import SettingsFile
from hourpass.cli import kept
from hourpass.cli.kept import kept_line
from hourpass.domain.credentials import Credentials
from hourpass.domain.profile import Method
from hourpass.domain.session import Session, to_text
from hourpass.domain.settings import Settings
from hourpass.services import renewal
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


def save(home: Path, **fields: Any) -> None:
    SettingsFile(str(home / "hourpass/settings.json")).save(Settings(profiles=(REPORTS,), **fields))


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


def test_the_app_and_the_keyring_renew_at_the_same_time():
    assert kept.RENEW_BEFORE == renewal.RENEW_BEFORE


@pytest.mark.parametrize(
    ("serial", "renewable", "age", "given"),
    [
        ("", None, 50, False),
        ("phone", "2999-01-01T00:00:00+00:00", 50, False),
        ("phone", "2020-01-01T00:00:00+00:00", 50, True),
        ("phone", None, 50, True),
        ("", None, 5, True),
    ],
    ids=["without a device", "from an MFA session", "that is over", "for a code alone", "in its first half"],
)
def test_what_is_due_to_be_renewed_without_a_code_goes_the_long_way(
    keyring: Keyring, serial: str, renewable: str | None, age: float, given: bool
):
    obtained = (datetime.now(UTC) - timedelta(minutes=age)).isoformat()
    facts = {"serial": serial, "renewable": renewable, "obtained": obtained}
    keyring.keep(timedelta(minutes=10), lambda held: held.update(facts))
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
