"""How many files this process may have open. Sockets count among them, and macOS gives apps room for few."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

ENOUGH = 1024
"""For the app and all who may wait at its socket. No more: programs that it starts inherit the limit, and some wait by
select(), which knows no higher numbers.
"""

if sys.platform == "win32":

    def room_for_files() -> int:
        """As many as are wanted: no such limit is known here."""
        return ENOUGH

else:

    def room_for_files() -> int:
        """So many, once the system was asked for enough where it gave fewer."""
        room = os.sysconf("SC_OPEN_MAX")
        if 0 <= room < ENOUGH:
            import resource  # here for its weight: seldom needed

            _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
            wanted = ENOUGH if most == resource.RLIM_INFINITY else min(ENOUGH, most)
            with suppress(OSError, ValueError):  # then it has to do
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
            room = os.sysconf("SC_OPEN_MAX")
        return room if room >= 0 else ENOUGH  # negative: without limit
