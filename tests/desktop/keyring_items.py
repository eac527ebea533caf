"""The items that the app keeps in the session's Secret Service, seen and made from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import secretstorage
from jeepney.io.blocking import open_dbus_connection

from desktop import parts
from desktop.bus import wait_for
from desktop.parts import LOGIN_COLLECTION, SECRETS
from desktop.session import DesktopSession

SERVICE = "hourpass"
GUILT = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"


SELDOM = 0.5
"""Seconds: gnome-keyring has been seen to crash where one searches while another one writes."""


class KeyringItems:
    """The app's secrets by name."""

    def __init__(self, session: DesktopSession) -> None:
        self._session = session

    def names(self) -> set[str]:
        with self._collection() as collection:
            while True:
                with suppress(secretstorage.ItemNotFoundException):  # one was deleted since it was found: look anew
                    found = collection.search_items({"service": SERVICE})
                    return {item.get_attributes()["username"] for item in found}

    def wait_until(self, fits: Callable[[set[str]], bool], what: str, seconds: float = 5.0) -> None:
        """Until the names *fit*."""
        wait_for(lambda: fits(self.names()), what, seconds, every=SELDOM)

    def get(self, name: str) -> str:
        with self._collection() as collection:
            (item,) = collection.search_items({"service": SERVICE, "username": name})
            return bytes(item.get_secret()).decode()

    def put(self, name: str, secret: str) -> None:
        attributes = {"application": "Python keyring library", "service": SERVICE, "username": name}
        with self._collection() as collection:
            collection.create_item(f"Password for '{name}' on '{SERVICE}'", attributes, secret.encode(), replace=True)

    def lock(self) -> None:
        parts.lock_keyring(self._session.bus)

    def unlock(self) -> None:
        """The person unlocks the keyring, as a prompter would do it for them."""
        bus = self._session.bus
        service = ("/org/freedesktop/secrets", "org.freedesktop.Secret.Service")
        _, session = bus.call(SECRETS, *service, "OpenSession", "sv", "plain", ("s", ""))
        password = (session, b"", parts.KEYRING_PASSWORD, "text/plain")
        place = (SECRETS, "/org/freedesktop/secrets", GUILT, "UnlockWithMasterPassword")
        bus.call(*place, "o(oayays)", LOGIN_COLLECTION, password)

    @contextmanager
    def _collection(self) -> Iterator[Any]:
        with open_dbus_connection(self._session.env["DBUS_SESSION_BUS_ADDRESS"]) as connection:
            yield secretstorage.Collection(connection, LOGIN_COLLECTION)
