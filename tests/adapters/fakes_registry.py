"""As much of winreg as start at login needs, over a dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

Key = tuple[str, int]


class FakeRegistry:
    """Keys by their paths. *denied* ones may be read and not written; an absent key or value is FileNotFoundError."""

    HKEY_CURRENT_USER = "HKCU"
    KEY_QUERY_VALUE, KEY_SET_VALUE, REG_SZ = 1, 2, 1

    def __init__(self, *denied: str) -> None:
        self.keys: dict[str, dict[str, object]] = {}
        self._denied = denied

    @contextmanager
    def OpenKeyEx(self, root: str, path: str, reserved: int, access: int) -> Iterator[Key]:
        assert (root, reserved) == (self.HKEY_CURRENT_USER, 0)
        if path in self._denied and access & self.KEY_SET_VALUE:
            raise PermissionError(13, "Access is denied")
        if path not in self.keys:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        yield path, access

    @contextmanager
    def CreateKeyEx(self, root: str, path: str, reserved: int, access: int) -> Iterator[Key]:
        self.keys.setdefault(path, {})
        with self.OpenKeyEx(root, path, reserved, access) as key:
            yield key

    def QueryValueEx(self, key: Key, name: str) -> tuple[object, int]:
        path, access = key
        assert access & self.KEY_QUERY_VALUE
        return self._found(path, name), self.REG_SZ

    def SetValueEx(self, key: Key, name: str, reserved: int, kind: int, value: str) -> None:
        path, access = key
        assert access & self.KEY_SET_VALUE
        assert (reserved, kind) == (0, self.REG_SZ)
        self.keys[path][name] = value

    def DeleteValue(self, key: Key, name: str) -> None:
        path, access = key
        assert access & self.KEY_SET_VALUE
        self._found(path, name)
        del self.keys[path][name]

    def _found(self, path: str, name: str) -> object:
        if name not in self.keys[path]:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return self.keys[path][name]
