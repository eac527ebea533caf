"""What the window needs behind its first paint, loaded a piece at a time: all at once would hold up the event loop for
a quarter of a second."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

_PIECES = (
    # PySide makes a class and its enums when it is first named; these are the large ones.
    "PySide6.QtCore:Qt",
    "PySide6.QtWidgets:QStyle",
    "PySide6.QtGui:QAccessible",
    "PySide6.QtGui:QKeyEvent",
    "PySide6.QtWidgets:QHeaderView",
    # To know what a view's viewport is, it looks through all descendants of QWidget: half of them beforehand.
    "PySide6.QtWidgets:QWizard",
    "PySide6.QtWidgets:QGraphicsView",
    "PySide6.QtWidgets:QInputDialog",
    "PySide6.QtWidgets:QFontDialog",
    "PySide6.QtWidgets:QColorDialog",
    "PySide6.QtWidgets:QMessageBox",
    "PySide6.QtWidgets:QMdiArea",
    "PySide6.QtWidgets:QDateTimeEdit",
    "PySide6.QtWidgets:QCalendarWidget",
    # The rest so that each comes after what it imports.
    "datetime",
    "json",
    "socket",
    "hourpass.domain.problem",
    "hourpass.adapters.sandbox_process",
    "hourpass.domain.profile",
    "hourpass.domain.settings",
    "hourpass.domain.credentials",
    "hourpass.services.ports",
    "hourpass.adapters.settings_file",
    "hourpass.services.setup_ports",
    "hourpass.adapters.worker_client",
    "hourpass.adapters.worker_aws",
    "hourpass.services.code_ledger",
    "hourpass.services.mfa_sessions",
    "hourpass.services.sessions",
    "hourpass.services.importing",
    "hourpass.services.watch",
    "hourpass.adapters.iam_account",
    "hourpass.adapters.journal_file",
    "hourpass.adapters.worker_admin_files",
    "hourpass.services.setup_tools",
    "hourpass.adapters.aws_config",
    "hourpass.adapters.credentials_file",
    "hourpass.services.aws_sections",
    "hourpass.services.kept_in_file",
    "hourpass.services.console",
    "hourpass.bootstrap",
    "hourpass.gui.icons",
    "hourpass.gui.labels",
    "hourpass.gui.controls",
    "hourpass.gui.code_field",
    "hourpass.gui.wording.methods",
    "hourpass.gui.wording.other_answers",
    "hourpass.gui.wording.problems",
    "hourpass.viewmodels.code_entry",
    "hourpass.gui.entry_status",
    "hourpass.gui.profile_list",
    "hourpass.gui.code_card",
    "hourpass.gui.profile_page",
    "hourpass.gui.tasks",
    "hourpass.gui.prompting",
    "hourpass.gui.vigil",
    "hourpass.viewmodels.session_view",
    "hourpass.gui.desk",
    "hourpass.gui.error_box",
    "hourpass.gui.notifications",
    "hourpass.gui.practice",
    "hourpass.gui.profile_doors",
    "hourpass.gui.activity_tab",
    "hourpass.gui.csv_export",
    "hourpass.gui.row_table",
    "hourpass.gui.bucket_table",
    "hourpass.gui.listing_panel",
    "hourpass.gui.bucket_browser",
    "hourpass.gui.details_tab",
    "hourpass.gui.elsewhere.elsewhere",
    "hourpass.gui.profile_tabs",
    "hourpass.gui.tray",
    "hourpass.gui.unix_signals",
    "hourpass.gui.vault_doors",
    "hourpass.gui.setup_doors",
    "hourpass.gui.listener",
    "hourpass.adapters.autostart",
    "hourpass.gui.attention",
    "hourpass.gui.system_news",
    "hourpass.gui.settings_doors",
    "hourpass.services.rotation",
    "hourpass.gui.key_doors",
    "hourpass.gui.parts",
    "hourpass.gui.callers",
    "hourpass.gui.tool_requests",
    "hourpass.gui.counter",
    "hourpass.gui.workbench",
)


def load_ahead() -> Iterator[None]:
    """Load them, with a pause for the event loop after each."""
    for piece in _PIECES:
        module, _, name = piece.partition(":")
        loaded = import_module(module)
        if name:
            getattr(loaded, name)
        yield
