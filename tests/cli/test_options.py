from __future__ import annotations

import pytest

from hourpass.cli import relay
from hourpass.cli.options import parsed
from hourpass.cli.timeout import USUAL_TIMEOUT
from hourpass.domain import exit_status


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one line with which the command line *words* is refused."""
    with pytest.raises(SystemExit) as ended:
        parsed(words)
    out, err = capsys.readouterr()
    assert (ended.value.code, out, err.count("\n")) == (exit_status.WRONG_USAGE, "", 1)
    return err


@pytest.mark.parametrize(
    "words",
    [
        ("exec", "work", "--server", "--timeout", "5", "--", "ls", "-l"),
        ("exec", "--server", "work", "--timeout", "5", "--", "ls", "-l"),
        ("exec", "--server", "--timeout", "5", "work", "ls", "-l"),
        ("exec", "--server", "--timeout=5", "work", "--", "ls", "-l"),
    ],
)
def test_options_of_ours_stand_on_either_side_of_the_profile(words: tuple[str, ...]):
    asked = parsed(words)
    assert (asked.profile, asked.server, asked.timeout, asked.words) == ("work", True, 5.0, ["ls", "-l"])


def test_what_follows_the_mark_is_the_commands_own():
    asked = parsed(("exec", "work", "--", "git", "log", "--", "--server"))
    assert (asked.server, asked.words) == (False, ["git", "log", "--", "--server"])


@pytest.mark.parametrize("option", [("--server",), ("--timeout", "5"), ("-x",)])
def test_an_option_where_the_command_would_stand_is_refused(
    capsys: pytest.CaptureFixture[str], option: tuple[str, ...]
):
    assert "--" in refusal(capsys, "exec", "work", *option, "ls")


@pytest.mark.parametrize("words", [("exec", "work"), ("exec", "work", "--"), ("exec", "--server", "work", "--")])
def test_exec_without_a_command_is_refused(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]):
    assert "needs a command" in refusal(capsys, *words)


@pytest.mark.parametrize("seconds", ["inf", "1e12", "nan", "-20", "3601", "soon"])
def test_a_timeout_that_nobody_can_wait_for_is_refused(capsys: pytest.CaptureFixture[str], seconds: str):
    assert "from 0 to 3600" in refusal(capsys, "env", "work", "--timeout", seconds)


def test_without_a_word_the_relay_waits_as_long_as_the_commands_do():
    assert parsed(("credentials", "work")).timeout == USUAL_TIMEOUT == relay.WAITS
