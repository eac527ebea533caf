"""What "Remove from AWS" is going to delete, and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from hourpass.domain.problem import Problem
from hourpass.domain.setup_plan import ApiCall, Side


class ItemKind(Enum):
    """What a thing on the list is."""

    ACCESS_KEY = auto()
    DEVICE = auto()
    USER_POLICY = auto()  # inline, ours
    ROLE_POLICY = auto()  # the attachment of our policy to our role
    POLICY = auto()
    ROLE = auto()
    USER = auto()


class ObstacleKind(Enum):
    """Things of other people that keep ours from being deleted. They are named, never touched."""

    USER_GROUP = auto()
    USER_ATTACHED_POLICY = auto()
    USER_INLINE_POLICY = auto()
    USER_PASSWORD = auto()  # may sign in to the console
    ROLE_ATTACHED_POLICY = auto()
    ROLE_INLINE_POLICY = auto()
    ROLE_INSTANCE_PROFILE = auto()
    POLICY_IN_USE = auto()  # our policy is attached to something that is not ours; the name is how often


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that will be deleted, with the calls that do it, in order."""

    kind: ItemKind
    name: str
    arn: str
    calls: tuple[ApiCall, ...]
    side: Side = Side.USER

    @property
    def key(self) -> str:
        """Tells it from the others on the list."""
        return f"{self.kind.name}:{self.arn or self.name}"


_OF_OBSTACLES = {ItemKind.USER: "USER_", ItemKind.ROLE: "ROLE_", ItemKind.POLICY: "POLICY_"}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way."""

    kind: ObstacleKind
    owner: str  # the user, role or policy of ours that it hangs on
    name: str

    def hangs_on(self, item: Item) -> bool:
        """Whether it keeps *item* from being deleted."""
        prefix = _OF_OBSTACLES.get(item.kind)
        return prefix is not None and self.kind.name.startswith(prefix) and self.owner == item.name


@dataclass(frozen=True, slots=True)
class RemovalList:
    """All of it, in the order in which AWS lets it go."""

    user_name: str
    account: str
    items: tuple[Item, ...]
    obstacles: tuple[Obstacle, ...] = ()
    setup_id: str = ""  # of the journal's record or of the tags; empty for a user that Hourpass did not make
    keeps_user: bool = False  # the user was there before Hourpass, so it stays
    more_setups: tuple[str, ...] = ()  # ids of later setups of the same user, which go along with it
    role_account: str = ""  # another account that a role of ours lies in: it takes an administrator of its own
    profiles: tuple[str, ...] = ()  # the names of the profiles here that stand on it, and leave with it

    @property
    def setups(self) -> frozenset[str]:
        """The ids of all setups whose things are on the list."""
        return frozenset({self.setup_id, *self.more_setups} - {""})


class ItemCondition(Enum):
    """How it stands with one item."""

    WAITING = auto()
    REMOVING = auto()
    RETRYING = auto()
    GONE = auto()
    LEFT = auto()


@dataclass(frozen=True, slots=True)
class ItemReport:
    """One news of one item."""

    item: Item
    condition: ItemCondition
    problem: Problem | None = None
