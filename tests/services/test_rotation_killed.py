"""Killed (SIGKILL) before and after everything that lasts: a change of keys can be finished, and can be taken back."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from hourpass.adapters.aws.clients import DeafSession
from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.adapters.iam_account import IamAccount
from hourpass.domain.credentials import Credentials
from hourpass.domain.profile import Method, Profile
from hourpass.domain.rotation_record import RotationStage
from hourpass.domain.session import Session, to_text
from hourpass.domain.setup import Draft
from hourpass.domain.setup_record import Record, Stage
from hourpass.sandbox.inprocess import attach
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.sandbox.server import serve
from hourpass.services.administrator import Administrator, AdminSource
from hourpass.services.cancel import Cancel
from hourpass.services.rotation import Rotation, unfinished_rotations
from hourpass.services.setup_owner import Owner
from hourpass.services.setup_tools import SetupTools
from sandbox.fakes_sandbox import _LOADER
from services.fakes_setup import NoFiles, PlainFileVault
from services.killed_rotation import ACTS, Fuse, Job, make_tools, rotation
from services.nursery import REGION, Nursery


@dataclass
class Home:
    """An account, and one computer after the other before it, each with the user's one key at work."""

    sandbox: Sandbox
    nursery: Nursery
    gateway: AwsGateway
    endpoint: str
    folder: Path = Path()

    @property
    def owner(self) -> Owner:
        return Owner(self.sandbox.seeded.user_name, self.sandbox.seeded.account)

    def move_into(self, folder: Path, old: str) -> None:
        """A new computer, with what belongs to the user's key *old*."""
        secret = self.vault.get(f"key/{old}") if self.folder.name else self.sandbox.seeded.user.secret_access_key
        assert secret is not None
        self.folder = folder
        tools, seeded = self.tools(), self.sandbox.seeded
        profile = Profile("p", "p", old, Method.ROLE_THROUGH_SESSION, seeded.role_arn, seeded.device_serial)
        tools.book.add(profile)
        self.vault.put(f"key/{old}", secret)
        now = tools.clock.now()
        held = Credentials("ASIAMFA", "secret", "token", now + timedelta(hours=9))
        self.vault.put(f"mfa/{old}/{seeded.device_serial}", to_text(Session(held, now, Method.SESSION)))
        draft = Draft("1a2b3c4d", seeded.account, seeded.user_name, "phone")
        tools.journal.write(Record(draft, now, Stage.FINISHED, access_key_id=old))

    @property
    def vault(self) -> PlainFileVault:
        return PlainFileVault(self.folder / "vault")

    def tools(self) -> SetupTools:
        return make_tools(self.folder, self.gateway, Fuse())

    def start(self, tools: SetupTools | None = None) -> Rotation:
        return rotation(tools or self.tools(), self.owner, self.sandbox.seeded.admin)

    def do(self, act: str) -> None:
        ACTS[act](self.start())

    def killed(self, act: str, moment: int) -> bool:
        job = Job(self.endpoint, str(self.folder), act, self.owner, self.sandbox.seeded.admin, moment)
        status = self.nursery.outcome(job)
        assert status in {0, -signal.SIGKILL}
        return status != 0

    def settled(self, *resting: str) -> str:
        """Hold that one key works and is used by all, that no other is left but those, and give its id."""
        tools = self.tools()
        (profile,) = tools.book.profiles
        key = profile.access_key_id
        iam = IamAccount(
            self.gateway.iam, Administrator(AdminSource(typed=self.sandbox.seeded.admin), NoFiles(), tools.clock)
        )
        listed = {each.id: each.active for each in iam.access_keys(self.owner.user_name, Cancel())}
        assert listed == {key: True} | dict.fromkeys(resting, False)
        mfa = f"mfa/{key}/{profile.device_serial}"
        assert self.vault.names() == sorted([mfa, *(f"key/{each}" for each in listed)])
        assert self.gateway.identity(tools.keys.get(key), REGION, Cancel()).arn == self.sandbox.seeded.user_arn
        assert [each.access_key_id for each in tools.journal.records()] == [key]
        assert [each.old_key_id for each in tools.rotations.records()] == [*resting]
        return key


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    sandbox = Sandbox(delays=Delays.none())
    session = DeafSession()
    session.register_component("data_loader", _LOADER)
    attach(session, sandbox)
    nursery = Nursery("services.killed_rotation")
    with serve(sandbox) as endpoint:
        made = Home(sandbox, nursery, AwsGateway(session, now=sandbox.clock.now), endpoint)
        made.move_into(tmp_path_factory.mktemp("first"), sandbox.seeded.user.access_key_id)
        yield made
    nursery.close()
    made.gateway.close()
    sandbox.close()


def moments(home: Home, tmp_path: Path, act: str, prepare: Callable[[], None] = lambda: None) -> Iterator[str]:
    """The old key, for each moment at which *act* can be killed, as that left it."""
    for moment in range(50):
        old = home.settled()
        home.move_into(tmp_path / str(moment), old)
        prepare()
        if not home.killed(act, moment):
            assert moment > 3  # of which this one was none: it came to its end
            if act == "rotate":
                home.do("take back")
            return
        yield old
    raise AssertionError("it never came to its end")


def test_a_change_killed_at_any_moment_can_be_finished(home: Home, tmp_path: Path) -> None:
    for old in moments(home, tmp_path, "rotate"):
        home.do("rotate")
        assert home.settled(old) != old
        home.do("delete")


def test_a_change_killed_at_any_moment_can_be_taken_back(home: Home, tmp_path: Path) -> None:
    for old in moments(home, tmp_path, "rotate"):
        home.do("take back")
        assert home.settled() == old


def test_taking_back_killed_at_any_moment_can_be_finished(home: Home, tmp_path: Path) -> None:
    for old in moments(home, tmp_path, "take back", lambda: home.do("rotate")):
        for record in unfinished_rotations(home.tools().rotations):
            assert record.stage is RotationStage.TAKING_BACK
        home.do("take back")
        assert home.settled() == old


def test_a_deletion_killed_at_any_moment_can_be_finished(home: Home, tmp_path: Path) -> None:
    for old in moments(home, tmp_path, "delete", lambda: home.do("rotate")):
        home.do("delete")
        assert home.settled() != old


def test_a_new_start_shows_what_was_broken_off(home: Home, tmp_path: Path) -> None:
    home.move_into(tmp_path / "shown", home.settled())
    assert home.killed("rotate", 5)
    (record,) = unfinished_rotations(home.tools().rotations)
    assert record.begun
    assert replace(record, stage=RotationStage.KEPT).unfinished is False
    home.do("take back")
