"""The services over a sandbox in this process, with one clock that only waiting moves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import boto3
import botocore.session
import pyotp

from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.adapters.iam_account import IamAccount
from hourpass.adapters.memory_journal import MemoryJournal, MemoryRotations
from hourpass.domain import totp
from hourpass.domain.credentials import Keys
from hourpass.domain.profile import Method, Profile
from hourpass.domain.settings import Settings
from hourpass.domain.setup import Draft
from hourpass.domain.setup_plan import ApiCall, Side, Step, StepKind, plan_of
from hourpass.sandbox.inprocess import attach
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.services.administrator import Administrator, AdminSource
from hourpass.services.cancel import Cancel
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.profile_book import ProfileBook
from hourpass.services.server_clock import ServerClock
from hourpass.services.sessions import Sessions
from hourpass.services.setup_ports import AdminKind, AdminProfile, Iam
from hourpass.services.setup_tools import SetupTools
from sandbox.fakes_sandbox import _LOADER
from services.fakes_services import FakeClock, FakeStore, FakeVault


class OneAdministrator:
    """AWS config files with a single profile, called admin."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def profiles(self) -> tuple[AdminProfile, ...]:
        return (AdminProfile("admin", AdminKind.KEYS),)

    def keys(self, profile: str, code: str, cancel: Cancel) -> Keys:
        assert (profile, code) == ("admin", "")
        cancel.check()
        return self._keys


class SandboxWorld:
    """What the app would be over AWS; ``phones`` holds the authenticator entries by serial."""

    def __init__(self, delays: Delays | None = None) -> None:
        self.clock = FakeClock(datetime(2026, 11, 22, 12, 0, 10, tzinfo=UTC))
        self.sandbox = Sandbox(self.clock, delays or Delays.none())
        self.seeded = self.sandbox.seeded
        core = botocore.session.Session()
        core.register_component("data_loader", _LOADER)
        attach(core, self.sandbox)
        self.aws = AwsGateway(core, now=self.clock.now)
        self.vault = FakeVault()
        self.keys = KeyStore(self.vault)
        self.sessions = Sessions(self.aws, self.vault, self.clock, CodeLedger(self.clock))
        self.keys.keep(self.seeded.user)
        self.store = FakeStore(Settings(profiles=(self.profile(),)))
        self.book = ProfileBook(self.store)
        self.book.load()
        self.journal = MemoryJournal()
        self.rotations = MemoryRotations()
        self.server_clock = ServerClock(self.clock, lambda: self.clock.now().timestamp())
        self.pauses: list[float] = []
        self.phones = {self.seeded.device_serial: self.seeded.device_seed}
        self.tools = SetupTools(
            files=OneAdministrator(self.seeded.admin),
            environment=None,
            iam=lambda administrator: IamAccount(self.aws.iam, administrator),
            aws=self.aws,
            sessions=self.sessions,
            keys=self.keys,
            journal=self.journal,
            rotations=self.rotations,
            book=self.book,
            clock=self.server_clock,
            pause=self.pause,
        )

    def close(self) -> None:
        self.aws.close()
        self.sandbox.close()

    def pause(self, seconds: float, cancel: Cancel) -> None:
        cancel.check()
        self.pauses.append(seconds)
        self.clock.advance(seconds=seconds)

    def profile(self, method: Method = Method.ROLE, **fields: Any) -> Profile:
        """The practice user's."""
        standard: dict[str, Any] = {
            "id": method.value,
            "name": method.value,
            "access_key_id": self.seeded.user.access_key_id,
            "method": method,
            "role_arn": "" if method is Method.SESSION else self.seeded.role_arn,
            "device_serial": self.seeded.device_serial,
            "region": self.seeded.region,
        }
        return Profile(**(standard | fields))

    def administrator(self) -> Administrator:
        return self.acting_with(self.seeded.admin)

    def acting_with(self, keys: Keys) -> Administrator:
        return Administrator(AdminSource(typed=keys), self.tools.files, self.clock)

    @property
    def admin(self) -> Iam:
        return self.tools.iam(self.administrator())

    def code(self, serial: str = "", steps: int = 0) -> str:
        """What the phone shows for *serial*."""
        now = self.clock.now()
        return pyotp.TOTP(self.phones[serial or self.seeded.device_serial]).at(now, counter_offset=steps)

    def pair(self, serial: str) -> tuple[str, str]:
        """The codes of the last step and of this one."""
        return self.code(serial, -1), self.code(serial)

    def next_code(self, serial: str = "") -> str:
        """Wait for the next step, and read its code."""
        self.clock.advance(seconds=(totp.next_step_at(self.clock.now()) - self.clock.now()).total_seconds() + 1)
        return self.code(serial)

    def allow(self, policy: str, user_name: str = "") -> None:
        """Give the user one more inline policy, called after what it is for."""
        call = ApiCall(
            "PutUserPolicy",
            {"UserName": user_name or self.seeded.user_name, "PolicyName": "granted", "PolicyDocument": policy},
        )
        self.admin.change(call)

    def set_up(self, draft: Draft) -> tuple[Profile, dict[StepKind, str]]:
        """Carry *draft*'s plan out as the wizard would, and give the profile; the serial's seed goes to the phones."""
        made: dict[StepKind, str] = {}
        key_id = ""
        for step in plan_of(draft):
            if step.kind is StepKind.AWAIT_KEY:
                continue
            key_id = self._carry_out(step, draft, made) or key_id
        method = Method.SESSION if not draft.role_arn else Method.ROLE
        profile = self.profile(
            method,
            id="new",
            name="new",
            access_key_id=key_id,
            role_arn=draft.role_arn,
            device_serial=draft.device_serial,
        )
        self.book.add(profile)
        return profile, made

    def _carry_out(self, step: Step, draft: Draft, made: dict[StepKind, str]) -> str:
        assert step.side is Side.USER or not draft.crosses_accounts
        parameters = dict(step.do.parameters)
        if step.kind is StepKind.ENABLE_DEVICE:
            first, second = self.pair(draft.device_serial)
            parameters |= {"AuthenticationCode1": first, "AuthenticationCode2": second}
        if step.kind is StepKind.CREATE_ROLE:
            self.clock.advance(seconds=self.sandbox.delays.principals.total_seconds())
        answer = self.admin.change(ApiCall(step.do.operation, parameters))
        made[step.kind] = answer.arn
        if answer.seed:
            self.phones[answer.arn] = answer.seed
        if answer.keys is None:
            return ""
        self.keys.keep(answer.keys)
        return answer.keys.access_key_id


def aws_session(world: SandboxWorld) -> boto3.Session:
    """A client's session of the administrator, for looking past the adapters."""
    core = botocore.session.Session()
    core.register_component("data_loader", _LOADER)
    keys = world.seeded.admin
    session = boto3.Session(keys.access_key_id, keys.secret_access_key, region_name="eu-west-1", botocore_session=core)
    attach(session, world.sandbox)
    return session
