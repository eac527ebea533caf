"""Commands whose standard output or standard error is closed, full, or read by nobody."""

from __future__ import annotations

import os
import shlex
import subprocess

import pytest

from cli.computer import CLI, SECONDS, Computer
from hourpass.domain import exit_status

PRINTING = [("credentials", "reports"), ("env", "reports"), ("profiles",), ("profiles", "--json")]


@pytest.fixture
def signed_in(computer: Computer) -> Computer:
    computer.keep_session("ASIAKEPT", minutes=50)
    return computer


def in_shell(computer: Computer, how: str, *words: str, **further: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of `hourpass-cli`, redirected as *how* says."""
    line = f"exec {shlex.join([*CLI, *words])} {how}"
    ended = subprocess.run(
        ["/bin/sh", "-c", line],
        env=computer.env | further,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        start_new_session=True,
    )
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.parametrize("words", PRINTING)
@pytest.mark.parametrize(("how", "why"), [("> /dev/full", "No space left on device"), (">&-", "it is closed")])
def test_what_cannot_be_written_is_said_in_one_line(signed_in: Computer, words: tuple[str, ...], how: str, why: str):
    said = f"Standard output cannot be written: {why}.\n"
    assert in_shell(signed_in, how, *words) == (exit_status.FAILED, "", said)


@pytest.mark.parametrize("words", PRINTING)
def test_who_reads_no_more_is_told_nothing(signed_in: Computer, words: tuple[str, ...]):
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen([*CLI, *words], env=signed_in.env, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert process.communicate(timeout=SECONDS)[1] == b""
    assert process.returncode == exit_status.FAILED


def test_a_warning_that_nobody_can_be_told_does_not_get_among_the_assignments(signed_in: Computer):
    status, out, err = in_shell(signed_in, "2>&-", "env", "reports", "--shell", "bash", AWS_PROFILE="other")
    assert (status, err) == (exit_status.DONE, "")
    assert all(line.startswith("export AWS_") for line in out.splitlines())


def test_a_refusal_has_its_status_though_nobody_can_be_told(signed_in: Computer):
    assert in_shell(signed_in, "2>&-", "credentials", "nobody") == (exit_status.NO_SUCH_PROFILE, "", "")


@pytest.mark.parametrize("server", [(), ("--server",)], ids=["in our place", "beside us"])
@pytest.mark.parametrize("how", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_command_runs_though_our_own_files_are_closed(signed_in: Computer, server: tuple[str, ...], how: str):
    status, _, err = in_shell(signed_in, how, "exec", "reports", *server, "--", "/bin/sh", "-c", "exit 7")
    assert (status, err) == (7, "")
