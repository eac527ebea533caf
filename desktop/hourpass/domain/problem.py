"""What can go wrong, as meanings: a reason, its facts, and what AWS said word for word.

No sentence stands here; the GUI's wording says each reason in three parts (what, why, what to do now).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType


class Reason(Enum):
    """One reason a request could not be carried out. The comment names the facts that come along."""

    # AWS's answers about codes and devices
    CODE_REFUSED = "code-refused"
    """Wrong, spent or out-of-window code. AWS tells the three apart no more than we can."""
    CODE_ALREADY_SENT = "code-already-sent"
    """It was sent before, so our own ledger kept it back. Facts: ``serial``, ``next_at`` (ISO time of the next code),
    ``answer`` ("accepted" or "refused") where AWS has said what it made of the code.
    """
    DEVICE_UNKNOWN = "device-unknown"
    """Serial not the caller's, device removed, or not propagated yet. Facts: ``serial``."""
    TOO_MANY_TRIES = "too-many-tries"
    """The device's budget of a 3-minute window is spent. Facts: ``serial``, ``until`` (ISO time)."""
    CODE_MALFORMED = "code-malformed"
    CODE_NEEDED = "code-needed"
    """The call needs a code and none was given. Facts: ``serial``."""
    # AWS's answers about roles and sessions
    ROLE_REFUSED = "role-refused"
    """AssumeRole denied: no trust, no permission, no such role, or MFA missing. Facts: ``role_arn``, ``caller``."""
    ROOT_KEYS = "root-keys"
    DURATION_OVER_ROLE_MAXIMUM = "duration-over-role-maximum"
    """Facts: ``seconds`` asked, ``maximum`` (seconds) where it could be looked up."""
    DURATION_OVER_CHAINING_LIMIT = "duration-over-chaining-limit"
    DURATION_OUT_OF_RANGE = "duration-out-of-range"
    TEMPORARY_KEYS_USED = "temporary-keys-used"
    SESSION_POLICY_TOO_LARGE = "session-policy-too-large"
    SESSION_POLICY_MALFORMED = "session-policy-malformed"
    # AWS's answers about keys, time and rights
    EXPIRED = "expired"
    KEY_UNKNOWN = "key-unknown"
    """Unknown, inactive, mistyped or just created. Facts: ``access_key_id``."""
    SECRET_WRONG = "secret-wrong"  # noqa: S105 (a reason's name, not a secret)
    """Facts: ``keys_of``, the profile in the AWS files that the keys were read from, where that is known."""
    CLOCK_OFF = "clock-off"
    """Facts: ``offset_seconds`` (AWS minus this computer; a number as text) where measured."""
    THROTTLED = "throttled"
    DENIED = "denied"
    """Facts: ``action``, ``resource``, ``explicit`` ("yes" for an explicit deny), each only where AWS named it."""
    REGION_DISABLED = "region-disabled"
    """Facts: ``region``."""
    INVALID_REQUEST = "invalid-request"
    SERVICE_FAULT = "service-fault"
    NO_SUCH_BUCKET = "no-such-bucket"
    UNKNOWN = "unknown"
    """AWS (or an S3-compatible server) refused and the text is new to us, or code and message were missing."""
    # AWS's answers about signing in to the console
    CONSOLE_NEEDS_ROLE = "console-needs-role"
    """A session token does not open the console: AWS takes credentials of a role only."""
    CONSOLE_DURATION_REFUSED = "console-duration-refused"
    """AWS refused the length of the console session. Facts: ``seconds``."""
    CONSOLE_PARTITION_UNKNOWN = "console-partition-unknown"
    """Hourpass knows no console of that partition. Facts: ``partition``."""
    # AWS's answers about users, roles, policies and devices (IAM)
    NAME_TAKEN = "name-taken"
    """Facts: ``operation``."""
    DEVICE_IN_USE = "device-in-use"
    """The device is registered already, for this user or another one."""
    QUOTA_REACHED = "quota-reached"
    """Facts: ``quota`` (AWS's name of it), ``limit``, each only where AWS named it."""
    NOT_FOUND = "not-found"
    DELETE_CONFLICT = "delete-conflict"
    """Something still hangs on what was to be deleted."""
    PRINCIPAL_UNKNOWN = "principal-unknown"
    """A trust policy names somebody whom IAM has not heard of (yet)."""
    CODES_REFUSED = "codes-refused"
    """The two codes of a registration: wrong, equal, reversed, not consecutive or used before, all one to AWS."""
    CHANGING_NOW = "changing-now"
    """IAM is still busy with an earlier change of the same thing."""
    # the administrator's credentials
    SSO_SIGN_IN_NEEDED = "sso-sign-in-needed"
    """The profile's IAM Identity Center session is over. Facts: ``profile``."""
    PROFILE_UNUSABLE = "profile-unusable"
    """botocore gets no credentials from the profile. Facts: ``profile``, ``detail`` (its words, without secrets)."""
    OTHER_ACCOUNT = "other-account"
    """The credentials belong to another account than what was begun. Facts: ``wanted``, ``account``."""
    ACCEPTED_WITHOUT_CODE = "accepted-without-code"
    """What must be refused without MFA was allowed. Facts: ``role_arn`` (empty: S3 itself)."""
    # between here and AWS; facts: ``endpoint`` (host and port), ``sent`` ("no" where no connection was made),
    # ``operation`` (where it was to take a code along)
    NAME_NOT_FOUND = "name-not-found"
    CONNECTION_REFUSED = "connection-refused"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed-out"
    TLS_FAILED = "tls-failed"
    PROXY_FAILED = "proxy-failed"
    NOT_AWS = "not-aws"
    """HTML or another text came back where AWS's XML belongs: a captive portal, a proxy, a wrong endpoint."""
    ENDPOINT_INVALID = "endpoint-invalid"
    ENDPOINT_INSECURE = "endpoint-insecure"
    """Secrets would go over the network in clear text."""
    # on this computer
    VAULT_MISSING = "vault-missing"
    """No keyring service answers. Facts: ``backend``."""
    VAULT_LOCKED = "vault-locked"
    VAULT_PLAINTEXT = "vault-plaintext"
    """The keyring that answers would keep secrets in plain text. Facts: ``backend``."""
    VAULT_FAILED = "vault-failed"
    """The keyring refused for another reason. Facts: ``backend``."""
    PASSPHRASE_WRONG = "passphrase-wrong"  # noqa: S105 (a reason's name, not a secret)
    SEALED_FILE_DAMAGED = "sealed-file-damaged"
    """Facts: ``path``."""
    KEY_NOT_STORED = "key-not-stored"
    """The profile's long-term key is not in the keyring. Facts: ``access_key_id``."""
    DISK_FULL = "disk-full"
    """Facts: ``path``."""
    FILE_READ_ONLY = "file-read-only"
    """Facts: ``path``."""
    FILE_FAILED = "file-failed"
    """Facts: ``path``."""
    FILE_DAMAGED = "file-damaged"
    """Facts: ``path``."""
    SETTINGS_DAMAGED = "settings-damaged"
    """They were set aside. Facts: ``kept_as``."""
    FILE_CHANGED = "file-changed"
    """Somebody else wrote the file since it was looked at. Facts: ``path``."""
    # the AWS config and credentials files
    SECTION_TAKEN = "section-taken"
    """A section of that name is there and not ours. Facts: ``path``, ``section``."""
    SECTION_UNFIT = "section-unfit"
    """Not every tool takes a profile of that name. Facts: ``section``."""
    MARKERS_DAMAGED = "markers-damaged"
    """Of the two comment lines round our section one is missing. Facts: ``path``, ``line``."""
    HELPER_PATH_UNFIT = "helper-path-unfit"
    """A path of Hourpass's own holds a space or the like, which not every SDK can start. Facts: ``helper``."""
    NO_TERMINAL = "no-terminal"
    """None of the terminal programs that are known here was found."""
    NO_BROWSER = "no-browser"
    """The system opened no browser."""
    HELPER_ENDED = "helper-ended"
    """The child process that does AWS work ended in the middle; the request may or may not have reached AWS."""
    SANDBOX_MISSING = "sandbox-missing"
    """The sandbox's packages are not installed."""
    SANDBOX_FAILED = "sandbox-failed"
    """The sandbox started and ended at once."""
    UNEXPECTED = "unexpected"
    """A fault of Hourpass itself; the details are on standard error."""


_OF_THE_CODE = frozenset({Reason.CODE_REFUSED, Reason.CODE_ALREADY_SENT, Reason.CODE_MALFORMED})


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """What AWS answered, word for word, for the details that can be copied."""

    operation: str = ""  # "AssumeRole"
    status: int = 0  # HTTP status, 0 when none
    code: str = ""
    message: str = ""
    request_id: str = ""


def _no_facts() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that went wrong: its meaning, its facts, and the raw answer if there was one."""

    reason: Reason
    facts: Mapping[str, str] = field(default_factory=_no_facts)
    raw: RawAnswer | None = None

    @property
    def never_sent(self) -> bool:
        """Whether the request surely went nowhere, so that a code in it is still good."""
        return self.facts.get("sent") == "no"

    @property
    def another_code_may_do(self) -> bool:
        """Whether it was the code that was wrong, so that the person can type the next one."""
        return self.reason in _OF_THE_CODE


class HourpassError(Exception):
    """Carries a Problem to whoever asked. Expected failures all come as this."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason.value)
        self.problem = problem
