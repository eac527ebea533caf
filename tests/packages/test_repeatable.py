"""The same sources make the same bytes, in whichever folder and whenever they are built."""

from __future__ import annotations

import hashlib
from pathlib import Path

import _deb
import _packaging
import _portable
from packages.conftest import ROOT, made


def test_a_second_build_makes_the_same_packages(tmp_path: Path):
    again = _packaging.Workshop(ROOT, lambda _text: None, build=tmp_path / "elsewhere")
    again.out = tmp_path / "dist"
    for package in (_deb.make(again), _portable.make(again)):
        assert digest(package) == digest(made(package.name)), f"{package.name} differs"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
