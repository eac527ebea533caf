"""Administrators without AWS: the files' profiles, and an IAM that answers as it is told."""

from __future__ import annotations

from collections import deque
from typing import Any

from hourpass.domain.credentials import Identity, Keys, LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.setup import TakenNames
from hourpass.services.administrator import Administrator
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Aws
from hourpass.services.preflight import CallerKind, Checked
from hourpass.services.setup_ports import AdminKind, AdminProfile, Iam

ACCOUNT = "111122223333"
ADMIN_KEYS = LongTermKeys("AKIAADMIN00000000001", "admin-secret")
ADMIN = Identity(ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/admin", "AIDAADMIN")
PROFILES = (
    AdminProfile("work", AdminKind.SSO, "eu-west-1"),
    AdminProfile("default", AdminKind.KEYS),
    AdminProfile("guarded", AdminKind.ROLE, mfa_serial=f"arn:aws:iam::{ACCOUNT}:mfa/admin-phone"),
)


class FakeAdminFiles:
    """Has PROFILES, or others; those in *problems* give no keys. ``guarded`` wants the code 123456."""

    def __init__(self, profiles: tuple[AdminProfile, ...] = PROFILES, **problems: Reason) -> None:
        self._profiles, self.problems = profiles, problems
        self.asked: list[tuple[str, str]] = []

    def profiles(self) -> tuple[AdminProfile, ...]:
        return self._profiles

    def keys(self, profile: str, code: str, cancel: Cancel) -> Keys:
        cancel.check()
        self.asked.append((profile, code))
        if profile in self.problems:
            raise HourpassError(Problem(self.problems[profile], {"profile": profile}))
        serial = next((each.mfa_serial for each in self._profiles if each.name == profile), "")
        if serial and code != "123456":
            # As with the real ones, a refusal does not name the device.
            refused, needed = Problem(Reason.CODE_REFUSED), Problem(Reason.CODE_NEEDED, {"serial": serial})
            raise HourpassError(refused if code else needed)
        return ADMIN_KEYS


def checked(account: str = ACCOUNT, **fields: Any) -> Checked:
    """An administrator who may do everything, in an account where nothing is taken."""
    identity = Identity(account, f"arn:aws:iam::{account}:user/admin", "AIDAADMIN")
    nothing = TakenNames(frozenset(), frozenset(), frozenset(), frozenset())
    standard: dict[str, Any] = {
        "identity": identity,
        "kind": CallerKind.USER,
        "alias": "acme",
        "missing": (),
        "taken": nothing,
    }
    return Checked(**(standard | fields))


class FakeLook:
    """Looks nobody over: gets the keys, as the real one does, and answers with what comes next."""

    def __init__(self, *answers: Checked | Reason) -> None:
        self.answers = deque(answers)
        self.keys: list[Keys] = []

    def __call__(self, administrator: Administrator, _iam: Iam, _aws: Aws, cancel: Cancel) -> Checked:
        self.keys.append(administrator.keys(cancel))
        answer = self.answers.popleft() if self.answers else checked()
        if isinstance(answer, Reason):
            raise HourpassError(Problem(answer))
        return answer
