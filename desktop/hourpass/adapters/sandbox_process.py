"""The sandbox as a process of its own, which ends with whoever started it."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from hourpass.adapters import own_programs
from hourpass.domain.problem import HourpassError, Problem, RawAnswer, Reason

if TYPE_CHECKING:
    import subprocess

COMMAND = own_programs.module("hourpass.sandbox", "--json")
_OURS = ("AWS_CA_BUNDLE",)
"""Of the AWS variables, the only ones that a sandbox app still heeds."""


@dataclass(frozen=True, slots=True)
class SandboxFacts:
    """Where the sandbox listens and what stands ready in it."""

    endpoint: str
    region: str
    account: str
    user_name: str
    device_serial: str
    role_arn: str
    partner_account: str
    partner_role_arn: str
    partner_external_id: str
    user_access_key_id: str
    admin_access_key_id: str
    partner_admin_access_key_id: str
    user_secret_access_key: str = field(repr=False)
    admin_secret_access_key: str = field(repr=False)
    partner_admin_secret_access_key: str = field(repr=False)
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

    def __init__(self, options: Sequence[str] = (), command: Sequence[str] = COMMAND) -> None:
        self._command = (*command, *options)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._closed = False

    @property
    def running(self) -> bool:
        """Whether it was started, and not ended from here."""
        return self._process is not None

    def start(self) -> SandboxFacts:
        """Start it and wait until it answers. SANDBOX_MISSING without its packages, SANDBOX_FAILED if it ends."""
        import subprocess  # here for speed: the first window does not wait for it

        try:
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
                creationflags=own_programs.WITHOUT_CONSOLE,
            )
        except OSError as error:
            raise HourpassError(_missing(error.strerror or "")) from error
        messages = _Messages(_stream(process.stderr))
        with self._lock:
            self._process = process
        if self._closed:  # meanwhile
            self.close()
        with _stream(process.stdout) as said:  # by this thread only: closing what another one reads would raise there
            line = said.readline()
        if not line or self._closed:
            self.close()
            raise HourpassError(_ended(messages.last()))
        return read_facts(line)

    def close(self) -> None:
        """End it, also while it starts: it goes when its standard input closes, and by a signal if it does not."""
        with self._lock:
            self._closed = True
            process, self._process = self._process, None
        if process is None:
            return
        import subprocess  # loaded already by start()

        with suppress(OSError):  # it went by itself
            _stream(process.stdin).close()
        try:
            process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class _Messages:
    """Reads standard error from the start, as a full pipe would stop the process; keeps the last line."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._last = ""
        self._thread = threading.Thread(target=self._read, name="sandbox messages", daemon=True)
        self._thread.start()

    def last(self) -> str:
        """The last line, once the process has ended."""
        self._thread.join(1.0)
        return self._last

    def _read(self) -> None:
        with self._stream as lines:
            for line in lines:
                self._last = line.strip() or self._last


def read_facts(line: str) -> SandboxFacts:
    """The facts in the one JSON line that the sandbox prints."""
    told = json.loads(line)
    return SandboxFacts(**{name: told[name] for name in SandboxFacts.__dataclass_fields__})


def _stream(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise RuntimeError("started without pipes")
    return stream


def _missing(message: str) -> Problem:
    return Problem(Reason.SANDBOX_MISSING, raw=RawAnswer("sandbox", message=message))


def _ended(message: str) -> Problem:
    """Why it ended before it listened: without its packages it cannot run, else it met something of its own."""
    from importlib.util import find_spec  # here for speed: asked once things went wrong

    if find_spec("moto") is None:
        return _missing(message)
    return Problem(Reason.SANDBOX_FAILED, raw=RawAnswer("sandbox", message=message))
