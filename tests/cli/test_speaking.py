"""The commands in Japanese and Korean, as whoever types them has them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from cli.computer import CLI, SECONDS, Computer
from cli.fakes_app import fake_app
from cli.on_a_terminal import read_until, terminal_job
from hourpass.adapters.settings_file import SettingsFile
from hourpass.domain import exit_status
from hourpass.domain.settings import Settings

JAPANESE, KOREAN = "ja_JP.UTF-8", "ko_KR.UTF-8"
HELD = {
    "profile": "work",
    "access_key_id": "ASIAWORK",
    "secret_access_key": "secret",
    "session_token": "token",
    "expiration": "2030-01-01T00:00:00Z",
    "region": "eu-west-1",
}


@pytest.mark.parametrize(
    ("locale", "words", "status", "said"),
    [
        (
            JAPANESE,
            ("env", "nobody"),
            exit_status.NO_SUCH_PROFILE,
            "Hourpass に nobody というプロファイルはありません。",
        ),
        (KOREAN, ("env", "nobody"), exit_status.NO_SUCH_PROFILE, "Hourpass에 nobody 프로파일이 없습니다."),
        (JAPANESE, ("env", "--json"), exit_status.WRONG_USAGE, "hourpass-cli env: 次の引数が必要です: PROFILE"),
        (KOREAN, ("profiles", "-x"), exit_status.WRONG_USAGE, "hourpass-cli: 인식할 수 없는 인수: -x"),
        (JAPANESE, ("--sandbox", "profiles"), exit_status.NOBODY_TO_ASK, "サンドボックスで実行されていません"),
        (KOREAN, ("exec", "reports", "--", "true"), exit_status.NOBODY_TO_ASK, "reports 프로파일에는 MFA 코드가 필요"),
    ],
)
def test_what_is_refused_is_said_in_the_persons_language(
    computer: Computer, locale: str, words: tuple[str, ...], status: int, said: str
):
    ended, out, err = computer.run(*words, LC_ALL=locale)
    assert (ended, out, err.count("\n")) == (status, "", 1)
    assert said in err


@pytest.mark.parametrize(("locale", "usage"), [(JAPANESE, "使い方: "), (KOREAN, "사용법: ")])
def test_the_help_is_in_the_persons_language(computer: Computer, locale: str, usage: str):
    ended, out, err = computer.run("--help", LC_ALL=locale)
    assert (ended, err) == (0, "")
    assert out.startswith(f"{usage}hourpass-cli ")


@pytest.mark.parametrize(
    ("locale", "question", "done"),
    [(JAPANESE, "reports の MFA コード (", "まで有効"), (KOREAN, "reports 프로파일의 MFA 코드(", "까지 유효")],
)
def test_a_login_asks_in_the_persons_language(computer: Computer, locale: str, question: str, done: str):
    with terminal_job(computer.env | {"LC_ALL": locale}, *CLI, "login", "reports") as (terminal, process):
        read_until(terminal, question)
        read_until(terminal, ": ")
        os.write(terminal, f"{computer.code()}\n".encode())
        assert "reports: " in read_until(terminal, done)
        assert process.wait(SECONDS) == 0


def test_the_language_chosen_in_the_app_is_spoken_unless_english_is_asked_for(computer: Computer):
    computer.save(Settings(profiles=(computer.profile,), language="ko"))
    assert "프로파일이 없습니다" in computer.run("env", "nobody", LC_ALL=JAPANESE)[2]
    assert "프로파일이 없습니다" in computer.run("env", "nobody", LC_ALL="", LANG="C.UTF-8")[2]
    assert computer.run("env", "nobody", LC_ALL="C")[2].startswith("Hourpass has no profile called nobody.")
    assert computer.run("env", "nobody", LC_ALL="", LANG="C")[2].startswith("Hourpass has no profile called nobody.")


def test_with_sandbox_it_is_the_one_chosen_there(computer: Computer):
    computer.save(Settings(profiles=(computer.profile,), language="ko"))
    SettingsFile(str(computer.settings.parents[1] / "hourpass-sandbox/settings.json")).save(Settings(language="ja"))
    assert "サンドボックス" in computer.run("--sandbox", "profiles", LC_ALL=JAPANESE)[2]
    assert "サンドボックス" in computer.run("--sandbox", "profiles", LC_ALL="en_US.UTF-8")[2]
    # What stands behind the command is the other program's.
    assert "프로파일이 없습니다" in computer.run("exec", "nobody", "tool", "--sandbox", LC_ALL="en_US.UTF-8")[2]


def test_profiles_are_listed_in_columns_for_people_and_without_a_language_for_programs(computer: Computer):
    day = replace(computer.profile, id="day", name="日次レポート")
    computer.save(Settings(profiles=(computer.profile, day)))
    computer.keep_session("ASIAHELD", minutes=60)
    held, none = computer.run("profiles", LC_ALL=JAPANESE)[1].splitlines()
    assert re.fullmatch(r"reports       ロール  有効  \d{4}-\d\d-\d\d \d\d:\d\d", held)
    assert none == "日次レポート  ロール  なし  -"
    told = json.loads(computer.run("profiles", "--json", LC_ALL=JAPANESE)[1])
    assert [(each["kind"], each["state"]) for each in told] == [("role", "valid"), ("role", "none")]


def test_a_terminal_without_letters_for_it_is_spoken_to_in_english(computer: Computer):
    computer.save(Settings(profiles=(computer.profile,), language="ja"))
    ended, out, _ = computer.run("--help", LC_ALL="en_US.UTF-8", PYTHONIOENCODING="cp1252")
    assert (ended, out.startswith("usage: ")) == (0, True)


SDKS_WAY = """
import sys
from hourpass.cli import kept, main
kept.kept_line = lambda wanted: b"{}\\n"
assert main.main(["credentials", "work"]) == 0
sys.stderr.write(" ".join(name for name in sys.modules if name.startswith("hourpass.terminal")))
"""


def test_an_sdk_that_asks_for_what_is_kept_waits_for_no_language(computer: Computer):
    done = japanese(computer, "-c", SDKS_WAY)
    assert (done.returncode, done.stdout, done.stderr) == (0, "{}\n", "")


@pytest.mark.parametrize("words", [("--version",), ("env", "work"), ("profiles", "--json")], ids=" ".join)
def test_a_command_that_says_nothing_looks_for_no_language(computer: Computer, words: tuple[str, ...]):
    def answer(message: dict[str, Any]) -> dict[str, Any]:
        return HELD if message["ask"] == "credentials" else {"profiles": []}

    with fake_app(app_socket(computer), answer):
        done = japanese(computer, "-X", "importtime", "-m", "hourpass.cli.main", *words)
    assert done.returncode == 0
    assert done.stdout
    assert "hourpass.cli.options" in done.stderr
    assert "hourpass.terminal.language" not in done.stderr


def japanese(computer: Computer, *words: str) -> subprocess.CompletedProcess[str]:
    """What Python does with *words*."""
    environment = computer.env | {"LC_ALL": JAPANESE}
    return subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )


def app_socket(computer: Computer) -> str:
    (computer.runtime / "hourpass").mkdir(mode=0o700)
    return str(computer.runtime / "hourpass/app.socket")
