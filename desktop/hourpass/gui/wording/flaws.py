"""What is wrong with a field, in one line that stands under it and says what belongs there instead."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hourpass.domain.profile_flaws import Field, Flaw
from hourpass.domain.totp import CodeFlaw
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP

# Of the field itself, where the bare flaw would say too little.
_OF_FIELD: dict[tuple[Field, Flaw], str] = {
    (Field.NAME, Flaw.MISSING): QT_TRANSLATE_NOOP("Flaws", "Give the profile a name that you will recognise."),
    (Field.NAME, Flaw.TAKEN): QT_TRANSLATE_NOOP("Flaws", "Another profile already has this name."),
    (Field.NAME, Flaw.TOO_LONG): QT_TRANSLATE_NOOP("Flaws", "A name can have at most 64 characters."),
    (Field.NAME, Flaw.WRONG_CHARACTERS): QT_TRANSLATE_NOOP(
        "Flaws", "A name cannot contain brackets, quotation marks, backslashes or line breaks."
    ),
    (Field.ACCESS_KEY_ID, Flaw.MISSING): QT_TRANSLATE_NOOP(
        "Flaws", "Enter the user's access key ID. It begins with AKIA."
    ),
    (Field.SECRET_ACCESS_KEY, Flaw.MISSING): QT_TRANSLATE_NOOP(
        "Flaws", "Enter the secret of this access key. It goes into the keyring and nowhere else."
    ),
    (Field.SECRET_ACCESS_KEY, Flaw.LOST): QT_TRANSLATE_NOOP(
        "Flaws", "The keyring no longer holds this secret. Enter it again."
    ),
    (Field.SECRET_ACCESS_KEY, Flaw.WRONG_CHARACTERS): QT_TRANSLATE_NOOP(
        "Flaws", "A secret access key has no spaces or line breaks inside. Copy it again."
    ),
    (Field.ROLE_ARN, Flaw.MISSING): QT_TRANSLATE_NOOP(
        "Flaws", "Enter the ARN of the role, such as arn:aws:iam::111122223333:role/s3-reader."
    ),
    (Field.DEVICE_SERIAL, Flaw.MISSING): QT_TRANSLATE_NOOP(
        "Flaws", "Choose the MFA device whose code opens the session."
    ),
    (Field.DEVICE_SERIAL, Flaw.ARN_OF_A_USER): QT_TRANSLATE_NOOP(
        "Flaws", "This is the ARN of a user. The ARN of an MFA device has :mfa/ instead of :user/."
    ),
    (Field.DEVICE_SERIAL, Flaw.OTHER_PARTITION): QT_TRANSLATE_NOOP(
        "Flaws", "The device and the role belong to different AWS partitions."
    ),
    (Field.REGION, Flaw.OTHER_PARTITION): QT_TRANSLATE_NOOP(
        "Flaws", "This region is in a different partition from the role and the device."
    ),
    (Field.DURATION, Flaw.OUT_OF_RANGE): QT_TRANSLATE_NOOP(
        "Flaws", "AWS does not issue credentials for that long this way. Choose another duration."
    ),
    (Field.SESSION_DURATION, Flaw.OUT_OF_RANGE): QT_TRANSLATE_NOOP(
        "Flaws", "An MFA session lasts from 15 minutes to 36 hours."
    ),
    (Field.SESSION_NAME, Flaw.MISSING): QT_TRANSLATE_NOOP(
        "Flaws", "Enter the name that CloudTrail shows for the session."
    ),
    (Field.SESSION_NAME, Flaw.WRONG_CHARACTERS): QT_TRANSLATE_NOOP(
        "Flaws", "Use 2 to 64 letters without accents, digits or _ + = , . @ -"
    ),
    (Field.EXTERNAL_ID, Flaw.WRONG_CHARACTERS): QT_TRANSLATE_NOOP(
        "Flaws", "Use at least 2 letters without accents, digits or _ + = , . @ : / -"
    ),
    (Field.SESSION_POLICY, Flaw.TOO_LONG): QT_TRANSLATE_NOOP(
        "Flaws", "A session policy can have at most 2,048 characters."
    ),
}

# Of any field; several can only come with one.
_OF_ANY: dict[Flaw, str] = {
    Flaw.MISSING: QT_TRANSLATE_NOOP("Flaws", "Fill this in."),
    Flaw.TAKEN: QT_TRANSLATE_NOOP("Flaws", "This is already taken."),
    Flaw.TOO_LONG: QT_TRANSLATE_NOOP("Flaws", "This is too long."),
    Flaw.WRONG_CHARACTERS: QT_TRANSLATE_NOOP("Flaws", "This contains characters that AWS does not accept here."),
    Flaw.NOT_A_ROLE_ARN: QT_TRANSLATE_NOOP(
        "Flaws", "This is not the ARN of a role, such as arn:aws:iam::111122223333:role/name."
    ),
    Flaw.ARN_OF_A_USER: QT_TRANSLATE_NOOP("Flaws", "This is the ARN of a user."),
    Flaw.PASSKEY: QT_TRANSLATE_NOOP("Flaws", "A passkey has no six-digit codes, and STS accepts nothing else."),
    Flaw.NOT_A_SERIAL: QT_TRANSLATE_NOOP(
        "Flaws",
        "This is not a device's serial, such as …:mfa/phone or GAHT12345678.",
    ),
    Flaw.TEMPORARY_KEY: QT_TRANSLATE_NOOP(
        "Flaws", "ASIA keys are temporary. Enter the user's own; it begins with AKIA."
    ),
    Flaw.NOT_A_KEY_ID: QT_TRANSLATE_NOOP(
        "Flaws", "An access key ID is 16 to 128 letters and digits, such as AKIAIOSFODNN7EXAMPLE."
    ),
    Flaw.OUT_OF_RANGE: QT_TRANSLATE_NOOP("Flaws", "This is more or less than AWS allows."),
    Flaw.NOT_JSON: QT_TRANSLATE_NOOP("Flaws", "This is not a JSON object; check its commas and braces."),
    Flaw.NOT_A_REGION: QT_TRANSLATE_NOOP("Flaws", "This is not a region. One looks like eu-west-1."),
    Flaw.OTHER_PARTITION: QT_TRANSLATE_NOOP("Flaws", "This belongs to another AWS partition."),
}

_OF_CODE: dict[CodeFlaw, str] = {
    CodeFlaw.EMPTY: QT_TRANSLATE_NOOP("Flaws", "Type the six digits that the device shows now."),
    CodeFlaw.TOO_SHORT: QT_TRANSLATE_NOOP("Flaws", "A code has six digits; some are still missing."),
    CodeFlaw.TOO_LONG: QT_TRANSLATE_NOOP("Flaws", "That is too long: a code has six digits."),
    CodeFlaw.NOT_DIGITS: QT_TRANSLATE_NOOP("Flaws", "A code has only digits."),
}


def field_flaw(field: Field, flaw: Flaw) -> str:
    """What is wrong with *field*, and what belongs there."""
    return QCoreApplication.translate("Flaws", _OF_FIELD.get((field, flaw)) or _OF_ANY[flaw])


def code_flaw(flaw: CodeFlaw) -> str:
    """Why what was typed is not a code."""
    return QCoreApplication.translate("Flaws", _OF_CODE[flaw])
