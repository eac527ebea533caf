"""The clients, and how each is told to list the buckets."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

INSTALLED = Path(__file__).resolve().parents[2] / ".clients"
PROGRAMS = Path(__file__).parent / "programs"
JAVASCRIPT = INSTALLED / "javascript"
AWS = INSTALLED / "python/bin/aws"
ENDPOINT = "{endpoint}"  # in a word of a command, for those that know no variable for it
SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Client:
    """A program that lists buckets, one a line, its name the last word."""

    title: str
    command: tuple[str, ...]
    needs: tuple[str | Path, ...] = ()  # the paths, or programs by name, that it cannot do without
    folder: Path | None = None  # to run in; None: the home folder

    def lacking(self) -> list[str]:
        """What it needs and is not there."""
        return [str(need) for need in self.needs if shutil.which(need) is None and not Path(need).exists()]

    def start(self, env: Mapping[str, str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [word.replace(ENDPOINT, env["AWS_ENDPOINT_URL"]) for word in self.command],
            env=env,
            cwd=self.folder or env["HOME"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


def listed(process: subprocess.Popen[str]) -> set[str]:
    """The buckets that a client has named, once it has ended well."""
    out, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, f"{out}\n{err}"
    return {line.split()[-1] for line in out.splitlines()}


AWS_S3_LS = Client("AWS CLI 1", (str(AWS), "s3", "ls"), needs=(AWS,))
CLIENTS = (
    AWS_S3_LS,
    Client(
        "AWS CLI 2",
        ("/usr/bin/aws", "s3", "ls", "--endpoint-url", ENDPOINT),
        needs=("/usr/lib/python3/dist-packages/awscli/customizations/configure/exportcreds.py",),
    ),
    Client("boto3", (sys.executable, str(PROGRAMS / "boto3_buckets.py"))),
    Client(
        "SDK for JavaScript 3",
        ("node", str(PROGRAMS / "v3_buckets.mjs")),
        needs=("node", JAVASCRIPT / "node_modules/@aws-sdk/client-s3"),
        folder=JAVASCRIPT,
    ),
    Client(
        "SDK for JavaScript 2",
        ("node", str(PROGRAMS / "v2_buckets.js")),
        needs=("node", JAVASCRIPT / "node_modules/aws-sdk"),
        folder=JAVASCRIPT,
    ),
    Client("rclone", ("rclone", "lsd", f":s3,provider=Other,env_auth=true,endpoint='{ENDPOINT}':"), needs=("rclone",)),
    Client(
        "SDK for Ruby",
        ("ruby", str(PROGRAMS / "ruby_buckets.rb")),
        needs=("ruby", "/usr/lib/ruby/vendor_ruby/aws-sdk-s3.rb"),
    ),
)
