"""Where the app listens for second starts and the command line, and the channel to each who calls."""

# ruff: noqa: PTH101, PTH104, PTH110, PTH118, PTH120, PTH108 (socket paths are text, as the system takes them)

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from hourpass.adapters.app_socket import LONGEST_LINE

if TYPE_CHECKING:
    import socket

    from PySide6.QtNetwork import QLocalSocket

AT_A_TIME = 32
"""So many callers may be about to say their line; more wait in the system's queue."""
QUEUE = 128
NAP_MS = 250
"""Milliseconds before another try where there was no file left for a caller."""
_NOTHING_LEFT = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})


class Channel(Protocol):
    """One caller."""

    @property
    def process_id(self) -> int:
        """The caller's, as the system tells; 0 where it does not."""

    def listen(self, received: Callable[[bytes], None], ended: Callable[[], None]) -> None:
        """From now on tell what comes in, and that the caller hung up."""

    def send(self, data: bytes) -> None:
        """Send the one thing that is said here."""

    def close(self) -> None:
        """Hang up; neither function is called any more."""


class SocketListener(QObject):
    """A Unix socket: 2 to 3 MB and some 5 ms lighter than Qt's own server."""

    accepted = Signal(object)  # a Channel

    def __init__(self, path: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        import socket

        self._path = path
        self._room = AT_A_TIME
        self._server = socket.socket(socket.AF_UNIX)
        # Under its final name it is closed to others from the first moment on, and takes a stale one's place.
        new = os.path.join(os.path.dirname(path), f".{os.getpid()}")
        try:
            self._server.bind(new)
            os.chmod(new, 0o600)
            self._server.listen(QUEUE)
            os.rename(new, path)
        except OSError:
            self._server.close()
            raise
        self._server.setblocking(False)
        self._notifier = QSocketNotifier(self._server.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._accept)
        self._nap = QTimer(self, singleShot=True, interval=NAP_MS)
        self._nap.timeout.connect(self._look_again)

    def close(self) -> None:
        """Listen no more; the channels stay."""
        if self._server.fileno() >= 0:
            self._nap.stop()
            self._notifier.setEnabled(False)
            self._server.close()
            if os.path.exists(self._path):
                os.unlink(self._path)

    def free(self) -> None:
        """A caller has said its line, or has gone: there is room for one more."""
        self._room += 1
        self._look_again()

    def _look_again(self) -> None:
        if self._server.fileno() >= 0:
            self._notifier.setEnabled(self._room > 0)

    def _accept(self) -> None:
        try:
            caller, _ = self._server.accept()
        except OSError as error:  # or it hung up meanwhile
            if error.errno in _NOTHING_LEFT:  # it stays in the queue, of which the notifier would tell without end
                self._notifier.setEnabled(False)
                self._nap.start()
            return
        process_id, user = _who(caller)
        if user not in {os.getuid(), 0}:  # the file's mode says so too, but not on every system
            caller.close()
            return
        self._room -= 1
        self._notifier.setEnabled(self._room > 0)
        self.accepted.emit(_SocketChannel(caller, process_id))


class _SocketChannel:
    def __init__(self, caller: socket.socket, process_id: int) -> None:
        import socket

        self._caller, self.process_id = caller, process_id
        self._notifier: QSocketNotifier | None = None
        caller.setblocking(False)
        # An answer fits into the buffer as a whole, so it is sent at once or the caller does not read.
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * LONGEST_LINE)

    def listen(self, received: Callable[[bytes], None], ended: Callable[[], None]) -> None:
        self._received, self._ended = received, ended
        self._notifier = QSocketNotifier(self._caller.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._read)

    def send(self, data: bytes) -> None:
        try:
            self._caller.send(data)
        except OSError:  # gone, or does not read: its own loss
            return

    def close(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        self._caller.close()

    def _read(self) -> None:
        if self._notifier is None:
            return
        try:
            data = self._caller.recv(LONGEST_LINE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._received(data)
        else:
            self._ended()


class PipeListener(QObject):
    """Qt's server: a named pipe on Windows."""

    accepted = Signal(object)  # a Channel

    def __init__(self, path: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalServer  # 3 MB, so only where there is no other way

        self._room = AT_A_TIME
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        if not self._server.listen(path):
            raise OSError(self._server.errorString())

    def close(self) -> None:
        """Listen no more; the channels stay."""
        self._server.close()

    def free(self) -> None:
        """A caller has said its line, or has gone: there is room for one more."""
        self._room += 1
        self._accept()

    def _accept(self) -> None:
        while self._room and (caller := self._server.nextPendingConnection()) is not None:
            self._room -= 1
            self.accepted.emit(_PipeChannel(caller))


class _PipeChannel:
    process_id = 0

    def __init__(self, caller: QLocalSocket) -> None:
        self._caller: QLocalSocket | None = caller
        caller.setParent(None)  # the server's end would be its own

    def listen(self, received: Callable[[bytes], None], ended: Callable[[], None]) -> None:
        self._received, self._ended = received, ended
        if self._caller is not None:
            self._caller.readyRead.connect(self._read)
            self._caller.disconnected.connect(self._end)
            self._read()

    def send(self, data: bytes) -> None:
        if self._caller is not None:
            self._caller.write(data)
            self._caller.flush()

    def close(self) -> None:
        if self._caller is not None:
            caller, self._caller = self._caller, None
            caller.disconnectFromServer()
            caller.deleteLater()

    def _read(self) -> None:
        while self._caller is not None and (data := bytes(self._caller.read(LONGEST_LINE).data())):
            self._received(data)

    def _end(self) -> None:
        if self._caller is not None:
            self._ended()


def listen(path: str, parent: QObject) -> SocketListener | PipeListener:
    """The listener of this system. OSError if there can be none at *path*."""
    return PipeListener(path, parent) if sys.platform == "win32" else SocketListener(path, parent)


def _who(caller: socket.socket) -> tuple[int, int]:
    """The process and the user who call; elsewhere than on Linux the file's mode has let in this user only."""
    if sys.platform != "linux":
        return 0, os.getuid()
    import socket
    import struct

    process_id, user, _ = struct.unpack(
        "3i", caller.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    )
    return process_id, user
