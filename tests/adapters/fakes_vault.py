"""Keyring backends that stand for what people may have configured."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class DictKeyring(KeyringBackend):
    """A keyring in memory that takes only short items, as Windows does; it can be told to fail."""

    priority = 1
    longest = 1280

    def __init__(self) -> None:
        super().__init__()
        self.items: dict[tuple[str, str], str] = {}
        self.writes_left: int | None = None

    def get_password(self, service: str, username: str) -> str | None:
        return self.items.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password.encode("utf-16-le")) > 2 * self.longest:
            raise OSError(1783, "The stub received bad data")  # what the Credential Manager answers
        if self.writes_left is not None:
            if self.writes_left == 0:
                raise OSError(5, "Access is denied")
            self.writes_left -= 1
        self.items[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.items.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")


class StubbornKeyring(DictKeyring):
    """Will not let an item go."""

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError(f"Cancelled by user: {username} on {service}")


class PlaintextKeyring(DictKeyring):
    """Would write secrets down readable."""


class ChainedKeyring(DictKeyring):
    """Asks several in turn, a plaintext one among them, as keyring's chainer does."""

    backends = (DictKeyring(), PlaintextKeyring())


class UnviableKeyring(DictKeyring):
    """Says that it cannot work here."""

    class _Refuses:
        def __get__(self, instance: object, owner: type | None = None) -> float:
            raise RuntimeError("not here")

    priority = _Refuses()
