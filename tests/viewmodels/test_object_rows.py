from __future__ import annotations

from hourpass.services.ports import ObjectPage
from hourpass.viewmodels.object_rows import Column, ObjectRows, Work
from viewmodels.object_pages import page


def filled(*pages: ObjectPage) -> ObjectRows:
    rows = ObjectRows()
    add(rows, *pages)
    return rows


def add(rows: ObjectRows, *pages: ObjectPage) -> None:
    for shelf, fresh in rows.take(pages):
        shelf.show(fresh, shelf.passing(fresh))


def do(work: Work) -> None:
    while True:
        try:
            next(work)
        except StopIteration as end:
            end.value()
            return


def seen(rows: ObjectRows) -> list[str]:
    return [rows.name_at(place) for place in range(rows.count)]


def test_folders_stand_first_whatever_page_they_came_with():
    rows = filled(page("a", "m"), page("z", folders=("b/", "n/")))
    assert seen(rows) == ["b/", "n/", "a", "m", "z"]
    assert (rows.count, rows.total) == (5, 5)


def test_folders_stay_first_and_by_name_when_objects_are_sorted_by_what_folders_do_not_have():
    rows = filled(page("small", "large", folders=("x/", "y/")))
    do(rows.sorting(Column.SIZE, descending=True))
    assert seen(rows) == ["x/", "y/", "large", "small"]
    do(rows.sorting(Column.NAME, descending=True))
    assert seen(rows) == ["y/", "x/", "small", "large"]
    assert rows.order == (Column.NAME, True)


def test_a_filter_is_for_folders_and_objects():
    rows = filled(page("Logs.txt", "site", folders=("logs/", "img/")))
    do(rows.filtering(" LOG "))
    assert (seen(rows), rows.count, rows.total, rows.filter) == (["logs/", "Logs.txt"], 2, 4, "log")
    add(rows, page("zlog", "zoo"))
    assert seen(rows) == ["logs/", "Logs.txt", "zlog"]


def test_nothing_is_shown_of_a_filter_or_an_order_before_it_is_found_out():
    rows = filled(page("b", "a"))
    for work in (rows.filtering("b"), rows.sorting(Column.NAME, True)):
        list(work)
        assert seen(rows) == ["a", "b"]


def test_a_row_is_found_again_after_sort_and_filter():
    rows = filled(page("a", "b", "c", folders=("f/", "g/")))
    handles = {rows.name_at(place): rows.handle(place) for place in range(rows.count)}
    do(rows.sorting(Column.SIZE, descending=True))
    assert {name: rows.name_at(rows.place(handle)) for name, handle in handles.items()} == {
        name: name for name in handles
    }
    do(rows.filtering("g"))
    assert [rows.place(handles[name]) for name in ("f/", "g/", "a")] == [-1, 0, -1]


def test_a_row_is_found_by_its_name():
    rows = filled(page("a", folders=("a/",)))
    for name in ("a", "a/"):
        handle = rows.find(name)
        assert handle is not None
        assert rows.name_at(rows.place(handle)) == name
    assert rows.find("b") is None


def test_only_folders_can_be_gone_into():
    rows = filled(page("a", folders=("f/",)))
    assert [rows.folder_at(place) for place in range(2)] == ["f/", ""]


def test_type_ahead_walks_through_folders_and_objects_and_round_the_end():
    rows = filled(page("alpha", "beta", folders=("and/", "box/")))
    assert [rows.first_starting_with("a", start) for start in (0, 1, 3, 4)] == [0, 2, 0, 0]
    assert rows.first_starting_with("BE", 0) == 3
    assert rows.first_starting_with("zoo", 2) == -1


def test_clearing_keeps_filter_and_order():
    rows = filled(page("b", "bb", "c", folders=("b/",)))
    do(rows.filtering("b"))
    do(rows.sorting(Column.SIZE, descending=True))
    rows.clear()
    assert (rows.count, rows.total) == (0, 0)
    add(rows, page("b", "bb", "c", folders=("b/", "d/")))
    assert seen(rows) == ["b/", "bb", "b"]


def test_who_reads_rows_that_are_cleared_meanwhile_may_go_on():
    rows = filled(page("a", "b"))
    shelf, numbers = rows.objects, rows.objects.view[:]
    rows.clear()
    assert [shelf.names[number] for number in numbers] == ["a", "b"]
