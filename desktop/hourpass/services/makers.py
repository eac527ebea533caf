"""How each step is carried out, and how to see whether it was: one small object a kind of step."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Protocol

from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.setup_plan import Side, Step, StepKind
from hourpass.domain.setup_record import Record, StepState
from hourpass.services.cancel import Cancel
from hourpass.services.deleting import delete, delete_key
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.ports import Aws
from hourpass.services.setup_entry import Entry
from hourpass.services.setup_ports import Iam, Thing, ThingKind
from hourpass.services.setup_reports import NewDevice
from hourpass.services.whose_keys import keys_of


class Maker(Protocol):
    """Carries out one step."""

    def begin(self, cancel: Cancel, /) -> None:
        """Journal that the call comes next."""

    def lost(self) -> bool:
        """Whether the step, though done, has to be done again: its secret did not outlive a crash."""

    def look(self, cancel: Cancel, /) -> str | None:
        """What the step made, if an earlier try came through and its fruit can be used; else None, and nothing of that
        try is left. NAME_TAKEN where the name is somebody else's.
        """

    def make(self, cancel: Cancel, /) -> str:
        """Send the call; the ARN or id of what it made."""


@dataclass(frozen=True, slots=True)
class _Plain:
    """What is the same for most."""

    entry: Entry
    iam: Iam
    step: Step

    def begin(self, _cancel: Cancel) -> None:
        self.entry.started(self.step.kind)

    def lost(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class TaggedMaker(_Plain):
    """Users, roles and policies: the tag tells whose they are."""

    kind: ThingKind
    name: str  # that IAM finds it by
    arn: str

    def look(self, cancel: Cancel) -> str | None:
        return self.arn if _ours(self.entry, self.step, self.iam.find(self.kind, self.name, cancel)) else None

    def make(self, _cancel: Cancel) -> str:
        return self.iam.change(self.step.do).arn or self.arn


@dataclass(slots=True)
class Waiting:
    """The device that waits for its codes, as long as it does."""

    device: NewDevice | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class DeviceMaker(_Plain):
    """The virtual device. Its seed comes once: without it a device that nobody registered is of no use."""

    waiting: Waiting

    def lost(self) -> bool:
        # In this order: who registers the device journals that first, and lets go of the seed then.
        return self.waiting.device is None and self.entry.record.state(StepKind.ENABLE_DEVICE) is not StepState.DONE

    def look(self, cancel: Cancel) -> str | None:
        draft = self.entry.record.draft
        device = _ours(self.entry, self.step, self.iam.find(ThingKind.DEVICE, draft.device_serial, cancel))
        if device is None:
            return None
        if device.owner == draft.user_name:
            self.entry.done(StepKind.ENABLE_DEVICE)
            return draft.device_serial
        delete(self.iam, self.step.undo[0])
        return None

    def make(self, _cancel: Cancel) -> str:
        draft = self.entry.record.draft
        made = self.iam.change(self.step.do)
        self.waiting.device = NewDevice(draft.device_serial, draft.device_name, made.seed)
        return draft.device_serial


@dataclass(frozen=True, slots=True)
class KeyMaker:
    """The access key: from AWS's answer straight to the vault."""

    entry: Entry
    iam: Iam
    step: Step
    keys: KeyStore

    def begin(self, cancel: Cancel) -> None:
        """Also note which keys the user has already: those are not ours, whatever happens."""
        record = self.entry.record
        before = record.keys_before
        if record.state(self.step.kind) is None and not record.draft.creates_user:
            before = tuple(key.id for key in self.iam.access_keys(record.draft.user_name, cancel))

        def change(newest: Record) -> Record:
            newest = newest.with_state(self.step.kind, StepState.STARTED).with_state(StepKind.AWAIT_KEY, None)
            return replace(newest, keys_before=before)

        self.entry.change(change)

    def lost(self) -> bool:
        return not self.keys.has(self.entry.record.access_key_id)

    def look(self, cancel: Cancel) -> str | None:
        record = self.entry.record
        listed = self.iam.access_keys(record.draft.user_name, cancel)
        ours = keys_of(record, listed, self.iam, cancel)
        for key_id in ours:
            if self.keys.has(key_id):
                return key_id
        for key_id in ours:
            delete_key(self.iam, record.draft.user_name, key_id)
        return None

    def make(self, _cancel: Cancel) -> str:
        made = self.iam.change(self.step.do).keys
        if made is None:
            raise HourpassError(Problem(Reason.UNKNOWN))  # AWS said "done" and named no key
        try:
            self.keys.keep(made)
        except HourpassError:
            self._give_back(made)
            raise
        return made.access_key_id

    def _give_back(self, made: LongTermKeys) -> None:
        """The vault does not take the secret, so the key must go; what cannot be deleted now is found by its id."""
        try:
            delete_key(self.iam, self.entry.record.draft.user_name, made.access_key_id)
        except HourpassError:
            # Where the disk is full too, the journal's "started" still leads to the key.
            with suppress(HourpassError):
                self.entry.name_key(made.access_key_id)


@dataclass(frozen=True, slots=True)
class AttachmentMaker(_Plain):
    """The role's policy on the role."""

    def look(self, cancel: Cancel) -> str | None:
        draft = self.entry.record.draft
        attached = self.iam.role_parts(draft.role_name, cancel).attached_policies
        return draft.policy_arn if draft.policy_arn in attached else None

    def make(self, _cancel: Cancel) -> str:
        self.iam.change(self.step.do)
        return self.entry.record.draft.policy_arn


@dataclass(frozen=True, slots=True)
class UserPolicyMaker(_Plain):
    """The inline policy, whose name is the setup's own."""

    def look(self, cancel: Cancel) -> str | None:
        draft = self.entry.record.draft
        found = self.iam.user_policy(draft.user_name, draft.user_policy_name, cancel)
        return None if found is None else draft.user_policy_name

    def make(self, _cancel: Cancel) -> str:
        self.iam.change(self.step.do)
        return self.entry.record.draft.user_policy_name


@dataclass(frozen=True, slots=True)
class KeyAwaiter:
    """AWS's view of the new key. Views differ from server to server, so it must be known twice in a row."""

    entry: Entry
    aws: Aws
    keys: KeyStore
    region: str

    def begin(self, _cancel: Cancel) -> None:
        """Nothing: the step changes nothing."""

    def lost(self) -> bool:
        return False

    def look(self, _cancel: Cancel) -> str | None:
        return None

    def make(self, cancel: Cancel) -> str:
        record = self.entry.record
        keys = self.keys.get(record.access_key_id or record.draft.existing_key)
        self.aws.identity(keys, self.region, cancel)
        return self.aws.identity(keys, self.region, cancel).arn


def makers_of(
    entry: Entry, sides: Mapping[Side, Iam], aws: Aws, keys: KeyStore, region: str, waiting: Waiting
) -> Mapping[StepKind, Maker]:
    """A maker for each step that the program carries out by itself; a new device is put into *waiting*."""
    draft = entry.record.draft
    named = {
        StepKind.CREATE_USER: (ThingKind.USER, draft.user_name, draft.user_arn),
        StepKind.CREATE_ROLE: (ThingKind.ROLE, draft.role_name, draft.role_arn),
        StepKind.CREATE_POLICY: (ThingKind.POLICY, draft.policy_arn, draft.policy_arn),
    }

    def maker(step: Step) -> Maker:
        iam = sides[step.side]
        match step.kind:
            case StepKind.CREATE_DEVICE:
                return DeviceMaker(entry, iam, step, waiting)
            case StepKind.CREATE_KEY:
                return KeyMaker(entry, iam, step, keys)
            case StepKind.ATTACH_POLICY:
                return AttachmentMaker(entry, iam, step)
            case StepKind.PUT_USER_POLICY:
                return UserPolicyMaker(entry, iam, step)
            case StepKind.AWAIT_KEY:
                return KeyAwaiter(entry, aws, keys, region)
        return TaggedMaker(entry, iam, step, *named[step.kind])

    return {step.kind: maker(step) for step in entry.record.plan if step.kind is not StepKind.ENABLE_DEVICE}


def _ours(entry: Entry, step: Step, thing: Thing | None) -> Thing | None:
    """*thing*, if there is one; NAME_TAKEN where another setup, or somebody else, made it."""
    if thing is not None and thing.setup_id != entry.record.draft.id:
        raise HourpassError(Problem(Reason.NAME_TAKEN, {"operation": step.do.operation}))
    return thing
