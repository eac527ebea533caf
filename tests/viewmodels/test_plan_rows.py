from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given

from domain.drafts import ACCOUNT, OTHER_ACCOUNT, ROLE_DRAFT, drafts
from hourpass.domain.setup import Draft
from hourpass.domain.setup_plan import Side, StepKind, plan_of
from hourpass.viewmodels.plan_rows import Kept, kept, plan_rows


@given(drafts())
def test_every_call_of_the_plan_has_a_row_with_every_parameter(draft: Draft):
    rows = plan_rows(draft)
    assert [(row.kind, row.subject, row.call, row.side) for row in rows] == [
        (step.kind, step.subject, step.do, step.side) for step in plan_of(draft)
    ]
    for row in rows:
        shown = {name for name, _ in row.parameters} | {document.parameter for document in row.documents}
        assert shown == set(row.call.parameters)


def test_documents_stand_apart_and_are_the_ones_that_are_sent():
    rows = {row.kind: row for row in plan_rows(ROLE_DRAFT)}
    role = rows[StepKind.CREATE_ROLE]
    assert [document.parameter for document in role.documents] == ["AssumeRolePolicyDocument"]
    assert json.loads(role.documents[0].text) == json.loads(role.call.parameters["AssumeRolePolicyDocument"])
    assert "\n  " in role.documents[0].text
    assert ("MaxSessionDuration", "14400") in role.parameters
    assert ("Tags", "hourpass:setup = 1a2b3c4d") in role.parameters


def test_rows_tell_the_account_in_which_they_change_something():
    rows = plan_rows(replace(ROLE_DRAFT, role_account=OTHER_ACCOUNT))
    assert {(row.side, row.account) for row in rows} == {(Side.USER, ACCOUNT), (Side.ROLE, OTHER_ACCOUNT)}
    assert {row.account for row in plan_rows(ROLE_DRAFT)} == {ACCOUNT}


def test_what_is_there_already_is_named_instead_of_made():
    role = f"arn:aws:iam::{ACCOUNT}:role/audit"
    draft = replace(ROLE_DRAFT, existing_user_path="/", existing_role_arn=role, existing_key="AKIAIOSFODNN7EXAMPLE")
    assert kept(draft) == (
        Kept(StepKind.CREATE_USER, f"arn:aws:iam::{ACCOUNT}:user/maya"),
        Kept(StepKind.CREATE_KEY, "AKIAIOSFODNN7EXAMPLE"),
        Kept(StepKind.CREATE_ROLE, role),
    )
    assert not {one.kind for one in kept(draft)} & {row.kind for row in plan_rows(draft)}
    assert kept(ROLE_DRAFT) == ()
