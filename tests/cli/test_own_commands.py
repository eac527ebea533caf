from __future__ import annotations

from pathlib import Path

import pytest

from hourpass.cli.own_commands import own_command, quoted


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


def test_in_an_appimage_it_is_the_image(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.executable", "/run/mount_HourpaX/usr/lib/hourpass/hourpass-cli")
    monkeypatch.setenv("APPDIR", "/run/mount_HourpaX")
    monkeypatch.setenv("APPIMAGE", "/home/maya/My apps/Hourpass.AppImage")
    image = "'/home/maya/My apps/Hourpass.AppImage'"
    assert own_command("hourpass-cli", "login", "reports") == f"{image} --cli login reports"
    assert own_command("hourpass", "--sandbox") == f"{image} --sandbox"


def test_packed_it_is_the_program_beside_the_one_that_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("hourpass", "hourpass-cli"):
        (tmp_path / name).touch(mode=0o755)
    monkeypatch.setattr("sys.executable", str(tmp_path / "hourpass"))
    monkeypatch.setenv("PATH", "/nowhere")
    assert own_command("hourpass-cli", "profiles") == f"{tmp_path}/hourpass-cli profiles"


def test_windows_is_told_by_double_quotes():
    words = [r"C:\Users\Jane Doe\hourpass-cli.exe", "login", "two words"]
    assert quoted(words, "win32") == r'"C:\Users\Jane Doe\hourpass-cli.exe" login "two words"'
