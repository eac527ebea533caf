"""Clients that nobody here wrote list the buckets through a profile that Hourpass has added to the AWS config file.

`python3 installer/develop.py clients` installs them and runs this; what could not be installed is skipped.
"""

from __future__ import annotations

import json

import pytest

from clients.known_clients import AWS_S3_LS, CLIENTS, Client, listed
from desktop.accessible import Reader
from desktop.app_driver import Hourpass
from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.command_line import CommandLine
from desktop.desk import Desk
from desktop.left_behind import files_with

Env = dict[str, str]


def needs(client: Client) -> pytest.MarkDecorator:
    lacking = ", ".join(client.lacking())
    return pytest.mark.skipif(bool(lacking), reason=f"not installed: {lacking}")


def buckets_of(aws: AwsSandbox) -> set[str]:
    """All of them, as the sandbox's administrator sees them."""
    return {bucket["Name"] for bucket in aws.administrator("s3").list_buckets()["Buckets"]}


def secrets_in_files(desktop: Desk, cli: CommandLine, aws: AwsSandbox, code: str) -> list[str]:
    """What of the secrets stands in any file of the whole desktop session."""
    session = json.loads(cli.run("credentials", "reports")[1])
    secrets = {
        "the secret key": aws.secret_key,
        "the seed": aws.seed,
        "the code": code,
        "the session's secret": session["SecretAccessKey"],
        "the start of the session's token": session["SessionToken"][:24],
        "the end of the session's token": session["SessionToken"][-24:],
    }
    return files_with(desktop.session.folder, secrets)


@pytest.mark.parametrize("client", [pytest.param(each, id=each.title, marks=needs(each)) for each in CLIENTS])
def test_a_client_lists_the_buckets_and_leaves_no_secret_in_any_file(
    client: Client, app: Hourpass, cli: CommandLine, env: Env, aws: AwsSandbox
):
    code = aws.code()
    status, _, err = cli.run("login", "reports", "--code-stdin", said=f"{code}\n")
    assert status == 0, err
    assert listed(client.start(env)) == buckets_of(aws)
    assert app.prompts() == []
    assert secrets_in_files(app.desk, cli, aws, code) == []


@needs(AWS_S3_LS)
def test_a_waiting_aws_s3_ls_is_named_in_the_prompt_and_let_through_by_six_digits(
    app: Hourpass, cli: CommandLine, env: Env, aws: AwsSandbox, reader: Reader
):
    waiting = AWS_S3_LS.start(env)
    (prompt,) = wait_for(app.prompts, "the code prompt")
    reader.says("codePrompt", "asked by aws")
    app.desk.focus(prompt)  # a tool's prompt takes nobody's keyboard away
    app.wait_for_prompt()
    code = aws.code()
    app.desk.type(code)
    app.wait_until_no_prompt()
    assert listed(waiting) == buckets_of(aws)
    assert secrets_in_files(app.desk, cli, aws, code) == []
