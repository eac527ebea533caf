"""The one place that shows a problem: what happened, why, what to do now; AWS's own answer one click away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from hourpass.domain.problem import Problem
from hourpass.gui.announcing import announce, tell_done
from hourpass.gui.controls import link_button, plain_button, primary_button
from hourpass.gui.dialog import Dialog
from hourpass.gui.fixed_font import fixed_font
from hourpass.gui.icons import pixmap
from hourpass.gui.theme import Theme, scaled_font
from hourpass.gui.wording.problems import raw_text, say
from hourpass.gui.words import SelectableWords

_MARK = 20
_DETAILS_HEIGHT = 116
WIDTH = 540


class ProblemPanel(QWidget):
    """A problem in three parts, with AWS's answer to unfold and copy. Hidden while there is nothing to say."""

    grown = Signal()
    """The details were unfolded or folded."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problemPanel")
        self._theme = theme
        self._mark = QLabel(self)
        self._mark.setFixedSize(_MARK, _MARK)
        self._what, self._why, self._now = (SelectableWords(parent=self) for _ in range(3))
        self._what.setFont(scaled_font(self._what.font(), bold=True))
        self._why.setProperty("kind", "muted")
        self._fold = link_button("", self)
        self._fold.setObjectName("problemDetailsButton")
        self._fold.clicked.connect(self._toggle)
        self._raw = QPlainTextEdit(self)
        self._raw.setObjectName("problemDetails")
        self._raw.setAccessibleName(self.tr("What AWS answered"))
        self._raw.setReadOnly(True)
        self._raw.setTabChangesFocus(True)
        self._raw.setFixedHeight(_DETAILS_HEIGHT)
        self._raw.setFont(fixed_font(self.font()))
        self._copy = plain_button(self.tr("&Copy"), self)
        self._copy.setObjectName("copyProblemButton")
        self._copy.setAccessibleName(self.tr("Copy what AWS answered"))
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(self._copy_raw)
        words = QVBoxLayout()
        words.setSpacing(6)
        for label in (self._what, self._why, self._now):
            words.addWidget(label)
        links = QHBoxLayout()
        links.addWidget(self._fold)
        links.addStretch(1)
        links.addWidget(self._copy)
        words.addLayout(links)
        words.addWidget(self._raw)
        self.setTabOrder(self._fold, self._copy)
        self.setTabOrder(self._copy, self._raw)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.addWidget(self._mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(words, 0, 1)
        grid.setColumnStretch(1, 1)
        theme.changed.connect(self._paint_mark)
        self._paint_mark()
        self._unfold(False)
        self.hide()

    def show_problem(self, problem: Problem) -> None:
        """Say *problem*, and announce it."""
        said = say(problem)
        raw = raw_text(problem)
        for label, text in ((self._what, said.what), (self._why, said.why), (self._now, said.now)):
            label.setText(text)
        self._raw.setPlainText(raw)
        self._fold.setVisible(bool(raw))
        self._unfold(False)
        # One name for a screen reader, so that the three parts are read in a row.
        self.setAccessibleName(said.whole)
        self.show()
        announce(self, self.accessibleName(), urgent=True)

    def clear(self) -> None:
        """Show nothing."""
        self.hide()

    def _toggle(self) -> None:
        self._unfold(not self._raw.isVisibleTo(self))

    def _unfold(self, unfolded: bool) -> None:
        self._raw.setVisible(unfolded)
        self._copy.setVisible(unfolded)
        self._fold.setText(self.tr("Hide &details") if unfolded else self.tr("Show &details"))
        self._copy.setText(self.tr("&Copy"))
        self.grown.emit()

    def _copy_raw(self) -> None:
        QGuiApplication.clipboard().setText(self._raw.toPlainText())
        tell_done(self._copy, self.tr("Copied"))

    def _paint_mark(self) -> None:
        color = self._theme.colors.bad_text
        self._mark.setPixmap(pixmap("warning", color, _MARK, self.devicePixelRatioF()))


class ErrorBox(Dialog):
    """A problem in a window of its own, for those that belong to no field or page. It blocks nothing."""

    def __init__(self, theme: Theme, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__("errorBox", "Hourpass", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self.panel = ProblemPanel(theme, self)
        self.content.addWidget(self.panel)
        self.content.addStretch(1)
        close = primary_button(self.tr("C&lose"), self)
        close.setObjectName("closeErrorButton")
        close.setDefault(True)
        close.clicked.connect(self.close)
        self.add_buttons(close)
        self.panel.show_problem(problem)
        self.panel.grown.connect(self.fit)
        self.resize(WIDTH, 0)
        self.fit()
        close.setFocus()


def show_problem(parent: QWidget | None, theme: Theme, problem: Problem) -> ErrorBox:
    """Open a box that says *problem* and return at once."""
    box = ErrorBox(theme, problem, parent)
    box.show()
    return box
