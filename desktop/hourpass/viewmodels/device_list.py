"""A user's MFA devices: what can be done with each, and what is wrong with what is typed for a new one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from hourpass.domain.profile import Profile
from hourpass.domain.setup import Draft, DraftField, DraftFlaw, Mode, TakenNames, draft_flaws
from hourpass.services.ports import DeviceKind
from hourpass.services.user_devices import NamedDevice, OwnDevice, RemovalRisk, UserDevices

# IAM API reference, serialNumberType; hardware tokens have no ARN.
_TOKEN_SERIAL = re.compile(r"[\w+=/,.@-]{9,256}", re.ASCII)


class Act(Enum):
    """What can be done with a device."""

    USE = auto()  # by this profile
    REPLACE = auto()
    RESYNC = auto()
    REMOVE = auto()


class Place(Enum):
    """The pages of the window."""

    WHO = auto()
    LIST = auto()
    ADD = auto()
    PAIR = auto()
    CODES = auto()
    NEW_CODE = auto()
    REMOVE = auto()


@dataclass(frozen=True, slots=True)
class Aim:
    """What is being done, and with which device."""

    act: Act | None = None  # None: a further device is added
    serial: str = ""
    name: str = ""


class SerialFlaw(Enum):
    """What is wrong with the serial number of a hardware token."""

    MISSING = auto()
    NOT_A_SERIAL = auto()
    REGISTERED = auto()  # it is on the list


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device as it is shown."""

    device: OwnDevice
    used_here: bool  # by the profile that the window was opened from
    other_profiles: tuple[str, ...]
    acts: tuple[Act, ...]  # none with a passkey: STS takes no code of it, and it is cared for in the console


class DeviceList:
    """The state of the window, as far as it is not on its way to AWS."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.listed: UserDevices | None = None
        self._name = ""
        self._serial = ""

    def show(self, listed: UserDevices, profile: Profile) -> None:
        """These are the devices now, and that is how the profile stands now."""
        self.listed, self.profile = listed, profile

    @property
    def rows(self) -> tuple[DeviceRow, ...]:
        """The devices; those that give codes come first."""
        return tuple(map(self._row, self.listed.devices)) if self.listed else ()

    @property
    def stranded(self) -> tuple[NamedDevice, ...]:
        """What was made for this user and never registered."""
        return self.listed.stranded if self.listed else ()

    @property
    def may_add(self) -> bool:
        """Whether AWS takes a further device."""
        return self.listed is not None and not self.listed.full

    def risk(self, serial: str) -> RemovalRisk | None:
        """Why that device had better not be removed."""
        return self.listed.risk_of_removing(serial) if self.listed else None

    def row(self, serial: str) -> DeviceRow | None:
        """The one with that serial."""
        return next((row for row in self.rows if row.device.serial == serial), None)

    # a new device

    def begin_adding(self) -> None:
        """Nothing is typed yet; a free name is proposed."""
        self._name = self.listed.free_name if self.listed else ""
        self._serial = ""

    @property
    def name(self) -> str:
        """Of the new virtual device."""
        return self._name

    @property
    def serial(self) -> str:
        """Of the hardware token."""
        return self._serial

    def type_name(self, text: str) -> None:
        """*text* stands where the name is typed."""
        self._name = text.strip()

    def type_serial(self, text: str) -> None:
        """*text* stands where the token's serial is typed."""
        self._serial = text.strip()

    @property
    def name_flaw(self) -> DraftFlaw | None:
        """What keeps a device of that name from being made."""
        owner = self.listed.owner if self.listed else None
        draft = Draft("", owner.account if owner else "", owner.user_name if owner else "", self._name, Mode.SESSION)
        draft = replace(draft, existing_user_path="/")
        return draft_flaws(draft, TakenNames(devices=self._taken())).get(DraftField.DEVICE_NAME)

    @property
    def serial_flaw(self) -> SerialFlaw | None:
        """What keeps a token of that serial from being registered."""
        if not self._serial:
            return SerialFlaw.MISSING
        if not _TOKEN_SERIAL.fullmatch(self._serial):
            return SerialFlaw.NOT_A_SERIAL
        return SerialFlaw.REGISTERED if self.row(self._serial) else None

    def _taken(self) -> frozenset[str]:
        if self.listed is None:
            return frozenset()
        return self.listed.taken | {device.name for device in self.listed.devices}

    def _row(self, device: OwnDevice) -> DeviceRow:
        used_here = device.serial == self.profile.device_serial
        others = tuple(name for name in device.profiles if name != self.profile.name)
        acts = []
        if device.kind is not DeviceKind.PASSKEY:
            acts = [Act.RESYNC, Act.REMOVE]
            if self.may_add:
                acts.insert(0, Act.REPLACE)
            if not used_here:
                acts.insert(0, Act.USE)
        return DeviceRow(device, used_here, others, tuple(acts))
