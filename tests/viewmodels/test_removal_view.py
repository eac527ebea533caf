from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.setup import Draft
from hourpass.domain.setup_plan import ApiCall, Side
from hourpass.domain.setup_record import Record, Stage
from hourpass.services.removal_list import (
    Item,
    ItemCondition,
    ItemKind,
    ItemReport,
    Obstacle,
    ObstacleKind,
    RemovalList,
)
from hourpass.viewmodels.removal_view import Place, RemovalView

ACCOUNT, PARTNER = "111122223333", "444455556666"
KEY = Item(ItemKind.ACCESS_KEY, "AKIA1", "", (ApiCall("DeleteAccessKey"),))
USER = Item(ItemKind.USER, "reader", "arn:aws:iam::111122223333:user/hourpass/reader", (ApiCall("DeleteUser"),))
DRAFT = Draft("00000001", ACCOUNT, "reader", "reader", role_name="reader-s3")
BEGUN = Record(DRAFT, datetime(2026, 3, 1, tzinfo=UTC))
FINISHED = replace(BEGUN, stage=Stage.FINISHED)
ACROSS = replace(FINISHED, draft=replace(DRAFT, role_account=PARTNER))
LISTED = RemovalList("reader", ACCOUNT, (KEY, USER), setup_id="00000001")


def listed_view(listed: RemovalList = LISTED) -> RemovalView:
    view = RemovalView("reader", ACCOUNT)
    assert view.admin_chosen()
    assert not view.seen(listed)
    return view


def test_it_begins_with_the_administrator():
    assert RemovalView("reader", ACCOUNT).place is Place.ADMIN


def test_a_role_in_another_account_takes_a_second_administrator_before_looking():
    view = RemovalView("reader", ACCOUNT, ACROSS)
    assert not view.admin_chosen()
    assert view.place is Place.ROLE_ADMIN
    assert view.admin_chosen()
    assert view.place is Place.LOOKING


def test_a_role_in_another_account_that_only_looking_finds_asks_for_its_administrator():
    view = RemovalView("reader", ACCOUNT)
    view.admin_chosen()
    found = replace(LISTED, role_account=PARTNER)
    assert not view.seen(found)
    assert view.place is Place.ROLE_ADMIN
    assert view.role_account == PARTNER
    assert view.rows == ()
    view.admin_chosen()
    view.seen(found)
    assert view.place is Place.CONFIRM


def test_a_role_that_is_left_asks_for_nobody():
    view = RemovalView("reader", ACCOUNT, ACROSS)
    view.admin_chosen()
    view.leaves_role = True
    assert view.admin_chosen()
    view.seen(replace(LISTED, role_account=PARTNER))
    assert view.place is Place.CONFIRM


@pytest.mark.parametrize(
    ("typed", "allowed"), [("", False), ("reade", False), ("Reader", False), ("reader", True), (" reader ", True)]
)
def test_only_the_users_name_to_the_letter_confirms(typed: str, allowed: bool):
    view = listed_view()
    view.typed = typed
    assert view.may_remove is allowed


def test_nothing_can_be_removed_before_it_was_listed():
    view = RemovalView("reader", ACCOUNT)
    view.typed = "reader"
    assert not view.may_remove


def test_where_nothing_is_there_it_says_so():
    view = listed_view(replace(LISTED, items=()))
    assert view.place is Place.NOTHING


def test_where_nothing_is_there_any_more_the_record_is_still_to_be_let_go():
    view = RemovalView("reader", ACCOUNT, FINISHED)
    view.admin_chosen()
    assert view.seen(replace(LISTED, items=()))
    view.ended()
    assert view.place is Place.GONE


def test_each_thing_tells_what_becomes_of_it():
    view = listed_view()
    view.removing()
    assert view.place is Place.REMOVING
    view.heard(ItemReport(KEY, ItemCondition.REMOVING))
    assert [row.condition for row in view.rows] == [ItemCondition.REMOVING, ItemCondition.WAITING]
    view.heard(ItemReport(KEY, ItemCondition.GONE))
    denied = Problem(Reason.DENIED)
    view.heard(ItemReport(USER, ItemCondition.LEFT, denied))
    view.ended()
    assert view.place is Place.LEFT
    assert [(row.item, row.problem) for row in view.left] == [(USER, denied)]
    assert view.remaining().items == (USER,)


def test_trying_again_keeps_what_is_gone_and_forgets_why_the_rest_was_left():
    view = listed_view()
    view.removing()
    view.heard(ItemReport(KEY, ItemCondition.GONE))
    view.heard(ItemReport(USER, ItemCondition.LEFT, Problem(Reason.DENIED)))
    view.ended()
    view.removing()
    assert [(row.condition, row.problem) for row in view.rows] == [
        (ItemCondition.GONE, None),
        (ItemCondition.WAITING, None),
    ]
    view.heard(ItemReport(USER, ItemCondition.GONE))
    view.ended()
    assert view.place is Place.GONE


def test_what_came_to_hang_on_the_user_meanwhile_joins_the_list():
    view = listed_view()
    view.removing()
    newer = replace(KEY, name="AKIA2")
    view.heard(ItemReport(newer, ItemCondition.REMOVING))
    assert [row.item for row in view.rows] == [KEY, USER, newer]


def test_what_was_stopped_before_its_turn_is_left():
    view = listed_view()
    view.removing()
    view.heard(ItemReport(KEY, ItemCondition.GONE))
    view.ended()
    assert [row.condition for row in view.rows] == [ItemCondition.GONE, ItemCondition.LEFT]


def test_a_keyring_that_does_not_let_go_is_a_problem_though_aws_has_nothing_left():
    view = listed_view()
    view.removing()
    for item in (KEY, USER):
        view.heard(ItemReport(item, ItemCondition.GONE))
    view.ended(Problem(Reason.VAULT_LOCKED))
    assert view.place is Place.LEFT
    assert view.left == ()
    assert view.remaining().items == ()


def test_obstacles_show_while_they_can_be_cleared():
    obstacle = Obstacle(ObstacleKind.USER_GROUP, "reader", "readers")
    view = listed_view(replace(LISTED, obstacles=(obstacle,)))
    assert view.obstacles == (obstacle,)
    view.removing()
    assert view.obstacles == ()
    view.ended()
    assert view.obstacles == (obstacle,)


def test_looking_that_came_to_nothing_keeps_its_reason_until_the_next_look():
    view = RemovalView("reader", ACCOUNT)
    view.admin_chosen()
    view.not_seen(Problem(Reason.UNREACHABLE))
    assert (view.place, view.problem) == (Place.NOT_SEEN, Problem(Reason.UNREACHABLE))
    view.looking()
    assert view.problem is None


def test_credentials_that_are_over_lead_back_to_the_first_question():
    view = RemovalView("reader", ACCOUNT, ACROSS)
    view.admin_chosen()
    view.admin_chosen()
    view.sign_in_again()
    assert view.place is Place.ADMIN
    assert view.needs_role_admin


@pytest.mark.parametrize(
    ("record", "listed", "wants_name"),
    [
        (None, LISTED, True),
        (FINISHED, LISTED, True),
        (BEGUN, LISTED, False),
        (replace(BEGUN, stage=Stage.UNDOING), LISTED, False),
        (BEGUN, replace(LISTED, profiles=("reader",)), True),
        (BEGUN, replace(LISTED, more_setups=("00000002",)), True),
    ],
    ids=["unknown", "finished", "unfinished", "half removed", "with a profile", "with a later setup"],
)
def test_the_name_is_typed_where_somebody_may_be_working_with_it(
    record: Record | None, listed: RemovalList, wants_name: bool
):
    view = RemovalView("reader", ACCOUNT, record)
    view.admin_chosen()
    view.seen(listed)
    assert view.wants_name is wants_name
    assert view.may_remove is not wants_name
    view.typed = "reader"
    assert view.may_remove


def test_only_a_setup_that_is_still_being_made_is_undone_rather_than_removed():
    assert RemovalView("reader", ACCOUNT, BEGUN).undoes_setup
    assert not RemovalView("reader", ACCOUNT, FINISHED).undoes_setup
    assert not RemovalView("reader", ACCOUNT).undoes_setup


def test_whether_the_user_stays_is_known_from_the_record_or_by_looking():
    before = replace(FINISHED, draft=replace(DRAFT, existing_user_path="/"))
    assert RemovalView("reader", ACCOUNT, before).keeps_user is True
    assert RemovalView("reader", ACCOUNT, FINISHED).keeps_user is False
    view = RemovalView("reader", ACCOUNT)
    assert view.keeps_user is None
    view.admin_chosen()
    view.seen(replace(LISTED, keeps_user=True, role_account=PARTNER))
    assert view.place is Place.ROLE_ADMIN
    assert view.keeps_user is True


def test_the_accounts_are_those_that_lose_something():
    role = Item(ItemKind.ROLE, "reader-s3", "", (ApiCall("DeleteRole"),), Side.ROLE)
    assert listed_view().accounts == (ACCOUNT,)
    view = RemovalView("reader", ACCOUNT, ACROSS)
    for _ in range(2):
        view.admin_chosen()
    view.seen(replace(LISTED, items=(role, KEY), role_account=PARTNER))
    assert view.accounts == (ACCOUNT, PARTNER)
