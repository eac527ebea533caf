"""A question over a dialog, before something of it is lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from hourpass.gui.controls import danger_button, paragraph, plain_button, title_label
from hourpass.gui.dialog import Dialog

WIDTH = 440

Act = Callable[[], object]


class Question(Dialog):
    """Asks over *over* whether to leave it in one way or another; Esc stays. Deletes itself once it is answered."""

    def __init__(self, object_name: str, over: QWidget, title: str, text: str = "") -> None:
        super().__init__(object_name, over.windowTitle(), over)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        heading = title_label(title, self)
        heading.setWordWrap(True)
        self.content.addWidget(heading)
        if text:
            self.content.addWidget(paragraph(text, self))
        self.content.addStretch(1)
        self._ways: list[QPushButton] = []
        self.finished.connect(self.deleteLater)

    def offer(self, text: str, object_name: str, act: Act, *, destroys: bool = True) -> None:
        """A way out, which does *act*."""
        way = danger_button(text, self) if destroys else plain_button(text, self)
        way.setObjectName(object_name)
        way.setAutoDefault(False)
        way.clicked.connect(self.accept)
        way.clicked.connect(act)
        self._ways.append(way)

    def ask(self, stay: str, object_name: str) -> None:
        """Open it; the button *stay* goes back to where one was, and is what Return presses."""
        button = plain_button(stay, self)
        button.setObjectName(object_name)
        button.setDefault(True)
        button.clicked.connect(self.reject)
        self.add_buttons(button, *self._ways)
        self.resize(WIDTH, 0)
        self.fit()
        button.setFocus()
        self.open()
