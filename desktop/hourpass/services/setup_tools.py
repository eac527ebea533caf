"""What the wizard, the removal, the care of devices and the change of keys are given to work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hourpass.services.administrator import Administrator, AdminSource
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.pause import Pause
from hourpass.services.ports import Aws
from hourpass.services.profile_book import ProfileBook
from hourpass.services.server_clock import ServerClock
from hourpass.services.sessions import Sessions
from hourpass.services.setup_ports import AdminFiles, Iam, Journal, RotationJournal


@dataclass(frozen=True, slots=True)
class SetupTools:
    """The real ones in the app; over a sandbox in the same process in the tests."""

    files: AdminFiles
    environment: AdminSource | None  # keys in the environment that the app was started from
    iam: Callable[[Administrator], Iam]
    aws: Aws
    sessions: Sessions
    keys: KeyStore
    journal: Journal
    rotations: RotationJournal
    book: ProfileBook
    clock: ServerClock
    pause: Pause
