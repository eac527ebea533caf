from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QHoverEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.fakes_buckets import bucket
from hourpass.gui.bucket_model import BucketModel
from hourpass.gui.bucket_table import BucketTable
from hourpass.gui.theme import Theme

LAKE = bucket("acme-lake", "us-east-1", "2022-07-19T12:00:00Z")
LOGS = bucket("acme-logs", "eu-west-1", "2021-03-02T12:00:00Z")
SITE = bucket("acme-site", "ap-south-1", "2023-01-01T12:00:00Z")


@pytest.fixture
def model(qtbot: QtBot) -> BucketModel:
    made = BucketModel()
    made.add([[LAKE, LOGS, SITE]])
    return made


@pytest.fixture
def table(qtbot: QtBot, theme: Theme, model: BucketModel) -> BucketTable:
    made = BucketTable(theme, model)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def copied() -> str:
    return QGuiApplication.clipboard().text()


def current(table: BucketTable) -> str:
    return str(table.currentIndex().siblingAtColumn(0).data())


def test_selection_and_current_row_follow_their_buckets_through_sort_and_stream(
    table: BucketTable, model: BucketModel
) -> None:
    table.selectRow(1)
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    model.add([[bucket("acme-zoo"), bucket("acme-m")]])
    assert (table.selected_names(), current(table)) == (["acme-logs"], "acme-logs")


def test_a_vertical_bar_that_comes_brings_no_horizontal_one(
    qtbot: QtBot, table: BucketTable, model: BucketModel
) -> None:
    model.add([[bucket(f"acme-{number}") for number in range(60)]])
    qtbot.waitUntil(table.verticalScrollBar().isVisible)
    assert not table.horizontalScrollBar().isVisible()


def test_a_selected_bucket_that_the_filter_hid_comes_back_selected(table: BucketTable, model: BucketModel) -> None:
    table.selectRow(1)
    model.set_filter("lake")
    assert table.selected_names() == []
    model.set_filter("")
    assert (table.selected_names(), current(table)) == (["acme-logs"], "acme-logs")


def test_choosing_anew_while_a_filter_is_on_drops_the_hidden_choice(table: BucketTable, model: BucketModel) -> None:
    table.selectRow(1)
    model.set_filter("lake")
    table.selectRow(0)
    model.set_filter("")
    assert table.selected_names() == ["acme-lake"]


def test_pages_that_arrive_leave_the_view_where_the_person_reads(
    qtbot: QtBot, table: BucketTable, model: BucketModel
) -> None:
    model.add([[bucket(f"bucket-{i:03}") for i in range(500)]])
    table.selectRow(0)
    QGuiApplication.processEvents()
    table.verticalScrollBar().setValue(3000)
    seen = model.name_at(table.rowAt(0)), table.rowViewportPosition(table.rowAt(0))
    for page in ([bucket(f"bucket-{i:03}") for i in range(500, 600)], [bucket("aaa-goes-first")]):
        model.add([page])
        QGuiApplication.processEvents()
        assert (model.name_at(table.rowAt(0)), table.rowViewportPosition(table.rowAt(0))) == seen


def test_who_reads_at_the_top_sees_what_arrives_there(table: BucketTable, model: BucketModel) -> None:
    model.add([[bucket(f"bucket-{i:03}") for i in range(500)]])
    model.add([[bucket("aaa-goes-first")]])
    assert model.name_at(table.rowAt(0)) == "aaa-goes-first"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_return_opens_the_current_bucket(qtbot: QtBot, table: BucketTable, key: Qt.Key) -> None:
    table.selectRow(1)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, key)
    assert opened.args == [1]


def test_a_double_click_opens_the_bucket_below_it(qtbot: QtBot, table: BucketTable, model: BucketModel) -> None:
    at = table.visualRect(model.index(2, 1)).center()
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened.args == [2]
    with qtbot.assertNotEmitted(table.opened):
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.RightButton, pos=at)


def test_the_mouses_back_button_chooses_no_row(table: BucketTable, model: BucketModel) -> None:
    at = QPointF(table.visualRect(model.index(2, 1)).center())
    there, back = table.viewport().mapToGlobal(at), Qt.MouseButton.BackButton
    for pressed in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
        event = QMouseEvent(pressed, at, there, back, back, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(table.viewport(), event)
    assert table.selected_names() == []


def test_the_menu_opens_a_bucket_and_shows_the_keys_that_do(table: BucketTable) -> None:
    table.selectRow(0)
    shown = {action.text(): action.shortcut().toString() for action in table.menu().actions() if action.text()}
    assert (shown["&Open"], shown["Copy &name"]) == ("Return", "Ctrl+C")
    table.selectAll()
    assert not table.menu().actions()[0].isEnabled()


def test_a_click_on_a_header_sorts_and_a_second_one_turns_it_round(
    qtbot: QtBot, table: BucketTable, model: BucketModel
) -> None:
    header = table.horizontalHeader()
    orders = []
    for _ in range(2):
        x = header.sectionViewportPosition(2) + 20
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
        orders.append([row[0] for row in model.rows.view])
    assert orders == [["acme-logs", "acme-lake", "acme-site"], ["acme-site", "acme-lake", "acme-logs"]]


def test_the_menu_sorts_too_for_those_without_a_mouse(table: BucketTable, model: BucketModel) -> None:
    menu = table.menu()
    next(action for action in menu.actions() if "region" in action.text()).trigger()
    assert [row[1] for row in model.rows.view] == ["ap-south-1", "eu-west-1", "us-east-1"]


def told_order(table: BucketTable) -> list[str]:
    return [action.text() for action in table.menu().actions() if action.isChecked()]


def test_which_way_round_it_is_sorted_is_told_and_chosen_in_the_menu(table: BucketTable, model: BucketModel) -> None:
    assert told_order(table) == ["Sort by na&me", "Asc&ending"]
    next(action for action in table.menu().actions() if action.text() == "Descendin&g").trigger()
    assert [row[0] for row in model.rows.view] == ["acme-site", "acme-logs", "acme-lake"]
    assert told_order(table) == ["Sort by na&me", "Descendin&g"]


def test_a_screen_reader_hears_of_the_column_sorted_by_which_way_round_it_is(table: BucketTable) -> None:
    def heard() -> list[str]:
        seen = QAccessible.queryAccessibleInterface(table)
        return [seen.child(place).text(QAccessible.Text.Name) for place in range(1, 4)]  # 0 is the corner

    assert heard() == ["Bucket, sorted ascending", "Region", "Created"]
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert heard() == ["Bucket", "Region, sorted descending", "Created"]


def test_names_arns_and_csv_rows_are_copied_from_the_top(qtbot: QtBot, table: BucketTable) -> None:
    table.set_partition("aws-cn")
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied() == "acme-lake\nacme-logs\nacme-site"
    table.copy_arns()
    assert copied().splitlines()[0] == "arn:aws-cn:s3:::acme-lake"
    table.copy_csv()
    assert copied().splitlines()[:2] == ["name,region,created", ",".join(LAKE)]


def test_without_a_selection_there_is_nothing_to_copy(table: BucketTable) -> None:
    QGuiApplication.clipboard().setText("mine")
    for copy in (table.copy, table.copy_arns, table.copy_csv):
        copy()
    assert copied() == "mine"
    actions = [action for action in table.menu().actions() if "Copy" in action.text() or "Open" in action.text()]
    assert [action.isEnabled() for action in actions] == [False] * 4


def test_typing_walks_to_the_name_that_begins_so(qtbot: QtBot, table: BucketTable) -> None:
    table.setFocus()
    qtbot.keyClicks(table, "acme-lo")
    assert current(table) == "acme-logs"


def test_the_date_is_shown_as_a_day_and_in_full_in_the_tooltip(model: BucketModel) -> None:
    index = model.index(0, 2)
    assert str(index.data()).startswith("2022-07-")
    assert "July 2022" in str(index.data(Qt.ItemDataRole.ToolTipRole))


def test_what_a_server_does_not_tell_is_a_dash_and_what_is_no_date_stays_as_it_is(model: BucketModel) -> None:
    model.add([[("zzz", "", "yesterday")], [("zzzz", "", "")]])
    shown = [[model.index(row, column).data() for column in (1, 2)] for row in (3, 4)]
    assert shown == [["—", "yesterday"], ["—", "—"]]


def test_marks_that_cannot_be_seen_are_spelt_out_on_screen_but_copied_as_they_are(
    table: BucketTable, model: BucketModel
) -> None:
    model.add([[("zz\u202egpj.exe\n", "", "")]])
    assert model.index(3, 0).data() == "zz\\u202egpj.exe\\n"
    table.selectRow(3)
    assert table.selected_names() == ["zz\u202egpj.exe\n"]


def test_a_hundred_thousand_selected_rows_survive_a_sort(table: BucketTable, model: BucketModel) -> None:
    model.add([[bucket(f"bucket-{i:06}") for i in range(100_000)]])
    table.selectAll()
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert len(table.selected_places()) == 100_003


def test_a_bucket_is_gone_to_now_or_as_soon_as_it_is_there(table: BucketTable, model: BucketModel) -> None:
    table.go_to("acme-site")
    assert table.selected_names() == ["acme-site"]
    table.forget_selection()
    table.go_to("acme-zoo")
    assert table.selected_names() == []
    model.add([[bucket("acme-y"), bucket("acme-zoo")]])
    assert (table.selected_names(), current(table)) == (["acme-zoo"], "acme-zoo")


def _point(table: BucketTable, row: int, column: int) -> None:
    at = QPointF(table.visualRect(table.model().index(row, column)).center())
    moved = QHoverEvent(QEvent.Type.HoverMove, at, table.viewport().mapToGlobal(at), QPointF(-1, -1))
    QApplication.sendEvent(table.viewport(), moved)


def test_the_pointer_marks_a_whole_row_and_only_while_it_is_there(
    table: BucketTable, theme: Theme, qtbot: QtBot
) -> None:
    class Paints(QObject):
        widest = 0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if isinstance(event, QPaintEvent):
                self.widest = max(self.widest, event.rect().width())
            return False

    def marked(row: int) -> list[bool]:
        shown = table.viewport().grab().toImage()
        edges = [table.visualRect(table.model().index(row, column)).topLeft() for column in range(3)]
        return [shown.pixelColor(edge + QPoint(5, 5)).name().upper() == theme.colors.hover for edge in edges]

    paints = Paints()
    table.viewport().installEventFilter(paints)
    _point(table, 1, 0)
    qtbot.waitUntil(lambda: paints.widest == table.viewport().width())
    assert (marked(1), marked(2)) == ([True] * 3, [False] * 3)
    _point(table, 2, 2)
    assert (marked(1), marked(2)) == ([False] * 3, [True] * 3)
    left = QHoverEvent(QEvent.Type.HoverLeave, QPointF(-1, -1), QPointF(-1, -1), QPointF(5, 5))
    QApplication.sendEvent(table.viewport(), left)
    assert marked(2) == [False] * 3
