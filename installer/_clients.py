"""The AWS clients that tests/clients and the benchmarks run: nobody here wrote them. Those from PyPI and npm live in `.clients`.

What cannot be had is said, and left out: its tests are skipped, with the reason, and nothing is compared with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from _debian import Need, provide
from _environment import clean_environment

STAMP = "hourpass-stamp.json"
ON_DEBIAN = (
    Need("program", "rclone", "rclone"),  # Go
    Need("file", "/usr/lib/ruby/vendor_ruby/aws-sdk-s3.rb", "ruby-aws-sdk-s3"),
    # By what only version 2 has: another aws may be in the way of it.
    Need("file", "/usr/lib/python3/dist-packages/awscli/customizations/configure/exportcreds.py", "awscli"),
    Need("program", "node", "nodejs"),
    Need("program", "npm", "npm"),
)
FROM_PYPI = ("awscli>=1.40", "awsume>=4.5", "boto3>=1.40")
# npm takes the newest, whatever the Node: this series is the last but few for Node 18, which Debian 12 has.
FROM_NPM = ("@aws-sdk/client-s3@~3.940.0", "aws-sdk@2")


class Clients:
    """Those below *root*, which need no administrator, and those of the system."""

    def __init__(self, root: Path, say: Callable[[str], None]) -> None:
        self._say = say
        self._python, self._javascript = root / ".clients/python", root / ".clients/javascript"

    def make(self) -> None:
        """Have as many as can be had."""
        if sys.platform == "linux":
            for need in ON_DEBIAN:  # one by one: apt installs all or none
                provide((need,), self._say)
        if not self.is_ready(self._python, FROM_PYPI):
            self.install(self._python, FROM_PYPI, self._pip())
        if not self.is_ready(self._javascript, FROM_NPM):
            self._javascript.mkdir(parents=True, exist_ok=True)
            self.install(self._javascript, FROM_NPM, self._npm())

    def is_ready(self, folder: Path, packages: Sequence[str]) -> bool:
        """Whether *packages* were installed there, and it was not moved since."""
        try:
            return bool(json.loads((folder / STAMP).read_text()) == self._stamp(folder, packages))
        except (OSError, ValueError):
            return False

    def mark(self, folder: Path, packages: Sequence[str]) -> None:
        """Remember that *packages* are installed there."""
        (folder / STAMP).write_text(json.dumps(self._stamp(folder, packages)))

    def install(self, folder: Path, packages: Sequence[str], commands: Sequence[Sequence[str]]) -> None:
        """Have *commands* put *packages* there, or say that they could not."""
        title = f"Installing {', '.join(packages)}"
        self._say(f"{title} ...")
        started = time.monotonic()
        if all(_succeeds(command) for command in commands):
            self.mark(folder, packages)
            self._say(f"  done in {time.monotonic() - started:.0f} s")
        else:
            self._say(f"{title}: failed, as said above. What needs them is skipped.")

    @staticmethod
    def _stamp(folder: Path, packages: Sequence[str]) -> list[str]:
        return [*packages, str(folder), sys.version]

    def _pip(self) -> Sequence[Sequence[str]]:
        python = self._python / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        pip = (str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--retries", "1")
        return (sys.executable, "-m", "venv", "--clear", str(self._python)), (*pip, *FROM_PYPI)

    def _npm(self) -> Sequence[Sequence[str]]:
        npm = ("npm", "install", "--prefix", str(self._javascript), "--no-save", "--no-audit", "--no-fund")
        return ((*npm, "--ignore-scripts", "--fetch-retries=1", *FROM_NPM),)


def _succeeds(command: Sequence[str]) -> bool:
    try:
        done = subprocess.run(
            command,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except OSError as error:  # there is no such program
        sys.stdout.write(f"{error}\n")
        return False
    if done.returncode:
        sys.stdout.write(done.stdout.decode(errors="replace"))
    return not done.returncode
