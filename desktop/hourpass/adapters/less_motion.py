"""Whether Windows or macOS asks for less motion. Both are written by the book and have not been tried on a real one."""

from __future__ import annotations

import sys

_CLIENT_AREA_ANIMATION = 0x1042  # SPI_GETCLIENTAREAANIMATION: "Animation effects" in the settings


def less_motion_wanted() -> bool:
    """What is set at this moment; Linux desktops tell by themselves."""
    if sys.platform == "win32":
        return _on_windows()
    return sys.platform == "darwin" and _on_macos()


if sys.platform == "win32":

    def _on_windows() -> bool:
        from ctypes import byref, c_int, windll  # here, as all of it, for speed: hardly anything moves

        animated = c_int(1)
        told = windll.user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, byref(animated), 0)
        return bool(told) and not animated.value

else:

    def _on_windows() -> bool:
        return False


def _on_macos() -> bool:
    import ctypes
    import ctypes.util

    objc = ctypes.CDLL(ctypes.util.find_library("objc") or "libobjc.dylib")
    for named in (objc.sel_registerName, objc.objc_getClass):
        named.restype, named.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
    # Every message has its own signature; on ARM a call through the wrong one loses its arguments.
    address = ctypes.cast(objc.objc_msgSend, ctypes.c_void_p).value
    if address is None:
        return False
    asking = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(address)
    deciding = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)(address)
    workspace = asking(objc.objc_getClass(b"NSWorkspace"), objc.sel_registerName(b"sharedWorkspace"))
    return bool(workspace) and deciding(workspace, objc.sel_registerName(b"accessibilityDisplayShouldReduceMotion"))
