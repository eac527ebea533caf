"""A dialog that becomes a pixel higher with each letter that is typed into it, and cannot be made as small as before."""

from __future__ import annotations

import signal
import sys

from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from hourpass.gui.dialog import Dialog

SIZE = (740, 480)


def main() -> int:
    app = QApplication(sys.argv)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    dialog = Dialog("sample", "Sample")
    field = QLineEdit(dialog)
    dialog.content.addWidget(field)
    dialog.add_buttons(QPushButton("Close", dialog))
    dialog.resize(*SIZE)

    def grow(text: str) -> None:
        field.setMinimumSize(300 + len(text), 100 + len(text))
        dialog.take_size(dialog.width(), dialog.height() + 1)

    field.textChanged.connect(grow)
    dialog.show()
    field.setFocus()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
