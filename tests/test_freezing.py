"""What goes into the packages, and what does not: decided without freezing anything."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
INSTALLER = ROOT / "installer"
sys.path.insert(0, str(INSTALLER))  # the installer is no package: its files are found beside the script

import _appimage  # noqa: E402 (needs the path above)
import _finish  # noqa: E402 (needs the path above)
import _packaging  # noqa: E402 (needs the path above)
import _portable  # noqa: E402 (needs the path above)
from hourpass.version import VERSION  # noqa: E402 (sorted as ours)

LANGUAGES = ("en", "ja", "ko")
LEAVE = """
import os, subprocess, sys
exec(compile(open(sys.argv[1]).read(), "leave_bundle.py", "exec"))
print(subprocess.run(["/usr/bin/env"], capture_output=True, text=True, check=True).stdout)
"""


def loaded(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


trim = loaded(INSTALLER / "freeze/trim.py")


def kept(*paths: str) -> list[str]:
    entries = [(path, f"/somewhere/{path}", "DATA") for path in paths]
    return [entry[0] for entry in trim.kept_data(entries, LANGUAGES, ())]


def test_of_botocores_services_those_that_are_called_are_kept():
    called = ["botocore/data/sts/2011-06-15/service-2.json.gz", "botocore/data/sso-oidc/2019-06-10/service-2.json.gz"]
    assert kept(*called, "botocore/data/endpoints.json") == [*called, "botocore/data/endpoints.json"]
    assert kept("botocore/data/ec2/2016-11-15/service-2.json.gz", "boto3/data/s3/2006-03-01/resources-1.json") == []


def test_of_qts_texts_those_of_our_languages_are_kept():
    folder = "PySide6/Qt/translations"
    assert kept(f"{folder}/qtbase_ko.qm", f"{folder}/qtbase_de.qm", f"{folder}/qt_ko.qm") == [f"{folder}/qtbase_ko.qm"]


def test_nothing_of_dist_info_is_left_out():
    files = ["keyring-25.7.0.dist-info/entry_points.txt", "keyring-25.7.0.dist-info/licenses/LICENSE"]
    assert kept(*files) == files


def test_a_link_goes_with_the_library_that_it_leads_to():
    library = ("PySide6/Qt/lib/libQt6Gui.so.6", "/x/libQt6Gui.so.6", "BINARY")
    links = [("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK"), ("libQt6Sql.so.6", "x", "SYMLINK")]
    assert trim.kept_data(links, LANGUAGES, [library]) == links[:1]


@pytest.mark.parametrize(
    ("plugin", "wanted"),
    [
        ("platforms/libqxcb.so", True),
        ("platforms/libqwayland.so", True),
        ("platforms/qwindows.dll", True),
        ("platforms/libqlinuxfb.so", False),
        ("platforminputcontexts/libibusplatforminputcontextplugin.so", True),
        ("platformthemes/libqgtk3.so", False),
        ("tls/libqopensslbackend.so", False),
        ("sqldrivers/libqsqlite.so", False),
        ("imageformats/libqsvg.so", True),
        ("imageformats/libqtiff.so", False),
    ],
)
def test_of_qts_plugins_those_that_are_used_are_kept(plugin: str, wanted: bool):
    entry = (f"PySide6/Qt/plugins/{plugin}", "/nowhere", "BINARY")
    assert trim._is_kept_binary(trim.PurePosixPath(entry[0])) is wanted


@pytest.mark.parametrize("name", ["libGL.so.1", "libX11.so.6", "libxcb.so.1", "libstdc++.so.6", "libfontconfig.so.1"])
def test_what_must_fit_the_persons_system_comes_from_there(name: str):
    assert not trim._is_kept_binary(trim.PurePosixPath(name))


@pytest.mark.parametrize("name", ["libxcb-cursor.so.0", "libicudata.so.73", "libssl.so.3", "libpython3.11.so.1.0"])
def test_what_a_plain_desktop_may_lack_is_kept(name: str):
    assert trim._is_kept_binary(trim.PurePosixPath(name))


@pytest.mark.skipif(sys.platform != "linux", reason="the variable is Linux's")
@pytest.mark.parametrize(("before", "after"), [("/opt/own/lib", "/opt/own/lib"), (None, None)])
def test_a_child_of_a_packed_program_has_the_library_path_of_its_person(before: str | None, after: str | None):
    env = {**os.environ, "LD_LIBRARY_PATH": "/bundle/_internal", "_PYI_ARCHIVE_FILE": "/bundle/hourpass"}
    env.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        env["LD_LIBRARY_PATH_ORIG"] = before
    command = [sys.executable, "-c", LEAVE, str(INSTALLER / "freeze/leave_bundle.py")]
    printed = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout
    told = dict(line.partition("=")[::2] for line in printed.splitlines() if "=" in line)
    assert told.get("LD_LIBRARY_PATH") == after
    assert not [name for name in told if name.startswith("_PYI") or name == "LD_LIBRARY_PATH_ORIG"]


def test_the_same_files_make_the_same_archive_whenever_they_were_written(tmp_path: Path):
    made = []
    for run, moment in (("a", 1_000_000_000), ("b", 1_500_000_000)):
        folder = tmp_path / run / "hourpass-1"
        (folder / "_internal").mkdir(parents=True)
        (folder / "_internal/module.pyc").write_bytes(b"x" * 5000)
        (folder / "link").symlink_to("_internal/module.pyc")
        os.utime(folder / "_internal/module.pyc", (moment, moment))
        _finish.settle(folder, 1_700_000_000)
        _portable.pack(folder, tmp_path / f"{run}.tar.xz")
        made.append((tmp_path / f"{run}.tar.xz").read_bytes())
    assert made[0] == made[1]


def test_sums_are_as_sha256sum_reads_them(tmp_path: Path):
    (tmp_path / "b.deb").write_bytes(b"abc")
    (tmp_path / "SHA256SUMS").write_text("old")
    _finish.write_sums(tmp_path)
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S607
    assert (done.returncode, done.stdout) == (0, "b.deb: OK\n")


def test_a_change_of_whatever_freezes_has_it_frozen_anew():
    """That is what the spec and the workshop load, as far as it lies beside them; what only packs may change."""
    code = "import sys; sys.path.insert(0, sys.argv[1]); import _packaging, _licences, _windows, os\n"
    code += "files = [m.__file__ for m in sys.modules.values() if getattr(m, '__file__', None)]\n"
    code += "print(*[os.path.basename(f) for f in files if os.path.dirname(f) == sys.argv[1]])"
    done = subprocess.run([sys.executable, "-c", code, str(INSTALLER)], capture_output=True, text=True, check=True)
    only_provide = {"_debian.py", "_environment.py"}
    assert set(done.stdout.split()) - only_provide == set(_packaging.FREEZES)
    sources = _packaging.Workshop(ROOT, lambda _text: None)._sources()
    assert {INSTALLER / name for name in _packaging.FREEZES} <= set(sources)


def test_knowing_the_packages_starts_no_program():
    code = "import sys; sys.path.insert(0, sys.argv[1])\n"
    code += "def heard(event, _): assert event != 'subprocess.Popen'\n"
    code += "sys.addaudithook(heard)\nimport _kinds"
    subprocess.run([sys.executable, "-c", code, str(INSTALLER)], check=True)


def test_a_person_may_say_the_moment_of_a_build(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert _packaging.source_date(ROOT) == 1234567890


def test_the_version_is_said_in_one_place():
    assert _packaging.version(ROOT) == VERSION
    debian = [path for path in (INSTALLER / "debian").rglob("*") if path.is_file()]
    for path in (ROOT / "pyproject.toml", *(ROOT / "resources").glob("*.*"), *debian):
        assert not re.search(rf"(?<![\d.]){re.escape(VERSION)}(?![\d.])", path.read_text(encoding="utf-8")), path


def test_the_appimages_runtime_is_pinned_for_each_machine():
    assert all(re.fullmatch("[0-9a-f]{64}", value) for value in _appimage.RUNTIME_SHA256.values())
    with pytest.raises(SystemExit):
        _appimage.checked(b"another", "x86_64")
