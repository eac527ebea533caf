"""Which of keyring's backends keeps our secrets, and which ones never may."""

from __future__ import annotations

import configparser
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from hourpass.domain.problem import HourpassError, Problem, Reason

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_USUAL = {
    "win32": ("keyring.backends.Windows.WinVaultKeyring",),
    "darwin": ("keyring.backends.macOS.Keyring",),
}
_QUIET = "hourpass.adapters.quiet_secret_service.QuietSecretService"
_USUAL_ELSEWHERE = (_QUIET, "keyring.backends.kwallet.DBusKeyring")
_STAND_INS = {"keyring.backends.SecretService.Keyring": _QUIET}
_NAMES = {
    _QUIET: "Secret Service",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Manager",
    "keyring.backends.macOS.Keyring": "macOS Keychain",
}
_KEEPS_NOTHING = frozenset({"keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"})
_ENCRYPTED_ALTERNATIVES = frozenset(
    f"keyrings.alt.{name}"
    for name in (
        "file.EncryptedKeyring",
        "keyczar.EncryptedKeyring",
        "pyfs.EncryptedKeyring",
        "Windows.EncryptedKeyring",
        "Windows.RegistryKeyring",
    )
)


def choose() -> KeyringBackend:
    """The backend that the person configured for keyring, else the platform's own.

    HourpassError with VAULT_MISSING where there is none, VAULT_PLAINTEXT where it would write secrets down readable.
    """
    backend = _configured() or _first_viable(_USUAL.get(sys.platform, _USUAL_ELSEWHERE))
    if _full_name(type(backend)) in _KEEPS_NOTHING:
        raise _refusal(Reason.VAULT_MISSING, backend)
    for part in (backend, *_chained(backend)):
        if writes_plaintext(type(part)):
            raise _refusal(Reason.VAULT_PLAINTEXT, part)
    return backend


def name_of(backend: KeyringBackend | None) -> str:
    """What people call *backend*; without one, the platform's usual one."""
    full = _full_name(type(backend)) if backend else _USUAL.get(sys.platform, _USUAL_ELSEWHERE)[0]
    return _NAMES.get(full, full)


def writes_plaintext(backend: type) -> bool:
    """Whether *backend*, or what it derives from, would keep secrets readable.

    keyrings.alt is a collection of last resorts: those that encrypt are known by name, the others are not trusted.
    """
    for ancestor in backend.__mro__:
        full = _full_name(ancestor)
        if full in _ENCRYPTED_ALTERNATIVES:
            return False
        if full.startswith("keyrings.alt.") or "plaintext" in ancestor.__name__.lower():
            return True
    return False


def _configured() -> KeyringBackend | None:
    """What PYTHON_KEYRING_BACKEND or keyring's configuration file names."""
    from keyring.core import load_config, load_env  # here for speed: keyring costs 60 ms

    name = os.environ.get("PYTHON_KEYRING_BACKEND", "")
    if name in _STAND_INS:
        return _first_viable((_STAND_INS[name],))
    try:
        backend = (load_env() if name else None) or load_config()
    except (ImportError, AttributeError, RuntimeError, ValueError, OSError, configparser.Error) as error:
        # No such module, no such class in it, one that cannot work here, or a configuration nobody can read.
        raise HourpassError(Problem(Reason.VAULT_MISSING, {"backend": name or name_of(None)})) from error
    full = _full_name(type(backend))
    return _first_viable((_STAND_INS[full],)) if full in _STAND_INS else backend


def _first_viable(names: tuple[str, ...]) -> KeyringBackend:
    """The first that works here. Asking keyring for all it knows would load every backend of every platform."""
    cause: Exception | None = None
    for name in names:
        module, _, attribute = name.rpartition(".")
        try:
            found: type[KeyringBackend] = getattr(import_module(module), attribute)
            found.priority  # noqa: B018 (keyring's way to ask whether it can work: it raises if not)
            return found()
        except (ImportError, AttributeError, RuntimeError, OSError) as error:
            cause = cause or error
    raise HourpassError(Problem(Reason.VAULT_MISSING, {"backend": _NAMES.get(names[0], names[0])})) from cause


def _chained(backend: KeyringBackend) -> tuple[KeyringBackend, ...]:
    """The backends that keyring's chainer would ask in turn."""
    return tuple(getattr(backend, "backends", ()))


def _refusal(reason: Reason, backend: KeyringBackend) -> HourpassError:
    return HourpassError(Problem(reason, {"backend": name_of(backend)}))


def _full_name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
