from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hourpass.domain.credentials import Credentials
from hourpass.domain.problem import HourpassError, Reason
from hourpass.domain.profile import DEFAULT_ROLE_SESSION, DEFAULT_SESSION_TOKEN, Method
from hourpass.domain.setup import Draft
from hourpass.domain.setup_plan import StepKind, plan_of
from hourpass.domain.setup_record import Stage, StepState
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.ports import CodeProof, RoleRequest
from hourpass.services.setup_reports import NewDevice, StepCondition, StepReport
from services.fakes_account import inventory
from services.fakes_setup import DRAFTS, EXISTING, REGION, ROLE, SESSION, Desk, pair


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox(delays=Delays.none())
    yield made
    made.close()


@pytest.fixture
def desk(sandbox: Sandbox, tmp_path: Path) -> Desk:
    return Desk(sandbox, tmp_path)


@pytest.mark.parametrize("draft", DRAFTS.values(), ids=DRAFTS)
def test_a_setup_stands_once_its_steps_and_its_two_codes_are_through(desk: Desk, draft: Draft) -> None:
    setup = desk.start(draft)
    desk.finish(setup)
    assert setup.record.stage is Stage.FINISHED
    assert {kind: setup.record.state(kind) for kind in setup.record.states} == {
        step.kind: StepState.DONE for step in plan_of(draft)
    }
    assert desk.journal.records() == (setup.record,)
    assert desk.vault.names() == [f"key/{setup.record.access_key_id}"]
    assert setup.device is None
    held = inventory(desk.sandbox)
    assert held[draft.device_serial]["owner"] == draft.user_name
    assert draft.user_policy_name in held[draft.user_arn]["inline"]
    if draft.creates_role:
        assert held[draft.role_arn]["attached"] == [draft.policy_arn]


@pytest.mark.parametrize("draft", DRAFTS.values(), ids=DRAFTS)
def test_undoing_leaves_the_account_as_it_was(desk: Desk, draft: Draft) -> None:
    desk.finish(desk.start(draft))
    again = desk.start()  # in another process, from the record alone
    assert again.undo(desk.hear, Cancel()) == ()
    assert inventory(desk.sandbox) == desk.before
    assert desk.names_in_journal() == []
    assert desk.vault.names() == []
