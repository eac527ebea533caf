"""What a sandbox starts with: two accounts, people to be, a device, roles, and buckets."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hourpass.domain.credentials import LongTermKeys
from hourpass.sandbox.objects import SyntheticObjects
from hourpass.sandbox.propagation import LONG_AGO
from hourpass.sandbox.records import Bucket
from hourpass.sandbox.world import World

REGION = "eu-west-1"
ACCOUNT, PARTNER_ACCOUNT = "111122223333", "444455556666"
ADMIN, USER, DEVICE, ROLE, PARTNER_ROLE = "admin", "practice", "practice-phone", "s3-reader", "audit"
ALIAS, PARTNER_ALIAS = "acme-practice", "globex-practice"
EXTERNAL_ID = "practice-audit"
FORBIDDEN_BUCKET = "acme-payroll"
FORBIDDEN_FOLDER = ("acme-backups-2024", "hr/")
CROWDED_FOLDER = ("acme-data-lake-raw", "archive/")
_LONGEST_SESSION = "14400"

# name, region, created, objects
_BUCKETS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("acme-access-logs", "eu-west-1", "2019-02-11", ("2026/10/30/elb.log", "2026/10/31/elb.log", "readme.txt")),
    (
        "acme-backups-2024",
        "eu-central-1",
        "2024-01-03",
        ("db/monday.dump", "db/tuesday.dump", "files/home.tar", "hr/2024.tar"),
    ),
    ("acme-data-lake-raw", "us-east-1", "2021-06-24", ("events/2026-10.json", "events/2026-11.json", "schema.json")),
    ("acme-data-lake-refined", "us-east-1", "2021-07-02", ("daily/summary.csv",)),
    ("acme-design-assets", "eu-west-1", "2020-09-15", ("icons/gear.svg", "icons/door.svg", "logo.svg")),
    ("acme-invoices", "eu-central-1", "2018-04-19", ("2025/0001.txt", "2025/0002.txt", "2026/0001.txt")),
    ("acme-payroll", "eu-west-1", "2017-11-30", ("2026-10.csv", "2026-11.csv")),
    ("acme-releases", "ap-southeast-2", "2022-03-08", ("app/1.0/notes.txt", "app/1.1/notes.txt", "drafts/")),
    ("acme-web-static", "eu-west-1", "2016-05-27", ("css/site.css", "img/hero.txt", "index.html")),
)
_PARTNER_BUCKETS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("globex-audit-trail", "eu-west-1", "2020-01-20", ("2026/q3/report.txt", "2026/q4/report.txt")),
    ("globex-contracts", "us-east-1", "2019-08-05", ("acme/2026.txt",)),
    ("globex-evidence", "eu-central-1", "2023-10-12", ("case-17/notes.txt",)),
)
_SIZES = {
    "css": 3050,
    "csv": 2150,
    "dump": 61_000,
    "html": 4200,
    "json": 9300,
    "log": 18_400,
    "svg": 780,
    "tar": 44_200,
}
_USUAL_SIZE = 310
_DATE = re.compile(r"(20\d\d)(?:[-/](0[1-9]|1[0-2])(?:[-/]([0-2]\d|3[01]))?(?!\d))?")
"""In an object's key: a year, and perhaps a month and a day."""
_CLASSES = {"dump": "STANDARD_IA", "tar": "GLACIER"}


@dataclass(frozen=True, slots=True)
class Seeded:
    """What there is to try, secrets included."""

    region: str
    account: str
    admin: LongTermKeys
    user: LongTermKeys
    user_name: str
    user_arn: str
    device_serial: str
    device_seed: str = field(repr=False)
    role_arn: str
    partner_account: str
    partner_admin: LongTermKeys
    partner_role_arn: str
    partner_external_id: str


def plant(world: World) -> Seeded:
    """Fill an empty *world*. Everything in it is old enough to be seen at once."""
    everything = {"administrator": _allow("*", "*")}
    admin, partner_admin = (_person(world, account, ADMIN, everything) for account in (ACCOUNT, PARTNER_ACCOUNT))
    user = _person(world, ACCOUNT, USER, _practice_policies())
    for account, alias in ((ACCOUNT, ALIAS), (PARTNER_ACCOUNT, PARTNER_ALIAS)):
        world.store.add_alias(account, alias)
    user_arn = f"arn:aws:iam::{ACCOUNT}:user/{USER}"
    role_arn = _role(world, ACCOUNT, ROLE, _trust(user_arn), _reader_policies())
    also = {"StringEquals": {"sts:ExternalId": EXTERNAL_ID}}
    partner_role_arn = _role(world, PARTNER_ACCOUNT, PARTNER_ROLE, _trust(user_arn, also), {"read": _reads("globex-*")})
    for account, buckets in ((ACCOUNT, _BUCKETS), (PARTNER_ACCOUNT, _PARTNER_BUCKETS)):
        for name, region, created, keys in buckets:
            bucket = Bucket(name, account, region, datetime.fromisoformat(created).replace(hour=9, tzinfo=UTC))
            world.store.add_bucket(bucket)
            for number, key in enumerate(keys):
                _put(world, bucket, key, number)
    serial = f"arn:aws:iam::{ACCOUNT}:mfa/{DEVICE}"
    device = world.devices.create(serial, ACCOUNT, {})
    owner = next(one for one in world.store.users(ACCOUNT) if one.name == USER)
    world.devices.enable_seeded(device, owner.id, world.clock.now())
    return Seeded(
        region=REGION,
        account=ACCOUNT,
        admin=admin,
        user=user,
        user_name=USER,
        user_arn=user_arn,
        device_serial=serial,
        device_seed=device.seed,
        role_arn=role_arn,
        partner_account=PARTNER_ACCOUNT,
        partner_admin=partner_admin,
        partner_role_arn=partner_role_arn,
        partner_external_id=EXTERNAL_ID,
    )


def crowd(world: World, objects: SyntheticObjects, count: int) -> None:
    """Let a folder hold *count* objects, of which only the first one is stored: by it the folder is found."""
    name, folder = CROWDED_FOLDER
    objects.add(name, folder, count)
    bucket = world.store.bucket(name)
    if bucket is not None:
        _put(world, bucket, f"{folder}event-0000000.json", 0)


def _put(world: World, bucket: Bucket, key: str, number: int) -> None:
    """An object of a size, an age and a class that go with its name; a key that ends in a slash is a bare folder."""
    kind = key.rpartition(".")[2]
    line = f"{bucket.name}/{key}: a practice object\n".encode()
    size = 0 if key.endswith("/") else _SIZES.get(kind, _USUAL_SIZE) + 137 * number
    content = (line * (size // len(line) + 1))[:size]
    modified = _dated(key, bucket.created + timedelta(days=23 * number + 4, hours=number, minutes=17))
    world.store.add_object(bucket, key, content, modified, _CLASSES.get(kind, "STANDARD"))


def _person(world: World, account: str, name: str, policies: Mapping[str, Any]) -> LongTermKeys:
    keys = world.store.add_user(account, name, {title: json.dumps(one) for title, one in policies.items()})
    _, unique_id = world.store.give_user_id(account, name)
    world.look_at_policies(account, "user", name, unique_id, LONG_AGO)
    return keys


def _role(world: World, account: str, name: str, trust: Any, policies: Mapping[str, Any]) -> str:
    documents = {title: json.dumps(one) for title, one in policies.items()}
    role = world.store.add_role(account, name, json.dumps(trust), documents, _LONGEST_SESSION)
    world.look_at_policies(account, "role", name, role.id, LONG_AGO)
    return role.arn


def _document(*statements: Mapping[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _statement(
    action: Any, resource: Any, condition: Mapping[str, Any] | None = None, effect: str = "Allow"
) -> dict[str, Any]:
    found: dict[str, Any] = {"Effect": effect, "Action": action, "Resource": resource}
    if condition:
        found["Condition"] = condition
    return found


def _allow(action: Any, resource: Any) -> dict[str, Any]:
    return _document(_statement(action, resource))


def _trust(user_arn: str, also: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return _document(
        {
            "Effect": "Allow",
            "Principal": {"AWS": user_arn},
            "Action": "sts:AssumeRole",
            "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}, **(also or {})},
        }
    )


def _reads(names: str) -> dict[str, Any]:
    return _document(
        _statement(["s3:ListAllMyBuckets", "s3:GetBucketLocation"], "*"),
        _statement(["s3:ListBucket"], f"arn:aws:s3:::{names}"),
        _statement(["s3:GetObject"], f"arn:aws:s3:::{names}/*"),
    )


def _reader_policies() -> dict[str, Any]:
    names = [name for name, *_ in _BUCKETS if name != FORBIDDEN_BUCKET]
    extra = [f"arn:aws:s3:::acme-{trait}-*" for trait in ("logs", "backups", "media", "exports", "metrics", "events")]
    lists = [f"arn:aws:s3:::{name}" for name in names] + extra
    closed, folder = FORBIDDEN_FOLDER
    return {
        "list-buckets": _allow(["s3:ListAllMyBuckets", "s3:GetBucketLocation"], "*"),
        "read-most-buckets": _document(
            _statement("s3:ListBucket", lists), _statement("s3:GetObject", [f"{one}/*" for one in lists])
        ),
        "not-the-closed-folder": _document(
            _statement("s3:ListBucket", f"arn:aws:s3:::{closed}", {"StringLike": {"s3:prefix": f"{folder}*"}}, "Deny")
        ),
    }


def _practice_policies() -> dict[str, Any]:
    roles = [f"arn:aws:iam::{ACCOUNT}:role/{ROLE}", f"arn:aws:iam::{PARTNER_ACCOUNT}:role/{PARTNER_ROLE}"]
    mfa = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    own = f"arn:aws:iam::{ACCOUNT}:user/${{aws:username}}"
    return {
        "assume-roles": _allow("sts:AssumeRole", roles),
        "buckets-with-mfa": _document(
            _statement(["s3:ListAllMyBuckets", "s3:GetBucketLocation", "s3:ListBucket"], "*", mfa)
        ),
        "look-at-oneself": _document(
            _statement(["iam:ListMFADevices", "iam:GetUser", "iam:ListAccessKeys", "iam:GetAccessKeyLastUsed"], own),
            _statement("iam:GetRole", roles[0]),
        ),
    }


def _dated(key: str, otherwise: datetime) -> datetime:
    """When an object called so was last modified: on the date that its key tells, if it tells one."""
    found = _DATE.search(key)
    if found is None:
        return otherwise
    year, month, day = (int(part) if part else None for part in found.groups())
    return otherwise.replace(year=year or otherwise.year, month=month or 6, day=day or 15)
