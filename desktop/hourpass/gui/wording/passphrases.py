"""New passphrases in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hourpass.viewmodels.passphrase import SHORTEST, PassphraseFlaw, Strength


def passphrase_flaw(flaw: PassphraseFlaw) -> str:
    """Why a new passphrase cannot be taken yet."""
    if flaw is PassphraseFlaw.TOO_SHORT:
        return QCoreApplication.translate("Passphrases", "Use at least {0} characters.").format(SHORTEST)
    return QCoreApplication.translate("Passphrases", "They do not match. Type the same passphrase twice.")


def passphrase_strength(strength: Strength) -> str:
    """How good the passphrase typed so far is."""
    match strength:
        case Strength.NONE:
            text = QCoreApplication.translate("Passphrases", "At least {0} characters; four or five words work well.")
        case Strength.TOO_SHORT:
            text = QCoreApplication.translate("Passphrases", "Still too short: at least {0} characters.")
        case Strength.FAIR:
            text = QCoreApplication.translate("Passphrases", "Fair. Longer is better: add a word or two.")
        case Strength.GOOD:
            text = QCoreApplication.translate("Passphrases", "Good.")
    return text.format(SHORTEST)
