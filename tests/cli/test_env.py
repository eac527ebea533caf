from __future__ import annotations

import os
import subprocess

import pytest

from cli.fakes_handed_out import handed_out
from hourpass.cli import env
from hourpass.domain import exit_status
from hourpass.domain.variables import CLASHING, Shell


@pytest.fixture(autouse=True)
def no_variables_of_the_machine(monkeypatch: pytest.MonkeyPatch):
    for name in (*CLASHING, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.delenv(name, raising=False)


def test_a_shell_that_reads_it_has_the_credentials(capsys: pytest.CaptureFixture[str]):
    assert env.run(handed_out(), Shell.BASH) == exit_status.DONE
    out, err = capsys.readouterr()
    assert err == ""
    show = 'eval "$(cat)"; echo "$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN $AWS_DEFAULT_REGION"'
    ran = subprocess.run(["/bin/sh", "-c", show], input=out, capture_output=True, text=True, check=True)
    assert ran.stdout == "ASIA0001 secret+/1 token==1 eu-west-3\n"


@pytest.mark.parametrize("shell", list(Shell))
def test_nothing_but_assignments_is_on_standard_output(shell: Shell, capsys: pytest.CaptureFixture[str]):
    env.run(handed_out(), shell)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 6
    assert all("AWS_" in line for line in lines)


def test_the_sandboxs_place_is_said_as_well(capsys: pytest.CaptureFixture[str]):
    env.run(handed_out(endpoint="http://127.0.0.1:5000"), Shell.DOTENV)
    assert capsys.readouterr().out.splitlines()[-1] == "AWS_ENDPOINT_URL=http://127.0.0.1:5000"


def test_variables_that_would_win_are_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("AWS_SECURITY_TOKEN", "last-weeks-token")
    monkeypatch.setenv("AWS_PROFILE", "other")
    assert env.run(handed_out(), Shell.BASH) == exit_status.DONE
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert {"AWS_SECURITY_TOKEN", "AWS_PROFILE"} <= set(err.replace(",", " ").split())
    assert "last-weeks-token" not in err


def test_what_a_shell_cannot_carry_is_refused_whole(capsys: pytest.CaptureFixture[str]):
    assert env.run(handed_out(endpoint="http://%PATH%"), Shell.CMD) == exit_status.FAILED
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "AWS_ENDPOINT_URL" in err


@pytest.mark.parametrize(
    ("shell_variable", "platform", "shell"),
    [
        ("/bin/bash", "linux", Shell.BASH),
        ("/usr/bin/zsh", "darwin", Shell.ZSH),
        ("/opt/homebrew/bin/fish", "darwin", Shell.FISH),
        ("/usr/bin/pwsh", "linux", Shell.POWERSHELL),
        ("/bin/dash", "linux", Shell.BASH),
        ("", "linux", Shell.BASH),
        ("", "win32", Shell.POWERSHELL),
        (r"C:\Program Files\Git\usr\bin\bash.exe", "win32", Shell.BASH),
    ],
)
def test_the_usual_shell_is_the_persons_own(shell_variable: str, platform: str, shell: Shell):
    assert env.usual_shell({"SHELL": shell_variable}, platform) is shell


def test_no_shell_at_all_is_bash():
    assert env.usual_shell({}, "linux") is Shell.BASH


def test_a_shell_that_is_named_is_the_one():
    assert env.chosen_shell("fish") is Shell.FISH
    assert env.chosen_shell(None) is env.usual_shell(os.environ)
