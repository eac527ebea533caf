"""What somebody wants set up at AWS: a user, its MFA device, and what its codes open. Names and rules, no calls."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

PATH = "/hourpass/"
"""The IAM path of everything that Hourpass creates: makes it easy to find, and to allow an administrator nothing else."""
SETUP_TAG = "hourpass:setup"
"""The tag on everything created; its value is the setup's id, so that two setups never take each other's things away."""
LONGEST_USER_NAME = 64
LONGEST_ROLE_NAME = 64
LONGEST_DEVICE_NAME = 128
"""IAM takes 226; a phone shows far less."""
SHORTEST_ROLE_MAXIMUM = timedelta(hours=1)
LONGEST_ROLE_MAXIMUM = timedelta(hours=12)
DEFAULT_ROLE_MAXIMUM = timedelta(hours=4)

# IAM API reference: userNameType, roleNameType, virtualMFADeviceName; ASCII only in practice.
_NAME = re.compile(r"[\w+=,.@-]+", re.ASCII)
_EXTERNAL_ID = re.compile(r"[\w+=,.@:/-]{2,1224}", re.ASCII)
_ACCOUNT = re.compile(r"\d{12}", re.ASCII)


class Mode(Enum):
    """What a code opens."""

    ROLE = "role"
    """The user may do nothing but assume a role that demands MFA; the role holds the permissions."""
    SESSION = "session"
    """The user holds the permissions itself, on condition of MFA (GetSessionToken)."""


class Permission(Enum):
    """What may be done in S3 once a code was given; each includes the ones before it."""

    LIST_BUCKETS = "list-buckets"
    LIST_OBJECTS = "list-objects"
    READ_OBJECTS = "read-objects"


@dataclass(frozen=True, slots=True)
class Draft:
    """All that a setup is made of. Holds no secret."""

    id: str  # 8 hex digits, the value of SETUP_TAG
    account: str  # of the user, 12 digits
    user_name: str
    device_name: str
    mode: Mode = Mode.ROLE
    permission: Permission = Permission.LIST_BUCKETS
    role_name: str = ""  # with Mode.ROLE; the role's policy has the same name
    role_account: str = ""  # empty: the user's own
    role_maximum: timedelta = DEFAULT_ROLE_MAXIMUM
    external_id: str = ""
    partition: str = "aws"
    existing_user_path: str = ""  # path of a user that was there before ("/" or longer); empty: the user is created
    existing_device: str = ""  # serial of a device that the user has already; empty: one is created
    existing_role_arn: str = ""  # of a role that was there before; empty: one is created (Mode.ROLE)
    existing_key: str = ""  # id of an access key of the user that is in the keyring already; empty: one is created

    @property
    def creates_user(self) -> bool:
        return not self.existing_user_path

    @property
    def creates_device(self) -> bool:
        return not self.existing_device

    @property
    def creates_role(self) -> bool:
        return self.mode is Mode.ROLE and not self.existing_role_arn

    @property
    def creates_key(self) -> bool:
        return not self.existing_key

    @property
    def crosses_accounts(self) -> bool:
        """Whether a second administrator is needed, for the account that the new role lies in."""
        return self.creates_role and self.role_account not in {"", self.account}

    @property
    def user_arn(self) -> str:
        return f"arn:{self.partition}:iam::{self.account}:user{self.existing_user_path or PATH}{self.user_name}"

    @property
    def device_serial(self) -> str:
        return self.existing_device or f"arn:{self.partition}:iam::{self.account}:mfa{PATH}{self.device_name}"

    @property
    def role_arn(self) -> str:
        """Empty with Mode.SESSION."""
        if self.mode is Mode.SESSION:
            return ""
        account = self.role_account or self.account
        return self.existing_role_arn or f"arn:{self.partition}:iam::{account}:role{PATH}{self.role_name}"

    @property
    def policy_arn(self) -> str:
        """Of the managed policy that the created role gets."""
        return f"arn:{self.partition}:iam::{self.role_account or self.account}:policy{PATH}{self.role_name}"

    @property
    def user_policy_name(self) -> str:
        """Of the inline policy on the user: the setup's own, so that it never replaces another one."""
        return f"hourpass-{self.id}"


class DraftField(Enum):
    """The parts of a draft that a person fills in."""

    USER_NAME = auto()
    DEVICE_NAME = auto()
    ROLE_NAME = auto()
    ROLE_ACCOUNT = auto()
    ROLE_MAXIMUM = auto()
    EXTERNAL_ID = auto()


class DraftFlaw(Enum):
    """What is wrong with one of them."""

    MISSING = auto()
    TOO_LONG = auto()
    WRONG_CHARACTERS = auto()
    TAKEN = auto()
    TAKEN_IN_OTHER_CASE = auto()  # IAM names are unique without regard to case
    NOT_AN_ACCOUNT = auto()
    OUT_OF_RANGE = auto()


@dataclass(frozen=True, slots=True)
class TakenNames:
    """Names in use in an account, in IAM's own spelling. None where the administrator may not list them."""

    users: frozenset[str] | None = None
    devices: frozenset[str] | None = None
    roles: frozenset[str] | None = None
    policies: frozenset[str] | None = None


def draft_flaws(draft: Draft, taken: TakenNames, role_side: TakenNames | None = None) -> dict[DraftField, DraftFlaw]:
    """Everything that keeps *draft* from being reviewed; *role_side* is of the role's account where that is another."""
    there = role_side if draft.crosses_accounts and role_side is not None else taken
    known = (there.roles or frozenset()) | (there.policies or frozenset())
    found = {
        DraftField.USER_NAME: _name_flaw(
            draft.user_name, LONGEST_USER_NAME, taken.users if draft.creates_user else None
        ),
        DraftField.DEVICE_NAME: _name_flaw(draft.device_name, LONGEST_DEVICE_NAME, taken.devices)
        if draft.creates_device
        else None,
        DraftField.ROLE_NAME: _name_flaw(draft.role_name, LONGEST_ROLE_NAME, known) if draft.creates_role else None,
        DraftField.ROLE_ACCOUNT: (
            DraftFlaw.NOT_AN_ACCOUNT
            if draft.creates_role and draft.role_account and not _ACCOUNT.fullmatch(draft.role_account)
            else None
        ),
        DraftField.ROLE_MAXIMUM: (
            None
            if not draft.creates_role or SHORTEST_ROLE_MAXIMUM <= draft.role_maximum <= LONGEST_ROLE_MAXIMUM
            else DraftFlaw.OUT_OF_RANGE
        ),
        DraftField.EXTERNAL_ID: (
            DraftFlaw.WRONG_CHARACTERS
            if draft.mode is Mode.ROLE and draft.external_id and not _EXTERNAL_ID.fullmatch(draft.external_id)
            else None
        ),
    }
    return {field: flaw for field, flaw in found.items() if flaw is not None}


def proposed_name(base: str, taken: frozenset[str] | None, longest: int, suffix: str = "") -> str:
    """*base* cut to what IAM takes, with *suffix*, and with a number where that is taken."""
    clean = "".join(c if _NAME.fullmatch(c) else "-" for c in base).strip("-") or "user"
    used = {name.casefold() for name in taken or ()}
    number = 1
    while True:
        end = suffix if number == 1 else f"{suffix}-{number}"
        name = clean[: longest - len(end)] + end
        if name.casefold() not in used:
            return name
        number += 1


def _name_flaw(name: str, longest: int, taken: frozenset[str] | None) -> DraftFlaw | None:
    if not name:
        return DraftFlaw.MISSING
    if not _NAME.fullmatch(name):
        return DraftFlaw.WRONG_CHARACTERS
    if len(name) > longest:
        return DraftFlaw.TOO_LONG
    if taken and name in taken:
        return DraftFlaw.TAKEN
    if taken and name.casefold() in {each.casefold() for each in taken}:
        return DraftFlaw.TAKEN_IN_OTHER_CASE
    return None
