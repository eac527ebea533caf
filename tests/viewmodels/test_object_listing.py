from __future__ import annotations

from hourpass.domain.problem import Problem, Reason
from hourpass.viewmodels.listing import Stage
from hourpass.viewmodels.object_listing import BY_ITSELF, BY_SCROLLING, MOST, ObjectListing


def begun(rows: int = 0, more: str = "") -> ObjectListing:
    listing = ObjectListing()
    listing.begin()
    if rows:
        listing.take(rows, more)
    return listing


def test_a_folder_that_is_not_huge_comes_whole():
    listing = begun(2000)
    listing.finish()
    assert (listing.stage, listing.complete) == (Stage.LOADED, True)


def test_of_a_huge_one_only_so_many_rows_come_by_themselves():
    listing = begun(BY_ITSELF, "token")
    assert listing.missing == 0
    listing.finish()
    assert (listing.stage, listing.complete, listing.full) == (Stage.PAUSED, False, False)


def test_scrolling_lets_some_more_come_and_all_the_rest():
    listing = begun(BY_ITSELF, "token")
    listing.finish()
    listing.want_more()
    listing.go_on()
    assert (listing.running, listing.missing, listing.more) == (True, BY_SCROLLING, "token")
    listing.want_all()
    assert listing.missing == MOST - BY_ITSELF


def test_no_more_is_held_than_a_computer_holds_with_ease():
    listing = begun(MOST, "token")
    listing.finish()
    listing.want_more()
    assert (listing.full, listing.missing) == (True, 0)


def test_a_listing_that_ended_early_goes_on_where_it_was():
    listing = begun(3000, "token")
    listing.fail(Problem(Reason.EXPIRED))
    listing.go_on()
    assert (listing.running, listing.problem, listing.count, listing.more) == (True, None, 3000, "token")
    assert listing.missing == BY_ITSELF - 3000


def test_one_that_was_stopped_after_its_goal_wants_some_more_to_go_on():
    listing = begun(BY_ITSELF, "token")
    listing.stop()
    listing.go_on()
    assert listing.missing == BY_SCROLLING


def test_rows_are_of_the_listing_before_until_a_page_comes():
    listing = begun(10)
    assert not listing.untouched
    listing.begin()
    listing.fail(Problem(Reason.EXPIRED))
    listing.go_on()
    assert (listing.untouched, listing.count, listing.more) == (True, 0, "")


def test_a_folder_with_nothing_in_it_is_empty():
    listing = begun()
    listing.take(0, "")
    listing.finish()
    assert listing.stage is Stage.EMPTY
