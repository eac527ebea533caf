"""Asks the system to leave a window out of screenshots and screen sharing while it shows a secret.

Windows and macOS have a call for that; both are written by the book and have not been tried on a real one. X11 and
Wayland have none, so there nothing happens.
"""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QWidget

_NONE = 0  # WDA_NONE, NSWindowSharingNone
_EXCLUDE_FROM_CAPTURE = 0x11  # WDA_EXCLUDEFROMCAPTURE, Windows 10 2004 and later; before it fails and does no harm
_SHARING_READ_ONLY = 1  # NSWindowSharingReadOnly, as windows are made


def leave_out_of_capture(window: QWidget) -> None:
    """Have *window* (a top-level one that is shown) be blank for whoever captures the screen."""
    _set_left_out(window, left_out=True)


def let_into_capture(window: QWidget) -> None:
    """Have it captured as any other window again."""
    _set_left_out(window, left_out=False)


def _set_left_out(window: QWidget, *, left_out: bool) -> None:
    if QWidget.internalWinId(window) == 0:
        return  # never shown: there is nothing to capture, and nothing to ask for
    if sys.platform == "win32":
        _windows_affinity(int(window.winId()), _EXCLUDE_FROM_CAPTURE if left_out else _NONE)
    elif sys.platform == "darwin":
        _mac_sharing(int(window.winId()), _NONE if left_out else _SHARING_READ_ONLY)


def _windows_affinity(handle: int, affinity: int) -> None:
    import ctypes  # here for speed: most windows never show a secret

    if sys.platform == "win32":
        user32 = ctypes.WinDLL("user32")
        user32.SetWindowDisplayAffinity.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
        user32.SetWindowDisplayAffinity(handle, affinity)


def _mac_sharing(view: int, sharing: int) -> None:
    import ctypes
    import ctypes.util

    objc = ctypes.CDLL(ctypes.util.find_library("objc") or "libobjc.dylib")
    objc.sel_registerName.restype = ctypes.c_void_p
    objc.sel_registerName.argtypes = [ctypes.c_char_p]
    # Every message has its own signature; on ARM a call through the wrong one loses its arguments.
    address = ctypes.cast(objc.objc_msgSend, ctypes.c_void_p).value
    if address is None:
        return
    asking = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(address)
    telling = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(address)
    window = asking(view, objc.sel_registerName(b"window"))
    if window:
        telling(window, objc.sel_registerName(b"setSharingType:"), sharing)
