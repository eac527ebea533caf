"""The pages of the window that changes a key: the user's keys, and the live list of steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hourpass.gui.controls import Card, link_button, paragraph, separator
from hourpass.gui.labels import ElidedLabel, mono_label
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.marks import Mark
from hourpass.gui.wizard.progress_list import ProgressLine, ProgressList
from hourpass.gui.wording import rotation as words
from hourpass.services.setup_reports import StepCondition
from hourpass.services.user_keys import OwnKey
from hourpass.viewmodels.rotation_view import Place, RotationView

_MARKS = {
    StepCondition.WAITING: Mark.WAITING,
    StepCondition.RUNNING: Mark.RUNNING,
    StepCondition.RETRYING: Mark.RUNNING,
    StepCondition.DONE: Mark.DONE,
    StepCondition.FAILED: Mark.FAILED,
}


class KeyRow(QWidget):
    """One access key: its id, how old it is, where it was last used, and who stands on it."""

    delete_asked = Signal()

    def __init__(
        self, key: OwnKey, profile_name: str, now: datetime, parent: QWidget | None = None, *, deletable: bool
    ) -> None:
        super().__init__(parent)
        above = QHBoxLayout()
        above.setSpacing(8)
        name = ElidedLabel(mono_label().font(), Qt.TextElideMode.ElideMiddle, self)
        name.setProperty("kind", "")
        name.setText(key.id)
        name.set_selectable()
        name.setAccessibleName(self.tr("Access key {0}").format(key.id))
        above.addWidget(name)
        above.addStretch(1)
        if deletable:
            delete = link_button(self.tr("Delete…"), self)
            delete.setObjectName("deleteKeyButton")
            delete.setAccessibleName(self.tr("Delete the access key {0}").format(key.id))
            delete.setToolTip(delete.accessibleName())
            delete.clicked.connect(self.delete_asked)
            above.addWidget(delete)
        state = paragraph(words.key_state(key, profile_name), self)
        used_here = key.key.active and profile_name in key.profiles
        state.setProperty("kind", "ok" if used_here else "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(above)
        column.addWidget(paragraph(words.key_facts(key, now), self))
        column.addWidget(state)


class KeysPage(QWidget):
    """What a page says, and the keys below it."""

    delete_asked = Signal(str)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._shown: list[tuple[OwnKey, str, bool]] = []
        self._card = Card(self)
        self._rows = QWidget(self._card)
        self._card.body.addWidget(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._card)
        column.addStretch(1)

    def show_view(self, view: RotationView) -> None:
        """The keys as they are now; where one is to go, that one alone."""
        keys = view.keys.keys if view.keys else ()
        if view.place is Place.CONFIRM and view.doomed_key is not None:
            keys = (view.doomed_key,)
        shown = [(key, view.profile.name, view.may_delete(key)) for key in keys]
        if shown == self._shown:  # else what is selected in it, and the focus, would be lost
            return
        self._shown = shown
        rows = QWidget(self._card)
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for key, profile_name, deletable in shown:
            if column.count():
                column.addWidget(separator(rows))
            row = KeyRow(key, profile_name, self._now(), rows, deletable=deletable)
            row.delete_asked.connect(lambda key_id=key.id: self.delete_asked.emit(key_id))
            column.addWidget(row)
        self._card.body.replaceWidget(self._rows, rows)
        rows.show()  # at once, or the page would be empty for a moment
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
        self._card.setVisible(bool(keys))


class StepsPage(QWidget):
    """The live list."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = ProgressList(theme, "rotationProgress", self.tr("Steps"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)

    def show_view(self, view: RotationView) -> None:
        """Each step as it stands."""
        self.list.show_lines(
            [
                ProgressLine(
                    words.step_title(row),
                    words.step_detail(row, view),
                    _MARKS[row.report.condition],
                    words.step_state(row),
                )
                for row in view.rows
            ]
        )
