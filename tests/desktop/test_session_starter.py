"""The desktop session that the other tests here stand on."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.bus import answers, wait_for
from desktop.conftest import App, StartApp
from desktop.desk import Desk, TrayItem
from desktop.portal import DARK, LIGHT
from desktop.session import DesktopSession

SAMPLE = (str(Path(__file__).with_name("sample_app.py")),)

STORE = "import keyring; keyring.set_password('hourpass', 'a', 'b'); print(keyring.get_password('hourpass', 'a'))"
BACKEND = "import keyring; print(type(keyring.get_keyring()).__module__)"
REFUSED = """
import keyring, keyring.errors
try:
    keyring.set_password('hourpass', 'a', 'b')
except keyring.errors.KeyringLocked:
    print('locked')
"""
NOTIFY = """
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection
name = "org.freedesktop.Notifications"
bus = open_dbus_connection()
values = ("sample", 0, "", "Title", "Body", ["default", "Open", "renew", "Renew"], {"urgency": ("y", 2)}, 0)
place = DBusAddress("/org/freedesktop/Notifications", name, name)
print(bus.send_and_get_reply(new_method_call(place, "Notify", "susssasa{sv}i", values)).body[0], flush=True)
while True:
    message = bus.receive()
    if message.body and message.body[-1] in ("default", "renew"):
        print(message.body[-1])
        break
"""
COMING_AND_GOING = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
app, shown = QApplication(), []
def turn():
    shown.append(QLabel())
    shown[-1].show()
    if len(shown) > 3:
        shown.pop(0).deleteLater()
timer = QTimer(interval=40)
timer.timeout.connect(turn)
timer.start()
app.exec()
"""


@pytest.fixture
def sample(start_app: StartApp) -> App:
    return start_app(program=SAMPLE)


@pytest.fixture
def item(sample: App, desktop: Desk) -> TrayItem:
    return desktop.wait_for_tray_item("sample")


def run(desk: Desk, program: str) -> str:
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=desk.session.env, capture_output=True, text=True, timeout=20, check=True)
    return done.stdout.strip()


def notify(desk: Desk) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", NOTIFY]
    return subprocess.Popen(command, env=desk.session.env, stdout=subprocess.PIPE, text=True)


def test_typed_text_arrives_in_the_app(desktop: Desk, sample: App):
    desktop.focus(desktop.wait_for_window("^Sample$"))
    desktop.type("Hello-123")
    assert desktop.wait_for_window("^Hello-123$")


def test_a_socket_answers_once_somebody_listens_and_not_as_soon_as_its_file_is_there(tmp_path: Path):
    path = tmp_path / "bus"
    assert not answers(path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        assert not answers(path)
        server.listen()
        assert answers(path)


def test_windows_that_come_and_go_hide_none_that_stays(desktop: Desk, sample: App):
    desktop.wait_for_window("^Sample$")
    others = subprocess.Popen([sys.executable, "-c", COMING_AND_GOING], env=desktop.session.env)
    try:
        wait_for(lambda: any(_died(desktop) for _ in range(5)), "a search that dies of them", 15)
        for _ in range(20):
            assert desktop.windows("^Sample$")
    finally:
        others.terminate()
        others.wait()


def _died(desktop: Desk) -> bool:
    return "X Error" in desktop._run_xdotool("search", "--name", "^Sample$").stderr


def test_a_tray_item_shows_its_tooltip_and_its_picture(item: TrayItem):
    assert item.tooltip == "42 min left"
    assert item.icon.pixelColor(5, 5).name() == "#12866a"


def test_a_click_on_a_tray_item_reaches_the_app(desktop: Desk, item: TrayItem):
    item.activate()
    assert desktop.wait_for_window("^activated$")


def test_a_tray_menu_is_read_and_chosen_from_by_its_labels(desktop: Desk, item: TrayItem):
    assert [entry.label for entry in item.menu().entries] == ["Say so", "More"]
    item.choose("Say so")
    assert desktop.wait_for_window("^said$")


def test_an_app_that_quits_has_left_the_tray(desktop: Desk, item: TrayItem, sample: App):
    item.choose("More", "Quit")
    assert sample.wait() == 0
    assert wait_for(lambda: not desktop.tray_items(), "the tray to empty")


def test_a_picture_of_a_window_shows_its_colours(desktop: Desk, sample: App, tmp_path: Path):
    window = desktop.wait_for_window("^Sample$")
    desktop.focus(window)
    wait_for(lambda: desktop.look(window).pixelColor(3, 3).name() == "#3b5bdb", "the window's blue")
    desktop.screenshot(tmp_path / "window.png", window)
    assert QImage(str(tmp_path / "window.png")).size() == desktop.look(window).size()


def test_the_title_bars_button_closes_a_window(desktop: Desk, sample: App):
    desktop.close(desktop.wait_for_window("^Sample$"))
    desktop.wait_until_gone("^Sample$")


def test_the_preferred_scheme_reaches_apps_live(desktop: Desk, start_app: StartApp):
    program = """if True:
        from PySide6.QtWidgets import QApplication, QWidget
        app = QApplication()
        window = QWidget()
        window.show()
        name = lambda scheme: window.setWindowTitle(f"scheme {scheme.name}")
        name(app.styleHints().colorScheme())
        app.styleHints().colorSchemeChanged.connect(name)
        app.exec()
    """
    app = start_app(program=("-c", program))
    app.wanted_status = None
    desktop.wait_for_window("scheme Light")
    desktop.session.portal.prefer(DARK)
    desktop.wait_for_window("scheme Dark")
    desktop.session.portal.prefer(LIGHT)
    desktop.wait_for_window("scheme Light")


def test_an_app_that_complains_fails_its_test(desktop: Desk, start_app: StartApp):
    app = start_app(program=("-c", "import sys; sys.exit('oh no')"))
    assert app.wait() == 1
    with pytest.raises(AssertionError, match="exit status 1, not 0: oh no"):
        app.end()
    app.wanted_status, app.may_complain = 1, True


def test_the_keyring_keeps_a_secret(desktop: Desk):
    assert run(desktop, STORE) == "b"


def test_each_test_finds_an_empty_keyring(desktop: Desk):
    assert run(desktop, "import keyring; print(keyring.get_password('hourpass', 'a'))") == "None"


def test_a_notification_is_recorded_with_its_words_and_its_number(desktop: Desk):
    with notify(desktop) as sender:
        note = desktop.wait_for_note("Title")
        desktop.click_note()
        out, _ = sender.communicate(timeout=5)
    assert out.split() == [str(note.number), "default"]
    assert (note.app, note.body, note.hints["urgency"]) == ("sample", "Body", 2)
    assert note.actions == {"default": "Open", "renew": "Renew"}


def test_an_action_of_a_notification_is_chosen_by_its_label(desktop: Desk):
    with notify(desktop) as sender:
        desktop.wait_for_note("Title", after=len(desktop.notes()))
        desktop.choose_action("Renew")
        out, _ = sender.communicate(timeout=5)
    assert out.split()[1] == "renew"


def test_a_locked_keyring_refuses():
    with DesktopSession(tray="none", keyring="locked", notifications=False) as session:
        assert run(Desk(session), REFUSED) == "locked"


def test_a_session_without_parts_has_none_and_leaves_nothing_behind():
    with DesktopSession(tray="none", keyring="none", notifications=False) as session:
        names = session.bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ListNames")
        assert not [
            name for name in names[0] if name.startswith(("org.freedesktop.secrets", "org.kde", "org.freedesktop.N"))
        ]
        assert run(Desk(session), BACKEND) == "keyring.backends.fail"
        pids = [process.pid for process in session._running.values()]
    assert not session.folder.exists()
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def test_a_session_is_up_in_a_few_seconds():
    started = time.monotonic()
    with DesktopSession():
        assert time.monotonic() - started < 10
