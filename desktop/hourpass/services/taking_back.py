"""Taking a setup's steps back, from the record alone: each deletes what the setup made, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import timedelta

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.setup_plan import Side, Step, StepKind
from hourpass.domain.setup_record import StepState
from hourpass.services.cancel import Cancel
from hourpass.services.deleting import (
    delete,
    delete_key,
    deletion,
    deletion_of_versions,
    release,
    while_detaching,
)
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.setup_entry import Entry
from hourpass.services.setup_ports import Iam, Thing, ThingKind
from hourpass.services.setup_reports import StepCondition, StepReport
from hourpass.services.trying_again import MOST_TROUBLES, NO_TIME, TROUBLE, Patience, TryingAgain
from hourpass.services.whose_keys import keys_of

Report = Callable[[StepReport], None]


class TakingBack:
    """Takes back one step at a time. Giving up is seen in the pauses only."""

    def __init__(self, entry: Entry, sides: Mapping[Side, Iam], keys: KeyStore, again: TryingAgain) -> None:
        self._entry, self._sides, self._keys, self._again = entry, sides, keys, again
        self._ways: Mapping[StepKind, Callable[[Step], None]] = {
            StepKind.CREATE_USER: self._user,
            StepKind.CREATE_DEVICE: self._device,
            StepKind.CREATE_KEY: self._key,
            StepKind.CREATE_ROLE: self._role,
            StepKind.CREATE_POLICY: self._policy,
            StepKind.ATTACH_POLICY: self._attachment,
            StepKind.PUT_USER_POLICY: self._user_policy,
            StepKind.ENABLE_DEVICE: self._registration,
        }

    def take_back(self, step: Step, earlier: Collection[Problem], report: Report, cancel: Cancel) -> None:
        """Let nothing of *step* be left; HourpassError where something is. *earlier* is what kept steps from being
        taken back so far: they are likely in the way of this one, and trouble is likely to go on.
        """

        def grants(problem: Problem) -> timedelta:
            in_vain = problem.reason is Reason.DELETE_CONFLICT and earlier
            return NO_TIME if in_vain else while_detaching(problem)

        def retrying(tries: int, why: Reason) -> None:
            report(StepReport(step.kind, StepCondition.RETRYING, tries, why))

        troubles = 0 if any(problem.reason in TROUBLE for problem in earlier) else MOST_TROUBLES
        self._again.until_done(lambda: self._ways[step.kind](step), Patience(grants, troubles), retrying, cancel)

    # one way a kind of step

    def _user(self, step: Step) -> None:
        if self._ours(step, ThingKind.USER, step.subject) is None:
            return
        try:
            delete(self._sides[step.side], step.undo[0])
        except HourpassError as error:
            if error.problem.reason is not Reason.DELETE_CONFLICT or not self._clear_user(step):
                raise
            delete(self._sides[step.side], step.undo[0])

    def _clear_user(self, step: Step) -> bool:
        """Delete what else hangs on the user, which is our own: keys and devices that came later. Whether there was any.

        The person's groups, policies and password are theirs: they stay, and so does the user.
        """
        iam = self._sides[step.side]
        parts = iam.user_parts(step.subject, Cancel())
        for key in parts.keys:
            delete_key(iam, step.subject, key.id)
            self._keys.drop(key.id)
        for device in parts.devices:
            for call in (release(step.subject, device.serial), *deletion(device.serial)):
                delete(iam, call)
        return bool(parts.keys or parts.devices)

    def _device(self, step: Step) -> None:
        device = self._released_device(step)
        if device is not None:
            delete(self._sides[step.side], step.undo[0])

    def _registration(self, step: Step) -> None:
        self._released_device(step)

    def _released_device(self, step: Step) -> Thing | None:
        """The device, registered for nobody; None where there is none of ours."""
        draft = self._entry.record.draft
        device = self._ours(step, ThingKind.DEVICE, draft.device_serial)
        if device is None or not device.owner:
            return device
        if device.owner != draft.user_name:
            raise HourpassError(Problem(Reason.DEVICE_IN_USE))  # somebody else came to rely on it
        delete(self._sides[step.side], release(draft.user_name, draft.device_serial))
        return device

    def _key(self, step: Step) -> None:
        record = self._entry.record
        ids = [record.access_key_id] if record.access_key_id else []
        if record.state(step.kind) is StepState.STARTED:
            ids += self._keys_at_aws(step)
        for key_id in dict.fromkeys(ids):
            # Its name must outlive a crash between AWS and the vault, or the vault keeps the secret for ever.
            self._entry.name_key(key_id)
            delete_key(self._sides[step.side], record.draft.user_name, key_id)
            self._keys.drop(key_id)

    def _keys_at_aws(self, step: Step) -> tuple[str, ...]:
        record = self._entry.record
        try:
            iam = self._sides[step.side]
            return keys_of(record, iam.access_keys(record.draft.user_name, Cancel()), iam, Cancel())
        except HourpassError as error:
            if error.problem.reason is Reason.NOT_FOUND:
                return ()
            raise

    def _role(self, step: Step) -> None:
        if self._ours(step, ThingKind.ROLE, step.subject) is not None:
            delete(self._sides[step.side], step.undo[0])

    def _policy(self, step: Step) -> None:
        iam, arn = self._sides[step.side], self._entry.record.draft.policy_arn
        if self._ours(step, ThingKind.POLICY, arn) is None:
            return
        try:
            delete(iam, step.undo[0])
        except HourpassError as error:
            versions = iam.other_versions(arn, Cancel()) if error.problem.reason is Reason.DELETE_CONFLICT else ()
            if not versions:
                raise
            for call in deletion_of_versions(arn, versions):
                delete(iam, call)
            delete(iam, step.undo[0])

    def _attachment(self, step: Step) -> None:
        if self._ours(step, ThingKind.ROLE, step.subject) is not None:
            delete(self._sides[step.side], step.undo[0])

    def _user_policy(self, step: Step) -> None:
        delete(self._sides[step.side], step.undo[0])  # its name is the setup's own

    def _ours(self, step: Step, kind: ThingKind, name: str) -> Thing | None:
        """The thing, if it is there and of this setup: a namesake that somebody made since is not."""
        record = self._entry.record
        thing = self._sides[step.side].find(kind, name, Cancel())
        if thing is None or thing.setup_id == record.draft.id:
            return thing
        # Reading a device's tags is a right of its own; where it is missing, the record tells.
        by_record = kind is ThingKind.DEVICE and not thing.tags
        return thing if by_record and record.state(StepKind.CREATE_DEVICE) is StepState.DONE else None
