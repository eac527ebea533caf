"""Whose helper calls: seen in /proc, and in made-up ones for what does not happen to run here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hourpass.adapters.calling_program import asking_program

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")


def made_up(folder: Path, *chain: tuple[int, str]) -> str:
    """A /proc in which each process was started by the next one."""
    for place, (process_id, line) in enumerate(chain):
        parent = chain[place + 1][0] if place + 1 < len(chain) else 1
        own = folder / str(process_id)
        own.mkdir()
        (own / "stat").write_text(f"{process_id} (a name) with) S) S {parent} 1 1")
        (own / "cmdline").write_bytes(line.encode().replace(b" ", b"\0") + b"\0")
    return str(folder)


def test_the_program_that_started_the_helper_is_named():
    with subprocess.Popen(["/bin/sh", "-c", "read line; :"], stdin=subprocess.PIPE) as helper:
        assert asking_program(helper.pid).startswith(("python", "pytest", "__main__"))
        helper.communicate(b"\n")


@pytest.mark.parametrize(
    ("parent", "name"),
    [
        ("/usr/bin/terraform apply", "terraform"),
        ("/usr/bin/python3 /usr/local/bin/aws s3 ls", "aws"),
        ("python3.11 -u deploy.py", "deploy"),
        ("node /srv/app/server.js", "server.js"),
        ("python3 -c print(1)", "python3"),
        ("-bash", "bash"),
    ],
)
def test_scripts_are_called_by_their_own_name(tmp_path: Path, parent: str, name: str):
    assert asking_program(30, made_up(tmp_path, (30, "relay"), (20, parent))) == name


def test_a_shell_that_only_starts_the_helper_is_passed_over(tmp_path: Path):
    proc = made_up(tmp_path, (30, "relay"), (20, "sh -c relay"), (10, "/opt/rclone/rclone ls"))
    assert asking_program(30, proc) == "rclone"


def test_a_name_is_one_short_line(tmp_path: Path):
    name = asking_program(30, made_up(tmp_path, (30, "relay"), (20, "x" * 200 + "\x1b[31m\n")))
    assert len(name) == 40
    assert name.isprintable()


def test_what_cannot_be_seen_has_no_name(tmp_path: Path):
    assert asking_program(0) == ""
    assert asking_program(30, str(tmp_path)) == ""
    assert asking_program(30, made_up(tmp_path, (30, "relay"))) == ""
    assert asking_program(os.getpid(), str(tmp_path)) == ""
