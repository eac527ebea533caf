"""What setting up and removing need of the outside world. Every call may block: from a worker thread, never the GUI's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol

from hourpass.domain.credentials import Keys, LongTermKeys
from hourpass.domain.rotation_record import RotationRecord
from hourpass.domain.setup import SETUP_TAG, TakenNames
from hourpass.domain.setup_plan import ApiCall
from hourpass.domain.setup_record import Record
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Device


class AdminKind(Enum):
    """Where botocore takes a profile's credentials from."""

    KEYS = "keys"
    ROLE = "role"
    SSO = "sso"
    PROCESS = "process"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class AdminProfile:
    """A profile of the AWS config files, as a source of an administrator's credentials."""

    name: str
    kind: AdminKind
    region: str = ""
    mfa_serial: str = ""  # it asks for a code itself


class AdminFiles(Protocol):
    """The AWS config files, for whatever botocore resolves in them; of the sandbox, its administrators."""

    def profiles(self) -> tuple[AdminProfile, ...]:
        """In the files' order. Reads files only."""

    def keys(self, profile: str, code: str, cancel: Cancel) -> Keys:
        """The credentials of *profile*, new ones where it makes them. Problems: CODE_NEEDED (facts ``serial``), CODE_REFUSED,
        SSO_SIGN_IN_NEEDED, PROFILE_UNUSABLE, and those of the network."""


@dataclass(frozen=True, slots=True)
class Made:
    """What AWS answered to a change."""

    arn: str = ""
    seed: str = field(default="", repr=False)  # base32, of a new virtual device: AWS gives it once
    keys: LongTermKeys | None = None  # of CreateAccessKey: AWS gives the secret once


class ThingKind(Enum):
    """What IAM can be asked about by name."""

    USER = "user"
    DEVICE = "device"  # by serial
    ROLE = "role"
    POLICY = "policy"  # by ARN


@dataclass(frozen=True, slots=True)
class Thing:
    """Something found in IAM."""

    kind: ThingKind
    name: str
    arn: str
    tags: Mapping[str, str] = field(default_factory=dict)
    attachments: int = 0  # of a policy: how many users, groups and roles have it
    trust: str = ""  # of a role: its trust policy, as JSON
    maximum: timedelta | None = None  # of a role
    owner: str = ""  # of a device: the name of the user that it is registered for

    @property
    def setup_id(self) -> str:
        """The id of the setup that made it; empty where Hourpass did not."""
        return self.tags.get(SETUP_TAG, "")


@dataclass(frozen=True, slots=True)
class AccessKey:
    """An access key as ListAccessKeys names it."""

    id: str
    active: bool
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeyUse:
    """Where an access key was last seen in use, by GetAccessKeyLastUsed, which lags by minutes to hours."""

    at: datetime
    service: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class UserParts:
    """All that hangs on a user and keeps it from being deleted."""

    keys: tuple[AccessKey, ...] = ()
    devices: tuple[Device, ...] = ()
    inline_policies: tuple[str, ...] = ()
    attached_policies: tuple[str, ...] = ()  # ARNs
    groups: tuple[str, ...] = ()
    has_password: bool = False  # may sign in to the console; False also where it may not be asked


@dataclass(frozen=True, slots=True)
class RoleParts:
    """All that hangs on a role and keeps it from being deleted."""

    inline_policies: tuple[str, ...] = ()
    attached_policies: tuple[str, ...] = ()  # ARNs
    instance_profiles: tuple[str, ...] = ()


class Iam(Protocol):
    """IAM of one account, asked with the credentials of one administrator, which it renews by itself where it can.

    Refusals and network failures come as HourpassError: besides the general ones NAME_TAKEN, QUOTA_REACHED, NOT_FOUND,
    DELETE_CONFLICT, PRINCIPAL_UNKNOWN, CODES_REFUSED, DEVICE_IN_USE, CHANGING_NOW.
    """

    def change(self, call: ApiCall) -> Made:
        """Send a call that changes something: once, and to the end, for a change given up half-way would be unknown."""

    def find(self, kind: ThingKind, name: str, cancel: Cancel) -> Thing | None:
        """The user, device (by serial), role or policy (by ARN), with its tags; None where there is none."""

    def users(self, cancel: Cancel) -> tuple[Thing, ...]:
        """ListUsers, all pages; without tags."""

    def ours(self, kind: ThingKind, cancel: Cancel) -> tuple[Thing, ...]:
        """The users, roles or policies under our path, with their tags."""

    def taken_names(self, cancel: Cancel) -> TakenNames:
        """What is in use in the account; None for each kind that the administrator may not list."""

    def user_parts(self, user_name: str, cancel: Cancel) -> UserParts:
        """What hangs on the user."""

    def devices(self, user_name: str, cancel: Cancel) -> tuple[Device, ...]:
        """The user's MFA devices alone, which more people may list than the rest of its parts."""

    def access_keys(self, user_name: str, cancel: Cancel) -> tuple[AccessKey, ...]:
        """The user's access keys alone; of the caller itself, which must be a user's long-term key, without a name."""

    def key_last_used(self, access_key_id: str, cancel: Cancel) -> KeyUse | None:
        """Where the key was last used; None where AWS has not seen it in use, or not yet."""

    def role_parts(self, role_name: str, cancel: Cancel) -> RoleParts:
        """What hangs on the role."""

    def other_versions(self, policy_arn: str, cancel: Cancel) -> tuple[str, ...]:
        """The ids of a policy's versions that are not its default."""

    def user_policy(self, user_name: str, policy_name: str, cancel: Cancel) -> str | None:
        """The document of an inline policy as JSON, or None where there is none of that name."""

    def alias(self, cancel: Cancel) -> str:
        """The account's alias, or nothing."""

    def quotas(self, cancel: Cancel) -> Mapping[str, int]:
        """GetAccountSummary's figures."""

    def denied_actions(
        self, principal: str, actions: tuple[str, ...], resource: str, cancel: Cancel
    ) -> tuple[str, ...]:
        """Those of *actions* on *resource* that *principal* (ARN of a user or role) may not, by SimulatePrincipalPolicy."""


class RotationJournal(Protocol):
    """The records of changes of long-term keys, kept as :class:`Journal` keeps those of setups."""

    def write(self, record: RotationRecord) -> None:
        """Keep *record* in place of the earlier one of the same old key."""

    def records(self) -> tuple[RotationRecord, ...]:
        """All of them, oldest first."""

    def remove(self, old_key_id: str) -> None:
        """Forget that one; fine if it was not there."""


class Journal(Protocol):
    """The records of setups, on disk. Each write is there after a power cut, or the call that it announces is not made.

    HourpassError with DISK_FULL, FILE_READ_ONLY or FILE_FAILED.
    """

    def write(self, record: Record) -> None:
        """Keep *record* in place of the earlier one of the same id."""

    def records(self) -> tuple[Record, ...]:
        """All of them, oldest first. One that cannot be read is set aside as a file, and left out."""

    def remove(self, setup_id: str) -> None:
        """Forget that one; fine if it was not there."""
