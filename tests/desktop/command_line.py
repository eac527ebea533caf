"""hourpass-cli and its relay as processes of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hourpass.cli import relay

SECONDS = 30.0


class CommandLine:
    """Runs at *home*, in the environment of its user; where *screen* is false, without one."""

    def __init__(self, env: dict[str, str], *, screen: bool = True) -> None:
        gone = () if screen else ("DISPLAY", "WAYLAND_DISPLAY")
        self.env = {name: value for name, value in env.items() if name not in gone}

    @property
    def socket(self) -> str:
        return f"{self.env['XDG_RUNTIME_DIR']}/hourpass/app.socket"

    def start(self, *words: str) -> subprocess.Popen[str]:
        """`hourpass-cli`, with nobody at a terminal."""
        return self._popen("-m", "hourpass.cli.main", *words)

    def start_relay(self, profile: str) -> subprocess.Popen[str]:
        """What stands in the AWS config."""
        return self._popen("-IS", relay.__file__, self.socket, profile)

    def run(self, *words: str, said: str = "") -> tuple[int, str, str]:
        """Exit status, standard output and standard error of `hourpass-cli`; *said* is on its standard input."""
        return self.ended(self.start(*words), said)

    def ended(self, process: subprocess.Popen[str], said: str = "") -> tuple[int, str, str]:
        out, err = process.communicate(said, timeout=SECONDS)
        return process.returncode, out, err

    def _popen(self, *words: Any) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [sys.executable, *words],
            env=self.env,
            cwd=Path(self.env["HOME"]),
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            text=True,
            start_new_session=True,  # without the terminal that the tests may have been started from
        )
