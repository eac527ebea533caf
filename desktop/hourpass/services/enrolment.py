"""Registering a setup's device with the two codes that somebody typed."""

from __future__ import annotations

from contextlib import suppress

from hourpass.domain.problem import HourpassError
from hourpass.domain.setup_plan import Step
from hourpass.domain.setup_record import StepState
from hourpass.services.cancel import Cancel
from hourpass.services.registering import Registering
from hourpass.services.setup_entry import Entry
from hourpass.services.setup_ports import Iam
from hourpass.services.trying_again import TryingAgain, outcome_unknown


class Enrolment:
    """Journals around it, so that what nobody heard of is looked for before anything is sent again."""

    def __init__(self, entry: Entry, iam: Iam, again: TryingAgain) -> None:
        draft = entry.record.draft
        self._entry = entry
        self._registering = Registering(iam, again, draft.user_name, draft.device_serial)

    def send(self, step: Step, first: str, second: str) -> None:
        """Carry out *step*, EnableMFADevice. CODES_REFUSED where the codes are not the device's, or not in order."""
        if self._entry.record.state(step.kind) is StepState.STARTED and self._registering.done(Cancel()):
            self._entry.done(step.kind)  # an earlier pair came through, and nobody heard of it
            return
        self._entry.started(step.kind)
        try:
            self._registering.send(first, second, Cancel())
        except HourpassError as error:
            if not outcome_unknown(error.problem):
                with suppress(HourpassError):  # "started" costs the next one a look, nothing else
                    self._entry.nothing_there(step.kind)
            raise
        self._entry.done(step.kind)
