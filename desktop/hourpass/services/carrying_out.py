"""Carrying out a setup's steps, all by one rule: journal, call, journal; and after doubt, look before calling again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.setup_plan import Step, StepKind
from hourpass.domain.setup_record import StepState
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.makers import Maker
from hourpass.services.setup_entry import Entry
from hourpass.services.setup_reports import StepCondition, StepReport
from hourpass.services.trying_again import BUDGET, NO_TIME, Patience, TryingAgain, outcome_unknown

Report = Callable[[StepReport], None]

_WAITS_FOR: Mapping[StepKind, frozenset[Reason]] = {
    StepKind.CREATE_ROLE: frozenset({Reason.PRINCIPAL_UNKNOWN}),
    StepKind.CREATE_KEY: frozenset({Reason.NOT_FOUND}),
    StepKind.ATTACH_POLICY: frozenset({Reason.NOT_FOUND}),
    StepKind.PUT_USER_POLICY: frozenset({Reason.NOT_FOUND}),
    StepKind.AWAIT_KEY: frozenset({Reason.KEY_UNKNOWN}),
}
"""How each step notices that AWS does not agree with itself yet about an earlier one."""


class CarryingOut:
    """Carries out one step at a time."""

    def __init__(self, entry: Entry, makers: Mapping[StepKind, Maker], again: TryingAgain) -> None:
        self._entry, self._makers, self._again = entry, makers, again

    def carry_out(self, step: Step, report: Report, cancel: Cancel) -> None:
        """Let *step* stand; fine if it does already. HourpassError was reported as FAILED before it is raised."""
        _Run(self._entry, self._makers[step.kind], step, report, cancel).through(self._again)


class _Run:
    """One step being carried out."""

    def __init__(self, entry: Entry, maker: Maker, step: Step, report: Report, cancel: Cancel) -> None:
        self._entry, self._maker, self._step = entry, maker, step
        self._report, self._cancel = report, cancel
        self._tries = 1
        self._doubtful = entry.record.state(step.kind) is StepState.STARTED
        self._begun = self._doubtful

    def through(self, again: TryingAgain) -> None:
        kind = self._step.kind
        try:
            if self._stands():
                self._report(StepReport(kind, StepCondition.DONE))
                return
            self._report(StepReport(kind, StepCondition.RUNNING))
            made = again.until_done(self._attempt, Patience(self._grants), self._retrying, self._cancel)
            self._doubtful = True  # if the journal cannot be written now, there is something to look for
            self._entry.done(kind, made if kind is StepKind.CREATE_KEY else "")
        except HourpassError as error:
            self._forget_unless_doubtful()
            self._report(StepReport(kind, StepCondition.FAILED, self._tries, problem=error.problem))
            raise
        except Cancelled:
            self._forget_unless_doubtful()
            raise
        self._report(StepReport(kind, StepCondition.DONE, self._tries, made=made))

    def _stands(self) -> bool:
        if self._entry.record.state(self._step.kind) is not StepState.DONE:
            return False
        if not self._maker.lost():
            return True
        self._doubtful = True  # there is something, which the look either finds usable or deletes
        return False

    def _attempt(self) -> str:
        if not self._begun:
            self._maker.begin(self._cancel)
            self._begun = True
        if self._doubtful:
            found = self._look()
            if found is not None:
                return found
        self._cancel.check()
        try:
            return self._maker.make(self._cancel)
        except HourpassError as error:
            self._doubtful = self._doubtful or outcome_unknown(error.problem)
            raise

    def _look(self) -> str | None:
        try:
            return self._maker.look(self._cancel)
        except HourpassError as error:
            if error.problem.reason is Reason.NAME_TAKEN:
                self._doubtful = False  # somebody else's has the name, so ours was never made
            raise

    def _grants(self, problem: Problem) -> timedelta:
        waits = problem.reason is Reason.CHANGING_NOW or problem.reason in _WAITS_FOR.get(self._step.kind, ())
        if problem.reason is Reason.NAME_TAKEN:
            # In doubt it is probably ours: made by the try whose answer got lost, or not quite deleted yet.
            waits = self._doubtful
        return BUDGET if waits else NO_TIME

    def _retrying(self, tries: int, why: Reason) -> None:
        self._tries = tries + 1  # with the one to come
        self._report(StepReport(self._step.kind, StepCondition.RETRYING, tries, why))

    def _forget_unless_doubtful(self) -> None:
        """What AWS refused left nothing behind, so that there is nothing to look for later."""
        kind = self._step.kind
        if self._begun and not self._doubtful and self._entry.record.state(kind) is StepState.STARTED:
            # A journal that cannot be written now says "started", which costs a look and nothing else.
            with suppress(HourpassError):
                self._entry.nothing_there(kind)
