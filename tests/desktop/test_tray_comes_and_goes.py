"""A tray that comes late, dies and returns: the window stays within reach."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.app_driver import SANDBOX, Hourpass
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk
from desktop.session import DesktopSession

NEWS_TRAVELS = 2.0
"""Seconds in which an app has heard over the bus that the tray has gone, on a busy machine too."""


@pytest.fixture
def panel_desktop() -> Iterator[Desk]:
    """A desktop whose tray may go."""
    with DesktopSession(keyring="none", notifications=False) as session:
        yield Desk(session)


@pytest.fixture
def bare_desktop() -> Iterator[Desk]:
    """A desktop whose tray may still come."""
    with DesktopSession(tray="none", keyring="none", notifications=False) as session:
        yield Desk(session)


def with_its_windows(desk: Desk, home: Path, start_app: StartApp) -> Hourpass:
    """The app in its sandbox, both windows on the screen: the second one takes the keyboard when it appears."""
    app = Hourpass(desk, home, start_app("--sandbox", desk=desk), SANDBOX)
    app.wait_for_tooltip("no credentials")
    desk.wait_for_window("^Authenticator")
    return app


def small(app: Hourpass) -> bool:
    """Whether the main window is minimised: on no screen, but in reach of the window manager."""
    listed = app.desk.all_windows("Hourpass — Sandbox")
    return not app.shown() and any(app.desk.minimised(window) for window in listed)


def hidden(app: Hourpass) -> bool:
    return not app.shown() and not small(app)


def test_a_tray_that_comes_late_takes_the_icon_and_the_hidden_window(
    bare_desktop: Desk, home: Path, start_app: StartApp
):
    app = Hourpass(bare_desktop, home, start_app("--sandbox", "--hidden", desk=bare_desktop), SANDBOX)
    app.wait_until_ready()
    wait_for(lambda: small(app), "the window, minimised", 15)
    bare_desktop.session.start_tray()
    app.wait_for_tooltip("no credentials")
    wait_for(lambda: hidden(app), "the window in the tray")
    app.tray.activate()
    wait_for(app.shown, "the window")


def test_a_tray_that_dies_leaves_the_window_in_reach_and_gets_it_back(
    panel_desktop: Desk, home: Path, start_app: StartApp
):
    app = with_its_windows(panel_desktop, home, start_app)
    panel_desktop.close(app.window())
    wait_for(lambda: hidden(app), "the window in the tray")
    panel_desktop.session.stop("panel")
    wait_for(lambda: small(app), "the window, minimised", 15)
    panel_desktop.session.start_tray()
    app.wait_for_tooltip("no credentials")
    wait_for(lambda: hidden(app), "the window in the tray again", 10)
    app.tray.choose("Open Hourpass")
    wait_for(app.shown, "the window")
    panel_desktop.close(app.window())
    wait_for(lambda: hidden(app), "the window in the tray once more")


def test_a_tray_that_is_restarted_at_once_leaves_everything_as_it_was(
    panel_desktop: Desk, home: Path, start_app: StartApp
):
    app = with_its_windows(panel_desktop, home, start_app)
    panel_desktop.close(app.window())
    wait_for(lambda: hidden(app), "the window in the tray")
    panel_desktop.session.stop("panel")
    panel_desktop.session.start_tray()
    app.wait_for_tooltip("no credentials")
    app.tray.choose("Quit")
    assert app.app.wait() == 0
    assert not small(app)


def test_a_window_that_stands_open_stays_where_it_is_when_the_tray_dies(
    panel_desktop: Desk, home: Path, start_app: StartApp
):
    app = with_its_windows(panel_desktop, home, start_app)
    app.focused()
    panel_desktop.session.stop("panel")
    heard = time.monotonic() + NEWS_TRAVELS
    while time.monotonic() < heard:
        assert app.shown()
    panel_desktop.close(app.window())
    assert app.app.wait() == 0  # without a tray, and with nothing to warn of
