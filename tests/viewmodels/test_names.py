from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hourpass.viewmodels.names import BLOCK, Names

few_letters = st.text(alphabet="aAbßẞ/é💥", max_size=4)


@given(parts=st.lists(st.lists(few_letters, max_size=6), max_size=6))
def test_names_come_out_as_they_went_in_however_they_came(parts: list[list[str]]):
    names = Names()
    for part in parts:
        names.extend(part)
    assert list(names) == [name for part in parts for name in part]


@given(names=st.lists(few_letters, max_size=30), sought=st.sampled_from(["a", "ab", "aa", "ss", "/", "é", "bA"]))
def test_a_filter_finds_what_each_name_by_itself_says(names: list[str], sought: str):
    kept, marks = Names(names), bytearray(len(names))
    folded = sought.casefold()
    for block in range(kept.blocks):
        kept.mark(folded, block, marks)
    assert list(map(bool, marks)) == [folded in name.casefold() for name in names]


@given(names=st.lists(few_letters, max_size=30), name=few_letters.filter(bool))
def test_a_name_is_found_where_it_first_stands(names: list[str], name: str):
    assert Names(names).find(name) == (names.index(name) if name in names else -1)


@pytest.mark.parametrize("step", [1, 1000, 5000])
def test_blocks_fill_up_whatever_the_size_of_a_page(step: int):
    wanted = [f"name-{number}" for number in range(3 * BLOCK + 5)]
    names = Names()
    for start in range(0, len(wanted), step):
        names.extend(wanted[start : start + step])
    assert (list(names), names.blocks) == (wanted, 4)
    assert [names.find(wanted[place]) for place in (0, BLOCK - 1, BLOCK, -1)] == [0, BLOCK - 1, BLOCK, 3 * BLOCK + 4]


def test_another_thread_may_read_what_is_there_while_more_comes():
    names = Names([f"name-{number}" for number in range(BLOCK // 2)])
    seen: list[bool] = []

    def read() -> None:
        seen.extend(all(names[number] == f"name-{number}" for number in range(BLOCK // 2)) for _ in range(200))

    reader = threading.Thread(target=read)
    reader.start()
    while reader.is_alive():
        names.extend(["more"])
    reader.join()
    assert all(seen)
    assert len(seen) == 200
