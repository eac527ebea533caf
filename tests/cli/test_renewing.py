"""New credentials for a command that runs, and has the terminal."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import pytest

from cli.computer import CLI, SECONDS, Computer
from cli.fakes_app import fake_app
from cli.fakes_handed_out import handed_out
from cli.on_a_terminal import read_until, terminal_job
from hourpass.cli import renewing
from hourpass.cli.refusal import Refusal
from hourpass.cli.renewing import Renewal
from hourpass.domain import exit_status
from hourpass.domain.profile import Method
from hourpass.domain.settings import Settings

HELD = replace(handed_out(minutes=5), access_key_id="ASIAHELD")
FETCH = """
import botocore.session
print(botocore.session.Session().get_credentials().get_frozen_credentials().access_key, "fetched")
"""


@pytest.fixture
def here(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> Computer:
    """This process runs on that computer; there is no screen."""
    for name, value in computer.env.items():
        monkeypatch.setenv(name, value)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return computer


def renewal(profile: str = "reports") -> Renewal:
    return Renewal(profile, sandbox=False, timeout=5, program="terraform")


def test_the_app_is_told_how_long_it_should_last(here: Computer):
    (here.runtime / "hourpass").mkdir(mode=0o700)
    answer = {name: getattr(HELD, name) for name in HELD.__dataclass_fields__}
    with fake_app(str(here.runtime / "hourpass/app.socket"), lambda _: answer) as app:
        assert renewal()(HELD) == HELD
    assert app.asked == [
        {"v": 1, "ask": "credentials", "profile": "reports", "waits": 5, "for": "terraform", "fresh": 900}
    ]


def test_nobody_is_asked_on_the_terminal_of_a_command_that_runs(computer: Computer):
    computer.keep_session("ASIAHELD", minutes=5)
    command = (*CLI, "exec", "reports", "--server", "--", sys.executable, "-c", FETCH)
    with terminal_job(computer.env, *command) as (terminal, process):
        seen = read_until(terminal, "fetched")
        assert process.wait(SECONDS) == 0
    assert "ASIAHELD fetched" in seen
    assert "in another terminal, run: " in seen
    assert "hourpass-cli login reports" in seen
    assert "MFA code from" not in seen


def test_what_a_login_in_another_terminal_brings_is_taken(here: Computer):
    here.keep_session("ASIAHELD", minutes=5)
    renew = renewal()
    with pytest.raises(Refusal, match="hourpass-cli login reports") as refused:
        renew(HELD)
    assert refused.value.status == exit_status.NOBODY_TO_ASK
    here.keep_session("ASIANEW", minutes=10)
    assert renew(HELD).access_key_id == "ASIANEW"


def test_what_needs_no_code_is_renewed_at_once(here: Computer):
    profile = replace(here.profile, method=Method.ROLE_THROUGH_SESSION)
    here.save(Settings(profiles=(profile,)))
    status, _, err = here.run("login", "reports", "--code-stdin", said=here.code() + "\n")
    assert status == 0, err
    here.keep_session("ASIAHELD", minutes=5)
    renewed = renewal()(HELD)
    assert renewed.access_key_id not in {"", "ASIAHELD"}


@pytest.mark.parametrize("why", ["no code", "sealed file", "locked keyring"])
def test_with_a_screen_the_app_is_started_once_in_a_while(here: Computer, monkeypatch: pytest.MonkeyPatch, why: str):
    if why == "sealed file":
        here.use_sealed_file()
    if why == "locked keyring":
        here.lock_keyring()
    monkeypatch.setenv("DISPLAY", ":0")
    asked: list[dict[str, Any]] = []

    def start(message: dict[str, Any], _seconds: float) -> dict[str, Any]:
        asked.append(message)
        return {"status": exit_status.CANCELLED, "message": "You said no"}

    monkeypatch.setattr(renewing, "ask_started_app", start)
    renew = renewal()
    with pytest.raises(Refusal, match="You said no"):
        renew(HELD)
    with pytest.raises(Refusal, match=r"login reports|start Hourpass"):
        renew(HELD)
    assert [message["fresh"] for message in asked] == [900]


def test_a_profile_that_has_gone_is_a_refusal(here: Computer):
    with pytest.raises(Refusal, match="no profile called gone"):
        renewal("gone")(HELD)


def test_a_folder_that_cannot_be_used_is_a_refusal(here: Computer):
    (here.runtime / "hourpass").write_text("a file")
    with pytest.raises(Refusal, match="cannot be used"):
        renewal()(HELD)
