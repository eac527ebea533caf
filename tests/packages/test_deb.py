"""The .deb on a clean Debian: from its installation to buckets in the sandbox by double click, and back."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.app_driver import own_profile, write_settings
from desktop.aws_sandbox import AwsSandbox
from desktop.keyring_items import KeyringItems
from desktop.session import DesktopSession
from hourpass.version import VERSION
from packages.clean_system import DESKTOP, HOME, NUMBER, CleanSystem
from packages.conftest import ROOT, made
from packages.guest import Guest
from packages.guest_app import GuestApp, check_command_line

PROGRAMS = ("hourpass", "hourpass-cli")
ENTRY = "/usr/share/applications/hourpass.desktop"


@pytest.fixture(scope="module", params=["bookworm", "trixie"])
def guest(
    request: pytest.FixtureRequest, session: DesktopSession, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Guest]:
    """Somebody on a system that has nothing but the package and what it depends on."""
    layer = tmp_path_factory.mktemp(request.param)
    with CleanSystem(ROOT / "build/clean-systems", request.param, layer) as system:
        package = made("hourpass_*.deb")
        shutil.copy(package, system.root / "home")
        system.install(f"/home/{package.name}")
        (system.root / "home" / package.name).unlink()
        person = Guest(system, session)
        yield person
        person.end()


@pytest.fixture(scope="module")
def desk(guest: Guest) -> Guest:
    """The same, with what a desktop starts programs by."""
    guest.system.install(*DESKTOP)
    return guest


def test_what_it_depends_on_is_all_it_needs(guest: Guest):
    told = guest.self_check(QT_QPA_PLATFORM="offscreen")
    assert told["wrong"] == {}
    assert (told["version"], told["packed"], told["keyring"]) == (VERSION, True, "Secret Service")
    assert guest.self_check()["platform"] == "xcb"
    assert guest.cli("--version") == f"hourpass-cli {VERSION}\n"


def test_menu_icons_and_manuals_are_where_the_system_looks(guest: Guest):
    owned = set(guest.system.run("dpkg", "-L", "hourpass").split())
    icons = {f"/usr/share/icons/hicolor/{size}x{size}/apps/hourpass.png" for size in (16, 22, 24, 32, 48, 64, 128, 256)}
    assert icons | {ENTRY, "/usr/share/icons/hicolor/scalable/apps/hourpass.svg"} <= owned
    assert {f"/usr/bin/{name}" for name in PROGRAMS} <= owned
    manuals = {f"/usr/share/man/{folder}man1/{name}.1.gz" for folder in ("", "ja/", "ko/") for name in PROGRAMS}
    assert manuals <= owned


def test_no_gpl_library_is_packed_for_prompts(guest: Guest):
    owned = guest.system.run("dpkg", "-L", "hourpass").split()
    assert [path for path in owned if "readline" in path] == []
    assert [path for path in owned if path.endswith(".so")]  # else nothing was looked at


def test_a_double_click_leads_to_buckets_in_the_sandbox(desk: Guest):
    desk.start("gtk-launch", "hourpass")
    sandbox = GuestApp(desk).go_to_sandbox()
    sandbox.wait_until_ready()
    sandbox.do_the_main_job()
    check_command_line(desk)
    sandbox.quit()
    assert not sandbox.shown()


def test_the_menu_leads_into_the_sandbox_as_well(desk: Guest):
    actions = (desk.system.root / ENTRY.lstrip("/")).read_text().partition("[Desktop Action sandbox]")[2]
    (command,) = [line.removeprefix("Exec=") for line in actions.splitlines() if line.startswith("Exec=")]
    desk.start(*command.split())
    sandbox = GuestApp(desk, "^Hourpass — Sandbox$")
    sandbox.window()
    sandbox.wait_until_ready()
    sandbox.quit()


def test_keys_and_sessions_are_kept_in_the_systems_keyring(desk: Guest, session: DesktopSession, tmp_path: Path):
    with AwsSandbox(session.env, "--propagation", "0") as aws:
        KeyringItems(session).put(f"key/{aws.key_id}", aws.secret_key)
        write_settings(tmp_path, own_profile(aws), told_about_tray=True)
        shutil.copytree(tmp_path / ".config", desk.system.root / HOME.lstrip("/") / ".config", dirs_exist_ok=True)
        desk.system.run("chown", "-R", f"{NUMBER}:{NUMBER}", HOME)
        env = {"AWS_ENDPOINT_URL": aws.endpoint}
        desk.cli("login", "reports", "--code-stdin", said=aws.code(), env=env)
        assert any(name.startswith("session/") for name in KeyringItems(session).names())
        kept = json.loads(desk.cli("credentials", "reports", env=env))

        desk.start("gio", "launch", ENTRY, env=env)
        app = GuestApp(desk)
        app.window()
        app.wait_for_credentials("reports", 30)
        assert json.loads(desk.cli("credentials", "reports", env=env)) == kept
        relay = ("/usr/lib/hourpass/hourpass-cli", "--relay", "/run/user/1000/hourpass/app.socket", "reports")
        assert json.loads(desk.told(*relay)) == kept
        app.quit()


def test_nothing_of_the_machine_that_built_it_is_inside(guest: Guest):
    library = guest.system.root / "usr/lib/hourpass"
    named = [path for path in library.rglob("*") if path.is_file() and str(ROOT).encode() in path.read_bytes()]
    assert named == []


def test_purged_it_leaves_only_what_is_the_persons(desk: Guest):
    desk.system.run("apt-get", "purge", "-y", "-q", "hourpass")
    assert desk.system.found("*hourpass*") == []
    assert (desk.system.root / HOME.lstrip("/") / ".config/hourpass/settings.json").is_file()


def test_lintian_finds_no_error_and_no_warning():
    status, said = _run("lintian", "--fail-on", "error,warning", str(made("hourpass_*.deb")))
    assert status == 0, said


def test_software_centres_and_menus_can_read_it(tmp_path: Path):
    _run("dpkg-deb", "-x", str(made("hourpass_*.deb")), str(tmp_path))
    (metainfo,) = (tmp_path / "usr/share/metainfo").iterdir()
    assert f'version="{VERSION}"' in metainfo.read_text()
    status, said = _run("appstreamcli", "validate", "--no-net", str(metainfo))
    assert status == 0, said
    status, said = _run("desktop-file-validate", str(tmp_path / ENTRY.lstrip("/")))
    assert (status, said) == (0, "")


def _run(*command: str) -> tuple[int, str]:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.returncode, done.stdout
