"""The two pages of "Remove from AWS": whose credentials remove it, and what goes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from hourpass.gui.bare_scroll import FittingScroll
from hourpass.gui.buttons import CheckBox
from hourpass.gui.controls import Card, heading_label, link_button, paragraph, text_label
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.icons import pixmap
from hourpass.gui.labels import field_label
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.admin_check import AdminCheck
from hourpass.gui.wizard.admin_chooser import AdminChooser
from hourpass.gui.wizard.marks import Mark
from hourpass.gui.wizard.progress_list import ProgressLine, ProgressList
from hourpass.gui.wizard.share_bar import ShareBar
from hourpass.gui.wording.removal import item_detail, item_state, item_title, obstacle_text
from hourpass.services.removal_list import ItemCondition
from hourpass.viewmodels.removal_view import Place, RemovalRow, RemovalView

_MARKS = {
    ItemCondition.WAITING: Mark.WAITING,
    ItemCondition.REMOVING: Mark.RUNNING,
    ItemCondition.RETRYING: Mark.RUNNING,
    ItemCondition.GONE: Mark.DONE,
    ItemCondition.LEFT: Mark.FAILED,
}
_WARNING = 16
_MOST_OBSTACLES = 132
"""Pixels; where there are more, they scroll, for the list below is what it is about."""


class AdminPage(QWidget):
    """One administrator at a time: of the user's account, then of the role's where that is another."""

    changed = Signal()
    keys_wanted = Signal()

    def __init__(
        self, theme: Theme, user_side: AdminCheck, role_side: AdminCheck, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._checks = {Place.ADMIN: user_side, Place.ROLE_ADMIN: role_side}
        self._choosers: dict[Place, AdminChooser] = {}  # the second one is made when it is asked for
        self._leave = CheckBox(self.tr("&Leave the role where it is"), self)
        self._leave.setObjectName("leaveRoleCheck")
        self._leave.setAccessibleName(self.tr("Leave the role where it is"))
        self._leave.toggled.connect(lambda _on: self.changed.emit())
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._leave)
        column.addStretch(1)

    @property
    def leaves_role(self) -> bool:
        """Whether nobody is to act in the role's account."""
        return self._leave.isChecked()

    def show_place(self, place: Place) -> None:
        """Ask for the administrator of *place*."""
        asked = self._chooser(place)
        for chooser in self._choosers.values():
            chooser.setVisible(chooser is asked)
        self._leave.setVisible(place is Place.ROLE_ADMIN)
        asked.setEnabled(not (place is Place.ROLE_ADMIN and self.leaves_role))

    def begin(self, place: Place) -> None:
        """Bring the person there."""
        self._chooser(place).begin()
        self._chooser(place).focus()

    def chosen(self, place: Place) -> bool:
        """Whether that administrator is known by now, or waived."""
        return self._checks[place].administrator is not None or (place is Place.ROLE_ADMIN and self.leaves_role)

    def forget(self) -> None:
        """Typed secrets leave the fields and memory."""
        for chooser in self._choosers.values():
            chooser.forget()
        for check in self._checks.values():
            check.end()

    def _chooser(self, place: Place) -> AdminChooser:
        chooser = self._choosers.get(place)
        if chooser is None:
            prefix = "admin" if place is Place.ADMIN else "roleAdmin"
            other = self._checks[Place.ADMIN].source if place is Place.ROLE_ADMIN else None
            chooser = self._choosers[place] = AdminChooser(
                self._theme, self._checks[place], self, prefix=prefix, other_than=other
            )
            chooser.changed.connect(self.changed)
            chooser.keys_wanted.connect(self.keys_wanted)
            self._column.insertWidget(0, chooser)
        return chooser


class ListPage(QWidget):
    """Shows a RemovalView's list, what is in the way above it, and below it the confirmation."""

    look_asked = Signal()
    typed = Signal(str)

    def __init__(self, theme: Theme, user_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._problem = ProblemPanel(theme, self)
        self._obstacles = self._build_obstacles()
        self._bar = ShareBar(self)
        self.list = ProgressList(theme, "removeList", self.tr("What will be removed"), self)
        self._sessions = paragraph(
            self.tr(
                "Credentials issued earlier may last until they expire, but once the policies are gone they open nothing."
            ),
            self,
        )
        self._confirm = self._build_confirmation(user_name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._problem)
        column.addWidget(self._obstacles)
        column.addWidget(self._bar)
        column.addWidget(self.list, 1)
        column.addWidget(self._sessions)
        column.addWidget(self._confirm)
        self._foot = QWidget(self)  # takes the room where there is no list
        column.addWidget(self._foot)
        theme.changed.connect(self._paint_warning)
        self._paint_warning()

    def show_view(self, view: RemovalView) -> None:
        """Show *view* as it is now."""
        if view.problem is None:
            self._problem.clear()
        elif not self._problem.isVisibleTo(self):
            self._problem.show_problem(view.problem)
        self._show_obstacles(view)
        self._bar.setVisible(bool(view.rows) and view.place in {Place.REMOVING, Place.LEFT})
        self._bar.show_share(view.share_gone)
        self.list.setVisible(bool(view.rows))
        self._foot.setVisible(not view.rows)
        self.list.show_lines([_line(row, view) for row in view.rows])
        self._sessions.setVisible(view.place is Place.CONFIRM and view.wants_name)
        self._confirm.setVisible(view.place is Place.CONFIRM and view.wants_name)

    def focus(self) -> None:
        """Bring the person to the confirmation."""
        self._input.setFocus()

    def _build_obstacles(self) -> QWidget:
        card = Card(self)
        card.body.setContentsMargins(16, 12, 16, 12)
        self._warning = QLabel(card)
        self._warning.setFixedSize(_WARNING, _WARNING)
        title = heading_label(self.tr("In the way, but not created by Hourpass"), card)
        title.setProperty("kind", "warn")
        self._again = link_button(self.tr("Look &again"), card)
        self._again.setObjectName("lookAgainButton")
        self._again.setAccessibleName(self.tr("Look again for what is in the way"))
        self._again.clicked.connect(self.look_asked)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._warning)
        head.addWidget(title, 1)
        head.addWidget(self._again)
        self._in_the_way = text_label("", card)
        self._in_the_way.setObjectName("removeObstacles")
        self._in_the_way.setWordWrap(True)
        self._in_the_way.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._in_the_way.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = FittingScroll(_MOST_OBSTACLES, card)
        area.hold(self._in_the_way)
        self._area = area
        self._means = paragraph("", card)
        card.body.addLayout(head)
        card.body.addWidget(area)
        card.body.addWidget(self._means)
        return card

    def _build_confirmation(self, user_name: str) -> QWidget:
        part = QWidget(self)
        self._input = QLineEdit(part)
        self._input.setObjectName("removeConfirmInput")
        self._input.setAccessibleName(self.tr("Type {0} to confirm").format(user_name))
        self._input.textChanged.connect(self.typed)
        label = field_label(self.tr("&Type the user's name, {0}, to confirm").format(user_name), self._input, part)
        label.setWordWrap(True)  # a name has up to 64 characters
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label)
        column.addWidget(self._input)
        return part

    def _show_obstacles(self, view: RemovalView) -> None:
        self._in_the_way.setText("\n".join(f"• {obstacle_text(each)}" for each in view.obstacles))
        self._means.setText(
            self.tr("Hourpass does not touch these. What they hold back can be deleted once you have removed them.")
            if view.place is Place.LEFT
            else self.tr(
                "Hourpass does not touch these. What they hold back stays until you have removed them; the rest can be deleted now."
            )
        )
        self._obstacles.setVisible(bool(view.obstacles))
        self._area.fit()

    def _paint_warning(self) -> None:
        color = self._theme.colors.warn_text
        self._warning.setPixmap(pixmap("warning", color, _WARNING, self.devicePixelRatioF()))


def _line(row: RemovalRow, view: RemovalView) -> ProgressLine:
    mark = Mark.LISTED if view.place is Place.CONFIRM else _MARKS[row.condition]
    return ProgressLine(item_title(row), item_detail(row, view.holding(row)), mark, item_state(row))
