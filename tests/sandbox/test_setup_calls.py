"""Every call that setting up, undoing, removing and caring for devices makes, with what they rely on in the answers."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from hourpass.domain import setup_plan
from hourpass.domain.setup import Draft, Mode
from hourpass.domain.setup_plan import ApiCall, StepKind
from hourpass.sandbox import answers
from hourpass.sandbox.sandbox import Sandbox
from sandbox.fakes_sandbox import Person, Phone, SettableClock, refusal, said

DRAFT = Draft("0badcafe", "111122223333", "maya", "maya-laptop", role_name="maya-s3", role_maximum=timedelta(hours=2))
MARK = [{"Key": "hourpass:setup", "Value": "0badcafe"}]


def send(person: Person, call: ApiCall, **more: Any) -> Any:
    """*call* by way of botocore."""
    client = person.client(call.service)
    method = next(name for name, operation in client.meta.method_to_api_mapping.items() if operation == call.operation)
    return getattr(client, method)(**call.parameters, **more)


def carry_out(person: Person, draft: Draft, clock: SettableClock) -> dict[StepKind, Any]:
    """All of the plan of *draft*; what was answered to each step."""
    told: dict[StepKind, Any] = {}
    for step in setup_plan.plan_of(draft):
        more = {}
        if step.kind is StepKind.ENABLE_DEVICE:
            seed = told[StepKind.CREATE_DEVICE]["VirtualMFADevice"]["Base32StringSeed"].decode()
            more = Phone(seed, clock).pair()
        told[step.kind] = send(person, step.do, **more)
    return told


def take_back(person: Person, draft: Draft, key: str) -> None:
    for step in reversed(setup_plan.plan_of(draft)):
        for call in step.undo:
            send(person, call, **({"AccessKeyId": key} if call.operation == "DeleteAccessKey" else {}))


def everything(person: Person) -> Any:
    """What the account holds, as far as IAM tells it."""
    told = person.iam.get_account_authorization_details()
    told.pop("ResponseMetadata")
    devices = person.iam.list_virtual_mfa_devices()["VirtualMFADevices"]
    summary = person.iam.get_account_summary()["SummaryMap"]
    return json.loads(json.dumps([told, devices, summary], default=str, sort_keys=True))


@pytest.mark.parametrize("mode", Mode)
def test_a_plan_can_be_carried_out_and_leaves_nothing_once_taken_back(admin: Person, clock: SettableClock, mode: Mode):
    draft = Draft(
        "0badcafe", "111122223333", "maya", "maya-laptop", mode, role_name="maya-s3" if mode is Mode.ROLE else ""
    )
    before = everything(admin)
    told = carry_out(admin, draft, clock)
    assert everything(admin) != before
    take_back(admin, draft, told[StepKind.CREATE_KEY]["AccessKey"]["AccessKeyId"])
    assert everything(admin) == before


def test_what_was_made_is_found_again_with_its_tags(admin: Person, clock: SettableClock):
    told = carry_out(admin, DRAFT, clock)
    user = admin.iam.get_user(UserName="maya")["User"]
    assert (user["Arn"], user["Tags"]) == (DRAFT.user_arn, MARK)
    assert told[StepKind.CREATE_USER]["User"]["UserId"] == user["UserId"]
    assert admin.iam.list_mfa_device_tags(SerialNumber=DRAFT.device_serial)["Tags"] == MARK
    role = admin.iam.get_role(RoleName="maya-s3")["Role"]
    assert (role["Arn"], role["Tags"], role["MaxSessionDuration"]) == (DRAFT.role_arn, MARK, 7200)
    assert role["Description"] == "For maya, with MFA. Made by Hourpass."
    assert role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"AWS": DRAFT.user_arn}
    policy = admin.iam.get_policy(PolicyArn=DRAFT.policy_arn)["Policy"]
    assert (policy["Arn"], policy["Tags"], policy["AttachmentCount"]) == (DRAFT.policy_arn, MARK, 1)
    assert policy["PolicyId"].startswith("ANPA")
    inline = admin.iam.get_user_policy(UserName="maya", PolicyName="hourpass-0badcafe")["PolicyDocument"]
    assert inline["Statement"][0]["Resource"] == DRAFT.role_arn
    assert admin.iam.list_user_policies(UserName="maya")["PolicyNames"] == ["hourpass-0badcafe"]
    (attached,) = admin.iam.list_attached_role_policies(RoleName="maya-s3")["AttachedPolicies"]
    assert attached == {"PolicyName": "maya-s3", "PolicyArn": DRAFT.policy_arn}


def test_the_owner_of_a_new_device_is_told(admin: Person, clock: SettableClock):
    carry_out(admin, DRAFT, clock)
    listed = admin.iam.list_virtual_mfa_devices()["VirtualMFADevices"]
    owners = {one["SerialNumber"]: one.get("User", {}).get("UserName") for one in listed}
    assert owners == {
        "arn:aws:iam::111122223333:mfa/practice-phone": "practice",
        DRAFT.device_serial: "maya",
    }


def test_attaching_a_second_time_counts_once(admin: Person, clock: SettableClock):
    carry_out(admin, DRAFT, clock)
    link = {"RoleName": "maya-s3", "PolicyArn": DRAFT.policy_arn}
    admin.iam.attach_role_policy(**link)
    admin.iam.attach_user_policy(UserName="practice", PolicyArn=DRAFT.policy_arn)
    assert admin.iam.get_policy(PolicyArn=DRAFT.policy_arn)["Policy"]["AttachmentCount"] == 2
    admin.iam.detach_role_policy(**link)
    admin.iam.detach_user_policy(UserName="practice", PolicyArn=DRAFT.policy_arn)
    assert admin.iam.get_policy(PolicyArn=DRAFT.policy_arn)["Policy"]["AttachmentCount"] == 0
    admin.iam.delete_policy(PolicyArn=DRAFT.policy_arn)


def test_who_has_a_policy_is_told(admin: Person, clock: SettableClock):
    carry_out(admin, DRAFT, clock)
    told = admin.iam.list_entities_for_policy(PolicyArn=DRAFT.policy_arn)
    assert [one["RoleName"] for one in told["PolicyRoles"]] == ["maya-s3"]
    assert (told["PolicyUsers"], told["PolicyGroups"]) == ([], [])


def test_a_key_is_listed_with_its_state(admin: Person, clock: SettableClock):
    key = carry_out(admin, DRAFT, clock)[StepKind.CREATE_KEY]["AccessKey"]["AccessKeyId"]
    admin.iam.update_access_key(UserName="maya", AccessKeyId=key, Status="Inactive")
    (listed,) = admin.iam.list_access_keys(UserName="maya")["AccessKeyMetadata"]
    assert (listed["AccessKeyId"], listed["Status"]) == (key, "Inactive")
    assert listed["CreateDate"]


def test_a_login_profile_is_told_only_where_there_is_one(admin: Person):
    with pytest.raises(ClientError) as error:
        admin.iam.get_login_profile(UserName="practice")
    assert refusal(error) == said(answers.no_such_login_profile("practice"))
    admin.iam.create_login_profile(UserName="practice", Password="4-long-Passphrase")
    assert admin.iam.get_login_profile(UserName="practice")["LoginProfile"]["UserName"] == "practice"
    admin.iam.delete_login_profile(UserName="practice")
    with pytest.raises(ClientError) as gone:
        admin.iam.delete_login_profile(UserName="practice")
    assert refusal(gone) == said(answers.no_such_login_profile("practice"))


def test_a_role_in_an_instance_profile_stays(admin: Person, clock: SettableClock):
    carry_out(admin, DRAFT, clock)
    assert admin.iam.list_instance_profiles_for_role(RoleName="maya-s3")["InstanceProfiles"] == []
    admin.iam.create_instance_profile(InstanceProfileName="web")
    admin.iam.add_role_to_instance_profile(InstanceProfileName="web", RoleName="maya-s3")
    (found,) = admin.iam.list_instance_profiles_for_role(RoleName="maya-s3")["InstanceProfiles"]
    assert found["InstanceProfileName"] == "web"
    admin.iam.detach_role_policy(RoleName="maya-s3", PolicyArn=DRAFT.policy_arn)
    with pytest.raises(ClientError) as error:
        admin.iam.delete_role(RoleName="maya-s3")
    assert refusal(error) == said(answers.INSTANCE_PROFILES_LEFT)
    admin.iam.remove_role_from_instance_profile(InstanceProfileName="web", RoleName="maya-s3")
    admin.iam.delete_role(RoleName="maya-s3")


def test_a_device_is_set_right_again_by_an_administrator(admin: Person, clock: SettableClock):
    seed = carry_out(admin, DRAFT, clock)[StepKind.CREATE_DEVICE]["VirtualMFADevice"]["Base32StringSeed"].decode()
    clock.advance(minutes=5)
    named = {"UserName": "maya", "SerialNumber": DRAFT.device_serial}
    admin.iam.resync_mfa_device(**named, **Phone(seed, clock).pair())
    admin.iam.deactivate_mfa_device(**named)
    with pytest.raises(ClientError) as error:
        admin.iam.deactivate_mfa_device(**named)
    assert refusal(error) == said(answers.DEVICE_NOT_OF_USER)


def test_a_role_in_the_partners_account_takes_the_partners_administrator(
    sandbox: Sandbox, admin: Person, clock: SettableClock
):
    partner = Person(sandbox, sandbox.seeded.partner_admin)
    draft = Draft("0badcafe", "111122223333", "maya", "maya-laptop", role_name="maya-s3", role_account="444455556666")
    told = {}
    for step in setup_plan.plan_of(draft):
        if step.kind is StepKind.ENABLE_DEVICE:
            continue
        told[step.kind] = send(partner if step.side is setup_plan.Side.ROLE else admin, step.do)
    assert told[StepKind.CREATE_ROLE]["Role"]["Arn"] == "arn:aws:iam::444455556666:role/hourpass/maya-s3"
    assert told[StepKind.CREATE_POLICY]["Policy"]["Arn"] == draft.policy_arn
    with pytest.raises(ClientError) as error:
        admin.iam.get_role(RoleName="maya-s3")
    assert refusal(error) == said(answers.no_such("role", "maya-s3"))


def test_each_administrator_is_told_of_the_own_account(sandbox: Sandbox, admin: Person):
    partner = Person(sandbox, sandbox.seeded.partner_admin)
    for person, account, alias, people in (
        (admin, "111122223333", "acme-practice", 2),
        (partner, "444455556666", "globex-practice", 1),
    ):
        who = person.sts.get_caller_identity()
        assert (who["Account"], who["Arn"]) == (account, f"arn:aws:iam::{account}:user/admin")
        assert person.iam.list_account_aliases()["AccountAliases"] == [alias]
        assert person.iam.get_account_summary()["SummaryMap"]["Users"] == people
        asked = {"PolicySourceArn": who["Arn"], "ActionNames": ["iam:CreateUser"]}
        (result,) = person.iam.simulate_principal_policy(**asked)["EvaluationResults"]
        assert result["EvalDecision"] == "allowed"


def test_a_simulation_looks_at_the_path_of_what_is_to_be_made(admin: Person):
    admin.iam.create_user(UserName="olga")
    admin.iam.create_role(
        RoleName="setting-up",
        AssumeRolePolicyDocument=json.dumps(_one({"Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"})),
    )
    allowed = json.dumps(_one({"Action": "iam:CreateUser", "Resource": "arn:aws:iam::111122223333:user/hourpass/*"}))
    admin.iam.put_user_policy(UserName="olga", PolicyName="p", PolicyDocument=allowed)
    admin.iam.put_role_policy(RoleName="setting-up", PolicyName="p", PolicyDocument=allowed)
    for who in ("user/olga", "role/setting-up"):
        for resource, said_of in (("user/hourpass/maya", "allowed"), ("user/maya", "implicitDeny")):
            (result,) = admin.iam.simulate_principal_policy(
                PolicySourceArn=f"arn:aws:iam::111122223333:{who}",
                ActionNames=["iam:CreateUser"],
                ResourceArns=[f"arn:aws:iam::111122223333:{resource}"],
            )["EvaluationResults"]
            assert result["EvalDecision"] == said_of


def test_a_simulation_knows_who_is_simulated(admin: Person):
    own = json.dumps(_one({"Action": "iam:*MFADevice*", "Resource": "arn:aws:iam::*:user/${aws:username}"}))
    admin.iam.put_user_policy(UserName="practice", PolicyName="own", PolicyDocument=own)
    found = {}
    for name in ("practice", "admin"):
        (result,) = admin.iam.simulate_principal_policy(
            PolicySourceArn="arn:aws:iam::111122223333:user/practice",
            ActionNames=["iam:EnableMFADevice"],
            ResourceArns=[f"arn:aws:iam::111122223333:user/{name}"],
        )["EvaluationResults"]
        found[name] = result["EvalDecision"]
    assert found == {"practice": "allowed", "admin": "implicitDeny"}


def _one(statement: Any) -> Any:
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]}
