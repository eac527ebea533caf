from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from hourpass.sandbox import answers
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from sandbox.fakes_sandbox import Person, SettableClock, refusal, said


def document(**statement: Any):
    return json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", **statement}})


LISTING = document(Action="s3:ListAllMyBuckets", Resource="*")


def trust(arn: str):
    return document(Principal={"AWS": arn}, Action="sts:AssumeRole")


@pytest.mark.parametrize("name", ["zoe smith", "zoë", "a/b", "zoe\n"])
def test_names_have_few_characters(admin: Person, name: str):
    with pytest.raises(ClientError) as error:
        admin.iam.create_user(UserName=name)
    assert refusal(error) == said(answers.name_characters("userName"))


def test_names_have_a_longest_length(admin: Person):
    assert admin.iam.create_user(UserName="u" * 64)
    with pytest.raises(ClientError) as error:
        admin.iam.create_user(UserName="u" * 65)
    assert refusal(error)[:2] == (400, "ValidationError")
    assert "Member must have length less than or equal to 64" in refusal(error)[2]


@pytest.mark.parametrize(("path", "taken"), [("/hourpass/", True), ("/a//b/", True), ("//", False), ("/open", False)])
def test_paths_begin_and_end_with_a_slash(admin: Person, path: str, taken: bool):
    if taken:
        assert admin.iam.create_user(UserName="zoe", Path=path)["User"]["Arn"].endswith(f":user{path}zoe")
    else:
        with pytest.raises(ClientError) as error:
            admin.iam.create_user(UserName="zoe", Path=path)
        assert refusal(error)[:2] == (400, "ValidationError")


def test_names_that_differ_by_case_alone_are_the_same(admin: Person):
    admin.iam.create_role(RoleName="Reader", AssumeRolePolicyDocument=trust("111122223333"))
    admin.iam.create_policy(PolicyName="Listing", PolicyDocument=LISTING)
    for call, answer in (
        (lambda: admin.iam.create_user(UserName="PRACTICE"), answers.taken("User", "PRACTICE")),
        (
            lambda: admin.iam.create_role(RoleName="reader", AssumeRolePolicyDocument=trust("111122223333")),
            answers.taken("Role", "reader"),
        ),
        (
            lambda: admin.iam.create_policy(PolicyName="listing", PolicyDocument=LISTING),
            answers.policy_name_taken("listing"),
        ),
    ):
        with pytest.raises(ClientError) as error:
            call()
        assert refusal(error) == said(answer)


def test_what_is_not_there_is_said_in_awss_words(admin: Person):
    for call, answer in (
        (lambda: admin.iam.get_user(UserName="ghost"), answers.no_such("user", "ghost")),
        (lambda: admin.iam.get_role(RoleName="ghost"), answers.no_such("role", "ghost")),
        (
            lambda: admin.iam.delete_access_key(UserName="admin", AccessKeyId="AKIAGHOSTGHOSTGHOST"),
            answers.no_such_key("AKIAGHOSTGHOSTGHOST"),
        ),
        (
            lambda: admin.iam.attach_role_policy(
                RoleName="s3-reader", PolicyArn="arn:aws:iam::111122223333:policy/ghost"
            ),
            answers.NO_SUCH_POLICY,
        ),
    ):
        with pytest.raises(ClientError) as error:
            call()
        assert refusal(error) == said(answer)


def test_a_user_has_two_keys_at_most(admin: Person):
    admin.iam.create_access_key(UserName="practice")
    with pytest.raises(ClientError) as error:
        admin.iam.create_access_key(UserName="practice")
    assert refusal(error) == said(answers.over_quota("AccessKeysPerUser", 2))


def test_a_role_trusts_only_somebody_who_exists_and_is_known_by_now(
    sandbox: Sandbox, admin: Person, clock: SettableClock
):
    sandbox.delays = Delays.all(timedelta(seconds=8))
    arn = "arn:aws:iam::111122223333:user/hourpass/zoe"
    for wait in (0, 0, 7):
        clock.advance(seconds=wait)
        with pytest.raises(ClientError) as error:
            admin.iam.create_role(RoleName="reader", AssumeRolePolicyDocument=trust(arn))
        assert refusal(error) == said(answers.invalid_principal(arn))
        if wait == 0 and not admin.iam.list_users(PathPrefix="/hourpass/")["Users"]:
            admin.iam.create_user(UserName="zoe", Path="/hourpass/")
    clock.advance(seconds=1)
    assert admin.iam.create_role(RoleName="reader", AssumeRolePolicyDocument=trust(arn))


def test_a_namesake_of_a_deleted_user_is_not_trusted(sandbox: Sandbox, admin: Person):
    arn = admin.iam.create_user(UserName="zoe")["User"]["Arn"]
    role = admin.iam.create_role(RoleName="reader", AssumeRolePolicyDocument=trust(arn))["Role"]["Arn"]
    admin.iam.delete_user(UserName="zoe")
    held = admin.iam.get_role(RoleName="reader")["Role"]["AssumeRolePolicyDocument"]["Statement"]["Principal"]["AWS"]
    assert held.startswith("AIDA")
    admin.iam.create_user(UserName="zoe")
    namesake = Person(sandbox, admin.iam.create_access_key(UserName="zoe")["AccessKey"])
    with pytest.raises(ClientError):
        namesake.sts.assume_role(RoleArn=role, RoleSessionName="tests")
    admin.iam.update_assume_role_policy(RoleName="reader", PolicyDocument=trust(arn))
    assert namesake.sts.assume_role(RoleArn=role, RoleSessionName="tests")["Credentials"]


@pytest.mark.parametrize(
    "policy",
    [
        "{",
        "[]",
        document(Action="s3:*", Resource="*", Condition={"StringMaybe": {"aws:username": "x"}}),
        document(Action="s3:*"),
        document(Action="s3:*", Resource="*", Principal="*"),
        document(Resource="*"),
    ],
)
def test_a_policy_that_is_none_is_refused(admin: Person, policy: str):
    with pytest.raises(ClientError) as error:
        admin.iam.put_user_policy(UserName="practice", PolicyName="x", PolicyDocument=policy)
    assert refusal(error)[:2] == (400, "MalformedPolicyDocument")


def test_policies_are_no_larger_than_aws_takes(admin: Person):
    large = document(Action="s3:GetObject", Resource=[f"arn:aws:s3:::b/{n:04d}/{'x' * 40}" for n in range(40)])
    with pytest.raises(ClientError) as error:
        admin.iam.put_user_policy(UserName="practice", PolicyName="x", PolicyDocument=large)
    assert refusal(error)[:2] == (409, "LimitExceeded")


def test_deleting_too_early_is_refused_until_everything_is_gone(admin: Person):
    admin.iam.create_user(UserName="zoe")
    key = admin.iam.create_access_key(UserName="zoe")["AccessKey"]["AccessKeyId"]
    policy = admin.iam.create_policy(PolicyName="listing", PolicyDocument=LISTING)["Policy"]["Arn"]
    admin.iam.put_user_policy(UserName="zoe", PolicyName="inline", PolicyDocument=LISTING)
    admin.iam.attach_user_policy(UserName="zoe", PolicyArn=policy)
    for answer, undo in (
        (answers.TOKENS_LEFT, lambda: admin.iam.delete_access_key(UserName="zoe", AccessKeyId=key)),
        (
            answers.INLINE_POLICIES_LEFT,
            lambda: admin.iam.delete_user_policy(UserName="zoe", PolicyName="inline"),
        ),
        (answers.ATTACHED_POLICIES_LEFT, lambda: admin.iam.detach_user_policy(UserName="zoe", PolicyArn=policy)),
    ):
        with pytest.raises(ClientError) as error:
            admin.iam.delete_user(UserName="zoe")
        assert refusal(error) == said(answer)
        undo()
    admin.iam.delete_user(UserName="zoe")


def test_a_user_with_a_device_cannot_be_deleted(sandbox: Sandbox, admin: Person):
    admin.iam.delete_access_key(UserName="practice", AccessKeyId=sandbox.seeded.user.access_key_id)
    for name in admin.iam.list_user_policies(UserName="practice")["PolicyNames"]:
        admin.iam.delete_user_policy(UserName="practice", PolicyName=name)
    with pytest.raises(ClientError) as error:
        admin.iam.delete_user(UserName="practice")
    assert refusal(error) == said(answers.TOKENS_LEFT)


def test_an_attached_policy_and_one_with_versions_stay(admin: Person):
    arn = admin.iam.create_policy(PolicyName="listing", PolicyDocument=LISTING)["Policy"]["Arn"]
    admin.iam.attach_role_policy(RoleName="s3-reader", PolicyArn=arn)
    with pytest.raises(ClientError) as attached:
        admin.iam.delete_policy(PolicyArn=arn)
    assert refusal(attached) == said(answers.POLICY_ATTACHED)
    admin.iam.detach_role_policy(RoleName="s3-reader", PolicyArn=arn)
    admin.iam.create_policy_version(PolicyArn=arn, PolicyDocument=LISTING)
    with pytest.raises(ClientError) as versions:
        admin.iam.delete_policy(PolicyArn=arn)
    assert refusal(versions) == said(answers.POLICY_VERSIONS_LEFT)


def test_rights_are_those_of_the_policies_and_the_refusal_names_the_action(sandbox: Sandbox, practice: Person):
    assert practice.iam.get_user()["User"]["UserName"] == "practice"
    assert practice.iam.get_role(RoleName="s3-reader")["Role"]["MaxSessionDuration"] == 14400
    with pytest.raises(ClientError) as error:
        practice.iam.create_user(UserName="zoe")
    expected = answers.not_allowed(sandbox.seeded.user_arn, "iam:CreateUser", "arn:aws:iam::111122223333:user/zoe")
    assert refusal(error) == said(expected)


def test_tags_given_at_once_need_their_own_right(admin: Person, practice: Person):
    admin.iam.put_user_policy(
        UserName="practice", PolicyName="make", PolicyDocument=document(Action="iam:CreateUser", Resource="*")
    )
    practice.iam.create_user(UserName="plain")
    with pytest.raises(ClientError) as error:
        practice.iam.create_user(UserName="tagged", Tags=[{"Key": "a", "Value": "b"}])
    assert "iam:TagUser" in refusal(error)[2]


def test_policies_take_a_while_to_be_seen(sandbox: Sandbox, admin: Person, practice: Person, clock: SettableClock):
    sandbox.delays = Delays.all(timedelta(seconds=5))
    admin.iam.put_user_policy(UserName="practice", PolicyName="list", PolicyDocument=LISTING)
    with pytest.raises(ClientError):
        practice.s3.list_buckets()
    clock.advance(seconds=5)
    assert practice.s3.list_buckets()["Buckets"]
    admin.iam.delete_user_policy(UserName="practice", PolicyName="list")
    assert practice.s3.list_buckets()["Buckets"]
    clock.advance(seconds=5)
    with pytest.raises(ClientError):
        practice.s3.list_buckets()


def test_a_groups_policies_are_its_members_too(admin: Person, practice: Person):
    admin.iam.create_group(GroupName="readers")
    admin.iam.add_user_to_group(GroupName="readers", UserName="practice")
    admin.iam.put_group_policy(GroupName="readers", PolicyName="list", PolicyDocument=LISTING)
    assert practice.s3.list_buckets()["Buckets"]
    admin.iam.remove_user_from_group(GroupName="readers", UserName="practice")
    with pytest.raises(ClientError):
        practice.s3.list_buckets()


def test_the_summary_tells_quotas_and_figures(admin: Person):
    told = admin.iam.get_account_summary()["SummaryMap"]
    assert (told["Users"], told["UsersQuota"]) == (2, 5000)
    assert (told["MFADevices"], told["MFADevicesInUse"]) == (1, 1)
    assert told["AccessKeysPerUserQuota"] == 2


def test_simulation_takes_mfa_from_its_context(sandbox: Sandbox, admin: Person):
    asked = {
        "PolicySourceArn": sandbox.seeded.user_arn,
        "ActionNames": ["s3:ListAllMyBuckets", "iam:CreateUser"],
    }
    mfa = {"ContextKeyName": "aws:MultiFactorAuthPresent", "ContextKeyType": "boolean", "ContextKeyValues": ["true"]}
    without = admin.iam.simulate_principal_policy(**asked)["EvaluationResults"]
    proved = admin.iam.simulate_principal_policy(**asked, ContextEntries=[mfa])["EvaluationResults"]
    assert [one["EvalDecision"] for one in without] == ["implicitDeny", "implicitDeny"]
    assert [one["EvalDecision"] for one in proved] == ["allowed", "implicitDeny"]


def test_the_last_use_of_a_key_is_told(sandbox: Sandbox, admin: Person, practice: Person):
    practice.sts.get_caller_identity()
    used = admin.iam.get_access_key_last_used(AccessKeyId=sandbox.seeded.user.access_key_id)
    assert used["UserName"] == "practice"
    assert used["AccessKeyLastUsed"]["ServiceName"] == "sts"


def test_what_the_sandbox_does_not_know_is_said(admin: Person):
    with pytest.raises(ClientError) as error:
        admin.iam.list_organizations_features()
    assert refusal(error) == said(answers.NOT_IN_SANDBOX)
