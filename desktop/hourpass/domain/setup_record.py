"""The journal's entry of one setup: what was to be made, and how far that came. Written before and after every call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum

from hourpass.domain.setup import Draft
from hourpass.domain.setup_plan import Step, StepKind, plan_of


class Stage(Enum):
    """What was going on when the entry was written."""

    CREATING = "creating"
    FINISHED = "finished"  # everything stands, the profile in the app as well; the entry stays for the removal
    UNDOING = "undoing"  # by cancelling, or by "Remove from AWS"


class StepState(Enum):
    """How far a step came."""

    STARTED = "started"  # it may or may not have been carried out
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Record:
    """One setup. Holds no secret: a seed or key lost in a crash is deleted at AWS and made anew."""

    draft: Draft
    began_at: datetime
    stage: Stage = Stage.CREATING
    states: Mapping[StepKind, StepState] = field(default_factory=dict)  # without those not begun, or taken back
    access_key_id: str = ""  # of the key that was made, once AWS named it
    keys_before: tuple[str, ...] = ()  # key ids of an existing user before ours was asked for: those are not ours

    @property
    def plan(self) -> tuple[Step, ...]:
        return plan_of(self.draft)

    @property
    def unfinished(self) -> bool:
        """Whether the next start has to offer finishing or undoing it."""
        return self.stage is not Stage.FINISHED

    @property
    def stands(self) -> bool:
        """Whether every step is done."""
        return all(self.state(step.kind) is StepState.DONE for step in self.plan)

    def state(self, kind: StepKind) -> StepState | None:
        """None: not begun, or taken back."""
        return self.states.get(kind)

    def with_state(self, kind: StepKind, state: StepState | None) -> Record:
        """The same with *kind* at *state*."""
        states = {each: known for each, known in self.states.items() if each is not kind}
        return replace(self, states=states if state is None else {**states, kind: state})
