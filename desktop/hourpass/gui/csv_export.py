"""Saving a list as a CSV file: asks where, writes off the GUI thread, tells how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from hourpass.gui.save_dialog import SaveDialog
from hourpass.gui.tasks import Done, Failed, Outcome, Report, Tasks
from hourpass.services.cancel import Cancel

Text = Callable[[], Iterable[str]]
"""Makes the text, in parts, on a worker thread."""


class CsvExport(QObject):
    """Saves rows as they were when the export was asked for, whatever the list does meanwhile."""

    saved = Signal(str, int)
    """The path, and how many rows it holds."""
    failed = Signal(object)
    """A Problem."""

    def __init__(self, tasks: Tasks, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks, self._title, self._window = tasks, title, parent

    def ask(self, text: Text, count: int, name: str) -> QFileDialog:
        """Let the person say where, proposing a file called *name*; the dialog is open and ends itself."""
        form = self.tr("Comma-separated values (*.csv)")
        dialog = SaveDialog(self._title, form, "csv", _as_file_name(name), self._window)
        dialog.fileSelected.connect(lambda path: self.save(text, count, path))
        dialog.open()
        return dialog

    def save(self, text: Text, count: int, path: str) -> None:
        """Write *text* to *path*."""

        def work(cancel: Cancel, _report: Report) -> None:
            write(path, _checked(text(), cancel))

        def ended(outcome: Outcome[None]) -> None:
            match outcome:
                case Done():
                    self.saved.emit(path, count)
                case Failed(problem=problem):
                    self.failed.emit(problem)

        self._tasks.start(work, ended)


def write(path: str, text: str | Iterable[str]) -> None:
    """*text*, maybe in parts, as the whole of the file *path*; what stood there before stays if that fails."""
    # When something is saved only, to keep start-up short.
    import stat
    from pathlib import Path

    from hourpass.adapters import files

    parts = (part.encode(errors="backslashreplace") for part in ([text] if isinstance(text, str) else text))
    target = Path(path)
    try:
        target.parent.stat()  # a folder that is gone is a mistake, not one to be made
        mode = target.stat().st_mode if target.exists() else stat.S_IFREG | files.PRIVATE_FILE
        if not stat.S_ISREG(mode):  # a pipe or a device cannot be replaced, only written to
            with target.open("wb") as open_target:
                open_target.writelines(parts)
            return
    except OSError as error:
        raise files.failure(error, path) from error
    files.write_whole(path, parts, stat.S_IMODE(mode))


def _checked(parts: Iterable[str], cancel: Cancel) -> Iterable[str]:
    for part in parts:
        cancel.check()
        yield part


def _as_file_name(name: str) -> str:
    return "".join("-" if c in '/\\:*?"<>|' or not c.isprintable() else c for c in name) + ".csv"
