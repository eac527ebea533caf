"""Everything that one sandbox holds, shared by the desks that answer calls."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hourpass.sandbox.clocks import SandboxClock
from hourpass.sandbox.devices import Devices
from hourpass.sandbox.propagation import Delays, Seen
from hourpass.sandbox.records import Key, Policies
from hourpass.sandbox.sessions import Session, Sessions
from hourpass.sandbox.store import Store


@dataclass(frozen=True, slots=True)
class Quotas:
    """AWS's default limits of an account."""

    users: int = 5000
    roles: int = 1000
    policies: int = 1500
    devices: int = 5000
    keys_a_user: int = 2
    devices_a_user: int = 8
    policies_a_role: int = 10
    policies_a_user: int = 10
    policy_versions: int = 5
    policy_size: int = 6144
    trust_size: int = 2048
    user_policy_size: int = 2048
    role_policy_size: int = 10240
    group_policy_size: int = 5120


@dataclass(frozen=True, slots=True)
class Caller:
    """Who signed a call."""

    account: str
    arn: str  # as GetCallerIdentity shows it
    user_id: str  # likewise
    principal_arn: str  # of the user or the role whose rights these are
    principal_id: str
    user_name: str = ""  # empty for a role's session
    key: Key | None = None
    session: Session | None = None


@dataclass(slots=True)
class World:
    """The state of a sandbox."""

    clock: SandboxClock
    delays: Delays
    sessions: Sessions
    store: Store = field(default_factory=Store)
    devices: Devices = field(default_factory=Devices)
    quotas: Quotas = field(default_factory=Quotas)
    policies: Seen[str, Policies] = field(default_factory=Seen)
    """What AWS sees of each principal's policies, by its unique id."""
    _born: dict[str, datetime] = field(default_factory=dict)

    def born(self, mark: str, now: datetime) -> None:
        """Note that the key or principal with the id *mark* is new."""
        self._born[mark] = now

    def old_enough(self, mark: str, delay: timedelta, now: datetime) -> bool:
        """Whether *mark* is seen by now; what was seeded always is."""
        return mark not in self._born or self._born[mark] + delay <= now

    def look_at_policies(self, account: str, kind: str, name: str, unique_id: str, since: datetime) -> None:
        """Let the present policies of a user or role be seen from *since* on."""
        present = self.store.policies(account, kind, name)
        if present != self.policies.newest(unique_id):
            self.policies.put(unique_id, present, since)

    def set_quotas(self, **limits: int) -> None:
        """Change some of the quotas."""
        self.quotas = replace(self.quotas, **{name: int(limit) for name, limit in limits.items()})

    def set_delays(self, **seconds: float) -> None:
        """Change some of the delays."""
        self.delays = replace(self.delays, **{name: timedelta(seconds=value) for name, value in seconds.items()})
