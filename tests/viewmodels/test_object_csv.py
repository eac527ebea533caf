from __future__ import annotations

import csv
import io

import pytest

from hourpass.services.ports import UNKNOWN, ObjectPage
from hourpass.viewmodels.object_csv import as_csv, chosen, keys, moment, shown
from hourpass.viewmodels.object_rows import ObjectRows
from viewmodels.object_pages import page
from viewmodels.test_object_rows import add, do, filled, seen

ODD = ["a,b", 'quo"te', "line\nbreak", "\u202eright-to-left", "nul\x00", "空", "💥", " led and trailed "]


def read(rows: ObjectRows, folder: str = "") -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(as_csv(folder, shown(rows))), newline="")))


def test_whole_keys_exact_bytes_and_utc_times_are_written():
    rows = filled(ObjectPage(["01/"], ["a.txt"], [1_258_291], [1_767_323_045_678], ["GLACIER"]))
    assert read(rows, "2024/") == [
        ["key", "size", "last_modified", "storage_class"],
        ["2024/01/", "", "", ""],
        ["2024/a.txt", "1258291", "2026-01-02T03:04:05.678Z", "GLACIER"],
    ]


def test_what_a_server_does_not_tell_stays_empty():
    assert read(filled(ObjectPage([], ["a"], [UNKNOWN], [UNKNOWN], [""])))[1] == ["a", "", "", ""]


def test_whole_seconds_are_written_without_a_fraction():
    assert [moment(0), moment(1500)] == ["1970-01-01T00:00:00Z", "1970-01-01T00:00:01.500Z"]


def test_odd_keys_come_back_to_whoever_reads_them():
    assert sorted(line[0] for line in read(filled(page(*ODD)))[1:]) == sorted(ODD)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_spreadsheet_is_kept_from_running_a_key(name: str):
    assert read(filled(page(name)))[1][0] == "'" + name


def test_what_is_shown_is_written_in_its_order_whatever_becomes_of_the_view():
    rows = filled(page("b", "ab", "c", folders=("b/",)))
    do(rows.filtering("b"))
    kept, before = shown(rows), seen(rows)
    do(rows.filtering(""))
    add(rows, page("bz"))
    assert list(keys("", kept)) == before == ["b/", "ab", "b"]


def test_chosen_rows_may_lie_across_folders_and_objects():
    rows = filled(page("a", "b", "c", folders=("f/", "g/")))
    assert list(keys("x/", chosen(rows, [(1, 2), (4, 4)]))) == ["x/g/", "x/a", "x/c"]


def test_many_rows_come_in_parts():
    rows = filled(page(*(f"{number:05}" for number in range(2500))))
    parts = list(as_csv("", shown(rows)))
    assert [part.count("\r\n") for part in parts] == [1, 1000, 1000, 500]
