"""A system bus of the tests' own, with a logind and a NetworkManager that say what they are told to."""

from __future__ import annotations

from typing import Any, Self

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus

from desktop.bus import answers, wait_for
from desktop.bus_listener import BusListener
from desktop.session import START_SECONDS, DesktopSession

NETWORK, NETWORK_PATH, CONNECTED = "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager", 70
LOGIND, LOGIND_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
SESSION_PATH = f"{LOGIND_PATH}/session/_31"
PROPERTIES = "org.freedesktop.DBus.Properties"
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={path}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class SystemBus:
    """There inside the `with` block; :attr:`env` leads an app to it."""

    def __init__(self, session: DesktopSession) -> None:
        self._session = session
        self.address = f"unix:path={session.folder / 'system-bus'}"
        self.env = {"DBUS_SYSTEM_BUS_ADDRESS": self.address}
        self._asked = 0

    def __enter__(self) -> Self:
        path = self._session.folder / "system-bus"
        config = path.with_suffix(".conf")
        config.write_text(CONFIG.format(path=path))
        self._session.start("system-bus", "dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile")
        wait_for(lambda: answers(path), "the system bus", START_SECONDS)
        names = (message_bus.RequestName(name) for name in (LOGIND, NETWORK))
        self._bus = BusListener(self.address, "logind", self._take, *names)
        return self

    def __exit__(self, *_: object) -> None:
        self._bus.stop()
        self._session.stop("system-bus")
        (self._session.folder / "system-bus").unlink(missing_ok=True)

    def wait_for_listener(self) -> None:
        """Wait until one more program has asked for its session, as it does before it listens to it."""
        before, self._asked = self._asked, 0
        wait_for(lambda: before or self._asked, "a program that listens to logind", 15)

    def resume(self) -> None:
        """The computer wakes."""
        self._tell(LOGIND_PATH, f"{LOGIND}.Manager", "PrepareForSleep", "b", False)

    def lock(self) -> None:
        """The screen is locked by the desktop."""
        self._hint(True)

    def unlock(self) -> None:
        self._hint(False)

    def bring_network_back(self) -> None:
        """The computer reaches the internet again."""
        self._tell(NETWORK_PATH, NETWORK, "StateChanged", "u", CONNECTED)

    def _hint(self, locked: bool) -> None:
        changed = {"LockedHint": ("b", locked)}
        self._tell(SESSION_PATH, PROPERTIES, "PropertiesChanged", "sa{sv}as", f"{LOGIND}.Session", changed, [])

    def _tell(self, path: str, interface: str, member: str, signature: str, *values: object) -> None:
        self._bus.send(new_signal(DBusAddress(path, interface=interface), member, signature, values))

    def _take(self, message: Message) -> Message | None:
        return self._answer(message) if message.header.message_type is MessageType.method_call else None

    def _answer(self, message: Message) -> Message:
        fields: dict[Any, Any] = message.header.fields
        if fields[HeaderFields.member] == "GetSessionByPID":
            self._asked += 1
            return new_method_return(message, "o", (SESSION_PATH,))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
