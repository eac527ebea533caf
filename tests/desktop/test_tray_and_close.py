"""Closing, coming back and quitting, with a tray and without one."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.app_driver import SANDBOX, Hourpass, own_profile, write_settings
from desktop.aws_sandbox import AwsSandbox, processes_at
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk
from desktop.keyring_items import KeyringItems
from desktop.session import DesktopSession
from hourpass.domain.profile import Method


@pytest.fixture(scope="module")
def bare_desktop() -> Iterator[Desk]:
    """A desktop without a tray, as GNOME is without its extension."""
    with DesktopSession(tray="none", keyring="none") as session:
        yield Desk(session)


def test_closing_hides_to_the_tray_and_a_click_there_brings_the_window_back(
    desktop: Desk, home: Path, start_app: StartApp
):
    app = Hourpass(desktop, home, start_app("--sandbox"), SANDBOX)
    app.focused()
    app.wait_for_tooltip("no credentials")
    before = len(desktop.notes())
    desktop.close(app.window())
    wait_for(lambda: not app.shown(), "the window to hide")
    assert app.app.process.poll() is None
    desktop.wait_for_note("Hourpass stays in the tray", after=before)
    app.tray.activate()
    wait_for(app.shown, "the window to come back")
    assert [entry.label for entry in app.tray.menu().entries if not entry.separator] == [
        "practice — Get credentials…",
        "practice-day — Get credentials…",
        "practice-partner — Get credentials…",
        "practice-session — Get credentials…",
        "Open Hourpass",
        "Mute warnings",
        "Settings…",
        "Forget all credentials",
        "Quit",
        "Quit and forget credentials",
    ]
    app.tray.choose("practice-day")
    app.wait_for_prompt()
    desktop.key("Escape")
    app.wait_until_no_prompt()
    app.tray.choose("Quit")
    assert app.app.wait() == 0
    assert wait_for(lambda: not processes_at(home), "the end of its processes", 1.0)
    assert not desktop.tray_items()


def test_all_can_be_forgotten_without_an_end_and_the_next_code_works(desktop: Desk, home: Path, start_app: StartApp):
    items = KeyringItems(desktop.session)
    with AwsSandbox(desktop.session.env) as aws:
        items.put(f"key/{aws.key_id}", aws.secret_key)
        write_settings(home, own_profile(aws, method=Method.ROLE_THROUGH_SESSION))
        app = Hourpass(desktop, home, start_app(env={"AWS_ENDPOINT_URL": aws.endpoint}))
        app.wait_for_tooltip("no credentials")
        sign_in(app, aws, items)
        app.tray.choose("Forget all credentials")
        app.wait_for_tooltip("no credentials")
        items.wait_until(lambda names: names == {f"key/{aws.key_id}"}, "the end of the sessions in the keyring")
        sign_in(app, aws, items, step=1)


def sign_in(app: Hourpass, aws: AwsSandbox, items: KeyringItems, step: int = 0) -> None:
    app.focused()
    app.desk.type(aws.code(step))
    app.desk.key("Return")
    app.wait_for_credentials("reports")
    items.wait_until(lambda names: "session/reports" in names, "the session in the keyring", 10)


def test_quitting_may_forget_the_credentials_but_never_the_key(desktop: Desk, home: Path, start_app: StartApp):
    items = KeyringItems(desktop.session)
    with AwsSandbox(desktop.session.env) as aws:
        items.put(f"key/{aws.key_id}", aws.secret_key)
        write_settings(home, own_profile(aws))
        app = Hourpass(desktop, home, start_app(env={"AWS_ENDPOINT_URL": aws.endpoint}))
        app.wait_for_tooltip("no credentials")
        sign_in(app, aws, items)
        app.tray.choose("Quit and forget credentials")
        assert app.app.wait() == 0
        assert items.names() == {f"key/{aws.key_id}"}


def test_without_a_tray_and_without_credentials_closing_is_the_end(bare_desktop: Desk, home: Path, start_app: StartApp):
    app = Hourpass(bare_desktop, home, start_app("--sandbox", desk=bare_desktop), SANDBOX)
    app.wait_until_ready()
    bare_desktop.close(app.window())
    assert app.app.wait() == 0
    assert wait_for(lambda: not processes_at(home), "the end of its processes", 1.0)


def test_without_a_tray_credentials_keep_the_app_minimised(bare_desktop: Desk, home: Path, start_app: StartApp):
    app = Hourpass(bare_desktop, home, start_app("--sandbox", desk=bare_desktop), SANDBOX)
    app.wait_until_ready()
    app.focused()
    bare_desktop.type(app.practice_code())
    bare_desktop.key("Return")
    assert "acme-invoices" in app.bucket_names()
    bare_desktop.close(app.window())
    wait_for(lambda: not app.shown(), "the window to be minimised")
    again = start_app("--sandbox", desk=bare_desktop)
    assert again.wait() == 0
    wait_for(app.shown, "the window to come back")
    app.app.process.send_signal(signal.SIGTERM)
    assert app.app.wait(2.0) == 0
