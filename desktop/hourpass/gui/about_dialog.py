"""About Hourpass: which one this is, and what there is to know of this installation when something is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hourpass.gui.announcing import tell_done
from hourpass.gui.controls import paragraph, plain_button, primary_button, title_label
from hourpass.gui.dialog import Dialog
from hourpass.gui.ring import app_icon
from hourpass.gui.sections import Facts, Section
from hourpass.gui.theme import Theme
from hourpass.gui.wording import diagnosis as words
from hourpass.version import VERSION
from hourpass.viewmodels.diagnosis import Diagnosis, Known, report

WIDTH = 620
_ICON = 56


class AboutDialog(Dialog):
    """Shows a Diagnosis, which may be found out bit by bit."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        title = self.tr("About Hourpass")
        super().__init__("aboutDialog", title, parent, scrolls=True)
        self._theme = theme
        self._diagnosis: Diagnosis | None = None
        self.content.setSpacing(16)
        self.content.addLayout(self._head())
        section = Section(self.tr("Diagnosis"), self)
        facts = Facts(theme, section)
        self._values = {known: facts.add_words(words.title(known), f"{known.value}Fact") for known in Known}
        for value in self._values.values():
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        section.body.addWidget(facts)
        self.content.addWidget(section)
        about = self.tr("Hourpass sends nothing about you or your use to anyone; it talks only to AWS.")
        self.content.addWidget(paragraph(about, self))
        self.content.addStretch(1)
        self._copy = plain_button(self.tr("&Copy for a report"), self)
        self._copy.setObjectName("copyDiagnosisButton")
        self._copy.setToolTip(self.tr("Contains no secrets, but does name folders on this computer."))
        self._copy.setAutoDefault(False)
        self._copy.setEnabled(False)
        self._copy.clicked.connect(self._copy_report)
        close = primary_button(self.tr("C&lose"), self)
        close.setObjectName("closeAboutButton")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self.add_buttons(close, left=(self._copy,))
        self.resize(WIDTH, 0)
        self.fit()
        close.setFocus()

    def show_diagnosis(self, diagnosis: Diagnosis) -> None:
        """Show what is known by now."""
        self._diagnosis = diagnosis
        for known, value in self._values.items():
            value.tell(words.value(known, diagnosis))
        self._copy.setEnabled(True)
        self.fit()

    def _head(self) -> QHBoxLayout:
        icon = QLabel(self)
        icon.setPixmap(app_icon(self._theme.colors).pixmap(_ICON))
        name = QVBoxLayout()
        name.setSpacing(2)
        name.addWidget(title_label("Hourpass", self))
        said = self.tr("Version {0} · MFA access to AWS from the desktop").format(VERSION)
        name.addWidget(paragraph(said, self))
        name.addWidget(paragraph(self.tr("Free software under the MIT licence; Qt under the LGPL."), self))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(name, 1)
        return head

    def _copy_report(self) -> None:
        if self._diagnosis is not None:
            QGuiApplication.clipboard().setText(report(self._diagnosis))
            tell_done(self._copy, self.tr("Copied"))
