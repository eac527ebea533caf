from __future__ import annotations

import time

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    EndpointConnectionError,
    ReadTimeoutError,
)
from botocore.parsers import ResponseParserError

from hourpass.sandbox import answers
from hourpass.sandbox.answers import Answer
from hourpass.sandbox.faults import Effect
from hourpass.sandbox.sandbox import Sandbox
from sandbox.fakes_sandbox import Person, Proof, refusal, said


def test_a_call_is_refused_as_often_as_asked_and_then_goes_well(sandbox: Sandbox, admin: Person):
    sandbox.faults.add("GetCallerIdentity", answer=answers.THROTTLED, count=2)
    for _ in range(2):
        with pytest.raises(ClientError) as error:
            admin.sts.get_caller_identity()
        assert refusal(error) == said(answers.THROTTLED)
    assert admin.sts.get_caller_identity()


def test_other_operations_are_left_alone(sandbox: Sandbox, admin: Person):
    sandbox.faults.add("AssumeRole")
    assert admin.sts.get_caller_identity()


def test_a_fault_may_wait_for_a_later_page(sandbox: Sandbox, admin: Person):
    sandbox.faults.add("ListBuckets", answer=answers.EXPIRED_TOKEN_S3, skip=1)
    pages = iter(admin.s3.get_paginator("list_buckets").paginate(PaginationConfig={"PageSize": 4}))
    assert next(pages)["Buckets"]
    with pytest.raises(ClientError) as error:
        next(pages)
    assert refusal(error) == said(answers.EXPIRED_TOKEN_S3)


def test_cleared_faults_are_gone(sandbox: Sandbox, admin: Person):
    sandbox.faults.add("*", Effect.NO_NETWORK, count=99)
    sandbox.faults.clear()
    assert admin.sts.get_caller_identity()


@pytest.mark.parametrize(
    ("effect", "seen"),
    [
        (Effect.NO_NETWORK, EndpointConnectionError),
        (Effect.NO_ANSWER, ReadTimeoutError),
        (Effect.ANSWER_LOST, ConnectionClosedError),
        (Effect.HTML, ResponseParserError),
    ],
)
def test_what_is_no_answer_looks_to_botocore_as_it_would_on_a_network(
    sandbox: Sandbox, admin: Person, effect: Effect, seen: type[Exception]
):
    sandbox.faults.add("GetCallerIdentity", effect)
    with pytest.raises(seen):
        admin.sts.get_caller_identity()
    assert admin.sts.get_caller_identity()


def test_a_lost_answer_has_spent_the_code(sandbox: Sandbox, practice: Person, proof: Proof):
    sandbox.faults.add("GetSessionToken", Effect.ANSWER_LOST)
    with pytest.raises(ConnectionClosedError):
        practice.sts.get_session_token(**proof())
    with pytest.raises(ClientError) as error:
        practice.sts.get_session_token(**proof())
    assert refusal(error) == said(answers.ACCESS_DENIED_MFA_CODE)


def test_a_retried_lost_answer_turns_a_success_into_an_invalid_code(sandbox: Sandbox, practice: Person, proof: Proof):
    sandbox.faults.add("GetSessionToken", Effect.ANSWER_LOST)
    with pytest.raises(ClientError) as error:
        practice.client("sts", attempts=3).get_session_token(**proof())
    assert refusal(error) == said(answers.ACCESS_DENIED_MFA_CODE)


def test_a_lost_answer_of_a_creation_leaves_the_thing_created(sandbox: Sandbox, admin: Person):
    sandbox.faults.add("CreateUser", Effect.ANSWER_LOST)
    with pytest.raises(ConnectionClosedError):
        admin.iam.create_user(UserName="zoe")
    assert admin.iam.get_user(UserName="zoe")


def test_nothing_happens_without_network(sandbox: Sandbox, admin: Person):
    sandbox.faults.add("CreateUser", Effect.NO_NETWORK)
    with pytest.raises(EndpointConnectionError):
        admin.iam.create_user(UserName="zoe")
    assert len(admin.iam.list_users()["Users"]) == 2


def test_a_slow_call_succeeds_after_its_time(sandbox: Sandbox, admin: Person):
    sandbox.faults.add("GetCallerIdentity", Effect.SLOW, seconds=0.2)
    began = time.perf_counter()
    assert admin.sts.get_caller_identity()
    assert time.perf_counter() - began >= 0.2


def test_a_refusal_may_lack_its_code_and_message(sandbox: Sandbox, admin: Person):
    sandbox.faults.add("ListBuckets", answer=Answer(403, "", ""))
    with pytest.raises(ClientError) as error:
        admin.s3.list_buckets()
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    assert not error.value.response["Error"].get("Message")
