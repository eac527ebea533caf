"""The details of the chosen profile's credentials, each of which can be selected and copied."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from hourpass.domain.profile import Profile
from hourpass.domain.session import Session
from hourpass.gui.base_lines import stand_beside
from hourpass.gui.controls import ElidedLabel, IconButton, mono_label, muted_label, paragraph
from hourpass.gui.theme import Theme
from hourpass.gui.wording import details as wording
from hourpass.services.key_ages import KnownKey
from hourpass.viewmodels.details import Detail, details

_TECHNICAL = {Detail.ARN, Detail.USER_ID, Detail.ACCOUNT, Detail.DEVICE, Detail.ROLE, Detail.REGION, Detail.PARTITION}
"""AWS's own names and numbers: in a fixed-width font, where each character counts."""

_COPIED = _TECHNICAL - {Detail.PARTITION} | {Detail.SESSION_NAME}
"""What is put in elsewhere; the rest is only read."""

_ROW = 28


@dataclass(frozen=True, slots=True)
class _Row:
    name: QLabel
    value: QLabel
    buttons: tuple[QWidget, ...]


class DetailsTab(QScrollArea):
    """Shows the facts of :func:`details`, one a row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detailsTab")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # what has no room is elided
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # nothing would show it; the keyboard goes from button to button
        self._rows: dict[Detail, _Row] = {}
        page = QWidget(self)
        page.setAutoFillBackground(False)
        self._sentence = paragraph(parent=page)
        self._sentence.setObjectName("detailsSentence")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        for place, detail in enumerate(Detail):
            self._rows[detail] = self._add_row(theme, page, place, detail)
        self._column = column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 8, 8)
        column.setSpacing(12)
        column.addWidget(self._sentence)
        column.addLayout(self._grid)
        column.addStretch()
        self.setWidget(page)
        self.viewport().setAutoFillBackground(False)
        self.show_session(None, None)

    def show_session(
        self,
        profile: Profile | None,
        session: Session | None,
        *,
        expired: bool = False,
        key: KnownKey | None = None,
    ) -> None:
        """Show what is known of *session*, which may have *expired*, or of what *profile* will ask for; and of its
        long-term *key*.
        """
        facts = {fact.detail: fact.value for fact in details(profile, session, key)} if profile else {}
        sentence = wording.sentence(profile is not None, session is not None, expired)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        for detail, row in self._rows.items():
            known = facts.get(detail)
            text = "" if known is None else wording.value(known)
            if row.value.text() != text:  # else what is selected in it would be lost
                row.value.setText(text)
                row.value.setAccessibleName(self.tr("{0}: {1}", "title: value").format(wording.title(detail), text))
                stand_beside(row.name, row.value)
            for widget in (row.name, row.value, *row.buttons):
                widget.setVisible(known is not None)

    @property
    def bar_width(self) -> int:
        """What its scroll bar and the margin beside it take."""
        return self.verticalScrollBar().sizeHint().width() + self._column.contentsMargins().right()

    def append(self, foot: QWidget) -> None:
        """Have *foot* scroll along, below the facts."""
        self._column.addWidget(foot)

    def shown(self) -> dict[Detail, str]:
        """The values on screen."""
        return {detail: row.value.text() for detail, row in self._rows.items() if row.value.text()}

    def _add_row(self, theme: Theme, page: QWidget, place: int, detail: Detail) -> _Row:
        title = wording.title(detail)
        name = muted_label(title, page)
        name.setMinimumHeight(_ROW)  # with a button beside it or not
        font = mono_label().font() if detail in _TECHNICAL else page.font()
        # Both ends of a long ARN count, and the button beside it is not to be pushed out of a narrow window.
        value = ElidedLabel(font, Qt.TextElideMode.ElideMiddle, page)
        value.setProperty("kind", "")  # its words are what the page is for: not muted
        value.set_selectable()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(value)
        buttons: tuple[QWidget, ...] = ()
        if detail in _COPIED:
            copy = IconButton(theme, "copy", self.tr("Copy: {0}").format(title), page)
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(value.text()))
            row.addWidget(copy)
            buttons = (copy,)
        row.addStretch(1)
        self._grid.addWidget(name, place, 0)
        self._grid.addLayout(row, place, 1)
        return _Row(name, value, buttons)
