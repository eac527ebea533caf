"""A profile: one way to get credentials (who you are, what you become, with which device)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum

from hourpass.domain import arns

SHORTEST_SESSION = timedelta(minutes=15)
LONGEST_ROLE_SESSION = timedelta(hours=12)
LONGEST_CHAINED_SESSION = timedelta(hours=1)
LONGEST_SESSION_TOKEN = timedelta(hours=36)
DEFAULT_ROLE_SESSION = timedelta(hours=1)
DEFAULT_SESSION_TOKEN = timedelta(hours=12)
DEFAULT_SESSION_NAME = "hourpass"
REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d{1,2}", re.ASCII)


class Method(Enum):
    """How a profile turns its long-term keys into temporary credentials."""

    ROLE = "role"
    """AssumeRole with a code: up to the role's maximum, one code for each session, no MFA mark in later calls."""
    ROLE_THROUGH_SESSION = "role-through-session"
    """GetSessionToken with a code, then AssumeRole without one: an hour at most, renewed without a code
    for as long as the MFA session lives."""
    SESSION = "session"
    """GetSessionToken with a code: the user's own rights, with the MFA mark."""


@dataclass(frozen=True, slots=True)
class Hop:
    """A role that is assumed on the way to another."""

    role_arn: str
    session_name: str = DEFAULT_SESSION_NAME
    external_id: str = ""

    @property
    def role_name(self) -> str:
        """As :attr:`Profile.role_name`."""
        arn = arns.parse(self.role_arn)
        return arn.name if arn else self.role_arn


@dataclass(frozen=True, slots=True)
class Profile:
    """One way to get credentials. Holds no secret: the long-term keys are in the keyring under *access_key_id*."""

    id: str  # stays when the name changes; names the keyring items
    name: str
    access_key_id: str  # empty where *source_profile* says who signs
    method: Method = Method.ROLE
    role_arn: str = ""  # empty with Method.SESSION
    device_serial: str = ""  # empty: AWS is asked without a code
    duration: timedelta = DEFAULT_ROLE_SESSION  # of the credentials that come out
    session_duration: timedelta = DEFAULT_SESSION_TOKEN  # of the MFA session, with ROLE_THROUGH_SESSION
    session_name: str = DEFAULT_SESSION_NAME  # RoleSessionName, what CloudTrail shows
    external_id: str = ""
    session_policy: str = ""
    region: str = ""  # empty: the partition's home region
    makes_codes: bool = False  # the device's secret key is in the keyring, so nobody types codes
    source_profile: str = ""  # of the AWS config files: its credentials assume the role (Method.ROLE alone)
    through: tuple[Hop, ...] = ()  # roles on the way, the first one first

    @property
    def partition(self) -> str:
        """The partition of the role, else of the device, else of the region."""
        for arn in self._whereabouts():
            return arn.partition
        return arns.partition_of_region(self.region)

    @property
    def effective_region(self) -> str:
        """The region whose STS is asked."""
        return self.region or arns.HOME_REGION.get(self.partition, "us-east-1")

    def region_or(self, default: str) -> str:
        """As :attr:`effective_region`, with *default* in place of the home region where that is in the partition."""
        fits = (
            REGION.fullmatch(default) and arns.partition_of_region(default) == replace(self, region=default).partition
        )
        return default if fits and not self.region else self.effective_region

    @property
    def role_name(self) -> str:
        """``s3-reader`` of ``…:role/team/s3-reader``; empty without a role."""
        arn = arns.parse(self.role_arn) if self.becomes_role else None
        return arn.name if arn else ""

    @property
    def account(self) -> str:
        """The account that the credentials will be for, as far as the profile tells; may be empty."""
        for arn in self._whereabouts():
            return arn.account
        return ""

    @property
    def device_name(self) -> str:
        """``maya-phone`` of ``…:mfa/maya-phone``; a hardware serial as it is."""
        arn = arns.parse(self.device_serial)
        return arn.name if arn else self.device_serial

    @property
    def becomes_role(self) -> bool:
        """Whether *role_arn* counts: with a session token it is only kept for another time."""
        return self.method is not Method.SESSION

    def _whereabouts(self) -> Iterator[arns.Arn]:
        for text in (self.role_arn if self.becomes_role else "", self.device_serial):
            if arn := arns.parse(text):
                yield arn


def duration_limits(method: Method, *, chained: bool = False) -> tuple[timedelta, timedelta]:
    """The shortest and longest credentials that AWS gives by *method* (a role may allow less); *chained* are those of a
    role that is assumed through another.
    """
    longest = {
        Method.ROLE: LONGEST_ROLE_SESSION,
        Method.ROLE_THROUGH_SESSION: LONGEST_CHAINED_SESSION,
        Method.SESSION: LONGEST_SESSION_TOKEN,
    }
    if chained and method is not Method.SESSION:
        return SHORTEST_SESSION, LONGEST_CHAINED_SESSION
    return SHORTEST_SESSION, longest[method]


@dataclass(frozen=True, slots=True)
class UsualDurations:
    """How long the credentials of a new profile are to last, where nobody has said otherwise."""

    role: timedelta = DEFAULT_ROLE_SESSION
    session: timedelta = DEFAULT_SESSION_TOKEN

    def of(self, method: Method, *, chained: bool = False) -> timedelta:
        """Of the credentials that come out of *method*; *chained* as in :func:`duration_limits`."""
        wanted = self.session if method is Method.SESSION else self.role
        return min(wanted, duration_limits(method, chained=chained)[1])


USUAL_DURATIONS = UsualDurations()
