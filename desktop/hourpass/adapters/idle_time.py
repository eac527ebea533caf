"""For how long nobody has touched keyboard or mouse, where the system tells."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

IdleTime = Callable[[], float | None]
"""Blocking, briefly: seconds without input; None where that cannot be known just now."""


def idle_time(environment: Mapping[str, str] = os.environ) -> IdleTime | None:
    """How to ask here; None where nobody tells: Wayland, where X knows of its own windows only."""
    if sys.platform == "win32":
        return _of_windows
    if sys.platform == "darwin":
        return _of_macos
    wayland = environment.get("WAYLAND_DISPLAY") or environment.get("XDG_SESSION_TYPE") == "wayland"
    return _of_x if environment.get("DISPLAY") and not wayland else None


if sys.platform == "win32":

    def _of_windows() -> float | None:
        from ctypes import Structure, byref, c_uint, sizeof, windll  # here, as all of it, for those who never ask

        class LastInput(Structure):
            _fields_ = (("size", c_uint), ("ticks", c_uint))

        last = LastInput(sizeof(LastInput), 0)
        if not windll.user32.GetLastInputInfo(byref(last)):
            return None
        now: int = windll.kernel32.GetTickCount()
        return ((now - last.ticks) % 2**32) / 1000  # both begin anew after 49 days

else:

    def _of_windows() -> float | None:
        return None


def _of_macos() -> float | None:
    from ctypes import CDLL, c_double, c_int32, c_uint32

    ask = CDLL("/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices")
    seconds = ask.CGEventSourceSecondsSinceLastEventType
    seconds.restype, seconds.argtypes = c_double, (c_int32, c_uint32)
    return float(seconds(0, 0xFFFFFFFF))  # of the whole session, any kind of input


def _of_x() -> float | None:
    from ctypes import CDLL, POINTER, Structure, byref, c_char_p, c_int, c_ulong, c_void_p

    class Info(Structure):
        _fields_ = (
            ("window", c_ulong),
            ("state", c_int),
            ("kind", c_int),
            ("til_or_since", c_ulong),
            ("idle", c_ulong),
            ("events", c_ulong),
        )

    try:
        x, saver = CDLL("libX11.so.6"), CDLL("libXss.so.1")
    except OSError:
        return None
    x.XOpenDisplay.restype, x.XOpenDisplay.argtypes = c_void_p, (c_char_p,)
    x.XDefaultRootWindow.restype, x.XDefaultRootWindow.argtypes = c_ulong, (c_void_p,)
    x.XCloseDisplay.argtypes = (c_void_p,)
    saver.XScreenSaverQueryExtension.argtypes = (c_void_p, POINTER(c_int), POINTER(c_int))
    saver.XScreenSaverQueryInfo.argtypes = (c_void_p, c_ulong, POINTER(Info))
    # A connection of its own, for this moment: Qt's belongs to the GUI thread.
    display = x.XOpenDisplay(None)
    if not display:
        return None
    try:
        info, unused, unused_too = Info(), c_int(), c_int()
        if not saver.XScreenSaverQueryExtension(display, byref(unused), byref(unused_too)):
            return None
        if not saver.XScreenSaverQueryInfo(display, x.XDefaultRootWindow(display), byref(info)):
            return None
        return int(info.idle) / 1000
    finally:
        x.XCloseDisplay(display)
