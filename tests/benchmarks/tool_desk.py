"""Profiles with credentials, for tools to ask for: in a real keyring and, while the app runs, through the app."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks.running import PATIENCE, BrokenError
from desktop.app_driver import own_profile, write_settings
from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.command_line import CommandLine
from desktop.keyring_items import KeyringItems
from desktop.session import DesktopSession
from hourpass.adapters.aws_config import AwsConfig
from hourpass.adapters.helper_command import helper_command
from hourpass.domain.aws_entry import AwsEntry
from hourpass.domain.profile import Profile

HOUR, CLOSING = "hour", "closing"
"""Our profiles. The second has less than the fifteen minutes left in which SDKs ask again at every call."""
STATIC = "static"
"""The same credentials as HOUR's, as keys in the credentials file."""


class ToolDesk:
    """A desktop session with a sandbox, and both profiles signed in. The app does not run unless it is asked for."""

    def __init__(self, session: DesktopSession, aws: AwsSandbox) -> None:
        self.aws = aws
        home = session.folder / "tools"
        self.env = session.home_env(home) | {"AWS_ENDPOINT_URL": aws.endpoint}
        self._cli = CommandLine(self.env)
        KeyringItems(session).put(f"key/{aws.key_id}", aws.secret_key)
        profiles = (
            own_profile(aws, id=HOUR, name=HOUR),
            own_profile(aws, id=CLOSING, name=CLOSING, duration=timedelta(minutes=15)),
        )
        write_settings(home, *profiles, told_about_tray=True)
        for steps, profile in enumerate(profiles):  # a code works once
            self._told("login", profile.name, "--code-stdin", said=aws.code(steps))
            self._add_to_config(profile)
        self._write_static_keys(home / ".aws/credentials")

    def helper(self, profile_id: str = HOUR) -> tuple[str, ...]:
        """What stands in the AWS config."""
        return helper_command(self._cli.socket, profile_id)

    def with_profile(self, name: str) -> dict[str, str]:
        """The environment of a tool that uses this profile."""
        return self.env | {"AWS_PROFILE": name}

    @contextmanager
    def app(self) -> Iterator[None]:
        """The app in the tray, and it answers."""
        process = subprocess.Popen([sys.executable, "-m", "hourpass", "--hidden"], env=self.env)
        try:
            wait_for(Path(self._cli.socket).exists, "the app's socket", PATIENCE)
            wait_for(self._both_are_valid, "the app's credentials", PATIENCE)
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)

    def _both_are_valid(self) -> bool:
        return [told["state"] for told in json.loads(self._told("profiles", "--json"))] == ["valid", "valid"]

    def _told(self, *words: str, said: str = "") -> str:
        status, out, err = self._cli.run(*words, said=said)
        if status:
            raise BrokenError(f"hourpass-cli {words[0]} ended with {status}: {err}")
        return out

    def _add_to_config(self, profile: Profile) -> None:
        config = AwsConfig(self.env)
        config.apply(config.adding(AwsEntry(profile.id, profile.id, self.helper(profile.id), profile.region)))

    def _write_static_keys(self, path: Path) -> None:
        told = json.loads(self._told("credentials", HOUR))
        names = {"aws_access_key_id": "AccessKeyId", "aws_secret_access_key": "SecretAccessKey"}
        names |= {"aws_session_token": "SessionToken"}
        lines = [f"[{STATIC}]", *(f"{name} = {told[key]}" for name, key in names.items())]
        lines += [f"region = {self.aws.facts['AWS_DEFAULT_REGION']}", ""]
        path.write_text("\n".join(lines), encoding="ascii")


@contextmanager
def tool_desk() -> Iterator[ToolDesk]:
    with DesktopSession(notifications=False) as session, AwsSandbox(session.env, "--propagation", "0") as aws:
        yield ToolDesk(session, aws)


def milliseconds(command: Sequence[str], env: Mapping[str, str], *, given: str = "") -> float:
    """How long *command* takes, from its start to its end."""
    began = time.monotonic_ns()
    done = subprocess.run(command, env=env, input=given.encode(), capture_output=True, timeout=PATIENCE, check=False)
    took = (time.monotonic_ns() - began) / 1e6
    if done.returncode:
        raise BrokenError(f"{command[0]} ended with {done.returncode}:\n{done.stderr.decode(errors='replace')}")
    return took
