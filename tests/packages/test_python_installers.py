"""Hourpass as a Python package: built as wheel and sdist, and installed as Python people install."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from hourpass.version import VERSION
from packages.conftest import ROOT

TOOLS = ("build", "pipx", "uv")


def run(*command: object, env: dict[str, str] | None = None, cwd: Path = ROOT) -> str:
    words = [str(word) for word in command]
    environment = {**os.environ, **(env or {})}
    done = subprocess.run(words, capture_output=True, text=True, env=environment, cwd=cwd, check=False)
    assert done.returncode == 0, f"{' '.join(words)}:\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the installers' programs."""
    folder = tmp_path_factory.mktemp("tools")
    run(sys.executable, "-m", "venv", folder)
    run(folder / "bin/pip", "install", "-q", *TOOLS)
    return folder / "bin"


@pytest.fixture(scope="module")
def built(tools: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with an sdist, and a wheel that was built from it."""
    folder = tmp_path_factory.mktemp("built")
    run(tools / "python", "-m", "build", "--outdir", folder, ROOT)
    return folder


def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


def check(program: Path, home: Path) -> None:
    """The program says that it has everything, sandbox included."""
    told = json.loads(run(program, "--self-check", env={"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}, cwd=home))
    assert (told["version"], told["wrong"], told["packed"]) == (VERSION, {}, False)


def test_the_sdist_has_what_its_readme_leads_to(built: Path):
    (sdist,) = built.glob("*.tar.gz")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"""[("](docs/[^)#"]+)""", readme))
    assert linked
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert linked - names == set()


def test_the_wheel_built_from_the_sdist_has_texts_and_icons(built: Path):
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = archive.getnames()
    assert f"hourpass-{VERSION}/desktop/hourpass/version.py" in names
    assert not [name for name in names if name.endswith(".qm") or "/cli_" in name]
    names = zipfile.ZipFile(wheel(built)).namelist()
    assert {f"hourpass/resources/translations/hourpass_{language}.qm" for language in ("en", "ja", "ko")} <= set(names)
    assert {f"hourpass/resources/translations/cli_{language}.json" for language in ("ja", "ko")} <= set(names)
    shared = f"hourpass-{VERSION}.data/data/share"
    assert f"{shared}/applications/hourpass.desktop" in names
    assert f"{shared}/icons/hicolor/scalable/apps/hourpass.svg" in names


def test_pip_installs_it(built: Path, tmp_path: Path):
    run(sys.executable, "-m", "venv", tmp_path / "env")
    run(tmp_path / "env/bin/pip", "install", "-q", f"{wheel(built)}[sandbox]")
    check(tmp_path / "env/bin/hourpass", tmp_path)
    assert run(tmp_path / "env/bin/hourpass-cli", "--version") == f"hourpass-cli {VERSION}\n"


def test_pipx_installs_and_removes_it(tools: Path, built: Path, tmp_path: Path):
    env = {"PIPX_HOME": str(tmp_path / "pipx"), "PIPX_BIN_DIR": str(tmp_path / "bin"), "HOME": str(tmp_path)}
    run(tools / "pipx", "install", "--python", sys.executable, f"{wheel(built)}[sandbox]", env=env)
    check(tmp_path / "bin/hourpass", tmp_path)
    run(tools / "pipx", "uninstall", "hourpass", env=env)
    assert list((tmp_path / "bin").iterdir()) == []


def test_uv_installs_and_removes_it(tools: Path, built: Path, tmp_path: Path):
    env = {"UV_TOOL_DIR": str(tmp_path / "uv"), "UV_TOOL_BIN_DIR": str(tmp_path / "bin"), "HOME": str(tmp_path)}
    run(tools / "uv", "tool", "install", "--python", sys.executable, f"{wheel(built)}[sandbox]", env=env)
    check(tmp_path / "bin/hourpass", tmp_path)
    run(tools / "uv", "tool", "uninstall", "hourpass", env=env)
    assert list((tmp_path / "bin").iterdir()) == []


def test_uv_runs_it_from_its_sources(tools: Path, built: Path, tmp_path: Path):
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    env = {"HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    words = ("run", "--extra", "sandbox", "--python", sys.executable, "hourpass", "--self-check")
    told = run(tools / "uv", *words, env=env, cwd=tmp_path / f"hourpass-{VERSION}")
    assert json.loads(told)["wrong"] == {}
