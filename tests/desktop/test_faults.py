"""What goes wrong around the app: keyring, endpoint, settings, sandbox. Nothing is lost, and there is a way on."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.app_driver import SANDBOX, Hourpass, own_profile, settings_path, shows, write_settings
from desktop.aws_sandbox import AwsSandbox, processes_at
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk
from desktop.forwarder import forwarding, free_port
from desktop.keyring_items import KeyringItems
from desktop.session import DesktopSession
from hourpass.gui.palette import LIGHT

PASSPHRASE = "four quiet ducks on a pond"


@pytest.fixture
def aws(desktop: Desk) -> Iterator[AwsSandbox]:
    with AwsSandbox(desktop.session.env) as sandbox:
        yield sandbox


@pytest.fixture
def items(desktop: Desk) -> Iterator[KeyringItems]:
    found = KeyringItems(desktop.session)
    yield found
    found.unlock()


@pytest.fixture(scope="module")
def keyless_desktop() -> Iterator[Desk]:
    """A desktop without any keyring."""
    with DesktopSession(keyring="none") as session:
        yield Desk(session)


def test_a_locked_keyring_is_explained_and_the_typed_code_waits(
    desktop: Desk, home: Path, start_app: StartApp, aws: AwsSandbox, items: KeyringItems
):
    items.put(f"key/{aws.key_id}", aws.secret_key)
    items.lock()
    write_settings(home, own_profile(aws))
    app = Hourpass(desktop, home, start_app(env={"AWS_ENDPOINT_URL": aws.endpoint}))
    app.wait_for_tooltip("no credentials")
    app.focused()
    desktop.type(aws.code())
    desktop.key("Return")
    app.wait_for_keyboard("^Where to keep secrets")
    items.unlock()
    desktop.key("Return")  # unlock, the primary button
    desktop.wait_until_gone("^Where to keep secrets")
    app.focused()
    desktop.key("Return")
    app.wait_for_credentials("reports")


def test_without_a_keyring_an_encrypted_file_takes_the_secrets(keyless_desktop: Desk, home: Path, start_app: StartApp):
    desk = keyless_desktop
    with AwsSandbox(desk.session.env) as aws:
        env = {"AWS_ENDPOINT_URL": aws.endpoint}
        app = Hourpass(desk, home, start_app(env=env, desk=desk))
        app.fill_in(aws, "reports")
        app.wait_for_keyboard("^Where to keep secrets")
        desk.type(PASSPHRASE)
        desk.key("Tab")
        desk.type(PASSPHRASE)
        desk.key("Return")
        desk.wait_until_gone("^Where to keep secrets", 10)
        app.wait_for_keyboard("^Add a profile")
        desk.key("alt+s")  # nothing that was typed there is lost
        desk.wait_until_gone("^Add a profile", 10)
        app.focused()
        desk.type(aws.code())
        desk.key("Return")
        app.wait_for_credentials("reports")
        sealed = home / ".local/share/hourpass/secrets.sealed"
        assert sealed.stat().st_mode & 0o777 == 0o600
        wait_for(lambda: sealed.stat().st_size > 1000, "the session in the file")
        app.tray.choose("Quit")
        assert app.app.wait() == 0
        assert aws.secret_key.encode() not in sealed.read_bytes()

        again = Hourpass(desk, home, start_app(env=env, desk=desk))
        dialog = again.wait_for_keyboard("^Open the encrypted file")
        desk.type("not the passphrase")
        desk.key("Return")
        wait_for(lambda: shows(desk.look(dialog), LIGHT.bad_text), "the refusal of a wrong passphrase")
        desk.type(PASSPHRASE)  # over the wrong one, which is selected
        desk.key("Return")
        desk.wait_until_gone("^Open the encrypted file", 10)
        again.wait_for_credentials("reports")


def test_a_refused_connection_keeps_the_code_until_somebody_answers(
    desktop: Desk, home: Path, start_app: StartApp, aws: AwsSandbox, items: KeyringItems
):
    port = free_port()
    items.put(f"key/{aws.key_id}", aws.secret_key)
    write_settings(home, own_profile(aws))
    app = Hourpass(desktop, home, start_app(env={"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}))
    app.wait_for_tooltip("no credentials")
    window = app.focused()
    desktop.type(aws.code())
    desktop.key("Return")
    wait_for(lambda: shows(desktop.look(window), LIGHT.bad_text), "the failure on the card", 15)
    with forwarding(port, aws.endpoint):
        desktop.key("Return")
        app.wait_for_credentials("reports")
        assert "acme-web-static" in app.bucket_names()


def test_a_server_that_keeps_silent_is_given_up_at_once_and_holds_up_nothing(
    desktop: Desk, home: Path, start_app: StartApp, aws: AwsSandbox, items: KeyringItems
):
    items.put(f"key/{aws.key_id}", aws.secret_key)
    write_settings(home, own_profile(aws))
    app = Hourpass(desktop, home, start_app(env={"AWS_ENDPOINT_URL": aws.endpoint}))
    app.wait_for_tooltip("no credentials")
    silence = {"operation": "AssumeRole", "effect": "no-answer", "seconds": 60, "count": 1}
    aws.turn(faults=[silence])
    app.focused()
    desktop.type(aws.code())
    desktop.key("Return", "alt+l")  # cancel, where the button to send it was

    aws.turn(clear_faults=True)  # the request may have been given up before it was sent

    def signed_in() -> bool:
        desktop.key("ctrl+a")
        desktop.type(aws.code(1))
        desktop.key("Return")
        return "reports: " in app.tray.tooltip

    wait_for(signed_in, "credentials by the next code", 10)
    aws.turn(faults=[silence])
    app.focused()
    desktop.key("F5")
    app.wait_for_prompt()
    desktop.type(aws.code(2))
    app.app.process.terminate()
    assert app.app.wait(2.0) == 0
    assert wait_for(lambda: not processes_at(home), "the end of its processes", 1.0)


def test_damaged_settings_are_set_aside_and_said(desktop: Desk, home: Path, start_app: StartApp):
    damaged = b'{"schema": 1, "profiles": [{"name": "half a'
    settings_path(home).parent.mkdir(parents=True)
    settings_path(home).write_bytes(damaged)
    app = Hourpass(desktop, home, start_app())
    box = wait_for(app.error_boxes, "the words about it")
    kept = list(settings_path(home).parent.glob("settings.damaged-*.json"))
    assert [path.read_bytes() for path in kept] == [damaged]
    desktop.focus(box[0])
    desktop.key("Return")
    wait_for(lambda: not app.error_boxes(), "the box to close")
    app.focused()
    desktop.key("ctrl+n")
    desktop.wait_for_window("^Add a profile")


def test_settings_that_cannot_be_written_lose_nothing_of_what_was_typed(
    desktop: Desk, home: Path, start_app: StartApp, aws: AwsSandbox, items: KeyringItems
):
    folder = settings_path(home).parent
    folder.parent.mkdir(parents=True)
    folder.write_text("a file where the folder belongs: not even root writes below it")
    app = Hourpass(desktop, home, start_app(env={"AWS_ENDPOINT_URL": aws.endpoint}))
    for box in app.error_boxes():
        desktop.focus(box)
        desktop.key("Return")
    app.fill_in(aws, "reports")
    items.wait_until(lambda names: f"key/{aws.key_id}" in names, "the key in the keyring", 10)
    dialog = desktop.wait_for_window("^Add a profile")
    wait_for(lambda: shows(desktop.look(dialog), LIGHT.bad_text), "the failure in the dialog")
    folder.unlink()
    desktop.key("alt+s")
    desktop.wait_until_gone("^Add a profile", 10)
    assert [each["name"] for each in json.loads(settings_path(home).read_text())["profiles"]] == ["reports"]


def test_a_sandbox_that_is_killed_is_said_and_the_app_goes_on(desktop: Desk, home: Path, start_app: StartApp):
    app = Hourpass(desktop, home, start_app("--sandbox"), SANDBOX)
    app.wait_until_ready()
    window = app.focused()
    code = app.practice_code()
    (sandbox,) = (pid for pid, command in processes_at(home).items() if "hourpass.sandbox" in command)
    os.kill(sandbox, signal.SIGKILL)
    desktop.type(code)
    desktop.key("Return")
    wait_for(lambda: shows(desktop.look(window), LIGHT.bad_text), "the failure on the card", 15)
    app.app.process.terminate()
    assert app.app.wait(2.0) == 0
    assert wait_for(lambda: not processes_at(home), "the end of its processes", 1.0)
