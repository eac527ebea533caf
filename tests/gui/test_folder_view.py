from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.fakes_objects import ObjectsOnDemand
from gui.letters import clashes, texts
from gui.listing_screen import ListingScreen
from gui.nameless import nameless
from gui.reading_order import out_of_order, tab_order
from hourpass.domain.problem import Problem, RawAnswer, Reason
from hourpass.domain.profile import Profile
from hourpass.gui.folder_view import FolderView
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.services.ports import ObjectPage
from hourpass.viewmodels import object_listing
from viewmodels.object_pages import page

MAYA = Profile("1", "maya", "AKIAEXAMPLEEXAMPLE12", role_arn="arn:aws:iam::111122223333:role/s3-reader")
DENIED = Problem(
    Reason.DENIED,
    {"action": "s3:ListBucket"},
    RawAnswer("ListObjectsV2", 403, "AccessDenied", "no identity-based policy allows it", "R-1"),
)
EXPIRED = Problem(Reason.EXPIRED, raw=RawAnswer("ListObjectsV2", 400, "ExpiredToken", "The token has expired."))


@pytest.fixture(autouse=True)
def english_figures() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def pages() -> ObjectsOnDemand:
    return ObjectsOnDemand()


class Screen(ListingScreen):
    """An open bucket as a person sees it."""

    def __init__(self, qtbot: QtBot, view: FolderView) -> None:
        super().__init__(qtbot, view, "Object")
        self.view = view
        self.copy_folder = self._child(QToolButton, "copyFolderUriButton")

    def path(self) -> list[str]:
        links = self.view.findChild(QWidget, "objectPath").findChildren(QWidget, options=Qt.FindDirectChildrenOnly)
        shown = [widget for widget in links if widget.isVisible() and getattr(widget, "text", None)]
        return [widget.text() for widget in sorted(shown, key=QWidget.x) if widget.text() not in {"", "/"}]

    def click_path(self, text: str) -> None:
        links = self.view.findChild(QWidget, "objectPath").findChildren(QPushButton)
        next(link for link in links if link.text() == text).click()


@pytest.fixture
def screen(qtbot: QtBot, theme: Theme, tasks: Tasks, pages: ObjectsOnDemand) -> Iterator[Screen]:
    view = FolderView(theme, tasks, pages)
    qtbot.addWidget(view)
    view.resize(800, 500)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    yield Screen(qtbot, view)
    view.close_bucket()


def until_asked(qtbot: QtBot, pages: ObjectsOnDemand, times: int) -> None:
    qtbot.waitUntil(lambda: len(pages.asked) == times)


def open_bucket(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand, first: ObjectPage | None = None) -> None:
    before = len(pages.asked)
    screen.view.open(MAYA, "acme-logs", "eu-west-1")
    until_asked(qtbot, pages, before + 1)
    if first is not None:
        pages.give(first)
        qtbot.waitUntil(lambda: bool(screen.names()))


def enter(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand, folder: str, content: ObjectPage) -> None:
    """Go into *folder* by the keyboard."""
    before = len(pages.asked)
    screen.table.go_to(folder)
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    until_asked(qtbot, pages, before + 1)
    pages.give(content)
    qtbot.waitUntil(lambda: not screen.view.arriving or bool(content.more and screen.names()))


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QGuiApplication.focusObject(), key, modifier)


# walking


def test_a_bucket_opens_with_folders_first_and_the_path_above(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    open_bucket(qtbot, screen, pages, page("a.txt", folders=("z/",)))
    assert (screen.names(), screen.path(), screen.count()) == (["z/", "a.txt"], ["Buckets", "acme-logs"], "2 items")
    assert pages.asked == [("eu-west-1", "acme-logs", "", "")]
    assert (screen.current(), screen.table.hasFocus()) == ("z/", True)


def test_return_leads_into_a_folder_and_not_into_an_object(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    open_bucket(qtbot, screen, pages, page("a.txt", folders=("2024/",)))
    enter(qtbot, screen, pages, "2024/", page("b.txt", folders=("01/",)))
    assert (screen.path(), screen.names()) == (["Buckets", "acme-logs", "2024"], ["01/", "b.txt"])
    assert pages.asked[-1] == ("eu-west-1", "acme-logs", "2024/", "")
    screen.table.go_to("b.txt")
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert len(pages.asked) == 2


def test_a_double_click_leads_into_a_folder(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages, page(folders=("2024/", "2025/")))
    at = screen.table.visualRect(screen.table.model().index(1, 0)).center()
    qtbot.mouseDClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    until_asked(qtbot, pages, 2)
    assert pages.asked[-1][2] == "2025/"


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_one_level_up_is_as_it_was_left_with_the_row_one_came_from_chosen(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    open_bucket(qtbot, screen, pages, page("a", folders=tuple(f"{number:03}/" for number in range(200))))
    screen.filter.setText("1")
    screen.table.go_to("150/")
    scrolled = screen.table.verticalScrollBar().value()
    enter(qtbot, screen, pages, "150/", page("x"))
    press(qtbot, key, modifier)
    assert (screen.current(), screen.filter.text(), screen.path()) == ("150/", "1", ["Buckets", "acme-logs"])
    assert screen.table.verticalScrollBar().value() == scrolled > 0
    assert len(pages.asked) == 2  # nothing was listed anew
    assert screen.table.hasFocus()


def test_the_mouses_back_button_leads_up_wherever_it_is_pressed_and_however_quickly(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    def press_back(on: QWidget, *, again: bool = False) -> None:
        clicked = qtbot.mouseDClick if again else qtbot.mouseClick
        clicked(screen.view.childAt(on.mapTo(screen.view, on.rect().center())), Qt.MouseButton.BackButton)

    open_bucket(qtbot, screen, pages, page(folders=("1/", "2/")))
    enter(qtbot, screen, pages, "2/", page(folders=("3/",)))
    enter(qtbot, screen, pages, "3/", page())
    press_back(screen.view)  # there is only a message
    assert (screen.path(), screen.current()) == (["Buckets", "acme-logs", "2"], "3/")
    press_back(screen.table.viewport())
    assert (screen.path(), screen.current()) == (["Buckets", "acme-logs"], "2/")
    with qtbot.waitSignal(screen.view.left) as left:
        press_back(screen.table.viewport(), again=True)
    assert left.args == ["acme-logs"]


def test_the_way_up_is_open_from_a_folder_with_nothing_in_it(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    open_bucket(qtbot, screen, pages, page(folders=("bare/",)))
    enter(qtbot, screen, pages, "bare/", page())
    assert screen.said().startswith("This folder is empty. No objects under bare/")
    press(qtbot, Qt.Key.Key_Backspace)
    assert screen.names() == ["bare/"]
    assert screen.table.hasFocus()


def test_backspace_in_the_filter_only_edits_it(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages, page("ab"))
    screen.view.focus_filter()
    qtbot.keyClicks(screen.filter, "ab")
    press(qtbot, Qt.Key.Key_Backspace)
    assert (screen.filter.text(), screen.path()) == ("a", ["Buckets", "acme-logs"])


def test_above_the_bucket_are_the_buckets(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages, page("a"))
    with qtbot.waitSignal(screen.view.left) as left:
        press(qtbot, Qt.Key.Key_Backspace)
    assert left.args == ["acme-logs"]
    assert screen.view.walk is None


def test_each_part_of_the_path_leads_back_there(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages, page(folders=("2024/",)))
    enter(qtbot, screen, pages, "2024/", page(folders=("01/",)))
    enter(qtbot, screen, pages, "01/", page("x"))
    assert screen.path() == ["Buckets", "acme-logs", "2024", "01"]
    screen.click_path("acme-logs")
    assert (screen.path(), screen.current()) == (["Buckets", "acme-logs"], "2024/")
    with qtbot.waitSignal(screen.view.left):
        screen.click_path("Buckets")


def test_the_path_is_walked_by_keys(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages, page(folders=("2024/",)))
    enter(qtbot, screen, pages, "2024/", page("x"))
    links = screen.view.findChild(QWidget, "objectPath").findChildren(QPushButton)
    first = next(link for link in links if link.text() == "Buckets")
    first.setFocus()
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_Return)
    assert screen.path() == ["Buckets", "acme-logs"]


def test_folders_whose_names_are_nothing_or_cannot_be_seen_are_shown_and_walked(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    open_bucket(qtbot, screen, pages, page("x\n", folders=("/", "\u202egpj./")))
    assert screen.names() == ["/", "\\u202egpj./", "x\\n"]
    enter(qtbot, screen, pages, "/", page(folders=("/",)))
    enter(qtbot, screen, pages, "/", page(" led"))
    assert pages.asked[-1][2] == "//"
    assert screen.path() == ["Buckets", "acme-logs", "(no name)", "(no name)"]
    assert screen.names() == ["\\x20led"]


def test_a_listing_that_one_walked_away_from_goes_on_at_ones_return(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    open_bucket(qtbot, screen, pages, page("a", folders=("f/",), more="T1"))
    enter(qtbot, screen, pages, "f/", page("x"))
    assert pages.cancels[0].requested
    press(qtbot, Qt.Key.Key_Backspace)
    until_asked(qtbot, pages, 3)
    assert pages.asked[-1] == ("eu-west-1", "acme-logs", "", "T1")
    pages.give(page("b"))
    screen.until_names("f/", "a", "b")


# what is said


def test_pages_stream_in_and_the_count_tells_how_many(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages)
    assert (screen.count(), screen.refresh.text()) == ("Loading…", "&Stop")
    pages.give(page("a", "b", more="T1"))
    screen.until_count("Loading… 2 objects")
    pages.give(page("c"))
    screen.until_count("3 objects")
    assert screen.refresh.text() == "&Refresh"


def test_a_slow_answer_is_waited_for_in_words_and_the_keyboard_comes_back(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    open_bucket(qtbot, screen, pages)
    assert screen.said() == ""
    qtbot.waitUntil(lambda: screen.said() == "Asking AWS for the objects…")
    pages.give(page("a"))
    screen.until_names("a")
    assert screen.table.hasFocus()


def test_an_empty_bucket_is_no_fault(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages)
    pages.give(page())
    qtbot.waitUntil(lambda: screen.said().startswith("acme-logs is empty"))
    assert screen.count() == "0 objects"
    screen.button("objectMessageStep").click()
    until_asked(qtbot, pages, 2)
    pages.give(page("a"))
    screen.until_names("a")


def test_a_closed_bucket_says_why_and_what_to_do_with_awss_answer_a_click_away(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    open_bucket(qtbot, screen, pages)
    pages.fail(DENIED)
    qtbot.waitUntil(lambda: screen.said().startswith("You may not list the objects in acme-logs."))
    assert "no policy of these credentials allows s3:ListBucket" in screen.said()
    assert "administrator" in screen.said()
    with qtbot.waitSignal(screen.view.problem_details) as asked:
        screen.button("objectMessageDetails").click()
    assert asked.args == [DENIED]


def test_a_closed_folder_says_so_and_the_others_stay_open(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages, page(folders=("hr/", "it/")))
    screen.table.go_to("hr/")
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    until_asked(qtbot, pages, 2)
    pages.fail(replace(DENIED, facts={"action": "s3:ListBucket", "explicit": "yes"}))
    qtbot.waitUntil(lambda: screen.said().startswith("You may not list “hr/” in acme-logs."))
    assert "forbids s3:ListBucket here" in screen.said()
    press(qtbot, Qt.Key.Key_Backspace)
    assert (screen.names(), screen.current()) == (["hr/", "it/"], "hr/")


def test_a_bucket_that_is_gone_leads_back_to_the_buckets(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages)
    pages.fail(Problem(Reason.NO_SUCH_BUCKET))
    qtbot.waitUntil(lambda: screen.said().startswith("The bucket acme-logs no longer exists."))
    with qtbot.waitSignal(screen.view.left):
        screen.button("objectMessageBuckets").click()


def test_a_failure_in_the_middle_keeps_the_rows_and_goes_on_from_there(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    open_bucket(qtbot, screen, pages, page("a", more="T1"))
    pages.fail(Problem(Reason.TIMED_OUT, {"endpoint": "s3.example:443"}))
    qtbot.waitUntil(lambda: "s3.example:443" in screen.noticed())
    assert screen.count() == "1 object so far"
    screen.button("objectNoticeRetry").click()
    until_asked(qtbot, pages, 2)
    assert pages.asked[-1][3] == "T1"
    pages.give(page("b"))
    screen.until_names("a", "b")
    assert screen.noticed() == ""


def test_stopping_keeps_what_came_and_can_be_gone_on_from(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages, page("a", folders=("f/",), more="T1"))
    screen.refresh.click()
    assert pages.cancels[0].requested
    assert screen.noticed() == "Stopped after 2 items. There may be more."
    screen.button("objectNoticeGoOn").click()
    until_asked(qtbot, pages, 2)
    assert pages.asked[-1][3] == "T1"
    pages.give(page("b"))
    screen.until_names("f/", "a", "b")


def test_a_refresh_lists_from_the_start_and_keeps_what_was_chosen_by_name(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    open_bucket(qtbot, screen, pages, page("a", "b", "c"))
    screen.table.go_to("b")
    screen.refresh.click()
    until_asked(qtbot, pages, 2)
    assert screen.names() == ["a", "b", "c"]
    pages.give(page("a", "aa", more="T1"))
    screen.until_names("a", "aa")
    assert screen.current() == ""
    pages.give(page("b"))
    screen.until_names("a", "aa", "b")
    assert (screen.current(), list(screen.table.selected_keys())) == ("b", ["b"])


# credentials


def test_expiry_in_the_middle_keeps_place_and_rows_and_goes_on_with_new_credentials(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    open_bucket(qtbot, screen, pages, page(folders=("2024/",)))
    enter(qtbot, screen, pages, "2024/", page("a", more="T1"))
    with qtbot.waitSignal(screen.view.expired):
        pages.fail(EXPIRED)
    assert screen.view.show_profile(MAYA, valid=False, expired=True)
    assert "expired" in screen.noticed()
    assert not screen.button("objectNoticeRetry").isVisible()
    assert screen.view.show_profile(MAYA, valid=True, expired=False)
    until_asked(qtbot, pages, 3)
    assert pages.asked[-1] == ("eu-west-1", "acme-logs", "2024/", "T1")
    pages.give(page("b"))
    screen.until_names("a", "b")
    assert (screen.noticed(), screen.path()) == ("", ["Buckets", "acme-logs", "2024"])


def test_our_own_clock_may_be_the_first_to_notice_the_end(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages, page("a", more="T1"))
    assert screen.view.show_profile(MAYA, valid=False, expired=True)
    assert pages.cancels[0].requested
    assert (screen.names(), "expired" in screen.noticed()) == (["a"], True)


def test_forgotten_credentials_take_the_rows_along(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages, page("a"))
    assert not screen.view.show_profile(MAYA, valid=False, expired=False)
    assert (screen.view.walk, screen.table.model().rowCount()) == (None, 0)


# huge folders


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, rows in (("BY_ITSELF", 40), ("BY_SCROLLING", 20), ("MOST", 100)):
        monkeypatch.setattr(object_listing, name, rows)


def numbered(first: int, more: str) -> ObjectPage:
    return page(*(f"{number:04}" for number in range(first, first + 20)), more=more)


@pytest.mark.usefixtures("small_limits")
def test_a_huge_folder_pauses_and_more_comes_as_somebody_scrolls_to_the_end(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    open_bucket(qtbot, screen, pages, numbered(0, "T1"))
    pages.give(numbered(20, "T2"))
    screen.until_count("40 objects and more")
    assert screen.noticed() == "The first 40 are shown. More load when you scroll to the end."
    bar = screen.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    until_asked(qtbot, pages, 2)
    assert pages.asked[-1][3] == "T2"
    pages.give(numbered(40, "T3"))
    screen.until_count("60 objects and more")


@pytest.mark.usefixtures("small_limits")
def test_all_of_a_huge_folder_comes_when_it_is_asked_for_up_to_what_is_held(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    open_bucket(qtbot, screen, pages, numbered(0, "T1"))
    pages.give(numbered(20, "T2"))
    screen.until_count("40 objects and more")
    screen.button("objectNoticeAll").click()
    until_asked(qtbot, pages, 2)
    for first in (40, 60, 80):
        pages.give(numbered(first, f"T{first}"))
    screen.until_count("100 objects and more")
    assert "Only the first 100 are shown" in screen.noticed()
    assert not screen.button("objectNoticeAll").isVisible()


@pytest.mark.usefixtures("small_limits")
def test_aws_can_look_for_the_beginning_of_a_name_among_what_has_not_come(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    open_bucket(qtbot, screen, pages, numbered(0, "T1"))
    pages.give(numbered(20, "T2"))
    screen.until_count("40 objects and more")
    screen.filter.setText("Zoo")
    assert screen.said() == "None of the names loaded so far contains “Zoo”."
    assert screen.button("objectMessageBeginning").text() == "Names that begin with “Zoo”"
    screen.button("objectMessageBeginning").click()
    until_asked(qtbot, pages, 2)
    assert pages.asked[-1] == ("eu-west-1", "acme-logs", "Zoo", "")
    pages.give(page("Zoo1"))
    screen.until_names("Zoo1")
    assert (screen.path(), screen.filter.text()) == (["Buckets", "acme-logs", "“Zoo…”"], "")
    press(qtbot, Qt.Key.Key_Backspace)
    assert screen.count() == "40 objects and more"


# filter, sort, copy, export


def test_a_filter_narrows_and_says_of_how_many(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages, page("lake", "logs", "site", folders=("Lab/",)))
    qtbot.waitUntil(lambda: not screen.view.arriving)
    qtbot.keyClicks(screen.filter, "L")
    assert (screen.names(), screen.count()) == (["Lab/", "lake", "logs"], "3 of 4 items")
    screen.filter.setText("zoo")
    assert screen.said() == "No name here contains “zoo”."
    assert not screen.button("objectMessageBeginning").isVisible()
    screen.button("objectMessageStep").click()
    assert len(screen.names()) == 4


def test_an_order_holds_from_folder_to_folder(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages, page("a", "b", folders=("f/",)))
    screen.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert screen.names() == ["f/", "b", "a"]
    enter(qtbot, screen, pages, "f/", page("c", "d"))
    assert screen.names() == ["d", "c"]
    screen.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    press(qtbot, Qt.Key.Key_Backspace)
    assert screen.names() == ["f/", "a", "b"]


def test_typing_walks_to_the_name_that_begins_so(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages, page("lake", "logs", folders=("lab/",)))
    qtbot.keyClicks(screen.table, "log")
    assert screen.current() == "logs"


def test_keys_uris_arns_and_csv_rows_are_copied_exactly(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages, page(folders=("2024/",)))
    enter(qtbot, screen, pages, "2024/", page("\u202ea\nb", folders=("01/",)))
    screen.table.selectAll()
    qtbot.keyClick(screen.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "2024/01/\n2024/\u202ea\nb"
    screen.table.go_to("\u202ea\nb")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(screen.table, Qt.Key.Key_C, both)
    assert QGuiApplication.clipboard().text() == "s3://acme-logs/2024/\u202ea\nb"
    screen.table.copy_arns()
    assert QGuiApplication.clipboard().text() == "arn:aws:s3:::acme-logs/2024/\u202ea\nb"
    screen.table.copy_csv()
    assert QGuiApplication.clipboard().text().startswith("key,size,last_modified,storage_class\r\n")
    screen.copy_folder.click()
    assert QGuiApplication.clipboard().text() == "s3://acme-logs/2024/"


def test_very_many_keys_are_copied_off_the_gui_thread(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand, tasks: Tasks
) -> None:
    open_bucket(qtbot, screen, pages, page(*(f"{number:05}" for number in range(20_000))))
    screen.table.selectAll()
    screen.table.copy()
    assert not tasks.idle
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().count("\n") == 19_999)


def test_the_menu_shows_the_keys_and_opens_folders_only(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages, page("a", folders=("f/",)))
    screen.table.go_to("f/")
    shown = {action.text(): action.shortcut().toString() for action in screen.table.menu().actions()}
    assert (shown["&Open"], shown["Copy &key"], shown["Copy S3 &URI"]) == ("Return", "Ctrl+C", "Ctrl+Shift+C")
    assert screen.table.menu().actions()[0].isEnabled()
    screen.table.go_to("a")
    assert not screen.table.menu().actions()[0].isEnabled()


def test_sizes_are_in_peoples_units_and_exact_in_the_tooltip(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    open_bucket(
        qtbot, screen, pages, ObjectPage([], ["a", "b"], [1_258_291, -1], [1_767_323_045_000, -1], ["GLACIER", ""])
    )
    model = screen.table.model()
    rows = [[model.index(row, column).data() for column in (1, 2, 3)] for row in (0, 1)]
    assert rows[0][0] == "1.2 MB"
    assert str(rows[0][1]).startswith("2026-01-0")
    assert rows[0][2] == "GLACIER"
    assert rows[1] == ["—", "—", "—"]
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "1,258,291 bytes"
    assert "January 2026" in str(model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole))


def test_export_proposes_a_name_and_saves_what_is_shown(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand, tmp_path: Path
) -> None:
    open_bucket(qtbot, screen, pages, page(folders=("2024/",)))
    enter(qtbot, screen, pages, "2024/", page("a.csv", "b.txt", folders=("acts/",)))
    screen.filter.setText("a")
    screen.export.click()
    dialog = screen.view.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "acme-logs 2024.csv"
    target = tmp_path / "list.csv"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    qtbot.waitUntil(lambda: screen.noticed() == f"2 rows saved to {target}.")
    lines = target.read_text().splitlines()
    assert [line.split(",")[0] for line in lines] == ["key", "2024/acts/", "2024/a.csv"]


# many rows


def test_work_on_very_many_rows_goes_on_between_frames_and_pages_wait_for_it(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    open_bucket(qtbot, screen, pages)
    count = 99_000
    pages.give(page(*(f"{number:06}" for number in range(count)), more="T1"))
    qtbot.waitUntil(lambda: screen.table.model().rowCount() == count)
    screen.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert screen.count() == "One moment…"
    pages.give(page("last"))
    qtbot.waitUntil(lambda: screen.table.model().rowCount() == count + 1)
    assert [screen.names()[place] for place in (0, 1, -1)] == ["098999", "098998", "last"]


def test_whoever_reads_in_the_middle_is_not_moved_by_folders_that_come_above(
    qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand
) -> None:
    open_bucket(qtbot, screen, pages, page(*(f"{number:03}" for number in range(200)), more="T1"))
    screen.table.verticalScrollBar().setValue(2000)
    top = screen.table.indexAt(QPoint(5, 5)).data()
    pages.give(page("z", folders=("x/", "y/")))
    screen.until_count("203 items")
    assert screen.table.indexAt(QPoint(5, 5)).data() == top


def test_everything_can_be_reached_and_has_a_name(qtbot: QtBot, screen: Screen, pages: ObjectsOnDemand) -> None:
    open_bucket(qtbot, screen, pages, page(folders=("f/",)))
    enter(qtbot, screen, pages, "f/", page("a"))
    assert nameless(screen.view) == []
    assert out_of_order(screen.view) == []
    assert tab_order(screen.view)[0].accessibleName() == "Buckets"  # the path before what lies there
    assert clashes(texts(screen.view)) == []
