"""The profiles on the left, each with its ring, its name, what it becomes, and the time left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hourpass.gui.ring import Glyph, paint_ring
from hourpass.gui.theme import Theme
from hourpass.gui.wording import profiles as words
from hourpass.viewmodels.profile_rows import ProfileRow

ROW_HEIGHT = 53
_RING = 26
_MARGIN = 10
_ROW = int(Qt.ItemDataRole.UserRole)
_ModelIndex = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[ProfileRow] = []

    def rowCount(self, parent: _ModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _ModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == int(Qt.ItemDataRole.DisplayRole):
            return row.name
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return words.spoken(row)
        return None

    def replace(self, rows: list[ProfileRow]) -> None:
        """Show *rows*; only what differs is drawn again, and the selection stays where it can."""
        if [row.profile_id for row in rows] != [row.profile_id for row in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        changed = [number for number, row in enumerate(rows) if row != self.rows[number]]
        self.rows = rows
        for number in changed:
            at = self.index(number)
            self.dataChanged.emit(at, at)


class _Painter(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: _ModelIndex) -> QSize:
        return QSize(0, max(ROW_HEIGHT, 2 * option.fontMetrics.height() + 16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _ModelIndex) -> None:
        row: ProfileRow = index.data(_ROW)
        colors = self._theme.colors
        area: QRect = option.rect.adjusted(0, 1, 0, -1)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            _fill(painter, area, QColor(colors.accent_soft))
        elif state & QStyle.StateFlag.State_MouseOver:
            _fill(painter, area, QColor(colors.hover))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            _outline(painter, area, QColor(colors.accent))
        ring = QRectF(area.left() + _MARGIN, area.center().y() + 0.5 - _RING / 2, _RING, _RING)
        paint_ring(painter, ring, row.phase, row.fraction, colors, Glyph.NONE)
        self._texts(painter, area.adjusted(_RING + 2 * _MARGIN, 0, -_MARGIN, 0), row, option.font)
        painter.restore()

    def _texts(self, painter: QPainter, area: QRect, row: ProfileRow, font: QFont) -> None:
        colors = self._theme.colors
        bold, small = QFont(font), QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        small.setPointSizeF(font.pointSizeF() * 0.9)
        left = words.time_left(row)
        time_width = QFontMetrics(small).horizontalAdvance(left) + 12
        lines = QFontMetrics(bold).height(), QFontMetrics(small).height()
        top = area.center().y() - (lines[0] + lines[1]) // 2
        name = QRect(area.left(), top, area.width(), lines[0])
        below = QRect(area.left(), top + lines[0], area.width(), lines[1])
        # The time stands beside the name, and gives way to one that needs the whole row.
        beside = QFontMetrics(bold).horizontalAdvance(row.name) <= name.width() - time_width
        time = QRect(name if beside else below)
        (name if beside else below).setWidth(area.width() - time_width)
        painter.setFont(bold)
        painter.setPen(QColor(colors.text))
        painter.drawText(name, _LEFT, QFontMetrics(bold).elidedText(row.name, _ELIDE, name.width()))
        painter.setFont(small)
        painter.setPen(QColor(colors.muted_text))
        subtitle = words.subtitle(row)
        if QFontMetrics(small).horizontalAdvance(subtitle) > below.width():
            subtitle = words.becomes(row)
        painter.drawText(below, _LEFT, QFontMetrics(small).elidedText(subtitle, _ELIDE, below.width()))
        painter.drawText(time, _RIGHT, left)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight


def _fill(painter: QPainter, area: QRect, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(area, 7, 7)


def _outline(painter: QPainter, area: QRect, color: QColor) -> None:
    painter.setPen(QPen(color, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 7, 7)


class ProfileList(QListView):
    """Shows the rows it is given; says which one was chosen and what was asked of one."""

    chosen = Signal(str)
    entered = Signal(str)
    edit_asked = Signal(str)
    remove_asked = Signal(str)
    devices_asked = Signal(str)
    take_away_asked = Signal(str)
    forget_all_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("profileList")
        self.setAccessibleName(self.tr("Profiles"))
        self._model = _Rows(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(theme, self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer)
        self.selectionModel().currentChanged.connect(self._tell)
        self.activated.connect(self._enter)
        self.clicked.connect(self._enter)  # by mouse the next thing is to type; arrow keys stay in the list
        theme.changed.connect(self.viewport().update)
        self._theme = theme
        self._empty = self.tr("No profiles yet")

    def show_rows(self, rows: Sequence[ProfileRow], selected: str) -> None:
        """Show *rows*, the one called *selected* chosen."""
        blocked = self.selectionModel().blockSignals(True)
        self._model.replace(list(rows))
        for number, row in enumerate(rows):
            if row.profile_id == selected and self.currentIndex().row() != number:
                self.setCurrentIndex(self._model.index(number))
        self.selectionModel().blockSignals(blocked)
        self.setAccessibleDescription("" if rows else self._empty)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._model.rows:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(self._theme.colors.muted_text))
        room = self.viewport().rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, 0)
        painter.drawText(room, Qt.TextFlag.TextWordWrap, self._empty)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asks = {Qt.Key.Key_F2: self.edit_asked, Qt.Key.Key_Delete: self.remove_asked}.get(Qt.Key(event.key()))
        if asks is not None and self.currentIndex().isValid():
            asks.emit(self._model.rows[self.currentIndex().row()].profile_id)
        else:
            super().keyPressEvent(event)

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._model.rows[current.row()].profile_id)

    def _enter(self, index: QModelIndex) -> None:
        self.entered.emit(self._model.rows[index.row()].profile_id)

    def _offer(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if not index.isValid():
            return
        row = self._model.rows[index.row()]
        profile_id = row.profile_id
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("&Edit profile…"), "F2", lambda: self.edit_asked.emit(profile_id))
        menu.addAction(self.tr("&Remove profile…"), "Del", lambda: self.remove_asked.emit(profile_id))
        menu.addSeparator()
        devices = menu.addAction(self.tr("&MFA devices…"), lambda: self.devices_asked.emit(profile_id))
        take_away = menu.addAction(self.tr("Remove from &AWS…"), lambda: self.take_away_asked.emit(profile_id))
        for action in (devices, take_away):
            action.setEnabled(row.has_key)
        menu.addSeparator()
        menu.addAction(self.tr("&Forget credentials of all profiles"), self.forget_all_asked.emit)
        menu.popup(self.viewport().mapToGlobal(at))
