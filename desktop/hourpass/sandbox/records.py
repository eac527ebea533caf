"""What the store tells of the things it keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class User:
    account: str
    name: str
    arn: str
    id: str  # "AIDA…"
    path: str
    created: datetime
    password: bool = False  # has a login profile


@dataclass(frozen=True, slots=True)
class Role:
    account: str
    name: str
    arn: str
    id: str  # "AROA…"
    path: str
    trust: str
    longest_session: int  # seconds


@dataclass(frozen=True, slots=True)
class Key:
    """A user's access key."""

    id: str
    secret: str = field(repr=False)
    active: bool
    user: User


@dataclass(frozen=True, slots=True)
class Policies:
    """The documents that speak of a user or a role."""

    documents: tuple[str, ...]
    trust: str = ""  # of a role


@dataclass(frozen=True, slots=True)
class Held:
    """What stands in the way of deleting a user, a role or a group."""

    inline: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bucket:
    name: str
    account: str
    region: str
    created: datetime
