"""The care of a user's devices off the GUI thread: one thing at a time, its outcome told once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.gui.tasks import Done, Failed, Outcome, Tasks
from hourpass.services.administrator import Administrator
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.device_care import DeviceCare, self_care
from hourpass.services.pairing import Pairing
from hourpass.services.setup_owner import Owner, owner_of
from hourpass.services.setup_ports import Iam
from hourpass.services.setup_reports import NewDevice
from hourpass.services.setup_tools import SetupTools
from hourpass.services.user_devices import UserDevices

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unregistered:
    """A new device, and who knows its codes."""

    device: NewDevice
    pairing: Pairing


class DeviceWork(QObject):
    """What a DeviceCare does, for whoever acts just now. Holds their credentials until it is closed."""

    busy_changed = Signal()
    owner_found = Signal(object)
    """Owner"""
    looked = Signal(object)
    """UserDevices: also after a failure that may have changed something."""
    made = Signal(object)
    """Unregistered"""
    registered = Signal()
    resynced = Signal()
    proved = Signal()
    switched = Signal()
    """Profiles take another device's codes now."""
    removed = Signal()
    gone = Signal(str)
    """Serial of a device that is at AWS no longer, or will soon not be."""
    failed = Signal(object)
    """Problem"""

    def __init__(self, tools: SetupTools, tasks: Tasks, profile: Profile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools, self._tasks = tools, tasks
        self.profile = profile
        self.owner: Owner | None = None
        self._iam: Iam | None = None
        self._running: Cancel | None = None
        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._running is not None

    # who it is about, and who acts

    def find_owner(self) -> None:
        """Whose devices they are: the user that the profile's key belongs to."""
        tools, profile = self._tools, self.profile

        def told(owner: Owner) -> None:
            self.owner = owner
            self.owner_found.emit(owner)

        self._start(lambda cancel: owner_of(profile, tools.journal, tools.keys, tools.aws, cancel), told)

    def by_administrator(self, administrator: Administrator) -> None:
        """An administrator of the user's account acts from now on; look what there is."""
        self._act(lambda _cancel: self._tools.iam(administrator))

    def by_user(self, code: str) -> None:
        """The user itself acts from now on, with a *code* of its device or by its plain key; look what there is."""
        tools, profile = self._tools, self.profile
        self._act(lambda cancel: self_care(profile, tools, code, cancel))

    def _act(self, find: Callable[[Cancel], Iam]) -> None:
        def look(cancel: Cancel) -> tuple[Iam, UserDevices]:
            iam = find(cancel)
            return iam, self._care(iam).look(cancel)

        def told(found: tuple[Iam, UserDevices]) -> None:
            self._iam, listed = found
            self.looked.emit(listed)

        self._start(look, told)

    # what is done

    def look(self) -> None:
        """See what there is now."""
        care = self._care()
        self._start(care.look, self.looked.emit)

    def make(self, name: str) -> None:
        """Make a virtual device, to be scanned."""
        care, clock = self._care(), self._tools.clock

        def make(cancel: Cancel) -> Unregistered:
            device = care.create(name, cancel)
            return Unregistered(device, Pairing(device.seed, clock))

        def missed(unregistered: Unregistered) -> None:
            self._tasks.start(lambda _cancel, _report: care.discard(unregistered.device.serial), lambda _outcome: None)

        self._start(make, self.made.emit, missed)

    def discard(self, serial: str) -> None:
        """Delete a device that was not registered."""
        care = self._care()

        def discard(cancel: Cancel) -> UserDevices:
            care.discard(serial)
            return care.look(cancel)

        self._start(discard, self._told_gone(serial, self.looked.emit))

    def register(self, serial: str, first: str, second: str, *, made: bool) -> None:
        """Give the device to the user. One *made* here is deleted if nobody waits for it any longer."""
        care = self._care()

        def register(cancel: Cancel) -> None:
            try:
                care.register(serial, first, second, cancel)
            except (HourpassError, Cancelled):
                if made and cancel.requested:
                    care.discard(serial)
                raise

        self._start(register, lambda _none: self.registered.emit())

    def resync(self, serial: str, first: str, second: str) -> None:
        """Have AWS measure anew how far off the device is."""
        care = self._care()
        self._start(lambda _cancel: care.resync(serial, first, second), lambda _none: self.resynced.emit())

    def prove(self, serial: str, code: str) -> None:
        """The new phone shows that STS takes its codes."""
        care = self._care()
        self._start(lambda cancel: care.prove(serial, code, cancel), lambda _session: self.proved.emit())

    def take_over(self, serial: str, old: str) -> None:
        """The new phone takes the place of *old* in all profiles, and *old* goes."""
        care = self._care()

        def take_over(cancel: Cancel) -> None:
            care.use(serial, instead_of=old)
            care.remove(old, cancel)

        self._start(take_over, self._told_gone(old, lambda _none: self.switched.emit()), look_after=True)

    def use(self, serial: str) -> None:
        """The profile takes that device's codes from now on."""
        care = self._care()
        self._start(lambda _cancel: care.use(serial), lambda _changed: self.switched.emit(), look_after=True)

    def remove(self, serial: str) -> None:
        """Take the device from the user."""
        care = self._care()
        told = self._told_gone(serial, lambda _none: self.removed.emit())
        self._start(lambda cancel: care.remove(serial, cancel), told, look_after=True)

    # ending

    def give_up(self) -> None:
        """Wait for no outcome any more. What is being changed is changed to its end."""
        if self._running is not None:
            self._running.request()
            self._running = None
            self.busy_changed.emit()

    def let_go(self, serial: str) -> None:
        """Delete a device that was not registered, which nobody has to watch; what fails now is found again later."""
        care = self._care()
        self._tasks.start(lambda _cancel, _report: care.discard(serial), lambda _outcome: None)
        self.gone.emit(serial)

    def close(self) -> None:
        """Tell nothing any more, and hold no credentials."""
        self._closed = True
        self.give_up()
        self._iam = None

    def _told_gone(self, serial: str, told: Callable[[T], None]) -> Callable[[T], None]:
        def tell(value: T) -> None:
            self.gone.emit(serial)
            told(value)

        return tell

    def _care(self, iam: Iam | None = None) -> DeviceCare:
        acting = iam or self._iam
        assert acting is not None  # noqa: S101 (nothing is offered before somebody acts)
        assert self.owner is not None  # noqa: S101 (nor before it is known for whom)
        return DeviceCare(self.profile, self.owner, acting, self._tools)

    def _start(
        self,
        work: Callable[[Cancel], T],
        told: Callable[[T], None],
        missed: Callable[[T], None] = lambda _: None,
        *,
        look_after: bool = False,  # what failed may have been carried out in part
    ) -> None:
        self.give_up()

        def came(outcome: Outcome[T]) -> None:
            if self._running is not running or self._closed:
                if isinstance(outcome, Done):
                    missed(outcome.value)
                return
            self._running = None
            self.profile = self._tools.book.profile(self.profile.id) or self.profile
            if isinstance(outcome, Done):
                told(outcome.value)
            elif isinstance(outcome, Failed):
                self.failed.emit(outcome.problem)
                if look_after:
                    self.look()
            else:
                self.failed.emit(Problem(Reason.UNEXPECTED))
            self.busy_changed.emit()

        running = self._running = self._tasks.start(lambda cancel, _report: work(cancel), came)
        self.busy_changed.emit()
