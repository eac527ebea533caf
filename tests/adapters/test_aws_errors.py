"""Every refusal on record, and what it means."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import ClientError, NoRegionError, ParamValidationError

from hourpass.adapters.aws.asked import Asked
from hourpass.adapters.aws.errors import problem_of
from hourpass.adapters.aws.trace import Seen
from hourpass.domain.credentials import Credentials, Keys, LongTermKeys
from hourpass.domain.problem import Problem, Reason
from hourpass.sandbox import answers

USER = "arn:aws:iam::111122223333:user/maya"
ROLE = "arn:aws:iam::111122223333:role/s3-reader"
SERIAL = "arn:aws:iam::111122223333:mfa/maya-phone"
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
KEYS = LongTermKeys("AKIAEXAMPLE", "made-up-secret")
ENDED = Credentials("ASIAEXAMPLE", "made-up", "token", NOW - timedelta(seconds=1))
FRESH = Credentials("ASIAEXAMPLE", "made-up", "token", NOW + timedelta(hours=1))
OFFSET = timedelta(minutes=-20)


def asked_of(service: str, operation: str, keys: Keys = KEYS) -> Asked:
    return Asked(service, operation, "eu-west-1", keys, ROLE, SERIAL, "123456", timedelta(hours=2))


ASSUME = asked_of("sts", "AssumeRole")
TOKEN = asked_of("sts", "GetSessionToken")
WHO = asked_of("sts", "GetCallerIdentity")
GET_ROLE = asked_of("iam", "GetRole")
DEVICES = asked_of("iam", "ListMFADevices")
ENABLE = asked_of("iam", "EnableMFADevice")
CREATE_ROLE = asked_of("iam", "CreateRole")
CREATE_DEVICE = asked_of("iam", "CreateVirtualMFADevice")
BUCKETS = asked_of("s3", "ListBuckets")
OBJECTS = asked_of("s3", "ListObjectsV2")


def problem(answer: answers.Answer, asked: Asked, offset: timedelta | None = OFFSET) -> Problem:
    said = {"Code": answer.code, "Message": answer.message, **answer.extra}
    response = {"Error": said, "ResponseMetadata": {"HTTPStatusCode": answer.status, "RequestId": "req-1"}}
    error = ClientError(response, asked.operation)  # type: ignore[arg-type]
    seen = Seen("sts.example", "sts.example:443", answer.status, "req-1", offset)
    found = problem_of(error, asked, seen, NOW)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("answer", "asked", "reason", "facts"),
    [
        (answers.ACCESS_DENIED_MFA_CODE, ASSUME, Reason.CODE_REFUSED, {}),
        (answers.ACCESS_DENIED_MFA_CODE, TOKEN, Reason.CODE_REFUSED, {}),
        (answers.ACCESS_DENIED_MFA_SERIAL, ASSUME, Reason.DEVICE_UNKNOWN, {"serial": SERIAL}),
        (answers.ACCESS_DENIED_MFA_INCOMPLETE, ASSUME, Reason.CODE_NEEDED, {"serial": SERIAL}),
        (answers.OWN_DEVICE_NEEDS_MFA, ENABLE, Reason.CODE_NEEDED, {"serial": SERIAL}),
        (answers.INVALID_AUTHENTICATION_CODE, ENABLE, Reason.CODES_REFUSED, {}),
        (answers.invalid_value("12345x", "tokenCode", "Member must …"), ASSUME, Reason.CODE_MALFORMED, {}),
        (answers.may_not_assume(USER, ROLE), ASSUME, Reason.ROLE_REFUSED, {"role_arn": ROLE, "caller": USER}),
        (
            answers.explicitly_denied(USER, "sts:AssumeRole", ROLE),
            ASSUME,
            Reason.ROLE_REFUSED,
            {"role_arn": ROLE, "caller": USER, "explicit": "yes"},
        ),
        (answers.ANONYMOUS_S3, ASSUME, Reason.ROLE_REFUSED, {"role_arn": ROLE}),
        (answers.no_such("role", "s3-reader"), GET_ROLE, Reason.ROLE_REFUSED, {"role_arn": ROLE}),
        (answers.ROOT_MAY_NOT_ASSUME, ASSUME, Reason.ROOT_KEYS, {}),
        (answers.OVER_ROLE_MAXIMUM, ASSUME, Reason.DURATION_OVER_ROLE_MAXIMUM, {"seconds": "7200"}),
        (answers.OVER_CHAINING_LIMIT, ASSUME, Reason.DURATION_OVER_CHAINING_LIMIT, {"seconds": "7200"}),
        (
            answers.invalid_value("99", "durationSeconds", "Member must have value greater than or equal to 900"),
            ASSUME,
            Reason.DURATION_OUT_OF_RANGE,
            {"seconds": "7200"},
        ),
        (answers.SESSION_TOKEN_BY_SESSION, TOKEN, Reason.TEMPORARY_KEYS_USED, {}),
        (answers.packed_policy_too_large(112), ASSUME, Reason.SESSION_POLICY_TOO_LARGE, {}),
        (answers.malformed_policy(), ASSUME, Reason.SESSION_POLICY_MALFORMED, {}),
        (answers.malformed_policy(), CREATE_ROLE, Reason.INVALID_REQUEST, {}),
        (answers.invalid_principal(USER), CREATE_ROLE, Reason.PRINCIPAL_UNKNOWN, {}),
        (answers.taken("User", "maya"), asked_of("iam", "CreateUser"), Reason.NAME_TAKEN, {"operation": "CreateUser"}),
        (answers.taken("Role", "s3"), CREATE_ROLE, Reason.NAME_TAKEN, {"operation": "CreateRole"}),
        (
            answers.policy_name_taken("s3"),
            asked_of("iam", "CreatePolicy"),
            Reason.NAME_TAKEN,
            {"operation": "CreatePolicy"},
        ),
        (answers.DEVICE_NAME_TAKEN, CREATE_DEVICE, Reason.NAME_TAKEN, {"operation": "CreateVirtualMFADevice"}),
        (answers.device_already_of_user("maya"), ENABLE, Reason.DEVICE_IN_USE, {}),
        (answers.DEVICE_IN_USE_BY_OTHER, ENABLE, Reason.DEVICE_IN_USE, {}),
        (
            answers.over_quota("AccessKeysPerUser", 2),
            asked_of("iam", "CreateAccessKey"),
            Reason.QUOTA_REACHED,
            {"quota": "AccessKeysPerUser", "limit": "2"},
        ),
        (answers.Answer(409, "LimitExceeded", "Maximum policy size …"), CREATE_ROLE, Reason.QUOTA_REACHED, {}),
        (answers.no_such("user", "maya"), asked_of("iam", "GetUser"), Reason.NOT_FOUND, {}),
        (answers.no_such_key("AKIA"), asked_of("iam", "DeleteAccessKey"), Reason.NOT_FOUND, {}),
        (answers.no_such("role", "s3"), Asked("iam", "GetRole", "eu-west-1", KEYS), Reason.NOT_FOUND, {}),
        (answers.NO_SUCH_POLICY, asked_of("iam", "AttachRolePolicy"), Reason.NOT_FOUND, {}),
        (answers.DEVICE_NOT_OF_USER, asked_of("iam", "DeactivateMFADevice"), Reason.NOT_FOUND, {}),
        (answers.DEVICE_STILL_ASSIGNED, asked_of("iam", "DeleteVirtualMFADevice"), Reason.DELETE_CONFLICT, {}),
        (answers.TOKENS_LEFT, asked_of("iam", "DeleteUser"), Reason.DELETE_CONFLICT, {}),
        (answers.POLICY_ATTACHED, asked_of("iam", "DeletePolicy"), Reason.DELETE_CONFLICT, {}),
        (answers.Answer(409, "ConcurrentModification", "x"), CREATE_ROLE, Reason.CHANGING_NOW, {}),
        (answers.Answer(409, "EntityTemporarilyUnmodifiable", "x"), ENABLE, Reason.CHANGING_NOW, {}),
        (answers.EXPIRED_TOKEN, WHO, Reason.EXPIRED, {}),
        (answers.EXPIRED_TOKEN_S3, BUCKETS, Reason.EXPIRED, {}),
        (answers.Answer(400, "ExpiredTokenException", "x"), WHO, Reason.EXPIRED, {}),
        (answers.Answer(400, "RequestExpired", "x"), WHO, Reason.EXPIRED, {}),
        (answers.INVALID_CLIENT_TOKEN, WHO, Reason.KEY_UNKNOWN, {"access_key_id": "AKIAEXAMPLE"}),
        (answers.INVALID_ACCESS_KEY_S3, BUCKETS, Reason.KEY_UNKNOWN, {"access_key_id": "AKIAEXAMPLE"}),
        (answers.INVALID_TOKEN_S3, BUCKETS, Reason.KEY_UNKNOWN, {"access_key_id": "AKIAEXAMPLE"}),
        (
            answers.Answer(403, "UnrecognizedClientException", "x"),
            WHO,
            Reason.KEY_UNKNOWN,
            {"access_key_id": "AKIAEXAMPLE"},
        ),
        (answers.SIGNATURE_MISMATCH, WHO, Reason.SECRET_WRONG, {}),
        (answers.SIGNATURE_MISMATCH_S3, BUCKETS, Reason.SECRET_WRONG, {}),
        (answers.signature_expired(NOW, NOW, NOW), WHO, Reason.CLOCK_OFF, {"offset_seconds": "-1200"}),
        (answers.signature_not_yet_current(NOW, NOW, NOW), WHO, Reason.CLOCK_OFF, {"offset_seconds": "-1200"}),
        (answers.request_time_too_skewed(NOW, NOW), BUCKETS, Reason.CLOCK_OFF, {"offset_seconds": "-1200"}),
        (answers.THROTTLED, DEVICES, Reason.THROTTLED, {}),
        (answers.SLOW_DOWN_S3, BUCKETS, Reason.THROTTLED, {}),
        (answers.Answer(429, "", ""), WHO, Reason.THROTTLED, {}),
        (
            answers.not_allowed(USER, "iam:ListMFADevices", USER),
            DEVICES,
            Reason.DENIED,
            {"caller": USER, "action": "iam:ListMFADevices", "resource": USER},
        ),
        (
            answers.explicitly_denied(USER, "s3:ListAllMyBuckets", policy_kind="service control"),
            BUCKETS,
            Reason.DENIED,
            {"caller": USER, "action": "s3:ListAllMyBuckets", "explicit": "yes"},
        ),
        (answers.ACCESS_DENIED_S3, BUCKETS, Reason.DENIED, {}),
        (answers.REGION_DISABLED, ASSUME, Reason.REGION_DISABLED, {"region": "eu-west-1"}),
        (answers.no_such_bucket("x"), OBJECTS, Reason.NO_SUCH_BUCKET, {}),
        (answers.no_such_operation("X", "1"), WHO, Reason.INVALID_REQUEST, {}),
        (answers.USER_NAME_NEEDED, DEVICES, Reason.INVALID_REQUEST, {}),
        (answers.Answer(400, "MalformedInput", "x"), ASSUME, Reason.INVALID_REQUEST, {}),
        (answers.permanent_redirect("b", "eu-west-1"), OBJECTS, Reason.INVALID_REQUEST, {}),
        (answers.SERVICE_FAILURE, DEVICES, Reason.SERVICE_FAULT, {}),
        (answers.INTERNAL_FAILURE, WHO, Reason.SERVICE_FAULT, {}),
        (answers.Answer(502, "", ""), WHO, Reason.SERVICE_FAULT, {}),
        (answers.NOT_IN_SANDBOX, WHO, Reason.UNKNOWN, {}),
        (answers.Answer(407, "", ""), WHO, Reason.PROXY_FAILED, {"endpoint": "sts.example:443"}),
        (answers.Answer(403, "", ""), WHO, Reason.UNKNOWN, {}),
        (answers.Answer(400, "SomethingNew", "Never seen"), WHO, Reason.UNKNOWN, {}),
    ],
)
def test_a_refusal_on_record_has_its_meaning(
    answer: answers.Answer, asked: Asked, reason: Reason, facts: dict[str, str]
):
    found = problem(answer, asked)
    assert (found.reason, dict(found.facts)) == (reason, facts)
    assert found.raw is not None
    assert (found.raw.status, found.raw.code, found.raw.request_id) == (answer.status, answer.code, "req-1")


@pytest.mark.parametrize(
    "answer", [answers.INVALID_CLIENT_TOKEN, answers.ACCESS_DENIED_S3, answers.Answer(403, "", "")]
)
def test_whatever_is_said_of_keys_that_are_over_they_are_over(answer: answers.Answer):
    assert problem(answer, asked_of("s3", "ListBuckets", ENDED), None).reason is Reason.EXPIRED
    assert problem(answer, asked_of("s3", "ListBuckets", FRESH), None).reason is not Reason.EXPIRED


def test_whether_keys_are_over_is_judged_by_the_servers_clock():
    asked = asked_of("s3", "ListBuckets", ENDED)
    assert problem(answers.ACCESS_DENIED_S3, asked, timedelta(minutes=-20)).reason is Reason.DENIED


def test_other_refusals_of_keys_that_are_over_keep_their_meaning():
    assert problem(answers.THROTTLED, asked_of("s3", "ListBuckets", ENDED)).reason is Reason.THROTTLED


def test_a_clock_that_could_not_be_measured_names_no_offset():
    found = problem(answers.signature_expired(NOW, NOW, NOW), WHO, None)
    assert (found.reason, dict(found.facts)) == (Reason.CLOCK_OFF, {})


@pytest.mark.parametrize("response", [{}, {"Error": {}}, {"Error": {"Code": None, "Message": None}}])
def test_an_answer_without_code_message_and_metadata_is_unknown(response: dict[str, object]):
    error = ClientError(response, "ListBuckets")  # type: ignore[arg-type]
    found = problem_of(error, BUCKETS, Seen(status=403), NOW)
    assert found is not None
    assert found.reason is Reason.UNKNOWN
    assert found.raw is not None
    assert (found.raw.status, found.raw.code, found.raw.message) == (403, "", "")


def test_the_code_that_botocore_makes_of_the_http_status_is_not_shown_as_one():
    raw = problem(answers.Answer(403, "403", "Forbidden"), BUCKETS).raw
    assert raw is not None
    assert (raw.code, raw.message) == ("", "")


@pytest.mark.parametrize("error", [ParamValidationError(report="TokenCode"), NoRegionError()])
def test_what_botocore_will_not_send_is_an_invalid_request(error: Exception):
    found = problem_of(error, ASSUME, Seen(), NOW)
    assert found == Problem(Reason.INVALID_REQUEST, {"sent": "no"})


@pytest.mark.parametrize("bug", [KeyError("x"), TypeError("x"), ValueError("x")])
def test_a_bug_is_no_problem(bug: Exception):
    assert problem_of(bug, ASSUME, Seen(endpoint="sts.example:443"), NOW) is None


def test_what_was_asked_hides_codes_and_secrets():
    shown = repr(replace(asked_of("sts", "AssumeRole", FRESH), more_codes=("654321",)))
    assert not any(secret in shown for secret in ("123456", "654321", "made-up", "'token'"))


def test_no_code_of_a_registration_comes_back_in_a_text():
    pair = replace(ENABLE, more_codes=("654321",))
    echo = answers.Answer(400, "ValidationError", "Values 123456 and 654321; Value 'abc' at 'authenticationCode2'")
    raw = problem(echo, pair).raw
    assert raw is not None
    assert raw.message == "Values … and …; Value '…' at 'authenticationCode2'"
