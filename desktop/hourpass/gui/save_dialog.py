"""Where something is to be saved, asked in the system's own dialog, or in Qt's where the desktop has none."""

from __future__ import annotations

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


class SaveDialog(QFileDialog):
    """Proposes a file called *name* among the documents; ends itself. *form* is Qt's name filter for *suffix*."""

    def __init__(self, title: str, form: str, suffix: str, name: str, parent: QWidget) -> None:
        super().__init__(parent, title)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilter(form)
        self.setDefaultSuffix(suffix)
        # Qt 6.11 has these two in English only; the rest of its dialog it translates itself.
        self.setLabelText(QFileDialog.DialogLabel.LookIn, self.tr("&Look in:"))
        self.setLabelText(QFileDialog.DialogLabel.FileType, self.tr("Files of &type:"))
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.setDirectory(folder if QDir(folder).exists() else QDir.homePath())
        self.selectFile(name)
        self.finished.connect(self.deleteLater)
