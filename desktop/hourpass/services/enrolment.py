"""Registering the device with the two codes that somebody typed."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.setup_plan import ApiCall, Step
from hourpass.domain.setup_record import StepState
from hourpass.services.cancel import Cancel
from hourpass.services.setup_entry import Entry
from hourpass.services.setup_ports import Iam
from hourpass.services.trying_again import Patience, TryingAgain, outcome_unknown, waiting_for

CODES_KEEP = timedelta(seconds=8)
"""How long a pair is sent again that AWS refused without looking at it. Older, AWS would take it and remember a drift."""

# Who is refused like this has not spent the codes: the user or the device is too new, or too much is asked at once.
_UNSPENT = waiting_for(Reason.NOT_FOUND, Reason.CHANGING_NOW, Reason.THROTTLED, budget=CODES_KEEP)


class Enrolment:
    """Sends each pair once, and looks whether it came through where the answer does not tell."""

    def __init__(self, entry: Entry, iam: Iam, again: TryingAgain) -> None:
        self._entry, self._iam, self._again = entry, iam, again

    def send(self, step: Step, first: str, second: str) -> None:
        """Carry out *step*, EnableMFADevice. CODES_REFUSED where the codes are not the device's, or not in order."""
        if self._entry.record.state(step.kind) is StepState.STARTED and self._registered():
            self._entry.done(step.kind)  # an earlier pair came through, and nobody heard of it
            return
        self._entry.started(step.kind)
        codes = {"AuthenticationCode1": first, "AuthenticationCode2": second}
        call = ApiCall(step.do.operation, {**step.do.parameters, **codes})
        patience = Patience(_UNSPENT, troubles=0)
        try:
            self._again.until_done(lambda: self._iam.change(call), patience, _unheard, Cancel())
        except HourpassError as error:
            if not self._came_through(error.problem):
                if not outcome_unknown(error.problem):
                    with suppress(HourpassError):  # "started" costs the next one a look, nothing else
                        self._entry.nothing_there(step.kind)
                raise
        self._entry.done(step.kind)

    def _came_through(self, problem: Problem) -> bool:
        """Whether the device is registered for our user although AWS's answer was *problem*."""
        if problem.reason is not Reason.DEVICE_IN_USE and not outcome_unknown(problem):
            return False
        try:
            return self._again.until_done(self._registered, Patience(waiting_for()), _unheard, Cancel())
        except HourpassError:
            return False

    def _registered(self) -> bool:
        draft = self._entry.record.draft
        listed = self._iam.devices(draft.user_name, Cancel())
        return draft.device_serial in {device.serial for device in listed}


def _unheard(_tries: int, _why: Reason) -> None:
    """Nobody watches: it takes seconds."""
