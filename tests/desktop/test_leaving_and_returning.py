"""Credentials when their person locks the screen or ends the app, as the settings ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, new_signal
from jeepney.io.blocking import open_dbus_connection

from desktop.app_driver import Hourpass, own_profile, write_settings
from desktop.aws_sandbox import AwsSandbox, processes_at
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk
from desktop.keyring_items import KeyringItems
from desktop.system_bus import SystemBus

SAVER = DBusAddress("/org/xfce/ScreenSaver", interface="org.xfce.ScreenSaver")


class Person:
    """Somebody with one profile and a key in the keyring."""

    def __init__(self, desktop: Desk, home: Path, start_app: StartApp, aws: AwsSandbox, system: SystemBus) -> None:
        self._desktop, self._home, self._start_app, self._aws, self._system = desktop, home, start_app, aws, system
        self.items = KeyringItems(desktop.session)
        self.key = f"key/{aws.key_id}"
        self.items.put(self.key, aws.secret_key)

    def wish(self, **settings: Any) -> None:
        write_settings(self._home, own_profile(self._aws), told_about_tray=True, **settings)

    def start(self) -> Hourpass:
        env = {"AWS_ENDPOINT_URL": self._aws.endpoint} | self._system.env
        app = Hourpass(self._desktop, self._home, self._start_app(env=env))
        app.wait_for_tooltip("no credentials")
        self._system.wait_for_listener()
        return app

    def sign_in(self, app: Hourpass, step: int = 0) -> None:
        app.focused()
        self._desktop.type(self._aws.code(step))
        self._desktop.key("Return")
        app.wait_for_credentials("reports")
        self.items.wait_until(lambda names: "session/reports" in names, "the session in the keyring")

    def wait_for_the_key_alone(self) -> None:
        self.items.wait_until(lambda names: names == {self.key}, "the session's end in the keyring")


@pytest.fixture
def person(desktop: Desk, home: Path, start_app: StartApp) -> Iterator[Person]:
    with SystemBus(desktop.session) as system, AwsSandbox(desktop.session.env) as aws:
        yield Person(desktop, home, start_app, aws, system)


def test_locking_forgets_and_the_next_code_signs_in_again(person: Person):
    person.wish(forget_on_lock=True)
    app = person.start()
    person.sign_in(app)
    person._system.lock()
    app.wait_for_tooltip("no credentials")
    person.wait_for_the_key_alone()
    person._system.unlock()
    person.sign_in(app, step=1)


def test_a_screen_saver_locks_as_well(person: Person, desktop: Desk):
    person.wish(forget_on_lock=True)
    app = person.start()
    person.sign_in(app)
    saver = open_dbus_connection(desktop.session.env["DBUS_SESSION_BUS_ADDRESS"])
    saver.send(new_signal(SAVER, "ActiveChanged", "b", (True,)))
    saver.close()
    person.wait_for_the_key_alone()


def test_unasked_a_lock_and_a_sleep_leave_the_credentials_alone(person: Person, desktop: Desk):
    person.wish()
    before = len(desktop.notes())
    app = person.start()
    person.sign_in(app)
    person._system.lock()
    person._system.resume()
    person._system.unlock()
    assert "acme-invoices" in app.bucket_names()
    assert "session/reports" in person.items.names()
    assert len(desktop.notes()) == before


def test_the_end_forgets_where_that_is_wished(person: Person, desktop: Desk):
    person.wish(forget_on_quit=True)
    app = person.start()
    person.sign_in(app)
    app.focused()
    desktop.key("ctrl+q")
    assert app.app.wait() == 0
    assert person.items.names() == {person.key}


def test_what_a_killed_app_could_not_forget_the_next_one_does(person: Person):
    person.wish(forget_on_quit=True)
    app = person.start()
    person.sign_in(app)
    app.app.wanted_status = None
    app.app.process.kill()
    app.app.wait()
    wait_for(lambda: not processes_at(app.home), "the end of its worker", 3.0)
    assert person.items.names() > {person.key}
    person.start()
    person.wait_for_the_key_alone()
