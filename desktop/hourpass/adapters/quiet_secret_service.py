"""The Secret Service as keyring knows it, but never with a prompt that nobody asked for."""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import Any

import secretstorage
from keyring.backends import SecretService
from keyring.errors import KeyringLocked

PROMPT_TIMEOUT = 300.0
"""Seconds; a service that ends while its prompt is open would otherwise keep the thread for ever."""


class QuietSecretService(SecretService.Keyring):
    """Refuses at once where the collection is locked: a prompt in the middle of other work steals the focus."""

    def get_preferred_collection(self) -> Any:
        """The collection, unlocked; its caller closes the connection. KeyringLocked where there is none yet either."""
        with ExitStack() as closing_on_refusal:
            connection = closing_on_refusal.enter_context(closing(secretstorage.dbus_init()))
            collection = self._existing(connection)
            if collection is None or collection.is_locked():
                raise KeyringLocked
            closing_on_refusal.pop_all()
            return collection

    def unlock_with_prompt(self) -> None:
        """Let the service ask the person, for a password to unlock with or for that of a first collection.

        Blocks until they answer. KeyringLocked if they dismiss it, or nothing can show a prompt.
        """
        with closing(secretstorage.dbus_init()) as connection:
            try:
                collection = self._existing(connection) or secretstorage.get_default_collection(connection)
                if collection.is_locked():
                    collection.unlock(timeout=PROMPT_TIMEOUT)
            except (secretstorage.PromptDismissedException, TimeoutError) as error:
                raise KeyringLocked from error
            if collection.is_locked():
                raise KeyringLocked

    def _existing(self, connection: Any) -> Any | None:
        """The collection that keyring would take (it can be configured), or None where it has to be made first."""
        path = getattr(self, "preferred_collection", "/org/freedesktop/secrets/aliases/default")
        try:
            return secretstorage.Collection(connection, path)
        except secretstorage.ItemNotFoundException:
            return None
