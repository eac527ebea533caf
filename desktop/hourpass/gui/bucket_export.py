"""Saving the list of buckets as a CSV file: asks where, writes off the GUI thread, tells how it ended."""

from __future__ import annotations

from PySide6.QtCore import QDir, QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from hourpass.gui.tasks import Done, Failed, Outcome, Report, Tasks
from hourpass.services.cancel import Cancel
from hourpass.viewmodels.bucket_rows import Row, as_csv


class BucketExport(QObject):
    """Saves rows as they were when the export was asked for, whatever the list does meanwhile."""

    saved = Signal(str, int)
    """The path, and how many buckets it holds."""
    failed = Signal(object)
    """A Problem."""

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._window = parent

    def ask(self, rows: list[Row], name: str) -> QFileDialog:
        """Let the person say where, proposing a file called *name*; the dialog is open and ends itself."""
        kept = list(rows)
        dialog = QFileDialog(self._window, self.tr("Export buckets"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Comma-separated values (*.csv)"))
        dialog.setDefaultSuffix("csv")
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog.setDirectory(folder if QDir(folder).exists() else QDir.homePath())
        dialog.selectFile(_as_file_name(name))
        dialog.fileSelected.connect(lambda path: self.save(kept, path))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def save(self, rows: list[Row], path: str) -> None:
        """Write *rows* to *path*."""

        def work(_cancel: Cancel, _report: Report) -> None:
            write(path, as_csv(rows))

        def ended(outcome: Outcome[None]) -> None:
            match outcome:
                case Done():
                    self.saved.emit(path, len(rows))
                case Failed(problem=problem):
                    self.failed.emit(problem)

        self._tasks.start(work, ended)


def write(path: str, text: str) -> None:
    """*text* as the whole of the file *path*; what stood there before stays if that fails."""
    # When something is saved only, to keep start-up short.
    import stat
    from pathlib import Path

    from hourpass.adapters import files

    data = text.encode(errors="backslashreplace")
    target = Path(path)
    try:
        target.parent.stat()  # a folder that is gone is a mistake, not one to be made
        mode = target.stat().st_mode if target.exists() else stat.S_IFREG | files.PRIVATE_FILE
        if not stat.S_ISREG(mode):  # a pipe or a device cannot be replaced, only written to
            target.write_bytes(data)
            return
    except OSError as error:
        raise files.failure(error, path) from error
    files.write_whole(path, data, stat.S_IMODE(mode))


def _as_file_name(name: str) -> str:
    return "".join("-" if c in '/\\:*?"<>|' or not c.isprintable() else c for c in name) + ".csv"
