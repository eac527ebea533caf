from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from cli.on_a_terminal import read_until, terminal_job

TESTS = Path(__file__).parents[1]
DRIVER = [sys.executable, str(Path(__file__).with_name("exec_driver.py"))]
MODES = pytest.mark.parametrize("mode", [[], ["--server"]], ids=["in our place", "beside us"])
SECONDS = 30
STANDARD = (1 << 31) - 1  # signals 32 and 33 are glibc's own affair
SHOW_ENVIRONMENT = [sys.executable, "-c", "import json, os; print(json.dumps(dict(os.environ)))"]
TELLS_SIGNALS = """
import os, signal, sys
heard = lambda number, frame: os.write(1, signal.Signals(number).name.encode() + b"\\n")
for name in sys.argv[1:]:
    signal.signal(getattr(signal, name), heard)
signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(7))
print(os.getpid(), flush=True)
while True:
    signal.pause()
"""
"""Prints its process id, then each signal that it gets; ends with 7 at SIGTERM. Not by print(), into which the next
signal may come.
"""


def environment(**further: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    files = {"AWS_CONFIG_FILE": "/nowhere/config", "AWS_SHARED_CREDENTIALS_FILE": "/nowhere/credentials"}
    return clean | {"PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "desktop")])} | files | further


def driven(*arguments: str, **further: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*DRIVER, *arguments],
        env=environment(**further),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        stdin=subprocess.DEVNULL,
    )


class Job:
    """A driver that runs, in a process group of its own as a shell would start it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.command_id = int(self.line())

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def send(self, number: int) -> None:
        """To the driver alone."""
        self.process.send_signal(number)

    def send_to_all(self, number: int) -> None:
        os.killpg(self.process.pid, number)

    def ended(self) -> int:
        return self.process.wait(SECONDS)


@contextmanager
def job(*arguments: str) -> Iterator[Job]:
    with subprocess.Popen(
        [*DRIVER, *arguments], env=environment(), stdout=subprocess.PIPE, text=True, process_group=0
    ) as process:
        try:
            yield Job(process)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def telling(*names: str) -> list[str]:
    return [sys.executable, "-c", TELLS_SIGNALS, *names]


def test_the_command_has_the_keys_and_nothing_that_would_win_over_them():
    ran = driven("--", *SHOW_ENVIRONMENT, AWS_PROFILE="other", AWS_SECURITY_TOKEN="old", KEPT="yes")
    seen = json.loads(ran.stdout)
    assert {name: value for name, value in seen.items() if name.startswith("AWS_") and not name.endswith("FILE")} == {
        "AWS_ACCESS_KEY_ID": "ASIA0001",
        "AWS_SECRET_ACCESS_KEY": "secret+/1",
        "AWS_SESSION_TOKEN": "token==1",
        "AWS_CREDENTIAL_EXPIRATION": seen["AWS_CREDENTIAL_EXPIRATION"],
        "AWS_REGION": "eu-west-3",
        "AWS_DEFAULT_REGION": "eu-west-3",
    }
    assert (seen["FURTHER"], seen["KEPT"]) == ("one", "yes")


def test_with_a_server_the_command_has_no_keys():
    ran = driven("--server", "--", *SHOW_ENVIRONMENT, AWS_ACCESS_KEY_ID="AKIAOLD", AWS_SECRET_ACCESS_KEY="old")
    seen = json.loads(ran.stdout)
    assert {name for name in seen if name.startswith("AWS_") and not name.endswith("FILE")} == {
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN",
        "AWS_REGION",
        "AWS_DEFAULT_REGION",
    }
    assert "secret+/1" not in ran.stdout
    assert seen["FURTHER"] == "one"


@MODES
def test_standard_output_is_the_commands_own(mode: list[str]):
    ran = driven(*mode, "--", "sh", "-c", "echo out; echo err >&2")
    assert (ran.stdout, ran.stderr) == ("out\n", "err\n")


@MODES
@pytest.mark.parametrize("status", [0, 1, 5, 255])
def test_the_exit_status_is_the_commands_own(mode: list[str], status: int):
    assert driven(*mode, "--", "sh", "-c", f"exit {status}").returncode == status


@MODES
def test_arguments_come_as_they_are(mode: list[str]):
    words = ["--server", "two words", "", "*", "$HOME", "日本語", "--"]
    ran = driven(*mode, "--", sys.executable, "-c", "import sys; print(sys.argv[1:])", *words)
    assert ran.stdout == f"{words}\n"


@MODES
def test_a_missing_command_is_127_and_one_line(mode: list[str]):
    ran = driven(*mode, "--", "no-such-command-here")
    assert (ran.returncode, ran.stdout, ran.stderr) == (127, "", "no-such-command-here: command not found\n")


@MODES
def test_a_command_without_a_name_is_127_and_one_line(mode: list[str]):
    ran = driven(*mode, "--", "")
    assert (ran.returncode, ran.stdout, ran.stderr) == (127, "", ": command not found\n")


@MODES
def test_what_is_no_program_is_126_and_one_line(mode: list[str], tmp_path: Path):
    text = tmp_path / "text"
    text.write_text("hello")
    ran = driven(*mode, "--", str(text))
    assert (ran.returncode, ran.stdout, ran.stderr) == (126, "", f"{text}: Permission denied\n")


@MODES
def test_without_credentials_the_command_is_not_started(mode: list[str]):
    ran = driven(*mode, "--refuse", "--", "echo", "started")
    assert (ran.returncode, ran.stdout, ran.stderr) == (5, "", "You said no\n")


def test_without_a_server_the_command_takes_our_place():
    with job("--", *telling()) as running:
        assert running.command_id == running.process.pid
        running.send(signal.SIGTERM)
        assert running.ended() == 7


@MODES
@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel through /proc")
def test_the_command_ignores_no_more_signals_than_we_were_told_to(mode: list[str]):
    ignoring = ["sh", "-c", 'trap "" HUP; exec "$@"', "sh"]
    ran = subprocess.run(
        [*ignoring, *DRIVER, *mode, "--", "grep", "-E", "Sig(Ign|Blk)", "/proc/self/status"],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
        timeout=SECONDS,
    )
    masks = {name: int(mask, 16) & STANDARD for name, mask in (line.split(":") for line in ran.stdout.splitlines())}
    assert masks == {"SigBlk": 0, "SigIgn": 1 << (signal.SIGHUP - 1)}


def test_nothing_of_an_http_server_is_loaded_without_one():
    code = "import sys, hourpass.cli.exec; print({'http.server', 'socket', 'threading', 'subprocess'} & {*sys.modules})"
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True, timeout=SECONDS
    )
    assert ran.stdout == "set()\n"


@pytest.mark.parametrize("name", ["SIGHUP", "SIGUSR1", "SIGUSR2", "SIGINT", "SIGQUIT"])
def test_a_signal_to_us_alone_is_passed_on(name: str):
    with job("--server", "--", *telling(name)) as running:
        running.send(getattr(signal, name))
        assert running.line() == name
        running.send(signal.SIGTERM)
        assert running.ended() == 7


@pytest.mark.parametrize("name", ["SIGHUP", "SIGUSR1", "SIGINT", "SIGQUIT"])
def test_a_signal_to_the_whole_group_comes_once(name: str):
    with job("--server", "--", *telling(name, "SIGUSR2")) as running:
        for _ in range(3):
            running.send_to_all(getattr(signal, name))
            assert running.line() == name
            # What we would pass on of the first comes before this, which was sent later.
            running.send(signal.SIGUSR2)
            assert running.line() == "SIGUSR2"
        running.send(signal.SIGTERM)
        assert running.ended() == 7


def test_a_signal_that_ends_the_command_is_told_as_128_and_its_number():
    with job("--server", "--", "sh", "-c", "echo $$; exec sleep 60") as running:
        running.send(signal.SIGTERM)
        assert running.ended() == 128 + signal.SIGTERM
    assert driven("--server", "--", "sh", "-c", "kill -KILL $$").returncode == 128 + signal.SIGKILL


def test_a_command_that_takes_its_time_over_a_signal_is_waited_for():
    trapping = "trap 'sleep 0.3; echo cleaned; exit 9' TERM; echo $$; while :; do sleep 0.05; done"
    with job("--server", "--", "sh", "-c", trapping) as running:
        running.send(signal.SIGTERM)
        assert running.line() == "cleaned"
        assert running.ended() == 9


def test_signals_are_passed_on_after_their_witness_is_gone():
    with job("--server", "--", *telling("SIGINT")) as running:
        [witness] = [one for one in psutil.Process(running.process.pid).children() if one.pid != running.command_id]
        witness.kill()
        running.send(signal.SIGINT)
        assert running.line() == "SIGINT"
        running.send(signal.SIGTERM)
        assert running.ended() == 7


def test_we_stop_and_go_on_with_the_command():
    with job("--server", "--", *telling("SIGINT")) as running:
        running.send_to_all(signal.SIGTSTP)
        _, status = os.waitpid(running.process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        assert psutil.Process(running.command_id).status() == psutil.STATUS_STOPPED
        running.send(signal.SIGCONT)
        running.send(signal.SIGINT)
        assert running.line() == "SIGINT"
        running.send(signal.SIGTERM)
        assert running.ended() == 7


def test_nothing_is_left_running_when_we_are_killed():
    with job("--server", "--", *telling()) as running:
        witnesses = [one for one in psutil.Process(running.process.pid).children() if one.pid != running.command_id]
        running.send(signal.SIGKILL)
        assert running.ended() == -signal.SIGKILL
        _, alive = psutil.wait_procs(witnesses, SECONDS)
        assert not alive
        os.kill(running.command_id, signal.SIGTERM)


@MODES
def test_the_command_has_the_terminal(mode: list[str]):
    asking = "import os; print(os.isatty(0), os.isatty(1)); print('got', input('name? ')[::-1])"
    with terminal_job(environment(), *DRIVER, *mode, "--", sys.executable, "-c", asking) as (terminal, process):
        assert "True True" in read_until(terminal, "name? ")
        os.write(terminal, b"abc\n")
        assert "got cba" in read_until(terminal, "cba")
        assert process.wait(SECONDS) == 0


@MODES
def test_the_interrupt_key_reaches_the_command_once(mode: list[str]):
    with terminal_job(environment(), *DRIVER, *mode, "--", *telling("SIGINT", "SIGQUIT")) as (terminal, process):
        read_until(terminal, "\n")
        for key, name in ((b"\x03", "SIGINT"), (b"\x1c", "SIGQUIT"), (b"\x03", "SIGINT")):
            os.write(terminal, key)
            assert read_until(terminal, name + "\r\n").count("SIG") == 1
        process.terminate()
        assert process.wait(SECONDS) == 7


@MODES
def test_the_stop_key_gives_the_shell_its_terminal_back(mode: list[str]):
    with terminal_job(environment(TERM="dumb", PS1="> "), "/bin/bash", "--norc", "-i") as (terminal, process):
        read_until(terminal, "> ")
        os.write(terminal, b"stty -echo\n")
        read_until(terminal, "> ")
        command = " ".join(
            f"'{word}'" for word in [*DRIVER, *mode, "--", "sh", "-c", "echo begun; read x; echo got $x"]
        )
        os.write(terminal, command.encode() + b"\n")
        read_until(terminal, "begun")
        os.write(terminal, b"\x1a")
        assert "Stopped" in read_until(terminal, "> ")
        os.write(terminal, b"fg\n")
        read_until(terminal, "exec_driver")
        os.write(terminal, b"it\n")
        assert "got it" in read_until(terminal, "got it")
        os.write(terminal, b"exit 3\n")
        assert process.wait(SECONDS) == 3


THREE_TIMES = """
import botocore.session
held = botocore.session.Session().get_credentials()
print(held.method, *(held.get_frozen_credentials().access_key for _ in range(3)))
"""


def test_a_long_job_outlives_its_first_credentials():
    ran = driven("--server", "--minutes", "9", "--", sys.executable, "-c", THREE_TIMES)
    assert ran.stdout.split() == ["container-role", "ASIA0002", "ASIA0002", "ASIA0002"]
    assert ran.stderr == ""


def test_a_long_job_works_to_the_end_of_what_it_has():
    ran = driven("--server", "--minutes", "0.7", "--refuse-more", "--", sys.executable, "-c", THREE_TIMES)
    assert ran.stdout.split() == ["container-role", "ASIA0001", "ASIA0001", "ASIA0001"]
    assert ran.stderr == "hourpass-cli: You said no\n"


def test_a_long_job_is_asked_for_nothing_while_its_credentials_are_fresh():
    ran = driven("--server", "--", sys.executable, "-c", THREE_TIMES)
    assert ran.stdout.split() == ["container-role", "ASIA0001", "ASIA0001", "ASIA0001"]


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("AWS_SHARED_CREDENTIALS_FILE", "[default]\naws_access_key_id = AKIAOLD\naws_secret_access_key = old\n"),
        ("AWS_CONFIG_FILE", "[default]\ncredential_process = /bin/false\n"),
        ("AWS_CONFIG_FILE", "[profile default]\naws_access_key_id = AKIAOLD\naws_secret_access_key = old\n"),
    ],
)
def test_a_default_profile_does_not_win_over_the_server(tmp_path: Path, variable: str, text: str):
    path = tmp_path / "file"
    path.write_text(text)
    ran = driven("--server", "--", sys.executable, "-c", THREE_TIMES, **{variable: str(path)})
    assert ran.stdout.split()[:2] == ["container-role", "ASIA0001"]
    assert ran.stderr.count("\n") == 1
    assert str(path) in ran.stderr


def test_files_without_credentials_in_their_default_section_stay_in_sight(tmp_path: Path):
    path = tmp_path / "config"
    path.write_text("[default]\nregion = eu-west-1\n[profile other]\ncredential_process = /bin/false\n")
    ran = driven("--server", "--", *SHOW_ENVIRONMENT, AWS_CONFIG_FILE=str(path))
    assert json.loads(ran.stdout)["AWS_CONFIG_FILE"] == str(path)
    assert ran.stderr == ""
