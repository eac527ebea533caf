"""Into a bucket's folders and back, by the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.app_driver import SANDBOX, Hourpass
from desktop.aws_sandbox import AwsSandbox
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

    wait_for_copy(app, "readme.txt", "End", "ctrl+c")
    wait_for_copy(app, "2026/", "Home", "ctrl+c")
    app.desk.key("Return")
    wait_for_copy(app, "s3://acme-access-logs/2026/10/", "ctrl+shift+c")
    app.desk.key("Return")
    wait_for_copy(app, "s3://acme-access-logs/2026/10/30/", "ctrl+shift+c")

    app.desk.key("BackSpace")
    wait_for_copy(app, "s3://acme-access-logs/2026/10/", "ctrl+shift+c")
    app.desk.key("alt+Left")
    wait_for_copy(app, "s3://acme-access-logs/2026/", "ctrl+shift+c")
    app.desk.key("alt+Up")
    wait_for_copy(app, "acme-access-logs", "ctrl+c")


OBJECTS = 30_000
EXPIRED = {"operation": "ListObjectsV2", "status": 400, "code": "ExpiredToken", "message": "The token has expired."}


def test_credentials_that_end_in_the_middle_of_a_folder_are_asked_for_and_it_goes_on_where_it_was(
    desktop: Desk, home: Path, start_app: StartApp
):
    with AwsSandbox(desktop.session.env, "--objects", str(OBJECTS)) as aws:
        app = Hourpass(desktop, home, start_app(env={"AWS_ENDPOINT_URL": aws.endpoint}))
        app.fill_in(aws, "reports")
        desktop.wait_until_gone("^Add a profile", 10)
        app.focused()
        first, second = aws.code(), aws.code(1)
        desktop.type(first)
        desktop.key("Return")
        app.wait_for_credentials("reports")
        assert "acme-data-lake-raw" in app.bucket_names()
        desktop.key("ctrl+f")
        desktop.type("lake-raw")
        desktop.key("Down", "Return")
        wait_for_copy(app, "archive/\nevents/\nschema.json", "ctrl+a", "ctrl+c")

        aws.turn(faults=[EXPIRED | {"skip": 12}])
        desktop.key("Home", "Return")
        desktop.wait_for_note("Credentials for reports have expired")
        app.wait_for_tooltip("no credentials")  # then the card asks for the code as well
        app.focused()
        desktop.type(second)
        desktop.key("Return")
        app.wait_for_credentials("reports")
        keys = [f"archive/event-{number:07d}.json" for number in range(OBJECTS)]
        wait_for_copy(app, "\n".join(keys), "ctrl+a", "ctrl+c")
        # The bucket, the folder's pages and the refusal: no page was asked for twice.
        assert app.asked_of_aws("ListObjectsV2") == 1 + OBJECTS / 1000 + 1
