"""Into a bucket's folders and back, by the keyboard alone, in the sandbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.app_driver import SANDBOX, Hourpass
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk


@pytest.fixture
def app(desktop: Desk, home: Path, start_app: StartApp) -> Hourpass:
    made = Hourpass(desktop, home, start_app("--sandbox"), SANDBOX)
    made.focused()
    made.wait_for_tooltip("no credentials")
    made.desk.type(made.practice_code())
    made.desk.key("Return")
    made.wait_for_credentials("practice")
    return made


def wait_for_copy(app: Hourpass, text: str, *keys: str) -> None:
    """Press *keys* until what they copy is *text*."""

    def copied() -> bool:
        app.focused()
        app.desk.key(*keys)
        return app.clipboard() == text

    wait_for(copied, f"{text!r} in the clipboard", 15)


def test_folders_are_walked_into_and_back_and_an_s3_uri_is_copied(app: Hourpass):
    assert "acme-access-logs" in app.bucket_names()
    app.desk.key("ctrl+f")
    app.desk.type("access-logs")
    app.desk.key("Down", "Return")
    wait_for_copy(app, "2026/\nreadme.txt", "ctrl+a", "ctrl+c")

    app.desk.key("Home", "Return")
    wait_for_copy(app, "s3://acme-access-logs/2026/10/", "ctrl+shift+c")
    app.desk.key("Return")
    wait_for_copy(app, "s3://acme-access-logs/2026/10/30/", "ctrl+shift+c")

    app.desk.key("BackSpace")
    wait_for_copy(app, "s3://acme-access-logs/2026/10/", "ctrl+shift+c")
    app.desk.key("alt+Up")
    wait_for_copy(app, "s3://acme-access-logs/2026/", "ctrl+shift+c")
    app.desk.key("alt+Up")
    wait_for_copy(app, "acme-access-logs", "ctrl+c")
