"""What stands in the AWS config as credential_process."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.fakes_app import fake_app, somebody_elses
from hourpass.cli import relay
from hourpass.domain import exit_status

LINE = b'{"Version":1,"AccessKeyId":"ASIA1","SecretAccessKey":"s","SessionToken":"t","Expiration":"2030-01-01T00:00:00Z"}\n'
SECONDS = 30
INTERRUPTED = 130


ROOT = Path(__file__).parents[2]
BY_ITSELF = ("-IS", relay.__file__)
PACKED = (str(ROOT / "installer/freeze/start_cli.py"), "--relay")
"""As the packed hourpass-cli has it."""
both = pytest.mark.parametrize("relay_is", [BY_ITSELF, PACKED], ids=["by itself", "packed"])


def started(
    path: str,
    *,
    relay_is: tuple[str, ...] = BY_ITSELF,
    redirected: str = 'exec "$@"',
    output: int = subprocess.PIPE,
) -> subprocess.Popen[str]:
    """The relay; *redirected* is how a shell starts it, with its command as arguments."""
    home = str(Path(path).parent)
    environment = {"HOME": home, "XDG_RUNTIME_DIR": home, "XDG_CONFIG_HOME": home, "PATH": os.defpath}
    return subprocess.Popen(
        ["/bin/sh", "-c", redirected, "sh", sys.executable, *relay_is, path, "work"],
        env=environment | {"PYTHONPATH": str(ROOT / "desktop")},  # of use to the packed one alone
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # without the terminal that the tests may have been started from
    )


def relayed(path: str, **how: Any) -> tuple[int, str | None, str]:
    """Its exit status, standard output and standard error."""
    helper = started(path, **how)
    out, err = helper.communicate(timeout=SECONDS)
    return helper.returncode, out, err


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "app.socket")


def imports(told: str) -> set[str]:
    """The modules that -X importtime names."""
    return set(re.findall(r"^import time:[^|]*\d[^|]*\|[^|]*\| +(\S+)$", told, re.MULTILINE))


@both
def test_the_apps_line_is_passed_on_as_it_came(path: str, relay_is: tuple[str, ...]):
    with fake_app(path, lambda _: LINE) as app:
        assert relayed(path, relay_is=relay_is) == (0, LINE.decode(), "")
    assert app.asked == [{"v": 1, "ask": "credentials", "as": "process", "waits": 120, "profile": "work"}]


def test_nothing_but_sockets_is_loaded_beside_what_every_python_has(path: str):
    bare = subprocess.run(
        [sys.executable, "-IS", "-X", "importtime", "-c", "pass"], capture_output=True, text=True, check=True
    )
    with fake_app(path, lambda _: LINE):
        _, out, err = relayed(path, relay_is=("-X", "importtime", *BY_ITSELF))
    assert out == LINE.decode()
    assert imports(err) - imports(bare.stderr) <= {"_socket", "posix"}


def test_a_refusal_of_the_app_is_its_line_and_its_status(path: str):
    with fake_app(path, lambda _: {"error": "cancelled", "status": 5, "message": "The code was not given."}):
        assert relayed(path) == (5, "", "The code was not given.\n")


@both
def test_an_interrupt_ends_it_without_a_word(path: str, relay_is: tuple[str, ...]):
    with fake_app(path, lambda _: helper.send_signal(signal.SIGINT)):
        helper = started(path, relay_is=relay_is)
        assert helper.communicate(timeout=SECONDS) == ("", "")
    assert helper.returncode == INTERRUPTED


@both
@pytest.mark.parametrize(
    ("redirected", "said"),
    [
        ('exec "$@" > /dev/full', "Standard output cannot be written: No space left on device.\n"),
        ('exec "$@" >&-', "Standard output cannot be written: it is closed.\n"),
    ],
)
def test_where_nothing_can_be_written_one_line_says_so(
    path: str, redirected: str, said: str, relay_is: tuple[str, ...]
):
    with fake_app(path, lambda _: LINE):
        assert relayed(path, relay_is=relay_is, redirected=redirected) == (exit_status.FAILED, "", said)


def test_who_reads_no_more_is_told_nothing(path: str):
    reading, writing = os.pipe()
    os.close(reading)
    with fake_app(path, lambda _: LINE):
        assert relayed(path, output=writing) == (exit_status.FAILED, None, "")
    os.close(writing)


def test_a_refusal_has_its_status_though_nobody_can_be_told(path: str):
    with fake_app(path, lambda _: {"error": "cancelled", "status": 5, "message": "The code was not given."}):
        assert relayed(path, redirected='exec "$@" 2>&-') == (5, "", "")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can play another user")
def test_keys_that_another_users_process_offers_are_not_taken(path: str):
    with somebody_elses(path, LINE) as heard:
        status, out, err = relayed(path)
        assert heard() == b""
    assert (status, out) == (6, ""), err
    assert err.count("\n") == 1
