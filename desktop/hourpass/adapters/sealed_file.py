"""Secrets in one encrypted file with a passphrase, for where there is no keyring.

Three lines of text: the header as JSON (how the key comes of the passphrase), a proof that the passphrase is right, and
the secrets, encrypted with the header bound in. A fourth, a checksum without a key, tells damage from a wrong passphrase.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import threading
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from hourpass.adapters import files
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.ports import VaultKind

FORMAT = "hourpass sealed file"
VERSION = 1
COST = 2**17
"""scrypt's N with r = 8, p = 1: 128 MB and a third of a second, as OWASP's password storage cheat sheet advises."""
_COSTLIEST = 2**20
_BLOCK_SIZE = 8
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class _Key:
    """What came of a passphrase: one half encrypts, the other proves that the passphrase was right."""

    header: bytes
    encryption: bytes = field(repr=False)
    proof: bytes = field(repr=False)


class SealedFile:
    """Keeps secrets in the file at *path*, which the first put makes. Each call reads it anew: others may write too."""

    def __init__(self, path: str, passphrase: str, cost: int = COST) -> None:
        self._path = path
        self._passphrase = passphrase
        self._cost = cost
        self._key: _Key | None = None
        self._guard = threading.RLock()

    def __repr__(self) -> str:
        return f"SealedFile({self._path!r})"

    @property
    def kind(self) -> VaultKind:
        """In the encrypted file."""
        return VaultKind.SEALED_FILE

    def exists(self) -> bool:
        """Whether there is a file already: its passphrase is asked for, else a new one is chosen."""
        return os.path.lexists(self._path)

    def check(self) -> None:
        """HourpassError with PASSPHRASE_WRONG or SEALED_FILE_DAMAGED unless the file opens, or is not there yet."""
        self._read()

    def get(self, name: str) -> str | None:
        """The secret called *name*, or None."""
        return self._read().get(name)

    def put(self, name: str, secret: str) -> None:
        """Keep *secret* as *name*, replacing an earlier one."""
        with self._guard, files.lock(self._path):
            self._write({**self._read(), name: secret})

    def delete(self, name: str) -> None:
        """Forget *name*; fine if it was not there."""
        with self._guard, files.lock(self._path):
            secrets = self._read()
            if secrets.pop(name, None) is not None:
                self._write(secrets)

    def _read(self) -> dict[str, str]:
        if not self._passphrase:
            # No file is ever sealed with an empty one; it stands for "not asked for yet".
            raise HourpassError(Problem(Reason.PASSPHRASE_WRONG, {"path": self._path}))
        data = files.read_bytes(self._path)
        if data is None:
            return {}
        with self._guard:
            try:
                header, proof, sealed = _lines(data)
                key = self._key_for(header)
                if not hmac.compare_digest(base64.b64decode(proof, validate=True), _proof(key)):
                    self._key = None
                    raise HourpassError(Problem(Reason.PASSPHRASE_WRONG, {"path": self._path}))
                return _opened(key, base64.b64decode(sealed, validate=True))
            except (_Damaged, ValueError, binascii.Error) as error:
                raise HourpassError(Problem(Reason.SEALED_FILE_DAMAGED, {"path": self._path})) from error

    def _write(self, secrets: dict[str, str]) -> None:
        key = self._key or self._key_for(_new_header(self._cost))
        lines = (key.header, base64.b64encode(_proof(key)), base64.b64encode(_sealed(key, secrets)))
        body = b"".join(line + b"\n" for line in lines)
        files.write_whole(self._path, body + _checksum(body) + b"\n")

    def _key_for(self, header: bytes) -> _Key:
        """The key, made anew only where the header is new: that is the slow part, on purpose."""
        if self._key is None or self._key.header != header:
            self._key = _derived(header, self._passphrase)
        return self._key


class _Damaged(Exception):  # noqa: N818 (says what the file is)
    """Not what was written."""


def _new_header(cost: int) -> bytes:
    header = {
        "format": FORMAT,
        "version": VERSION,
        "kdf": "scrypt",
        "n": cost,
        "cipher": "AES-256-GCM",
        "salt": base64.b64encode(os.urandom(16)).decode(),
    }
    return json.dumps(header).encode()


def _lines(data: bytes) -> tuple[bytes, bytes, bytes]:
    body, _, checksum = data.removesuffix(b"\n").rpartition(b"\n")
    body += b"\n"
    lines = body.split(b"\n")
    if _checksum(body) != checksum or len(lines) != 4:
        raise _Damaged
    return lines[0], lines[1], lines[2]


def _derived(header: bytes, passphrase: str) -> _Key:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # here for speed: 25 ms that few need

    found: Any = json.loads(header)
    if not isinstance(found, dict) or (found.get("format"), found.get("version")) != (FORMAT, VERSION):
        raise _Damaged
    cost, salt = found.get("n"), found.get("salt")
    # A file from elsewhere must not make us fill the memory.
    if not isinstance(cost, int) or not isinstance(salt, str) or not 2 <= cost <= _COSTLIEST:
        raise _Damaged
    # One form for the same characters, however a keyboard or input method composes them.
    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    kdf = Scrypt(salt=base64.b64decode(salt, validate=True), length=2 * _KEY_BYTES, n=cost, r=_BLOCK_SIZE, p=1)
    material = kdf.derive(text)
    return _Key(header, material[:_KEY_BYTES], material[_KEY_BYTES:])


def _proof(key: _Key) -> bytes:
    return hmac.digest(key.proof, key.header, "sha256")


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def _sealed(key: _Key, secrets: dict[str, str]) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # here for speed, as above

    nonce = os.urandom(12)
    return nonce + AESGCM(key.encryption).encrypt(nonce, json.dumps(secrets).encode(), key.header)


def _opened(key: _Key, sealed: bytes) -> dict[str, str]:
    from cryptography.exceptions import InvalidTag  # here for speed, as above
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        secrets: Any = json.loads(AESGCM(key.encryption).decrypt(sealed[:12], sealed[12:], key.header))
    except InvalidTag as error:
        raise _Damaged from error
    if not isinstance(secrets, dict) or not all(isinstance(text, str) for text in secrets.values()):
        raise _Damaged
    return secrets
