"""What is said of users and roles that are there already, and of what a draft still lacks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP
from hourpass.viewmodels.existing_user import Trust
from hourpass.viewmodels.names_form import Lack

_LACKS = {
    Lack.USER_NOT_CHOSEN: QT_TRANSLATE_NOOP("ExistingUsers", "Choose the user."),
    Lack.USER_NOT_READ: QT_TRANSLATE_NOOP("ExistingUsers", "The user's devices and keys are not known yet."),
    Lack.TOO_MANY_KEYS: QT_TRANSLATE_NOOP(
        "ExistingUsers",
        "This user has two access keys, and AWS allows no third one. Delete one of them in IAM, then choose the user again.",
    ),
    Lack.TOO_MANY_DEVICES: QT_TRANSLATE_NOOP(
        "ExistingUsers", "This user has eight MFA devices, and AWS allows no ninth one. Choose one of them."
    ),
    Lack.ROLE_MALFORMED: QT_TRANSLATE_NOOP(
        "ExistingUsers", "This is neither a role's name nor its ARN, such as arn:aws:iam::111122223333:role/name."
    ),
    Lack.ROLE_NOT_READ: QT_TRANSLATE_NOOP("ExistingUsers", "AWS has not confirmed this role yet."),
    Lack.ROLE_NOT_FOUND: QT_TRANSLATE_NOOP("ExistingUsers", "There is no such role in this account."),
    Lack.SECOND_ADMIN_MISSING: QT_TRANSLATE_NOOP(
        "ExistingUsers", "Choose credentials of an administrator of that account."
    ),
    Lack.SAME_ACCOUNT: QT_TRANSLATE_NOOP(
        "ExistingUsers",
        "This is the user's own account. Choose an administrator of another one, or untick the box.",
    ),
}


def lack_text(lack: Lack) -> str:
    """What to do about *lack*."""
    return QCoreApplication.translate("ExistingUsers", _LACKS[lack])


def lack_field(lack: Lack) -> str:
    """Where on the page it is."""
    if lack in {Lack.ROLE_MALFORMED, Lack.ROLE_NOT_READ, Lack.ROLE_NOT_FOUND}:
        return QCoreApplication.translate("ExistingUsers", "Existing role")
    if lack in {Lack.SECOND_ADMIN_MISSING, Lack.SAME_ACCOUNT}:
        return QCoreApplication.translate("ExistingUsers", "Another account")
    return QCoreApplication.translate("ExistingUsers", "Existing user")


def trust_text(trust: Trust) -> str:
    """What a role's trust policy means for the user."""
    match trust:
        case Trust.FITS:
            return QCoreApplication.translate("ExistingUsers", "Found. Its trust policy lets the user in, with MFA.")
        case Trust.NOT_NAMED:
            return QCoreApplication.translate(
                "ExistingUsers", "Found, but its trust policy does not name the user. Add it there, or AWS will refuse."
            )
        case Trust.WITHOUT_MFA:
            return QCoreApplication.translate(
                "ExistingUsers",
                "Found, but its trust policy lets the user in without MFA. The proof will show that as a fault.",
            )
        case Trust.UNREADABLE:
            return QCoreApplication.translate("ExistingUsers", "Found, but its trust policy could not be read.")
