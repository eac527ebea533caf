"""What goes into the AppImage. The official runtime that mounts it is not here: the file system is unpacked instead."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

import _appimage
import _packaging
from packages.conftest import ROOT

RUNTIME = b"\x7fELF a stand-in for the runtime".ljust(4096, b"\0")


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workshop = _packaging.Workshop(ROOT, lambda _text: None)
    workshop.out = tmp_path_factory.mktemp("image")
    return _appimage.glued(workshop, RUNTIME, "x86_64")


@pytest.fixture(scope="module")
def mounted(image: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mounted") / "mount"
    subprocess.run(["unsquashfs", "-q", "-n", "-o", str(len(RUNTIME)), "-d", folder, image], check=True)  # noqa: S607
    return folder


def run(mounted: Path, image: Path, home: Path, *words: str) -> str:
    env = {
        **os.environ,
        "APPDIR": str(mounted),
        "APPIMAGE": str(image),
        "HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
    }
    return subprocess.run([mounted / "AppRun", *words], env=env, capture_output=True, text=True, check=True).stdout


def test_it_has_everything(mounted: Path, image: Path, tmp_path: Path):
    told = json.loads(run(mounted, image, tmp_path, "--self-check"))
    assert (told["wrong"], told["packed"]) == ({}, True)


def test_other_tools_reach_the_command_line_through_the_image(mounted: Path, image: Path, tmp_path: Path):
    assert run(mounted, image, tmp_path, "--cli", "--version") == f"hourpass-cli {_packaging.version(ROOT)}\n"


def test_a_runtime_that_is_not_the_pinned_one_is_refused():
    with pytest.raises(SystemExit, match="not the one that is pinned"):
        _appimage.checked(RUNTIME, "x86_64")


def test_it_starts_with_the_runtime_and_may_be_run(image: Path):
    assert image.read_bytes().startswith(RUNTIME)
    assert image.stat().st_mode & 0o111
