"""The portable archive's script that puts Hourpass into the menu, run as a person would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
USAGE = {"en": "usage: ", "ja": "使い方: ", "ko": "사용법: "}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="of the archive for Linux")


def unpacked(folder: Path) -> Path:
    """The archive in *folder*, as far as the menu is concerned; its program tells that it was started, and how."""
    (folder / "share").mkdir(parents=True)
    shutil.copy(ROOT / "installer/portable/menu-entry.sh", folder)
    shutil.copy(ROOT / "resources/hourpass.desktop", folder / "share")
    shutil.copy(ROOT / "resources/icons/hourpass.svg", folder / "share")
    program = folder / "hourpass"
    program.write_text('#!/bin/sh\necho "started $0 $*"\n')
    program.chmod(0o755)
    return folder


def run(folder: Path, home: Path, *words: str, **said: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "HOME": str(home), **said}
    command = ["/bin/sh", str(folder / "menu-entry.sh"), *words]
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ko_KR.utf8"}, "ko"),
        ({"LANG": "ko"}, "ko"),
        ({"LANG": "kok_IN.UTF-8"}, "en"),  # Konkani
        ({"LANG": "ja_JP.eucJP"}, "en"),  # which would show our letters as others
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "ko_KR.UTF-8"}, "ko"),
        ({"LC_MESSAGES": "ko_KR.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, "ja"),
        ({"LC_ALL": "", "LANG": "ja_JP.UTF-8"}, "ja"),
    ],
)
def test_it_speaks_the_language_of_the_terminal(said: dict[str, str], language: str, tmp_path: Path):
    done = run(unpacked(tmp_path / "hourpass"), tmp_path, **said)
    assert done.returncode == 2
    assert done.stderr.startswith(USAGE[language])
    assert done.stderr.endswith("menu-entry.sh add|remove\n")


@pytest.mark.parametrize("name", ["My apps", 'a"b', "a$b", "a\\b", "a%b", "a~b", "a\nb"])
def test_a_path_that_menus_cannot_start_is_refused_in_each_language(name: str, tmp_path: Path):
    folder = unpacked(tmp_path / name)
    told = [run(folder, tmp_path, "add", LANG=f"{language}.UTF-8") for language in USAGE]
    assert [done.returncode for done in told] == [1, 1, 1]
    assert len({done.stderr for done in told}) == len(USAGE)
    assert all(done.stderr.endswith(f"{folder}\n") for done in told)
    assert not (tmp_path / ".local").exists()


@pytest.mark.parametrize("name", ["hourpass-0.1", "ダウンロード", "다운로드"])
def test_what_it_put_into_the_menu_starts_and_goes_again(name: str, tmp_path: Path):
    folder = unpacked(tmp_path / name)
    done = run(folder, tmp_path, "add")
    assert (done.returncode, done.stderr) == (0, "")
    (entry,) = (tmp_path / ".local/share/applications").iterdir()
    assert f"\nTryExec={folder}/hourpass\n" in entry.read_text(encoding="utf-8")
    if (gio := shutil.which("gio")) is not None:
        # What it starts writes where gio does, so that its end is waited for.
        launched = subprocess.run([gio, "launch", entry], capture_output=True, encoding="utf-8", timeout=60, check=True)
        assert launched.stdout == f"started {folder}/hourpass \n"
    run(folder, tmp_path, "remove")
    assert [path for path in (tmp_path / ".local").rglob("*") if path.is_file()] == []


def test_what_another_installation_put_there_stays(tmp_path: Path):
    run(unpacked(tmp_path / "one"), tmp_path, "add")
    run(unpacked(tmp_path / "other"), tmp_path, "remove")
    assert (tmp_path / ".local/share/applications/hourpass.desktop").is_file()
