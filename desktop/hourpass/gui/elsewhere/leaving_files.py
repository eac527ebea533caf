"""What only a running app keeps right leaves the files of other tools when it ends."""

from __future__ import annotations

import threading
from contextlib import suppress

from hourpass.bootstrap import Services
from hourpass.domain.problem import HourpassError

SECONDS = 2.0
"""A file system that hangs keeps nobody from the end; credentials that stay are taken away at the next start."""


def leave_files(services: Services) -> None:
    """Take our credentials out of the credentials file, and a sandbox's sections out of the config file, for nobody
    answers there from now on. Waits, bounded.
    """
    kept, ids = services.kept, [profile.id for profile in services.book.profiles]

    def clear() -> None:
        # Also where no profile is chosen: what it was chosen for may still be about to be written, or to be taken away.
        with suppress(HourpassError):
            kept.clear()
        if services.endpoint:
            for profile_id in ids:
                with suppress(HourpassError):
                    services.sections.remove(profile_id)

    thread = threading.Thread(target=clear, name="files of other tools", daemon=True)
    thread.start()
    thread.join(SECONDS)
