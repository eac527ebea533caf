"""Where users, roles, policies, buckets and objects are kept: moto, known by this module alone and asked for nothing
but keeping them. Who may do what, and when, is decided before.

moto's request hook and backends are internal API, hence the narrow version range in pyproject.toml.
"""

from __future__ import annotations

import secrets
import string
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from botocore.awsrequest import AWSPreparedRequest
from botocore.compat import HTTPHeaders
from moto.core.botocore_stubber import BotocoreStubber
from moto.iam.models import AccessKeyLastUsed, iam_backends
from moto.s3.models import s3_backends

from hourpass.domain.credentials import LongTermKeys
from hourpass.sandbox.records import Bucket, Held, Key, Policies, Role, User
from hourpass.sandbox.wire import Response

_PARTITION = "aws"
_ID_ALPHABET = string.ascii_uppercase + "234567"
_moto_lock = threading.RLock()


@dataclass(frozen=True, slots=True)
class Passed:
    """A request on its way to moto."""

    method: str
    path: str  # of the bucket and the key, with the query
    account: str
    region: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class _Whose:
    """Whose things moto's module globals hold at the moment."""

    store: Callable[[], Store | None] = staticmethod(lambda: None)


class Store:
    """The things of all accounts of one sandbox. Stores do not see each other's, though moto has only one set."""

    def __init__(self) -> None:
        self._iam: dict[str, Any] = {}
        self._s3: dict[str, Any] = {}
        self._bucket_accounts: dict[str, tuple[str, str]] = {}
        self._stubber = BotocoreStubber()

    @contextmanager
    def _ours(self) -> Iterator[None]:
        with _moto_lock:
            before = _Whose.store()
            if before is not self:
                if before is not None:
                    before.take_out()
                self._put_in()
            yield

    def _put_in(self) -> None:
        for backends, held in ((iam_backends, self._iam), (s3_backends, self._s3)):
            backends.clear()
            dict.update(backends, held)
        s3_backends.bucket_accounts = self._bucket_accounts
        _Whose.store = weakref.ref(self)

    def take_out(self) -> None:
        """Keep what is ours, for another store comes."""
        self._iam = dict(iam_backends)
        self._s3 = dict(s3_backends)

    # Passing requests on

    def iam(self, account: str, params: Mapping[str, str]) -> Response:
        """What moto answers to an IAM call."""
        headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
        return self._ask("iam", Passed("POST", "/", account, "us-east-1", headers, urlencode(params).encode()))

    def s3(self, request: Passed) -> Response:
        """What moto answers to an S3 call."""
        return self._ask("s3", request)

    def _ask(self, service: str, request: Passed) -> Response:
        sent = HTTPHeaders()
        for name, value in request.headers.items():
            sent[name] = value
        # moto reads the region from here and believes the rest.
        sent["Authorization"] = (
            f"AWS4-HMAC-SHA256 Credential=AKIASANDBOX/20260101/{request.region}/{service}/aws4_request, "
            "SignedHeaders=host, Signature=0"
        )
        sent["x-moto-account-id"] = request.account
        host = "iam.amazonaws.com" if service == "iam" else f"s3.{request.region}.amazonaws.com"
        prepared = AWSPreparedRequest(
            request.method, f"https://{host}{request.path}", sent, request.body, stream_output=False
        )
        with self._ours():
            answer = self._stubber.process_request(prepared)
        if answer is None:
            raise NotImplementedError(request.path)
        status, answered, content = answer
        kept = {str(name): str(value) for name, value in answered.items()}
        return Response(int(status), kept, content.encode() if isinstance(content, str) else bytes(content))

    # Looking things up

    def _account(self, account: str) -> Any:
        return iam_backends[account][_PARTITION]

    def user(self, account: str, name: str) -> User | None:
        with self._ours():
            found = self._account(account).users.get(name)
            return _user(found) if found else None

    def users(self, account: str) -> list[User]:
        with self._ours():
            return [_user(one) for one in self._account(account).users.values()]

    def role(self, account: str, name: str) -> Role | None:
        return next((one for one in self.roles(account) if one.name == name), None)

    def roles(self, account: str) -> list[Role]:
        with self._ours():
            return [_role(one) for one in self._account(account).roles.values()]

    def groups(self, account: str) -> list[str]:
        with self._ours():
            return list(self._account(account).groups)

    def policy_names(self, account: str) -> dict[str, str]:
        """ARN to name of the account's own managed policies."""
        with self._ours():
            return {arn: one.name for arn, one in self._account(account).managed_policies.items()}

    def documents(self, account: str, arns: Sequence[str]) -> list[str]:
        """The managed policies called *arns*, as far as there are such."""
        with self._ours():
            held = self._account(account).managed_policies
            return [_default(held[arn]) for arn in arns if arn in held]

    def policy_entities(self, account: str, arn: str) -> int:
        """How many users, roles and groups the policy is attached to."""
        with self._ours():
            return int(self._account(account).managed_policies[arn].attachment_count)

    def policy_versions(self, account: str, arn: str) -> int:
        with self._ours():
            return len(self._account(account).managed_policies[arn].versions)

    def held(self, account: str, kind: str, name: str) -> Held:
        """What the user, role or group has; *kind* is ``user``, ``role`` or ``group``."""
        with self._ours():
            one = self._entity(account, kind, name)
            groups = (
                tuple(one.group_list)
                if kind == "user"
                else tuple(user.name for user in one.users)
                if kind == "group"
                else ()
            )
            keys = tuple(key.access_key_id for key in one.access_keys) if kind == "user" else ()
            return Held(tuple(one.policies), tuple(one.managed_policies), groups, keys)

    def inline_documents(self, account: str, kind: str, name: str) -> dict[str, str]:
        """The inline policies of the user, role or group by their names."""
        with self._ours():
            return dict(self._entity(account, kind, name).policies)

    def policies(self, account: str, kind: str, name: str) -> Policies:
        """Every document that speaks of the user or role, its groups' included."""
        with self._ours():
            one = self._entity(account, kind, name)
            groups = self._account(account).get_groups_for_user(name) if kind == "user" else []
            documents: list[str] = []
            for each in (one, *groups):
                documents += each.policies.values()
                documents += (_default(managed) for managed in each.managed_policies.values())
            return Policies(tuple(documents), one.assume_role_policy_document if kind == "role" else "")

    def _entity(self, account: str, kind: str, name: str) -> Any:
        held = self._account(account)
        return {"user": held.get_user, "role": held.get_role, "group": held.get_group}[kind](name)

    def key(self, access_key_id: str) -> Key | None:
        with self._ours():
            for accounts in dict(iam_backends).values():
                held = accounts[_PARTITION]
                found = held.access_keys.get(access_key_id)
                if found is not None and found.user_name in held.users:
                    user = _user(held.users[found.user_name])
                    return Key(access_key_id, found.secret_access_key, found.status == "Active", user)
        return None

    def key_used(self, key: Key, when: datetime, service: str, region: str) -> None:
        """Note the last use of *key*."""
        with self._ours():
            found = self._account(key.user.account).access_keys.get(key.id)
            if found is not None:
                found.last_used = AccessKeyLastUsed(when.replace(tzinfo=None), service, region)

    def account_figures(self, account: str) -> dict[str, int]:
        """The store's own counts and quotas."""
        with self._ours():
            return dict(self._account(account).account_summary.summary_map)

    # Changing things that no call of AWS changes

    def give_user_id(self, account: str, name: str) -> tuple[str, str]:
        """Give a new user an id such as AWS's; moto's before, and the new one."""
        with self._ours():
            user = self._account(account).users[name]
            before, user.id = user.id, _unique_id("AIDA")
            return before, user.id

    def give_policy_id(self, account: str, name: str) -> tuple[str, str]:
        """The same for a new managed policy."""
        with self._ours():
            policy = next(one for one in self._account(account).managed_policies.values() if one.name == name)
            before, policy.id = policy.id, _unique_id("ANPA")
            return before, policy.id

    def forget_principal(self, arn: str, unique_id: str) -> list[Role]:
        """Turn the ARN of somebody deleted into its id wherever a role trusts it; the roles that changed."""
        changed = []
        with self._ours():
            for accounts in dict(iam_backends).values():
                for role in accounts[_PARTITION].roles.values():
                    if f'"{arn}"' in role.assume_role_policy_document:
                        role.assume_role_policy_document = role.assume_role_policy_document.replace(
                            f'"{arn}"', f'"{unique_id}"'
                        )
                        changed.append(_role(role))
        return changed

    def add_user(self, account: str, name: str, policies: Mapping[str, str]) -> LongTermKeys:
        """Make a user with inline policies and an access key."""
        with self._ours():
            held = self._account(account)
            user = held.create_user("us-east-1", name)
            for title, document in policies.items():
                user.put_policy(title, document)
            key = held.create_access_key(name)
            key.secret_access_key = secrets.token_urlsafe(30)
            return LongTermKeys(key.access_key_id, key.secret_access_key)

    def add_role(self, account: str, name: str, trust: str, policies: Mapping[str, str], longest_session: str) -> Role:
        """Make a role with inline policies."""
        with self._ours():
            role = self._account(account).create_role(name, trust, "/", None, "", [], longest_session)
            for title, document in policies.items():
                role.put_policy(title, document)
            return _role(role)

    def add_alias(self, account: str, alias: str) -> None:
        """Give the account a name."""
        with self._ours():
            self._account(account).account_aliases.append(alias)

    # Buckets

    def buckets(self) -> list[Bucket]:
        """Every bucket of every account."""
        with self._ours():
            return [
                _bucket(one) for accounts in dict(s3_backends).values() for one in accounts[_PARTITION].buckets.values()
            ]

    def bucket(self, name: str) -> Bucket | None:
        with self._ours():
            where = s3_backends.bucket_accounts.get(name)
            if where is None:
                return None
            found = s3_backends[where[1]][where[0]].buckets.get(name)
            return _bucket(found) if found is not None else None

    def add_bucket(self, bucket: Bucket) -> None:
        """Make *bucket*, as old as it says."""
        with self._ours():
            made = s3_backends[bucket.account][_PARTITION].create_bucket(bucket.name, bucket.region)
            made.creation_date = bucket.created

    def add_object(
        self, bucket: Bucket, key: str, content: bytes, modified: datetime, storage_class: str = "STANDARD"
    ) -> None:
        """Put an object into *bucket*, as old as *modified* says."""
        with self._ours():
            put = s3_backends[bucket.account][_PARTITION].put_object
            made = put(bucket.name, key, content, storage_class, disable_notification=True)
            made.last_modified = modified.replace(tzinfo=None)  # as moto's own times are: UTC

    def close(self) -> None:
        """Let go of the objects' buffers."""
        with self._ours():
            for accounts in dict(s3_backends).values():
                for bucket in accounts[_PARTITION].buckets.values():
                    for key in list(bucket.keys.values()):
                        key.dispose()


def _unique_id(kind: str) -> str:
    return kind + "".join(secrets.choice(_ID_ALPHABET) for _ in range(17))


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _user(one: Any) -> User:
    return User(
        one.account_id, one.name, one.arn, one.id, one.path, _aware(one.create_date), password=one.password is not None
    )


def _role(one: Any) -> Role:
    longest = int(one.max_session_duration or 3600)
    return Role(one.account_id, one.name, one.arn, one.id, one.path, one.assume_role_policy_document, longest)


def _bucket(one: Any) -> Bucket:
    return Bucket(one.name, one.account_id, one.region_name, _aware(one.creation_date))


def _default(policy: Any) -> str:
    return next(str(version.document) for version in policy.versions if version.is_default)
