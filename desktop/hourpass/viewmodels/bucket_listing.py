"""How far the listing of a profile's buckets has come, and what may be done about it."""

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
    EMPTY = auto()
    """All is well, and the account has no bucket."""
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


class BucketListing:
    """The stage of one profile's listing, the rows counted so far, and why it failed."""

    def __init__(self) -> None:
        self.profile: Profile | None = None
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

    def show(self, profile: Profile | None, has_credentials: bool) -> Move:
        """Turn to *profile*. The move to make; a profile that is only renamed stays the same."""
        same = _same(self.profile, profile)
        self.profile = profile
        if profile is None or not has_credentials:
            if same and profile is not None and self.running:
                # Our own clock noticed the end before an answer of AWS did.
                self.fail(Problem(Reason.EXPIRED))
                return Move.INTERRUPT
            if same and profile is not None and self.expired:
                return Move.NOTHING
            self._rest()
            return Move.CLEAR
        if not same:
            self._rest()
            return Move.LIST
        if self.stage is Stage.IDLE:
            return Move.LIST
        return Move.LIST_AGAIN if self.expired else Move.NOTHING

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

    def _rest(self) -> None:
        self.stage, self.problem, self.count = Stage.IDLE, None, 0


def _same(one: Profile | None, other: Profile | None) -> bool:
    """Whether both list the same buckets: a new name or another duration changes nothing about them."""
    return _caller(one) == _caller(other)


def _caller(profile: Profile | None) -> tuple[object, ...]:
    if profile is None:
        return ()
    return profile.id, profile.access_key_id, profile.method, profile.role_arn, profile.effective_region
