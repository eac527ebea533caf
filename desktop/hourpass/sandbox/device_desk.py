"""IAM's calls about MFA devices."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import datetime

from hourpass.domain import totp
from hourpass.sandbox import answers, names, qr
from hourpass.sandbox.devices import Device
from hourpass.sandbox.names import Form
from hourpass.sandbox.records import User
from hourpass.sandbox.wire import Call, Refused, Value, member_maps, members
from hourpass.sandbox.world import Caller, World

LONGEST_NAME = 226
_SERIAL = r"[\w+=/:,.@-]+"


class DeviceDesk:
    """Answers the calls that it lists in *calls*."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.calls: dict[str, Callable[[Call, Caller, datetime], dict[str, Value] | None]] = {
            "CreateVirtualMFADevice": self._create,
            "DeleteVirtualMFADevice": self._delete,
            "EnableMFADevice": self._enable,
            "ResyncMFADevice": self._resync,
            "DeactivateMFADevice": self._deactivate,
            "ListMFADevices": self._list_of_user,
            "ListVirtualMFADevices": self._list_of_account,
            "GetMFADevice": self._get,
            "ListMFADeviceTags": self._list_tags,
            "TagMFADevice": self._tag,
            "UntagMFADevice": self._untag,
        }

    def _create(self, call: Call, caller: Caller, _now: datetime) -> dict[str, Value]:
        name = call.params["VirtualMFADeviceName"]
        path = call.params.get("Path", "/")
        names.check_name("VirtualMFADeviceName", name, LONGEST_NAME)
        names.check_path(path)
        serial = f"arn:aws:iam::{caller.account}:mfa{path}{name}"
        quota = self._world.quotas.devices
        if len(self._world.devices.of_account(caller.account)) >= quota:
            raise Refused(answers.over_quota("VirtualMFADevicesPerAccount", quota))
        device = self._world.devices.create(serial, caller.account, _tags(call))
        uri = totp.otpauth_uri(device.seed, name, caller.account)
        return {
            "VirtualMFADevice": {
                "SerialNumber": serial,
                "Base32StringSeed": base64.b64encode(device.seed.encode()).decode(),
                "QRCodePNG": base64.b64encode(qr.png(uri)).decode(),
                "Tags": _shown_tags(device),
            }
        }

    def _delete(self, call: Call, caller: Caller, _now: datetime) -> None:
        device = self._device(call, caller)
        if device.owner_id:
            raise Refused(answers.DEVICE_STILL_ASSIGNED)
        self._world.devices.delete(device.serial)

    def _enable(self, call: Call, caller: Caller, now: datetime) -> None:
        user, codes = self._user(call, caller), _codes(call)
        device = self._device(call, caller)
        if device.owner_id == user.id:
            raise Refused(answers.device_already_of_user(user.name))
        if device.owner_id:
            raise Refused(answers.DEVICE_IN_USE_BY_OTHER)
        own = self._world.devices.of_user(user.id)
        _check_own(caller, user, own)
        if len(own) >= self._world.quotas.devices_a_user:
            raise Refused(answers.over_quota("MFADevicesPerUser", self._world.quotas.devices_a_user))
        self._world.devices.enable(device, user.id, codes, now, self._world.delays.devices)

    def _resync(self, call: Call, caller: Caller, now: datetime) -> None:
        user, codes = self._user(call, caller), _codes(call)
        device = self._device_of(user, call, caller)
        self._world.devices.resync(device, codes, now, self._world.delays.devices)

    def _deactivate(self, call: Call, caller: Caller, now: datetime) -> None:
        user = self._user(call, caller)
        device = self._device_of(user, call, caller)
        _check_own(caller, user, [device])
        self._world.devices.deactivate(device, now, self._world.delays.devices)

    def _list_of_user(self, call: Call, caller: Caller, _now: datetime) -> dict[str, Value]:
        user = self._user(call, caller)
        found = [
            {"UserName": user.name, "SerialNumber": device.serial, "EnableDate": device.enabled_at}
            for device in self._world.devices.of_user(user.id)
        ]
        return {"MFADevices": found}

    def _list_of_account(self, call: Call, caller: Caller, _now: datetime) -> dict[str, Value]:
        owners = {user.id: user for user in self._world.store.users(caller.account)}
        status = call.params.get("AssignmentStatus", "Any")
        found: list[Value] = []
        for device in self._world.devices.of_account(caller.account):
            if status != "Any" and (status == "Assigned") != bool(device.owner_id):
                continue
            owner = owners.get(device.owner_id)
            found.append(
                {
                    "SerialNumber": device.serial,  # never the seed, nor the picture of it
                    "User": _shown_user(owner) if owner else None,
                    "EnableDate": device.enabled_at,
                }
            )
        return {"VirtualMFADevices": found}

    def _get(self, call: Call, caller: Caller, _now: datetime) -> dict[str, Value]:
        device = self._device(call, caller)
        owner = next((u for u in self._world.store.users(caller.account) if u.id == device.owner_id), None)
        if owner is None or call.params.get("UserName", owner.name) != owner.name:
            raise Refused(answers.DEVICE_NOT_OF_USER)
        return {"UserName": owner.name, "SerialNumber": device.serial, "EnableDate": device.enabled_at}

    def _list_tags(self, call: Call, caller: Caller, _now: datetime) -> dict[str, Value]:
        return {"Tags": _shown_tags(self._device(call, caller))}

    def _tag(self, call: Call, caller: Caller, _now: datetime) -> None:
        self._device(call, caller).tags.update(_tags(call))

    def _untag(self, call: Call, caller: Caller, _now: datetime) -> None:
        device = self._device(call, caller)
        for key in members(call.params, "TagKeys"):
            device.tags.pop(key, None)

    def _user(self, call: Call, caller: Caller) -> User:
        name = call.params["UserName"]
        user = self._world.store.user(caller.account, name)
        if user is None:
            raise Refused(answers.no_such("user", name))
        return user

    def _device(self, call: Call, caller: Caller) -> Device:
        form = Form()
        serial = call.params["SerialNumber"]
        form.text("SerialNumber", serial, _SERIAL, 9, 256)
        form.check()
        device = self._world.devices.get(serial)
        if device.account != caller.account:
            raise Refused(answers.no_such_device(serial))
        return device

    def _device_of(self, user: User, call: Call, caller: Caller) -> Device:
        device = self._device(call, caller)
        if device.owner_id != user.id:
            raise Refused(answers.DEVICE_NOT_OF_USER)
        return device


def _check_own(caller: Caller, user: User, own: list[Device]) -> None:
    """A user who has a device may not add or remove own ones with the long-term key alone."""
    proved = caller.session is not None and caller.session.mfa_at is not None
    if caller.principal_id == user.id and own and not proved:
        raise Refused(answers.OWN_DEVICE_NEEDS_MFA)


def _codes(call: Call) -> tuple[str, str]:
    form, found = Form(), []
    for parameter in ("AuthenticationCode1", "AuthenticationCode2"):
        code = call.params[parameter]
        form.text(parameter, code, r"[\d]+", 6, 6)
        found.append(code)
    form.check()
    return found[0], found[1]


def _tags(call: Call) -> dict[str, str]:
    found = {one["Key"]: one.get("Value", "") for one in member_maps(call.params, "Tags") if "Key" in one}
    for key, value in found.items():
        if not re.fullmatch(r"[\w\s.:/=+@-]{1,128}", key) or not re.fullmatch(r"[\w\s.:/=+@-]{0,256}", value):
            raise Refused(answers.invalid_value(key, "tags", "Member must satisfy the pattern of a tag"))
    return found


def _shown_tags(device: Device) -> list[Value]:
    return [{"Key": key, "Value": value} for key, value in device.tags.items()]


def _shown_user(user: User) -> dict[str, Value]:
    return {
        "Path": user.path,
        "UserName": user.name,
        "UserId": user.id,
        "Arn": user.arn,
        "CreateDate": user.created,
    }
