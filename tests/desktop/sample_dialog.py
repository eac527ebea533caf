"""A dialog that becomes a pixel higher with each letter that is typed into it, and cannot be made as small as before."""

from __future__ import annotations

import signal
import sys

from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from hourpass.gui.dialog import Dialog

SIZE = (740, 480)
SMALLEST = (302, 100)
"""The field; at one and a half, the dialog is then an odd number of pixels wide at least."""


def main() -> int:
    app = QApplication(sys.argv)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    dialog = Dialog("sample", "Sample")
    field = QLineEdit(dialog)
    field.setMinimumSize(*SMALLEST)
    dialog.content.addWidget(field)
    dialog.add_buttons(QPushButton("Close", dialog))
    if "--fitted" in sys.argv:  # what it needs is known before it is shown
        dialog.layout().activate()
        dialog.take_size(*SIZE)
    else:
        dialog.resize(*SIZE)

    def grow(text: str) -> None:
        field.setMinimumSize(*(side + len(text) for side in SMALLEST))
        dialog.take_size(dialog.width(), dialog.height() + 1)

    field.textChanged.connect(grow)
    dialog.show()
    field.setFocus()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
