"""Credentials where the app does not run: the keyring, a question on the terminal, or an app that is started to ask."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from cli.computer import CLI, SECONDS, Computer
from cli.on_a_terminal import read_until, terminal_job
from hourpass.domain import exit_status
from hourpass.domain.profile import Method
from hourpass.domain.settings import Settings

PROMPT = "MFA code from "
IN_THE_BACKGROUND = "import os, sys; os.setpgid(0, 0); os.execv(sys.argv[1], sys.argv[1:])"


def type_line(terminal: int, text: str) -> None:
    os.write(terminal, f"{text}\n".encode())


def test_parallel_helpers_share_one_question(computer: Computer, tmp_path: Path):
    helper = f"{' '.join(CLI)} credentials reports"
    parallel = " & ".join(f"{helper} > {tmp_path}/{number}" for number in range(4))
    with terminal_job(computer.env, "/bin/sh", "-c", f"{parallel} & wait; echo all done") as (terminal, process):
        seen = read_until(terminal, PROMPT)
        type_line(terminal, computer.code())
        seen += read_until(terminal, "all done")
        assert process.wait(SECONDS) == 0
    assert seen.count(PROMPT) == 1
    assert len({json.loads((tmp_path / str(number)).read_text())["AccessKeyId"] for number in range(4)}) == 1


def test_what_came_meanwhile_is_taken_before_another_code_is_asked_for(computer: Computer):
    with terminal_job(computer.env, *CLI, "credentials", "reports") as (terminal, process):
        seen = read_until(terminal, PROMPT)
        computer.keep_session("ASIAMEANWHILE", minutes=60)
        type_line(terminal, "000000")
        seen += read_until(terminal, "ASIAMEANWHILE")
        assert process.wait(SECONDS) == 0
    assert seen.count(PROMPT) == 1


def test_another_code_is_asked_for_after_one_that_is_none(computer: Computer):
    with terminal_job(computer.env, *CLI, "credentials", "reports") as (terminal, process):
        for typed in ("", "12345"):
            read_until(terminal, PROMPT)
            type_line(terminal, typed)
            read_until(terminal, "A code has six digits.")
        read_until(terminal, PROMPT)
        type_line(terminal, computer.code())
        read_until(terminal, '{"Version":1')
        assert process.wait(SECONDS) == 0


def test_a_question_ends_with_the_timeout(computer: Computer):
    with terminal_job(computer.env, *CLI, "credentials", "reports", "--timeout", "0.5") as (terminal, process):
        assert "Nobody typed a code for reports within 0.5 s." in read_until(terminal, " s.")
        assert process.wait(SECONDS) == exit_status.NOBODY_TO_ASK


def test_who_waits_for_the_turn_waits_no_longer_than_the_timeout(computer: Computer):
    with terminal_job(computer.env, *CLI, "credentials", "reports") as (terminal, first):
        read_until(terminal, PROMPT)
        with terminal_job(computer.env, *CLI, "credentials", "reports", "--timeout", "0.5") as (other, second):
            assert "Another command is asking for a code" in read_until(other, "there.")
            assert second.wait(SECONDS) == exit_status.NOBODY_TO_ASK
        with terminal_job(computer.env, *CLI, "login", "reports") as (other, second):
            assert "Another command is asking for a code" in read_until(other, "there.")
            assert second.wait(SECONDS) == exit_status.NOBODY_TO_ASK
        first.kill()


def test_a_job_in_the_background_of_its_terminal_is_not_stopped_by_a_question(computer: Computer):
    command = [sys.executable, "-c", IN_THE_BACKGROUND, *CLI, "credentials", "reports"]
    waiting = (
        "import subprocess, sys; "
        "print('ended with', subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL).returncode, '.', flush=True)"
    )
    with terminal_job(computer.env, sys.executable, "-c", waiting, *command) as (terminal, _):
        assert "ended with 3 ." in read_until(terminal, " .")


@pytest.mark.parametrize("why", ["sealed file", "locked keyring", "no code"])
def test_with_a_screen_and_no_terminal_the_app_is_started_to_ask(computer: Computer, why: str):
    hide_credentials(computer, why)
    status, out, err = computer.run("credentials", "reports", DISPLAY=":99999")
    assert (status, out) == (exit_status.NOBODY_TO_ASK, "")
    assert err == "Hourpass was started to ask, but quit at once: qt.qpa.xcb: could not connect to display :99999\n"


@pytest.mark.parametrize("why", ["sealed file", "locked keyring", "no code"])
def test_with_neither_the_line_says_what_to_do(computer: Computer, why: str):
    hide_credentials(computer, why)
    status, out, err = computer.run("credentials", "reports")
    assert (status, out, err.count("\n")) == (exit_status.NOBODY_TO_ASK, "", 1)
    assert "start Hourpass" in err


def hide_credentials(computer: Computer, why: str) -> None:
    if why == "sealed file":
        computer.use_sealed_file()
    if why == "locked keyring":
        computer.lock_keyring()


def test_a_started_app_lets_the_helper_through(computer: Computer, tmp_path: Path):
    """Of the two places that say where AWS is, it heeds the one that is for all tools."""
    config = tmp_path / ".aws/config"
    config.parent.mkdir()
    config.write_text(f"[default]\nendpoint_url = {computer.env['AWS_ENDPOINT_URL']}\n")
    nowhere = "http://127.0.0.1:9"
    waiting = computer.start(
        "credentials", "reports", DISPLAY=":0", QT_QPA_PLATFORM="offscreen", AWS_ENDPOINT_URL=nowhere
    )
    try:
        give_up = time.monotonic() + SECONDS
        while not (computer.runtime / "hourpass/app.socket").exists():
            assert time.monotonic() < give_up, "the app did not come up"
            time.sleep(0.05)
        status, _, err = computer.run("login", "reports", "--code-stdin", said=computer.code() + "\n")
        assert status == 0, err
        out, err = waiting.communicate(timeout=SECONDS)
    finally:
        waiting.kill()
        for process in psutil.process_iter(["environ"]):
            if (process.info["environ"] or {}).get("HOME") == str(tmp_path):
                process.terminate()
    assert (waiting.returncode, err) == (0, "")
    assert json.loads(out)["AccessKeyId"].startswith("ASIA")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give a folder away")
@pytest.mark.parametrize(
    "words",
    [
        ("credentials", "reports"),
        ("exec", "reports", "--", "true"),
        ("exec", "--server", "reports", "--", "true"),
        ("env", "reports"),
        ("profiles",),
        ("login", "reports"),
        ("--sandbox", "code", "practice"),
    ],
)
def test_somebody_elses_folder_is_one_clear_line(computer: Computer, tmp_path: Path, words: tuple[str, ...]):
    temporary = tmp_path / "tmp"
    for name in ("hourpass", "hourpass-sandbox"):
        folder = temporary / f"{name}-{os.getuid()}"
        folder.mkdir(parents=True)
        os.chown(folder, 65534, 65534)
    status, out, err = computer.run(*words, XDG_RUNTIME_DIR="", TMPDIR=str(temporary))
    assert (status, out, err.count("\n")) == (exit_status.REFUSED, "", 1), err
    assert "cannot be used" in err


@pytest.mark.parametrize("command", ["credentials", "login", "env"])
def test_a_bus_over_the_network_is_one_clear_line(computer: Computer, command: str):
    del computer.env["PYTHON_KEYRING_BACKEND"]
    status, out, err = computer.run(command, "reports", DBUS_SESSION_BUS_ADDRESS="tcp:host=localhost,port=1")
    assert (status, out, err.count("\n")) == (exit_status.NOBODY_TO_ASK, "", 1), err


@pytest.mark.parametrize("text", ["", "{", '{"schema": 99, "profiles": []}'])
def test_damaged_settings_are_said_and_left_for_the_app_to_set_aside(computer: Computer, text: str):
    computer.settings.write_text(text)
    status, out, err = computer.run("credentials", "reports")
    assert (status, out, err.count("\n")) == (exit_status.NO_SUCH_PROFILE, "", 1)
    assert f"{computer.settings} is damaged" in err
    status, out, err = computer.run("profiles", "--json")
    assert (status, out) == (exit_status.DONE, "[]\n")
    assert f"{computer.settings} is damaged" in err
    assert computer.settings.read_text() == text


@pytest.fixture
def with_mfa_session(computer: Computer) -> Computer:
    """Somebody logged in for the day, and the role's credentials of the hour have ten minutes left."""
    computer.save(Settings(profiles=(replace(computer.profile, method=Method.ROLE_THROUGH_SESSION),)))
    status, _, err = computer.run("login", "reports", "--code-stdin", said=computer.code())
    assert status == exit_status.DONE, err
    computer.keep_session("ASIAOLD", minutes=10, age=50)
    return computer


def test_what_needs_no_code_is_renewed_before_tools_ask_at_every_call(with_mfa_session: Computer):
    status, out, err = with_mfa_session.run("credentials", "reports")
    assert (status, err) == (exit_status.DONE, "")
    told = json.loads(out)
    assert told["AccessKeyId"] != "ASIAOLD"
    assert datetime.fromisoformat(told["Expiration"]) - datetime.now(UTC) > timedelta(minutes=55)
    assert with_mfa_session.run("credentials", "reports") == (exit_status.DONE, out, ""), "once"


def test_what_cannot_be_renewed_serves_to_its_end(with_mfa_session: Computer):
    status, out, err = with_mfa_session.run("credentials", "reports", AWS_ENDPOINT_URL="http://127.0.0.1:1")
    assert (status, err) == (exit_status.DONE, "")
    assert json.loads(out)["AccessKeyId"] == "ASIAOLD"


def test_an_aws_that_does_not_answer_is_waited_for_once_and_briefly(with_mfa_session: Computer):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        nowhere = f"http://127.0.0.1:{silent.getsockname()[1]}"
        begun = time.monotonic()
        parallel = [with_mfa_session.start("credentials", "reports", AWS_ENDPOINT_URL=nowhere) for _ in range(3)]
        given = [json.loads(each.communicate(timeout=SECONDS)[0])["AccessKeyId"] for each in parallel]
        given.append(
            json.loads(with_mfa_session.run("credentials", "reports", AWS_ENDPOINT_URL=nowhere)[1])["AccessKeyId"]
        )
        assert given == ["ASIAOLD"] * 4
        assert time.monotonic() - begun < SECONDS / 2
        silent.setblocking(False)
        silent.accept()[0].close()
        with pytest.raises(BlockingIOError):
            silent.accept()


def test_nobody_is_asked_for_a_code_while_what_is_there_works(computer: Computer):
    computer.keep_session("ASIAOLD", minutes=10, age=50)
    with terminal_job(computer.env, *CLI, "credentials", "reports") as (terminal, process):
        seen = read_until(terminal, "ASIAOLD")
        assert process.wait(SECONDS) == exit_status.DONE
    assert PROMPT not in seen


def test_a_profile_of_the_sandbox_that_runs_is_looked_for_there(computer: Computer):
    assert "--sandbox" not in computer.run("env", "practice")[2]
    (computer.runtime / "hourpass-sandbox").mkdir(mode=0o700, exist_ok=True)
    (computer.runtime / "hourpass-sandbox/app.socket").touch()

    status, _out, said = computer.run("env", "practice")

    assert status == exit_status.NO_SUCH_PROFILE
    assert "hourpass-cli --sandbox profiles` the sandbox's" in said
