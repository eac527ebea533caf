from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.drafts import OTHER_ACCOUNT, ROLE_DRAFT, SESSION_DRAFT
from hourpass.domain.setup import DraftField, DraftFlaw, Mode, Permission
from hourpass.domain.setup_plan import StepKind, plan_of
from hourpass.gui.plan_text import plan_text
from hourpass.gui.wording.draft_flaws import draft_flaw_text
from hourpass.gui.wording.pair_flaws import pair_flaw_text
from hourpass.gui.wording.permissions import mode_text, mode_title, permission_text, permission_title
from hourpass.gui.wording.setup_steps import kept_text, step_detail, step_title
from hourpass.services.pairing import PairFlaw, Verdict
from hourpass.viewmodels.plan_rows import kept, plan_rows

STEPS = {step.kind: step for step in plan_of(ROLE_DRAFT)}


def test_each_step_has_a_title_in_peoples_words():
    assert [step_title(step) for step in plan_of(ROLE_DRAFT)] == [
        "User maya",
        "Virtual MFA device maya@laptop",
        "Access key, kept in your system keyring",
        "Role maya-s3 that requires MFA",
        "Permission to list S3 buckets",
        "Permissions of the role maya-s3",
        "Permission to assume the role",
        "Waiting until AWS accepts the access key",
        "Device maya@laptop registered with two codes",
    ]


@pytest.mark.parametrize(
    ("permission", "title"),
    [
        (Permission.LIST_BUCKETS, "Permission to list S3 buckets"),
        (Permission.LIST_OBJECTS, "Permission to list S3 buckets and their objects"),
        (Permission.READ_OBJECTS, "Permission to list S3 buckets and read their objects"),
    ],
)
def test_a_permission_is_told_by_what_it_allows(permission: Permission, title: str):
    of_role = {step.kind: step for step in plan_of(replace(ROLE_DRAFT, permission=permission))}
    of_user = {step.kind: step for step in plan_of(replace(SESSION_DRAFT, permission=permission))}
    assert step_title(of_role[StepKind.CREATE_POLICY]) == title
    assert step_title(of_user[StepKind.PUT_USER_POLICY]) == f"{title} with MFA"


def test_the_line_below_names_the_call_and_what_it_made():
    arn = "arn:aws:iam::111122223333:user/hourpass/maya"
    assert step_detail([STEPS[StepKind.CREATE_USER]]) == "iam:CreateUser"
    assert step_detail([STEPS[StepKind.CREATE_USER]], arn) == f"iam:CreateUser · {arn}"
    assert step_detail([STEPS[StepKind.CREATE_KEY]], "AKIAIOSFODNN7EXAMPLE") == "iam:CreateAccessKey · AKIA…MPLE"
    both = [STEPS[StepKind.CREATE_POLICY], STEPS[StepKind.ATTACH_POLICY]]
    assert step_detail(both) == "iam:CreatePolicy · iam:AttachRolePolicy"
    assert step_detail([STEPS[StepKind.PUT_USER_POLICY]]) == "iam:PutUserPolicy · hourpass-1a2b3c4d"


@pytest.mark.parametrize("flaw", DraftFlaw)
@pytest.mark.parametrize("field", DraftField)
def test_every_flaw_of_a_draft_is_said_in_a_line_that_fits_below_its_field(field: DraftField, flaw: DraftFlaw):
    assert 10 < len(draft_flaw_text(field, flaw)) <= 80


@pytest.mark.parametrize("flaw", PairFlaw)
def test_every_flaw_of_a_pair_says_what_to_type_instead(flaw: PairFlaw):
    text = pair_flaw_text(Verdict(flaw))
    assert text.endswith(".")
    assert any(word in text for word in ("ype", "Wait"))


def test_a_good_code_has_nothing_said_of_it():
    assert pair_flaw_text(Verdict()) == ""


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (90, "clock is about 90 s ahead."),
        (-40, "clock is about 40 s behind."),
        (120, "about 120 s ahead."),
        (-590, "about 10 min behind."),
        (7260, "about 2 h 1 min ahead."),
        (0, "clock is off."),
    ],
)
def test_a_drifting_phone_is_told_by_how_much_and_to_which_side(seconds: int, told: str):
    text = pair_flaw_text(Verdict(PairFlaw.PHONE_CLOCK_OFF, timedelta(seconds=seconds)))
    assert told in text
    assert text.endswith("Turn on automatic time there, then type two new codes.")


def test_modes_and_permissions_are_told_apart_with_their_consequences():
    assert len({mode_title(mode) for mode in Mode}) == len({mode_text(mode) for mode in Mode}) == len(Mode)
    assert len({permission_title(one) for one in Permission}) == len(Permission)
    assert len({permission_text(one) for one in Permission}) == len(Permission)
    assert "within hours" in mode_text(Mode.ROLE)
    assert "36 hours" in mode_text(Mode.SESSION)
    assert "deletes nothing" in permission_text(Permission.READ_OBJECTS)


def test_the_saved_text_holds_every_call_with_every_parameter_and_document():
    draft = replace(ROLE_DRAFT, role_account=OTHER_ACCOUNT, external_id="acme-42")
    text = plan_text(draft)
    for row in plan_rows(draft):
        assert f"{row.call.service}:{row.call.operation}" in text
        for name, value in row.parameters:
            assert f"   {name}: {value}\n" in text
        for document in row.documents:
            for line in document.text.splitlines():
                assert line in text
    assert text.startswith("MFA access for maya in the AWS account 111122223333\n===")
    assert "iam:CreateRole, in the account 444455556666" in text
    assert "Used as is" not in text


def test_the_saved_text_names_what_is_there_already():
    draft = replace(
        ROLE_DRAFT,
        existing_user_path="/",
        existing_device="GAHT12345678",
        existing_key="AKIAIOSFODNN7EXAMPLE",
        existing_role_arn="arn:aws:iam::111122223333:role/audit",
    )
    text = plan_text(draft)
    assert [kept_text(one) for one in kept(draft)] == [
        "User arn:aws:iam::111122223333:user/maya",
        "MFA device GAHT12345678",
        "Access key AKIAIOSFODNN7EXAMPLE",
        "Role arn:aws:iam::111122223333:role/audit",
    ]
    for one in kept(draft):
        assert f"- {kept_text(one)}\n" in text
    assert "CreateUser" not in text
