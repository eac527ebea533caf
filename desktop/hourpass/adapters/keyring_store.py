"""Secrets in the keyring of the operating system."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from hourpass.adapters import keyring_backends, long_secrets
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.ports import VaultKind

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

LONGEST_ITEM = 1280 if sys.platform == "win32" else None
"""Characters: the Credential Manager takes 2560 bytes and keyring writes two a character."""
_PROBE = "hourpass-probe"


class KeyringVault:
    """Keeps secrets in the keyring. A keyring that is locked, missing or comes back is noticed at each call.

    Nothing here prompts on the Secret Service except :meth:`unlock`; KWallet and the macOS Keychain ask by themselves.
    """

    def __init__(self, service: str, longest_item: int | None = LONGEST_ITEM) -> None:
        self._service = service
        self._longest_item = longest_item
        self._lock = threading.RLock()
        self._backend: KeyringBackend | None = None

    def __repr__(self) -> str:
        return f"KeyringVault({self._service!r})"

    @property
    def kind(self) -> VaultKind:
        """In the keyring."""
        return VaultKind.KEYRING

    def get(self, name: str) -> str | None:
        """The secret called *name*, or None; VAULT_LOCKED rather than None where the keyring cannot tell."""
        return self._ask(lambda backend: long_secrets.read(self._items(backend), name))

    def put(self, name: str, secret: str) -> None:
        """Keep *secret* as *name*; a long one in several items, of which all are there or the old one stays."""
        with self._lock:
            self._ask(lambda backend: long_secrets.write(self._items(backend), name, secret, self._longest_item))

    def delete(self, name: str) -> None:
        """Forget *name*; fine if it was not there."""
        with self._lock:
            self._ask(lambda backend: long_secrets.erase(self._items(backend), name, self._longest_item))

    def check(self) -> None:
        """HourpassError with VAULT_MISSING, VAULT_LOCKED, VAULT_PLAINTEXT or VAULT_FAILED unless all is well."""
        self._ask(lambda backend: backend.get_password(self._service, _PROBE))

    def backend(self) -> str:
        """What people call the keyring that is used here; asks it nothing. HourpassError as :meth:`check` where none is."""
        return keyring_backends.name_of(self._backend or keyring_backends.choose())

    def unlock(self) -> None:
        """Let the keyring ask the person. Blocks until they answer; VAULT_LOCKED if they would not."""
        self._ask(self._unlock)

    def _unlock(self, backend: KeyringBackend) -> None:
        if prompting := getattr(backend, "unlock_with_prompt", None):
            prompting()
        else:
            backend.get_password(self._service, _PROBE)

    def _items(self, backend: KeyringBackend) -> _Items:
        return _Items(backend, self._service)

    def _ask(self, work: Callable[[KeyringBackend], T]) -> T:
        backend = self._backend or keyring_backends.choose()
        try:
            with _explained(backend):
                answer = work(backend)
        except HourpassError:
            # Chosen anew at the next call: by then another keyring may answer, or the same one again.
            self._backend = None
            raise
        self._backend = backend
        return answer


class _Items:
    """The short items of one service, as long_secrets wants them."""

    def __init__(self, backend: KeyringBackend, service: str) -> None:
        self._backend = backend
        self._service = service

    def get(self, name: str) -> str | None:
        return self._backend.get_password(self._service, name)

    def put(self, name: str, text: str) -> None:
        self._backend.set_password(self._service, name, text)

    def delete(self, name: str) -> None:
        from keyring.errors import PasswordDeleteError  # here for speed: keyring costs 60 ms

        try:
            self._backend.delete_password(self._service, name)
        except PasswordDeleteError:
            # Said both of an item that is not there and of one that would not go.
            if self._backend.get_password(self._service, name) is not None:
                raise


@contextmanager
def _explained(backend: KeyringBackend) -> Iterator[None]:
    """Turn what keyring and the libraries under it raise into our reasons."""
    try:
        yield
    except long_secrets.Incomplete as error:
        raise HourpassError(Problem(Reason.VAULT_FAILED, {"backend": keyring_backends.name_of(backend)})) from error
    except _foreign_errors() as error:
        facts = {"backend": keyring_backends.name_of(backend)}
        raise HourpassError(Problem(_reason(error), facts)) from error


def _reason(error: BaseException) -> Reason:
    from keyring.errors import KeyringLocked, NoKeyringError  # here for speed, as above

    if isinstance(error, KeyringLocked):
        return Reason.VAULT_LOCKED
    causes = {type(cause).__name__ for cause in _causes(error)}
    # Locked between our look and the call.
    if causes & {"LockedException", "PromptDismissedException"}:
        return Reason.VAULT_LOCKED
    # No bus (a missing or dead socket), or nobody on it who answers.
    gone = isinstance(error, NoKeyringError | FileNotFoundError | ConnectionError | EOFError)
    if gone or "SecretServiceNotAvailableException" in causes:
        return Reason.VAULT_MISSING
    return Reason.VAULT_FAILED


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _foreign_errors() -> tuple[type[Exception], ...]:
    """All that keyring lets through: its own errors, the system's, and those of the libraries that are loaded."""
    from keyring.errors import KeyringError  # here for speed, as above

    named = (
        ("secretstorage.exceptions", "SecretStorageException"),
        ("jeepney.wrappers", "DBusErrorResponse"),
        ("dbus.exceptions", "DBusException"),
        ("win32ctypes.pywin32.pywintypes", "error"),
        ("pywintypes", "error"),
    )
    loaded = [getattr(sys.modules[module], name, None) for module, name in named if module in sys.modules]
    return (KeyringError, OSError, EOFError, *(kind for kind in loaded if kind is not None))
