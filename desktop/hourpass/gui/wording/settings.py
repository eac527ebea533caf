"""The settings in words: what typed minutes amount to, what is wrong with them, and where secrets are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from hourpass.domain.settings import LONGEST_CHOSEN_MINUTES
from hourpass.gui.wording.joining import listed
from hourpass.gui.wording.times import span
from hourpass.services.ports import VaultKind
from hourpass.viewmodels.settings_form import Flawed, SecretsPlace, SettingsFlaw

_MOST_QUOTED = 24  # characters of a wrong part


def warnings(minutes: Sequence[int]) -> str:
    """When people will be warned, as far as *minutes* tells."""
    translate = QCoreApplication.translate
    spans = [span(timedelta(minutes=each)) for each in minutes]
    if not spans:
        return translate("Settings", "No warnings in advance: you are told only when credentials have expired.")
    if len(spans) == 1:
        return translate("Settings", "You are warned {0} before credentials expire, and told when they have.").format(
            *spans
        )
    return translate(
        "Settings", "You are warned {0} and {1} before credentials expire, and told when they have."
    ).format(listed(spans[:-1]), spans[-1])


def language(code: str) -> str:
    """What a language is called by those who speak it: in no other language would they find it."""
    return {"en": "English", "ja": "日本語", "ko": "한국어"}[code]


def flaw(flawed: Flawed) -> str:
    """What is wrong with typed minutes."""
    translate = QCoreApplication.translate
    part = flawed.part if len(flawed.part) <= _MOST_QUOTED else flawed.part[: _MOST_QUOTED - 1] + "…"
    match flawed.flaw:
        case SettingsFlaw.NO_NUMBER:
            return translate("Settings", "“{0}” is not a whole number of minutes.").format(part)
        case SettingsFlaw.OUT_OF_RANGE:
            longest = span(timedelta(minutes=LONGEST_CHOSEN_MINUTES))
            return translate("Settings", "{0} is not between 1 and {1} minutes ({2}).").format(
                part, LONGEST_CHOSEN_MINUTES, longest
            )
        case SettingsFlaw.MISSING:
            return translate("Settings", "Type a number of minutes.")


def quitting(kind: VaultKind) -> str:
    """What forgetting on quitting means, by what otherwise happens."""
    match kind:
        case VaultKind.KEYRING:
            return QCoreApplication.translate(
                "Settings",
                "Otherwise they stay in the keyring, and are restored at the next start unless they have expired.",
            )
        case VaultKind.SEALED_FILE:
            return QCoreApplication.translate(
                "Settings",
                "Otherwise they stay in the encrypted file, and are restored at the next start unless they have expired.",
            )
        case VaultKind.MEMORY:
            return QCoreApplication.translate("Settings", "The sandbox always forgets them then.")


def secrets_place(place: SecretsPlace) -> str:
    """Where secrets are kept."""
    match place.kind:
        case VaultKind.KEYRING if place.name:
            return QCoreApplication.translate("Settings", "In the keyring: {0}").format(place.name)
        case VaultKind.KEYRING:
            return QCoreApplication.translate("Settings", "In the keyring")
        case VaultKind.SEALED_FILE:
            return QCoreApplication.translate("Settings", "In an encrypted file: {0}").format(place.name)
        case VaultKind.MEMORY:
            return QCoreApplication.translate("Settings", "In memory only: they end with the sandbox")
