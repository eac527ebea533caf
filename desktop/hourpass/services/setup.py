"""Setting up: from a draft to a user whose codes open something, and back to what was before."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from hourpass.domain.problem import HourpassError
from hourpass.domain.profile import USUAL_DURATIONS, Method, Profile, UsualDurations
from hourpass.domain.setup import Draft, Mode
from hourpass.domain.setup_plan import Side, Step, StepKind
from hourpass.domain.setup_record import Record, Stage, StepState
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.carrying_out import CarryingOut
from hourpass.services.enrolment import Enrolment
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.makers import Waiting, makers_of
from hourpass.services.pause import Pause
from hourpass.services.ports import Aws, Clock
from hourpass.services.setup_entry import Entry
from hourpass.services.setup_ports import Iam, Journal
from hourpass.services.setup_reports import Leftover, NewDevice, StepCondition, StepReport
from hourpass.services.taking_back import TakingBack
from hourpass.services.trying_again import TryingAgain


def begin(draft: Draft, clock: Clock) -> Record:
    """The record of a setup of which nothing was done yet. It reaches the journal with the first step."""
    return Record(draft, clock.now())


class Fruit(Protocol):
    """What a setup leaves on this computer: the profile that stands on it."""

    def put(self, setup: Setup) -> bool:
        """Let it be there, once however often this is called; whether it outlives the process."""

    def take_back(self, setup: Setup) -> None:
        """Let it be gone, also where an earlier process put it there."""


class NoFruit:
    """Nothing is left here but the key."""

    def put(self, setup: Setup) -> bool:
        del setup
        return True

    def take_back(self, setup: Setup) -> None:
        """Nothing to do."""


class Setup:
    """One setup: carried out, continued after a crash, or taken back. *user_side* is IAM of the user's account,
    *role_side* of the account that the new role lies in, which may be the same. Every call blocks.
    """

    def __init__(
        self,
        record: Record,
        user_side: Iam,
        role_side: Iam,
        aws: Aws,
        keys: KeyStore,
        journal: Journal,
        clock: Clock,
        pause: Pause,
        region: str,
        fruit: Fruit | None = None,
    ) -> None:
        self._fruit = fruit or NoFruit()
        self._entry = Entry(record, journal)
        self._clock, self._region = clock, region
        again = TryingAgain(clock, pause)
        sides = {Side.USER: user_side, Side.ROLE: role_side}
        self._waiting = Waiting()
        makers = makers_of(self._entry, sides, aws, keys, region, self._waiting)
        self._carrying_out = CarryingOut(self._entry, makers, again)
        self._taking_back = TakingBack(self._entry, sides, keys, again)
        self._enrolment = Enrolment(self._entry, user_side, again)
        self._enrolled_at: datetime | None = None
        # Creating and enrolling may go on at the same time; the undoing waits until neither does.
        self._creating, self._enrolling = threading.Lock(), threading.Lock()
        self._finishing = threading.Lock()  # both may come last

    @property
    def record(self) -> Record:
        """As it stands in the journal."""
        return self._entry.record

    @property
    def device(self) -> NewDevice | None:
        """The device that waits for its codes; None before it is there, and again once it is registered."""
        return self._waiting.device

    @property
    def enrolled_at(self) -> datetime | None:
        """When this process saw the device registered."""
        return self._enrolled_at

    def forget_seed(self) -> None:
        """Let go of the new device's seed. If it is not registered, the next create() makes the device anew."""
        self._waiting.device = None

    def create(self, report: Callable[[StepReport | NewDevice], None], cancel: Cancel) -> None:
        """Carry out every step that does not stand yet, but for the device's registration.

        Each new device is reported once. HourpassError: the step was reported as FAILED, or all of them stand and the
        journal could not be told; create() may be called again. Cancelled: stopped between two calls.
        """
        with self._creating:
            self._refuse_while_undoing()
            for step in self.record.plan:
                if step.kind is StepKind.ENABLE_DEVICE:
                    continue
                cancel.check()
                known = self.device
                self._carrying_out.carry_out(step, report, cancel)
                made = self.device
                if made is not None and made is not known:
                    report(made)
            self._finish()

    def enrol(self, first: str, second: str) -> None:
        """Register the device with two codes that follow each other; CODES_REFUSED where AWS does not take them.

        May be called from another thread while create() runs.
        """
        with self._enrolling:
            self._refuse_while_undoing()
            step = next((step for step in self.record.plan if step.kind is StepKind.ENABLE_DEVICE), None)
            if step is not None and self.record.state(step.kind) is not StepState.DONE:
                self._enrolment.send(step, first, second)
                self._enrolled_at = self._clock.now()
            self.forget_seed()
            self._finish()

    def undo(self, report: Callable[[StepReport], None], cancel: Cancel) -> tuple[Leftover, ...]:
        """Take back every step, the last one first; what could not be taken back. With nothing left the record is gone.

        May be called again, by another process too. HourpassError only where the journal cannot be written.
        """
        with self._creating, self._enrolling:
            self.forget_seed()
            self._entry.change(lambda record: replace(record, stage=Stage.UNDOING).with_state(StepKind.AWAIT_KEY, None))
            self._fruit.take_back(self)
            left: list[Leftover] = []
            for step in reversed(self.record.plan):
                if self.record.state(step.kind) is None:
                    continue
                report(StepReport(step.kind, StepCondition.UNDOING))
                try:
                    self._taking_back.take_back(step, [one.problem for one in left], report, cancel)
                except HourpassError as error:
                    left.append(self._leftover(step, error))
                    report(StepReport(step.kind, StepCondition.LEFT, problem=error.problem))
                    continue
                # Where this cannot be written the step is taken back once more, which does no harm.
                with suppress(HourpassError):
                    self._entry.nothing_there(step.kind)
                report(StepReport(step.kind, StepCondition.UNDONE))
            if not left:
                self._entry.remove()
            return tuple(left)

    def profile(self, profile_id: str, name: str, usual: UsualDurations = USUAL_DURATIONS) -> Profile:
        """The profile that gets credentials from what was set up; they last as is *usual*, if the role allows it."""
        draft = self.record.draft
        by_role = draft.mode is Mode.ROLE
        return Profile(
            id=profile_id,
            name=name,
            access_key_id=self.record.access_key_id or draft.existing_key,
            method=Method.ROLE if by_role else Method.SESSION,
            role_arn=draft.role_arn,
            device_serial=draft.device_serial,
            duration=min(draft.role_maximum, usual.role) if by_role else usual.session,
            session_duration=usual.session,
            external_id=draft.external_id if by_role else "",
            region=self._region,
        )

    def _finish(self) -> None:
        """As soon as all steps stand. The fruit comes first: a crash leaves it twice begun, not a setup without it."""
        with self._finishing:
            if self.record.stage is Stage.CREATING and self.record.stands and self._fruit.put(self):
                self._entry.finished()

    def _refuse_while_undoing(self) -> None:
        """What is being taken back can only be taken back: half of what the record names may be gone."""
        if self.record.stage is Stage.UNDOING:
            raise Cancelled

    def _leftover(self, step: Step, error: HourpassError) -> Leftover:
        record = self.record
        draft = record.draft
        arns = {
            StepKind.CREATE_DEVICE: draft.device_serial,
            StepKind.ENABLE_DEVICE: draft.device_serial,
            StepKind.CREATE_ROLE: draft.role_arn,
            StepKind.CREATE_POLICY: draft.policy_arn,
            StepKind.ATTACH_POLICY: draft.policy_arn,
        }
        subject = record.access_key_id if step.kind is StepKind.CREATE_KEY and record.access_key_id else step.subject
        return Leftover(step.kind, subject, arns.get(step.kind, draft.user_arn), error.problem)
