from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.computer import CLI, SECONDS, Computer
from cli.fakes_app import FakeApp, fake_app
from cli.on_a_terminal import read_until, terminal_job
from hourpass.cli import login, main
from hourpass.cli.refusal import Refusal
from hourpass.domain import exit_status


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeApp]:
    """It wants a code, and never says what became of it."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "hourpass").mkdir(mode=0o700)

    def answer(message: dict[str, Any]) -> dict[str, Any] | None:
        return None if "code" in message else {"needs_code": True, "profile": "work", "device": "phone"}

    with fake_app(str(tmp_path / "hourpass/app.socket"), answer) as app:
        yield app


@pytest.mark.parametrize("line", ["", "\n", "  \n"])
def test_an_empty_code_is_not_sent(
    app: FakeApp, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str
):
    monkeypatch.setattr("sys.stdin", io.StringIO(line))
    assert main.main(["login", "work", "--code-stdin"]) == exit_status.REFUSED
    assert capsys.readouterr() == ("", "A code has six digits.\n")
    assert len(app.asked) == 1


@pytest.mark.parametrize("sandbox", [False, True])
def test_an_app_that_does_not_answer_in_time_may_have_sent_the_code(
    app: FakeApp, monkeypatch: pytest.MonkeyPatch, sandbox: bool
):
    monkeypatch.setattr("sys.stdin", io.StringIO("123456\n"))
    monkeypatch.setattr(login, "socket_path", lambda _: app.path)
    monkeypatch.setattr("hourpass.cli.obtaining.socket_path", lambda _: app.path)
    with pytest.raises(Refusal, match="did not answer in time") as refused:
        login.run("work", sandbox=sandbox, code_on_input=True, answer_seconds=0.3)
    assert refused.value.status == exit_status.FAILED
    assert app.asked[-1]["code"] == "123456"


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        (("000000", "", "123456"), exit_status.DONE),
        (("000000", "111111", "222222"), exit_status.REFUSED),
        (("999999",), exit_status.REFUSED),
    ],
    ids=["the third one is right", "none of three is", "another one would not do"],
)
def test_another_code_can_be_typed_where_the_code_alone_was_wrong(
    app: FakeApp, tmp_path: Path, typed: tuple[str, ...], status: int
):
    no = {"error": "refused", "status": exit_status.REFUSED, "message": "No."}
    answers = {"123456": {"profile": "work", "expires": "2030-01-01T00:00:00Z"}, "999999": no}
    asks = {"needs_code": True, "profile": "work", "device": "phone"}
    app.answer = lambda told: answers.get(told["code"], no | {"another_code_may_do": True}) if "code" in told else asks
    environment = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "PATH": os.defpath}
    with terminal_job(environment, *CLI, "login", "work") as (terminal, process):
        for code in typed:
            read_until(terminal, "MFA code from phone")
            os.write(terminal, f"{code}\n".encode())
        assert process.wait(SECONDS) == status
    assert [told["code"] for told in app.asked if "code" in told] == [code for code in typed if code]


def test_without_the_app_an_empty_code_is_not_sent_either(computer: Computer):
    assert computer.run("login", "reports", "--code-stdin", said="\n") == (
        exit_status.REFUSED,
        "",
        "A code has six digits.\n",
    )


def test_without_the_app_the_code_is_asked_for_on_the_terminal(computer: Computer):
    with terminal_job(computer.env, *CLI, "login", "reports") as (terminal, process):
        read_until(terminal, "MFA code from ")
        os.write(terminal, f"{computer.code()}\n".encode())
        assert "reports: valid until" in read_until(terminal, "valid until")
        assert process.wait(SECONDS) == exit_status.DONE
