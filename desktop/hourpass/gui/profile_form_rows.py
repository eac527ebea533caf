"""The rows of a form: a label, its field, and one line below that holds a hint or says what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hourpass.gui.announcing import announce
from hourpass.gui.buttons import ToolButton, set_kind
from hourpass.gui.controls import Combo, paragraph
from hourpass.gui.elided_field import ElidedField
from hourpass.gui.labels import field_label, lines_high
from hourpass.gui.theme import Theme, scaled_font

NOTE_SCALE = 0.92
LABEL_WIDTH = 128
OUT = 10
"""Pixels that a fold's button keeps free left of its arrow, which is to stand below the labels above."""


class EditableCombo(Combo):
    """A field with suggestions; a click on the arrow opens them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setEditable(True)
        self._typed_in = ElidedField(self)
        self.setLineEdit(self._typed_in)
        self.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._show_beginning)
        # Half a serial is not to become another one by pressing Tab.
        self.setCompleter(None)  # type: ignore[arg-type]  # None takes the completer away; the stub forgot it

    def text_field(self) -> ElidedField:
        """The field that is typed in."""
        return self._typed_in

    def setEditText(self, text: str) -> None:
        super().setEditText(text)
        self._show_beginning()

    def _show_beginning(self) -> None:
        """Qt puts the cursor behind what it fills in, and a long ARN out of sight to the left."""
        self.text_field().home(False)


class FieldRow(QObject):
    """One row of a form. The line below the field keeps its place, so that nothing jumps when a flaw appears."""

    left = Signal()

    def __init__(self, grid: QGridLayout, title: str, field: QWidget, beside: Sequence[QWidget] = ()) -> None:
        parent = field.parentWidget()
        super().__init__(parent)
        self._field = field
        self._hint = ""
        self._label = field_label(title, field, parent)
        self._label.setMinimumWidth(LABEL_WIDTH)
        self._note = paragraph("", parent)
        self._note.setFont(scaled_font(self._note.font(), NOTE_SCALE))
        self._note.setContentsMargins(2, 0, 0, 6)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.reserve(1)
        self._beside = tuple(beside)
        row = grid.rowCount()
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(field, 1)
        if field.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed:
            line.setAlignment(field, Qt.AlignmentFlag.AlignLeft)  # it begins where the others do
        for widget in self._beside:
            line.addWidget(widget)
        for before, after in pairwise((field, *self._beside)):
            QWidget.setTabOrder(before, after)
        grid.addWidget(self._label, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        grid.addLayout(line, row, 1)
        grid.addWidget(self._note, row + 1, 1)
        field.installEventFilter(self)
        if isinstance(field, EditableCombo):
            field.text_field().installEventFilter(self)

    def reserve(self, lines: int) -> None:
        """Keep room for *lines* below the field."""
        self._note.setMinimumHeight(lines_high(self._note, lines) + self._note.contentsMargins().bottom() + 1)

    def set_hint(self, text: str) -> None:
        """Say *text* below the field while nothing is wrong with it."""
        self._hint = text
        if not self.flawed:
            self._say(text, "muted")

    def show_flaw(self, text: str) -> None:
        """Say what is wrong; an empty *text* takes it back."""
        news = bool(text) and text != self._note.text()
        self._field.setProperty("flawed", bool(text))
        self._field.style().polish(self._field)
        self._field.setAccessibleDescription(text or self._hint)
        self._say(text or self._hint, "bad" if text else "muted")
        if news:
            announce(self._field, text)

    @property
    def flawed(self) -> bool:
        """Whether a flaw is shown."""
        return bool(self._field.property("flawed"))

    @property
    def note(self) -> str:
        """What stands below the field."""
        return self._note.text()

    def focus(self) -> None:
        """Bring the person to this field."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def field(self) -> QWidget:
        """The field itself."""
        return self._field

    def set_visible(self, visible: bool) -> None:
        """Show or hide the whole row."""
        for widget in (self._label, self._field, self._note, *self._beside):
            widget.setVisible(visible)

    def set_enabled(self, enabled: bool) -> None:
        """Whether it can be filled in; a row that cannot keeps its place, so that nothing jumps."""
        for widget in (self._label, self._field, *self._beside):
            widget.setEnabled(enabled)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _say(self, text: str, kind: str) -> None:
        self._note.setText(text)
        set_kind(self._note, kind)


class Fold(QFrame):
    """A part of a form that can be folded away; *grid* is its layout."""

    unfolded = Signal(bool)

    def __init__(self, title: str, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._button = ToolButton(self)
        self._button.setObjectName(object_name)
        self._button.setText(title)
        self._button.setCheckable(True)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._inner = QWidget(self)
        self.grid = field_grid(self._inner)
        fields = QHBoxLayout()
        fields.setContentsMargins(OUT, 0, 0, 0)
        fields.addWidget(self._inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(fields)
        self._button.toggled.connect(self._show)
        self._show(False)

    def inner(self) -> QWidget:
        """The parent of the folded fields."""
        return self._inner

    def unfold(self) -> None:
        """Show its fields."""
        self._button.setChecked(True)

    def _show(self, shown: bool) -> None:
        self._button.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self._inner.setVisible(shown)
        self.unfolded.emit(shown)


def field_grid(parent: QWidget) -> QGridLayout:
    """The grid that field rows are put into."""
    grid = QGridLayout(parent)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    return grid


def share_label_width(*grids: QGridLayout, set_in: Mapping[QGridLayout, int] | None = None) -> None:
    """Have the fields of several grids begin below each other, also while some of their rows are hidden. The labels of
    a grid that is set in, by its own margin or as *set_in* tells, end where the others do.
    """
    further = set_in or {}
    begins = {grid: grid.contentsMargins().left() + further.get(grid, 0) for grid in grids}
    ends = [begins[grid] + max(label.sizeHint().width(), LABEL_WIDTH) for grid in grids for label in _labels(grid)]
    for grid in grids:
        grid.setColumnMinimumWidth(0, max(ends) - begins[grid])


def _labels(grid: QGridLayout) -> Iterator[QLabel]:
    around = grid.parentWidget()
    assert around is not None  # noqa: S101 (field_grid gives it one)
    for label in around.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if (at := grid.indexOf(label)) >= 0 and grid.getItemPosition(at)[1] == 0:  # type: ignore[index]
            yield label


def stacked(fields: QWidget, more: Fold) -> QVBoxLayout:
    """*fields* and what is folded away below them; the line kept free below the last field parts the two already."""
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(fields)
    column.addLayout(set_out(more))
    return column


def set_out(part: QWidget) -> QHBoxLayout:
    """*part* as far left of its neighbours as a fold's button reaches; a widget would cut off what lies outside it."""
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addSpacing(-OUT)  # a margin below 0 would be taken for none
    row.addWidget(part)
    return row
