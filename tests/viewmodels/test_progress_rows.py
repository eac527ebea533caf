from __future__ import annotations

import pytest

from domain.drafts import ROLE_DRAFT, SESSION_DRAFT
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.setup_plan import StepKind, plan_of
from hourpass.services.setup_reports import Leftover, StepCondition, StepReport
from hourpass.viewmodels.progress_rows import ProgressRow, progress_rows, share_done, unfinished

PLAN = plan_of(ROLE_DRAFT)


def reports(condition: StepCondition, *kinds: StepKind) -> dict[StepKind, StepReport]:
    return {kind: StepReport(kind, condition) for kind in kinds}


def test_what_was_not_told_of_waits_and_the_persons_part_has_no_row_yet():
    rows = progress_rows(PLAN, {})
    steps = [step for row in rows for step in row.steps]
    assert steps == [step for step in PLAN if step.kind is not StepKind.ENABLE_DEVICE]
    assert {row.condition for row in rows} == {StepCondition.WAITING}


def test_the_registration_gets_a_row_once_it_is_taken_back():
    rows = progress_rows(PLAN, reports(StepCondition.UNDOING, StepKind.ENABLE_DEVICE))
    assert rows[-1].step.kind is StepKind.ENABLE_DEVICE
    assert rows[-1].at_work


def permission(told: dict[StepKind, StepReport], *leftovers: Leftover) -> ProgressRow:
    rows = progress_rows(PLAN, told, leftovers)
    return next(row for row in rows if row.title_step.kind is StepKind.CREATE_POLICY)


POLICY, ATTACHING = StepKind.CREATE_POLICY, StepKind.ATTACH_POLICY


@pytest.mark.parametrize(
    ("policy", "attaching", "shown"),
    [
        (StepCondition.WAITING, StepCondition.WAITING, StepCondition.WAITING),
        (StepCondition.RUNNING, StepCondition.WAITING, StepCondition.RUNNING),
        (StepCondition.DONE, StepCondition.WAITING, StepCondition.RUNNING),
        (StepCondition.DONE, StepCondition.RETRYING, StepCondition.RETRYING),
        (StepCondition.DONE, StepCondition.FAILED, StepCondition.FAILED),
        (StepCondition.DONE, StepCondition.DONE, StepCondition.DONE),
        (StepCondition.DONE, StepCondition.UNDOING, StepCondition.UNDOING),
        (StepCondition.DONE, StepCondition.UNDONE, StepCondition.UNDOING),
        (StepCondition.UNDOING, StepCondition.UNDONE, StepCondition.UNDOING),
        (StepCondition.UNDONE, StepCondition.UNDONE, StepCondition.UNDONE),
        (StepCondition.UNDONE, StepCondition.WAITING, StepCondition.UNDONE),
    ],
)
def test_a_policy_and_its_being_the_roles_are_one_thing(
    policy: StepCondition, attaching: StepCondition, shown: StepCondition
):
    row = permission(reports(policy, POLICY) | reports(attaching, ATTACHING))
    assert [step.kind for step in row.steps] == [POLICY, ATTACHING]
    assert row.condition is shown


def test_a_row_of_two_calls_tells_of_the_one_that_is_tried_again():
    row = permission(reports(StepCondition.DONE, POLICY) | reports(StepCondition.RETRYING, ATTACHING))
    assert row.step.kind is ATTACHING
    assert row.title_step.kind is POLICY


def test_what_is_left_over_is_told_one_by_one():
    left = Leftover(ATTACHING, "maya-s3", ROLE_DRAFT.policy_arn, Problem(Reason.DENIED))
    told = reports(StepCondition.LEFT, ATTACHING) | reports(StepCondition.UNDONE, POLICY)
    assert [step.kind for step in permission(told, left).steps] == [POLICY]
    assert permission(told, left).condition is StepCondition.UNDONE
    rows = progress_rows(PLAN, told, (left,))
    assert [row.leftover for row in rows if row.title_step.kind is ATTACHING] == [left]


def test_the_share_grows_with_each_step_that_is_done():
    plan = plan_of(SESSION_DRAFT)
    assert share_done(progress_rows(plan, {})) == 0
    told = reports(StepCondition.DONE, StepKind.CREATE_USER) | reports(StepCondition.RUNNING, StepKind.CREATE_DEVICE)
    assert share_done(progress_rows(plan, told)) == pytest.approx(1 / 5)


def test_the_share_of_an_undoing_grows_with_each_step_that_is_taken_back():
    done = reports(StepCondition.DONE, StepKind.CREATE_USER, StepKind.CREATE_DEVICE)
    assert share_done(progress_rows(PLAN, done), undoing=True) == 0
    told = done | reports(StepCondition.UNDONE, StepKind.CREATE_DEVICE)
    assert share_done(progress_rows(PLAN, told), undoing=True) == pytest.approx(1 / 2)


def test_a_plan_of_nothing_has_made_nothing():
    assert share_done(()) == 0


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
