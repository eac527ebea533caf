from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QEnterEvent, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hourpass.adapters.resources import resource_path
from hourpass.gui.controls import (
    Card,
    Combo,
    IconButton,
    Pill,
    StatusLine,
    Tone,
    danger_button,
    link_button,
    mono_label,
    muted_label,
    plain_button,
    primary_button,
    title_label,
)
from hourpass.gui.icons import icon, pixmap
from hourpass.gui.palette import DARK, LIGHT
from hourpass.gui.stylesheet import stylesheet
from hourpass.gui.theme import TITLE_SCALE, Theme

# Offscreen, Qt says so of every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.mark.parametrize("name", ["copy", "check", "warning", "clock"])
def test_an_icon_is_painted_in_the_colour_asked_for(qapp: QApplication, name: str):
    image = pixmap(name, "#C92A2A", 32, 1.0).toImage()
    opaque = [image.pixelColor(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255]
    assert opaque
    assert {color.name().upper() for color in opaque} == {"#C92A2A"}


def test_an_icon_is_sharp_on_a_screen_of_double_density(qapp: QApplication):
    made = pixmap("check", "#000000", 16, 2.0)
    assert (made.width(), made.deviceIndependentSize().width()) == (32, 16)
    assert not icon("check", "#000000").isNull()


def test_a_mark_that_is_painted_again_is_not_read_and_drawn_again(qapp: QApplication):
    first = pixmap("warning", "#C92A2A", 16, 1.0)
    assert pixmap("warning", "#C92A2A", 16, 1.0).cacheKey() == first.cacheKey()
    others = [pixmap("warning", "#000000", 16, 1.0), pixmap("warning", "#C92A2A", 16, 2.0)]
    assert first.cacheKey() not in {other.cacheKey() for other in others}


def test_resources_are_found_beside_the_package():
    assert resource_path("icons", "hourpass.svg").is_file()


def test_the_sheets_pictures_exist():
    named = [path for colors in (LIGHT, DARK) for path in re.findall(r'url\("(.+?)"\)', stylesheet(colors))]
    assert len(named) == 10
    assert all(Path(path).is_file() for path in named)


def test_a_destructive_button_never_becomes_the_default(qtbot: QtBot):
    button = danger_button("Remove")
    qtbot.addWidget(button)
    assert not button.autoDefault()


def test_a_title_is_larger_than_other_words(qtbot: QtBot):
    title, muted = title_label("Title"), muted_label("more")
    qtbot.addWidget(title)
    qtbot.addWidget(muted)
    assert title.font().pointSizeF() == pytest.approx(muted.font().pointSizeF() * TITLE_SCALE)


def test_an_arn_can_be_selected_with_the_keyboard(qtbot: QtBot):
    label = mono_label("arn:aws:iam::111122223333:role/s3-reader")
    qtbot.addWidget(label)
    assert label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard


def test_a_button_that_is_only_a_picture_has_a_name(qtbot: QtBot, theme: Theme):
    button = IconButton(theme, "copy", "Copy the ARN")
    qtbot.addWidget(button)
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "Copy the ARN"


def test_a_picture_follows_the_scheme(qtbot: QtBot, theme: Theme):
    button = IconButton(theme, "copy", "Copy")
    qtbot.addWidget(button)
    before = button.icon().pixmap(16, 16).toImage()
    theme.force(Qt.ColorScheme.Dark)
    assert button.icon().pixmap(16, 16).toImage() != before


def in_a_row(qtbot: QtBot, make: Callable[[str], QPushButton]) -> tuple[QWidget, QPushButton, QPushButton]:
    """A window that has the keyboard, and in it a button of that kind and a plain one."""
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    button, other = make("Go on"), plain_button("Else")
    row.addWidget(button)
    row.addWidget(other)
    window.show()
    window.activateWindow()
    return window, button, other


@pytest.mark.parametrize("make", [plain_button, primary_button, danger_button, link_button])
def test_focus_changes_how_a_button_looks(qtbot: QtBot, theme: Theme, make: Callable[[str], QPushButton]):
    theme.apply()
    window, button, other = in_a_row(qtbot, make)
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    qtbot.waitUntil(lambda: not other.visibleRegion().isEmpty())
    around = button.geometry().adjusted(-6, -2, 6, 2)  # a link is marked outside its letters
    before = window.grab(around).toImage()
    size = button.size()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    assert window.grab(around).toImage() != before
    assert button.sizeHint() == size or button.size() == size


def test_a_card_is_a_panel_with_a_line_round_it(qtbot: QtBot, theme: Theme):
    theme.apply()
    card = Card()
    qtbot.addWidget(card)
    card.resize(80, 60)
    image = card.grab().toImage()
    assert image.pixelColor(40, 30) == QColor(LIGHT.panel)
    assert image.pixelColor(40, 0) == QColor(LIGHT.line)


def test_a_combo_shows_an_arrow(qtbot: QtBot, theme: Theme):
    theme.apply()
    combo = Combo(theme)
    qtbot.addWidget(combo)
    combo.addItem("1 hour")
    combo.adjustSize()
    image = combo.grab().toImage()
    right = [
        image.pixelColor(x, y)
        for x in range(image.width() - 22, image.width() - 6)
        for y in range(8, image.height() - 8)
    ]
    assert any(color.lightness() < 160 for color in right)


def test_a_pill_says_its_words_on_a_ground_of_its_tone(qtbot: QtBot, theme: Theme):
    pill = Pill(theme)
    qtbot.addWidget(pill)
    pill.set_state(Tone.OK, "Valid until 14:35")
    pill.adjustSize()
    assert pill.text() == "Valid until 14:35"
    assert pill.grab().toImage().pixelColor(pill.width() // 2, 1) == QColor(LIGHT.ok_soft)


def test_a_status_line_keeps_its_height_whether_it_says_something_or_not(qtbot: QtBot, theme: Theme):
    theme.apply()
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 200)
    column = QVBoxLayout(window)
    line = StatusLine(theme, "statusMessage")
    column.addWidget(line)
    column.addWidget(plain_button("Below"), 1)
    window.show()
    empty = line.height()
    line.set_message(Tone.BAD, "AWS refused code 381 204: it was already used.", "Details")
    column.activate()
    assert line.height() == empty


def test_a_status_line_says_its_message_and_offers_what_to_do(qtbot: QtBot, theme: Theme):
    line = StatusLine(theme, "statusMessage")
    qtbot.addWidget(line)
    line.set_message(Tone.WARN, "The clock is off.", "Details")
    action = next(button for button in line.children() if getattr(button, "text", str)() == "Details")
    with qtbot.waitSignal(line.acted):
        action.click()
    assert (line.text(), line.tone(), line.accessibleName()) == ("The clock is off.", Tone.WARN, "The clock is off.")


@pytest.mark.parametrize("centered", [True, False])
@pytest.mark.parametrize(("tone", "action"), [(Tone.INFO, ""), (Tone.BAD, ""), (Tone.BAD, "Details")])
def test_words_that_wrap_stand_in_the_middle_of_a_centred_line_and_begin_below_each_other_beside_a_mark(
    qtbot: QtBot, theme: Theme, tone: Tone, action: str, centered: bool
):
    line = StatusLine(theme, "statusMessage", centered=centered)
    qtbot.addWidget(line)
    line.setFixedWidth(400)
    line.set_message(tone, "the first line\nmm", action)
    line.show()
    (words,) = (label for label in line.findChildren(QLabel) if label.text())
    ink = _columns_of_last_line(words.grab().toImage())
    left, right = ink[0], words.width() - 1 - ink[-1]
    assert (abs(left - right) <= 4) is (centered and tone is Tone.INFO)


@pytest.mark.parametrize("centered", [True, False])
def test_the_link_stands_right_behind_words_that_wrap(qtbot: QtBot, theme: Theme, centered: bool):
    theme.apply()
    line = StatusLine(theme, "statusMessage", centered=centered)
    qtbot.addWidget(line)
    line.resize(420, 60)
    line.show()
    (link,) = line.findChildren(QPushButton)
    line.set_message(
        Tone.BAD, "This message is too long for the width of the line, so it takes two of them.", "Details"
    )
    (words,) = (label for label in line.findChildren(QLabel) if label.text())
    qtbot.waitUntil(lambda: link.isVisible() and words.width() == words.maximumWidth())
    assert words.heightForWidth(words.width()) == words.heightForWidth(300) > words.heightForWidth(900)
    assert words.heightForWidth(words.width() - 2) > words.heightForWidth(words.width()), "no narrower will do"
    assert link.x() - words.geometry().right() < 10


def test_a_message_that_just_fits_or_just_does_not_stands_in_the_middle(qtbot: QtBot, theme: Theme):
    theme.apply()
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 100)
    line = StatusLine(theme, "statusMessage", window)
    line.resize(900, 60)
    window.show()
    line.set_message(Tone.BAD, "127.0.0.1:33851 cannot be reached. Check the network, then try again.", "Details")
    (link,) = line.findChildren(QPushButton)
    mark, words = sorted(line.findChildren(QLabel), key=lambda label: bool(label.text()))
    qtbot.waitUntil(lambda: mark.x() > 100)
    whole = link.geometry().right() - mark.x() + 1
    for width in range(whole - 4, whole + 5):
        line.resize(width, 60)
        line.layout().activate()
        one_line = words.heightForWidth(words.width()) == words.heightForWidth(5000)
        assert one_line or words.width() < 0.7 * width, width


@pytest.mark.parametrize("action", ["", "Details"])
@pytest.mark.parametrize("lines", [1, 3])
def test_the_mark_stands_beside_the_first_line_and_the_link_beside_the_last_one(
    qtbot: QtBot, theme: Theme, action: str, lines: int
):
    theme.apply()
    line = StatusLine(theme, "statusMessage")
    qtbot.addWidget(line)
    line.set_message(Tone.BAD, "\n".join("mm" for _ in range(lines)), action)
    line.resize(400, 120)
    line.show()
    mark, words = sorted(line.findChildren(QLabel), key=lambda label: label.x())
    first = words.contentsRect().top() + words.y() + words.fontMetrics().height() / 2
    assert abs(mark.contentsRect().center().y() + mark.y() - first) <= 1
    if action:
        (link,) = line.findChildren(QPushButton)
        last = words.contentsRect().bottom() + words.y() - words.fontMetrics().height() / 2
        assert abs(link.geometry().center().y() - last) <= 1


@pytest.mark.parametrize("centered", [True, False])
def test_a_long_name_in_a_message_that_wraps_is_not_cut(qtbot: QtBot, theme: Theme, centered: bool):
    theme.apply()
    line = StatusLine(theme, "statusMessage", centered=centered)
    qtbot.addWidget(line)
    name = "AWSReservedSSO_AdministratorAccess_0123456789abcdef"
    line.set_message(Tone.BAD, f"AWS refused {name}. Check it.", "Details")
    line.resize(484, 120)
    line.show()
    (words,) = (label for label in line.findChildren(QLabel) if label.text())
    qtbot.waitUntil(lambda: words.width() == words.maximumWidth())
    assert words.width() >= words.fontMetrics().horizontalAdvance(f"{name}.")


def _columns_of_last_line(picture: QImage) -> list[int]:
    """The columns in which something of the last line is drawn."""
    ground = picture.pixel(0, 0)

    def inked(row: int) -> bool:
        return any(picture.pixel(x, row) != ground for x in range(picture.width()))

    rows = [y for y in range(picture.height()) if inked(y)]
    first = max(y for y in rows if not inked(y - 1))
    return [x for x in range(picture.width()) if any(picture.pixel(x, y) != ground for y in range(first, rows[-1] + 1))]


def test_a_status_line_is_never_read_as_markup(qtbot: QtBot, theme: Theme):
    line = StatusLine(theme, "statusMessage")
    qtbot.addWidget(line)
    line.resize(400, 30)
    line.set_message(Tone.INFO, "<b>bucket</b>")
    marked = line.grab().toImage()
    line.set_message(Tone.INFO, "bucket")
    assert marked != line.grab().toImage()


class HeardLine(StatusLine):
    """Remembers what it has announced to a screen reader."""

    def __init__(self, theme: Theme) -> None:
        self.announced: list[str] = []
        super().__init__(theme, "statusMessage")

    def announce(self) -> None:
        self.announced.append(self.text())


def test_a_countdown_in_a_message_is_announced_once_and_not_every_second(qtbot: QtBot, theme: Theme):
    line = HeardLine(theme)
    qtbot.addWidget(line)
    line.show()
    for seconds in (11, 10, 9):
        line.set_message(Tone.BAD, f"AWS refused the code. The next one appears in {seconds} s.")
    assert line.announced == ["AWS refused the code. The next one appears in 11 s."]
    assert line.accessibleName().endswith("9 s.")


def test_other_words_and_another_tone_are_announced_and_what_only_informs_is_not(qtbot: QtBot, theme: Theme):
    line = HeardLine(theme)
    qtbot.addWidget(line)
    line.show()
    line.set_message(Tone.INFO, "From your phone.")
    line.set_message(Tone.WARN, "The clock is off.")
    line.set_message(Tone.BAD, "The clock is off.")
    line.set_message(Tone.BAD, "No network.")
    line.clear()
    line.set_message(Tone.BAD, "No network.")
    line.set_message(Tone.OK, "Saved.")
    assert line.announced == ["The clock is off.", "The clock is off.", "No network.", "No network.", "Saved."]


def test_what_was_said_while_nobody_could_see_it_is_announced_once_it_comes_to_light(qtbot: QtBot, theme: Theme):
    line = HeardLine(theme)
    qtbot.addWidget(line)
    line.set_message(Tone.BAD, "No network.")
    assert line.announced == []
    line.show()
    line.hide()
    line.show()
    assert line.announced == ["No network."]


def test_an_empty_status_line_shows_no_mark(qtbot: QtBot, theme: Theme):
    line = StatusLine(theme, "statusMessage")
    qtbot.addWidget(line)
    line.resize(200, 30)
    blank = line.grab().toImage()
    line.set_message(Tone.BAD, "No.")
    assert line.grab().toImage() != blank
    line.clear()
    assert line.grab().toImage() == blank


def test_the_dark_scheme_reaches_painted_controls(qtbot: QtBot, theme: Theme):
    pill = Pill(theme)
    qtbot.addWidget(pill)
    pill.set_state(Tone.BAD, "4 min left")
    pill.adjustSize()
    theme.force(Qt.ColorScheme.Dark)
    assert pill.grab().toImage().pixelColor(pill.width() // 2, 1) == QColor(DARK.bad_soft)


def _pixels(button: IconButton) -> QImage:
    return button.icon().pixmap(16, 16).toImage()


def test_a_button_that_copies_says_for_a_moment_that_it_has(qtbot: QtBot, theme: Theme):
    button = IconButton(theme, "copy", "Copy the ARN")
    qtbot.addWidget(button)
    before = _pixels(button)
    button.click()
    assert button.confirms
    assert _pixels(button) == icon("check", theme.colors.ok_text).pixmap(16, 16).toImage() != before
    qtbot.waitUntil(lambda: not button.confirms)
    assert _pixels(button) == before


def test_a_button_that_does_not_copy_confirms_nothing_by_itself(qtbot: QtBot, theme: Theme):
    button = IconButton(theme, "warning", "Details")
    qtbot.addWidget(button)
    button.click()
    assert not button.confirms


def marks(window: QWidget) -> list[QFrame]:
    return [frame for frame in window.findChildren(QFrame) if frame.property("kind") == "focus" and frame.isVisible()]


def test_the_mark_around_a_link_follows_it_and_goes_with_the_keyboard(qtbot: QtBot, theme: Theme):
    theme.apply()
    window, link, other = in_a_row(qtbot, link_button)
    link.setFocus()
    qtbot.waitUntil(link.hasFocus)
    [mark] = marks(window)
    assert mark.geometry().contains(link.geometry())
    row = window.layout()
    row.setContentsMargins(60, 30, 0, 0)
    row.activate()
    assert mark.geometry().contains(link.geometry())
    other.setFocus()
    assert marks(window) == []
    link.setFocus()
    link.hide()
    assert marks(window) == []


def test_a_link_that_is_deleted_takes_its_mark_along(qtbot: QtBot):
    window, link, _other = in_a_row(qtbot, link_button)
    link.setFocus()
    qtbot.waitUntil(link.hasFocus)
    assert marks(window)
    link.deleteLater()
    qtbot.waitUntil(lambda: not window.findChildren(QFrame))


def test_a_combo_box_looks_pointed_at_no_longer_once_its_list_was_used(qtbot: QtBot, theme: Theme):
    combo = Combo(theme)
    qtbot.addWidget(combo)
    combo.addItems(["one", "two"])
    combo.show()
    middle = QPointF(combo.rect().center())
    QApplication.sendEvent(combo, QEnterEvent(middle, middle, QPointF(combo.mapToGlobal(combo.rect().center()))))
    assert combo.underMouse()
    combo.showPopup()
    combo.hidePopup()  # the pointer's leaving was told to the list alone, if at all
    assert not combo.underMouse()


@pytest.mark.parametrize("make", [plain_button, primary_button, danger_button, QCheckBox, QRadioButton])
def test_the_tab_key_puts_no_second_mark_beside_ours(qtbot: QtBot, theme: Theme, make: Callable[[str], QPushButton]):
    theme.apply()
    window, button, other = in_a_row(qtbot, make)
    button.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(button.hasFocus)
    by_itself = window.grab(button.geometry()).toImage()
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_Backtab)
    qtbot.waitUntil(button.hasFocus)
    assert window.grab(button.geometry()).toImage() == by_itself
