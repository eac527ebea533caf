from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from hourpass.sandbox import answers
from sandbox.fakes_sandbox import Person, refusal, said

PATH = "/hourpass/"
TAGS = [{"Key": "hourpass:setup", "Value": "0badcafe"}]
ANYBODY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"},
    }
)
LISTING = json.dumps(
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}}
)
NAMES = ["Ann", "bob", "Cid", "dora", "Eve"]


def create_users(admin: Person):
    for name in reversed(NAMES):
        admin.iam.create_user(UserName=name, Path=PATH, Tags=TAGS)


def create_roles(admin: Person):
    for name in reversed(NAMES):
        admin.iam.create_role(RoleName=name, Path=PATH, Tags=TAGS, AssumeRolePolicyDocument=ANYBODY)


def create_policies(admin: Person):
    for name in reversed(NAMES):
        admin.iam.create_policy(PolicyName=name, Path=PATH, Tags=TAGS, PolicyDocument=LISTING)


LISTS: dict[str, Any] = {
    "list_users": (create_users, "Users", "UserName", {"PathPrefix": PATH}),
    "list_roles": (create_roles, "Roles", "RoleName", {"PathPrefix": PATH}),
    "list_policies": (create_policies, "Policies", "PolicyName", {"PathPrefix": PATH, "Scope": "Local"}),
}


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
@pytest.mark.parametrize("call", LISTS)
def test_a_list_comes_a_page_at_a_time_with_nothing_left_out_and_nothing_twice(admin: Person, call: str, size: int):
    fill, items, name, asked = LISTS[call]
    fill(admin)
    pages = list(admin.iam.get_paginator(call).paginate(**asked, PaginationConfig={"PageSize": size}))
    assert [one[name] for page in pages for one in page[items]] == NAMES
    assert len(pages) == -(-len(NAMES) // size)
    assert [page["IsTruncated"] for page in pages] == [True] * (len(pages) - 1) + [False]
    assert "Marker" not in pages[-1]


@pytest.mark.parametrize("call", LISTS)
def test_a_list_is_of_one_path_alone_and_tells_no_tags(admin: Person, call: str):
    fill, items, name, asked = LISTS[call]
    fill(admin)
    found = getattr(admin.iam, call)(**asked)[items]
    assert {one["Path"] for one in found} == {PATH}
    assert all("Tags" not in one and one["Arn"].endswith(f"{PATH}{one[name]}") for one in found)
    assert getattr(admin.iam, call)(**{**asked, "PathPrefix": "/other/"})[items] == []


def test_what_hangs_on_a_user_and_a_role_comes_a_page_at_a_time_too(admin: Person):
    admin.iam.create_user(UserName="zoe")
    admin.iam.create_role(RoleName="reader", AssumeRolePolicyDocument=ANYBODY)
    for number in range(3):
        title = f"own-{number}"
        admin.iam.put_user_policy(UserName="zoe", PolicyName=title, PolicyDocument=LISTING)
        admin.iam.put_role_policy(RoleName="reader", PolicyName=title, PolicyDocument=LISTING)
        arn = admin.iam.create_policy(PolicyName=title, PolicyDocument=LISTING)["Policy"]["Arn"]
        admin.iam.attach_user_policy(UserName="zoe", PolicyArn=arn)
        admin.iam.attach_role_policy(RoleName="reader", PolicyArn=arn)
        admin.iam.create_group(GroupName=title)
        admin.iam.add_user_to_group(GroupName=title, UserName="zoe")
        admin.iam.create_virtual_mfa_device(VirtualMFADeviceName=title)
    for call, owner, count in (
        ("list_user_policies", {"UserName": "zoe"}, 3),
        ("list_attached_user_policies", {"UserName": "zoe"}, 3),
        ("list_groups_for_user", {"UserName": "zoe"}, 3),
        ("list_role_policies", {"RoleName": "reader"}, 3),
        ("list_attached_role_policies", {"RoleName": "reader"}, 3),
        ("list_virtual_mfa_devices", {}, 4),
    ):
        pages = list(admin.iam.get_paginator(call).paginate(**owner, PaginationConfig={"PageSize": 2}))
        items = next(name for name, value in pages[0].items() if isinstance(value, list))
        found = [json.dumps(one, default=str) for page in pages for one in page[items]]
        assert (len(pages), len(found), len(set(found))) == (2, count, count), call


def test_a_list_of_nothing_says_that_there_is_no_more(admin: Person):
    admin.iam.create_user(UserName="zoe")
    for call, items in (
        ("list_access_keys", "AccessKeyMetadata"),
        ("list_user_policies", "PolicyNames"),
        ("list_mfa_devices", "MFADevices"),
        ("list_groups_for_user", "Groups"),
    ):
        answer = getattr(admin.iam, call)(UserName="zoe")
        assert (answer[items], answer["IsTruncated"]) == ([], False), call


def test_a_page_has_a_thousand_at_most(admin: Person):
    with pytest.raises(ClientError) as error:
        admin.iam.list_users(MaxItems=1001)
    assert refusal(error)[:2] == (400, "ValidationError")


def test_a_marker_that_was_never_given_is_refused(admin: Person):
    with pytest.raises(ClientError) as error:
        admin.iam.list_users(Marker="elsewhere")
    assert refusal(error) == said(answers.INVALID_MARKER)


def test_versions_are_listed_without_their_documents(admin: Person):
    arn = admin.iam.create_policy(PolicyName="listing", PolicyDocument=LISTING)["Policy"]["Arn"]
    admin.iam.create_policy_version(PolicyArn=arn, PolicyDocument=LISTING, SetAsDefault=True)
    listed = admin.iam.list_policy_versions(PolicyArn=arn)
    assert [(one["VersionId"], one["IsDefaultVersion"], "Document" in one) for one in listed["Versions"]] == [
        ("v1", False, False),
        ("v2", True, False),
    ]
    assert admin.iam.get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]["Document"]
    with pytest.raises(ClientError) as error:
        admin.iam.delete_policy_version(PolicyArn=arn, VersionId="v2")
    assert refusal(error)[:2] == (409, "DeleteConflict")
    admin.iam.delete_policy_version(PolicyArn=arn, VersionId="v1")
    assert [one["VersionId"] for one in admin.iam.list_policy_versions(PolicyArn=arn)["Versions"]] == ["v2"]
