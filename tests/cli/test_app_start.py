"""The app as a command starts it, with small programs in its place."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from cli.fakes_app import fake_app
from hourpass.adapters.places import socket_path
from hourpass.cli.app_start import STARTS_WITHIN, ask_started_app
from hourpass.cli.refusal import Refusal
from hourpass.domain import exit_status

# The app stays when the command has ended, and here the command is the test.
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")

ANSWERS = """
import json, os, socket, sys
listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[1])
listener.listen()
caller, _ = listener.accept()
told = {"asked": json.loads(caller.recv(4096)), "cwd": os.getcwd(), "environment": dict(os.environ)}
caller.sendall(json.dumps({"v": 1} | told).encode() + b"\\n")
"""
MEANT_FOR_ONE_TOOL = (
    "AWS_PROFILE",
    "AWS_ACCESS_KEY_ID",
    "AWS_ENDPOINT_URL",
    "AWS_ENDPOINT_URL_STS",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return home


def started(program: str, *words: str) -> dict[str, Any]:
    return ask_started_app({"ask": "credentials"}, 5.0, (sys.executable, "-c", program, *words))


def refusal(program: str) -> str:
    begun = time.monotonic()
    with pytest.raises(Refusal) as refused:
        started(program)
    assert time.monotonic() - begun < STARTS_WITHIN / 2
    assert refused.value.status == exit_status.NOBODY_TO_ASK
    assert refused.value.message.count("\n") == 0
    return refused.value.message


def test_it_is_asked_once_it_listens():
    assert started(ANSWERS, socket_path(sandbox=False))["asked"] == {"v": 1, "ask": "credentials"}


def test_it_starts_at_home_and_without_what_is_meant_for_one_tool(home: Path, monkeypatch: pytest.MonkeyPatch):
    for name in MEANT_FOR_ONE_TOOL:
        monkeypatch.setenv(name, "http://localhost:4566")
    monkeypatch.setenv("AWS_CA_BUNDLE", "/etc/ours.pem")
    told = started(ANSWERS, socket_path(sandbox=False))
    assert Path(told["cwd"]) == home.resolve()
    assert not set(MEANT_FOR_ONE_TOOL) & set(told["environment"])
    assert told["environment"]["AWS_CA_BUNDLE"] == "/etc/ours.pem"


def test_one_that_python_ends_is_not_waited_for_and_told_by_its_last_line():
    said = refusal("print('Traceback'); raise SystemExit('no module\\n\\nnamed \\x1b[31mQt\\n')")
    assert said == "Hourpass was started to ask, but quit at once: named [31mQt"


def test_one_that_aborts_is_told_by_its_first_line():
    said = refusal("import os, sys; sys.stderr.write('no display\\nplugins: a, b\\n'); sys.stderr.flush(); os.abort()")
    assert said == "Hourpass was started to ask, but quit at once: no display"


def test_one_that_ends_without_a_word_is_told_as_well():
    assert refusal("raise SystemExit(1)").endswith("without saying why.")


def test_one_that_found_another_is_answered_by_that():
    with fake_app(socket_path(sandbox=False), lambda _: {"told": "by the other"}):
        assert started("") == {"v": 1, "told": "by the other"}


def test_a_home_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", "/nowhere")
    assert refusal("") == f"Hourpass cannot be started: {os.strerror(2)}."
