"""Fixtures of the tests in which clients that nobody here wrote get their credentials from the app, in a real desktop
session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.accessible import Reader
from desktop.app_driver import Hourpass, own_profile, write_settings
from desktop.aws_sandbox import AwsSandbox
from desktop.command_line import CommandLine
from desktop.conftest import StartApp, desktop, home, reader, start_app, whole_desktop
from desktop.desk import Desk
from desktop.keyring_items import KeyringItems
from hourpass.adapters.aws_config import AwsConfig
from hourpass.adapters.helper_command import helper_command
from hourpass.domain.aws_entry import AwsEntry

__all__ = ["desktop", "home", "reader", "start_app", "whole_desktop"]

SECTION = "acme-reports"


@pytest.fixture
def aws(desktop: Desk, home: Path) -> Iterator[AwsSandbox]:
    with AwsSandbox(desktop.session.env) as sandbox:
        KeyringItems(desktop.session).put(f"key/{sandbox.key_id}", sandbox.secret_key)
        write_settings(home, own_profile(sandbox), told_about_tray=True)
        yield sandbox


@pytest.fixture
def app(desktop: Desk, home: Path, reader: Reader, start_app: StartApp, aws: AwsSandbox) -> Hourpass:
    started = Hourpass(desktop, home, start_app("--hidden", env={"AWS_ENDPOINT_URL": aws.endpoint}))
    started.wait_for_tooltip("no credentials")
    return started


@pytest.fixture
def cli(desktop: Desk, home: Path, aws: AwsSandbox) -> CommandLine:
    return CommandLine(desktop.session.home_env(home) | {"AWS_ENDPOINT_URL": aws.endpoint})


@pytest.fixture
def env(cli: CommandLine, aws: AwsSandbox) -> dict[str, str]:
    """The environment of a client for which Hourpass has added its profile to ~/.aws/config."""
    profile = own_profile(aws)
    config = AwsConfig(cli.env)
    command = helper_command(cli.socket, profile.id)
    config.apply(config.adding(AwsEntry(profile.id, SECTION, command, profile.region, aws.endpoint)))
    assert config.path == f"{cli.env['HOME']}/.aws/config"
    # Version 2 of the SDK for JavaScript reads the file only when told to.
    return cli.env | {"AWS_PROFILE": SECTION, "AWS_SDK_LOAD_CONFIG": "1", "AWS_EC2_METADATA_DISABLED": "true"}
