"""A diagnosis in words."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from hourpass.gui.wording import settings, times
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP
from hourpass.services.ports import VaultKind
from hourpass.viewmodels.diagnosis import Diagnosis, Known
from hourpass.viewmodels.settings_form import SecretsPlace

_LISTED = "\u00a0· "
"""Between names that stand in one line, which is broken behind it and within none of them."""

_TITLES = {
    Known.VERSION: QT_TRANSLATE_NOOP("Diagnosis", "Version"),
    Known.SYSTEM: QT_TRANSLATE_NOOP("Diagnosis", "System"),
    Known.DESKTOP: QT_TRANSLATE_NOOP("Diagnosis", "Desktop"),
    Known.LIBRARIES: QT_TRANSLATE_NOOP("Diagnosis", "Libraries"),
    Known.LANGUAGE: QT_TRANSLATE_NOOP("Diagnosis", "Language"),
    Known.SECRETS: QT_TRANSLATE_NOOP("Diagnosis", "Secrets"),
    Known.TRAY: QT_TRANSLATE_NOOP("Diagnosis", "Tray"),
    Known.NOTIFICATIONS: QT_TRANSLATE_NOOP("Diagnosis", "Notifications"),
    Known.CLOCK: QT_TRANSLATE_NOOP("Diagnosis", "Clock"),
    Known.ENDPOINTS: QT_TRANSLATE_NOOP("Diagnosis", "Endpoints"),
    Known.NETWORK: QT_TRANSLATE_NOOP("Diagnosis", "Network"),
    Known.FILES: QT_TRANSLATE_NOOP("Diagnosis", "Files"),
}


def title(known: Known) -> str:
    """What it is called."""
    return QCoreApplication.translate("Diagnosis", _TITLES[known])


def value(known: Known, diagnosis: Diagnosis) -> str:
    """What is known of it, as it is read; names and numbers stand as they are."""
    plain = {
        Known.VERSION: _version(diagnosis),
        Known.SYSTEM: diagnosis.system,
        Known.DESKTOP: diagnosis.desktop,
        Known.LIBRARIES: _LISTED.join(f"{name}\u00a0{version}" for name, version in diagnosis.libraries),
        Known.ENDPOINTS: "\n".join(diagnosis.endpoints),
        Known.NETWORK: "\n".join(f"{name}={text}" for name, text in diagnosis.network),
        Known.FILES: "\n".join(diagnosis.files),
    }
    return plain.get(known) or _words(known, diagnosis)


def _words(known: Known, diagnosis: Diagnosis) -> str:
    translate = QCoreApplication.translate
    match known:
        case Known.LANGUAGE:
            words = settings.language(diagnosis.language)
        case Known.SECRETS:
            words = _secrets(diagnosis)
        case Known.TRAY if diagnosis.tray:
            words = translate("Diagnosis", "Available")
        case Known.TRAY:
            words = translate("Diagnosis", "None: warnings appear as notifications, and the window stays within reach.")
        case Known.NOTIFICATIONS if diagnosis.notifications is not None:
            words = diagnosis.notifications or translate("Diagnosis", "This desktop does not show them.")
        case Known.CLOCK if diagnosis.clock_offset is not None:
            words = _clock(diagnosis.clock_offset)
        case Known.CLOCK:
            words = translate("Diagnosis", "Not compared with AWS yet; that happens with its first answer.")
        case Known.ENDPOINTS:
            words = translate("Diagnosis", "None called yet.")
        case Known.NETWORK:
            words = translate("Diagnosis", "Straight to AWS, with the system's certificates.")
        case _:
            words = "…"
    return words


def _version(diagnosis: Diagnosis) -> str:
    if not diagnosis.sandbox:
        return diagnosis.version
    return QCoreApplication.translate("Diagnosis", "{0} · sandbox").format(diagnosis.version)


def _secrets(diagnosis: Diagnosis) -> str:
    if diagnosis.secrets is VaultKind.KEYRING and diagnosis.backend is None:
        return "…"
    return settings.secrets_place(SecretsPlace(diagnosis.secrets, diagnosis.backend or ""))


def _clock(offset: timedelta) -> str:
    translate = QCoreApplication.translate
    if not offset:
        return translate("Diagnosis", "In step with AWS")
    said = times.span(abs(offset))
    if offset > timedelta(0):
        return translate("Diagnosis", "{0} behind AWS; Hourpass allows for that.").format(said)
    return translate("Diagnosis", "{0} ahead of AWS; Hourpass allows for that.").format(said)
