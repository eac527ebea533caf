"""How far a setup came, or its undoing: a row for each step, and what that means for going on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.setup_plan import Step, StepKind
from hourpass.services.setup_reports import Leftover, StepCondition, StepReport

_TAKEN_BACK = frozenset({StepCondition.UNDONE, StepCondition.WAITING})
_AT_WORK = frozenset({StepCondition.RUNNING, StepCondition.RETRYING, StepCondition.UNDOING})


class Course(Enum):
    """What is going on as a whole."""

    CREATING = auto()
    CREATED = auto()
    FAILED = auto()
    UNDOING = auto()
    UNDONE = auto()
    LEFT_OVER = auto()  # undone but for what could not be taken back


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One step, as the last report of it said."""

    step: Step
    report: StepReport
    leftover: Leftover | None = None

    @property
    def condition(self) -> StepCondition:
        return self.report.condition

    @property
    def tries(self) -> int:
        return self.report.tries

    @property
    def why(self) -> Reason | None:
        """With RETRYING: what AWS said."""
        return self.report.why

    @property
    def problem(self) -> Problem | None:
        """With FAILED and LEFT."""
        return self.leftover.problem if self.leftover else self.report.problem

    @property
    def at_work(self) -> bool:
        """Whether this is where something happens just now."""
        return self.condition in _AT_WORK


def progress_rows(
    plan: Iterable[Step], reports: Mapping[StepKind, StepReport], leftovers: Iterable[Leftover] = ()
) -> tuple[ProgressRow, ...]:
    """The rows of *plan*, in order. The registration is the person's part: it has a row once something is told of it."""
    left = {each.kind: each for each in leftovers}
    return tuple(
        ProgressRow(step, _report(step.kind, reports, left), left.get(step.kind))
        for step in plan
        if step.kind is not StepKind.ENABLE_DEVICE or step.kind in reports or step.kind in left
    )


def share_made(rows: Iterable[ProgressRow], *, undoing: bool = False) -> float:
    """How much of it stands, 0 to 1: grows with the setup, shrinks with its undoing."""
    known = tuple(rows)
    if not known:
        return 0.0
    if undoing:
        return sum(row.condition not in _TAKEN_BACK for row in known) / len(known)
    return sum(row.condition is StepCondition.DONE for row in known) / len(known)


def unfinished(plan: Iterable[Step], reports: Mapping[StepKind, StepReport]) -> tuple[ProgressRow, ...]:
    """What is still to be created, without the person's part."""
    return tuple(
        row
        for row in progress_rows(plan, reports)
        if row.step.kind is not StepKind.ENABLE_DEVICE and row.condition is not StepCondition.DONE
    )


def _report(kind: StepKind, reports: Mapping[StepKind, StepReport], left: Mapping[StepKind, Leftover]) -> StepReport:
    if kind in left:
        return StepReport(kind, StepCondition.LEFT, problem=left[kind].problem)
    return reports.get(kind, StepReport(kind, StepCondition.WAITING))
