"""A freshly installed Debian in a folder, thrown away afterwards: nothing of this machine but its screen and its bus."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

USER, NUMBER = "maya", 1000
HOME = f"/home/{USER}"
SECONDS = 600.0
BASE_SECONDS = 900.0
NEW_MOUNTS = 0x00020000  # CLONE_NEWNS
CHROOT = "/usr/sbin/chroot"
SPARED = ("/home", "/tmp", "/run", "/proc", "/sys", "/dev", "/var/cache/apt")  # noqa: S108 (to be passed over)
MOUNTED = ("proc", "sys", "dev", "dev/shm")
# What a desktop has anyway: a menu, and what every GTK or Qt program stands on.
DESKTOP = (
    "libgtk-3-bin",
    "libglib2.0-bin",
    "libgl1",
    "libegl1",
    "fonts-dejavu-core",
    "libwayland-client0",
    "libwayland-cursor0",
)


@cache
def keep_mounts_to_ourselves() -> None:
    """What is mounted from now on goes with this process, however that ends. Else somebody who tidies up after it would
    tidy up this machine's /dev as well.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(NEW_MOUNTS) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)  # noqa: S607 (util-linux)


class CleanSystem:
    """The Debian called *suite*, below *folder*: made once, and each time seen through a layer that takes the changes."""

    def __init__(self, folder: Path, suite: str, layer: Path) -> None:
        self._base, self._archives, self._layer, self._suite = folder / suite, folder / "archives", layer, suite
        self.root = layer / "root"
        self._undo = ExitStack()

    def __enter__(self) -> Self:
        keep_mounts_to_ourselves()
        if not (self._base / "usr/bin/apt-get").exists():
            self._make_base()
        with ExitStack() as undo:
            for name in ("root", "changes", "work"):
                (self._layer / name).mkdir(parents=True)
            layers = f"lowerdir={self._base},upperdir={self._layer}/changes,workdir={self._layer}/work"
            self._mount(undo, self.root, "-t", "overlay", "overlay", "-o", layers)
            for name in MOUNTED:
                self._mount(undo, self.root / name, "--bind", f"/{name}")
            archives = self._archives / self._suite
            (archives / "partial").mkdir(parents=True, exist_ok=True)
            self._mount(undo, self.root / "var/cache/apt/archives", "--bind", str(archives))
            self._undo = undo.pop_all()
        # Nothing that a package brings along is to be started here.
        (self.root / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
        (self.root / "usr/sbin/policy-rc.d").chmod(0o755)
        self.run("useradd", "-m", "-u", str(NUMBER), "-s", "/bin/sh", USER)
        self.run("apt-get", "update", "-q")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._undo.close()
        for name in ("changes", "work"):  # half a gigabyte; and no place where anything was mounted
            shutil.rmtree(self._layer / name, ignore_errors=True)

    def share(self, folder: Path) -> None:
        """Have *folder* of this machine there, under its own name, until the end."""
        self._mount(self._undo, self.root / folder.relative_to("/"), "--bind", str(folder))

    def install(self, *packages: str) -> None:
        """Install *packages* and what they depend on, and nothing that is merely recommended."""
        self.run("apt-get", "install", "-y", "-q", "--no-install-recommends", *packages)

    def run(self, *command: str, env: Mapping[str, str] | None = None) -> str:
        """What *command*, run by the administrator, prints; AssertionError with all of it where it fails."""
        done = subprocess.run(
            [CHROOT, str(self.root), *command],
            env={
                "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
                "LC_ALL": "C.UTF-8",
                "DEBIAN_FRONTEND": "noninteractive",
                **(env or {}),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        assert done.returncode == 0, f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}"
        return done.stdout

    def as_user(self, command: Sequence[str], folder: str = HOME) -> list[str]:
        """How the ordinary user runs *command* in *folder*."""
        enter = f'cd "{folder}" && exec "$@"'
        number = str(NUMBER)
        dropped = ["setpriv", "--reuid", number, "--regid", number, "--clear-groups", "--no-new-privs"]
        return [CHROOT, str(self.root), *dropped, "sh", "-c", enter, "sh", *command]

    def found(self, *names: str) -> list[str]:
        """The paths that match any of *names* (as find's -iname), but for the person's own and what goes with a session."""
        tests = " -o ".join(f"-iname '{name}'" for name in names)
        spared = " -o ".join(f"-path {path}" for path in SPARED)
        return self.run("sh", "-c", f"find / \\( {spared} \\) -prune -o \\( {tests} \\) -print").splitlines()

    def _make_base(self) -> None:
        self._base.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._base.with_suffix(".unfinished")
        subprocess.run(["rm", "-rf", str(unfinished)], check=True)  # noqa: S607 (coreutils)
        subprocess.run(
            ["debootstrap", "--variant=minbase", self._suite, str(unfinished)],  # noqa: S607 (its package's name)
            stdout=subprocess.DEVNULL,
            timeout=BASE_SECONDS,
            check=True,
        )
        unfinished.rename(self._base)

    @staticmethod
    def _mount(undo: ExitStack, target: Path, *words: str) -> None:
        target.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", *words, str(target)], check=True)  # noqa: S607 (util-linux)
        undo.callback(subprocess.run, ["umount", "-l", str(target)], check=False)
