"""The path above a folder: each step back a link, the place itself at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from hourpass.gui.controls import IconButton, heading_label, muted_label, plain_tip
from hourpass.gui.link import Link
from hourpass.gui.theme import Theme
from hourpass.gui.wording.objects import tip

_WIDEST = 220
_SPACING = 4


@dataclass(frozen=True, slots=True)
class Step:
    """A place on the way. *depth* -1 are the buckets, 0 the bucket itself."""

    text: str
    depth: int


class PathBar(QWidget):
    """Shows as many steps as there is room for, the last ones first; the others are behind a link with dots."""

    left_for = Signal(int)
    """A step was taken back to that depth."""
    copy_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("objectPath")
        self.setAccessibleName(self.tr("Path"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._steps: tuple[Step, ...] = ()
        self._made: list[QWidget] = []
        self._hidden = -1
        self._copy = IconButton(theme, "copy", self.tr("Copy the folder's S3 URI"), self)
        self._copy.setObjectName("copyFolderUriButton")
        self._copy.clicked.connect(self.copy_asked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_SPACING)
        self._row.addWidget(self._copy)
        self._row.addStretch(1)

    def show_path(self, steps: Sequence[Step]) -> None:
        """Show *steps*, the last of which is where one is."""
        self._steps, self._hidden = tuple(steps), -1
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        hidden = self._hidden_steps()
        if hidden == self._hidden or not self._steps:
            return
        self._hidden = hidden
        for widget in self._made:
            self._row.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._made = []
        first, *others = self._steps
        shown = others[hidden:]
        self._add(self._link(first))
        if hidden:
            self._add(self._mark(), self._dots(others[:hidden]))
        for step in shown[:-1]:
            self._add(self._mark(), self._link(step))
        if shown:
            self._add(self._mark(), self._place(shown[-1]))
        self.setAccessibleDescription(" / ".join(step.text for step in self._steps))

    def _hidden_steps(self) -> int:
        """How many of the steps behind the first one have no room."""
        widths = [min(self._width(step.text), _WIDEST) for step in self._steps]
        if not widths:
            return 0
        mark = self._width("/")
        room = self.width() - widths[0] - self._copy.sizeHint().width() - 3 * _SPACING
        wanted = [width + mark for width in widths[1:]]
        if sum(wanted) <= room:
            return 0
        room -= self._width("…") + mark
        hidden = len(wanted) - 1  # where one is stays, however little room there is
        room -= wanted[-1] if wanted else 0
        while hidden > 0 and wanted[hidden - 1] <= room:
            hidden -= 1
            room -= wanted[hidden]
        return max(hidden, 0)

    def _width(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + 12 + _SPACING

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._row.insertWidget(self._row.count() - 2, widget)
            widget.show()
            self._made.append(widget)
            # Right before the button at the end. Qt orders nothing behind a widget that takes no focus.
            QWidget.setTabOrder(self._copy, widget)
            QWidget.setTabOrder(widget, self._copy)

    def _link(self, step: Step) -> QPushButton:
        link = _PathLink(self._elided(step.text), self)
        link.setAccessibleName(step.text)
        told = step.text if link.shown != step.text else ""
        if step.depth == self._steps[-1].depth - 1:
            told = self.tr("Back to {0} (Backspace or Alt+Up)").format(step.text)
        link.setToolTip(plain_tip(tip(told)))
        link.clicked.connect(lambda: self.left_for.emit(step.depth))
        return link

    def _dots(self, steps: Sequence[Step]) -> QPushButton:
        link = _PathLink("…", self)
        link.setObjectName("objectPathMore")
        link.setAccessibleName(self.tr("Folders between"))
        menu = QMenu(link)
        for step in steps:
            action = menu.addAction(self._elided(step.text).replace("&", "&&"))
            action.triggered.connect(lambda _=False, depth=step.depth: self.left_for.emit(depth))
        link.clicked.connect(lambda: menu.popup(link.mapToGlobal(link.rect().bottomLeft())))
        return link

    def _place(self, step: Step) -> QLabel:
        label = heading_label(self._elided(step.text), self)
        label.setObjectName("objectPathPlace")
        label.setContentsMargins(0, 0, 4, 0)
        label.setToolTip(plain_tip(tip(step.text)) if label.text() != step.text else "")
        label.setAccessibleName(step.text)
        return label

    def _mark(self) -> QLabel:
        return muted_label("/", self)

    def _elided(self, text: str) -> str:
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, _WIDEST - 12)


class _PathLink(Link):
    """A link that Return follows, and from which the arrow keys lead to its neighbours."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.shown = text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case Qt.Key.Key_Right:
                self.focusNextChild()
            case Qt.Key.Key_Left:
                self.focusPreviousChild()
            case _:
                super().keyPressEvent(event)
