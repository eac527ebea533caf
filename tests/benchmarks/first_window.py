"""The moment at which a program's first window comes onto an X screen, seen from outside the program."""

from __future__ import annotations

import ctypes
import select
import time
from types import TracebackType
from typing import Self

from benchmarks.running import BrokenError

_MAP_NOTIFY = 19
_SUBSTRUCTURE_NOTIFY = 1 << 19
_EVENT_LONGS = 24  # of the union of all events


class FirstWindow:
    """Listens to the screen *display*, on which nothing else happens and no window manager runs."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        if not self._display:
            raise BrokenError(f"no screen {display}")

    def __enter__(self) -> Self:
        root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        self._x.XSelectInput(self._display, root, ctypes.c_long(_SUBSTRUCTURE_NOTIFY))
        self._x.XSync(self._display, 0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._x.XCloseDisplay(self._display)

    def wait(self, seconds: float) -> int:
        """time.monotonic_ns() of that moment. BrokenError where none comes within *seconds*."""
        event = (ctypes.c_long * _EVENT_LONGS)()
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if not self._x.XPending(self._display):
                select.select([self._x.XConnectionNumber(self._display)], [], [], left)
                continue
            self._x.XNextEvent(self._display, event)
            if ctypes.c_int.from_buffer(event).value == _MAP_NOTIFY:
                return time.monotonic_ns()
        raise BrokenError("no window came")
