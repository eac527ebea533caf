"""What a setup, an undoing or a removal tells while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.setup_plan import StepKind


class StepCondition(Enum):
    """How it stands with one step just now."""

    WAITING = auto()  # its turn has not come
    RUNNING = auto()
    RETRYING = auto()  # AWS does not agree with itself yet; the same call is sent again
    DONE = auto()
    FAILED = auto()
    UNDOING = auto()
    UNDONE = auto()
    LEFT = auto()  # could not be taken back


@dataclass(frozen=True, slots=True)
class StepReport:
    """One news of one step."""

    kind: StepKind
    condition: StepCondition
    tries: int = 1  # how many times the call was sent so far
    why: Reason | None = None  # with RETRYING: what AWS said
    made: str = ""  # with DONE: the ARN, or the id of the access key
    problem: Problem | None = None  # with FAILED and LEFT


@dataclass(frozen=True, slots=True)
class NewDevice:
    """A virtual device that waits for its two codes. The seed lives in memory, until the device is registered."""

    serial: str
    name: str
    seed: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Leftover:
    """What could not be taken back, so that somebody can do it by hand."""

    kind: StepKind
    subject: str
    arn: str
    problem: Problem
