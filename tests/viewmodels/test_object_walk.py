from __future__ import annotations

from dataclasses import replace

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.viewmodels.listing import Move
from hourpass.viewmodels.object_walk import KEPT, Walk
from viewmodels.object_pages import page
from viewmodels.test_object_rows import add

MAYA = Profile("1", "maya", "AKIAEXAMPLEEXAMPLE12", role_arn="arn:aws:iam::111122223333:role/s3-reader")


def walk() -> Walk:
    return Walk(MAYA, "acme-logs", "eu-west-1")


def test_a_walk_begins_at_the_bucket_itself():
    begun = walk()
    assert (begun.here.prefix, begun.parts, begun.depth, begun.arrive()) == ("", [], 0, Move.LIST)


def test_folders_lead_down_and_the_path_names_them():
    begun = walk()
    for name in ("2024/", "01/", "/"):
        begun.enter(name)
    assert (begun.here.prefix, begun.here.folder, begun.parts) == ("2024/01//", "2024/01//", ["2024", "01", ""])


def test_names_that_begin_so_are_a_place_of_their_own_from_which_folders_lead_on():
    begun = walk()
    begun.enter("2024/")
    begun.enter("ev")
    assert (begun.here.folder, begun.here.begun, begun.parts) == ("2024/", "ev", ["2024", "ev"])
    begun.enter("events/")
    assert (begun.here.prefix, begun.parts) == ("2024/events/", ["2024", "ev", "events"])


def test_a_beginning_may_lead_through_folders():
    begun = walk()
    begun.enter("2024/ev")
    assert (begun.here.folder, begun.here.begun, begun.parts) == ("2024/", "ev", ["2024/ev"])


def test_going_back_finds_the_folder_as_it_was_and_the_row_that_one_went_through():
    begun = walk()
    add(begun.here.rows, page("a", folders=("2024/",)))
    begun.here.listing.begin()
    begun.here.listing.take(2, "")
    begun.here.listing.finish()
    begun.enter("2024/")
    begun.enter("01/")
    begun.go_to(0)
    assert (begun.here.rows.total, begun.here.chosen, begun.arrive()) == (2, "2024/", Move.NOTHING)


def test_a_listing_that_was_left_before_its_end_goes_on_when_one_comes_back():
    begun = walk()
    begun.here.listing.begin()
    begun.enter("2024/")
    begun.go_to(0)
    assert begun.arrive() is Move.GO_ON


def test_one_that_expired_and_was_left_goes_on_too():
    begun = walk()
    begun.here.listing.begin()
    begun.here.listing.fail(Problem(Reason.EXPIRED))
    begun.enter("2024/")
    begun.go_to(0)
    assert begun.arrive() is Move.GO_ON


def test_huge_folders_on_the_way_are_let_go_and_listed_anew():
    begun = walk()
    for name in ("a/", "b/"):
        add(begun.here.rows, page(*map(str, range(KEPT // 2 + 1))))
        begun.here.listing.begin()
        begun.here.listing.finish()
        begun.enter(name)
    begun.go_to(1)
    assert begun.here.rows.total == KEPT // 2 + 1
    begun.go_to(0)
    assert (begun.here.rows.total, begun.here.chosen, begun.arrive()) == (0, "a/", Move.LIST)


def test_credentials_that_end_in_the_middle_interrupt_and_new_ones_go_on():
    begun = walk()
    begun.here.listing.begin()
    begun.here.listing.take(1000, "token")
    assert begun.credentials(MAYA, valid=False, expired=True) is Move.INTERRUPT
    assert begun.credentials(MAYA, valid=False, expired=True) is Move.NOTHING
    assert begun.credentials(MAYA, valid=True, expired=False) is Move.GO_ON
    assert begun.here.listing.more == "token"


def test_a_folder_that_is_complete_outlives_its_credentials():
    begun = walk()
    begun.here.listing.begin()
    begun.here.listing.finish()
    assert begun.credentials(MAYA, valid=False, expired=True) is Move.NOTHING
    assert begun.credentials(MAYA, valid=True, expired=False) is Move.NOTHING


def test_forgotten_credentials_and_other_profiles_end_the_walk():
    assert walk().credentials(MAYA, valid=False, expired=False) is Move.CLEAR
    assert walk().credentials(replace(MAYA, id="2"), valid=True, expired=False) is Move.CLEAR
    assert walk().credentials(None, valid=False, expired=False) is Move.CLEAR


def test_a_new_name_ends_nothing():
    begun = walk()
    renamed = replace(MAYA, name="renamed")
    assert begun.credentials(renamed, valid=True, expired=False) is Move.NOTHING
    assert begun.profile is renamed
