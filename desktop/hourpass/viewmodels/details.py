"""What there is to know of a profile's credentials, as facts; no secret is among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from hourpass.domain import arns
from hourpass.domain.profile import Method, Profile
from hourpass.domain.session import Session
from hourpass.services.key_ages import KnownKey


class Detail(Enum):
    """One thing to know, in the order in which they are shown."""

    ACCOUNT = auto()
    ARN = auto()
    USER_ID = auto()
    METHOD = auto()
    OBTAINED = auto()
    VALID_UNTIL = auto()
    RENEWABLE_UNTIL = auto()
    ROLE = auto()
    THROUGH = auto()
    SESSION_NAME = auto()
    DURATION = auto()
    DEVICE = auto()
    CODES = auto()
    SOURCE = auto()
    ACCESS_KEY = auto()
    REGION = auto()
    PARTITION = auto()


class CodesBy(Enum):
    """Who makes the codes of the MFA device, where it is not the device itself."""

    HOURPASS = auto()


Value = str | datetime | timedelta | Method | KnownKey | CodesBy


@dataclass(frozen=True, slots=True)
class Fact:
    """A detail and its value."""

    detail: Detail
    value: Value


def details(profile: Profile, session: Session | None, key: KnownKey | None = None) -> tuple[Fact, ...]:
    """What is known: of the credentials where there are some, of what the profile will ask for where not; and of the
    long-term *key* that it stands on, where AWS told.
    """
    known = _of_profile(profile) if session is None else _of_session(profile, session)
    if profile.becomes_role:
        known[Detail.THROUGH] = "\n".join(hop.role_arn for hop in profile.through)
        known[Detail.SOURCE] = profile.source_profile
    if profile.makes_codes:
        known[Detail.CODES] = CodesBy.HOURPASS
    if key is not None:
        known[Detail.ACCESS_KEY] = key
    return tuple(Fact(detail, value) for detail in Detail if (value := known.get(detail)))


def _of_profile(profile: Profile) -> dict[Detail, Value]:
    by_role = profile.method is not Method.SESSION
    return {
        Detail.ACCOUNT: profile.account,
        Detail.METHOD: profile.method,
        Detail.ROLE: profile.role_arn if by_role else "",
        Detail.SESSION_NAME: profile.session_name if by_role else "",
        Detail.DURATION: profile.duration,
        Detail.DEVICE: profile.device_serial,
        Detail.REGION: profile.effective_region,
        Detail.PARTITION: profile.partition,
    }


def _of_session(profile: Profile, session: Session) -> dict[Detail, Value]:
    known: dict[Detail, Value] = {
        Detail.ACCOUNT: profile.account,
        Detail.METHOD: session.method,
        Detail.OBTAINED: session.obtained_at,
        Detail.VALID_UNTIL: session.expires_at,
        Detail.DEVICE: session.device_serial,
        Detail.REGION: session.region or profile.effective_region,
        Detail.PARTITION: profile.partition,
    }
    if session.renewable_until:
        known[Detail.RENEWABLE_UNTIL] = session.renewable_until
    if who := session.identity:
        known |= {Detail.ACCOUNT: who.account, Detail.ARN: who.arn, Detail.USER_ID: who.user_id}
        arn = arns.parse(who.arn)
        if arn and arn.resource.startswith("assumed-role/"):
            # As AWS knows it: the profile may have been edited since.
            known[Detail.SESSION_NAME] = arn.name
        if arn:
            known[Detail.PARTITION] = arn.partition
    return known
