"""One secret out of the Secret Service, read with nothing but D-Bus: a fifth of what the keyring library takes.

For commands that run without the app; everything else goes through the keyring's own adapters.
"""

from __future__ import annotations

from typing import Any

from jeepney import DBusAddress, DBusErrorResponse, Message, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

ANSWER_TIMEOUT = 5.0
"""Seconds; a locked keyring refuses at once, for nothing here asks it to prompt."""
_NAME = "org.freedesktop.secrets"
_SERVICE = DBusAddress("/org/freedesktop/secrets", _NAME, "org.freedesktop.Secret.Service")
# As keyring's own backend names its items.
_APPLICATION = "Python keyring library"


def read(service: str, name: str) -> str | None:
    """The secret that keyring keeps as *name* of *service*; None where it is not to be had, whatever the reason."""
    try:
        with open_dbus_connection("SESSION") as bus:
            attributes = {"application": _APPLICATION, "service": service, "username": name}
            unlocked, _locked = _call(bus, new_method_call(_SERVICE, "SearchItems", "a{ss}", (attributes,)))
            if not unlocked:
                return None
            # The bus is this user's own socket, so that the session needs no cipher of its own.
            _, session = _call(bus, new_method_call(_SERVICE, "OpenSession", "sv", ("plain", ("s", ""))))
            (secrets,) = _call(bus, new_method_call(_SERVICE, "GetSecrets", "aoo", (unlocked[:1], session)))
            _session, _parameters, value, _type = secrets[unlocked[0]]
            return bytes(value).decode()
    # RuntimeError: the bus is not reached by a Unix socket, and jeepney knows nothing else.
    except (OSError, EOFError, KeyError, ValueError, RuntimeError, DBusErrorResponse):
        return None


def _call(bus: DBusConnection, message: Message) -> tuple[Any, ...]:
    answer: tuple[Any, ...] = unwrap_msg(bus.send_and_get_reply(message, timeout=ANSWER_TIMEOUT))
    return answer
