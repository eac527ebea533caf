"""A profile of one's own against any endpoint that speaks AWS, its secrets in a real Secret Service."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.app_driver import Hourpass, own_profile, settings_path, write_settings
from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk
from desktop.keyring_items import KeyringItems
from desktop.left_behind import files_with


@pytest.fixture
def aws(desktop: Desk) -> Iterator[AwsSandbox]:
    with AwsSandbox(desktop.session.env) as sandbox:
        yield sandbox


@pytest.fixture
def items(desktop: Desk) -> KeyringItems:
    return KeyringItems(desktop.session)


def test_a_profile_typed_by_hand_brings_buckets_and_leaves_no_secret_in_any_file(
    desktop: Desk, home: Path, start_app: StartApp, aws: AwsSandbox, items: KeyringItems
):
    env = {"AWS_ENDPOINT_URL": aws.endpoint}
    app = Hourpass(desktop, home, start_app(env=env))
    app.fill_in(aws, "reports")
    desktop.wait_until_gone("^Add a profile", 10)
    assert items.get(f"key/{aws.key_id}") == aws.secret_key

    app.focused()
    first, second = aws.code(), aws.code(1)
    desktop.type(first)
    desktop.key("Return")
    app.wait_for_credentials("reports")
    assert "acme-web-static" in app.bucket_names()
    session_item = f"session/{json.loads(settings_path(home).read_text())['selected_profile']}"
    items.wait_until(lambda names: session_item in names, "the session in the keyring")
    earlier = items.get(session_item)

    app.focused()
    desktop.key("F5")
    app.wait_for_prompt()
    desktop.type(second)  # no Return: the sixth digit sends it
    app.wait_until_no_prompt()
    wait_for(lambda: items.get(session_item) != earlier, "the renewed session in the keyring")
    session = json.loads(items.get(session_item))
    app.tray.choose("Quit")
    assert app.app.wait() == 0
    secrets = {
        "the secret key": aws.secret_key,
        "the seed": aws.seed,
        "the first code": first,
        "the second code": second,
        "the session's secret": session["secret"],
        "the start of the session's token": session["token"][:24],
        "the end of the session's token": session["token"][-24:],
    }
    assert settings_path(home).is_file()
    assert files_with(home, secrets) == []
    assert {path for path in home.rglob("*") if path.is_file() and path.stat().st_mode & 0o077} <= {app.app.errors}

    again = Hourpass(desktop, home, start_app(env=env))
    again.wait_for_credentials("reports")
    assert "acme-web-static" in again.bucket_names()


def test_endpoints_named_service_by_service_serve_as_well(
    desktop: Desk, home: Path, start_app: StartApp, aws: AwsSandbox, items: KeyringItems
):
    items.put(f"key/{aws.key_id}", aws.secret_key)
    write_settings(home, own_profile(aws))
    env = {f"AWS_ENDPOINT_URL_{service}": aws.endpoint for service in ("STS", "IAM", "S3")}
    app = Hourpass(desktop, home, start_app(env=env))
    app.wait_for_tooltip("no credentials")
    app.focused()
    desktop.type(aws.code())
    desktop.key("Return")
    app.wait_for_credentials("reports")
    assert "acme-web-static" in app.bucket_names()
