"""The one command that sets everything up: what it decides, without touching the system."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import PySide6
import pytest

INSTALLER = Path(__file__).resolve().parents[1] / "installer"
sys.path.insert(0, str(INSTALLER))  # the installer is no package: its files are found beside the script

import _checks  # noqa: E402 (needs the path above)
import _clients  # noqa: E402 (needs the path above)
import _debian  # noqa: E402 (needs the path above)
import _translations  # noqa: E402 (needs the path above)
import develop  # noqa: E402 (needs the path above)
from _debian import Need  # noqa: E402 (needs the path above)
from _environment import DEV, SANDBOX, STAMP, Environment  # noqa: E402 (needs the path above)

EGL = Need("library", "libEGL.so.1", "libegl1")
NO_TEXTS = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<TS version="2.1" language="ja"></TS>\n'
OPENBOX = Need("program", "openbox", "openbox")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def environment(tmp_path: Path, said: list[str]) -> Environment:
    """One that looks installed, as far as files can tell."""
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    made = Environment(tmp_path, said.append)
    python = Path(made.program("python"))
    python.parent.mkdir(parents=True)
    python.touch()
    for source in _translations.files(tmp_path):
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(NO_TEXTS)
        for file in _translations.compiled(source):
            file.touch()
    return made


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([], ("run", ["--sandbox"])),
        (["run"], ("run", ["--sandbox"])),
        (["run", "--hidden"], ("run", ["--sandbox", "--hidden"])),
        (["--hidden"], ("run", ["--sandbox", "--hidden"])),
        (["run", "--", "--profile", "work"], ("run", ["--profile", "work"])),
        (["--", "--hidden"], ("run", ["--hidden"])),
        (["test"], ("test", [])),
        (["test", "tests/gui", "-k", "ring"], ("test", ["tests/gui", "-k", "ring"])),
        (["bench", "start"], ("bench", ["start"])),
        (["clients", "-k", "ruby"], ("clients", ["-k", "ruby"])),
        (["setup"], ("setup", [])),
        (["deb"], ("deb", [])),
        (["appimage", "runtime"], ("appimage", ["runtime"])),
        (["packages", "-k", "trixie"], ("packages", ["-k", "trixie"])),
    ],
)
def test_words_become_a_command_and_its_arguments(words: list[str], wanted: tuple[str, list[str]]):
    assert develop.parse(words) == wanted


def test_only_what_the_system_lacks_is_missing():
    assert _debian.missing([EGL, OPENBOX], met=lambda need: need is EGL) == [OPENBOX]


def test_this_system_meets_and_misses_each_kind_of_need(tmp_path: Path):
    (tmp_path / "NotoSansCJK.ttc").touch()
    there = [
        Need("library", "libc.so.6", "libc6"),
        Need("program", "sh", "dash"),
        Need("module", "json", "python3"),
        Need("file", f"{tmp_path}/none|{tmp_path}/**/*CJK*", "fonts"),
    ]
    not_there = [Need(need.kind, f"no-such-{need.kind}", "nothing") for need in there]
    assert _debian.missing([*there, *not_there]) == not_there


def test_packages_are_installed_as_root_or_through_sudo():
    command = ("apt-get", "install", "libegl1")
    assert _debian.as_root(command, user=0, sudo=None, terminal=False) == command
    quiet = ("env", "DEBIAN_FRONTEND=noninteractive", *command)
    assert _debian.as_root(command, user=1000, sudo="/usr/bin/sudo", terminal=True) == ("/usr/bin/sudo", *quiet)
    assert _debian.as_root(command, user=1000, sudo="/usr/bin/sudo", terminal=False) == ("/usr/bin/sudo", "-n", *quiet)
    assert _debian.as_root(command, user=1000, sudo=None, terminal=True) is None


def test_who_cannot_install_is_told_the_packages():
    advice = _debian.advice([EGL, OPENBOX, EGL], apt=True)
    assert advice.endswith("apt-get install --no-install-recommends libegl1 openbox")


def test_a_system_without_apt_is_told_the_libraries():
    assert "  libEGL.so.1\n  openbox" in _debian.advice([EGL, OPENBOX], apt=False)


def test_nothing_is_said_where_nothing_is_missing(said: list[str]):
    assert _debian.provide([Need("program", "sh", "dash")], said.append)
    assert said == []


def test_every_need_has_a_kind_and_a_package():
    needs = (*_debian.LIBRARIES, *_debian.SESSION, *_clients.ON_DEBIAN, _debian.environment_maker())
    assert {need.kind for need in needs} == {"library", "program", "file", "module"}
    assert all(need.package and " " not in need.package for need in needs)


def test_an_environment_is_ready_once_it_is_marked(environment: Environment):
    assert not environment.is_ready(SANDBOX)
    environment.mark(SANDBOX)
    assert environment.is_ready(SANDBOX)
    assert environment.make(SANDBOX)


def test_what_translators_wrote_last_is_compiled(tmp_path: Path, environment: Environment):
    japanese = tmp_path / "resources" / "translations" / "hourpass_ja.ts"
    assert _translations.are_compiled(tmp_path)
    for made in _translations.compiled(japanese):
        os.utime(made, (0, 0))
        assert not _translations.are_compiled(tmp_path)
        _translations.compile_all(tmp_path, Path(PySide6.__file__).parent)
        assert _translations.are_compiled(tmp_path)
        assert made.read_bytes()


def test_what_tests_need_is_enough_to_run_but_not_the_other_way_round(environment: Environment):
    environment.mark(SANDBOX)
    assert not environment.is_ready(DEV)
    environment.mark(DEV)
    assert environment.is_ready(SANDBOX)


def test_a_changed_project_file_makes_the_environment_stale(environment: Environment, tmp_path: Path):
    environment.mark(DEV)
    (tmp_path / "pyproject.toml").write_text("[project]\ndependencies = []\n")
    assert not environment.is_ready(DEV)


def test_a_moved_environment_is_stale(environment: Environment, tmp_path: Path, said: list[str]):
    environment.mark(DEV)
    moved = tmp_path.with_name(tmp_path.name + "-moved")
    tmp_path.rename(moved)
    assert not Environment(moved, said.append).is_ready(DEV)
    moved.rename(tmp_path)


@pytest.mark.parametrize("stamp", ["", "[]", "{}", "nonsense", '{"extra": "dev", "made_from": 7}', '{"extra": []}'])
def test_a_damaged_stamp_counts_as_none(environment: Environment, tmp_path: Path, stamp: str):
    (tmp_path / ".venv" / STAMP).write_text(stamp)
    assert not environment.is_ready(SANDBOX)


def test_clients_are_installed_once_for_each_list_of_them(tmp_path: Path, said: list[str]):
    clients = _clients.Clients(tmp_path, said.append)
    assert not clients.is_ready(tmp_path, ["aws-sdk@2"])
    clients.mark(tmp_path, ["aws-sdk@2"])
    assert clients.is_ready(tmp_path, ["aws-sdk@2"])
    assert not clients.is_ready(tmp_path, ["aws-sdk@3"])


def test_clients_that_were_moved_are_installed_anew(tmp_path: Path, said: list[str]):
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    clients = _clients.Clients(tmp_path, said.append)
    clients.mark(here, ["awscli"])
    here.rename(there)
    assert not clients.is_ready(there, ["awscli"])


def test_a_client_that_cannot_be_installed_is_said(tmp_path: Path, said: list[str]):
    clients = _clients.Clients(tmp_path, said.append)
    clients.install(tmp_path, ["awscli"], [(sys.executable, "-c", "pass"), (f"{tmp_path}/no-such-program",)])
    assert said == ["Installing awscli ...", "Installing awscli: failed, as said above. What needs them is skipped."]
    assert not clients.is_ready(tmp_path, ["awscli"])


def test_results_are_added_up_to_one_line(tmp_path: Path):
    results = tmp_path / "results.xml"
    results.write_text(
        '<testsuites><testsuite tests="9" failures="1" errors="2" skipped="3"/><testsuite tests="4"/></testsuites>'
    )
    assert _checks.count(results) == Counter(passed=7, failed=1, errors=2, skipped=3)


def test_the_closing_line_reads_like_pytests():
    assert _checks.closing_line(Counter(passed=812), [], 61.25) == "===== 812 passed in 61.2s ====="
    line = _checks.closing_line(Counter(passed=8, failed=1), ["mypy"], 2)
    assert line == "===== 8 passed, 1 failed, mypy failed in 2.0s ====="


def develop_py(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-S", str(INSTALLER / "develop.py"), *words]
    return subprocess.run(command, env=os.environ | env, capture_output=True, text=True, timeout=30, check=False)


def test_help_is_printed():
    done = develop_py("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "python3 installer/develop.py test" in done.stdout


def test_help_names_every_command():
    assert develop.__doc__ is not None
    assert [name for name in develop.COMMANDS if not re.search(rf"[ \[]{name}\b", develop.__doc__)] == []


def test_setting_up_needs_the_standard_library_alone():
    code = "import sys; sys.path.insert(0, sys.argv[1]); import develop, _checks, _clients, _debian, _environment"
    subprocess.run([sys.executable, "-I", "-S", "-c", code, str(INSTALLER)], check=True)
