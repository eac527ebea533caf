"""Chains of roles from a person's AWS config files to credentials, at the embedded AWS."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hourpass.adapters.aws.administrators import Administrators
from hourpass.adapters.aws.clients import DeafSession
from hourpass.adapters.aws.config_files import ConfigFiles
from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Reason
from hourpass.domain.profile import Method, Profile
from hourpass.domain.totp import code_at, step_at
from hourpass.sandbox.inprocess import attach
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.services.cancel import Cancel
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.importing import Importing
from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions
from services.fakes_services import FakeClock, FakeStore, FakeVault

REGION = "eu-west-1"


class World:
    """A person's files and the accounts that they speak of; practice-role may assume the role "behind"."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock(datetime.now(UTC))
        self.sandbox = Sandbox(clock=self.clock, delays=Delays.none())
        session = DeafSession()
        attach(session, self.sandbox)
        self.aws = AwsGateway(session, now=self.clock.now)
        self.seeded = self.sandbox.seeded
        self.behind = self._role("behind", self.seeded.role_arn)
        self.environment = {
            "AWS_CONFIG_FILE": str(folder / "config"),
            "AWS_SHARED_CREDENTIALS_FILE": str(folder / "credentials"),
        }
        self.sources = Administrators(self.environment, prepare=lambda asked: attach(asked, self.sandbox))
        self.sessions = Sessions(
            self.aws, FakeVault(), self.clock, CodeLedger(self.clock), sources=self.sources
        )  # fmt: skip
        self.book = ProfileBook(FakeStore())
        self.book.load()
        files = ConfigFiles(self.environment, self.clock, str(folder / "lock"))
        self.importing = Importing(files, self.book, self.sessions)

    def close(self) -> None:
        self.aws.close()
        self.sandbox.close()

    def imported(self, name: str, config: str, keys: LongTermKeys | None = None, *, move: bool = False) -> Profile:
        (self.folder / "config").write_text(config)
        if keys is not None:
            lines = f"aws_access_key_id = {keys.access_key_id}\naws_secret_access_key = {keys.secret_access_key}\n"
            (self.folder / "credentials").write_text(f"[user]\n{lines}")
        [proposal] = [each for each in self.importing.proposals() if each.found.name == name]
        assert proposal.ready, (proposal.remarks, proposal.flaws)
        self.importing.take(proposal.found, move)
        profile = self.book.find(name)
        assert profile is not None
        return profile

    def code(self) -> str:
        return code_at(self.seeded.device_seed, step_at(self.clock.now()))

    def _role(self, name: str, trusted: str) -> str:
        trust = {"Effect": "Allow", "Principal": {"AWS": trusted}, "Action": "sts:AssumeRole"}
        made = self._iam("CreateRole", RoleName=name, AssumeRolePolicyDocument=_document(trust))
        arn: str = made["Role"]["Arn"]
        return arn

    def _iam(self, operation: str, **parameters: str) -> Any:
        return self.aws.iam(self.seeded.admin, REGION, operation, parameters, Cancel())


def _document(statement: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statement})


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


def chain(world: World) -> str:
    return (
        f"[profile behind]\nrole_arn = {world.behind}\nsource_profile = desk\nduration_seconds = 7200\n"
        f"[profile desk]\nrole_arn = {world.seeded.role_arn}\nsource_profile = user\n"
        f"mfa_serial = {world.seeded.device_serial}\nregion = {REGION}\n"
    )


def test_one_code_opens_the_first_door_of_a_chain_whose_keys_were_moved(world: World):
    profile = world.imported("behind", chain(world), world.seeded.user, move=True)
    assert world.sessions.code_needed(profile)
    got = world.sessions.obtain(profile, world.code(), Cancel())
    assert got.identity is not None
    assert ":assumed-role/behind/" in got.identity.arn
    assert got.credentials.remaining(world.clock.now()) <= timedelta(hours=1)
    assert got.chained
    assert world.seeded.user.secret_access_key not in (world.folder / "credentials").read_text()


def test_a_chain_is_renewed_from_an_mfa_session_without_a_code(world: World):
    taken = world.imported("behind", chain(world), world.seeded.user)
    profile = Profile(
        **{
            name: getattr(taken, name)
            for name in ("id", "name", "access_key_id", "role_arn", "device_serial", "through")
        },
        method=Method.ROLE_THROUGH_SESSION,
    )
    world.sessions.obtain(profile, world.code(), Cancel())
    world.clock.advance(minutes=50)
    got = world.sessions.obtain(profile, "", Cancel())
    assert got.identity is not None
    assert ":assumed-role/behind/" in got.identity.arn


def test_a_refusal_on_the_way_names_the_role_that_refused(world: World):
    profile = world.imported("behind", chain(world), world.seeded.user)
    world._iam("DeleteRole", RoleName="behind")
    with pytest.raises(HourpassError) as caught:
        world.sessions.obtain(profile, world.code(), Cancel())
    assert caught.value.problem.reason is Reason.ROLE_REFUSED
    assert caught.value.problem.facts["role_arn"] == world.behind


def process(world: World, keys: LongTermKeys) -> str:
    program = world.folder / "keys.py"
    told = {"Version": 1, "AccessKeyId": keys.access_key_id, "SecretAccessKey": keys.secret_access_key}
    program.write_text(f"print('''{json.dumps(told)}''')")
    return f"[profile source]\ncredential_process = {sys.executable} {program}\n"


def test_a_program_gives_the_keys_and_the_person_the_code(world: World):
    config = process(world, world.seeded.user) + chain(world).replace("= user", "= source")
    profile = world.imported("desk", config)
    assert (profile.access_key_id, profile.source_profile) == ("", "source")
    got = world.sessions.obtain(profile, world.code(), Cancel())
    assert got.identity is not None
    assert ":assumed-role/" in got.identity.arn
    assert not got.chained  # it was a user's own keys


def test_a_source_that_has_come_to_ask_for_a_code_itself_is_named(world: World):
    config = process(world, world.seeded.user) + chain(world).replace("= user", "= source")
    profile = world.imported("desk", config)
    now = config.replace("[profile source]", "[profile other]").replace(
        "source_profile = source", "source_profile = other"
    )
    (world.folder / "config").write_text(now.replace("[profile desk]", "[profile source]"))
    with pytest.raises(HourpassError) as caught:
        world.sessions.obtain(profile, world.code(), Cancel())
    assert caught.value.problem.reason is Reason.PROFILE_UNUSABLE
    assert caught.value.problem.facts["profile"] == "source"
