"""The line that tells whether a package has everything in it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hourpass.gui import self_check
from hourpass.version import VERSION

COMMAND = (sys.executable, "-m", "hourpass", "--self-check")


def test_an_app_that_has_everything_says_so_in_one_line():
    done = subprocess.run(COMMAND, capture_output=True, text=True, timeout=60, check=False)
    told = json.loads(done.stdout)
    assert done.stdout.count("\n") == 1
    assert done.returncode == 0, told
    assert (told["version"], told["wrong"], told["child_inherits"]) == (VERSION, {}, [])
    assert told["translations"] == ["en", "ja", "ko"]
    assert told["clients"] == {"sts": "111122223333", "iam": 2, "s3": 9}


def test_a_program_without_a_console_writes_it_into_a_file(tmp_path: Path):
    done = subprocess.run([*COMMAND, str(tmp_path / "told")], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == ""
    assert json.loads((tmp_path / "told").read_text())["ok"] is True


def test_what_is_missing_is_named_and_the_exit_status_tells(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(self_check, "resource_path", tmp_path.joinpath)
    monkeypatch.setattr(self_check, "_clients", {}.popitem)
    assert self_check.run() == 1
    told = json.loads(capsys.readouterr().out)
    assert told["wrong"] == {
        "translations": "FileNotFoundError: texts in en, ja, ko",
        "clients": "KeyError: 'popitem(): dictionary is empty'",
    }


def test_texts_of_the_commands_that_are_missing_are_a_fault(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(self_check, "catalogue_of", lambda language: {} if language == "ko" else {"CliHelp": {}})
    monkeypatch.setattr(self_check, "_clients", dict)
    assert self_check.facts()["wrong"]["translations"] == "FileNotFoundError: texts in ko"


def test_a_child_that_would_load_the_packages_libraries_is_a_fault(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(self_check.own_programs, "PACKED", True)
    monkeypatch.setattr(self_check, "_clients", dict)
    monkeypatch.setenv("LD_LIBRARY_PATH", str(Path(sys.executable).parent / "_internal"))
    monkeypatch.setenv("QT_PLUGIN_PATH", "/usr/lib/qt6/plugins")  # the system's own
    assert self_check.facts()["wrong"]["child_inherits"] == "ValueError: LD_LIBRARY_PATH"
