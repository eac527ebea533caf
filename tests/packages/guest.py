"""The ordinary user of a clean system at a desktop: starts programs as the desktop would, and asks hourpass-cli."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.bus import wait_for
from desktop.session import DesktopSession
from packages.clean_system import NUMBER, CleanSystem
from packages.desk_for_all import RUNTIME, guest_env

SECONDS = 60.0


@dataclass(slots=True)
class Guest:
    """*programs* is the folder of hourpass and hourpass-cli, empty where they are on the path."""

    system: CleanSystem
    session: DesktopSession
    programs: str = ""
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session.folder.chmod(0o755)
        self.system.share(self.session.folder)
        self.system.run("install", "-d", "-o", str(NUMBER), "-g", str(NUMBER), "-m", "700", RUNTIME)

    def program(self, name: str) -> str:
        return f"{self.programs}/{name}" if self.programs else name

    def start(self, *command: str, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start *command* and leave it running; it is ended with the test."""
        with (self.session.folder / "guest.log").open("ab") as log:
            process = subprocess.Popen(
                self.system.as_user(command),
                env=guest_env(self.session, env),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.started.append(process)
        return process

    def run(self, *command: str, said: str = "", env: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Exit status, standard output and standard error of *command*."""
        done = subprocess.run(
            self.system.as_user(command),
            env=guest_env(self.session, env),
            input=said,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    def told(self, *command: str, said: str = "", env: dict[str, str] | None = None) -> str:
        """What *command* prints; it must end well."""
        status, out, err = self.run(*command, said=said, env=env)
        assert status == 0, f"{' '.join(command)} ended with {status}: {out}{err}"
        return out

    def self_check(self, **env: str) -> dict[str, Any]:
        """What the app says of itself."""
        status, out, err = self.run(self.program("hourpass"), "--self-check", env=env)
        assert out, f"no self-check: {status} {err}"
        told: dict[str, Any] = json.loads(out)
        assert (status == 0) == told["ok"]
        return told

    def cli(self, *words: str, said: str = "", env: dict[str, str] | None = None) -> str:
        return self.told(self.program("hourpass-cli"), *words, said=said, env=env)

    def wait_until_ended(self, name: str = "hourpass", seconds: float = 10.0) -> None:
        """Wait until the person has no process of that name left."""
        wait_for(lambda: not self._running(name), f"the end of {name}", seconds)

    def end(self) -> None:
        """End what is left of this person's processes, and nobody else's."""
        for number in self._running(""):
            subprocess.run(["kill", "-9", str(number)], check=False)  # noqa: S607 (a shell's own, else util-linux's)
        for process in self.started:
            process.wait(10)

    def _running(self, name: str) -> Sequence[int]:
        """The processes that run within the clean system as its ordinary user."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                inside = (folder / "root").resolve() == self.system.root.resolve()
                line = (folder / "cmdline").read_bytes().decode(errors="replace").partition("\0")[0]
            except OSError:
                continue
            if inside and name in line:
                found.append(int(folder.name))
        return found
