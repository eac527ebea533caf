"""What keeps a profile from being saved: each field has its rules, most of them AWS's."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from enum import Enum, auto

from hourpass.domain import arns
from hourpass.domain.profile import REGION, Method, Profile, duration_limits

LONGEST_SESSION_POLICY = 2048  # characters
LONGEST_NAME = 64  # characters

# STS API reference: AssumeRole and GetSessionToken, "Request Parameters".
_SESSION_NAME = re.compile(r"[\w+=,.@-]{2,64}", re.ASCII)
_EXTERNAL_ID = re.compile(r"[\w+=,.@:/-]{2,1224}", re.ASCII)
_SERIAL = re.compile(r"[\w+=/:,.@-]{9,256}", re.ASCII)
_ROLE = re.compile(r"role/([!-~]+/)?[\w+=,.@-]{1,64}", re.ASCII)
_ACCOUNT = re.compile(r"\d{12}", re.ASCII)
_ACCESS_KEY_ID = re.compile(r"\w{16,128}", re.ASCII)  # IAM API reference: AccessKey


class Field(Enum):
    """The parts of a profile that a person fills in."""

    NAME = auto()
    ACCESS_KEY_ID = auto()
    SECRET_ACCESS_KEY = auto()
    ROLE_ARN = auto()
    DEVICE_SERIAL = auto()
    DURATION = auto()
    SESSION_DURATION = auto()
    SESSION_NAME = auto()
    EXTERNAL_ID = auto()
    SESSION_POLICY = auto()
    REGION = auto()


class Flaw(Enum):
    """What is wrong with a field."""

    MISSING = auto()
    LOST = auto()  # a secret that is no longer where it was put
    TAKEN = auto()
    TOO_LONG = auto()
    WRONG_CHARACTERS = auto()
    NOT_A_ROLE_ARN = auto()
    ARN_OF_A_USER = auto()  # the commonest slip: …:user/x where …:mfa/x belongs
    PASSKEY = auto()  # FIDO devices give no code that STS takes
    NOT_A_SERIAL = auto()
    TEMPORARY_KEY = auto()  # ASIA…: a session's key, not a user's
    NOT_A_KEY_ID = auto()
    OUT_OF_RANGE = auto()
    NOT_JSON = auto()
    NOT_A_REGION = auto()
    OTHER_PARTITION = auto()


def flaws(profile: Profile, other_names: frozenset[str] = frozenset()) -> dict[Field, Flaw]:
    """Everything that keeps *profile* from being saved, a flaw a field; empty when it is sound."""
    found: dict[Field, Flaw | None] = {
        Field.NAME: _name_flaw(profile.name, other_names),
        Field.ACCESS_KEY_ID: None if profile.source_profile else _key_flaw(profile.access_key_id),
        Field.ROLE_ARN: _roles_flaw(profile) if profile.becomes_role else None,
        Field.DEVICE_SERIAL: _serial_flaw(profile),
        Field.SESSION_NAME: _pattern_flaw(_SESSION_NAME, profile.session_name),
        Field.EXTERNAL_ID: _pattern_flaw(_EXTERNAL_ID, profile.external_id) if profile.external_id else None,
        Field.SESSION_POLICY: _policy_flaw(profile.session_policy),
        Field.REGION: _region_flaw(profile),
        Field.DURATION: _duration_flaw(profile.duration, profile.method, chained=bool(profile.through)),
        Field.SESSION_DURATION: (
            _duration_flaw(profile.session_duration, Method.SESSION)
            if profile.method is Method.ROLE_THROUGH_SESSION
            else None
        ),
    }
    return {field: flaw for field, flaw in found.items() if flaw is not None}


def fits_name(character: str) -> bool:
    """Whether a profile's name may hold it: line breaks and brackets would break the AWS config sections of that name."""
    return character.isprintable() and character not in "[]\"'\\"


def is_key_id(text: str) -> bool:
    """Whether *text* may be an access key ID, a temporary one too."""
    return _ACCESS_KEY_ID.fullmatch(text) is not None


def _name_flaw(name: str, others: frozenset[str]) -> Flaw | None:
    if not name.strip():
        return Flaw.MISSING
    if len(name) > LONGEST_NAME:
        return Flaw.TOO_LONG
    if not all(map(fits_name, name)):
        return Flaw.WRONG_CHARACTERS
    return Flaw.TAKEN if name in others else None


def _key_flaw(access_key_id: str) -> Flaw | None:
    if not access_key_id:
        return Flaw.MISSING
    if access_key_id.startswith("ASIA"):
        return Flaw.TEMPORARY_KEY
    return None if is_key_id(access_key_id) else Flaw.NOT_A_KEY_ID


def _roles_flaw(profile: Profile) -> Flaw | None:
    flawed = (_role_flaw(arn) for arn in (*(hop.role_arn for hop in profile.through), profile.role_arn))
    return next(filter(None, flawed), None)


def _role_flaw(role_arn: str) -> Flaw | None:
    if not role_arn:
        return Flaw.MISSING
    arn = arns.parse(role_arn)
    if arn is None or arn.service != "iam" or not _ROLE.fullmatch(arn.resource):
        return Flaw.NOT_A_ROLE_ARN
    return None if _ACCOUNT.fullmatch(arn.account) else Flaw.NOT_A_ROLE_ARN


def _serial_flaw(profile: Profile) -> Flaw | None:
    serial = profile.device_serial
    if not serial:
        # Without MFA a session token helps nobody: IAM refuses it (AWS answers InvalidClientTokenId).
        return None if profile.method is Method.ROLE else Flaw.MISSING
    arn = arns.parse(serial)
    if arn and arn.resource.startswith("user/"):
        return Flaw.ARN_OF_A_USER
    if arn and arn.resource.startswith("u2f/"):
        return Flaw.PASSKEY
    if (arn and not arn.resource.startswith("mfa/")) or not _SERIAL.fullmatch(serial):
        return Flaw.NOT_A_SERIAL
    role = arns.parse(profile.role_arn)
    if arn and role and profile.method is not Method.SESSION and arn.partition != role.partition:
        return Flaw.OTHER_PARTITION
    return None


def _pattern_flaw(pattern: re.Pattern[str], text: str) -> Flaw | None:
    if not text:
        return Flaw.MISSING
    return None if pattern.fullmatch(text) else Flaw.WRONG_CHARACTERS


def _policy_flaw(text: str) -> Flaw | None:
    if not text:
        return None
    if len(text) > LONGEST_SESSION_POLICY:
        return Flaw.TOO_LONG
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):  # the second for a text that opens brackets and never closes them
        return Flaw.NOT_JSON
    return None if isinstance(document, dict) else Flaw.NOT_JSON


def _region_flaw(profile: Profile) -> Flaw | None:
    if not profile.region:
        return None
    if not REGION.fullmatch(profile.region):
        return Flaw.NOT_A_REGION
    if arns.partition_of_region(profile.region) != profile.partition:
        return Flaw.OTHER_PARTITION
    return None


def _duration_flaw(duration: timedelta, method: Method, *, chained: bool = False) -> Flaw | None:
    shortest, longest = duration_limits(method, chained=chained)
    return None if shortest <= duration <= longest else Flaw.OUT_OF_RANGE
