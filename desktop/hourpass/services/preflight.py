"""What is known of an administrator before anything is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import TypeVar

from hourpass.domain import arns
from hourpass.domain.admin_policy import NEEDS, missing_policy, needs_of
from hourpass.domain.credentials import Identity
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.setup import Mode, TakenNames
from hourpass.domain.setup_plan import Side
from hourpass.services.administrator import Administrator
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Aws
from hourpass.services.setup_ports import Iam, ThingKind
from hourpass.services.side_by_side import side_by_side

Found = TypeVar("Found")

_ROOT = "root"
_QUOTAS = ("Users", "Roles", "Policies")
_OF_ROLES = frozenset({"Roles", "Policies"})


class CallerKind(Enum):
    """What the credentials belong to. Root's are refused before it comes to this."""

    USER = auto()
    ROLE = auto()
    OTHER = auto()  # a federated user, whom nothing can be simulated for


@dataclass(frozen=True, slots=True)
class Checked:
    """One administrator, looked over."""

    identity: Identity
    kind: CallerKind
    alias: str  # the account's; may be empty
    missing: tuple[str, ...] | None  # actions such as "iam:CreateUser" that are denied; None: could not be checked
    taken: TakenNames
    full: tuple[str, ...] = ()  # quotas that are used up, by AWS's names of them: "Users", "Roles", "Policies"

    @property
    def partition(self) -> str:
        """The partition that the account lies in."""
        arn = arns.parse(self.identity.arn)
        return arn.partition if arn else "aws"

    def missing_for(self, mode: Mode, side: Side | None = None) -> tuple[str, ...]:
        """Those of the missing actions that *mode* takes; a session setup makes no role and no managed policy.

        *side*: where the role lies in another account, whose administrator this is. What only informs is left out.
        """
        needed = {action for need in needs_of(mode, side) if need.needed for action in need.actions}
        return tuple(action for action in self.missing or () if action in needed)

    def full_for(self, mode: Mode, side: Side | None = None) -> tuple[str, ...]:
        """Those of the used-up quotas that keep *mode* from being set up; *side* as above."""
        of_user, of_role = side is not Side.ROLE, side is not Side.USER and mode is Mode.ROLE
        return tuple(name for name in self.full if (of_role if name in _OF_ROLES else of_user))

    def policy_for(self, mode: Mode, side: Side | None = None) -> str:
        """The text of the smallest policy that grants what is missing for *mode*; empty where nothing is."""
        return missing_policy(self.missing_for(mode, side), self.identity.account, self.partition)


def look_over(administrator: Administrator, iam: Iam, aws: Aws, cancel: Cancel) -> Checked:
    """Who the administrator is, and what it may do. Changes nothing.

    Fails only where AWS cannot be asked with these credentials at all, and with ROOT_KEYS; whatever else AWS does not
    tell is left unknown.
    """
    identity = _identity(administrator, aws, cancel)
    arn = arns.parse(identity.arn)
    resource = arn.resource if arn else ""
    if resource == _ROOT:
        raise HourpassError(Problem(Reason.ROOT_KEYS))
    kind = _kind(resource)
    alias, missing, taken, quotas = side_by_side(  # one after the other they would take seconds
        lambda: _told(lambda: iam.alias(cancel)),
        lambda: _told(lambda: _missing(identity, kind, iam, cancel)),
        lambda: _told(lambda: iam.taken_names(cancel)),
        lambda: _told(lambda: iam.quotas(cancel)),
    )
    return Checked(identity, kind, alias or "", missing, taken or TakenNames(), _full(quotas or {}))


def _identity(administrator: Administrator, aws: Aws, cancel: Cancel) -> Identity:
    keys = administrator.keys(cancel)
    try:
        return aws.identity(keys, administrator.region, cancel)
    except HourpassError as error:
        if error.problem.reason is not Reason.EXPIRED or not administrator.renew(keys, cancel):
            raise
    return aws.identity(administrator.keys(cancel), administrator.region, cancel)


def _kind(resource: str) -> CallerKind:
    match resource.partition("/")[0]:
        case "user":
            return CallerKind.USER
        case "assumed-role":
            return CallerKind.ROLE
        case _:
            return CallerKind.OTHER


def _missing(identity: Identity, kind: CallerKind, iam: Iam, cancel: Cancel) -> tuple[str, ...] | None:
    """What the policies deny, thing by thing, each on an example under our path."""
    principal = _principal(identity, kind, iam, cancel)
    arn = arns.parse(identity.arn)
    if principal is None or arn is None:
        return None
    actions: dict[str, list[str]] = {}
    for need in NEEDS:
        actions.setdefault(need.example(arn.partition, identity.account), []).extend(need.actions)

    def ask(resource: str) -> tuple[str, ...]:
        return iam.denied_actions(principal, tuple(actions[resource]), resource, cancel)

    denied = side_by_side(*(partial(ask, resource) for resource in actions))
    return tuple(action for each in denied for action in each)


def _principal(identity: Identity, kind: CallerKind, iam: Iam, cancel: Cancel) -> str | None:
    """Whose policies are simulated. A role's session does not tell the path of the role, which its ARN needs."""
    if kind is CallerKind.USER:
        return identity.arn
    if kind is CallerKind.ROLE:
        role = iam.find(ThingKind.ROLE, identity.arn.split("/")[1], cancel)
        return role.arn if role else None
    return None


def _full(quotas: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(name for name in _QUOTAS if 0 < quotas.get(f"{name}Quota", 0) <= quotas.get(name, 0))


def _told(ask: Callable[[], Found]) -> Found | None:
    """What AWS answers; None where it refuses, or fails: all of this only informs."""
    try:
        return ask()
    except HourpassError:
        return None
