"""The MFA devices of an existing user: another one, a new phone for an old one, a drifted one, one to be gone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.domain.session import Session
from hourpass.domain.setup import PATH, SETUP_TAG
from hourpass.domain.setup_plan import ApiCall
from hourpass.domain.totp import next_step_at
from hourpass.services.administrator import Administrator, AdminSource
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.code_making import CodeMaking
from hourpass.services.deleting import delete, deletion, release, while_detaching
from hourpass.services.ports import Device
from hourpass.services.registering import Registering, of_user, pair
from hourpass.services.setup_owner import Owner
from hourpass.services.setup_ports import Iam, ThingKind
from hourpass.services.setup_reports import NewDevice
from hourpass.services.setup_tools import SetupTools
from hourpass.services.trying_again import Patience, TryingAgain, outcome_unknown
from hourpass.services.user_devices import NamedDevice, OwnDevice, UserDevices


class DeviceCare:
    """Carries out what is wanted with the devices of *owner*, with whatever rights *iam* acts by.

    An administrator may all of it. The user itself needs an MFA session to add or remove its own devices once it has
    one (CODE_NEEDED with a plain key), besides a policy that allows it (DENIED). Every call blocks.
    """

    def __init__(self, profile: Profile, owner: Owner, iam: Iam, tools: SetupTools) -> None:
        self._profile, self._owner, self._iam, self._tools = profile, owner, iam, tools
        self._again = TryingAgain(tools.clock, tools.pause)
        self._tag = ""

    def look(self, cancel: Cancel) -> UserDevices:
        """The user's devices; those that STS takes codes of come first."""
        listed = self._iam.devices(self._owner.user_name, cancel)
        devices = tuple(sorted(map(self._own, listed), key=lambda device: not device.usable))
        stranded: tuple[NamedDevice, ...] = ()
        taken: frozenset[str] = frozenset()
        with passing_over(Reason.DENIED):  # most users may not list those of the whole account
            found = self._iam.ours(ThingKind.DEVICE, cancel)
            taken = frozenset(thing.name for thing in found)
            assigned = {device.serial for device in devices}
            stranded = tuple(
                NamedDevice(thing.arn, thing.name)
                for thing in found
                if not thing.owner
                and thing.arn not in assigned
                and thing.setup_id
                and _is_called_after(self._owner.user_name, thing.name)
                and not self._is_being_set_up(thing.arn)
            )
        return UserDevices(self._owner, devices, stranded, taken)

    def create(self, name: str, cancel: Cancel) -> NewDevice:
        """A new virtual device, which waits for its two codes. Given up in the middle, it is deleted again."""
        serial = self._serial(name)
        call = ApiCall(
            "CreateVirtualMFADevice",
            {
                "VirtualMFADeviceName": name,
                "Path": PATH,
                "Tags": [{"Key": SETUP_TAG, "Value": self._setup_id(cancel)}],
            },
        )
        cancel.check()
        try:
            made = self._iam.change(call)
        except HourpassError as error:
            if not self._cleared_away(serial, error.problem, cancel):
                raise
            made = self._iam.change(call)
        if cancel.requested:
            self.discard(serial)
            raise Cancelled
        return NewDevice(made.arn or serial, name, made.seed)

    def discard(self, serial: str) -> None:
        """Delete a device that was never registered; fine if it is gone."""
        for call in deletion(serial):
            delete(self._iam, call)

    def register(self, serial: str, first: str, second: str, cancel: Cancel) -> None:
        """Give the device to the user: a new virtual one, or a hardware token by its serial number."""
        Registering(self._iam, self._again, self._owner.user_name, serial).send(first, second, cancel)
        self._tools.sessions.ledger.pair_taken(serial, first, second)

    def resync(self, serial: str, first: str, second: str) -> None:
        """Have AWS measure anew how far the device's clock is off. A plain key may do this too. CODE_ALREADY_SENT, and
        nothing sent, where one of the codes was in the pair before.
        """
        ledger = self._tools.sessions.ledger
        if any(ledger.was_in_pair(serial, code) for code in (first, second)):
            next_at = next_step_at(self._tools.clock.now()).isoformat()
            facts = {"serial": serial, "next_at": next_at, "answer": "accepted"}
            raise HourpassError(Problem(Reason.CODE_ALREADY_SENT, facts))
        self._iam.change(ApiCall("ResyncMFADevice", {**of_user(self._owner.user_name, serial), **pair(first, second)}))
        ledger.pair_taken(serial, first, second)

    def prove(self, serial: str, code: str, cancel: Cancel) -> Session:
        """An MFA session by a code of that device: STS takes it, so an older one may go."""
        profile = replace(self._profile, device_serial=serial)
        return self._tools.sessions.prove(profile, code, cancel)

    def use(self, serial: str, instead_of: str = "") -> tuple[Profile, ...]:
        """This profile takes *serial*'s codes from now on, or all do that took another one's; those, changed.

        What they hold goes on: AWS ends credentials when they expire, not when the device goes. A file or a vault that
        fails is told when nothing more can be done; in memory the profiles are changed all the same.
        """
        book, sessions = self._tools.book, self._tools.sessions

        def meant(profile: Profile) -> bool:
            return profile.device_serial == instead_of if instead_of else profile.id == self._profile.id

        before = {each.id: each for each in book.profiles if meant(each)}
        changed = tuple(replace(each, device_serial=serial, makes_codes=False) for each in before.values())
        failures: list[HourpassError] = []
        for profile in changed:
            try:
                book.replace(profile)
            except HourpassError as error:
                failures.append(error)
        for old in dict.fromkeys(each.device_serial for each in before.values()):
            try:
                sessions.change_device((each for each in changed if before[each.id].device_serial == old), old)
            except HourpassError as error:
                failures.append(error)
        for profile in before.values():
            try:
                CodeMaking(book, sessions.seeds).let_go(profile)
            except HourpassError as error:
                failures.append(error)
        if failures:
            raise failures[0]
        return changed

    def remove(self, serial: str, cancel: Cancel) -> None:
        """Take the device from the user; a virtual one is deleted as well, for its name would stay taken otherwise."""
        for call in (release(self._owner.user_name, serial), *deletion(serial)):
            # Taking something away twice does no harm, so it is tried until it is gone.
            take_away = partial(delete, self._iam, call)
            self._again.until_done(take_away, Patience(while_detaching), lambda _tries, _why: None, cancel)

    def _own(self, device: Device) -> OwnDevice:
        users = [each for each in self._tools.book.profiles if each.device_serial == device.serial]
        makes_codes = any(each.makes_codes for each in users)
        return OwnDevice(device.serial, device.kind, tuple(each.name for each in users), makes_codes)

    def _serial(self, name: str) -> str:
        return f"arn:{self._profile.partition}:iam::{self._owner.account}:mfa{PATH}{name}"

    def _cleared_away(self, serial: str, problem: Problem, cancel: Cancel) -> bool:
        """Whether what is in the way was ours, unregistered and of no use without its seed, and is gone now."""
        if problem.reason is not Reason.NAME_TAKEN and not outcome_unknown(problem):
            return False
        try:
            found = self._iam.find(ThingKind.DEVICE, serial, cancel)
        except HourpassError:
            return False  # the first failure says more
        if found is None:
            return problem.reason is not Reason.NAME_TAKEN
        if found.owner or found.setup_id != self._setup_id(cancel) or self._is_being_set_up(serial):
            return False
        self.discard(serial)
        return True

    def _is_being_set_up(self, serial: str) -> bool:
        """Whether a setup that waits to be finished or undone goes on with that device."""
        return any(each.unfinished and each.draft.device_serial == serial for each in self._tools.journal.records())

    def _setup_id(self, cancel: Cancel) -> str:
        """The tag's value: the removal of the setup that made the user finds the device by it."""
        if not self._tag:
            self._tag = self._known_setup(cancel) or os.urandom(4).hex()
        return self._tag

    def _known_setup(self, cancel: Cancel) -> str:
        owner = self._owner
        if owner.record is not None:
            return owner.record.draft.id
        for record in self._tools.journal.records():
            if (record.draft.account, record.draft.user_name) == (owner.account, owner.user_name):
                return record.draft.id
        user = None
        with passing_over(Reason.DENIED):
            user = self._iam.find(ThingKind.USER, owner.user_name, cancel)
        return user.setup_id if user is not None else ""


def self_care(profile: Profile, tools: SetupTools, code: str, cancel: Cancel) -> Iam:
    """IAM as the profile's user itself: with a *code* of its device by an MFA session, without one by its plain key."""
    keys = tools.sessions.prove(profile, code, cancel).credentials if code else tools.keys.get(profile.access_key_id)
    source = AdminSource(typed=keys, region=profile.effective_region)
    return tools.iam(Administrator(source, tools.files, tools.clock))


@contextmanager
def passing_over(reason: Reason) -> Iterator[None]:
    """A refusal for that *reason* ends the block, and nothing more."""
    try:
        yield
    except HourpassError as error:
        if error.problem.reason is not reason:
            raise


def _is_called_after(user_name: str, device_name: str) -> bool:
    """As we name devices: with something behind it, but not with the rest of a longer user's name. IAM tells names
    apart without regard to case.
    """
    rest = device_name[len(user_name) :]
    return device_name.casefold().startswith(user_name.casefold()) and not rest[:1].isalnum()
