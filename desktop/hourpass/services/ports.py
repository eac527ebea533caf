"""What the services need of the outside world. Every call here may block: call from a worker thread, never the GUI's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol

from hourpass.domain.credentials import Credentials, Identity, Keys, LongTermKeys
from hourpass.domain.profile import Hop
from hourpass.domain.settings import Settings
from hourpass.services.cancel import Cancel


class Clock(Protocol):
    """The wall clock."""

    def now(self) -> datetime:
        """The time, in UTC."""


@dataclass(frozen=True, slots=True)
class CodeProof:
    """The device and the code that prove MFA. A code is spent as soon as this was sent."""

    serial: str
    code: str


@dataclass(frozen=True, slots=True)
class RoleRequest:
    """The parameters of AssumeRole."""

    role_arn: str
    session_name: str
    duration: timedelta
    proof: CodeProof | None = None
    external_id: str = ""
    session_policy: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """What STS gave. AssumeRole names the new identity; GetSessionToken does not."""

    credentials: Credentials
    identity: Identity | None = None


class SourceProfiles(Protocol):
    """The profiles of the AWS config files as sources of credentials."""

    def keys(self, profile: str, code: str, cancel: Cancel) -> Keys:
        """What AWS's own tools would find through *profile*; CODE_NEEDED where that asks for a code and *code* is empty,
        SSO_SIGN_IN_NEEDED, PROFILE_UNUSABLE.
        """


class DeviceKind(Enum):
    """What a user's MFA device is; STS takes no code of a passkey."""

    VIRTUAL = "virtual"
    HARDWARE = "hardware"
    PASSKEY = "passkey"


@dataclass(frozen=True, slots=True)
class Device:
    """An MFA device that ListMFADevices named."""

    serial: str
    kind: DeviceKind

    @property
    def usable(self) -> bool:
        """Whether STS takes its codes: passkeys have none."""
        return self.kind is not DeviceKind.PASSKEY


BucketRow = tuple[str, str, str]
"""Name, region (empty where the server does not tell), created (ISO 8601 as the server wrote it, may be empty)."""

UNKNOWN = -1
"""A size or a time that the server does not tell."""


@dataclass(frozen=True, slots=True)
class ObjectPage:
    """Some of what stands directly below a prefix, as columns: there may be a million rows. Names are told without the
    folder that the prefix names.
    """

    folders: Sequence[str]  # each ends with a slash
    names: Sequence[str]
    sizes: Sequence[int]  # bytes
    modified: Sequence[int]  # milliseconds since 1970
    classes: Sequence[str]
    more: str = ""  # where the next page begins; empty on the last one


class Aws(Protocol):
    """AWS, or a server that speaks like it. Refusals and network failures come as HourpassError,
    giving up as Cancelled. Calls that carry a code are never repeated."""

    def assume_role(self, keys: Keys, region: str, request: RoleRequest, cancel: Cancel) -> Issued:
        """AssumeRole at *region*'s STS."""

    def session_token(
        self, keys: LongTermKeys, region: str, proof: CodeProof, duration: timedelta, cancel: Cancel
    ) -> Issued:
        """GetSessionToken with a code."""

    def identity(self, keys: Keys, region: str, cancel: Cancel) -> Identity:
        """GetCallerIdentity: needs no permission."""

    def devices(self, keys: Keys, region: str, cancel: Cancel) -> tuple[Device, ...]:
        """ListMFADevices of the caller; DENIED where the user may not."""

    def role_maximum(self, keys: Keys, region: str, role_arn: str, cancel: Cancel) -> timedelta:
        """GetRole's MaxSessionDuration; DENIED where the user may not."""

    def bucket_pages(self, keys: Keys, region: str, cancel: Cancel) -> Iterator[list[BucketRow]]:
        """ListBuckets, a page at a time, as soon as each arrives."""

    def object_pages(
        self, keys: Keys, region: str, bucket: str, prefix: str, start: str, pages: int, cancel: Cancel
    ) -> Iterator[ObjectPage]:
        """ListObjectsV2 below *prefix*, folders taken together, as soon as each page arrives; from where an earlier page
        said that there is *more*, at most so many *pages*. A bucket of another *region* is found all the same.
        """


@dataclass(frozen=True, slots=True)
class SignInToken:
    """What opens the console, for 15 minutes; *federation_url* is where it was got and where it is taken."""

    value: str = field(repr=False)
    federation_url: str


class Console(Protocol):
    """AWS's federation endpoint. Refusals and network failures come as HourpassError, giving up as Cancelled."""

    def signin_token(
        self, credentials: Credentials, partition: str, duration: timedelta | None, cancel: Cancel
    ) -> SignInToken:
        """getSigninToken; the console session lasts *duration*, or as long as the credentials where that is None."""


class VaultKind(Enum):
    """Where secrets are kept."""

    KEYRING = "keyring"
    SEALED_FILE = "sealed-file"
    MEMORY = "memory"


class Vault(Protocol):
    """Keeps secrets. Failures come as HourpassError with a VAULT_… reason; nothing is lost by one."""

    @property
    def kind(self) -> VaultKind:
        """Where this one keeps them."""

    def get(self, name: str) -> str | None:
        """The secret called *name*, or None."""

    def put(self, name: str, secret: str) -> None:
        """Keep *secret* as *name*, replacing an earlier one."""

    def delete(self, name: str) -> None:
        """Forget *name*; fine if it was not there."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings as they were found; *damaged* is where a file that could not be read was set aside."""

    settings: Settings
    damaged: str = ""


class SettingsStore(Protocol):
    """The settings file."""

    def load(self) -> Loaded:
        """The settings, or the defaults when there is no file yet."""

    def save(self, settings: Settings) -> None:
        """Write all of it or nothing. HourpassError with DISK_FULL, FILE_READ_ONLY or FILE_FAILED."""


class Unfit(Enum):
    """Why Hourpass cannot get what a profile of the AWS config files describes."""

    MACHINE = "machine"
    """Its credentials come from the machine or the shell that it is used on (credential_source)."""
    WEB_IDENTITY = "web-identity"
    """They come for a token that another program keeps fresh (web_identity_token_file)."""
    NO_SOURCE = "no-source"
    """Its source_profile is missing or names no profile."""
    CIRCLE = "circle"
    """Its source profiles lead back to where they came from."""
    TEMPORARY = "temporary"
    """Its source holds temporary keys, which end and do not come back."""
    LATE_CODE = "late-code"
    """A code is asked for by a role that another role assumes: AWS takes codes of users alone."""
    CODE_OF_NO_USER = "code-of-no-user"
    """A code is asked for with credentials of IAM Identity Center, which are no user's."""
    OURS = "ours"
    """Its source is a section that Hourpass wrote."""


@dataclass(frozen=True, slots=True)
class FoundProfile:
    """A profile of the AWS config files that stands on long-term keys or assumes a role."""

    name: str
    source_profile: str  # where the chain of source profiles begins; its own name where it is its own source
    access_key_id: str  # of the keys found in plain text; empty where there are none
    role_arn: str = ""
    mfa_serial: str = ""
    external_id: str = ""
    duration: timedelta | None = None
    session_name: str = ""
    region: str = ""
    through: tuple[Hop, ...] = ()  # the roles on the way, the first one first
    resolved: bool = False  # the source has no long-term keys: it is AWS's tools that find credentials through it
    unfit: Unfit | None = None


class AwsFiles(Protocol):
    """The AWS config and credentials files (AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE)."""

    def find(self) -> tuple[FoundProfile, ...]:
        """The profiles that stand on long-term keys or assume a role, in the files' order."""

    def keys(self, profile_name: str) -> LongTermKeys | None:
        """The long-term keys that stand in plain text under *profile_name*."""

    def remove_keys(self, profile_name: str) -> str:
        """Take them out of the file; the path of the backup, in which the secret itself is blanked."""
