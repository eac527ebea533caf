"""Start at login: the same behaviour on each system's own ground, and what is particular to each."""

from __future__ import annotations

import plistlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.fakes_registry import FakeRegistry
from hourpass.adapters.autostart import Autostart, autostart, start_command
from hourpass.adapters.autostart_agent import LaunchAgent
from hourpass.adapters.autostart_entry import DesktopEntry, exec_line
from hourpass.adapters.autostart_registry import APPROVED, RUN, RunKey
from hourpass.domain.problem import HourpassError, Reason

COMMAND = (sys.executable, "--hidden")


@pytest.fixture(params=["entry", "agent", "run-key"])
def any_autostart(request: pytest.FixtureRequest, tmp_path: Path) -> Autostart:
    match request.param:
        case "entry":
            return DesktopEntry(tmp_path / "autostart", [], COMMAND)
        case "agent":
            return LaunchAgent(tmp_path / "LaunchAgents", COMMAND)
    return RunKey(FakeRegistry(), COMMAND)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "autostart"


@pytest.fixture
def entry(folder: Path) -> DesktopEntry:
    return DesktopEntry(folder, [], COMMAND)


def _written(folder: Path, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "hourpass.desktop").write_text(text)


# everywhere


def test_nothing_is_started_until_that_is_wished(any_autostart: Autostart):
    assert not any_autostart.enabled()


def test_it_is_switched_on_and_off_and_either_twice_does_no_harm(any_autostart: Autostart):
    for _ in range(2):
        any_autostart.enable()
        assert any_autostart.enabled()
    for _ in range(2):
        any_autostart.disable()
        assert not any_autostart.enabled()


# the desktop entry


def test_the_entry_tells_its_place(entry: DesktopEntry, folder: Path):
    entry.enable()
    assert Path(entry.place) == folder / "hourpass.desktop"
    assert Path(entry.place).is_file()


def test_the_entry_starts_this_program_in_the_tray(entry: DesktopEntry, folder: Path):
    entry.enable()
    lines = (folder / "hourpass.desktop").read_text().splitlines()
    assert lines[0] == "[Desktop Entry]"
    assert f"Exec={sys.executable} --hidden" in lines
    assert "Type=Application" in lines
    assert "X-GNOME-Autostart-enabled=true" in lines


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("[Desktop Entry]\nExec=hourpass\n", True),
        ("[Desktop Entry]\nExec=hourpass\nHidden=false\n", True),
        ("[Desktop Entry]\nExec=hourpass\nHidden=true\n", False),
        ("[Desktop Entry]\nExec=hourpass\nHidden = True\n", False),
        ("[Desktop Entry]\nExec=hourpass\nX-GNOME-Autostart-enabled=false\n", False),
        ("[Desktop Entry]\nExec=hourpass\nTryExec=/nowhere/hourpass\n", False),
        ("[Desktop Entry]\nExec=hourpass\n[Desktop Action new]\nHidden=true\n", True),
        ("[Desktop Entry]\nExec=hourpass\n#Hidden=true\n", True),
        ("[Desktop Action new]\nExec=hourpass\n", False),
        ("", False),
        ("\xff\xfe nonsense", False),
    ],
)
def test_what_the_desktops_own_settings_say_counts(entry: DesktopEntry, folder: Path, text: str, starts: bool):
    _written(folder, text)
    assert entry.enabled() is starts


def test_one_that_the_desktop_switched_off_can_be_switched_on_here(entry: DesktopEntry, folder: Path):
    _written(folder, "[Desktop Entry]\nExec=/old/place/hourpass\nHidden=true\n")
    entry.enable()
    assert entry.enabled()
    assert "/old/place" not in (folder / "hourpass.desktop").read_text()


def test_an_entry_for_all_users_is_seen_and_can_be_switched_off_for_this_one(folder: Path, tmp_path: Path):
    shared = tmp_path / "xdg"
    _written(shared, "[Desktop Entry]\nExec=hourpass --hidden\n")
    entry = DesktopEntry(folder, [tmp_path / "absent", shared], COMMAND)
    assert entry.enabled()
    entry.disable()
    assert not entry.enabled()
    assert (shared / "hourpass.desktop").read_text().endswith("--hidden\n")
    entry.enable()
    assert entry.enabled()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("/usr/bin/hourpass", "--hidden"), "/usr/bin/hourpass --hidden"),
        (("/home/Maya Lin/hourpass",), '"/home/Maya Lin/hourpass"'),
        (("/opt/100%/hourpass",), "/opt/100%%/hourpass"),
        (("/opt/$x/`y`",), r'"/opt/\\$x/\\`y\\`"'),
        (('/opt/"q"',), r'"/opt/\\"q\\""'),
        (("/opt/a\\b",), r'"/opt/a\\\\b"'),
        (("/opt/a\nb",), r'"/opt/a\nb"'),
        (("",), '""'),
    ],
)
def test_awkward_paths_are_quoted_as_the_desktop_entry_specification_says(arguments: tuple[str, ...], line: str):
    assert exec_line(arguments) == line


def _as_the_specification_reads(line: str) -> list[str]:
    """The arguments that a desktop makes of the value of an Exec key."""
    value, at = "", 0
    while at < len(line):
        if line[at] == "\\":
            value += {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}[line[at + 1]]
            at += 2
        else:
            value += line[at]
            at += 1
    found: list[str] = []
    current, quoted, begun, at = "", False, False, 0
    while at < len(value):
        character = value[at]
        if quoted and character == "\\":
            at += 1
            current += value[at]
        elif character == '"':
            quoted, begun = not quoted, True
        elif character == " " and not quoted:
            found += [current] if begun else []
            current, begun = "", False
        else:
            current, begun = current + character, True
        at += 1
    return [each.replace("%%", "%") for each in [*found, *([current] if begun else [])]]


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_any_command_comes_out_of_the_entry_as_it_went_in(command: list[str]):
    line = exec_line(command)
    assert "\n" not in line
    assert _as_the_specification_reads(line) == command


def test_a_program_in_an_awkward_place_is_still_found(folder: Path, tmp_path: Path):
    program = tmp_path / 'odd "place"\\ $x' / "hourpass"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    entry = DesktopEntry(folder, [], (str(program), "--hidden"))
    entry.enable()
    assert entry.enabled()
    program.unlink()
    assert not entry.enabled()


def test_a_read_only_entry_is_said_and_left(entry: DesktopEntry, folder: Path):
    text = "[Desktop Entry]\nHidden=true\n"
    _written(folder, text)
    (folder / "hourpass.desktop").chmod(0o400)
    with pytest.raises(HourpassError) as caught:
        entry.enable()
    assert caught.value.problem.reason is Reason.FILE_READ_ONLY
    assert caught.value.problem.facts["path"] == str(folder / "hourpass.desktop")
    assert (folder / "hourpass.desktop").read_text() == text


@pytest.mark.parametrize("act", ["enabled", "enable", "disable"])
def test_a_folder_in_the_entrys_place_is_said(entry: DesktopEntry, folder: Path, act: str):
    (folder / "hourpass.desktop").mkdir(parents=True)
    with pytest.raises(HourpassError) as caught:
        getattr(entry, act)()
    assert caught.value.problem.reason in {Reason.FILE_FAILED, Reason.FILE_READ_ONLY}


def test_a_full_disk_is_said_and_nothing_is_left_behind(folder: Path):
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from hourpass.adapters.autostart_entry import DesktopEntry\n"
        "from hourpass.domain.problem import HourpassError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "try: DesktopEntry(Path(sys.argv[1]), [], ('/usr/bin/hourpass',)).enable()\n"
        "except HourpassError as error: print(error.problem.reason.value)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-B", "-c", script, str(folder)], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.strip() == "disk-full"
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the XDG folders")
def test_on_linux_the_entry_stands_in_the_folder_of_this_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "xdg"))
    autostart().enable()
    assert autostart().enabled()
    assert (tmp_path / "config" / "autostart" / "hourpass.desktop").is_file()


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the XDG folders")
def test_a_relative_folder_in_the_environment_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", "config")
    monkeypatch.setenv("XDG_CONFIG_DIRS", "xdg:relative")
    autostart().enable()
    assert (tmp_path / ".config" / "autostart" / "hourpass.desktop").is_file()


# what is started


def test_in_a_checkout_the_package_is_started_and_nothing_from_the_current_folder():
    command = start_command("/src/desktop/hourpass/__main__.py", "/src/.venv/bin/python", {})
    assert command == ("/src/.venv/bin/python", "-P", "-m", "hourpass", "--hidden")


def test_an_installed_script_is_started_by_its_own_name_and_not_by_what_it_links_to(tmp_path: Path):
    target = tmp_path / "venv" / "hourpass"
    target.parent.mkdir()
    target.write_text("#!/bin/sh\n")
    target.chmod(0o700)
    link = tmp_path / "hourpass"
    link.symlink_to(target)
    assert start_command(str(link), "/usr/bin/python3", {}) == (str(link), "--hidden")


def test_a_script_given_by_a_relative_path_is_started_by_its_whole_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "hourpass").write_text("#!/bin/sh\n")
    (tmp_path / "hourpass").chmod(0o700)
    monkeypatch.chdir(tmp_path)
    assert start_command("./hourpass", "/usr/bin/python3", {}) == (str(tmp_path / "hourpass"), "--hidden")


def test_pips_launcher_on_windows_is_found_by_its_ending(tmp_path: Path):
    launcher = tmp_path / "hourpass.exe"
    launcher.write_text("")
    launcher.chmod(0o700)
    assert start_command(str(tmp_path / "hourpass"), "python.exe", {}) == (str(launcher), "--hidden")


def test_a_script_that_is_gone_is_not_started():
    assert start_command("/nowhere/hourpass", "/usr/bin/python3", {})[0] == "/usr/bin/python3"


def test_on_windows_no_console_is_opened(tmp_path: Path):
    (tmp_path / "pythonw.exe").write_text("")
    command = start_command("x", str(tmp_path / "python.exe"), {})
    assert command[0] == str(tmp_path / "pythonw.exe")


def test_a_frozen_app_starts_itself_and_an_appimage_the_image():
    command = start_command("x", "/opt/hourpass/hourpass", {}, frozen=True)
    assert command == ("/opt/hourpass/hourpass", "--hidden")
    image = {"APPIMAGE": "/home/maya/Hourpass.AppImage", "APPDIR": "/run/mount_x"}
    in_image = start_command("x", "/run/mount_x/hourpass", image, frozen=True)
    assert in_image == ("/home/maya/Hourpass.AppImage", "--hidden")
    in_a_terminal_of_another = start_command("x", "/usr/bin/python3", {"APPIMAGE": "/home/maya/Terminal.AppImage"})
    assert in_a_terminal_of_another[0] == "/usr/bin/python3"


def test_loading_it_needs_no_costly_module():
    script = (
        "import sys\n"
        "import hourpass.adapters.autostart\n"
        "print(*sorted({'plistlib', 'shutil', 'subprocess', 'xml', 'winreg', 'PySide6'} & set(sys.modules)))\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.strip() == ""


# Windows


def test_the_run_key_holds_one_quoted_command_line():
    registry = FakeRegistry()
    RunKey(registry, (r"C:\Program Files\Hourpass\hourpass.exe", "--hidden")).enable()
    assert registry.keys[RUN] == {"Hourpass": r'"C:\Program Files\Hourpass\hourpass.exe" --hidden'}


@pytest.mark.parametrize(("first", "starts"), [(2, True), (3, False), (6, True), (7, False)])
def test_what_the_task_manager_switched_off_is_off(first: int, starts: bool):
    registry = FakeRegistry()
    key = RunKey(registry, COMMAND)
    key.enable()
    registry.keys[APPROVED] = {"Hourpass": bytes([first, *([0] * 11)]), "Another": bytes([3] * 12)}
    assert key.enabled() is starts
    key.enable()
    assert key.enabled()
    assert set(registry.keys[APPROVED]) == {"Another"}


def test_a_registry_that_refuses_is_said():
    registry = FakeRegistry(RUN)
    registry.keys[RUN] = {"Hourpass": "hourpass.exe"}
    key = RunKey(registry, COMMAND)
    assert key.enabled()
    for act in (key.enable, key.disable):
        with pytest.raises(HourpassError) as caught:
            act()
        assert caught.value.problem.reason is Reason.FILE_READ_ONLY
        assert RUN in caught.value.problem.facts["path"]


def test_a_command_that_windows_would_pass_over_is_refused():
    registry = FakeRegistry()
    with pytest.raises(HourpassError):
        RunKey(registry, ("C:\\" + "x" * 260,)).enable()
    assert registry.keys == {}


# macOS


def test_the_agent_runs_the_program_at_login_and_does_not_bring_it_back_once_quit(tmp_path: Path):
    LaunchAgent(tmp_path, COMMAND).enable()
    found = plistlib.loads((tmp_path / "hourpass.plist").read_bytes())
    assert (found["Label"], found["ProgramArguments"], found["RunAtLoad"]) == ("hourpass", list(COMMAND), True)
    assert "KeepAlive" not in found


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nonsense",
        b"bplist00\xff",
        plistlib.dumps({"Label": "hourpass"}),
        plistlib.dumps({"RunAtLoad": True, "Disabled": True}),
        plistlib.dumps([1]),
    ],
)
def test_a_list_that_starts_nothing_is_off(tmp_path: Path, data: bytes):
    (tmp_path / "hourpass.plist").write_bytes(data)
    assert not LaunchAgent(tmp_path, COMMAND).enabled()
