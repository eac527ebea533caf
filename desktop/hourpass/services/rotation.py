"""Changing a user's long-term key: a new one is made and taken into use, the old one rests until it is deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import timedelta

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.domain.rotation_record import RotationRecord, RotationStage
from hourpass.domain.setup_plan import ApiCall
from hourpass.services.acting import Acting
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.deleting import delete_key
from hourpass.services.key_switch import KeySwitch
from hourpass.services.new_key import NewKey
from hourpass.services.ports import Clock
from hourpass.services.rotation_entry import RotationEntry
from hourpass.services.rotation_reports import RotationReport, RotationStep
from hourpass.services.setup_owner import Owner
from hourpass.services.setup_ports import RotationJournal
from hourpass.services.setup_reports import StepCondition
from hourpass.services.setup_tools import SetupTools
from hourpass.services.trying_again import BUDGET, NO_TIME, Patience, TryingAgain

Report = Callable[[RotationReport], None]

_GOING_BACK = frozenset({RotationStage.DELETING, RotationStage.TAKING_BACK})
_IN_USE = frozenset({RotationStage.SWITCHED, RotationStage.KEPT})


def begin(profile: Profile, owner: Owner, clock: Clock) -> RotationRecord:
    """The record of a rotation of which nothing was done yet. It reaches the journal with the first call."""
    return RotationRecord(owner.account, owner.user_name, profile.access_key_id, profile.effective_region, clock.now())


def rotation_of(profile: Profile, journal: RotationJournal) -> RotationRecord | None:
    """The rotation of *profile*'s key that is not over: broken off, or with an old key that rests. Blocks on the disk."""
    return next((each for each in journal.records() if each.concerns(profile.access_key_id)), None)


def unfinished_rotations(journal: RotationJournal) -> tuple[RotationRecord, ...]:
    """Those that an earlier run broke off. Blocks on the disk."""
    return tuple(each for each in journal.records() if each.unfinished)


def profile_of(record: RotationRecord, profiles: Iterable[Profile]) -> Profile | None:
    """A profile that *record*'s key belongs to, by which it can be gone on with; None where none stands on it."""
    return next((each for each in profiles if record.concerns(each.access_key_id)), None)


class Rotation:
    """One rotation: carried out, continued after a crash, finished by deleting the old key, or taken back.

    Every call blocks, and may be made again after a failure, by another process too. Giving up is seen between calls.
    """

    def __init__(self, record: RotationRecord, acting: Acting, tools: SetupTools) -> None:
        self._entry = RotationEntry(record, tools.rotations)
        self._acting, self._tools = acting, tools
        self._new_key = NewKey(self._entry, acting, tools.keys)
        self._switch = KeySwitch(tools.journal, tools.book, tools.sessions)
        self._again = TryingAgain(tools.clock, tools.pause)

    @property
    def record(self) -> RotationRecord:
        """As it stands in the journal."""
        return self._entry.record

    def rotate(self, report: Report, cancel: Cancel) -> None:
        """Up to the point where the new key is used everywhere and the old one is inactive.

        QUOTA_REACHED, with nothing done: the user has two keys already. HourpassError was reported as FAILED.
        """
        if self.record.stage in _GOING_BACK:
            raise Cancelled  # half of what the record names may be gone
        try:
            self._run(RotationStep.CREATE, lambda: self._create(cancel), report, cancel)
        finally:
            self._forget_unless_doubtful()
        if self.record.stage not in _IN_USE:
            self._run(RotationStep.AWAIT_NEW, lambda: self._meet(self.record.new_key_id, cancel), report, cancel)
        else:
            report(RotationReport(RotationStep.AWAIT_NEW, StepCondition.DONE))
        self._run(RotationStep.SWITCH, self._switch_over, report, cancel)
        self._run(RotationStep.DEACTIVATE, self._deactivate, report, cancel)

    def delete_old(self, report: Report, cancel: Cancel) -> None:
        """Delete the inactive key at AWS and in the keyring, for good. Then the record is gone."""
        if self.record.stage not in {RotationStage.KEPT, RotationStage.DELETING}:
            raise Cancelled
        self._run(RotationStep.DELETE_OLD, self._delete_old, report, cancel)

    def take_back(self, report: Report, cancel: Cancel) -> None:
        """The old key works again and is used again, the new one is gone from AWS and keyring, and so is the record."""
        if self.record.stage is RotationStage.DELETING:
            raise Cancelled  # the old key may be gone
        if not self.record.begun:
            return
        before = self.record.stage
        self._run(RotationStep.REACTIVATE, lambda: self._reactivate(before), report, cancel)
        self._run(RotationStep.AWAIT_OLD, lambda: self._meet(self.record.old_key_id, cancel), report, cancel)
        self._run(RotationStep.SWITCH_BACK, self._switch_back, report, cancel)
        self._run(RotationStep.DELETE_NEW, lambda: self._delete_new(cancel), report, cancel)

    # one way a step

    def _create(self, cancel: Cancel) -> str:
        record = self.record
        if record.stage is RotationStage.CREATING or self._new_key.lost:
            self._entry.created(self._new_key.make(cancel))
        return self.record.new_key_id

    def _meet(self, key_id: str, cancel: Cancel) -> str:
        """AWS's servers hear of a key one after the other, so it must be known twice in a row."""
        keys = self._tools.keys.get(key_id)
        for _ in range(2):
            self._tools.aws.identity(keys, self.record.region, cancel)
        return ""

    def _switch_over(self) -> str:
        record = self.record
        self._switch.to(record.new_key_id, instead_of=record.old_key_id)
        if record.stage is RotationStage.CREATED:
            self._entry.reach(RotationStage.SWITCHED)
        return ""

    def _deactivate(self) -> str:
        if self.record.stage is RotationStage.SWITCHED:
            try:
                self._set_status("Inactive")
            except HourpassError as error:
                if error.problem.reason is not Reason.NOT_FOUND:  # somebody has deleted it: it rests all the more
                    raise
            self._entry.reach(RotationStage.KEPT)
        return ""

    def _delete_old(self) -> str:
        record = self.record
        if self._tools.book.key_in_use(record.old_key_id):
            raise HourpassError(Problem(Reason.DELETE_CONFLICT))  # somebody gave it to a profile again
        self._entry.reach(RotationStage.DELETING)
        delete_key(self._acting.iam(), record.user_name, record.old_key_id)
        self._tools.keys.drop(record.old_key_id)
        self._entry.remove()
        return ""

    def _reactivate(self, before: RotationStage) -> str:
        self._tools.keys.get(self.record.old_key_id)  # without its secret there is nothing to go back to
        self._entry.reach(RotationStage.TAKING_BACK)
        try:
            self._set_status("Active")
        except HourpassError as error:
            if error.problem.reason is Reason.NOT_FOUND:
                # It was deleted by somebody else: what is left is to go on with the new one.
                self._entry.reach(RotationStage.KEPT if before is RotationStage.TAKING_BACK else before)
            raise
        return ""

    def _switch_back(self) -> str:
        record = self.record
        if record.new_key_id:
            self._switch.to(record.old_key_id, instead_of=record.new_key_id)
        return ""

    def _delete_new(self, cancel: Cancel) -> str:
        record, iam = self.record, self._acting.iam()
        for key_id in self._new_key.unclaimed(iam, cancel):
            # Its name must outlive a crash between AWS and the vault, or the vault keeps the secret for ever.
            self._entry.name_key(key_id)
            delete_key(iam, record.user_name, key_id)
        if self.record.new_key_id:
            self._tools.keys.drop(self.record.new_key_id)
        self._entry.remove()
        return ""

    # the rule that they are run by

    def _set_status(self, status: str) -> None:
        named = {"UserName": self.record.user_name, "AccessKeyId": self.record.old_key_id}
        self._acting.iam().change(ApiCall("UpdateAccessKey", {**named, "Status": status}))

    def _run(self, step: RotationStep, act: Callable[[], str], report: Report, cancel: Cancel) -> None:
        tries = 1

        def retrying(sent: int, why: Reason) -> None:
            nonlocal tries
            tries = sent + 1  # with the one to come
            report(RotationReport(step, StepCondition.RETRYING, sent, why))

        cancel.check()
        report(RotationReport(step, StepCondition.RUNNING))
        patience = Patience(lambda problem: self._grants(step, problem))
        try:
            made = self._again.until_done(act, patience, retrying, cancel)
        except HourpassError as error:
            report(RotationReport(step, StepCondition.FAILED, tries, problem=error.problem))
            raise
        report(RotationReport(step, StepCondition.DONE, tries, made=made))

    def _grants(self, step: RotationStep, problem: Problem) -> timedelta:
        """How long AWS is given to agree with itself about an earlier step."""
        match problem.reason:
            case Reason.CHANGING_NOW:
                waits = True
            case Reason.KEY_UNKNOWN:
                # Of an administrator's key this says that it is dead.
                met = step in {RotationStep.AWAIT_NEW, RotationStep.AWAIT_OLD}
                waits = met or (self._acting.by_own_key and step is not RotationStep.CREATE)
            case Reason.QUOTA_REACHED:
                # In doubt it is ours that takes the place: the one of the lost answer, or not quite deleted yet.
                waits = step is RotationStep.CREATE and self._new_key.doubtful
            case _:
                waits = False
        return BUDGET if waits else NO_TIME

    def _forget_unless_doubtful(self) -> None:
        """What AWS refused left nothing behind, so that there is nothing to look for later."""
        record = self.record
        if record.begun and record.stage is RotationStage.CREATING and not self._new_key.doubtful:
            # A journal that cannot be changed now says "creating", which costs a look and nothing else.
            with suppress(HourpassError):
                self._entry.nothing_there()
