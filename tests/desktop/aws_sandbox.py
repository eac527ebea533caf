"""The embedded AWS as a process of its own, the way `hourpass-cli sandbox` gives it to everybody."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import boto3

from hourpass.domain.totp import code_at, step_at

START_SECONDS = 20.0
END_SECONDS = 5.0


class AwsSandbox:
    """Runs inside the `with` block; :attr:`facts` is what it printed, one entry an assignment."""

    def __init__(self, env: dict[str, str], *options: str) -> None:
        self._env, self._options = env, options
        self.facts: dict[str, str] = {}

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "hourpass.cli.main", "sandbox", *self._options]
        self._process = subprocess.Popen(
            command, env=self._env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            name, _, value = line.strip().partition("=")
            self.facts[name] = shlex.split(value)[0]
            if name == "SANDBOX_CONTROL_TOKEN":  # the last one
                return self
        raise AssertionError("the sandbox ended before it said where it is")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.communicate(timeout=END_SECONDS)

    @property
    def endpoint(self) -> str:
        return self.facts["AWS_ENDPOINT_URL"]

    @property
    def key_id(self) -> str:
        return self.facts["SANDBOX_USER_ACCESS_KEY_ID"]

    @property
    def secret_key(self) -> str:
        return self.facts["SANDBOX_USER_SECRET_ACCESS_KEY"]

    @property
    def seed(self) -> str:
        return self.facts["SANDBOX_MFA_SEED"]

    def code(self, steps: int = 0) -> str:
        """The device's code of now, or of some steps later: AWS takes codes of two steps to either side."""
        return code_at(self.seed, step_at(datetime.now(UTC)) + steps)

    def administrator(self, service: str) -> Any:
        """A client of boto3 that may do everything."""
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=self.facts["AWS_DEFAULT_REGION"],
            aws_access_key_id=self.facts["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.facts["AWS_SECRET_ACCESS_KEY"],
        )

    def inventory(self) -> dict[str, list[str]]:
        """What stands in IAM, by name."""
        iam = self.administrator("iam")
        users = [user["UserName"] for user in iam.list_users()["Users"]]
        return {
            "users": users,
            "keys": [
                key["AccessKeyId"] for name in users for key in iam.list_access_keys(UserName=name)["AccessKeyMetadata"]
            ],
            "inline": [policy for name in users for policy in iam.list_user_policies(UserName=name)["PolicyNames"]],
            "roles": [role["Arn"] for role in iam.list_roles()["Roles"]],
            "policies": [policy["Arn"] for policy in iam.list_policies(Scope="Local")["Policies"]],
            "devices": [device["SerialNumber"] for device in iam.list_virtual_mfa_devices()["VirtualMFADevices"]],
        }

    def turn(self, **knobs: Any) -> None:
        """Turn the sandbox's knobs."""
        request = urllib.request.Request(  # noqa: S310 (its own loopback address)
            f"{self.endpoint}/_sandbox/control",
            data=json.dumps(knobs).encode(),
            headers={"X-Sandbox-Token": self.facts["SANDBOX_CONTROL_TOKEN"]},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 (as above)
            assert answer.status == 200


def processes_at(home: Path) -> dict[int, str]:
    """The living processes whose home folder is *home*, each with its command line."""
    wanted = f"HOME={home}".encode()
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:  # it has just ended
            continue
    return found
