"""Killed (SIGKILL) before and after everything that lasts: what is left can be finished, and can be undone."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hourpass.domain.credentials import Keys
from hourpass.domain.setup_record import Stage
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.sandbox.server import serve
from hourpass.sandbox.wire import Request, Response
from hourpass.services.cancel import Cancel
from hourpass.services.long_term_keys import KeyStore
from services.fakes_account import Inventory, inventory
from services.fakes_setup import DRAFTS, REGION, Desk, untouched
from services.killed_setup import Job
from services.nursery import Nursery


@dataclass
class Street:
    """A port where one sandbox after the other answers."""

    nursery: Nursery
    endpoint: str = ""
    sandbox: Sandbox | None = field(default=None, repr=False)

    def handle(self, request: Request) -> Response:
        assert self.sandbox is not None
        return self.sandbox.handle(request)

    def open(self, folder: Path) -> Desk:
        """A fresh account, and a computer before it."""
        if self.sandbox is not None:
            self.sandbox.close()
        self.sandbox = Sandbox(delays=Delays.none())
        return Desk(self.sandbox, folder, pause=lambda _, cancel: cancel.check())

    def killed(self, desk: Desk, folder: Path, draft: str, act: str, moment: int) -> bool:
        seeded = desk.sandbox.seeded
        job = Job(self.endpoint, str(folder), draft, act, (seeded.admin, seeded.partner_admin), moment)
        status = self.nursery.outcome(job)
        assert status in {0, -signal.SIGKILL}
        return status != 0


@pytest.fixture(scope="module")
def street() -> Iterator[Street]:
    nursery = Nursery("services.killed_setup")
    made = Street(nursery)
    with serve(made) as made.endpoint:  # type: ignore[arg-type]
        yield made
    nursery.close()
    if made.sandbox is not None:
        made.sandbox.close()


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory, street: Street) -> dict[str, Inventory]:
    """The account after each draft was set up without an incident."""
    found = {}
    for name, draft in DRAFTS.items():
        desk = street.open(tmp_path_factory.mktemp("straight"))
        desk.finish(desk.start(draft))
        found[name] = inventory(desk.sandbox, exact=False)
    return found


def moments(street: Street, tmp_path: Path, draft: str, act: str) -> Iterator[Desk]:
    """A desk for each moment at which *act* can be killed, as that left it."""
    for moment in range(100):
        folder = tmp_path / str(moment)
        desk = street.open(folder)
        if act == "undo":
            desk.finish(desk.start(DRAFTS[draft]))
        if not street.killed(desk, folder, draft, act, moment):
            assert moment > 10  # of which this one was none: it came to its end
            return
        assert not finished_without_a_profile(desk)
        yield desk
    raise AssertionError("it never came to its end")


def finished_without_a_profile(desk: Desk) -> bool:
    """What no next start would offer to mend."""
    return any(not record.unfinished for record in desk.journal.records()) and desk.fruit.names() == []


def works(desk: Desk) -> bool:
    """Whether the key in the vault is the user's, and the only one there."""
    (record,) = desk.journal.records()
    keys: Keys = KeyStore(desk.vault).get(record.access_key_id)
    assert desk.vault.names() == [f"key/{record.access_key_id}"]
    assert desk.fruit.names() == [record.access_key_id]
    return desk.gateway.identity(keys, REGION, Cancel()).arn == record.draft.user_arn


@pytest.mark.parametrize("draft", ["role", "existing user"])
def test_a_setup_killed_at_any_moment_can_be_finished(
    street: Street, straight: dict[str, Inventory], tmp_path: Path, draft: str
) -> None:
    for desk in moments(street, tmp_path, draft, "set up"):
        setup = desk.start(DRAFTS[draft])
        desk.finish(setup)
        assert setup.record.stage is Stage.FINISHED
        assert inventory(desk.sandbox, exact=False) == straight[draft]
        assert works(desk)


@pytest.mark.parametrize("draft", ["role", "existing user"])
def test_a_setup_killed_at_any_moment_can_be_undone(street: Street, tmp_path: Path, draft: str) -> None:
    for desk in moments(street, tmp_path, draft, "set up"):
        if desk.journal.records():
            assert desk.start().undo(desk.hear, Cancel()) == ()
        untouched(desk)


@pytest.mark.parametrize("draft", ["role", "existing user"])
def test_an_undoing_killed_at_any_moment_can_be_finished(street: Street, tmp_path: Path, draft: str) -> None:
    for desk in moments(street, tmp_path, draft, "undo"):
        assert desk.start().undo(desk.hear, Cancel()) == ()
        untouched(desk)
