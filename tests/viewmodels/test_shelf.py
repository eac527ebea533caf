from __future__ import annotations

import random
import time
from array import array
from collections.abc import Generator
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hourpass.viewmodels.shelf import Shelf

T = TypeVar("T")
SIZE = 1
MANY = 50_000  # as many as are dealt out to piles


def done(work: Generator[None, None, T]) -> T:
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def shelf(*rows: tuple[str, int]) -> Shelf:
    made = Shelf(array("q"))
    add(made, *rows)
    return made


def add(on: Shelf, *rows: tuple[str, int]) -> None:
    fresh = on.take([name for name, _ in rows], [size for _, size in rows])
    on.show(fresh, on.passing(fresh))


def sort(of: Shelf, column: int, descending: bool) -> None:
    of.use_order(column, descending, *done(of.sorted_by(column, descending)))


def look_for(on: Shelf, text: str) -> None:
    on.use_filter(text, done(on.filtered(text)))


def seen(on: Shelf) -> list[str]:
    return [on.names[number] for number in on.view]


rows_of_all_kinds = st.lists(st.tuples(st.text(max_size=3), st.integers(0, 5)), max_size=60)


@given(
    pages=st.lists(rows_of_all_kinds, max_size=5),
    column=st.sampled_from([0, SIZE]),
    descending=st.booleans(),
    text=st.sampled_from(["", "a", "0"]),
)
def test_rows_that_arrive_in_an_order_and_a_filter_end_where_sorting_everything_puts_them(
    pages: list[list[tuple[str, int]]], column: int, descending: bool, text: str
):
    stream = shelf()
    sort(stream, column, descending)
    look_for(stream, text)
    for page in pages:
        add(stream, *page)
    rows = [row for page in pages for row in page if text in row[0].casefold()]
    wanted = sorted(rows, key=lambda row: row[column], reverse=descending)
    assert seen(stream) == [name for name, _ in wanted]
    for place, number in enumerate(stream.view):
        assert stream.place(number) == place


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("values", [1, 3, MANY, 10 * MANY])
def test_many_rows_are_sorted_as_few_are_be_they_equal_or_not(values: int, descending: bool):
    dice = random.Random(values)
    rows = [(f"{number:06}", dice.randrange(values)) for number in range(MANY)]
    many = shelf(*rows)
    sort(many, SIZE, descending)
    assert seen(many) == [name for name, _ in sorted(rows, key=lambda row: row[1], reverse=descending)]


def test_a_filter_stays_through_a_sort():
    few = shelf(("b1", 1), ("a", 2), ("b2", 3))
    look_for(few, "b")
    sort(few, SIZE, descending=True)
    assert seen(few) == ["b2", "b1"]
    look_for(few, "")
    assert seen(few) == ["b2", "a", "b1"]


def test_a_longer_text_narrows_and_a_shorter_one_widens_the_view():
    few = shelf(("Lake", 1), ("logs", 2))
    views = []
    for text in ("l", "la", "lo", "l"):
        look_for(few, text)
        views.append(seen(few))
    assert views == [["Lake", "logs"], ["Lake"], ["logs"], ["Lake", "logs"]]


def test_a_row_that_the_filter_hides_has_no_place():
    few = shelf(("a", 1), ("b", 1), ("c", 1))
    look_for(few, "c")
    assert [few.place(number) for number in range(3)] == [-1, -1, 0]


def test_a_row_is_found_by_its_name():
    few = shelf(("a", 1), ("b", 2))
    for column, descending in ((0, False), (0, True), (SIZE, False)):
        sort(few, column, descending)
        assert [few.find(name) for name in ("a", "b", "aa", "zoo", "A")] == [0, 1, -1, -1, -1]


def test_type_ahead_takes_the_case_as_typed_first_then_any():
    few = shelf(("LOGS", 1), ("lake", 2), ("logs", 3))
    assert seen(few)[few.first_starting_with("lo", 0, 3)] == "logs"
    assert seen(few)[few.first_starting_with("lOgS", 0, 3)] == "LOGS"
    assert few.first_starting_with("lo", 0, 2) == 0
    assert few.first_starting_with("zoo", 0, 3) == -1


@pytest.mark.parametrize("work", ["sort", "filter"])
def test_no_slice_of_a_million_rows_takes_longer_than_a_frame(work: str):
    count = 1_000_000
    dice = random.Random(3)
    huge = Shelf(array("q"))
    fresh = huge.take(
        [f"event-{number:07}.json" for number in range(count)], [dice.randrange(2**40) for _ in range(count)]
    )
    huge.show(fresh, fresh)
    generator: Generator[None, None, Any] = huge.sorted_by(SIZE, True) if work == "sort" else huge.filtered("77")
    slices, began = [], time.perf_counter()
    for _ in generator:
        now = time.perf_counter()
        slices.append(now - began)
        began = now
    slices.sort()
    # Nearly all: others use the machine too, and the collector of garbage has its turns.
    assert slices[int(len(slices) * 0.95)] < 0.016
