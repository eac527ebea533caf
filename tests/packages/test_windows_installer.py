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


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A frozen app, as far as the script looks at it."""
    folder = tmp_path / "bundle"
    for name in (*_windows.PROGRAMS, "_internal/python311.dll", "LICENCES/QT.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    return folder


def test_the_installer_compiles(workshop: _packaging.Workshop, bundle: Path):
    made = _windows.compile_script(workshop, bundle)
    assert made.read_bytes()[:2] == b"MZ"
    assert made.name == f"Hourpass-{workshop.version}-windows-x64.exe"


def test_the_programs_the_uninstaller_and_the_installer_are_signed(
    workshop: _packaging.Workshop, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    signed, sign = tmp_path / "signed", tmp_path / "my tools/sign"
    sign.parent.mkdir()
    sign.write_text(f'#!/bin/sh\n[ "$1" = /a ] && echo "$2" >> {signed}\n')
    sign.chmod(0o755)
    monkeypatch.setenv("HOURPASS_SIGN_COMMAND", f'"{sign}" /a')
    monkeypatch.setattr(workshop, "freeze", lambda: bundle)
    made = _windows.make(workshop)
    *programs, uninstaller, installer = signed.read_text().splitlines()
    assert programs == [str(bundle / name) for name in _windows.PROGRAMS]
    assert uninstaller not in {*programs, str(made)}
    assert installer == str(made)


def test_the_programs_tell_their_version(workshop: _packaging.Workshop, tmp_path: Path):
    _windows.write_version_resource(tmp_path / "windows/version.txt", "1.20.3")
    text = (tmp_path / "windows/version.txt").read_text()
    assert "filevers=(1, 20, 3, 0)" in text
    compile(text, "version.txt", "eval")  # PyInstaller evaluates it
