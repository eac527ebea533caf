"""A start while another one runs: what it asks of the first, and when it takes its place."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hourpass.adapters import places
from hourpass.adapters.app_lock import AppLock
from hourpass.adapters.app_socket import line_of, message_of
from hourpass.adapters.settings_file import SettingsFile
from hourpass.domain.settings import Settings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the first one is played by a Unix socket")

START = """
import sys
from hourpass import __main__ as start

def made(*_arguments):
    print("started", flush=True)
    raise SystemExit(7)

start.made = made
sys.exit(start.main(sys.argv[1:]))
"""
IMPATIENT = """
from hourpass import __main__ as start
start.PATIENCE_SECONDS = 0.1
"""
BOXED = """
import sys
from hourpass.gui import start_boxes
start_boxes.show_no_answer = lambda language: print("a box in", language)
sys.stderr = None
"""
TIME = 10


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppLock]:
    """As the first one holds it."""
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    taken = AppLock(places.lock_path(sandbox=False))
    assert taken.take()
    yield taken
    taken.release()


@pytest.fixture
def server(lock: AppLock) -> Iterator[socket.socket]:
    """Where the first one listens."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(places.socket_path(sandbox=False))
        listening.listen()
        listening.settimeout(TIME)
        yield listening


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "LC_ALL": "C.UTF-8"}


def start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", START, *arguments]
    return subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True)


def test_a_second_start_has_the_first_show_itself(server: socket.socket):
    with start("--profile", "reports") as second:
        client, _ = server.accept()
        with client:
            assert message_of(client.recv(1000)) == {"v": 1, "ask": "show", "profile": "reports"}
            client.sendall(line_of({"shown": True}))
        assert second.communicate(timeout=TIME) == ("", None)
    assert second.returncode == 0


@pytest.mark.usefixtures("lock")
def test_a_first_one_that_does_not_answer_is_said():
    done = subprocess.run(
        [sys.executable, "-c", f"{IMPATIENT}{START}"], env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "hourpass: it seems to be running already, but does not answer\n"


@pytest.mark.usefixtures("lock")
def test_without_a_console_it_is_said_in_a_box_of_the_chosen_language(tmp_path: Path):
    SettingsFile(str(tmp_path / "config/hourpass/settings.json")).save(Settings(language="ko"))
    done = subprocess.run(
        [sys.executable, "-c", f"{IMPATIENT}{BOXED}{START}"],
        env=environment() | {"XDG_CONFIG_HOME": str(tmp_path / "config")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "a box in ko\n", "")


def test_a_second_start_in_the_tray_asks_for_nothing(server: socket.socket):
    with start("--hidden", "--profile", "reports") as second:
        assert second.communicate(timeout=TIME) == ("", None)
    assert second.returncode == 0
    server.setblocking(False)
    with pytest.raises(BlockingIOError):
        server.accept()


def test_a_start_in_the_tray_waits_until_the_first_listens(lock: AppLock):
    with start("--hidden") as second:
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(0.5)
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(places.socket_path(sandbox=False))
            assert second.communicate(timeout=TIME) == ("", None)
    assert second.returncode == 0


def test_a_start_in_the_tray_takes_the_place_of_one_that_is_ending(lock: AppLock):
    with start("--hidden") as second:
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(0.5)
        lock.release()
        assert second.communicate(timeout=TIME) == ("started\n", None)
    assert second.returncode == 7
