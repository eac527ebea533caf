from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.viewmodels.bucket_listing import BucketListing
from hourpass.viewmodels.listing import Move, Stage

MAYA = Profile("1", "maya", "AKIAEXAMPLEEXAMPLE12", role_arn="arn:aws:iam::111122223333:role/s3-reader")
OTHER = replace(MAYA, id="2", name="other")


def listed(count: int) -> BucketListing:
    listing = BucketListing()
    assert listing.show(MAYA, has_credentials=True) is Move.LIST
    listing.begin()
    listing.add(count)
    return listing


def test_nothing_is_listed_without_credentials() -> None:
    listing = BucketListing()
    assert listing.show(MAYA, has_credentials=False) is Move.CLEAR
    assert listing.stage is Stage.IDLE


def test_credentials_that_arrive_start_the_listing_once() -> None:
    listing = BucketListing()
    listing.show(MAYA, has_credentials=False)
    assert listing.show(MAYA, has_credentials=True) is Move.LIST
    listing.begin()
    assert listing.show(MAYA, has_credentials=True) is Move.NOTHING


def test_a_listing_that_ends_with_rows_is_loaded_and_one_without_is_empty() -> None:
    full, bare = listed(6), listed(0)
    full.finish()
    bare.finish()
    assert (full.stage, full.count, bare.stage) == (Stage.LOADED, 6, Stage.EMPTY)


def test_another_profile_is_listed_from_nothing() -> None:
    listing = listed(6)
    assert listing.show(OTHER, has_credentials=True) is Move.LIST
    assert (listing.stage, listing.count) == (Stage.IDLE, 0)


@pytest.mark.parametrize("change", [{"name": "renamed"}, {"duration": timedelta(hours=2)}])
def test_a_new_name_or_duration_leaves_the_list_alone(change: dict[str, object]) -> None:
    listing = listed(6)
    listing.finish()
    assert listing.show(replace(MAYA, **change), has_credentials=True) is Move.NOTHING  # type: ignore[arg-type]


def test_another_role_is_another_list() -> None:
    listing = listed(6)
    changed = replace(MAYA, role_arn="arn:aws:iam::111122223333:role/admin")
    assert listing.show(changed, has_credentials=True) is Move.LIST


def test_our_clock_may_end_a_listing_in_the_middle_and_the_rows_stay() -> None:
    listing = listed(3000)
    assert listing.show(MAYA, has_credentials=False) is Move.INTERRUPT
    assert (listing.stage, listing.expired, listing.count) == (Stage.FAILED, True, 3000)
    assert listing.show(MAYA, has_credentials=False) is Move.NOTHING


def test_a_listing_cut_short_by_expiry_starts_again_with_new_credentials() -> None:
    listing = listed(3000)
    listing.fail(Problem(Reason.EXPIRED))
    assert listing.show(MAYA, has_credentials=True) is Move.LIST_AGAIN


def test_a_refusal_is_not_asked_for_again_by_itself() -> None:
    listing = listed(0)
    listing.fail(Problem(Reason.DENIED))
    assert (listing.show(MAYA, has_credentials=True), listing.expired) == (Move.NOTHING, False)


def test_a_complete_list_goes_with_its_credentials() -> None:
    listing = listed(6)
    listing.finish()
    assert listing.show(MAYA, has_credentials=False) is Move.CLEAR
    assert listing.show(None, has_credentials=False) is Move.CLEAR


def test_a_stopped_listing_keeps_its_count_and_beginning_anew_forgets_problem_and_count() -> None:
    listing = listed(2000)
    listing.stop()
    assert (listing.stage, listing.count) == (Stage.STOPPED, 2000)
    listing.fail(Problem(Reason.TIMED_OUT))
    listing.begin()
    assert (listing.running, listing.count, listing.problem) == (True, 0, None)
