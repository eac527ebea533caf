"""Where packages are made: an environment with what is packed, another with what packs, and the frozen app itself.

Everything is below `build/`, and comes out in `dist/`. Versions are those of the lock files, with their hashes.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import _translations
from _debian import Need
from _environment import clean_environment
from _finish import clean_libraries

LOCKS = {"app": "app.lock", "freezer": "freezer.lock", "inventory": "inventory.lock"}
"""An environment each: PyInstaller takes up whatever it can import, so nothing but the app may lie beside it."""
FREEZES = ("_finish.py", "_licences.py", "_packaging.py", "_translations.py", "_windows.py")
"""What of the installer has a hand in the frozen app, beside the folders that are read whole."""
STAMP = "hourpass-stamp"
SYSTEM_PYTHON = "/usr/bin/python3"
Say = Callable[[str], None]


class Workshop:
    """The environments and the frozen app, each made once for what it is made of. *build* is where all but the
    environments is made, if not in `build/`.
    """

    def __init__(self, root: Path, say: Say, build: Path | None = None) -> None:
        self.root, self._say = root, say
        self.build, self.out = build or root / "build", root / "dist"
        self._environments = root / "build" / "environments"
        self.version = version(root)
        self.epoch = source_date(root)

    def python(self, environment: str) -> str:
        """The interpreter of an environment."""
        folder = self._environments / environment
        return str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))

    def packages(self, environment: str = "app") -> Path:
        """Where its packages lie."""
        ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
        return Path(self._told([self.python(environment), "-c", ask]).strip())

    def environment(self, name: str) -> None:
        """Have the environment *name*."""
        lock = self.root / "installer" / "freeze" / LOCKS[name]
        folder = self._environments / name
        made_of = _hashed([lock], sys.version, str(folder), interpreter())
        if _is_made(folder, made_of):
            return
        shutil.rmtree(folder, ignore_errors=True)
        self.run(f"Making the environment of the {name}", [interpreter(), "-m", "venv", str(folder)])
        pip = [
            self.python(name),
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--no-input",
            "--require-hashes",
        ]
        self.run(f"Installing the packages of the {name}", [*pip, "-r", str(lock)])
        if name == "app":  # what is in it is what is packed, and what the inventory lists
            self.run("Taking pip out again", [*pip[:3], "uninstall", "-y", "-q", "pip", "setuptools"])
        _mark(folder, made_of)

    def freeze(self, *, archived: bool = False) -> Path:
        """The folder with the frozen app. *archived*: its modules in one file a program, for what is unpacked each time."""
        for name in ("app", "freezer"):
            self.environment(name)
        _translations.compile_all(self.root, self.packages() / "PySide6")
        self.draw_icons()
        folder = self.build / ("bundle-archived" if archived else "bundle")
        bundle = folder / ("Hourpass.app" if sys.platform == "darwin" else "hourpass")
        made_of = _hashed(self._sources(), interpreter(), sys.version, str(archived), str(self.epoch))
        if _is_made(folder, made_of):
            return bundle
        shutil.rmtree(folder, ignore_errors=True)
        if sys.platform == "win32":
            import _windows

            _windows.write_version_resource(self.build / "windows" / "version.txt", self.version)
        # By the app's own Python: libraries then keep their places within its packages.
        words = [self.python("app"), "-m", "PyInstaller", "--clean", "-y", "--log-level", "WARN"]
        words += ["--workpath", str(self.build / f"freezing-{folder.name}"), "--distpath", str(folder)]
        words += [
            str(self.root / "installer" / "freeze" / "hourpass.spec"),
            *(["--", "--archived"] if archived else []),
        ]
        where = os.pathsep.join([str(self.packages("freezer")), str(self.root / "desktop")])
        self.run("Freezing", words, {"PYTHONPATH": where, "HOURPASS_VERSION": self.version})
        if sys.platform == "linux":
            clean_libraries(bundle)
        import _licences

        inside = bundle / "Contents" / "Resources" if sys.platform == "darwin" else bundle
        _licences.collect(self, bundle, inside / "LICENCES")
        _mark(folder, made_of)
        return bundle

    def draw_icons(self) -> Path:
        """The folder with the app's icon in all sizes and forms."""
        folder = self.build / "icons"
        drawing = [self.root / "resources/icons/hourpass.svg", *(self.root / "installer/freeze").glob("*icon*.py")]
        made_of = _hashed(drawing)
        if not _is_made(folder, made_of):
            scripts = self.root / "installer" / "freeze"
            extra = {"QT_QPA_PLATFORM": "offscreen"}
            self.run(
                "Drawing the icon",
                [self.python("app"), str(scripts / "draw_icon.py"), str(drawing[0]), str(folder)],
                extra,
            )
            self.run("Packing the icon", [self.python("freezer"), str(scripts / "pack_icon.py"), str(folder)])
            _mark(folder, made_of)
        return folder

    def inventory(self) -> Path:
        """The list of what is inside (SBOM), in the CycloneDX form."""
        self.environment("app")
        self.environment("inventory")
        made = self.out / f"hourpass-{self.version}.cdx.json"
        self.out.mkdir(exist_ok=True)
        words = [self.python("inventory"), "-m", "cyclonedx_py", "environment", "--output-reproducible", "--of", "JSON"]
        words += ["--pyproject", str(self.root / "pyproject.toml"), "-o", str(made), self.python("app")]
        self.run("Listing what is inside", words)
        listed = json.loads(made.read_text(encoding="utf-8"))
        listed["metadata"]["component"]["version"] = self.version  # which pyproject.toml leaves to version.py
        made.write_text(json.dumps(listed, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        return made

    def run(
        self, title: str, command: Sequence[str], extra: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> str:
        """What *command* printed. SystemExit, with all that it said, where it fails."""
        self._say(f"{title} ...")
        started = time.monotonic()
        told = self._told(command, extra, cwd)
        self._say(f"  done in {time.monotonic() - started:.0f} s")
        return told

    def _told(self, command: Sequence[str], extra: Mapping[str, str] | None = None, cwd: Path | None = None) -> str:
        done = subprocess.run(
            [str(word) for word in command],
            env={**clean_environment(), **self.repeatable(), **(extra or {})},
            cwd=cwd or self.root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{done.stdout}{done.stderr}\n{command[0]} failed, as said above.")
        return done.stdout

    def repeatable(self) -> dict[str, str]:
        """What makes the tools leave out the time, and the order in which a run happens to go."""
        return {"SOURCE_DATE_EPOCH": str(self.epoch), "PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}

    def _sources(self) -> list[Path]:
        """What decides about the frozen app."""
        installer = self.root / "installer"
        folders = (self.root / "desktop", self.root / "resources", installer / "freeze", installer / "licences")
        compiled = {made for source in _translations.files(self.root) for made in _translations.compiled(source)}
        found = [
            path
            for folder in folders
            for path in folder.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts and path not in compiled
        ]
        return sorted([*found, *(installer / name for name in FREEZES), self.root / "LICENSE"])


def interpreter() -> str:
    """The Python that is packed: Debian's own where it fits, for its libraries name no folder of the machine they were
    built on, which would be searched on everybody else's as well.
    """
    return SYSTEM_PYTHON if sys.platform == "linux" and _system_minor() else sys.executable


def needs() -> tuple[Need, ...]:
    """What packing that Python takes of the system."""
    minor = _system_minor() if sys.platform == "linux" else 0
    if not minor:
        return ()
    return (
        Need("file", f"/usr/lib/python3.{minor}/ensurepip/__init__.py", f"python3.{minor}-venv"),
        Need("library", f"libpython3.{minor}.so.1.0", f"libpython3.{minor}"),
    )


@cache
def _system_minor() -> int:
    """Of the system's Python 3; 0 where it is none that Hourpass runs on, or not Debian's."""
    if not os.access(SYSTEM_PYTHON, os.X_OK) or shutil.which("apt-get") is None:
        return 0
    ask = [SYSTEM_PYTHON, "-c", "import sys; print(sys.version_info[1])"]
    minor = int(subprocess.run(ask, env=clean_environment(), capture_output=True, text=True, check=True).stdout)
    return minor if minor >= 11 else 0


def version(root: Path) -> str:
    """The version, from the one place that says it."""
    text = (root / "desktop" / "hourpass" / "version.py").read_text(encoding="utf-8")
    found = re.search(r'VERSION = "([^"]+)"', text)
    if found is None:
        raise SystemExit("desktop/hourpass/version.py says no version")
    return found[1]


def source_date(root: Path) -> int:
    """The moment that stands for this build, in seconds: the last commit's, or of what the person says."""
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    if said.isdecimal():
        return int(said)
    git = shutil.which("git")
    if git is not None and (root / ".git").exists():
        done = subprocess.run(
            [git, "-C", str(root), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False
        )
        if done.stdout.strip().isdecimal():
            return int(done.stdout)
    return int((root / "CHANGELOG.md").stat().st_mtime)


def _hashed(files: Sequence[Path], *words: str) -> str:
    made_of = hashlib.sha256("\0".join(words).encode())
    for path in files:
        made_of.update(str(path).encode() + b"\0" + path.read_bytes())
    return made_of.hexdigest()


def _is_made(folder: Path, made_of: str) -> bool:
    try:
        return (folder / STAMP).read_text() == made_of
    except OSError:
        return False


def _mark(folder: Path, made_of: str) -> None:
    (folder / STAMP).write_text(made_of)
