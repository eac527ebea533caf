from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hourpass.gui.buttons import primary_button
from hourpass.gui.code_field import CodeField
from hourpass.gui.controls import Combo
from hourpass.gui.palette import DARK, LIGHT, Colors, palette
from hourpass.gui.ring import track_color
from hourpass.gui.stylesheet import mixed, stylesheet
from hourpass.gui.theme import Theme, scaled_font

both = pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@both
@pytest.mark.parametrize("words", ["text", "muted_text", "ok_text", "warn_text", "bad_text"])
@pytest.mark.parametrize("ground", ["window", "panel", "side", "field", "hover"])
def test_words_can_be_read_on_every_ground(colors: Colors, words: str, ground: str):
    assert _contrast(getattr(colors, words), getattr(colors, ground)) >= 4.5


@both
@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("text", "accent_soft"),
        ("muted_text", "accent_soft"),
        ("muted_text", "down"),
        ("muted", "window"),
        ("muted", "panel"),
        ("ok_text", "ok_soft"),
        ("warn_text", "warn_soft"),
        ("bad_text", "bad_soft"),
        ("accent", "window"),
        ("accent", "panel"),
        ("on_accent", "accent"),
        ("on_accent", "accent_hover"),
        ("on_accent", "accent_down"),
    ],
)
def test_words_can_be_read_on_the_ground_that_belongs_to_them(colors: Colors, words: str, ground: str):
    assert _contrast(getattr(colors, words), getattr(colors, ground)) >= 4.5


@both
@pytest.mark.parametrize("drawn", ["ok", "warn", "bad", "muted", "accent"])
def test_things_drawn_stand_out_from_what_is_behind_them(colors: Colors, drawn: str):
    assert all(_contrast(getattr(colors, drawn), ground) >= 3 for ground in (colors.window, colors.panel, colors.side))


@both
@pytest.mark.parametrize("ground", ["window", "panel"])
def test_what_can_be_typed_in_or_pressed_has_an_edge_that_is_seen(colors: Colors, ground: str):
    assert _contrast(colors.edge, getattr(colors, ground)) >= 1.8


@both
@pytest.mark.parametrize("kind", [QLineEdit, QPushButton, CodeField])
def test_the_edge_steps_back_where_nothing_can_be_typed_or_pressed(
    qtbot: QtBot, theme: Theme, colors: Colors, kind: type[QWidget]
):
    _dress(theme, colors)
    control = CodeField(theme, "code", "Code") if kind is CodeField else kind()
    qtbot.addWidget(control)
    usable = _left_edge(control)
    control.setEnabled(False)
    assert [usable, _left_edge(control)] == [QColor(colors.edge), QColor(colors.line)]


@both
@pytest.mark.parametrize("ground", ["window", "panel", "side"])
def test_an_empty_ring_stands_out_by_itself(colors: Colors, ground: str):
    over, under = track_color(colors, alone=True), getattr(colors, ground)
    assert _contrast(mixed(over.name(), under, over.alphaF()), under) >= 3


@both
def test_what_cannot_be_pressed_or_ticked_can_still_be_read(qtbot: QtBot, theme: Theme, colors: Colors):
    _dress(theme, colors)
    button, box = primary_button("Continue"), QCheckBox("reports")
    for widget in (button, box):
        qtbot.addWidget(widget)
        widget.setEnabled(False)
        widget.ensurePolished()
        words, ground = widget.palette().buttonText(), widget.palette().button()
        assert _contrast(words.color().name(), ground.color().name()) >= 4.5


@both
def test_a_hint_in_an_empty_field_can_be_read(qtbot: QtBot, theme: Theme, colors: Colors):
    _dress(theme, colors)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.ensurePolished()
    hint = field.palette().placeholderText().color()
    assert (hint.name().upper(), hint.alpha()) == (colors.muted, 255)


@both
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_what_is_ticked_keeps_the_accent_while_it_has_the_focus(
    qtbot: QtBot, theme: Theme, colors: Colors, kind: type[QCheckBox | QRadioButton]
):
    _dress(theme, colors)
    ticked = kind("x")
    qtbot.addWidget(ticked)
    ticked.setChecked(True)
    plain = _indicator(ticked)
    ticked.show()
    ticked.activateWindow()
    ticked.setFocus()
    qtbot.waitUntil(ticked.hasFocus)
    focused = _indicator(ticked)
    accent = QColor(colors.accent)
    assert accent in plain
    assert accent in focused
    assert QColor(colors.text) not in focused
    assert plain != focused


@both
def test_a_primary_buttons_mark_of_the_keyboard_is_the_accent_behind_a_gap(qtbot: QtBot, theme: Theme, colors: Colors):
    _dress(theme, colors)
    window = QWidget()
    button = primary_button("Continue", window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()

    def across() -> list[QColor]:
        picture = window.grab(button.geometry()).toImage()
        return [picture.pixelColor(x, picture.height() // 2) for x in (0, 2, 5)]

    button.setFocus()
    accent, ground = QColor(colors.accent), QColor(colors.window)
    assert across() == [accent, ground, accent]
    button.clearFocus()
    assert across() == [accent] * 3


def _dress(theme: Theme, colors: Colors) -> None:
    theme.force(Qt.ColorScheme.Dark if colors.dark else Qt.ColorScheme.Light)
    theme.apply()


def _left_edge(control: QWidget) -> QColor:
    image = control.grab().toImage()
    return image.pixelColor(0, image.height() // 2)


def _indicator(ticked: QWidget) -> list[QColor]:
    image = ticked.grab().toImage()
    return [image.pixelColor(x, y) for x in range(16) for y in range(image.height())]


@both
def test_the_palette_leaves_no_role_to_the_desktop(colors: Colors):
    made = palette(colors)
    roles = [
        role for role in QPalette.ColorRole if role not in {QPalette.ColorRole.NColorRoles, QPalette.ColorRole.NoRole}
    ]
    assert [role.name for role in roles if not made.isBrushSet(QPalette.ColorGroup.Active, role)] == []


@both
def test_the_sheet_names_only_colours_of_the_scheme_and_blends_of_them(colors: Colors):
    sheet = stylesheet(colors)
    assert "{" + "accent}" not in sheet
    known = {value for value in colors._asdict().values() if isinstance(value, str)}
    assert len(set(re.findall(r"#[0-9A-F]{6}\b", sheet)) - known) == 1


def test_the_sheet_has_no_rule_that_is_tried_on_every_widget():
    assert not re.search(r"(^|[\s,])\*", stylesheet(LIGHT))


def test_the_scheme_can_be_changed_while_running_and_is_told_once(qapp: QApplication, theme: Theme):
    theme.apply()
    told: list[Colors] = []
    theme.changed.connect(lambda: told.append(theme.colors))
    theme.force(Qt.ColorScheme.Dark)
    theme.force(Qt.ColorScheme.Dark)
    assert told == [DARK]
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)


def test_fusion_is_below_the_sheet_on_every_desktop(qapp: QApplication, theme: Theme):
    theme.apply()
    button = QPushButton()
    button.ensurePolished()
    assert qapp.style().objectName() in {"fusion", ""}
    assert DARK.panel not in qapp.styleSheet()
    button.deleteLater()


def test_a_blend_lies_between_its_colours():
    assert mixed("#FFFFFF", "#000000", 0.5) == "#808080"
    assert mixed("#102030", "#FFFFFF", 1) == "#102030"


def test_a_font_keeps_the_unit_it_is_measured_in(qapp: QApplication):
    points, pixels = qapp.font(), qapp.font()
    points.setPointSizeF(10)
    pixels.setPixelSize(10)
    assert scaled_font(points, 1.4).pointSizeF() == pytest.approx(14)
    assert scaled_font(pixels, 1.4).pixelSize() == 14


@pytest.mark.parametrize("focused", [True, False])
def test_a_choice_begins_where_the_text_in_a_field_does(qtbot: QtBot, theme: Theme, focused: bool):
    theme.apply()
    form = QWidget()
    qtbot.addWidget(form)
    combo, field = Combo(theme, form), QLineEdit(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()

    def begins(part: QWidget, option: QStyleOptionComboBox | QStyleOptionFrame) -> int:
        part.setFocus() if focused else part.clearFocus()
        part.initStyleOption(option)
        style = part.style()
        if isinstance(option, QStyleOptionFrame):
            return style.subElementRect(QStyle.SubElement.SE_LineEditContents, option, part).x() + 2  # Qt's own margin
        whole, text = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        return style.subControlRect(whole, option, text, part).x()

    assert begins(combo, QStyleOptionComboBox()) == begins(field, QStyleOptionFrame())
