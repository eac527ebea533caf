"""The tab "Use elsewhere" by keys and mouse: what its buttons write, other programs read; what ends is taken away."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest

from desktop.accessible import Reader
from desktop.app_driver import Hourpass
from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk
from desktop.signed_in import keep_profile

WHEEL_DOWN = 5
CLIPBOARD_SECONDS = 3
FOREIGN = "# mine\r\n[profile other]\r\nregion=eu-west-1 ; as ever\r\n"
TERMINAL = """#!/bin/sh
shift
exec "$@" <<'TYPED'
env | grep ^AWS_ > "$HOME/terminal-has"
TYPED
"""


@pytest.fixture
def aws(desktop: Desk, home: Path) -> Iterator[AwsSandbox]:
    with AwsSandbox(desktop.session.env) as sandbox:
        keep_profile(desktop, home, sandbox, clipboard_seconds=CLIPBOARD_SECONDS)
        (home / ".aws").mkdir()
        yield sandbox


@pytest.fixture
def app(desktop: Desk, home: Path, start_app: StartApp, aws: AwsSandbox, reader: Reader) -> Hourpass:
    """Signed in, with the tab in front."""
    programs = home / "bin"
    programs.mkdir()
    terminal = programs / "x-terminal-emulator"
    terminal.write_text(TERMINAL)
    terminal.chmod(0o755)
    env = {"AWS_ENDPOINT_URL": aws.endpoint, "PATH": f"{programs}:{os.environ['PATH']}", "SHELL": "/bin/sh"}
    started = Hourpass(desktop, home, start_app(env=env))
    started.wait_for_tooltip("no credentials")
    started.focused()
    desktop.type(aws.code())
    desktop.key("Return")
    started.wait_for_credentials("reports")
    started.focused()
    desktop.key("alt+h")
    reader.find("elsewhereTab")
    return started


def listed(home: Path, aws: AwsSandbox, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The buckets that boto3 lists through the section."""
    monkeypatch.setenv("AWS_CONFIG_FILE", str(home / ".aws/config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(home / ".aws/credentials"))
    s3 = boto3.Session(profile_name="reports").client("s3", endpoint_url=aws.endpoint)
    return [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]


def test_a_section_is_added_used_taken_back_and_removed(
    app: Hourpass, reader: Reader, home: Path, aws: AwsSandbox, monkeypatch: pytest.MonkeyPatch
):
    config = home / ".aws/config"
    config.write_bytes(FOREIGN.encode())
    for way_back in ("undo", "remove"):
        reader.click("addToConfigButton")
        reader.click("writeChangeButton")
        reader.says("configCardStatus", "reports")
        assert config.read_bytes().startswith(FOREIGN.encode())
        assert "acme-invoices" in listed(home, aws, monkeypatch)
        if way_back == "undo":
            reader.click("configCardStatusAction")
        else:
            reader.click("removeFromConfigButton")
            reader.click("writeChangeButton")
        wait_for(lambda: config.read_bytes() == FOREIGN.encode(), f"the file as it was, by {way_back}")
    assert app.shown()


def test_a_file_that_cannot_be_written_is_said_where_the_button_is(app: Hourpass, reader: Reader, home: Path):
    (home / ".aws/config").mkdir()
    app.desk.key("alt+d", "alt+h")  # each look reads the file anew
    reader.says("configCardStatus", str(home / ".aws/config"))
    assert app.shown()


def test_kept_credentials_leave_the_file_when_they_are_forgotten_and_when_the_app_ends(
    app: Hourpass, reader: Reader, home: Path, aws: AwsSandbox
):
    keys = home / ".aws/credentials"
    for _ in range(10):
        app.desk.click(*reader.find("elsewhereTab").middle, button=WHEEL_DOWN)
    reader.click("credentialsFileCombo")
    app.desk.key("Down", "Return")
    wait_for(lambda: keys.exists() and "[reports]" in keys.read_text(), "the credentials in the file")
    app.focused()
    reader.click("forgetButton")
    wait_for(lambda: not keys.exists() or "aws_secret" not in keys.read_text(), "the file without them")
    app.focused()
    app.desk.type(aws.code(1))
    app.desk.key("Return")
    wait_for(lambda: keys.exists() and "[reports]" in keys.read_text(), "the new ones in the file", 15)
    app.app.process.terminate()
    assert app.app.wait() == 0
    assert not keys.exists() or "aws_secret" not in keys.read_text()


def test_a_terminal_opens_with_the_variables(app: Hourpass, reader: Reader, home: Path):
    reader.click("openTerminalButton")
    told = home / "terminal-has"
    text = wait_for(lambda: told.read_text() if told.exists() else "", "what the shell was given", 15)
    given = dict(line.split("=", 1) for line in text.splitlines())
    assert {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"} <= given.keys()
    assert given["AWS_ACCESS_KEY_ID"].startswith("ASIA")
    assert app.shown()


def test_variables_leave_the_clipboard_when_the_settings_say_so(app: Hourpass, reader: Reader):
    reader.click("copyVariablesButton")
    reader.says("terminalCardStatus", f"within {CLIPBOARD_SECONDS} s")
    assert "export AWS_SECRET_ACCESS_KEY=" in app.clipboard()
    wait_for(lambda: not app.clipboard(), "an empty clipboard", CLIPBOARD_SECONDS + 7)
