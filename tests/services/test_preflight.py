from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from hourpass.domain.admin_policy import NEEDS, smallest_policy
from hourpass.domain.credentials import Credentials, Identity, Keys, LongTermKeys
from hourpass.domain.policies import document_of
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.setup import Mode, TakenNames
from hourpass.domain.setup_plan import Side
from hourpass.sandbox.faults import Effect
from hourpass.services.administrator import Administrator, AdminSource
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.preflight import CallerKind, Checked, look_over
from hourpass.services.setup_ports import AdminProfile
from services.administrators import ROLE, SmallWorld, allow, deny
from services.fakes_services import FakeAws, FakeClock

EVERYTHING = {action for need in NEEDS for action in need.actions}


@pytest.fixture
def world() -> Iterator[SmallWorld]:
    made = SmallWorld()
    yield made
    made.sandbox.close()


@pytest.fixture(scope="module")
def shared() -> Iterator[SmallWorld]:
    """For tests that only add people."""
    made = SmallWorld()
    yield made
    made.sandbox.close()


def smallest(world: SmallWorld, mode: Mode | None = None):
    return smallest_policy("aws", world.account, mode)


def test_an_administrator_who_may_do_everything_lacks_nothing(world: SmallWorld):
    seeded = world.sandbox.seeded
    checked = world.looked_over(seeded.admin)
    assert checked.identity.account == seeded.account
    assert checked.kind is CallerKind.USER
    assert checked.missing == ()
    assert checked.full == ()
    assert checked.taken.users is not None
    assert seeded.user_name in checked.taken.users
    assert checked.policy_for(Mode.ROLE) == ""


def test_the_smallest_policy_is_enough(world: SmallWorld):
    checked = world.looked_over(world.user("maya", smallest(world)))
    assert checked.missing == ()
    assert checked.taken.roles is not None


def test_the_smallest_policy_of_a_session_setup_lacks_only_what_roles_take(world: SmallWorld):
    checked = world.looked_over(world.user("maya", smallest(world, Mode.SESSION)))
    assert checked.missing_for(Mode.SESSION) == ()
    assert "iam:CreateRole" in checked.missing_for(Mode.ROLE)
    assert "iam:CreateUser" not in checked.missing_for(Mode.ROLE)


@pytest.mark.parametrize("action", sorted(EVERYTHING - {"iam:SimulatePrincipalPolicy"}))
def test_each_single_permission_that_lacks_is_named(shared: SmallWorld, action: str):
    policy = smallest_policy("aws", shared.account, actions=EVERYTHING - {action})
    checked = shared.looked_over(shared.user(action.replace(":", "-"), policy))
    assert checked.missing == (action,)
    needed = any(action in need.actions and need.needed for need in NEEDS)
    assert checked.missing_for(Mode.ROLE) == ((action,) if needed else ())


def test_whoever_may_do_nothing_but_simulate_lacks_everything_needed(world: SmallWorld):
    checked = world.looked_over(world.user("maya", document_of(allow("iam:SimulatePrincipalPolicy"))))
    assert checked.missing is not None
    assert set(checked.missing) == EVERYTHING - {"iam:SimulatePrincipalPolicy"}
    assert checked.taken == TakenNames()
    assert checked.alias == ""


def test_whoever_may_do_nothing_at_all_could_not_be_checked(world: SmallWorld):
    checked = world.looked_over(world.user("maya"))
    assert checked.missing is None
    assert checked.missing_for(Mode.ROLE) == ()
    assert checked.policy_for(Mode.ROLE) == ""
    assert checked.identity.arn == f"arn:aws:iam::{world.account}:user/people/maya"


def test_an_explicit_deny_counts_as_missing(world: SmallWorld):
    checked = world.looked_over(world.user("maya", document_of(allow("*")), document_of(deny("iam:CreateAccessKey"))))
    assert checked.missing == ("iam:CreateAccessKey",)


def test_rights_on_other_peoples_things_do_not_help(world: SmallWorld):
    elsewhere = json.loads(json.dumps(smallest(world)).replace("/hourpass/", "/other/"))
    checked = world.looked_over(world.user("maya", elsewhere))
    assert "iam:CreateUser" in checked.missing_for(Mode.SESSION)


def test_what_is_granted_as_missing_is_just_what_lacked(world: SmallWorld):
    lacking = {"iam:CreateRole", "iam:CreatePolicy", "iam:DeleteUser"}
    policy = smallest_policy("aws", world.account, actions=EVERYTHING - lacking)
    granted = world.looked_over(world.user("maya", policy)).policy_for(Mode.ROLE)
    statements = json.loads(granted)["Statement"]
    assert {action for statement in statements for action in statement["Action"]} == lacking
    assert world.looked_over(world.user("ken", policy, json.loads(granted))).missing == ()


def test_a_roles_policies_are_found_though_its_session_does_not_tell_its_path(world: SmallWorld):
    policy = smallest_policy("aws", world.account, actions=EVERYTHING - {"iam:TagUser"})
    look_up = document_of(allow("iam:GetRole", f"arn:aws:iam::{world.account}:role/teams/{ROLE}"))
    checked = world.looked_over(world.role(policy, look_up))
    assert checked.kind is CallerKind.ROLE
    assert checked.identity.arn.endswith(f":assumed-role/{ROLE}/ken")
    assert checked.missing == ("iam:TagUser",)


def test_a_role_that_may_not_look_itself_up_could_not_be_checked(world: SmallWorld):
    checked = world.looked_over(world.role(smallest(world)))
    assert checked.kind is CallerKind.ROLE
    assert checked.missing is None
    assert checked.taken.users is not None


def test_quotas_that_are_used_up_are_named(world: SmallWorld):
    checked = world.looked_over(world.sandbox.seeded.admin)
    world.sandbox.set_quotas(users=len(checked.taken.users or ()), roles=1)
    again = world.looked_over(world.sandbox.seeded.admin)
    assert again.full == ("Users", "Roles")
    assert again.full_for(Mode.SESSION) == ("Users",)
    assert again.full_for(Mode.ROLE, Side.ROLE) == ("Roles",)
    assert again.full_for(Mode.ROLE, Side.USER) == ("Users",)


@pytest.mark.parametrize("effect", [Effect.ERROR, Effect.NO_NETWORK, Effect.HTML])
@pytest.mark.parametrize(
    "operation", ["ListAccountAliases", "GetAccountSummary", "SimulatePrincipalPolicy", "ListUsers"]
)
def test_what_only_informs_never_fails_the_look(world: SmallWorld, operation: str, effect: Effect):
    world.sandbox.faults.add(operation, effect, count=99)
    checked = world.looked_over(world.sandbox.seeded.admin)
    assert checked.identity.account == world.account
    assert (checked.missing is None) is (operation == "SimulatePrincipalPolicy")


def test_credentials_that_aws_does_not_know_fail_the_look(world: SmallWorld):
    with pytest.raises(HourpassError) as caught:
        world.looked_over(LongTermKeys("AKIAIOSFODNN7EXAMPLE", "mistyped"))
    assert caught.value.problem.reason is Reason.KEY_UNKNOWN


def test_giving_up_ends_the_look(world: SmallWorld):
    cancel = Cancel()
    cancel.request()
    keys = world.sandbox.seeded.admin
    with pytest.raises(Cancelled):
        look_over(world.administrator(keys), world.iam_of(keys), world.aws, cancel)


class OneCaller(FakeAws):
    """An AWS that says all callers are this one, after refusing what expired."""

    def __init__(self, arn: str, expired: tuple[str, ...] = ()) -> None:
        super().__init__(FakeClock())
        self._arn, self._expired = arn, expired
        self.asked: list[str] = []

    def identity(self, keys: Keys, region: str, cancel: Cancel) -> Identity:  # noqa: ARG002 (the port's)
        self.asked.append(keys.access_key_id)
        if keys.access_key_id in self._expired:
            raise HourpassError(Problem(Reason.EXPIRED))
        return Identity("111122223333", self._arn, "AIDAEXAMPLE")


def test_root_keys_are_refused_before_anything_else_is_asked(world: SmallWorld):
    keys = LongTermKeys("AKIAROOTKEYEXAMPLE00", "never")
    aws = OneCaller("arn:aws:iam::111122223333:root")
    with pytest.raises(HourpassError) as caught:
        look_over(world.administrator(keys), world.iam_of(keys), aws, Cancel())
    assert caught.value.problem.reason is Reason.ROOT_KEYS


def test_for_a_federated_user_nothing_can_be_simulated(world: SmallWorld):
    keys = world.sandbox.seeded.admin
    aws = OneCaller("arn:aws:sts::111122223333:federated-user/maya")
    checked = look_over(world.administrator(keys), world.iam_of(keys), aws, Cancel())
    assert checked.kind is CallerKind.OTHER
    assert checked.missing is None


class Renewing:
    """A profile that makes new credentials each time it is asked."""

    def __init__(self, *given: Credentials) -> None:
        self._given = list(given)

    def profiles(self) -> tuple[AdminProfile, ...]:
        return ()

    def keys(self, profile: str, code: str, cancel: Cancel) -> Credentials:  # noqa: ARG002 (the port's)
        return self._given.pop(0)


def test_a_profiles_expired_credentials_are_renewed_once(world: SmallWorld):
    ends = world.clock.now() + timedelta(hours=1)
    old, new = (Credentials(f"ASIA{name}", "secret", "token", ends) for name in ("OLD", "NEW"))
    administrator = Administrator(AdminSource("acme", region="eu-west-1"), Renewing(old, new), world.clock)
    aws = OneCaller("arn:aws:sts::111122223333:federated-user/maya", expired=("ASIAOLD",))
    checked = look_over(administrator, world.iam_of(world.sandbox.seeded.admin), aws, Cancel())
    assert checked.identity.account == "111122223333"
    assert aws.asked == ["ASIAOLD", "ASIANEW"]


def test_the_administrator_of_a_roles_account_need_not_make_users():
    identity = Identity("444455556666", "arn:aws-cn:iam::444455556666:user/audit", "AIDAEXAMPLE")
    all_missing = tuple(sorted(EVERYTHING))
    checked = Checked(identity, CallerKind.USER, "", all_missing, TakenNames())
    assert "iam:CreateUser" not in checked.missing_for(Mode.ROLE, Side.ROLE)
    assert "iam:CreateRole" in checked.missing_for(Mode.ROLE, Side.ROLE)
    assert "iam:CreateRole" not in checked.missing_for(Mode.ROLE, Side.USER)
    assert checked.partition == "aws-cn"
    assert "arn:aws-cn:iam::444455556666:role/hourpass/*" in checked.policy_for(Mode.ROLE, Side.ROLE)
    unknown = replace(checked, missing=None)
    assert unknown.missing_for(Mode.ROLE) == ()
