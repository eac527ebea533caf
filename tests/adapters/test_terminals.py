"""Terminals: a real program stands for one, and what other systems would start is looked at."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from hourpass.adapters.helper_command import helper_command, shell_command, without_spaces
from hourpass.adapters.terminals import open_terminal, opening_command
from hourpass.domain.problem import HourpassError, Reason

NOWHERE: dict[str, str] = {}


def only(*names: str):
    """A system that has just these programs."""
    return lambda name: f"/usr/bin/{name}" if name in names else None


def test_the_systems_own_choice_comes_before_those_that_are_known(tmp_path: Path):
    find = only("x-terminal-emulator", "xterm", "st")
    assert opening_command(["a", "b"], NOWHERE, find, "linux") == ["/usr/bin/x-terminal-emulator", "-e", "a", "b"]
    assert opening_command(["a"], {"TERMINAL": "st"}, find, "linux") == ["/usr/bin/st", "-e", "a"]
    by_name = ["/usr/bin/gnome-terminal", "--", "a"]
    assert opening_command(["a"], NOWHERE, only("gnome-terminal"), "linux") == by_name
    chosen = {"TERMINAL": "gnome-terminal"}
    assert opening_command(["a"], chosen, only("xterm", "gnome-terminal"), "linux") == by_name


def test_on_a_mac_and_on_windows_the_command_is_quoted_for_who_reads_it():
    words = opening_command(["/opt/it's", 'a "b"'], NOWHERE, only(), "darwin")
    assert words[0] == "/usr/bin/osascript"
    assert "Terminal" in words[2]
    assert '\\"b\\"' in words[2]
    assert "iTerm" in opening_command(["a"], {"TERM_PROGRAM": "iTerm.app"}, only(), "darwin")[2]
    assert opening_command(["a", "b"], NOWHERE, only("wt.exe"), "win32") == ["/usr/bin/wt.exe", "new-tab", "a", "b"]
    assert opening_command(["it's"], NOWHERE, only("powershell.exe"), "win32")[-1] == "& 'it''s'"


def test_where_there_is_no_terminal_that_is_said():
    with pytest.raises(HourpassError) as told:
        open_terminal(["a"], NOWHERE, only())
    assert told.value.problem.reason is Reason.NO_TERMINAL
    with pytest.raises(HourpassError):
        open_terminal(["a"], NOWHERE, lambda _name: "/nowhere/terminal")


@pytest.mark.skipif(sys.platform == "win32", reason="asks for a program of Unix")
def test_a_terminal_that_gives_up_at_once_is_none():
    with pytest.raises(HourpassError) as told:
        open_terminal(["a"], NOWHERE, lambda _name: "/bin/false")
    assert told.value.problem.reason is Reason.NO_TERMINAL


@pytest.mark.skipif(sys.platform == "win32", reason="a script with a shebang")
def test_the_command_really_runs(tmp_path: Path):
    terminal, pipe = tmp_path / "terminal", tmp_path / "pipe"
    terminal.write_text('#!/bin/sh\nshift\nexec "$@"\n')
    terminal.chmod(0o700)
    os.mkfifo(pipe)
    open_terminal(["/bin/sh", "-c", f"echo it runs > {pipe}"], NOWHERE, lambda _name: str(terminal))
    assert pipe.read_text() == "it runs\n"  # waits for it


def test_tools_start_the_interpreter_with_the_relay_by_the_profiles_id():
    interpreter, flags, relay, socket, profile_id, option = helper_command("/run/app.socket", "5f3a", "--sandbox")
    assert (interpreter, flags, socket, profile_id, option) == (
        sys.executable,
        "-IS",
        "/run/app.socket",
        "5f3a",
        "--sandbox",
    )
    assert Path(relay).name == "relay.py"
    assert Path(relay).exists()


def test_tools_are_told_paths_in_the_form_that_every_sdk_can_start():
    words = helper_command("app", "5f3a", fit=lambda path: f"short{path}")
    assert words[0] == f"short{sys.executable}"
    assert words[2].startswith("short")
    assert words[3:] == ("app", "5f3a")


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows has them")
def test_a_folder_with_a_space_is_told_by_its_short_name(tmp_path: Path):
    folder = tmp_path / "two words"
    folder.mkdir()
    short = without_spaces(str(folder))
    assert Path(short).samefile(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="its shells are others")
def test_a_shell_gets_the_credentials_as_it_starts():
    words = shell_command("5f3a", "--sandbox", environment={"SHELL": "/bin/zsh"})
    assert words[-5:] == ("--sandbox", "exec", "5f3a", "--", "/bin/zsh")
    assert shell_command("5f3a", environment={})[-1] == "/bin/sh"
