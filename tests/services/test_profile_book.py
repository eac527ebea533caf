from __future__ import annotations

from datetime import timedelta

import pytest

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.settings import Settings
from hourpass.services.profile_book import ProfileBook, new_profile_id
from services.fakes_services import FakeStore, profile

A, B, C = (profile(each) for each in "abc")
FULL = Problem(Reason.DISK_FULL, {"path": "/x"})


@pytest.fixture
def store() -> FakeStore:
    return FakeStore(Settings(profiles=(A, B, C), selected_profile="b", language="ja"))


@pytest.fixture
def book(store: FakeStore) -> ProfileBook:
    book = ProfileBook(store)
    book.load()
    return book


def test_what_was_saved_is_loaded(book: ProfileBook):
    assert book.profiles == (A, B, C)
    assert book.profile("b") is B
    assert book.profile("z") is None
    assert book.settings.language == "ja"


def test_a_change_counts_at_once_and_is_saved(book: ProfileBook, store: FakeStore):
    book.change(muted_until=None, warn_minutes=(10,))
    assert book.settings.warn_minutes == (10,)
    assert store.saved == book.settings
    assert not book.unsaved


def test_secrets_stay_on_the_clipboard_as_long_as_the_settings_say_now(book: ProfileBook):
    assert book.clipboard_time() == timedelta(seconds=30)
    book.change(clipboard_seconds=120)
    assert book.clipboard_time() == timedelta(minutes=2)


def test_a_change_that_changes_nothing_is_not_written(book: ProfileBook, store: FakeStore):
    book.change(language="ja")
    assert store.writes == 0


def test_a_new_profile_comes_last_and_is_selected(book: ProfileBook, store: FakeStore):
    book.add(profile("d"))
    assert [each.id for each in store.saved.profiles] == ["a", "b", "c", "d"]
    assert book.settings.selected_profile == "d"


def test_a_replaced_profile_keeps_its_place(book: ProfileBook):
    book.replace(profile("b", name="renamed", duration=timedelta(hours=2)))
    assert [each.name for each in book.profiles] == ["a", "renamed", "c"]


@pytest.mark.parametrize(
    ("selected", "removed", "then"),
    [("b", "b", "c"), ("c", "c", "b"), ("b", "a", "b"), ("a", "z", "a")],
)
def test_the_neighbour_is_selected_when_a_profile_goes(book: ProfileBook, selected: str, removed: str, then: str):
    book.change(selected_profile=selected)
    book.remove(removed)
    assert book.settings.selected_profile == then
    assert book.profile(removed) is None


def test_removing_the_last_profile_selects_none(book: ProfileBook):
    for each in "abc":
        book.remove(each)
    assert (book.profiles, book.settings.selected_profile) == ((), "")


def test_a_change_that_could_not_be_saved_is_written_with_the_next(book: ProfileBook, store: FakeStore):
    store.failure = FULL
    with pytest.raises(HourpassError):
        book.change(language="ko")
    assert book.settings.language == "ko"
    assert book.unsaved
    store.failure = None
    book.change(selected_profile="a")
    assert (store.saved.language, store.saved.selected_profile, book.unsaved) == ("ko", "a", False)


def test_the_same_change_again_writes_what_is_still_unsaved(book: ProfileBook, store: FakeStore):
    store.failure = FULL
    with pytest.raises(HourpassError):
        book.change(language="ko")
    store.failure = None
    book.change(language="ko")
    assert store.saved.language == "ko"


def test_keys_are_in_use_while_a_profile_stands_on_them(book: ProfileBook):
    assert book.key_in_use(A.access_key_id)
    for each in "abc":
        book.remove(each)
    assert not book.key_in_use(A.access_key_id)


def test_a_name_that_is_taken_gets_a_number(book: ProfileBook):
    book.add(profile("x", name="dev"))
    assert book.free_name("dev") == "dev 2"
    book.add(profile("y", name="dev 2"))
    assert book.free_name("dev") == "dev 3"
    assert book.free_name("prod") == "prod"


def test_a_wished_name_is_made_fit(book: ProfileBook):
    assert book.free_name(' [my]"dev"\n') == "mydev"
    long = "n" * 80
    book.add(profile("x", name=book.free_name(long)))
    second = book.free_name(long)
    assert len(second) == 64
    assert second.endswith(" 2")


def test_a_profiles_own_name_is_not_taken_from_itself(book: ProfileBook):
    assert book.names(but="b") == frozenset({"a", "c"})


def test_ids_are_never_the_same():
    assert len({new_profile_id() for _ in range(100)}) == 100
