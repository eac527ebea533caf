from __future__ import annotations

import csv
import io
import random

import pytest

from hourpass.services.ports import BucketRow
from hourpass.viewmodels.bucket_rows import BucketRows, Column, arn, as_csv

LOGS = ("acme-logs", "eu-central-1", "2021-03-02T10:00:00+00:00")
LAKE = ("acme-data-lake", "ap-northeast-1", "2022-07-19T10:00:00+00:00")
SITE = ("acme-website", "eu-central-1", "2019-05-23T10:00:00+00:00")


def filled(*pages: list[BucketRow]) -> BucketRows:
    rows = BucketRows()
    for page in pages:
        rows.add(rows.prepare(page))
    return rows


def names(rows: BucketRows) -> list[str]:
    return [row[0] for row in rows.view]


def test_pages_that_come_in_any_order_are_shown_by_name() -> None:
    assert names(filled([SITE], [LOGS, LAKE])) == ["acme-data-lake", "acme-logs", "acme-website"]


def test_a_filter_finds_its_text_anywhere_in_the_name_in_whatever_case() -> None:
    rows = filled([LOGS, LAKE, SITE])
    rows.set_filter(" LoG ")
    assert (names(rows), rows.count, rows.total) == (["acme-logs"], 1, 3)


def test_a_longer_text_narrows_and_a_shorter_one_widens_the_view() -> None:
    rows = filled([LOGS, LAKE, SITE])
    seen = []
    for text in ("l", "la", "lo", "l", ""):
        rows.set_filter(text)
        seen.append(names(rows))
    assert seen == [
        ["acme-data-lake", "acme-logs"],
        ["acme-data-lake"],
        ["acme-logs"],
        ["acme-data-lake", "acme-logs"],
        ["acme-data-lake", "acme-logs", "acme-website"],
    ]


def test_without_a_filter_the_view_is_not_a_second_list() -> None:
    rows = filled([LOGS, LAKE])
    rows.set_filter("x")
    rows.set_filter("")
    rows.add(rows.prepare([SITE]))
    assert (rows.count, rows.total) == (3, 3)


def test_the_same_filter_again_changes_nothing() -> None:
    rows = filled([LOGS])
    assert [rows.set_filter("a"), rows.set_filter(" A"), rows.set_filter("")] == [True, False, True]


def test_a_page_that_comes_while_a_filter_is_on_is_filtered_too() -> None:
    rows = filled([LOGS])
    rows.set_filter("acme-w")
    rows.add(rows.prepare([LAKE, SITE]))
    assert (names(rows), rows.total) == (["acme-website"], 3)


@pytest.mark.parametrize("column", list(Column))
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("text", ["", "-1"])
def test_streaming_ends_in_the_same_order_as_sorting_everything(column: Column, descending: bool, text: str) -> None:
    chance = random.Random(column)
    all_rows = [
        (f"bucket-{i:04}", chance.choice(["eu", "us", "ap"]), f"20{chance.randint(10, 25)}") for i in range(500)
    ]
    rows = BucketRows()
    rows.set_filter(text)
    rows.sort(column, descending)
    for start in range(0, 500, 50):
        rows.add(rows.prepare(all_rows[start : start + 50]))
    wanted = sorted((r for r in all_rows if text in r[0]), key=lambda r: r[column], reverse=descending)
    assert [row[:3] for row in rows.view] == wanted


def test_rows_that_are_equal_in_a_column_keep_the_order_they_had() -> None:
    rows = filled([LOGS, LAKE, SITE])
    rows.sort(Column.REGION, descending=False)
    assert names(rows) == ["acme-data-lake", "acme-logs", "acme-website"]


def test_a_page_in_order_is_known_to_only_lengthen_the_view() -> None:
    rows = filled([LOGS])
    assert rows.follows(rows.prepare([SITE]))
    assert not rows.follows(rows.prepare([LAKE]))
    rows.sort(Column.NAME, descending=True)
    assert rows.follows(rows.prepare([LAKE]))


@pytest.mark.parametrize("column", list(Column))
@pytest.mark.parametrize("descending", [False, True])
def test_rows_are_found_again_after_any_sort_be_they_few_or_many(column: Column, descending: bool) -> None:
    rows = filled([(f"bucket-{i:03}", f"region-{i % 3}", f"20{i % 7:02}") for i in range(200)])
    few, many = rows.view[10:13], rows.view[20:120]
    rows.sort(column, descending)
    assert {rows.view[place][0] for place in rows.places(few)} == {row[0] for row in few}
    assert [rows.view[place] for place in rows.places(many)] == [row for row in rows.view if row in many]


def test_a_row_that_the_filter_hides_has_no_place() -> None:
    rows = filled([LOGS, LAKE, SITE])
    wanted = rows.view[0:2]
    rows.set_filter("logs")
    assert rows.places(wanted) == [0]


def test_type_ahead_walks_round_the_end() -> None:
    rows = filled([LOGS, LAKE, SITE])
    assert [rows.first_starting_with("ACME", start) for start in (0, 2, 3)] == [0, 2, 0]
    assert rows.first_starting_with("zoo", 1) == -1


def test_clearing_keeps_filter_and_order() -> None:
    rows = filled([LOGS, LAKE, SITE])
    rows.set_filter("acme-")
    rows.sort(Column.NAME, descending=True)
    rows.clear()
    assert (rows.count, rows.total) == (0, 0)
    rows.add(rows.prepare([LAKE, ("other", "", ""), SITE]))
    assert names(rows) == ["acme-website", "acme-data-lake"]


ODD = ["ünïcode", "a,b", 'quo"te', "line\nbreak", "\u202eright-to-left", "nul\x00", "ẞ", "", "..", "空のバケツ", "💥"]


def test_names_with_every_odd_character_come_out_as_they_went_in() -> None:
    rows = filled([(name, "", "") for name in ODD])
    assert sorted(names(rows)) == sorted(ODD)
    rows.set_filter("ss")  # ẞ folds to two letters
    assert names(rows) == ["ẞ"]


def test_csv_gives_odd_names_back_to_whoever_reads_it() -> None:
    rows = filled([(name, "eu-west-1", "2021") for name in ODD])
    read = list(csv.reader(io.StringIO(as_csv(rows.view), newline="")))
    assert read[0] == ["name", "region", "created"]
    assert sorted(line[0] for line in read[1:]) == sorted(ODD)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_csv_keeps_a_spreadsheet_from_running_a_name(name: str) -> None:
    lines = as_csv(filled([(name, "", "")]).view)
    assert list(csv.reader(io.StringIO(lines, newline="")))[1][0] == "'" + name


def test_csv_holds_what_the_view_shows_in_its_order() -> None:
    rows = filled([LOGS, LAKE, SITE])
    rows.set_filter("acme-")
    rows.sort(Column.CREATED, descending=True)
    assert as_csv(rows.view).splitlines() == ["name,region,created", ",".join(LAKE), ",".join(LOGS), ",".join(SITE)]


def test_an_arn_names_the_partition() -> None:
    assert arn("logs", "aws-cn") == "arn:aws-cn:s3:::logs"


def test_a_region_is_kept_once_for_all_rows() -> None:
    one, other = (b"eu-west-9".decode() for _ in range(2))
    assert one is not other
    rows = filled([("a", one, ""), ("b", other, "")])
    assert rows.view[0][1] is rows.view[1][1]
