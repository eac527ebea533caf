"""A desktop portal that knows two settings: whether the person wants dark or light, and whether less motion.

A desktop without any portal makes Qt complain at every start.
"""

from __future__ import annotations

from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus

from desktop.bus_listener import BusListener

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"
APPEARANCE = "org.freedesktop.appearance"
SCHEME, MOTION = "color-scheme", "reduced-motion"
NO_PREFERENCE, DARK, LIGHT = 0, 1, 2

SIGNATURES = {"Read": "v", "ReadOne": "v", "ReadAll": "a{sa{sv}}", "Get": "v", "GetAll": "a{sv}"}


class Portal:
    """Answers from a thread of its own."""

    def __init__(self, address: str) -> None:
        self._settings = {SCHEME: LIGHT, MOTION: 0}
        self._bus = BusListener(address, "portal", self._take, message_bus.RequestName(NAME))

    def prefer(self, scheme: int) -> None:
        """The person switches to DARK or LIGHT."""
        self._set(SCHEME, scheme)

    def ask_for_less_motion(self, less: bool) -> None:
        """The person wants things to move, or not to."""
        self._set(MOTION, int(less))

    def _set(self, key: str, value: int) -> None:
        self._settings[key] = value
        place = DBusAddress(PATH, interface=SETTINGS)
        self._bus.send(new_signal(place, "SettingChanged", "ssv", (APPEARANCE, key, ("u", value))))

    def stop(self) -> None:
        self._bus.stop()

    def _take(self, message: Message) -> Message | None:
        return self._answer(message) if message.header.message_type is MessageType.method_call else None

    def _answer(self, message: Message) -> Message:
        method = message.header.fields[HeaderFields.member]
        if method == "Register":  # apps with a desktop file tell their name
            return new_method_return(message)
        value = self._value(method, message.body)
        if value is None:
            return new_error(message, f"{NAME}.Error.NotFound", "s", (f"{method}{message.body}: not known here",))
        return new_method_return(message, SIGNATURES[method], (value,))

    def _value(self, method: str, asked: tuple[Any, ...]) -> Any:
        match method, asked:
            case "ReadOne", (str(namespace), str(key)) if namespace == APPEARANCE and key in self._settings:
                return ("u", self._settings[key])
            case "Read", (str(namespace), str(key)) if namespace == APPEARANCE and key in self._settings:
                return ("v", ("u", self._settings[key]))  # the older call wraps its answer twice
            case "ReadAll", _:
                return {APPEARANCE: {key: ("u", value) for key, value in self._settings.items()}}
            case "Get", (str(), "version"):
                return ("u", 2)
            case "GetAll", _:
                return {"version": ("u", 2)}
        return None
