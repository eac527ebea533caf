"""One app a person: later starts raise its window, and one that was killed keeps nobody out."""

from __future__ import annotations

from pathlib import Path

from desktop.app_driver import SANDBOX, Hourpass
from desktop.aws_sandbox import processes_at
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk


def test_a_second_start_raises_the_first_ones_window_with_the_named_profile(
    desktop: Desk, home: Path, start_app: StartApp
):
    app = Hourpass(desktop, home, start_app("--sandbox", "--hidden"), SANDBOX)
    app.wait_for_tooltip("no credentials")
    assert not app.shown()
    second = start_app("--sandbox", "--profile", "practice-day")
    assert second.wait() == 0
    window = app.window()
    wait_for(lambda: app.has_keyboard(window), "the keyboard in the window that was raised")
    desktop.type(app.practice_code())
    desktop.key("Return")
    app.wait_for_credentials("practice-day")


def test_the_sandbox_and_the_real_app_run_side_by_side(desktop: Desk, home: Path, start_app: StartApp):
    sandbox = Hourpass(desktop, home, start_app("--sandbox", "--hidden"), SANDBOX)
    sandbox.wait_until_ready()
    real = Hourpass(desktop, home, start_app())
    real.focused()
    assert wait_for(lambda: len(desktop.tray_items()) == 2, "an icon each in the tray")
    assert sandbox.app.process.poll() is None


def test_after_a_kill_the_next_start_works_and_nothing_is_left_of_the_last(
    desktop: Desk, home: Path, start_app: StartApp
):
    killed = Hourpass(desktop, home, start_app("--sandbox"), SANDBOX)
    killed.focused()
    killed.wait_until_ready()
    killed.app.wanted_status = None
    killed.app.process.kill()
    killed.app.wait()
    assert wait_for(lambda: not processes_at(home), "its sandbox and its worker to end as well", 3.0)

    app = Hourpass(desktop, home, start_app("--sandbox"), SANDBOX)
    app.wait_until_ready()
    app.focused()
    desktop.type(app.practice_code())
    desktop.key("Return")
    app.wait_for_credentials("practice")


def test_the_socket_and_the_lock_of_a_killed_app_keep_nobody_from_being_heard(
    desktop: Desk, home: Path, start_app: StartApp
):
    killed = Hourpass(desktop, home, start_app("--hidden"))
    killed.wait_for_tooltip("no credentials")
    killed.app.wanted_status = None
    killed.app.process.kill()
    killed.app.wait()
    wait_for(lambda: not desktop.tray_items(), "its icon to go")
    left = [path for path in home.rglob("*") if path.is_socket() or path.name.endswith("lock")]
    assert len(left) >= 2, "a killed app should have left its socket and its lock behind"

    app = Hourpass(desktop, home, start_app("--hidden"))
    app.wait_for_tooltip("no credentials")
    assert not app.shown()
    assert start_app().wait() == 0
    wait_for(app.shown, "the window that the second start raised")
    assert len(desktop.tray_items()) == 1


def test_a_start_in_the_tray_shows_no_window(desktop: Desk, home: Path, start_app: StartApp):
    app = Hourpass(desktop, home, start_app("--sandbox", "--hidden"), SANDBOX)
    app.wait_for_tooltip("no credentials")
    app.tray.choose("practice")
    app.wait_for_prompt()
    assert not app.shown()
    desktop.type(app.practice_code())
    app.wait_until_no_prompt()
    app.wait_for_credentials("practice")
    assert not app.shown()
