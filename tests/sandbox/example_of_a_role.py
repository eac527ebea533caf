"""A script such as AWS's public examples: it makes a user, a device and a role with boto3's resources, proves that MFA
is needed, lists buckets with it, and takes everything away again. It knows of the sandbox by its environment only.

Codes are read from standard input; the seed is told, for there is no phone to scan the picture.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

WITH_MFA = {"Bool": {"aws:MultiFactorAuthPresent": True}}


def unique(what: str):
    return f"example-{what}-{time.time_ns()}"


def policy(**statement: Any):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


def code(why: str):
    print(f"ask {why}", flush=True)
    return sys.stdin.readline().strip()


def make_user(iam: Any):
    user = iam.create_user(UserName=unique("user"))
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName=unique("mfa"))
    Path("qr.png").write_bytes(device.qr_code_png)
    print(f"seed {device.base32_string_seed.decode()}", flush=True)
    user.enable_mfa(
        SerialNumber=device.serial_number, AuthenticationCode1=code("first"), AuthenticationCode2=code("second")
    )
    Path("qr.png").unlink()
    return user, device, user.create_access_key_pair()


def list_buckets(answer: Any):
    keys = answer["Credentials"]
    s3 = boto3.resource(
        "s3",
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    )
    return [bucket.name for bucket in s3.buckets.all()]


def through_a_role(iam: Any, user: Any, device: Any, sts: Any):
    role = iam.create_role(
        RoleName=unique("role"),
        AssumeRolePolicyDocument=policy(Principal={"AWS": user.arn}, Action="sts:AssumeRole", Condition=WITH_MFA),
    )
    listing = iam.create_policy(
        PolicyName=unique("policy"), PolicyDocument=policy(Action="s3:ListAllMyBuckets", Resource="arn:aws:s3:::*")
    )
    role.attach_policy(PolicyArn=listing.arn)
    user.create_policy(
        PolicyName=unique("user-policy"), PolicyDocument=policy(Action="sts:AssumeRole", Resource=role.arn)
    )
    try:
        sts.assume_role(RoleArn=role.arn, RoleSessionName="example")
    except ClientError as error:
        print(f"without {error.response['Error']['Code']}", flush=True)
    answer = sts.assume_role(
        RoleArn=role.arn, RoleSessionName="example", SerialNumber=device.serial_number, TokenCode=code("session")
    )
    print(f"listed {len(list_buckets(answer))}", flush=True)
    for attached in role.attached_policies.all():
        attached.policy_name  # noqa: B018 (the originals print it, which loads the policy)
        role.detach_policy(PolicyArn=attached.arn)
        attached.delete()
    role.delete()


def through_a_session(user: Any, device: Any, sts: Any):
    user.create_policy(
        PolicyName=unique("user-policy"),
        PolicyDocument=policy(Action="s3:ListAllMyBuckets", Resource="arn:aws:s3:::*", Condition=WITH_MFA),
    )
    try:
        list_buckets(sts.get_session_token())
    except ClientError as error:
        print(f"without {error.response['Error']['Code']}", flush=True)
    answer = sts.get_session_token(SerialNumber=device.serial_number, TokenCode=code("session"))
    print(f"listed {len(list_buckets(answer))}", flush=True)


def take_away(user: Any, device: Any):
    for each in user.policies.all():
        each.delete()
    for each in user.access_keys.all():
        each.delete()
    for each in user.mfa_devices.all():
        each.disassociate()
    device.delete()
    user.delete()


def main(way: str):
    iam = boto3.resource("iam")
    user, device, key = make_user(iam)
    sts = boto3.client("sts", aws_access_key_id=key.id, aws_secret_access_key=key.secret)
    if way == "role":
        through_a_role(iam, user, device, sts)
    else:
        through_a_session(user, device, sts)
    take_away(user, device)
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
