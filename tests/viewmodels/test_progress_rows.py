from __future__ import annotations

import pytest

from domain.drafts import ROLE_DRAFT, SESSION_DRAFT
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.setup_plan import StepKind, plan_of
from hourpass.services.setup_reports import Leftover, StepCondition, StepReport
from hourpass.viewmodels.progress_rows import progress_rows, share_made, unfinished

PLAN = plan_of(ROLE_DRAFT)


def reports(condition: StepCondition, *kinds: StepKind) -> dict[StepKind, StepReport]:
    return {kind: StepReport(kind, condition) for kind in kinds}


def test_what_was_not_told_of_waits_and_the_persons_part_has_no_row_yet():
    rows = progress_rows(PLAN, {})
    assert [row.step.kind for row in rows] == [step.kind for step in PLAN if step.kind is not StepKind.ENABLE_DEVICE]
    assert {row.condition for row in rows} == {StepCondition.WAITING}


def test_the_registration_gets_a_row_once_it_is_taken_back():
    rows = progress_rows(PLAN, reports(StepCondition.UNDOING, StepKind.ENABLE_DEVICE))
    assert rows[-1].step.kind is StepKind.ENABLE_DEVICE
    assert rows[-1].at_work


def test_the_share_grows_with_each_step_that_is_done():
    plan = plan_of(SESSION_DRAFT)
    assert share_made(progress_rows(plan, {})) == 0
    told = reports(StepCondition.DONE, StepKind.CREATE_USER) | reports(StepCondition.RUNNING, StepKind.CREATE_DEVICE)
    assert share_made(progress_rows(plan, told)) == pytest.approx(1 / 5)


def test_the_share_shrinks_with_each_step_that_is_taken_back():
    done = reports(StepCondition.DONE, StepKind.CREATE_USER, StepKind.CREATE_DEVICE)
    before = share_made(progress_rows(PLAN, done), undoing=True)
    told = done | reports(StepCondition.UNDONE, StepKind.CREATE_DEVICE)
    assert 0 < share_made(progress_rows(PLAN, told), undoing=True) < before


def test_a_plan_of_nothing_has_made_nothing():
    assert share_made(()) == 0


def test_what_is_left_over_says_so_with_its_arn_and_why():
    problem = Problem(Reason.DENIED)
    left = Leftover(StepKind.CREATE_USER, "maya", ROLE_DRAFT.user_arn, problem)
    row = progress_rows(PLAN, reports(StepCondition.UNDONE, StepKind.CREATE_USER), (left,))[0]
    assert row.condition is StepCondition.LEFT
    assert row.problem == problem
    assert row.leftover == left


def test_what_is_unfinished_is_all_but_the_done_and_the_persons_part():
    done = reports(StepCondition.DONE, *(step.kind for step in PLAN))
    assert unfinished(PLAN, done) == ()
    del done[StepKind.CREATE_ROLE], done[StepKind.ENABLE_DEVICE]
    assert [row.step.kind for row in unfinished(PLAN, done)] == [StepKind.CREATE_ROLE]
