"""What a change of a long-term key tells while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from hourpass.domain.problem import Problem, Reason
from hourpass.services.setup_reports import StepCondition


class RotationStep(Enum):
    """One thing that is done."""

    CREATE = auto()  # CreateAccessKey, and straight to the keyring
    AWAIT_NEW = auto()  # GetCallerIdentity until AWS knows the new key
    SWITCH = auto()  # every profile of the old key gets the new one
    DEACTIVATE = auto()  # UpdateAccessKey: the old key is inactive
    DELETE_OLD = auto()
    REACTIVATE = auto()  # from here on: taking it back
    AWAIT_OLD = auto()
    SWITCH_BACK = auto()
    DELETE_NEW = auto()


FORWARD = (RotationStep.CREATE, RotationStep.AWAIT_NEW, RotationStep.SWITCH, RotationStep.DEACTIVATE)
BACK = (RotationStep.REACTIVATE, RotationStep.AWAIT_OLD, RotationStep.SWITCH_BACK, RotationStep.DELETE_NEW)
DELETION = (RotationStep.DELETE_OLD,)


@dataclass(frozen=True, slots=True)
class RotationReport:
    """One news of one step."""

    step: RotationStep
    condition: StepCondition
    tries: int = 1  # how many times the call was sent so far
    why: Reason | None = None  # with RETRYING: what AWS said
    made: str = ""  # with DONE: the id of the new key
    problem: Problem | None = None  # with FAILED
