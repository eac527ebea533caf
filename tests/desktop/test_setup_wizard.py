"""From nothing to buckets, and back to nothing, against AWS as a process of its own."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.accessible import Reader
from desktop.app_driver import Hourpass
from desktop.aws_sandbox import AwsSandbox, processes_at
from desktop.bus import wait_for
from desktop.conftest import App, StartApp
from desktop.desk import Desk
from desktop.keyring_items import KeyringItems
from desktop.wizard_driver import Wizard

MOST_CLICKS = 14
"""A newcomer is through with fewer than fifteen, codes apart."""
MOST_SECONDS = 120


@pytest.fixture
def aws(desktop: Desk, home: Path) -> Iterator[AwsSandbox]:
    with AwsSandbox(desktop.session.home_env(home)) as sandbox:
        yield sandbox


@pytest.fixture
def start(aws: AwsSandbox, start_app: StartApp) -> StartApp:
    """Starts the app in a shell that holds an administrator's keys."""
    names = ("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION")
    return lambda *args: start_app(*args, env={name: aws.facts[name] for name in names})


def test_from_nothing_to_buckets_and_back_to_nothing(
    desktop: Desk, home: Path, aws: AwsSandbox, reader: Reader, start: StartApp
):
    app = Hourpass(desktop, home, start())
    wizard = Wizard(desktop, reader)
    before = aws.inventory()
    began = time.monotonic()
    wizard.to_review("setUpButton")
    wizard.go_on("createPage")
    wizard.go_on("scanPage")
    phone = wizard.scan()
    wizard.pair(phone)
    reader.says("proofWithoutMfa", "refused", 20)
    wizard.prove(phone)
    wizard.click("wizardFinishButton")
    took = time.monotonic() - began
    assert wizard.clicks <= MOST_CLICKS
    assert took < MOST_SECONDS
    assert len(app.bucket_names()) == 9
    assert aws.inventory() != before

    kept = KeyringItems(desktop.session)
    (key,) = (name for name in kept.names() if name.startswith("key/"))
    written = [path for path in home.rglob("*") if path.is_file()]
    assert any("setups" in path.parts for path in written)
    for secret in (phone.seed, kept.get(key)):
        assert not [path for path in written if secret.encode() in path.read_bytes()]

    (user,) = set(aws.inventory()["users"]) - set(before["users"])
    app.focused()
    desktop.key("alt+d")
    reader.click("removeFromAwsButton")
    remove(reader, user)
    assert aws.inventory() == before
    assert kept.names() == set()


def remove(reader: Reader, user: str = "") -> None:
    """Through the dialog: the administrator, the list, the user's name typed to confirm."""
    reader.find("removeDialog", 15)
    reader.click("continueRemovalButton", 20)
    if user:
        reader.fill("removeConfirmInput", user, 20)
    reader.click("removeButton", 20)
    reader.click("closeRemovalButton", 60)


def killed(app: App, home: Path) -> None:
    """End the app at once, as a power cut would, and see its helpers go."""
    app.wanted_status = -signal.SIGKILL
    os.kill(app.process.pid, signal.SIGKILL)
    app.process.wait()
    wait_for(lambda: not [1 for line in processes_at(home).values() if "hourpass.worker" in line], "the worker's end")


@pytest.mark.parametrize("choice", ["finish", "undo"])
def test_a_setup_that_was_killed_is_offered_at_the_next_start(
    desktop: Desk, home: Path, aws: AwsSandbox, reader: Reader, start: StartApp, choice: str
):
    before = aws.inventory()
    first = start()
    wizard = Wizard(desktop, reader)
    wizard.to_review("setUpButton")
    wizard.go_on("createPage")
    wizard.go_on("scanPage")
    killed(first, home)

    start()
    reader.find("unfinishedDialog", 20)
    if choice == "undo":
        reader.click("unfinishedUndoButton")
        remove(reader)  # nobody works with it yet: there is no name to type
        assert aws.inventory() == before
        return
    reader.click("unfinishedFinishButton")
    reader.says("identityLabel", "111122223333", 20)
    wizard.go_on("createPage")
    wizard.go_on("scanPage")
    phone = wizard.scan()
    wizard.pair(phone)
    reader.says("proofWithoutMfa", "refused", 20)
