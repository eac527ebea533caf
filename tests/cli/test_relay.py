"""What stands in the AWS config as credential_process."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cli.fakes_app import fake_app, somebody_elses
from hourpass.cli import relay

LINE = b'{"Version":1,"AccessKeyId":"ASIA1","SecretAccessKey":"s","SessionToken":"t","Expiration":"2030-01-01T00:00:00Z"}\n'
SECONDS = 30


def relayed(
    path: str, profile: str = "work", *, python: tuple[str, ...] = ("-IS",)
) -> subprocess.CompletedProcess[str]:
    home = str(Path(path).parent)
    return subprocess.run(
        [sys.executable, *python, relay.__file__, path, profile],
        env={"HOME": home, "XDG_RUNTIME_DIR": home, "XDG_CONFIG_HOME": home, "PATH": os.defpath},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        start_new_session=True,  # without the terminal that the tests may have been started from
    )


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "app.socket")


def imports(told: str) -> set[str]:
    """The modules that -X importtime names."""
    return set(re.findall(r"^import time:[^|]*\d[^|]*\|[^|]*\| +(\S+)$", told, re.MULTILINE))


def test_the_apps_line_is_passed_on_as_it_came(path: str):
    with fake_app(path, lambda _: LINE) as app:
        ended = relayed(path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, LINE.decode(), "")
    assert app.asked == [{"v": 1, "ask": "credentials", "as": "process", "waits": 120, "profile": "work"}]


def test_nothing_but_sockets_is_loaded_beside_what_every_python_has(path: str):
    bare = subprocess.run(
        [sys.executable, "-IS", "-X", "importtime", "-c", "pass"], capture_output=True, text=True, check=True
    )
    with fake_app(path, lambda _: LINE):
        ended = relayed(path, python=("-IS", "-X", "importtime"))
    assert ended.stdout == LINE.decode()
    assert imports(ended.stderr) - imports(bare.stderr) <= {"_socket", "posix"}


def test_a_refusal_of_the_app_is_its_line_and_its_status(path: str):
    with fake_app(path, lambda _: {"error": "cancelled", "status": 5, "message": "The code was not given."}):
        ended = relayed(path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (5, "", "The code was not given.\n")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can play another user")
def test_keys_that_another_users_process_offers_are_not_taken(path: str):
    with somebody_elses(path, LINE) as heard:
        ended = relayed(path)
        assert heard() == b""
    assert (ended.returncode, ended.stdout) == (6, ""), ended.stderr
    assert ended.stderr.count("\n") == 1
