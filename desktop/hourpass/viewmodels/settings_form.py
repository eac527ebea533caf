"""The settings being changed: what was typed and ticked, what it amounts to, and what is still wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Any

from hourpass.domain.profile import Method, UsualDurations
from hourpass.domain.settings import CLIPBOARD_SECONDS, LONGEST_CHOSEN_MINUTES, Settings
from hourpass.services.ports import VaultKind
from hourpass.viewmodels.durations import offered_durations

USUAL_IDLE_MINUTES = 30
"""What stands ready when idle time is first ticked."""

# Commas and spaces of any script, for an input method may write its own; a list ends in one while it is being typed.
_BETWEEN = re.compile(r"[\s,;、，；・]+")  # noqa: RUF001 (full-width on purpose)


class SettingsField(Enum):
    """The fields that are typed in."""

    WARN_MINUTES = auto()
    IDLE_MINUTES = auto()


class SettingsFlaw(Enum):
    """What is wrong with one."""

    NO_NUMBER = auto()
    OUT_OF_RANGE = auto()
    MISSING = auto()


@dataclass(frozen=True, slots=True)
class Flawed:
    """A flaw, and the part of what was typed that has it."""

    flaw: SettingsFlaw
    part: str = ""


@dataclass(frozen=True, slots=True)
class SecretsPlace:
    """Where secrets are kept: the keyring's name, or the sealed file's path."""

    kind: VaultKind
    name: str = ""


class SettingsForm:
    """What stands in the settings dialog. Fields of Settings that it does not show stay as they are."""

    def __init__(self, settings: Settings) -> None:
        self.language = settings.language
        self.usual_role, self.usual_session = settings.usual.role, settings.usual.session
        self.clipboard_seconds = settings.clipboard_seconds
        self.warn_text = minutes_text(settings.warn_minutes)
        self.forget_on_quit = settings.forget_on_quit
        self.forget_on_lock = settings.forget_on_lock
        self.forget_idle = settings.forget_idle_minutes > 0
        self.idle_text = str(settings.forget_idle_minutes or USUAL_IDLE_MINUTES)
        self.start_at_login: bool | None = None  # as ticked; None until the system has been asked
        self._starts_at_login: bool | None = None  # as found
        self._found = self._state()

    @property
    def warn_minutes(self) -> tuple[int, ...]:
        """The warnings typed, longest first, each once; empty where there are to be none, or one is flawed."""
        try:
            return tuple(sorted({_minutes(part) for part in _parts(self.warn_text)}, reverse=True))
        except _WrongPart:
            return ()

    @property
    def idle_minutes(self) -> int:
        """The idle minutes ticked and typed; 0 for never, or where they are flawed."""
        return 0 if not self.forget_idle or self._idle_flaw() else _minutes(self.idle_text)

    @property
    def role_durations(self) -> tuple[timedelta, ...]:
        """How long role credentials may usually last."""
        return offered_durations(Method.ROLE, also=self.usual_role)

    @property
    def session_durations(self) -> tuple[timedelta, ...]:
        """How long MFA sessions and session tokens may usually last."""
        return offered_durations(Method.SESSION, also=self.usual_session)

    @property
    def clipboard_choices(self) -> tuple[int, ...]:
        """The seconds that a secret may stay on the clipboard."""
        return tuple(sorted({*CLIPBOARD_SECONDS, self.clipboard_seconds}))

    @property
    def flaws(self) -> dict[SettingsField, Flawed]:
        """Everything that keeps the settings from being saved, in the order of the fields."""
        found = {SettingsField.WARN_MINUTES: self._warn_flaw(), SettingsField.IDLE_MINUTES: self._idle_flaw()}
        return {field: flawed for field, flawed in found.items() if flawed is not None}

    @property
    def changed(self) -> bool:
        """Whether anything would be lost by leaving now."""
        return self._state() != self._found or self.wanted_login_start is not None

    @property
    def wanted_login_start(self) -> bool | None:
        """What start at login is to become; None where it stays as it is or is not known."""
        return None if self.start_at_login == self._starts_at_login else self.start_at_login

    def found_login_start(self, starts: bool) -> None:
        """The system starts Hourpass at login, or does not."""
        self._starts_at_login = self.start_at_login = starts

    def settings_kept(self) -> None:
        """What stands here is in the settings file now."""
        self._found = self._state()

    def login_start_kept(self) -> None:
        """The system does at login what was wanted."""
        self._starts_at_login = self.start_at_login

    def tidy(self) -> None:
        """Write the warnings as they will be kept, once the person has gone on from the field."""
        if SettingsField.WARN_MINUTES not in self.flaws:
            self.warn_text = minutes_text(self.warn_minutes)

    def fields(self) -> dict[str, Any]:
        """What goes into Settings, once nothing is flawed."""
        return {
            "language": self.language,
            "warn_minutes": self.warn_minutes,
            "forget_on_quit": self.forget_on_quit,
            "forget_on_lock": self.forget_on_lock,
            "forget_idle_minutes": self.idle_minutes,
            "usual": UsualDurations(self.usual_role, self.usual_session),
            "clipboard_seconds": self.clipboard_seconds,
        }

    def _warn_flaw(self) -> Flawed | None:
        for part in _parts(self.warn_text):
            try:
                _minutes(part)
            except _WrongPart as wrong:
                return wrong.flawed
        return None

    def _idle_flaw(self) -> Flawed | None:
        if not self.forget_idle:
            return None
        try:
            _minutes(self.idle_text.strip())
        except _WrongPart as wrong:
            return wrong.flawed
        return None

    def _state(self) -> tuple[object, ...]:
        """What would be lost: texts that mean the same count as the same, unfinished ones as they stand."""
        flawed = SettingsField.WARN_MINUTES in self.flaws
        warn: object = self.warn_text.strip() if flawed else self.warn_minutes
        idle = self.idle_text.strip() if self.forget_idle else ""
        chosen = (self.language, self.usual_role, self.usual_session, self.clipboard_seconds)
        return *chosen, warn, self.forget_on_quit, self.forget_on_lock, self.forget_idle, idle


def minutes_text(minutes: tuple[int, ...]) -> str:
    """``15, 5, 1``: as a person would type it."""
    return ", ".join(str(each) for each in minutes)


class _WrongPart(ValueError):  # noqa: N818 (says what the text is)
    def __init__(self, flawed: Flawed) -> None:
        super().__init__(flawed.flaw.name)
        self.flawed = flawed


def _parts(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text) if part]


def _minutes(text: str) -> int:
    """A number of minutes from 1 to 12 h, in digits of any script."""
    part = text.strip()
    if not part:
        raise _WrongPart(Flawed(SettingsFlaw.MISSING))
    if not part.isdecimal():
        raise _WrongPart(Flawed(SettingsFlaw.NO_NUMBER, part))
    # Beyond a few digits it is out of range anyhow, and Python refuses to read thousands of them.
    minutes = int(part) if len(part.lstrip("0")) <= len(str(LONGEST_CHOSEN_MINUTES)) else 0
    if not 1 <= minutes <= LONGEST_CHOSEN_MINUTES:
        raise _WrongPart(Flawed(SettingsFlaw.OUT_OF_RANGE, part))
    return minutes
