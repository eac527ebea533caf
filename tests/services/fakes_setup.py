"""A setup over a sandbox, with a vault and a journal on disk that outlive whoever writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyotp
from botocore import xform_name

from hourpass.adapters.aws.clients import DeafSession
from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.adapters.iam_account import IamAccount, Send
from hourpass.adapters.journal_file import JournalFile
from hourpass.domain.credentials import Keys, LongTermKeys
from hourpass.domain.problem import HourpassError, Reason
from hourpass.domain.setup import Draft, Mode, Permission
from hourpass.domain.setup_plan import StepKind
from hourpass.domain.setup_record import Record, StepState
from hourpass.sandbox.inprocess import attach
from hourpass.sandbox.sandbox import Sandbox
from hourpass.services.administrator import Administrator, AdminSource
from hourpass.services.cancel import Cancel
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.pause import Pause
from hourpass.services.ports import Aws, Clock, VaultKind
from hourpass.services.setup import Fruit, Setup, begin
from hourpass.services.setup_ports import AdminProfile, Journal
from hourpass.services.setup_reports import NewDevice, StepReport
from services.fakes_account import inventory, plant_foreign_things

REGION = "eu-west-1"
ACCOUNT, PARTNER = "111122223333", "444455556666"
ROLE = Draft("0a1b2c3d", ACCOUNT, "desk", "desk-phone", role_name="desk-s3", external_id="audit")
SESSION = Draft("0a1b2c3d", ACCOUNT, "desk", "desk-phone", mode=Mode.SESSION, permission=Permission.READ_OBJECTS)
EXISTING = Draft("0a1b2c3d", ACCOUNT, "practice", "desk-phone", mode=Mode.SESSION, existing_user_path="/")
CROSSING = Draft("0a1b2c3d", ACCOUNT, "desk", "desk-phone", role_name="desk-s3", role_account=PARTNER)
DRAFTS = {"role": ROLE, "session": SESSION, "existing user": EXISTING, "two accounts": CROSSING}

_loader = DeafSession().get_component("data_loader")  # one for all: reading the service models is what takes time


class NoFiles:
    """No AWS config files: the administrators' keys were typed."""

    def profiles(self) -> tuple[AdminProfile, ...]:
        return ()

    def keys(self, profile: str, code: str, cancel: Cancel) -> Keys:
        raise AssertionError((profile, code, cancel))


class PlainFileVault:
    """Secrets as plain files: outlives a killed process, and is what no real vault may be."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def kind(self) -> VaultKind:
        return VaultKind.MEMORY

    def names(self) -> list[str]:
        return sorted(path.name.replace("!", "/") for path in self._folder.iterdir())

    def get(self, name: str) -> str | None:
        path = self._path(name)
        return path.read_text() if path.exists() else None

    def put(self, name: str, secret: str) -> None:
        self._path(name).write_text(secret)

    def delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name.replace("/", "!")


class FileFruit:
    """The profile of a setup as an empty file: outlives the process that put it there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.can_be_kept = True

    def names(self) -> list[str]:
        return sorted(path.name for path in self._folder.iterdir())

    def put(self, setup: Setup) -> bool:
        if self.can_be_kept:
            (self._folder / setup.profile("", "").access_key_id).touch()
        return self.can_be_kept

    def take_back(self, setup: Setup) -> None:
        if key_id := setup.profile("", "").access_key_id:
            (self._folder / key_id).unlink(missing_ok=True)


def make_setup(
    record: Record,
    send: Send,
    aws: Aws,
    admins: tuple[LongTermKeys, LongTermKeys],
    tools: tuple[Any, Journal, Clock, Pause, Fruit],
) -> Setup:
    """A setup of *record* with one administrator a side. *tools* are vault, journal, clock, pause and fruit."""
    vault, journal, clock, pause, fruit = tools
    user_side, role_side = (
        IamAccount(send, Administrator(AdminSource(typed=keys, region=REGION), NoFiles(), clock)) for keys in admins
    )
    if not record.draft.crosses_accounts:
        role_side = user_side
    return Setup(record, user_side, role_side, aws, KeyStore(vault), journal, clock, pause, REGION, fruit)


def pair(device: NewDevice, clock: Clock) -> tuple[str, str]:
    """What an authenticator shows for *device* in the step before this one, and in this one."""
    totp, now = pyotp.TOTP(device.seed), clock.now()  # once: the step may end between two looks
    return totp.at(now, counter_offset=-1), totp.at(now)


class Desk:
    """One person's computer before a sandbox: its vault and journal stay when the program is started anew."""

    def __init__(self, sandbox: Sandbox, folder: Path, pause: Pause | None = None) -> None:
        self.sandbox, self.clock = sandbox, sandbox.clock
        self.vault = PlainFileVault(folder / "vault")
        self.fruit = FileFruit(folder / "profiles")
        self.folder = folder / "setups"
        self.journal: Journal = JournalFile(str(self.folder), self.clock)
        session = DeafSession()
        session.register_component("data_loader", _loader)
        attach(session, sandbox)
        self.gateway = AwsGateway(session, now=self.clock.now)
        admin = sandbox.seeded.admin
        self._by_hand = session.create_client(
            "iam",
            region_name=REGION,
            aws_access_key_id=admin.access_key_id,
            aws_secret_access_key=admin.secret_access_key,
        )
        self.sent: list[str] = []
        self.reports: list[StepReport] = []
        self.devices: list[NewDevice] = []
        self.pauses: list[float] = []
        self._pause = pause or self._advance
        self.before_call: Callable[[str], None] = lambda _: None
        plant_foreign_things(self.ask, sandbox)
        self.before = inventory(sandbox)

    def ask(self, operation: str, **parameters: Any) -> dict[str, Any]:
        """One IAM call of the account's administrator, outside of Hourpass."""
        answer: dict[str, Any] = getattr(self._by_hand, xform_name(operation))(**parameters)
        return answer

    def start(self, draft: Draft | None = None, admin: LongTermKeys | None = None) -> Setup:
        """The program, started anew: with what the journal holds, or with *draft* where it holds nothing; by *admin*
        instead of the usual one."""
        known = self.journal.records()
        if not known and draft is None:
            raise AssertionError("the journal is empty")
        record = known[0] if known else begin(draft, self.clock)
        admins = (admin or self.sandbox.seeded.admin, self.sandbox.seeded.partner_admin)
        tools = (self.vault, self.journal, self.clock, self._pause, self.fruit)
        return make_setup(record, self._send, self.gateway, admins, tools)

    def hear(self, report: StepReport | NewDevice) -> None:
        if isinstance(report, NewDevice):
            self.devices.append(report)
        else:
            self.reports.append(report)

    def finish(self, setup: Setup) -> None:
        """Create what is missing, and register the device."""
        setup.create(self.hear, Cancel())
        self.enrol(setup)

    def enrol(self, setup: Setup) -> None:
        if setup.record.state(StepKind.ENABLE_DEVICE) is not StepState.DONE:
            assert setup.device is not None
            setup.enrol(*pair(setup.device, self.clock))

    def pass_time(self, **span: float) -> None:
        self.clock.offset += timedelta(**span)

    def names_in_journal(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.exists() else []

    def _send(self, keys: Keys, region: str, operation: str, parameters: Any, cancel: Cancel) -> dict[str, Any]:
        self.sent.append(operation)
        self.before_call(operation)
        return self.gateway.iam(keys, region, operation, parameters, cancel)

    def _advance(self, seconds: float, cancel: Cancel) -> None:
        cancel.check()
        self.pauses.append(seconds)
        self.clock.offset += timedelta(seconds=seconds)


def untouched(desk: Desk) -> None:
    """Hold that the account is as before, and that nothing is left on the computer."""
    assert inventory(desk.sandbox) == desk.before
    assert desk.names_in_journal() == []
    assert desk.vault.names() == []
    assert desk.fruit.names() == []


@contextmanager
def expecting_trouble() -> Iterator[list[Reason]]:
    """Holds the reason of what failed in it, if anything did."""
    reasons: list[Reason] = []
    try:
        yield reasons
    except HourpassError as error:
        reasons.append(error.problem.reason)
