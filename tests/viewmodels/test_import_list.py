from __future__ import annotations

from dataclasses import replace

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile_flaws import Flaw
from hourpass.services.importing import Imported, Remark
from hourpass.services.ports import Unfit
from hourpass.viewmodels.import_list import Fate, ImportList, Obstacle
from viewmodels.proposals import PHONE, proposal, without_device


def test_what_can_be_taken_is_chosen_from_the_start_and_nothing_else():
    shown = ImportList(
        [
            proposal("ready"),
            proposal("here", Remark.ALREADY_HERE),
            proposal("keyless", Remark.NO_KEYS, key=""),
            without_device(),
            proposal("broken", role="arn:aws:iam::111122223333:user/x"),
        ]
    )
    assert shown.chosen == (0,)
    assert [row.obstacle for row in shown.rows] == [
        None,
        Obstacle.ALREADY_HERE,
        Obstacle.NO_KEYS,
        Obstacle.NEEDS_DEVICE,
        Obstacle.FLAWED,
    ]


def test_what_cannot_be_taken_cannot_be_chosen():
    shown = ImportList([proposal("here", Remark.ALREADY_HERE)])
    shown.choose(0, chosen=True)
    assert shown.chosen == ()


def test_a_chosen_profile_can_be_left_out():
    shown = ImportList([proposal(), proposal("audit")])
    shown.choose(0, chosen=False)
    assert shown.chosen == (1,)


def test_typing_the_missing_device_makes_a_profile_ready():
    shown = ImportList([without_device()])
    assert shown.rows[0].device_is_asked_for
    shown.type_device(0, f" {PHONE} ")
    assert shown.chosen == (0,)
    assert shown.rows[0].profile.device_serial == PHONE
    assert shown.rows[0].device_is_asked_for


def test_a_wrong_device_says_what_is_wrong_with_it():
    shown = ImportList([without_device()])
    shown.type_device(0, "arn:aws:iam::111122223333:user/maya")
    assert shown.chosen == ()
    assert shown.rows[0].device_flaw is Flaw.ARN_OF_A_USER


def test_a_role_without_device_asks_for_none():
    shown = ImportList([proposal("open", serial="")])
    assert shown.chosen == (0,)
    assert not shown.rows[0].device_is_asked_for


def test_the_fates_of_the_chosen_are_counted():
    shown = ImportList([proposal(), proposal("audit"), proposal("billing")])
    shown.taken(0, Imported("/home/maya/.aws/credentials.bak"))
    shown.taken(1, Imported("/home/maya/.aws/credentials.bak"))
    shown.failed(2, Problem(Reason.VAULT_LOCKED))
    assert (shown.taken_count, shown.failed_count) == (2, 1)
    assert shown.backups == ("/home/maya/.aws/credentials.bak",)
    assert shown.chosen == (2,)
    assert [row.fate for row in shown.rows] == [Fate.TAKEN, Fate.TAKEN, Fate.FAILED]


def test_what_was_taken_cannot_be_chosen_again():
    shown = ImportList([proposal()])
    shown.taken(0, Imported())
    shown.choose(0, chosen=True)
    assert shown.chosen == ()


def test_keys_can_be_moved_only_where_any_stand_in_a_file():
    assert ImportList([proposal()]).keys_can_be_moved
    assert not ImportList([proposal("keyless", Remark.NO_KEYS, key="")]).keys_can_be_moved


def test_once_its_keys_have_left_the_file_a_profile_without_a_device_is_not_asked_for_one():
    shown = ImportList([proposal("reader"), without_device("default")])
    assert shown.rows[1].device_is_asked_for
    shown.taken(0, Imported())
    assert shown.rows[1].device_is_asked_for
    shown.taken(0, Imported("/home/maya/.aws/credentials.backup"))
    assert shown.rows[1].obstacle is Obstacle.KEYS_MOVED
    assert not shown.rows[1].device_is_asked_for
    assert not shown.rows[1].can_be_chosen


def test_what_hourpass_cannot_get_is_listed_and_cannot_be_chosen():
    unfit = replace(proposal().found, unfit=Unfit.MACHINE)
    listed = ImportList([replace(proposal("machine", Remark.UNFIT), found=unfit)])
    [row] = listed.rows
    assert (row.obstacle, row.chosen, row.can_be_chosen) == (Obstacle.UNFIT, False, False)
