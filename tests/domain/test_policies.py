"""Our policy documents, judged by the sandbox, which knows nothing of how they are made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given

from domain.drafts import ROLE_DRAFT, SESSION_DRAFT, drafts
from hourpass.domain import policies
from hourpass.domain.policies import Document
from hourpass.domain.setup import Draft, Mode, Permission
from hourpass.sandbox import policies as judge
from hourpass.sandbox.policies import Question, Verdict

Context = Mapping[str, tuple[str, ...]]
LONG_TERM_KEYS: Context = {}
"""Their calls carry no MFA mark at all."""
WITHOUT_MFA: Context = {"aws:multifactorauthpresent": ("false",)}
WITH_MFA: Context = {"aws:multifactorauthpresent": ("true",)}
BUCKETS = ("s3:ListAllMyBuckets", "*")
OBJECTS = ("s3:ListBucket", "arn:aws:s3:::reports")
CONTENT = ("s3:GetObject", "arn:aws:s3:::reports/2026.csv")
OPENED = {
    Permission.LIST_BUCKETS: {BUCKETS},
    Permission.LIST_OBJECTS: {BUCKETS, OBJECTS},
    Permission.READ_OBJECTS: {BUCKETS, OBJECTS, CONTENT},
}
NEVER = (
    ("s3:PutObject", "arn:aws:s3:::reports/2026.csv"),
    ("s3:DeleteObject", "arn:aws:s3:::reports/2026.csv"),
    ("s3:DeleteBucket", "arn:aws:s3:::reports"),
    ("iam:CreateUser", "*"),
    ("sts:AssumeRole", "arn:aws:iam::111122223333:role/other"),
)


def allowed(document: Document, action: str, resource: str, context: Context) -> bool:
    return judge.judge([policies.as_text(document)], Question(action, resource, context)) is Verdict.ALLOWED


def lets_in(draft: Draft, context: Context) -> bool:
    """Whether the trust of *draft* lets its user assume the role."""
    question = Question("sts:AssumeRole", draft.role_arn, context)
    return any(
        statement.allow and ("AWS", draft.user_arn) in statement.principals and judge.applies(statement, question)
        for statement in judge.read(policies.as_text(policies.trust(draft)))
    )


@given(drafts())
def test_the_role_lets_its_user_in_with_mfa_and_refuses_it_without(draft: Draft):
    external = {"sts:externalid": (draft.external_id,)} if draft.external_id else {}
    assert lets_in(draft, {**WITH_MFA, **external})
    assert not lets_in(draft, {**WITHOUT_MFA, **external})
    assert not lets_in(draft, {**LONG_TERM_KEYS, **external})


def test_the_role_lets_nobody_else_in():
    statements = policies.trust(ROLE_DRAFT)["Statement"]
    assert [statement["Principal"] for statement in statements] == [{"AWS": ROLE_DRAFT.user_arn}]


@pytest.mark.parametrize("given_id", [(), ("acme-43",), ("ACME-42",)])
def test_an_external_id_is_demanded_besides_mfa(given_id: tuple[str, ...]):
    draft = replace(ROLE_DRAFT, external_id="acme-42")
    assert lets_in(draft, {**WITH_MFA, "sts:externalid": ("acme-42",)})
    assert not lets_in(draft, {**WITH_MFA, "sts:externalid": given_id} if given_id else WITH_MFA)


@pytest.mark.parametrize("context", [LONG_TERM_KEYS, WITHOUT_MFA, WITH_MFA])
@pytest.mark.parametrize("permission", Permission)
def test_the_role_opens_what_was_chosen_whatever_the_mark(permission: Permission, context: Context):
    document = policies.permissions(replace(ROLE_DRAFT, permission=permission))
    for action, resource in (BUCKETS, OBJECTS, CONTENT):
        assert allowed(document, action, resource, context) is ((action, resource) in OPENED[permission])
    assert not any(allowed(document, *each, context) for each in NEVER)


@pytest.mark.parametrize("permission", Permission)
def test_a_session_opens_what_was_chosen_with_mfa_and_nothing_without(permission: Permission):
    document = policies.user_policy(replace(SESSION_DRAFT, permission=permission))
    for action, resource in (BUCKETS, OBJECTS, CONTENT):
        assert allowed(document, action, resource, WITH_MFA) is ((action, resource) in OPENED[permission])
        assert not allowed(document, action, resource, WITHOUT_MFA)
        assert not allowed(document, action, resource, LONG_TERM_KEYS)
    assert not any(allowed(document, *each, WITH_MFA) for each in NEVER)


def test_the_user_of_a_role_may_assume_it_and_do_nothing_else():
    document = policies.user_policy(ROLE_DRAFT)
    assert allowed(document, "sts:AssumeRole", ROLE_DRAFT.role_arn, LONG_TERM_KEYS)
    assert not any(allowed(document, *each, WITH_MFA) for each in (*NEVER, BUCKETS, OBJECTS, CONTENT))


@given(drafts())
def test_every_document_is_one_that_iam_takes_and_far_below_its_limits(draft: Draft):
    limits = [(policies.user_policy(draft), 2048), (policies.permissions(draft), 6144)]
    if draft.mode is Mode.ROLE:
        limits.append((policies.trust(draft), 2048))
        judge.check_trust(policies.as_text(policies.trust(draft)))
    for document, most in limits:
        assert len("".join(policies.as_text(document).split())) <= most
    judge.check_identity(policies.as_text(policies.permissions(draft)))
    judge.check_identity(policies.as_text(policies.user_policy(draft)))


@given(drafts())
def test_what_a_document_allows_in_s3_can_be_read_back(draft: Draft):
    of_user = draft.permission if draft.mode is Mode.SESSION else None
    assert policies.permission_in(policies.as_text(policies.permissions(draft))) is draft.permission
    assert policies.permission_in(policies.as_text(policies.user_policy(draft))) is of_user


def test_buckets_of_other_partitions_have_arns_of_their_own():
    document = policies.permissions(replace(ROLE_DRAFT, permission=Permission.READ_OBJECTS, partition="aws-cn"))
    assert '"arn:aws-cn:s3:::*/*"' in json.dumps(document)
    assert "arn:aws:" not in json.dumps(document)
