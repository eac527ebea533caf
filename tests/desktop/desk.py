"""What a person does at the desktop, done from outside the app: keys, mouse, tray, notifications, a look at the screen."""

from __future__ import annotations

import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from desktop import parts
from desktop.bus import Bus, wait_for
from desktop.note_log import Note
from desktop.screen import picture
from desktop.session import DesktopSession

ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
NOTIFICATIONS = "org.freedesktop.Notifications"
XDOTOOL_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry of a tray item's menu, its label without the mnemonic's mark."""

    number: int
    label: str
    enabled: bool
    separator: bool
    entries: tuple[MenuEntry, ...] = ()

    def entry(self, label: str) -> MenuEntry:
        """The first entry whose label holds *label*."""
        for entry in self.entries:
            if label in entry.label:
                return entry
        raise AssertionError(f"no entry {label!r} among {[entry.label for entry in self.entries]}")


class TrayItem:
    """An app's icon in the tray, as the tray knows it."""

    def __init__(self, bus: Bus, owner: str, path: str) -> None:
        self._bus, self._owner, self._path = bus, owner, path

    def properties(self) -> dict[str, Any]:
        return self._bus.properties(self._owner, self._path, ITEM)

    @property
    def title(self) -> str:
        return str(self.properties()["Title"])

    @property
    def tooltip(self) -> str:
        """Title and text, a line each."""
        _, _, title, text = self.properties()["ToolTip"]
        return f"{title}\n{text}".strip()

    @property
    def icon(self) -> QImage:
        """The largest picture that the item offers."""
        width, height, pixels = max(self.properties()["IconPixmap"])
        swapped = b"".join(bytes(pixels[at : at + 4])[::-1] for at in range(0, len(pixels), 4))
        return QImage(swapped, width, height, QImage.Format.Format_ARGB32).copy()

    def activate(self) -> None:
        """What a left click on the icon sends."""
        self._bus.call(self._owner, self._path, ITEM, "Activate", "ii", 0, 0)

    def menu(self) -> MenuEntry:
        """The whole menu, as the entries of a nameless one."""
        self._bus.call(self._owner, self._menu_path, MENU, "AboutToShow", "i", 0)
        _, layout = self._bus.call(self._owner, self._menu_path, MENU, "GetLayout", "iias", 0, -1, [])
        return _entry(layout)

    def choose(self, *labels: str) -> None:
        """Choose the entry that *labels* lead to, one a level."""
        entry = self.menu()
        for label in labels:
            entry = entry.entry(label)
        assert entry.enabled, f"{labels} cannot be chosen now"
        click = ("clicked", ("i", 0), 0)
        self._bus.call(self._owner, self._menu_path, MENU, "Event", "isvu", entry.number, *click)

    @property
    def _menu_path(self) -> str:
        return str(self.properties()["Menu"])


class Desk:
    """A person at a desktop session."""

    def __init__(self, session: DesktopSession) -> None:
        self.session = session

    # Windows, keys and mouse

    def windows(self, title: str) -> list[str]:
        """The visible windows whose title matches the regular expression *title*."""
        return self._search("--onlyvisible", "--name", title)

    def all_windows(self, title: str) -> list[str]:
        """As :meth:`windows`, those that are on no screen included."""
        return self._search("--name", title)

    def wait_for_window(self, title: str, seconds: float = 15.0) -> str:
        return wait_for(lambda: self.windows(title), f"a window called {title!r}", seconds)[-1]

    def wait_until_gone(self, title: str, seconds: float = 5.0) -> None:
        wait_for(lambda: not self.windows(title), f"the end of the window {title!r}", seconds)

    def minimised(self, window: str) -> bool:
        """Whether *window* is in the window manager's keeping without being shown."""
        asked = subprocess.run(
            ["xprop", "-id", window, "WM_STATE"],  # noqa: S607 (where it is installed is the system's affair)
            env=self.session.env,
            capture_output=True,
            text=True,
            timeout=XDOTOOL_SECONDS,
            check=False,  # it may have just gone
        )
        return "window state: Iconic" in asked.stdout

    def active_window(self) -> str:
        """The title of the window that has the keyboard."""
        return self._xdotool("getactivewindow", "getwindowname", may_fail=True).strip()

    def focus(self, window: str) -> None:
        """Give *window* the keyboard, and wait until it has it."""
        self._xdotool("windowactivate", "--sync", window)

    def type(self, text: str) -> None:
        """Type ASCII text into whatever has the keyboard."""
        assert text.isascii(), "the first letter that is not ASCII would get lost: use the clipboard"
        self._xdotool("type", "--delay", "15", "--", text)

    def key(self, *names: str) -> None:
        """Press keys one after the other: "Return", "ctrl+f", "alt+F4"…"""
        self._xdotool("key", "--delay", "15", "--", *names)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click at a place of the screen."""
        self._xdotool("mousemove", str(x), str(y), "click", str(button))

    def click_in(self, window: str, x: int, y: int, button: int = 1) -> None:
        """Click at a place inside a window."""
        self._xdotool("mousemove", "--window", window, str(x), str(y), "click", str(button))

    def close(self, window: str) -> None:
        """Close a window as its title bar's button does."""
        self.focus(window)
        self.key("alt+F4")

    def geometry(self, window: str) -> tuple[int, int, int, int]:
        """Left, top, width and height of a window on the screen, without its frame."""
        size = _numbers(self._xdotool("getwindowgeometry", "--shell", window))
        # The place that getwindowgeometry tells counts the frame twice; the mouse knows better.
        before = _numbers(self._xdotool("getmouselocation", "--shell"))
        place = _numbers(self._xdotool("mousemove", "--window", window, "0", "0", "getmouselocation", "--shell"))
        self._xdotool("mousemove", str(before["X"]), str(before["Y"]))
        return place["X"], place["Y"], size["WIDTH"], size["HEIGHT"]

    # The screen

    def look(self, window: str | None = None) -> QImage:
        """The whole screen, or the part of it where *window* is."""
        screen = picture(self.session.folder / "Xvfb_screen0")
        return screen if window is None else screen.copy(*self.geometry(window))

    def screenshot(self, path: Path, window: str | None = None) -> None:
        """Write what :meth:`look` sees as a PNG file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        assert self.look(window).save(str(path)), f"{path} was not written"

    # The tray

    def tray_items(self) -> list[TrayItem]:
        found = self.session.bus.properties(parts.WATCHER, "/StatusNotifierWatcher", parts.WATCHER)
        places = [entry.partition("/") for entry in found["RegisteredStatusNotifierItems"]]
        return [TrayItem(self.session.bus, owner, slash + path) for owner, slash, path in places]

    def wait_for_tray_item(self, title: str, seconds: float = 15.0) -> TrayItem:
        def named() -> TrayItem | None:
            return next((item for item in self.tray_items() if item.title == title), None)

        return wait_for(named, f"{title!r} in the tray", seconds)

    # Notifications

    def notes(self) -> list[Note]:
        """All notifications sent so far in this session, those of ended apps included."""
        return list(self.session.log.notes)

    def wait_for_note(self, text: str, *, after: int = 0, seconds: float = 10.0) -> Note:
        """The newest notification, from number *after* of :meth:`notes` on, that holds *text* and is on the screen."""

        def shown() -> Note | None:
            notes = reversed(self.notes()[after:])
            return next((note for note in notes if note.number and text in f"{note.title}\n{note.body}"), None)

        return wait_for(shown, f"a notification with {text!r}", seconds)

    def click_note(self) -> None:
        """Click on the newest notification on the screen."""
        self._dunst("NotificationAction", "u", 0)

    def choose_action(self, label: str) -> None:
        """Choose one of the actions of the notifications on the screen by its label."""
        (self.session.folder / "wanted-action").write_text(label)
        self._dunst("ContextMenuCall")

    def close_notes(self) -> None:
        """Close all notifications on the screen."""
        self._dunst("NotificationCloseAll")

    def shown_notes(self) -> int:
        """How many notifications are on the screen or wait for room there."""
        counts = self.session.bus.properties(NOTIFICATIONS, "/org/freedesktop/Notifications", "org.dunstproject.cmd0")
        return int(counts["displayedLength"]) + int(counts["waitingLength"])

    def _dunst(self, method: str, signature: str = "", *values: object) -> None:
        place = (NOTIFICATIONS, "/org/freedesktop/Notifications", "org.dunstproject.cmd0")
        self.session.bus.call(*place, method, signature, *values)

    def _search(self, *words: str) -> list[str]:
        """What xdotool finds. A search that comes to a window which is just going dies of it, whatever it has found: then
        it knows nothing, which is another answer than that there is none.
        """
        while True:
            done = self._run_xdotool("search", *words)
            if "X Error" not in done.stderr:
                return done.stdout.split()

    def _xdotool(self, *words: str, may_fail: bool = False) -> str:
        done = self._run_xdotool(*words)
        assert may_fail or not done.returncode, f"xdotool {shlex.join(words)}: {done.stderr}"
        return done.stdout

    def _run_xdotool(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["xdotool", *words],  # noqa: S607 (where it is installed is the system's affair)
            env=self.session.env,
            capture_output=True,
            text=True,
            timeout=XDOTOOL_SECONDS,
            check=False,
        )


def _numbers(assignments: str) -> dict[str, int]:
    return {name: int(value) for name, _, value in (line.partition("=") for line in assignments.splitlines())}


def _entry(layout: Any) -> MenuEntry:
    number, properties, entries = layout
    plain = {name: value for name, (_, value) in properties.items()}
    return MenuEntry(
        number=number,
        label=str(plain.get("label", "")).replace("__", "\0").replace("_", "").replace("\0", "_"),
        enabled=bool(plain.get("enabled", True)),
        separator=plain.get("type") == "separator",
        entries=tuple(_entry(entry) for _, entry in entries if _is_visible(entry)),
    )


def _is_visible(layout: Any) -> bool:
    return bool(layout[1].get("visible", ("b", True))[1])
