"""The sandbox as a process of its own, which ends with whoever started it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from hourpass.domain.problem import HourpassError, Problem, RawAnswer, Reason

if TYPE_CHECKING:
    import subprocess

COMMAND = (sys.executable, "-m", "hourpass.sandbox", "--json")
_OURS = ("AWS_CA_BUNDLE",)
"""Of the AWS variables, the only ones that a sandbox app still heeds."""


@dataclass(frozen=True, slots=True)
class SandboxFacts:
    """Where the sandbox listens and what stands ready in it."""

    endpoint: str
    region: str
    account: str
    partner_account: str
    user_name: str
    device_serial: str
    role_arn: str
    partner_role_arn: str
    partner_external_id: str
    user_access_key_id: str
    user_secret_access_key: str = field(repr=False)
    device_seed: str = field(repr=False)

    def environment(self, base: Mapping[str, str]) -> dict[str, str]:
        """*base* for a process that shall speak to the sandbox and to nothing else."""
        kept = {name: value for name, value in base.items() if not name.startswith("AWS_") or name in _OURS}
        return {
            **kept,
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "NO_PROXY": "127.0.0.1,localhost",
            "no_proxy": "127.0.0.1,localhost",
        }


class SandboxProcess:
    """Starts the embedded AWS and ends it. Secrets come over a pipe, never through argv or a file."""

    def __init__(self, options: Sequence[str] = ()) -> None:
        self._options = tuple(options)
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> SandboxFacts:
        """Start it and wait until it answers. HourpassError with SANDBOX_MISSING when it cannot run."""
        import subprocess  # here for speed: the first window does not wait for it

        self._process = subprocess.Popen(
            [*COMMAND, *self._options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        line = _stream(self._process.stdout).readline()
        if not line:
            said = _stream(self._process.stderr).read().strip().splitlines()
            self.close()
            raise HourpassError(
                Problem(Reason.SANDBOX_MISSING, raw=RawAnswer("sandbox", message=said[-1] if said else ""))
            )
        # Nobody reads its standard error from here on: a full pipe must not stop it.
        _drain(_stream(self._process.stderr))
        return read_facts(line)

    def close(self) -> None:
        """End it: it goes when its standard input closes, and by a signal if it does not."""
        import subprocess  # loaded already by start()

        process, self._process = self._process, None
        if process is None:
            return
        _stream(process.stdin).close()
        try:
            process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _stream(process.stdout).close()


def read_facts(line: str) -> SandboxFacts:
    """The facts in the one JSON line that the sandbox prints."""
    told = json.loads(line)
    return SandboxFacts(**{name: told[name] for name in SandboxFacts.__dataclass_fields__})


def _stream(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise RuntimeError("started without pipes")
    return stream


def _drain(stream: IO[str]) -> None:
    import threading  # here for speed

    def read() -> None:
        for _line in stream:
            pass
        stream.close()

    threading.Thread(target=read, name="sandbox messages", daemon=True).start()
