"""Why a profile of the AWS config files cannot be taken over."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP
from hourpass.services.ports import Unfit

_REASONS = {
    Unfit.MACHINE: QT_TRANSLATE_NOOP(
        "Import",
        "Gets its credentials from its machine or environment (credential_source), so there is nothing to import.",
    ),
    Unfit.WEB_IDENTITY: QT_TRANSLATE_NOOP(
        "Import",
        "It exchanges a token that another program keeps fresh (web_identity_token_file). With that program, it works as is.",
    ),
    Unfit.NO_SOURCE: QT_TRANSLATE_NOOP(
        "Import",
        "Its source_profile is missing, or names a profile that does not exist. Fix that in the AWS config file, then look again.",
    ),
    Unfit.CIRCLE: QT_TRANSLATE_NOOP(
        "Import",
        "Its source profiles form a loop. Fix that in the AWS config file, then look again.",
    ),
    Unfit.TEMPORARY: QT_TRANSLATE_NOOP(
        "Import",
        "[{0}] holds temporary keys, which expire for good. Add a profile by hand with the user's own key.",
    ),
    Unfit.LATE_CODE: QT_TRANSLATE_NOOP(
        "Import",
        "A role that another role assumes asks for a code, but AWS accepts codes only from IAM users. Name the device (mfa_serial) in the first role of the chain.",
    ),
    Unfit.CODE_OF_NO_USER: QT_TRANSLATE_NOOP(
        "Import",
        "It names an MFA device, but its credentials come from IAM Identity Center: AWS accepts codes only from IAM users.",
    ),
    Unfit.OURS: QT_TRANSLATE_NOOP(
        "Import", "Its source [{0}] already gets its credentials from Hourpass, so AWS's tools can use it as is."
    ),
}


_IN_ORDER = frozenset({Unfit.MACHINE, Unfit.WEB_IDENTITY, Unfit.OURS})


def is_fault(unfit: Unfit) -> bool:
    """Whether something is amiss; else the profile works where it belongs, and is only of no use here."""
    return unfit not in _IN_ORDER


def reason(unfit: Unfit, source: str) -> str:
    """Why, in whole sentences; *source* is the profile that its chain begins with."""
    return QCoreApplication.translate("Import", _REASONS[unfit]).format(source)
