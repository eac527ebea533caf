from __future__ import annotations

import argparse
import ast
import inspect

import pytest

from hourpass.cli.options import parsed
from hourpass.terminal import translating
from hourpass.terminal.columns import width
from hourpass.terminal.command_line import OWN_HELP, OWN_WORDS

COMMANDS = ("", "credentials", "exec", "env", "profiles", "login", "sandbox", "code")
ENGLISH = ("usage:", "options:", "positional arguments:", "show this help", "show program")


@pytest.fixture(params=["ja", "ko"])
def _translated(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translating, "_speaker", translating._Speaker())
    monkeypatch.setattr(translating, "_language", lambda **_: request.param)


def test_what_is_translated_for_argparse_is_what_the_python_that_runs_says():
    said = {node.value for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Constant)}
    assert {text for text in (*OWN_HELP, *OWN_WORDS) if text not in said} == set()


@pytest.mark.usefixtures("_translated")
@pytest.mark.parametrize("columns", [80, 60])
@pytest.mark.parametrize("command", COMMANDS)
def test_helps_are_translated_to_the_last_word_and_fit_a_terminal(
    command: str, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("COLUMNS", str(columns))
    with pytest.raises(SystemExit):
        parsed([*command.split(), "--help"])
    told = capsys.readouterr().out
    # What is not translated, such as the names of the shells, is argparse's to break.
    assert [line for line in told.splitlines() if width(line) > columns and not line.isascii()] == []
    assert [text for text in ENGLISH if text in told] == []


@pytest.mark.usefixtures("_translated")
@pytest.mark.parametrize(
    "words",
    [
        ("nothing",),
        ("env",),
        ("--nothing",),
        ("env", "work", "--timeout"),
        ("env", "work", "--shell", "tcsh"),
        ("--sandbox=1", "profiles"),
        ("env", "--s", "bash", "--t", "1", "--nothing", "work"),
        ("profiles", "--json=1"),
        ("sandbox", "--p", "1"),
        ("sandbox", "--port", "x"),
        ("env", "work", "--timeout", "soon"),
    ],
)
def test_wrong_usage_is_said_in_one_line_without_an_english_word(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit):
        parsed(words)
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert not told.isascii()
    english = {"argument", "unrecognized", "required", "expected", "invalid", "ambiguous", "option", "ignored", "value"}
    assert english & set(told.replace(":", " ").split()) == set()


@pytest.mark.usefixtures("_translated")
def test_other_parsers_of_this_process_keep_their_language(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        parsed(["nothing"])
    with pytest.raises(SystemExit):
        argparse.ArgumentParser().parse_args(["--nothing"])
    assert "unrecognized arguments: --nothing" in capsys.readouterr().err
