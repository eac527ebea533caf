"""A real, throw-away desktop session without a screen: X server, window manager, session bus, and as asked a tray,
a Secret Service and a notification daemon. Everything it starts ends with it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Literal, Self

from desktop import parts
from desktop.bus import Bus, answers, wait_for
from desktop.note_log import NoteLog
from desktop.portal import Portal

Tray = Literal["sni", "none"]
Keyring = Literal["unlocked", "locked", "none"]

PROGRAMS = (
    "Xvfb",
    "openbox",
    "dbus-daemon",
    "xdotool",
    "xprop",
    "xfce4-panel",
    "gnome-keyring-daemon",
    "dunst",
    "setpriv",
)
ACCESSIBILITY = "/usr/libexec/at-spi-bus-launcher"
START_SECONDS = 20.0
END_SECONDS = 3.0
NOT_OURS = ("AT_SPI", "AWS_", "DBUS_", "DESKTOP_", "DISPLAY", "GNOME_", "GTK_", "HOURPASS_", "KDE_", "PYTHON_KEYRING_")
NOT_OURS += ("QT_", "SESSION_", "SSH_AUTH", "WAYLAND_", "XAUTHORITY", "XDG_")


class DesktopSession:
    """The parts are up inside the `with` block; :attr:`env` is the environment of a program in the session."""

    def __init__(
        self, *, tray: Tray = "sni", keyring: Keyring = "unlocked", notifications: bool = True, size: str = "1280x800"
    ) -> None:
        self._tray, self._keyring, self._notifications, self._size = tray, keyring, notifications, size
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self.folder = Path()
        self.env: dict[str, str] = {}
        self.bus: Bus
        self.log: NoteLog
        self.portal: Portal

    def __enter__(self) -> Self:
        missing = [program for program in PROGRAMS if shutil.which(program) is None]
        assert not missing, f"desktop tests need {', '.join(missing)}: run python3 installer/develop.py test"
        # Not under TMPDIR, which pytest makes long: a socket's path has 107 bytes at most.
        self.folder = Path(tempfile.mkdtemp(prefix="hourpass-", dir="/tmp"))
        try:
            self._start_all()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if hasattr(self, "log"):
            self.log.stop()
        if hasattr(self, "portal"):
            self.portal.stop()
        if hasattr(self, "bus"):
            self.bus.close()
        # The services before the bus, and the screen last: none of them then complains about a lost one.
        for name in reversed(tuple(self._running)):
            self.stop(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def home_env(self, home: Path) -> dict[str, str]:
        """The environment of a program in the session whose files are under *home* instead of the session's own."""
        folders = {
            "HOME": home,
            "XDG_CONFIG_HOME": home / ".config",
            "XDG_DATA_HOME": home / ".local/share",
            "XDG_CACHE_HOME": home / ".cache",
            "XDG_STATE_HOME": home / ".local/state",
            "XDG_RUNTIME_DIR": home / "run",
            "TMPDIR": home / "tmp",
        }
        for folder in folders.values():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.env | {name: str(folder) for name, folder in folders.items()}

    def start(self, name: str, *command: str, stdin: bytes | None = None, pass_fds: tuple[int, ...] = ()) -> None:
        """Start a part of the session. It ends when this process is killed, too."""
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", *command],  # noqa: S607 (where it is installed is the system's affair)
                env=self.env,
                cwd=self.folder,
                stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        self._running[name] = process
        if process.stdin is not None:
            process.stdin.write(stdin or b"")
            process.stdin.close()

    def stop(self, name: str, sign: signal.Signals = signal.SIGTERM) -> None:
        """End a part, and wait until it has ended."""
        process = self._running.pop(name)
        process.send_signal(sign)
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def pause(self, name: str) -> None:
        """Make a part hang."""
        self._running[name].send_signal(signal.SIGSTOP)

    def resume(self, name: str) -> None:
        self._running[name].send_signal(signal.SIGCONT)

    def start_notifications(self) -> None:
        """Start the notification daemon and wait until it takes notifications."""
        self.start("dunst", "dunst", "-conf", str(parts.write_dunstrc(self.folder)))
        self._wait_for_name("org.freedesktop.Notifications", "dunst")

    def start_tray(self) -> None:
        """Start the tray and wait until it shows items."""
        self.start("panel", "xfce4-panel", "--disable-wm-check")
        self._wait_for_tray()

    def start_accessibility(self) -> None:
        """Start the accessibility bus; apps started from now on are on it."""
        if "accessibility" not in self._running:
            self.start("accessibility", ACCESSIBILITY, "--launch-immediately")
            self._wait_for_name("org.a11y.Bus", "accessibility")
            self.env["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
            # Who asks for a widget that has just gone makes Qt warn; it is the asking that is late.
            self.env["QT_LOGGING_RULES"] = "qt.accessibility.atspi.warning=false"

    def said(self, name: str) -> str:
        """What a part wrote."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _start_all(self) -> None:
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(NOT_OURS)}
        self.env |= {
            "LANG": "C.UTF-8",
            "XDG_CURRENT_DESKTOP": "XFCE",
            "XDG_SESSION_TYPE": "x11",
            "QT_QPA_PLATFORM": "xcb",
            "GTK_USE_PORTAL": "0",
            "NO_AT_BRIDGE": "1",
            "GSETTINGS_BACKEND": "memory",
        }
        self.env = self.home_env(self.folder / "home")
        self._start_screen()
        self._start_bus()
        self.portal = Portal(self.env["DBUS_SESSION_BUS_ADDRESS"])
        self.start("openbox", "openbox", "--sm-disable")
        self._press_a_key()
        if self._keyring != "none":
            command = ("gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock")
            self.start("keyring", *command, stdin=parts.KEYRING_PASSWORD)
        if self._tray == "sni":
            self.start("panel", "xfce4-panel", "--disable-wm-check")
        self.log = NoteLog(self.env["DBUS_SESSION_BUS_ADDRESS"])
        if self._notifications:
            self.start_notifications()
        if self._keyring != "none":
            self._wait_for_name("org.freedesktop.secrets", "keyring")
        if self._keyring == "locked":
            parts.lock_keyring(self.bus)
        if self._tray == "sni":
            self._wait_for_tray()

    def _start_screen(self) -> None:
        reading, writing = os.pipe()
        screen = f"{self._size}x24"
        try:
            # -fbdir: the screen is a file, so a screenshot needs no program.
            command = ("Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-fbdir", str(self.folder))
            self.start("screen", *command, "-nolisten", "tcp", "-noreset", "-dpi", "96", pass_fds=(writing,))
        finally:
            os.close(writing)
        with os.fdopen(reading, "rb") as line:
            number = line.readline().decode().strip()  # empty when it ended instead
        assert number, f"Xvfb did not start: {self.said('screen')}"
        self.env["DISPLAY"] = f":{number}"

    def _press_a_key(self) -> None:
        """The first key that a screen ever sees has it tell everybody of a new keyboard, and the window manager lets go of
        its own keys for a moment. It is to be none of a test's: an Alt+F4 got through to the app.
        """
        subprocess.run(["xdotool", "key", "shift"], env=self.env, check=True, timeout=START_SECONDS)  # noqa: S607 (as above)

    def _start_bus(self) -> None:
        # After the screen: the services that a bus starts inherit the bus's own environment.
        path, config = self.folder / "bus", parts.write_bus_config(self.folder)
        self.start("bus", "dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile")
        wait_for(lambda: answers(path), "the session bus", START_SECONDS)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={path}"
        self.env["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={self.folder / 'no-system-bus'}"  # never the machine's own
        self.bus = Bus(self.env["DBUS_SESSION_BUS_ADDRESS"])

    def _wait_for_name(self, name: str, part: str) -> None:
        def there() -> bool:
            assert self._running[part].poll() is None, f"{part} ended: {self.said(part)}"
            return self.bus.has(name)

        wait_for(there, f"{name} on the session bus", START_SECONDS)

    def _wait_for_tray(self) -> None:
        self._wait_for_name(parts.WATCHER, "panel")
        wait_for(lambda: parts.tray_hosted(self.bus), "the tray's host", START_SECONDS)
