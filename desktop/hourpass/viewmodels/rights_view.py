"""What an administrator's rights mean for going on: enough, unknown, enough for one way only, or lacking."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from hourpass.domain.setup import Mode
from hourpass.domain.setup_plan import Side
from hourpass.services.preflight import Checked


class Rights(Enum):
    """How far they go."""

    ENOUGH = auto()
    UNKNOWN = auto()  # AWS does not let it be checked
    SESSION_ONLY = auto()  # enough to set a session up, not a role
    LACKING = auto()


@dataclass(frozen=True, slots=True)
class RightsView:
    """The rights for what is still open: both modes, or the one that is settled."""

    rights: Rights
    missing: tuple[str, ...]  # actions
    full: tuple[str, ...]  # used-up quotas, by AWS's names
    policy: str  # the smallest that grants what is missing

    @property
    def goes_on(self) -> bool:
        """Whether it may be gone on without more ado. A denial is a simulation's word: whoever knows better may go on."""
        return self.rights is not Rights.LACKING


def rights_of(checked: Checked, mode: Mode | None = None, side: Side | None = None) -> RightsView:
    """Of *checked*, for *mode* (None: either) on *side* (None: the only one there is)."""
    shown = mode or Mode.ROLE
    missing, full = checked.missing_for(shown, side), checked.full_for(shown, side)
    if checked.missing is None:
        rights = Rights.UNKNOWN
    elif not missing:
        rights = Rights.ENOUGH
    elif mode is None and not checked.missing_for(Mode.SESSION, side):
        rights = Rights.SESSION_ONLY
    else:
        rights = Rights.LACKING
    return RightsView(rights, missing, full, checked.policy_for(shown, side))
