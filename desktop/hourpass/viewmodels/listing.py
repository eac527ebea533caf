"""How far a listing has come, of buckets or of objects, and what a change of credentials asks of it."""

from __future__ import annotations

from enum import Enum, auto

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile import Profile


class Stage(Enum):
    """Where a listing stands."""

    IDLE = auto()
    """Nothing to ask with: no profile, or one without credentials."""
    LOADING = auto()
    LOADED = auto()
    PAUSED = auto()
    """There is more, which comes when somebody wants it."""
    EMPTY = auto()
    """All is well, and there is nothing."""
    FAILED = auto()
    """It ended early; rows that came before it did are kept."""
    STOPPED = auto()
    """The person stopped it; rows that came before are kept."""


class Move(Enum):
    """What a change of profile or credentials asks for."""

    NOTHING = auto()
    CLEAR = auto()
    """The rows are somebody else's, or nobody's any more."""
    INTERRUPT = auto()
    """Stop asking; the rows stay."""
    LIST = auto()
    """Clear, then list from the start."""
    LIST_AGAIN = auto()
    """List from the start; the rows stay until the first page is here."""
    GO_ON = auto()
    """List from where it was."""


class Listing:
    """The stage of a listing, the rows counted so far, and why it failed."""

    def __init__(self) -> None:
        self.stage = Stage.IDLE
        self.count = 0
        self.problem: Problem | None = None

    @property
    def expired(self) -> bool:
        """Whether it ended because the credentials did."""
        return self.problem is not None and self.problem.reason is Reason.EXPIRED

    @property
    def running(self) -> bool:
        """Whether pages may still come."""
        return self.stage is Stage.LOADING

    def begin(self) -> None:
        """Pages are being asked for."""
        self.stage, self.problem, self.count = Stage.LOADING, None, 0

    def add(self, rows: int) -> None:
        """So many rows more have come."""
        self.count += rows

    def finish(self) -> None:
        """The last page has come."""
        self.stage = Stage.LOADED if self.count else Stage.EMPTY

    def fail(self, problem: Problem) -> None:
        """No more pages will come, for a reason."""
        self.stage, self.problem = Stage.FAILED, problem

    def stop(self) -> None:
        """No more pages are wanted."""
        self.stage = Stage.STOPPED

    def rest(self) -> None:
        """Nothing is there, and nothing asked for."""
        self.stage, self.problem, self.count = Stage.IDLE, None, 0


def same_caller(one: Profile | None, other: Profile | None) -> bool:
    """Whether both list the same things: a new name or another duration changes nothing about them."""
    return _caller(one) == _caller(other)


def _caller(profile: Profile | None) -> tuple[object, ...]:
    if profile is None:
        return ()
    return profile.id, profile.access_key_id, profile.method, profile.role_arn, profile.effective_region
