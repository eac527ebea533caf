"""A profile of a person's own, ready to be used, and the app once it has credentials for it."""

from __future__ import annotations

from pathlib import Path

from desktop.app_driver import Hourpass, own_profile, write_settings
from desktop.aws_sandbox import AwsSandbox
from desktop.conftest import StartApp
from desktop.desk import Desk
from desktop.keyring_items import KeyringItems


def keep_profile(desk: Desk, home: Path, aws: AwsSandbox, **settings: object) -> None:
    """The profile "reports" of *aws*'s user in the settings, and its key in the keyring."""
    KeyringItems(desk.session).put(f"key/{aws.key_id}", aws.secret_key)
    write_settings(home, own_profile(aws), told_about_tray=True, **settings)


def sign_in(desk: Desk, home: Path, start_app: StartApp, aws: AwsSandbox, **settings: object) -> Hourpass:
    """The app with that profile, for which a code was typed and taken."""
    keep_profile(desk, home, aws, **settings)
    app = Hourpass(desk, home, start_app(env={"AWS_ENDPOINT_URL": aws.endpoint}))
    app.wait_for_tooltip("no credentials")
    app.focused()
    desk.type(aws.code())
    desk.key("Return")
    app.wait_for_credentials("reports")
    return app
