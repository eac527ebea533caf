from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gui.fakes_buckets import PagesOnDemand, bucket
from gui.listing_screen import ListingScreen
from hourpass.domain.problem import Problem, RawAnswer, Reason
from hourpass.domain.profile import Profile
from hourpass.gui.bucket_tab import BucketTab
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme

MAYA = Profile("1", "maya", "AKIAEXAMPLEEXAMPLE12", role_arn="arn:aws:iam::111122223333:role/s3-reader")
OTHER = replace(MAYA, id="2", name="other")
DENIED = Problem(
    Reason.DENIED,
    {"action": "s3:ListAllMyBuckets"},
    RawAnswer("ListBuckets", 403, "AccessDenied", "no identity-based policy allows it", "R-1"),
)
EXPIRED = Problem(Reason.EXPIRED, raw=RawAnswer("ListBuckets", 400, "ExpiredToken", "The provided token has expired."))


@pytest.fixture
def pages() -> PagesOnDemand:
    return PagesOnDemand()


class Screen(ListingScreen):
    """The tab as a person sees it."""

    def __init__(self, qtbot: QtBot, tab: BucketTab) -> None:
        super().__init__(qtbot, tab, "Bucket")
        self.tab = tab


@pytest.fixture
def screen(qtbot: QtBot, theme: Theme, tasks: Tasks, pages: PagesOnDemand) -> Screen:
    tab = BucketTab(theme, tasks, pages)
    qtbot.addWidget(tab)
    tab.resize(700, 500)
    tab.show()
    return Screen(qtbot, tab)


def start(qtbot: QtBot, screen: Screen, pages: PagesOnDemand, profile: Profile = MAYA) -> None:
    before = len(pages.asked)
    screen.tab.show_profile(profile, has_credentials=True)
    qtbot.waitUntil(lambda: len(pages.asked) > before)


def load(qtbot: QtBot, screen: Screen, pages: PagesOnDemand, *names: str) -> None:
    start(qtbot, screen, pages)
    pages.give(*map(bucket, names))
    pages.end()
    qtbot.waitUntil(lambda: not screen.tab.listing.running)


def test_before_credentials_it_says_when_buckets_appear(screen: Screen, pages: PagesOnDemand) -> None:
    screen.tab.show_profile(MAYA, has_credentials=False)
    assert screen.said() == "Buckets appear here once you have credentials."
    assert not screen.filter.isVisible()
    assert pages.asked == []


def test_the_first_page_is_shown_while_the_rest_is_loading(qtbot: QtBot, screen: Screen, pages: PagesOnDemand) -> None:
    start(qtbot, screen, pages)
    assert (screen.count(), screen.refresh.text()) == ("Loading…", "&Stop")
    pages.give(bucket("acme-logs"), bucket("acme-site"))
    screen.until_count("Loading… 2 buckets")
    assert screen.names() == ["acme-logs", "acme-site"]
    pages.give(bucket("acme-web"))
    pages.end()
    screen.until_count("3 buckets")
    assert screen.refresh.text() == "&Refresh"


def test_a_single_bucket_is_not_called_buckets(qtbot: QtBot, screen: Screen, pages: PagesOnDemand) -> None:
    load(qtbot, screen, pages, "acme-logs")
    assert screen.count() == "1 bucket"


def test_pages_that_pour_in_change_the_table_a_few_times_only(
    qtbot: QtBot, screen: Screen, pages: PagesOnDemand
) -> None:
    changes: list[int] = []
    screen.table.model().rowsInserted.connect(lambda: changes.append(1))
    screen.table.model().modelReset.connect(lambda: changes.append(1))
    start(qtbot, screen, pages)
    for page in range(40):
        pages.give(*(bucket(f"bucket-{page:02}-{i:03}") for i in range(100)))
    pages.end()
    screen.until_count("4000 buckets")
    assert len(changes) <= 8


def test_a_filter_narrows_the_list_and_the_count_says_of_how_many(
    qtbot: QtBot, screen: Screen, pages: PagesOnDemand
) -> None:
    load(qtbot, screen, pages, "acme-logs", "acme-lake", "acme-site")
    qtbot.keyClicks(screen.filter, "L")
    assert (screen.names(), screen.count()) == (["acme-lake", "acme-logs"], "2 of 3 buckets")
    qtbot.keyClick(screen.filter, Qt.Key.Key_Escape)
    assert screen.count() == "3 buckets"


def test_a_filter_that_lets_nothing_through_says_so_and_can_be_cleared(
    qtbot: QtBot, screen: Screen, pages: PagesOnDemand
) -> None:
    load(qtbot, screen, pages, "acme-logs")
    screen.filter.setText("zoo")
    assert screen.said() == "No bucket name contains “zoo”."
    assert not screen.export.isEnabled()
    screen.button("bucketMessageStep").click()
    assert screen.names() == ["acme-logs"]


def test_down_leads_from_the_filter_into_the_table(qtbot: QtBot, screen: Screen, pages: PagesOnDemand) -> None:
    load(qtbot, screen, pages, "acme-logs", "acme-site")
    qtbot.keyClick(screen.filter, Qt.Key.Key_Down)
    assert screen.table.selected_names() == ["acme-logs"]


def test_an_account_without_buckets_is_no_fault(qtbot: QtBot, screen: Screen, pages: PagesOnDemand) -> None:
    load(qtbot, screen, pages)
    assert screen.said().startswith("This account has no buckets")
    assert screen.count() == "0 buckets"
    screen.button("bucketMessageStep").click()
    qtbot.waitUntil(lambda: len(pages.asked) == 2)
    pages.end()


def test_a_refusal_is_explained_in_place_with_awss_answer_a_click_away(
    qtbot: QtBot, screen: Screen, pages: PagesOnDemand
) -> None:
    start(qtbot, screen, pages)
    pages.fail(DENIED)
    qtbot.waitUntil(lambda: "s3:ListAllMyBuckets" in screen.said())
    assert screen.count() == ""
    with qtbot.waitSignal(screen.tab.problem_details) as asked:
        screen.button("bucketMessageDetails").click()
    assert asked.args == [DENIED]
    screen.button("bucketMessageStep").click()
    qtbot.waitUntil(lambda: len(pages.asked) == 2)
    pages.end()


def test_a_failure_in_the_middle_keeps_the_rows_and_offers_another_try(
    qtbot: QtBot, screen: Screen, pages: PagesOnDemand
) -> None:
    start(qtbot, screen, pages)
    pages.give(bucket("acme-logs"))
    pages.fail(Problem(Reason.TIMED_OUT, {"endpoint": "s3.example:443"}))
    qtbot.waitUntil(lambda: "s3.example:443" in screen.noticed())
    assert screen.names() == ["acme-logs"]
    screen.button("bucketNoticeRetry").click()
    qtbot.waitUntil(lambda: len(pages.asked) == 2)
    assert (screen.noticed(), screen.names()) == ("", ["acme-logs"])
    pages.give(bucket("acme-new"))
    pages.end()
    screen.until_count("1 bucket")
    assert screen.names() == ["acme-new"]


def test_expiry_in_the_middle_keeps_the_rows_says_so_and_goes_on_with_new_credentials(
    qtbot: QtBot, screen: Screen, pages: PagesOnDemand
) -> None:
    start(qtbot, screen, pages)
    pages.give(bucket("acme-logs"))
    with qtbot.waitSignal(screen.tab.expired):
        pages.fail(EXPIRED)
    screen.tab.show_profile(MAYA, has_credentials=False)
    assert "expired" in screen.noticed()
    assert not screen.button("bucketNoticeRetry").isVisible()
    assert screen.names() == ["acme-logs"]
    start(qtbot, screen, pages)
    pages.end()
    screen.until_count("0 buckets")


def test_our_own_clock_may_be_the_first_to_notice_the_end(qtbot: QtBot, screen: Screen, pages: PagesOnDemand) -> None:
    start(qtbot, screen, pages)
    pages.give(bucket("acme-logs"))
    screen.until_count("Loading… 1 bucket")
    screen.tab.show_profile(MAYA, has_credentials=False)
    assert (screen.names(), "expired" in screen.noticed()) == (["acme-logs"], True)
    assert pages.cancels[0].requested


def test_stopping_keeps_what_came_and_says_there_may_be_more(
    qtbot: QtBot, screen: Screen, pages: PagesOnDemand
) -> None:
    start(qtbot, screen, pages)
    pages.give(bucket("acme-logs"), bucket("acme-site"))
    screen.until_count("Loading… 2 buckets")
    screen.refresh.click()
    assert pages.cancels[0].requested
    assert screen.noticed() == "Stopped. There may be more than these 2 buckets."
    assert (screen.count(), screen.refresh.text()) == ("2 buckets so far", "&Refresh")


def test_another_profile_cancels_the_listing_and_its_late_pages_never_show(
    qtbot: QtBot, screen: Screen, pages: PagesOnDemand, tasks: Tasks
) -> None:
    start(qtbot, screen, pages)
    pages.give(bucket("of-maya"))
    screen.until_count("Loading… 1 bucket")
    pages.give(bucket("of-maya-too-late"))
    start(qtbot, screen, pages, OTHER)
    assert pages.cancels[0].requested
    pages.give(bucket("of-other"))
    pages.end()
    screen.until_count("1 bucket")
    qtbot.waitUntil(lambda: tasks.idle)
    assert screen.names() == ["of-other"]


def test_showing_the_same_profile_again_lists_nothing_anew(qtbot: QtBot, screen: Screen, pages: PagesOnDemand) -> None:
    load(qtbot, screen, pages, "acme-logs")
    screen.tab.show_profile(replace(MAYA, name="renamed"), has_credentials=True)
    assert (len(pages.asked), screen.names()) == (1, ["acme-logs"])


def test_forgotten_credentials_take_their_list_along(qtbot: QtBot, screen: Screen, pages: PagesOnDemand) -> None:
    load(qtbot, screen, pages, "acme-logs")
    screen.tab.show_profile(MAYA, has_credentials=False)
    assert screen.said() == "Buckets appear here once you have credentials."
    assert screen.names() == []


def test_a_refresh_keeps_filter_and_selection(qtbot: QtBot, screen: Screen, pages: PagesOnDemand) -> None:
    load(qtbot, screen, pages, "acme-logs", "acme-site", "other")
    screen.filter.setText("acme")
    screen.table.selectRow(1)
    screen.refresh.click()
    qtbot.waitUntil(lambda: len(pages.asked) == 2)
    pages.give(bucket("acme-a-new-one"), bucket("acme-logs"), bucket("acme-site"))
    pages.end()
    screen.until_count("3 of 3 buckets")
    assert screen.table.selected_names() == ["acme-site"]


def test_a_slow_answer_is_waited_for_in_words(qtbot: QtBot, screen: Screen, pages: PagesOnDemand) -> None:
    start(qtbot, screen, pages)
    assert screen.said() == ""
    qtbot.waitUntil(lambda: screen.said() == "Asking AWS for the buckets…")
    pages.end()
    screen.until_count("0 buckets")


def test_export_proposes_a_name_and_saves_what_is_shown(
    qtbot: QtBot, screen: Screen, pages: PagesOnDemand, tmp_path: Path
) -> None:
    load(qtbot, screen, pages, "acme-logs", "acme-site", "other")
    screen.filter.setText("acme")
    screen.export.click()
    dialog = screen.tab.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "maya buckets.csv"
    target = tmp_path / "list.csv"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    qtbot.waitUntil(lambda: screen.noticed() == f"2 buckets saved to {target}.")
    assert [line.split(",")[0] for line in target.read_text().splitlines()] == ["name", "acme-logs", "acme-site"]
    screen.button("bucketNoticeHide").click()
    assert screen.noticed() == ""
