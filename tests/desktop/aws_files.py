"""The AWS config files of somebody who has used AWS before Hourpass."""

from __future__ import annotations

import time
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import boto3

from desktop.aws_sandbox import AwsSandbox


class AwsFiles:
    """One section a profile, whose keys are those of *aws*."""

    def __init__(self, home: Path, aws: AwsSandbox) -> None:
        self._aws, self._folder = aws, home / ".aws"
        self._folder.mkdir()
        self._sections = {"config": ConfigParser(), "credentials": ConfigParser()}

    def keys(self, name: str, key: dict[str, Any]) -> None:
        """The profile *name* holds *key*, as AWS gave it."""
        kept = {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"]}
        if token := key.get("SessionToken"):
            kept["aws_session_token"] = token
        self._put("credentials", name, kept)

    def administrator(self, name: str) -> None:
        """The profile *name* may do everything, for good."""
        facts = self._aws.facts
        self.keys(name, {"AccessKeyId": facts["AWS_ACCESS_KEY_ID"], "SecretAccessKey": facts["AWS_SECRET_ACCESS_KEY"]})

    def administrators_session(self, name: str, seconds: float) -> float:
        """The same for so long; when it ends, by this process' clock."""
        self._aws.turn(lifetime=seconds)
        self.keys(name, self.client("sts").get_session_token()["Credentials"])
        self._aws.turn(lifetime=None)
        return time.monotonic() + seconds

    def role(self, name: str, **settings: str) -> None:
        """The profile *name* is settled in the config file."""
        self._put("config", f"profile {name}", settings)

    def client(self, service: str) -> Any:
        facts = self._aws.facts
        return boto3.client(
            service,
            endpoint_url=self._aws.endpoint,
            region_name=facts["AWS_DEFAULT_REGION"],
            aws_access_key_id=facts["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=facts["AWS_SECRET_ACCESS_KEY"],
        )

    def _put(self, file: str, section: str, values: dict[str, str]) -> None:
        self._sections[file][section] = values
        with (self._folder / file).open("w") as written:
            self._sections[file].write(written)
