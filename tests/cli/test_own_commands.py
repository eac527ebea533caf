from __future__ import annotations

from pathlib import Path

import pytest

from hourpass.cli.own_commands import own_command


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands lie beside an interpreter that no shell finds, in a folder with a space."""
    folder = tmp_path / "my checkout"
    folder.mkdir()
    for name in ("python", "hourpass"):
        (folder / name).touch(mode=0o755)
    monkeypatch.setattr("sys.executable", str(folder / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    return folder


def test_what_no_shell_finds_is_told_with_its_place(checkout: Path):
    assert own_command("hourpass", "--sandbox") == f"'{checkout}/hourpass' --sandbox"


def test_what_a_shell_finds_is_told_by_its_name(checkout: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(checkout))
    assert own_command("hourpass", "--sandbox") == "hourpass --sandbox"


@pytest.mark.usefixtures("checkout")
def test_where_there_is_none_at_all_its_name_must_do():
    assert own_command("hourpass-cli", "login", "two words") == "hourpass-cli login 'two words'"
