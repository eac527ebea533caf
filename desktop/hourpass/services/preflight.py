"""What is known of an administrator before anything is changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from hourpass.domain.credentials import Identity
from hourpass.domain.setup import Mode, TakenNames


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

    def missing_for(self, mode: Mode) -> tuple[str, ...]:
        """Those of the missing actions that *mode* takes; a session setup makes no role and no managed policy."""
        raise NotImplementedError
