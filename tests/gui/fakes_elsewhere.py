"""The tab "Use elsewhere" beside the tabs that a test is about."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hourpass.bootstrap import Services
from hourpass.gui.elsewhere.elsewhere import Elsewhere
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.vigil import Vigil
from hourpass.services.watch import Watch


def elsewhere(theme: Theme, tasks: Tasks, services: Services, window: QWidget) -> Elsewhere:
    """The real one, over a vigil that looks only when it is told to."""
    vigil = Vigil(
        services.book, services.sessions, Watch(), services.clock, lambda: False, lambda: None, window
    )  # fmt: skip
    return Elsewhere(theme, tasks, services, vigil, window)
