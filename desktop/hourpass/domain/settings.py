"""Everything that Hourpass remembers between runs, none of it secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hourpass.domain.expiry import DEFAULT_WARN_MINUTES
from hourpass.domain.profile import USUAL_DURATIONS, Profile, UsualDurations

SCHEMA = 1

LONGEST_CHOSEN_MINUTES = 12 * 60
"""Of a warning's lead and of idle time, where a person sets them; a file may say more."""

CLIPBOARD_SECONDS = (10, 30, 60, 120, 300)
"""To choose from; a file may say anything from 1 to the longest of them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One record, one file, which is written with the number SCHEMA."""

    profiles: tuple[Profile, ...] = ()
    selected_profile: str = ""  # a profile's id
    warn_minutes: tuple[int, ...] = DEFAULT_WARN_MINUTES  # before the end, longest first
    muted_until: datetime | None = None  # UTC
    held_until: datetime | None = None  # UTC; when the last of the credentials held at the end of the last run end
    language: str = ""  # empty: the system's
    told_about_tray: bool = False  # that closing the window leaves the app there
    told_about_missing_tray: bool = False
    forget_on_quit: bool = False  # temporary credentials only, as with the next two: long-term keys always stay
    forget_on_lock: bool = False
    forget_idle_minutes: int = 0  # without keyboard and mouse; 0: never
    in_credentials_file: tuple[str, ...] = ()  # ids of profiles whose credentials are kept in ~/.aws/credentials
    usual: UsualDurations = USUAL_DURATIONS
    clipboard_seconds: int = 30  # until a secret leaves the clipboard
    sealed_file: bool = False  # secrets are kept in the encrypted file, because there is no keyring
    window: str = ""  # Qt's saveGeometry(), base64
