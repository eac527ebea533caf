"""A named pipe of Windows, as far as the relay needs one."""

from __future__ import annotations


class NamedPipe:
    """A named pipe with the few methods of a socket that are needed. OSError where nobody listens."""

    def __init__(self, path: str) -> None:
        self._file = open(rf"\\.\pipe\{path}", "r+b", buffering=0)  # noqa: PTH123, SIM115 (for speed; close() ends it)
        self.close = self._file.close

    def settimeout(self, seconds: float) -> None:
        """Pipes know none: the app's own limits end a wait."""

    def send(self, data: bytes) -> None:
        self._file.write(data)

    def recv(self, most: int) -> bytes:
        return self._file.read(most) or b""
