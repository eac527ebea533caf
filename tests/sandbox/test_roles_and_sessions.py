from __future__ import annotations

import json
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

from hourpass.sandbox import answers
from hourpass.sandbox.sandbox import Sandbox
from sandbox.fakes_sandbox import Enter, Person, Proof, SettableClock, refusal, said


def test_the_role_cannot_be_assumed_without_a_code(sandbox: Sandbox, practice: Person):
    with pytest.raises(ClientError) as error:
        practice.sts.assume_role(RoleArn=sandbox.seeded.role_arn, RoleSessionName="tests")
    assert refusal(error) == said(answers.may_not_assume(sandbox.seeded.user_arn, sandbox.seeded.role_arn))


def test_a_role_that_is_not_there_is_refused_in_the_same_words(sandbox: Sandbox, practice: Person, proof: Proof):
    role = "arn:aws:iam::111122223333:role/nobody"
    with pytest.raises(ClientError) as error:
        practice.sts.assume_role(RoleArn=role, RoleSessionName="tests", **proof())
    assert refusal(error) == said(answers.may_not_assume(sandbox.seeded.user_arn, role))


def test_a_code_opens_the_role_for_an_hour(sandbox: Sandbox, practice: Person, proof: Proof, clock: SettableClock):
    answer = practice.sts.assume_role(RoleArn=sandbox.seeded.role_arn, RoleSessionName="tests", **proof())
    keys = answer["Credentials"]
    assert keys["Expiration"] == clock.now() + timedelta(hours=1)
    assert keys["AccessKeyId"].startswith("ASIA")
    assert len(keys["SessionToken"]) > 300
    entered = Person(sandbox, keys)
    assert entered.sts.get_caller_identity()["Arn"] == "arn:aws:sts::111122223333:assumed-role/s3-reader/tests"
    assert answer["AssumedRoleUser"]["Arn"] == "arn:aws:sts::111122223333:assumed-role/s3-reader/tests"


def test_a_session_ends_by_the_clock_at_sts_and_s3(enter: Enter, clock: SettableClock):
    entered = enter(DurationSeconds=900)
    clock.advance(seconds=899)
    assert entered.s3.list_buckets()["Buckets"]
    clock.advance(seconds=1)
    with pytest.raises(ClientError) as at_s3:
        entered.s3.list_buckets()
    assert refusal(at_s3) == said(answers.EXPIRED_TOKEN_S3)
    with pytest.raises(ClientError) as at_sts:
        entered.sts.get_caller_identity()
    assert refusal(at_sts) == said(answers.EXPIRED_TOKEN)


def test_a_lifetime_cuts_every_session_short(sandbox: Sandbox, practice: Person, proof: Proof, clock: SettableClock):
    sandbox.lifetime = timedelta(seconds=40)
    keys = practice.sts.get_session_token(**proof(), DurationSeconds=900)["Credentials"]
    assert keys["Expiration"] == clock.now() + timedelta(seconds=40)


def test_a_session_may_last_as_long_as_the_role_allows_and_no_longer(enter: Enter, clock: SettableClock):
    assert enter(DurationSeconds=14400)
    clock.advance(seconds=30)
    with pytest.raises(ClientError) as error:
        enter(DurationSeconds=14401)
    assert refusal(error) == said(answers.OVER_ROLE_MAXIMUM)


@pytest.mark.parametrize("seconds", [43201, 129601])
def test_a_duration_beyond_awss_own_limits_is_refused_before_the_code_is_looked_at(
    practice: Person, proof: Proof, enter: Enter, seconds: int
):
    with pytest.raises(ClientError) as error:
        enter(DurationSeconds=seconds)
    assert refusal(error)[:2] == (400, "ValidationError")
    assert f"Value '{seconds}' at 'durationSeconds'" in refusal(error)[2]
    assert practice.sts.get_session_token(**proof())


def test_an_mfa_session_opens_roles_without_a_code_for_an_hour_at_most(
    sandbox: Sandbox, practice: Person, proof: Proof
):
    proved = Person(sandbox, practice.sts.get_session_token(**proof())["Credentials"])
    asked = {"RoleArn": sandbox.seeded.role_arn, "RoleSessionName": "chained"}
    assert proved.sts.assume_role(**asked)["Credentials"]
    with pytest.raises(ClientError) as error:
        proved.sts.assume_role(**asked, DurationSeconds=3601)
    assert refusal(error) == said(answers.OVER_CHAINING_LIMIT)


def test_a_session_without_mfa_opens_neither_the_role_nor_iam(sandbox: Sandbox, practice: Person):
    bare = Person(sandbox, practice.sts.get_session_token()["Credentials"])
    with pytest.raises(ClientError) as role:
        bare.sts.assume_role(RoleArn=sandbox.seeded.role_arn, RoleSessionName="tests")
    assert refusal(role)[1] == "AccessDenied"
    with pytest.raises(ClientError) as iam:
        bare.iam.get_user()
    assert refusal(iam) == said(answers.INVALID_CLIENT_TOKEN)
    with pytest.raises(ClientError) as buckets:
        bare.s3.list_buckets()
    assert refusal(buckets)[:2] == (403, "AccessDenied")


def test_temporary_keys_get_no_session_token(practice: Person, sandbox: Sandbox, proof: Proof, enter: Enter):
    with pytest.raises(ClientError) as error:
        enter().sts.get_session_token()
    assert refusal(error) == said(answers.SESSION_TOKEN_BY_SESSION)


def test_buckets_are_listed_with_the_mfa_mark_only(sandbox: Sandbox, practice: Person, proof: Proof):
    with pytest.raises(ClientError) as error:
        practice.s3.list_buckets()
    expected = answers.not_allowed(sandbox.seeded.user_arn, "s3:ListAllMyBuckets")
    assert refusal(error) == said(expected)
    proved = Person(sandbox, practice.sts.get_session_token(**proof())["Credentials"])
    assert proved.s3.list_buckets()["Buckets"]


@pytest.mark.parametrize("external_id", [None, "something-else"])
def test_the_partners_role_wants_its_external_id(
    sandbox: Sandbox, practice: Person, proof: Proof, external_id: str | None
):
    more = {} if external_id is None else {"ExternalId": external_id}
    with pytest.raises(ClientError) as error:
        practice.sts.assume_role(RoleArn=sandbox.seeded.partner_role_arn, RoleSessionName="tests", **proof(), **more)
    assert refusal(error)[1] == "AccessDenied"


def test_the_partners_role_shows_the_partners_buckets(sandbox: Sandbox, practice: Person, proof: Proof):
    keys = practice.sts.assume_role(
        RoleArn=sandbox.seeded.partner_role_arn,
        RoleSessionName="tests",
        ExternalId=sandbox.seeded.partner_external_id,
        **proof(),
    )["Credentials"]
    partner = Person(sandbox, keys)
    names = [one["Name"] for one in partner.s3.list_buckets()["Buckets"]]
    assert names == ["globex-audit-trail", "globex-contracts", "globex-evidence"]
    assert partner.sts.get_caller_identity()["Account"] == sandbox.seeded.partner_account
    with pytest.raises(ClientError) as error:
        partner.s3.list_objects_v2(Bucket="acme-access-logs")
    assert refusal(error) == said(answers.ACCESS_DENIED_S3)


def test_a_session_policy_narrows_and_never_widens(enter: Enter, clock: SettableClock):
    narrow = {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"}
    entered = enter(Policy=json.dumps({"Version": "2012-10-17", "Statement": [narrow]}))
    assert entered.s3.list_objects_v2(Bucket="acme-access-logs")["KeyCount"] == 3
    for call in (entered.s3.list_buckets, lambda: entered.s3.list_objects_v2(Bucket="acme-payroll")):
        with pytest.raises(ClientError) as error:
            call()
        assert refusal(error)[1] == "AccessDenied"


def test_deleting_the_role_takes_its_sessions_rights_away(admin: Person, enter: Enter):
    entered = enter()
    for name in admin.iam.list_role_policies(RoleName="s3-reader")["PolicyNames"]:
        admin.iam.delete_role_policy(RoleName="s3-reader", PolicyName=name)
    admin.iam.delete_role(RoleName="s3-reader")
    with pytest.raises(ClientError) as error:
        entered.s3.list_buckets()
    assert refusal(error)[1] == "AccessDenied"


def test_sessions_outlive_the_device_that_opened_them(sandbox: Sandbox, admin: Person, enter: Enter):
    entered = enter()
    admin.iam.deactivate_mfa_device(UserName="practice", SerialNumber=sandbox.seeded.device_serial)
    assert entered.s3.list_buckets()["Buckets"]


def test_a_trust_on_the_account_needs_the_users_own_right_as_well(sandbox: Sandbox, admin: Person, practice: Person):
    trust = {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": trust})
    arn = admin.iam.create_role(RoleName="open", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    with pytest.raises(ClientError):
        practice.sts.assume_role(RoleArn=arn, RoleSessionName="tests")
    right = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": arn}
    document = json.dumps({"Version": "2012-10-17", "Statement": right})
    admin.iam.put_user_policy(UserName="practice", PolicyName="open", PolicyDocument=document)
    assert practice.sts.assume_role(RoleArn=arn, RoleSessionName="tests")["Credentials"]
