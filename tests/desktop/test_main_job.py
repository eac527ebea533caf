"""The main job in the sandbox: start, code in, credentials out, buckets on screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.app_driver import SANDBOX, Hourpass, shows
from desktop.aws_sandbox import processes_at
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk
from hourpass.gui.palette import LIGHT

BUCKETS = [
    "acme-access-logs",
    "acme-backups-2024",
    "acme-data-lake-raw",
    "acme-data-lake-refined",
    "acme-design-assets",
    "acme-invoices",
    "acme-payroll",
    "acme-releases",
    "acme-web-static",
]


@pytest.fixture
def app(desktop: Desk, home: Path, start_app: StartApp) -> Hourpass:
    return Hourpass(desktop, home, start_app("--sandbox"), SANDBOX)


def test_the_practice_devices_code_brings_credentials_and_buckets(app: Hourpass):
    app.focused()
    app.wait_for_tooltip("no credentials")
    spent = app.practice_code()
    app.desk.type(spent)
    app.desk.key("Return")
    assert app.wait_for_credentials("practice").splitlines() == ["Hourpass — Sandbox", "practice: 59 min left"]
    assert app.bucket_names() == BUCKETS


def test_a_spent_code_is_refused_in_place_and_never_sent_again(app: Hourpass):
    app.focused()
    app.wait_for_tooltip("no credentials")
    spent = app.practice_code()
    app.desk.type(spent)
    app.desk.key("Return")
    app.wait_for_credentials("practice")

    app.focused()
    app.desk.key("F5")
    prompt = app.wait_for_prompt()
    app.desk.type(spent)
    wait_for(lambda: shows(app.desk.look(prompt), LIGHT.bad), "the cells marked as refused")
    app.desk.key("Escape")
    app.wait_until_no_prompt()
    assert app.asked_of_aws("AssumeRole") == 1


def test_asked_to_end_it_ends_in_time_with_all_its_processes(app: Hourpass, home: Path):
    app.focused()
    app.wait_for_tooltip("no credentials")
    app.desk.type("1")  # the worker is started as soon as a code may come
    wait_for(lambda: len(processes_at(home)) == 3, "the app, its sandbox and its worker", 5.0)
    app.app.process.terminate()
    assert app.app.wait(2.0) == 0
    assert wait_for(lambda: not processes_at(home), "the end of its processes", 1.0)
