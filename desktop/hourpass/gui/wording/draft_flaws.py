"""What keeps a setup from being reviewed, in one line that stands under its field and says what belongs there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hourpass.domain.setup import DraftField, DraftFlaw
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP

_OF_FIELD: dict[tuple[DraftField, DraftFlaw], str] = {
    (DraftField.USER_NAME, DraftFlaw.MISSING): QT_TRANSLATE_NOOP("DraftFlaws", "Enter a name for the user."),
    (DraftField.USER_NAME, DraftFlaw.TOO_LONG): QT_TRANSLATE_NOOP(
        "DraftFlaws", "A user's name has 64 characters at most."
    ),
    (DraftField.USER_NAME, DraftFlaw.TAKEN): QT_TRANSLATE_NOOP(
        "DraftFlaws",
        "This user exists. Choose another, or “Use an existing user” in More options.",
    ),
    (DraftField.USER_NAME, DraftFlaw.TAKEN_IN_OTHER_CASE): QT_TRANSLATE_NOOP(
        "DraftFlaws", "A user's name differs only in capitals. Choose another, or see More options."
    ),
    (DraftField.DEVICE_NAME, DraftFlaw.MISSING): QT_TRANSLATE_NOOP(
        "DraftFlaws", "Enter a name for the device. Your phone will show it."
    ),
    (DraftField.DEVICE_NAME, DraftFlaw.TOO_LONG): QT_TRANSLATE_NOOP(
        "DraftFlaws", "Use 128 characters at most. Your phone shows fewer."
    ),
    (DraftField.DEVICE_NAME, DraftFlaw.TAKEN): QT_TRANSLATE_NOOP(
        "DraftFlaws", "The account has a device of this name. Choose another one."
    ),
    (DraftField.DEVICE_NAME, DraftFlaw.TAKEN_IN_OTHER_CASE): QT_TRANSLATE_NOOP(
        "DraftFlaws", "A device's name differs only in capital letters. Choose another one."
    ),
    (DraftField.ROLE_NAME, DraftFlaw.MISSING): QT_TRANSLATE_NOOP("DraftFlaws", "Enter a name for the role."),
    (DraftField.ROLE_NAME, DraftFlaw.TOO_LONG): QT_TRANSLATE_NOOP(
        "DraftFlaws", "A role's name has 64 characters at most."
    ),
    (DraftField.ROLE_NAME, DraftFlaw.TAKEN): QT_TRANSLATE_NOOP(
        "DraftFlaws", "A role or policy has this name already. Choose another one."
    ),
    (DraftField.ROLE_NAME, DraftFlaw.TAKEN_IN_OTHER_CASE): QT_TRANSLATE_NOOP(
        "DraftFlaws", "A role or policy differs only in capital letters. Choose another name."
    ),
    (DraftField.ROLE_ACCOUNT, DraftFlaw.NOT_AN_ACCOUNT): QT_TRANSLATE_NOOP(
        "DraftFlaws", "An account has 12 digits, such as 111122223333."
    ),
    (DraftField.ROLE_MAXIMUM, DraftFlaw.OUT_OF_RANGE): QT_TRANSLATE_NOOP(
        "DraftFlaws", "A role's sessions last from 1 hour to 12 hours."
    ),
    (DraftField.EXTERNAL_ID, DraftFlaw.WRONG_CHARACTERS): QT_TRANSLATE_NOOP(
        "DraftFlaws", "Use at least 2 letters without accents, digits or _ + = , . @ : / -"
    ),
}

# Of any field; several can only come with one.
_OF_ANY: dict[DraftFlaw, str] = {
    DraftFlaw.MISSING: QT_TRANSLATE_NOOP("DraftFlaws", "Fill this in."),
    DraftFlaw.TOO_LONG: QT_TRANSLATE_NOOP("DraftFlaws", "This is too long. Shorten it."),
    DraftFlaw.WRONG_CHARACTERS: QT_TRANSLATE_NOOP(
        "DraftFlaws", "Use letters without accents, digits or _ + = , . @ - and no spaces."
    ),
    DraftFlaw.TAKEN: QT_TRANSLATE_NOOP("DraftFlaws", "This is already taken. Choose another one."),
    DraftFlaw.TAKEN_IN_OTHER_CASE: QT_TRANSLATE_NOOP(
        "DraftFlaws", "A name in use differs only in capital letters. Choose another one."
    ),
    DraftFlaw.NOT_AN_ACCOUNT: QT_TRANSLATE_NOOP("DraftFlaws", "This is not the number of an account: 12 digits."),
    DraftFlaw.OUT_OF_RANGE: QT_TRANSLATE_NOOP("DraftFlaws", "This is more or less than AWS allows."),
}

_FIELDS: dict[DraftField, str] = {
    DraftField.USER_NAME: QT_TRANSLATE_NOOP("DraftFlaws", "User"),
    DraftField.DEVICE_NAME: QT_TRANSLATE_NOOP("DraftFlaws", "MFA device"),
    DraftField.ROLE_NAME: QT_TRANSLATE_NOOP("DraftFlaws", "Role"),
    DraftField.ROLE_ACCOUNT: QT_TRANSLATE_NOOP("DraftFlaws", "Another account"),
    DraftField.ROLE_MAXIMUM: QT_TRANSLATE_NOOP("DraftFlaws", "Maximum session duration"),
    DraftField.EXTERNAL_ID: QT_TRANSLATE_NOOP("DraftFlaws", "External ID"),
}


def draft_flaw_text(field: DraftField, flaw: DraftFlaw) -> str:
    """What is wrong with *field*, and what belongs there."""
    return QCoreApplication.translate("DraftFlaws", _OF_FIELD.get((field, flaw)) or _OF_ANY[flaw])


def field_name(field: DraftField) -> str:
    """What *field* is called on the page."""
    return QCoreApplication.translate("DraftFlaws", _FIELDS[field])
