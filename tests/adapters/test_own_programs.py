"""How the parts of Hourpass are started, from sources and packed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from hourpass.adapters import helper_command, own_programs

INSTALLED = "/usr/lib/hourpass/hourpass"
IN_IMAGE = "/run/mount_HourpaX/usr/lib/hourpass/hourpass"
IMAGE = {"APPIMAGE": "/home/maya/Hourpass.AppImage", "APPDIR": "/run/mount_HourpaX"}


@pytest.mark.parametrize(
    ("module", "words"),
    [
        ("hourpass.worker", ("--worker",)),
        ("hourpass.sandbox", ("--sandbox-process",)),
        ("hourpass.cli.main", ()),
    ],
)
def test_a_packed_app_runs_its_modules_by_the_program_beside_it(module: str, words: tuple[str, ...]):
    command = own_programs.module(module, "--json", executable=INSTALLED, packed=True)
    assert command == ("/usr/lib/hourpass/hourpass-cli", *words, "--json")


def test_from_sources_nothing_in_the_current_folder_is_imported():
    assert own_programs.module("hourpass.worker") == (sys.executable, "-P", "-m", "hourpass.worker")
    assert own_programs.app("--hidden") == (sys.executable, "-P", "-m", "hourpass", "--hidden")


def test_what_outlives_an_appimage_is_started_by_the_image():
    assert own_programs.lasting_cli("--relay", executable=IN_IMAGE, environment=IMAGE) == (
        "/home/maya/Hourpass.AppImage",
        "--cli",
        "--relay",
    )


def test_an_app_that_outlives_who_started_it_is_the_image():
    command = own_programs.app("--hidden", executable=IN_IMAGE, environment=IMAGE, packed=True)
    assert command == ("/home/maya/Hourpass.AppImage", "--hidden")


@pytest.mark.parametrize("environment", [{}, IMAGE], ids=["by itself", "from another app's image"])
def test_a_packed_app_is_started_by_the_program_beside_the_command_line(environment: dict[str, str]):
    cli = "/usr/lib/hourpass/hourpass-cli"
    command = own_programs.app("--sandbox", executable=cli, environment=environment, packed=True)
    assert command == (INSTALLED, "--sandbox")


def test_the_image_of_another_app_that_started_us_is_not_ours():
    assert own_programs.lasting_cli(executable=INSTALLED, environment=IMAGE) == ("/usr/lib/hourpass/hourpass-cli",)
    assert own_programs.appimage("/run/mount_HourpaXY/hourpass", IMAGE) == ""


def test_tools_call_the_packed_program_by_a_path_that_an_upgrade_keeps(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(own_programs, "PACKED", True)
    monkeypatch.setattr(own_programs, "lasting_cli", lambda *words: ("/usr/lib/hourpass/hourpass-cli", *words))
    command = helper_command.helper_command("/run/user/1/hourpass/app.socket", "p1", "--sandbox")
    assert command == (
        "/usr/lib/hourpass/hourpass-cli",
        "--relay",
        "/run/user/1/hourpass/app.socket",
        "p1",
        "--sandbox",
    )
    shell = helper_command.shell_command("p1", environment={"SHELL": "/bin/zsh"})
    assert shell == ("/usr/lib/hourpass/hourpass-cli", "exec", "p1", "--", "/bin/zsh")


def test_the_packed_program_is_the_relay_without_loading_more_than_the_relay_does():
    code = (
        "import sys; sys.argv = ['x', '--relay', '/nowhere/app.socket', 'p1']; from hourpass.cli import packed, relay\n"
    )
    code += "seen = []\nrelay.main = lambda: seen.extend(sys.argv[1:]) or 7\n"
    code += "assert packed.main() == 7 and seen == ['/nowhere/app.socket', 'p1'], seen\n"
    code += "print([name for name in ('json', 'argparse', 'hourpass.cli.main', 'botocore') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_a_word_of_its_own_the_packed_program_is_the_command_line():
    code = "import sys; sys.argv = ['hourpass-cli', '--version']; from hourpass.cli import packed; packed.main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("hourpass-cli ")
