"""Memory that was freed, and that the C library keeps at hand."""

from __future__ import annotations

import sys


def give_back() -> None:
    """Let the system have it: after a million rows that is some 30 MB, in an app that stays for days. Only glibc needs
    to be asked.
    """
    if sys.platform != "linux":
        return
    import ctypes  # when there is much to give only, to keep it out of the tray

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
