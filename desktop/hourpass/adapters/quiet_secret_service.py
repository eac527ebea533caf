"""The Secret Service as keyring knows it, but never with a prompt that nobody asked for."""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import Any

import secretstorage
from jeepney import Message
from jeepney.io.blocking import DBusConnection
from keyring.backends import SecretService
from keyring.errors import KeyringLocked

PROMPT_TIMEOUT = 300.0
"""Seconds; a service that ends while its prompt is open would otherwise keep the thread for ever."""
ANSWER_TIMEOUT = 25.0
"""Seconds, what D-Bus libraries usually wait; prompts are not counted, their outcome comes as a signal."""


class _Impatient:
    """A connection to the bus that does not wait for ever for a service that hangs."""

    def __init__(self, connection: DBusConnection, timeout: float) -> None:
        self._connection = connection
        self._timeout = timeout

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def send_and_get_reply(self, message: Message) -> Message:
        """The reply; TimeoutError when it does not come."""
        return self._connection.send_and_get_reply(message, timeout=self._timeout)


class QuietSecretService(SecretService.Keyring):
    """Refuses at once where the collection is locked: a prompt in the middle of other work steals the focus."""

    answer_timeout = ANSWER_TIMEOUT

    def get_preferred_collection(self) -> Any:
        """The collection, unlocked; its caller closes the connection. KeyringLocked where there is none yet either."""
        with ExitStack() as closing_on_refusal:
            connection = closing_on_refusal.enter_context(closing(self._connect()))
            collection = self._existing(connection)
            if collection is None or collection.is_locked():
                raise KeyringLocked
            closing_on_refusal.pop_all()
            return collection

    def unlock_with_prompt(self) -> None:
        """Let the service ask the person, for a password to unlock with or for that of a first collection.

        Blocks until they answer. KeyringLocked if they dismiss it, or nothing can show a prompt.
        """
        with closing(self._connect()) as connection:
            try:
                collection = self._existing(connection) or secretstorage.get_default_collection(connection)
                if collection.is_locked():
                    collection.unlock(timeout=PROMPT_TIMEOUT)
            except (secretstorage.PromptDismissedException, TimeoutError) as error:
                raise KeyringLocked from error
            if collection.is_locked():
                raise KeyringLocked

    def _connect(self) -> Any:
        return _Impatient(secretstorage.dbus_init(), self.answer_timeout)

    def _existing(self, connection: Any) -> Any | None:
        """The collection that keyring would take (it can be configured), or None where it has to be made first."""
        path = getattr(self, "preferred_collection", "/org/freedesktop/secrets/aliases/default")
        try:
            return secretstorage.Collection(connection, path)
        except secretstorage.ItemNotFoundException:
            return None
