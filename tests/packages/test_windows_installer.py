"""The script of the Windows installer compiles without a warning, in all its languages. Running it takes a Windows."""

from __future__ import annotations

from pathlib import Path

import pytest

import _packaging
import _windows
from packages.conftest import ROOT


@pytest.fixture
def workshop(tmp_path: Path) -> _packaging.Workshop:
    made = _packaging.Workshop(ROOT, lambda _text: None)
    made.out = tmp_path / "dist"
    return made


def test_the_installer_compiles(workshop: _packaging.Workshop, tmp_path: Path):
    for name in ("hourpass.exe", "hourpass-cli.exe", "_internal/python311.dll", "LICENCES/QT.txt"):
        (tmp_path / "bundle" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "bundle" / name).write_bytes(b"x")
    made = _windows.compile_script(workshop, tmp_path / "bundle")
    assert made.read_bytes()[:2] == b"MZ"
    assert made.name == f"Hourpass-{workshop.version}-windows-x64.exe"


def test_the_programs_tell_their_version(workshop: _packaging.Workshop, tmp_path: Path):
    _windows.write_version_resource(tmp_path / "windows/version.txt", "1.20.3")
    text = (tmp_path / "windows/version.txt").read_text()
    assert "filevers=(1, 20, 3, 0)" in text
    compile(text, "version.txt", "eval")  # PyInstaller evaluates it
