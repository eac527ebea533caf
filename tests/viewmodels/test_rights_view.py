from __future__ import annotations

import json

import pytest

from gui.fakes_administrators import checked
from hourpass.domain.setup import Mode
from hourpass.domain.setup_plan import Side
from hourpass.viewmodels.rights_view import Rights, rights_of


@pytest.mark.parametrize(
    ("missing", "mode", "side", "rights"),
    [
        ((), None, None, Rights.ENOUGH),
        (None, None, None, Rights.UNKNOWN),
        (("iam:CreateRole",), None, None, Rights.SESSION_ONLY),
        (("iam:CreateRole",), Mode.ROLE, None, Rights.LACKING),
        (("iam:CreateUser",), None, None, Rights.LACKING),
        (("iam:CreateUser",), Mode.ROLE, Side.ROLE, Rights.ENOUGH),
        (("iam:ListUsers",), None, None, Rights.ENOUGH),
    ],
)
def test_rights_are_judged_by_what_is_still_open(
    missing: tuple[str, ...] | None, mode: Mode | None, side: Side | None, rights: Rights
):
    view = rights_of(checked(missing=missing), mode, side)
    assert view.rights is rights
    assert view.goes_on is (rights is not Rights.LACKING)


def test_the_policy_to_copy_grants_what_is_missing_and_nothing_else():
    view = rights_of(checked(missing=("iam:CreateRole",)))
    [statement] = json.loads(view.policy)["Statement"]
    assert statement["Action"] == ["iam:CreateRole"]


def test_used_up_quotas_come_along():
    assert rights_of(checked(full=("Roles",))).full == ("Roles",)
