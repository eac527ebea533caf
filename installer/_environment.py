"""The Python environment that Hourpass runs in while it is worked on: `.venv` beside the sources."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import _translations

SANDBOX, DEV = "sandbox", "dev"
HOLDS = {SANDBOX: {SANDBOX, DEV}, DEV: {DEV}}  # which installed extras are enough for the wanted one
STAMP = "hourpass-stamp.json"


class Environment:
    """A virtual environment with Hourpass in it, editable."""

    def __init__(self, root: Path, say: Callable[[str], None]) -> None:
        self._root, self._say = root, say
        self._folder = root / ".venv"

    def program(self, name: str) -> str:
        """The path of an installed command."""
        return str(self._folder / "Scripts" / f"{name}.exe" if os.name == "nt" else self._folder / "bin" / name)

    def is_ready(self, extra: str) -> bool:
        """Whether Hourpass with *extra* was installed here, as pyproject.toml says it now, for this Python."""
        try:
            stamp = json.loads((self._folder / STAMP).read_text())
            installed, made_from = stamp["extra"], stamp["made_from"]
        except (OSError, ValueError, KeyError, TypeError):
            return False
        return installed in HOLDS[extra] and made_from == self._made_from() and Path(self.program("python")).exists()

    def make(self, extra: str) -> bool:
        """Make it ready; whether it is."""
        if not self.is_ready(extra) and not (self._make_folder() and self._install(extra)):
            return False
        return self._compile_languages()

    def mark(self, extra: str) -> None:
        """Remember that Hourpass with *extra* is installed."""
        (self._folder / STAMP).write_text(json.dumps({"extra": extra, "made_from": self._made_from()}))

    def _made_from(self) -> str:
        hashed = hashlib.sha256((self._root / "pyproject.toml").read_bytes())
        # The folder too: a moved environment's commands point to where it was.
        hashed.update(f"{sys.version}\n{self._root}".encode())
        return hashed.hexdigest()

    def _make_folder(self) -> bool:
        if self._fits():
            return True
        if self._folder.exists():
            shutil.rmtree(self._folder)
        return self._step("Making the Python environment .venv", [sys.executable, "-m", "venv", str(self._folder)])

    def _fits(self) -> bool:
        """Whether the environment that is there has this Python, and pip."""
        ask = [self.program("python"), "-c", "import sys, pip; print(sys.version)"]
        try:
            done = subprocess.run(ask, env=clean_environment(), capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return False
        return done.stdout.strip() == sys.version

    def _install(self, extra: str) -> bool:
        pip = [self.program("python"), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
        done = self._step("Installing Hourpass and what it stands on", [*pip, "-e", f"{self._root}[{extra}]"])
        if done:
            self.mark(extra)
        return done

    def pyside(self) -> Path:
        """The folder of the package PySide6, which brings Qt's tools for translators."""
        ask = [self.program("python"), "-c", "import importlib.util as u; print(u.find_spec('PySide6').origin)"]
        done = subprocess.run(ask, env=clean_environment(), capture_output=True, text=True, check=True)
        return Path(done.stdout.strip()).parent

    def _compile_languages(self) -> bool:
        """Installing compiles them as well; here what translators have changed since."""
        if _translations.are_compiled(self._root):
            return True
        try:
            _translations.compile_all(self._root, self.pyside())
        except (OSError, subprocess.CalledProcessError) as error:
            self._say(f"Compiling the translations: failed ({error})")
            return False
        return True

    def _step(self, title: str, command: list[str]) -> bool:
        self._say(f"{title} ...")
        started = time.monotonic()
        done = subprocess.run(
            command,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            sys.stdout.write(done.stdout.decode(errors="replace"))
            self._say(f"{title}: failed, as said above.")
        else:
            self._say(f"  done in {time.monotonic() - started:.0f} s")
        return not done.returncode


def clean_environment() -> dict[str, str]:
    """The environment without what would make another Python's modules ours."""
    return {
        name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}
    }
