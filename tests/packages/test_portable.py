"""The portable archive, unpacked into a folder of somebody who may install nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from desktop.session import DesktopSession
from hourpass.version import VERSION
from packages.clean_system import DESKTOP, HOME, NUMBER, CleanSystem
from packages.conftest import ROOT, made
from packages.guest import Guest
from packages.guest_app import GuestApp, check_command_line


@pytest.fixture(scope="module", params=["bookworm", "trixie"])
def guest(
    request: pytest.FixtureRequest, session: DesktopSession, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Guest]:
    """Somebody at a plain desktop, with the archive unpacked in the home folder."""
    layer = tmp_path_factory.mktemp(f"portable-{request.param}")
    with CleanSystem(ROOT / "build/clean-systems", request.param, layer) as system:
        system.install(*DESKTOP, "xz-utils")
        archive = made("hourpass-*-linux-*.tar.xz")
        home = system.root / HOME.lstrip("/")
        shutil.copy(archive, home / "download.tar.xz")
        person = Guest(system, session, f"{HOME}/{archive.name.removesuffix('.tar.xz')}")
        person.told("tar", "-xf", "download.tar.xz")
        yield person
        person.end()


def test_it_has_everything_wherever_it_lies(guest: Guest):
    told = guest.self_check()
    assert told["wrong"] == {}
    assert (told["version"], told["platform"], told["keyring"]) == (VERSION, "xcb", "Secret Service")
    guest.told("cp", "-a", guest.programs, f"{HOME}/My apps")
    moved = Guest(guest.system, guest.session, f"{HOME}/My apps")
    assert moved.self_check()["wrong"] == {}


def test_it_can_be_read_about_in_each_language(guest: Guest):
    shown = guest.told("ls", guest.programs).split()
    assert {"README.txt", "README.ja.txt", "README.ko.txt", "menu-entry.sh"} <= set(shown)


def test_started_by_a_double_click_it_leads_to_buckets_in_the_sandbox(guest: Guest):
    guest.start(guest.program("hourpass"))
    sandbox = GuestApp(guest).go_to_sandbox()
    sandbox.wait_until_ready()
    sandbox.do_the_main_job()
    check_command_line(guest)
    sandbox.quit()


def test_it_puts_itself_into_the_menu_and_takes_itself_out(guest: Guest):
    script = f"{guest.programs}/menu-entry.sh"
    guest.told(script, "add")
    guest.start("gtk-launch", "hourpass")
    app = GuestApp(guest)
    app.window()
    app.quit()
    guest.told(script, "remove")
    left = guest.told("find", f"{HOME}/.local/share", "-iname", "hourpass.*")
    assert left == ""
    status, _, err = guest.run(f"{HOME}/My apps/menu-entry.sh", "add")
    assert (status, "cannot start programs from" in err) == (1, True)


def test_deleted_it_leaves_only_what_is_the_persons(guest: Guest):
    guest.told("rm", "-rf", guest.programs, f"{HOME}/My apps", f"{HOME}/download.tar.xz")
    assert guest.system.found("*hourpass*") == []
    found = guest.told("find", HOME, "-iname", "*hourpass*").split()
    own = (f"{HOME}/.config/hourpass", f"{HOME}/.local/share/hourpass")
    assert [path for path in found if not path.startswith(own)] == []
    assert guest.system.run("stat", "-c", "%u", HOME).strip() == str(NUMBER)
