"""How far the listing of a profile's buckets has come, and what may be done about it."""

from __future__ import annotations

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.viewmodels.listing import Listing, Move, Stage, same_caller


class BucketListing(Listing):
    """The listing of one profile's buckets."""

    def __init__(self) -> None:
        super().__init__()
        self.profile: Profile | None = None

    def show(self, profile: Profile | None, has_credentials: bool) -> Move:
        """Turn to *profile*. The move to make; a profile that is only renamed stays the same."""
        same = same_caller(self.profile, profile)
        self.profile = profile
        if profile is None or not has_credentials:
            if same and profile is not None and self.running:
                # Our own clock noticed the end before an answer of AWS did.
                self.fail(Problem(Reason.EXPIRED))
                return Move.INTERRUPT
            if same and profile is not None and self.expired:
                return Move.NOTHING
            self.rest()
            return Move.CLEAR
        if not same:
            self.rest()
            return Move.LIST
        if self.stage is Stage.IDLE:
            return Move.LIST
        return Move.LIST_AGAIN if self.expired else Move.NOTHING
