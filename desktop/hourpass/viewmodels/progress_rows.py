"""How far a setup came, or its undoing: a row for each thing it makes, and what that means for going on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.setup_plan import Step, StepKind
from hourpass.services.setup_reports import Leftover, StepCondition, StepReport

_AT_WORK = frozenset({StepCondition.RUNNING, StepCondition.RETRYING, StepCondition.UNDOING})
_WITH_THE_ONE_BEFORE = frozenset({StepKind.ATTACH_POLICY})
"""Two calls, one thing to a person: a policy, and its being the role's."""
_FOREMOST = (
    StepCondition.FAILED,
    StepCondition.RETRYING,
    StepCondition.RUNNING,
    StepCondition.UNDOING,
)
"""What a row of several steps shows as soon as one of them is like that."""


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
    """One thing that is made, and how it stands with it: mostly one step, as the last report of it said."""

    steps: tuple[Step, ...]
    report: StepReport
    leftover: Leftover | None = None

    @property
    def title_step(self) -> Step:
        """The step that the row is named after."""
        return self.steps[0]

    @property
    def step(self) -> Step:
        """The one that the report is about."""
        return next((each for each in self.steps if each.kind is self.report.kind), self.steps[0])

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
    plan: Iterable[Step],
    reports: Mapping[StepKind, StepReport],
    leftovers: Iterable[Leftover] = (),
    *,
    undoing: bool = False,
) -> tuple[ProgressRow, ...]:
    """The rows of *plan*, in order. The registration is the person's part: it has a row once something is told of it.
    *undoing*: what changes nothing, a wait, has none, for it cannot be taken back.
    """
    left = {each.kind: each for each in leftovers}
    groups: list[tuple[Step, ...]] = []
    for step in plan:
        if step.kind is StepKind.ENABLE_DEVICE and step.kind not in reports and step.kind not in left:
            continue
        if undoing and not step.undo:
            continue
        # What is left over is told one by one: each has to be deleted by hand.
        if step.kind in _WITH_THE_ONE_BEFORE and groups and not {step.kind, groups[-1][-1].kind} & left.keys():
            groups[-1] += (step,)
        else:
            groups.append((step,))
    return tuple(
        ProgressRow(group, _report(group, reports, left), next((left[s.kind] for s in group if s.kind in left), None))
        for group in groups
    )


def share_done(rows: Iterable[ProgressRow], *, undoing: bool = False) -> float:
    """How much of the setup is made, or of its undoing done, 0 to 1. What was never made needs no undoing."""
    end = StepCondition.UNDONE if undoing else StepCondition.DONE
    known = [row.condition for row in rows if not (undoing and row.condition is StepCondition.WAITING)]
    return known.count(end) / len(known) if known else 0.0


def unfinished(plan: Iterable[Step], reports: Mapping[StepKind, StepReport]) -> tuple[ProgressRow, ...]:
    """What is still to be created, without the person's part."""
    return tuple(
        row
        for row in progress_rows(plan, reports)
        if row.step.kind is not StepKind.ENABLE_DEVICE and row.condition is not StepCondition.DONE
    )


def _report(
    group: tuple[Step, ...], reports: Mapping[StepKind, StepReport], left: Mapping[StepKind, Leftover]
) -> StepReport:
    told = [_told(step.kind, reports, left) for step in group]
    for condition in _FOREMOST:
        for report in told:
            if report.condition is condition:
                return report
    conditions = {report.condition for report in told}
    if conditions == {StepCondition.DONE, StepCondition.WAITING}:
        return StepReport(group[-1].kind, StepCondition.RUNNING)  # the next of its calls is about to be sent
    if conditions == {StepCondition.DONE, StepCondition.UNDONE}:
        return StepReport(group[0].kind, StepCondition.UNDOING)
    return told[0]


def _told(kind: StepKind, reports: Mapping[StepKind, StepReport], left: Mapping[StepKind, Leftover]) -> StepReport:
    if kind in left:
        return StepReport(kind, StepCondition.LEFT, problem=left[kind].problem)
    return reports.get(kind, StepReport(kind, StepCondition.WAITING))
