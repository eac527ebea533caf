"""The slim line above a table: why the rows are not all there is, or how an export ended."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from hourpass.domain.problem import Problem
from hourpass.gui.controls import StatusLine, Tone, link_button
from hourpass.gui.theme import Theme
from hourpass.gui.wording import problems


class ListingNotice(QWidget):
    """One sentence with a mark, hidden while there is none, and what can be done about it."""

    retry_asked = Signal()
    details_asked = Signal()

    def __init__(self, theme: Theme, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.of_listing = False
        self._line = StatusLine(theme, f"{object_name}Line", self, centered=False)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addWidget(self._line, 1)
        self._links: list[QPushButton] = []
        self.retry = self.add_link(self.tr("Try again"), f"{object_name}Retry")
        self.retry.clicked.connect(self.retry_asked)
        self.details = self.add_link(self.tr("What AWS answered"), f"{object_name}Details")
        self.details.clicked.connect(self.details_asked)
        self.hiding = self.add_link(self.tr("Hide"), f"{object_name}Hide")
        self.hiding.clicked.connect(self.clear)
        self.hide()

    def add_link(self, text: str, object_name: str) -> QPushButton:
        """A link behind the others."""
        link = link_button(text, self)
        link.setObjectName(object_name)
        self._links.append(link)
        self._row.addWidget(link, 0, Qt.AlignmentFlag.AlignBottom)
        return link

    def say_of_listing(self, tone: Tone, text: str, *links: QPushButton) -> None:
        """Say something that is true as long as the listing stands as it does, and offer *links*."""
        self.say(tone, text, *links)
        self.of_listing = True

    def clear_of_listing(self) -> None:
        """Say nothing of the listing; how an export ended stays."""
        if self.of_listing:
            self.clear()

    def show_failure(self, problem: Problem, *, expired: bool) -> None:
        """Say why the rows that are there are not all. Without credentials another try would only fail again: the code
        card is what comes next.
        """
        links = [*([] if expired else [self.retry]), *([self.details] if problem.raw is not None else [])]
        self.say_of_listing(Tone.WARN if expired else Tone.BAD, problems.line(problem), *links)

    def tell_saved(self, told: str) -> None:
        """Say that an export ended well, and where."""
        self.say(Tone.OK, told, self.hiding)

    def tell_failed(self, problem: Problem) -> None:
        """Say why an export came to nothing."""
        self.say(Tone.BAD, problems.say(problem).short, self.hiding)

    def clear(self) -> None:
        """Say nothing."""
        self._line.clear()
        self.of_listing = False
        self.hide()

    def text(self) -> str:
        """The sentence shown."""
        return self._line.text()

    def say(self, tone: Tone, text: str, *links: QPushButton) -> None:
        """Say *text*, and offer *links*."""
        self.of_listing = False
        for link in self._links:
            link.setVisible(link in links)
        self.show()
        self._line.set_message(tone, text)
