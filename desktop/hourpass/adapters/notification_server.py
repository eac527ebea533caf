"""Who shows this desktop's notifications, by its own word."""

from __future__ import annotations

import sys

_SECONDS = 3.0


def notification_server() -> str | None:
    """Name and version, as the freedesktop specification's GetServerInformation tells; empty where there is none, None
    where nobody can be asked. Blocking.
    """
    if sys.platform != "linux":
        return None
    from jeepney import DBusAddress, MessageType, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    server = DBusAddress(
        "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "org.freedesktop.Notifications"
    )
    try:
        with open_dbus_connection() as connection:
            answer = connection.send_and_get_reply(new_method_call(server, "GetServerInformation"), timeout=_SECONDS)
    except (OSError, KeyError, RuntimeError, TimeoutError):  # no bus, or one that is addressed in a way of its own
        return None
    if answer.header.message_type is MessageType.error:
        return ""
    name, _vendor, version, _specification = answer.body
    return f"{name} {version}"
